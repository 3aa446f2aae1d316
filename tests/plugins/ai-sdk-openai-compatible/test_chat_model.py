"""The chat model in front of real servers: what it sends, what it makes of answers, and that it lets go of them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    ErrorPart,
    Finish,
    FinishReason,
    GenerateResult,
    InvalidResponseDataError,
    JSONParseError,
    LanguageCallOptions,
    LanguageModel,
    ResponseInfo,
    StreamPart,
    TextContent,
    TextDelta,
    UserMessage,
)
from ai_sdk.provider_utils import STRING, ErrorStructure, object_of
from ai_sdk.testing import ScriptedResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Streamed = Callable[..., ScriptedResponse]
CHAT = "/v1/chat/completions"


async def read(model: LanguageModel, options: LanguageCallOptions) -> list[StreamPart]:
    return [part async for part in (await model.do_stream(options)).stream]


async def failure(model: LanguageModel, options: LanguageCallOptions) -> APICallError:
    with pytest.raises(APICallError) as caught:
        await model.do_generate(options)
    return caught.value


def texts(parts: list[StreamPart]) -> str:
    return "".join(part.text for part in parts if isinstance(part, TextDelta))


async def test_a_call_sends_one_request_and_reports_all_of_the_answer(
    serve: Any, hi: LanguageCallOptions, answer: dict[str, Any]
) -> None:
    provider, server = await serve(ScriptedResponse(json=answer, headers={"x-id": "7"}), api_key="k")
    result: GenerateResult = await provider("acme-1").do_generate(hi)
    [request] = server.requests
    assert (request.method, request.path, request.query) == ("POST", CHAT, "")
    assert request.json() == {"model": "acme-1", "messages": [{"role": "user", "content": "hi"}]}
    assert request.headers["authorization"] == "Bearer k"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["user-agent"].startswith("ai-sdk/openai-compatible/")
    assert result.content == [TextContent("Hello")]
    assert result.finish_reason == FinishReason("stop", "stop")
    assert result.usage.input_tokens.total == 4
    assert result.provider_metadata == {"acme": {}}
    assert result.request is not None
    assert result.request.body == request.json()
    assert isinstance(result.response, ResponseInfo)
    assert result.response.body == answer
    assert result.response.headers is not None
    assert result.response.headers["x-id"] == "7"


async def test_a_streamed_call_asks_for_a_stream_and_for_usage_only_if_told_to(
    serve: Any, hi: LanguageCallOptions, streamed: Streamed
) -> None:
    for include_usage, more in ((False, {}), (True, {"stream_options": {"include_usage": True}})):
        provider, server = await serve(streamed({"content": "a"}), include_usage=include_usage)
        result = await provider("m").do_stream(hi)
        assert texts([part async for part in result.stream]) == "a"
        assert server.requests[0].json() == {
            "model": "m",
            "messages": [{"role": "user", "content": "hi"}],
            "stream": True,
            **more,
        }
        assert result.request is not None
        assert result.request.body == server.requests[0].json()


async def test_streams_one_after_the_other_share_a_connection(
    serve: Any, hi: LanguageCallOptions, streamed: Streamed
) -> None:
    provider, server = await serve(streamed({"content": "a"}))
    for _ in range(5):
        await read(provider("m"), hi)
    assert len(server.requests) == 5
    assert server.connections == 1


async def gone(server: Any) -> None:
    """Waits until the server has seen its client leave."""
    async with asyncio.timeout(5):
        while server._tasks:  # noqa: ASYNC110 - the server has no event for this
            await asyncio.sleep(0.005)


async def asked(server: Any) -> None:
    """Waits until the server has been asked."""
    async with asyncio.timeout(5):
        while not server.requests:  # noqa: ASYNC110 - the server has no event for this
            await asyncio.sleep(0.005)


async def read_into(parts: list[StreamPart], model: LanguageModel, options: LanguageCallOptions) -> None:
    async for part in (await model.do_stream(options)).stream:
        parts.append(part)  # noqa: PERF401 - what came before an error counts


async def test_leaving_a_stream_early_closes_its_connection(
    serve: Any, hi: LanguageCallOptions, streamed: Streamed
) -> None:
    provider, server = await serve(streamed({"content": "a"}, {"content": "b"}, finish_reason=None, hang=True))
    result = await provider("m").do_stream(hi)
    async for part in result.stream:
        if isinstance(part, TextDelta):
            break
    await result.stream.aclose()
    await gone(server)


async def test_a_stream_that_was_never_read_closes_its_connection_too(
    serve: Any, hi: LanguageCallOptions, streamed: Streamed
) -> None:
    provider, server = await serve(streamed({"content": "a"}, finish_reason=None, hang=True))
    result = await provider("m").do_stream(hi)
    await result.stream.aclose()
    await gone(server)


async def test_a_stream_that_was_only_dropped_closes_its_connection_too(
    serve: Any, hi: LanguageCallOptions, streamed: Streamed
) -> None:
    provider, server = await serve(streamed({"content": "a"}, finish_reason=None, hang=True))
    result = await provider("m").do_stream(hi)
    assert result is not None
    del result
    await gone(server)


@pytest.mark.parametrize("read_first", [False, True])
async def test_cancelling_the_task_that_reads_closes_the_connection(
    serve: Any, hi: LanguageCallOptions, streamed: Streamed, read_first: bool
) -> None:
    deltas = [{"content": "a"}] if read_first else []
    provider, server = await serve(streamed(*deltas, finish_reason=None, hang=True))
    task = asyncio.create_task(read(provider("m"), hi))
    await asked(server)
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await gone(server)


async def test_cancelling_a_call_that_waits_for_its_answer_closes_the_connection(
    serve: Any, hi: LanguageCallOptions
) -> None:
    provider, server = await serve(ScriptedResponse(hang=True, headers={"content-length": "10"}))
    task = asyncio.create_task(provider("m").do_generate(hi))
    await asked(server)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await gone(server)


async def test_a_stream_that_breaks_its_protocol_delivers_what_came_before_and_closes(
    serve: Any, hi: LanguageCallOptions, streamed: Streamed
) -> None:
    nameless = {"tool_calls": [{"index": 0, "function": {"name": "f", "arguments": "{}"}}]}
    provider, server = await serve(streamed({"content": "a"}, nameless, {"content": "never"}, hang=True))
    parts: list[StreamPart] = []
    with pytest.raises(InvalidResponseDataError, match="Expected 'id'"):
        await read_into(parts, provider("m"), hi)
    assert texts(parts) == "a"
    await gone(server)


async def test_a_connection_that_breaks_within_a_stream_raises_and_no_finish_comes(
    serve: Any, hi: LanguageCallOptions, streamed: Streamed
) -> None:
    provider, _ = await serve(streamed({"content": "a"}, finish_reason=None, disconnect="mid-stream"))
    parts: list[StreamPart] = []
    with pytest.raises(APICallError, match="connection to the API broke"):
        await read_into(parts, provider("m"), hi)
    assert texts(parts) == "a"
    assert not any(isinstance(part, (Finish, ErrorPart)) for part in parts)


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("<html>Bad gateway</html>", "JSON parsing failed"),
        ("", "JSON parsing failed"),
        ("[]", "expected an object"),
        ('{"choices": "none"}', "choices: expected a list"),
        ('{"choices": [{}]}', "choices[0].message: is missing"),
        ('{"choices": [{"message": {"content": 5}}]}', "content: expected a string"),
        ("[" * 100_000, "JSON parsing failed"),
    ],
)
async def test_a_good_status_with_something_else_is_a_typed_error(
    serve: Any, hi: LanguageCallOptions, body: str, cause: str
) -> None:
    provider, server = await serve(ScriptedResponse(body=body))
    error = await failure(provider("m"), hi)
    assert error.message == "Invalid JSON response"
    assert error.status_code == 200
    assert not error.is_retryable
    assert error.response_body == body
    assert error.url == f"{server.url}{CHAT}"
    assert cause in str(error.cause)


async def test_an_answer_without_choices_is_a_typed_error(
    serve: Any, hi: LanguageCallOptions, answer: dict[str, Any]
) -> None:
    provider, _ = await serve(ScriptedResponse(json={**answer, "choices": []}))
    with pytest.raises(InvalidResponseDataError, match="no choices") as caught:
        await provider("m").do_generate(hi)
    assert caught.value.data == {**answer, "choices": []}


@pytest.mark.parametrize("body", ["<html>no stream</html>", "", '{"choices": []}', "data: {", ": comment\n\n"])
async def test_a_stream_of_something_else_ends_with_an_error_and_a_finish(
    serve: Any, hi: LanguageCallOptions, body: str
) -> None:
    provider, _ = await serve(ScriptedResponse(body=body, headers={"content-type": "text/event-stream"}))
    *_, error, finish = await read(provider("m"), hi)
    assert isinstance(error, ErrorPart)
    assert isinstance(error.error, InvalidResponseDataError)
    assert isinstance(finish, Finish)
    assert finish.finish_reason == FinishReason("error")


async def test_one_broken_event_does_not_end_a_stream(serve: Any, hi: LanguageCallOptions) -> None:
    good = json.dumps({"choices": [{"delta": {"content": "a"}, "finish_reason": "stop"}]})
    provider, _ = await serve(ScriptedResponse(events=["{broken", good, "[DONE]"]))
    parts = await read(provider("m"), hi)
    errors = [part.error for part in parts if isinstance(part, ErrorPart)]
    assert [type(error) for error in errors] == [JSONParseError]
    assert texts(parts) == "a"


@pytest.mark.parametrize("call", ["do_generate", "do_stream"])
async def test_an_error_status_has_the_servers_message(serve: Any, hi: LanguageCallOptions, call: str) -> None:
    body = {"error": {"message": "slow down", "type": None, "code": 7, "extra": 1}}
    provider, _ = await serve(ScriptedResponse(status=429, json=body, headers={"retry-after": "2"}))
    with pytest.raises(APICallError, match=r"^slow down$") as caught:
        await getattr(provider("m"), call)(hi)
    error = caught.value
    assert error.data == {"error": {"message": "slow down", "type": None, "code": 7}}
    assert error.is_retryable
    assert error.response_headers is not None
    assert error.response_headers["retry-after"] == "2"


async def test_an_error_of_another_form_has_the_reason_phrase(serve: Any, hi: LanguageCallOptions) -> None:
    provider, _ = await serve(ScriptedResponse(status=422, status_text="Odd Thing", json={"detail": "x"}))
    error = await failure(provider("m"), hi)
    assert error.message == "Odd Thing"
    assert error.data is None


async def test_a_vendors_own_error_form_can_be_given(serve: Any, hi: LanguageCallOptions) -> None:
    errors = ErrorStructure(
        validate=object_of({"detail": STRING}),
        message=lambda value: value["detail"],
        is_retryable=lambda status, headers, value: status == 418,
    )
    stream = ScriptedResponse(events=['{"detail": "gone"}', '{"choices": [{"finish_reason": "stop"}]}'])
    provider, _ = await serve(ScriptedResponse(status=418, json={"detail": "tea"}), stream, errors=errors)
    error = await failure(provider("m"), hi)
    assert (error.message, error.is_retryable) == ("tea", True)
    assert [part.error for part in await read(provider("m"), hi) if isinstance(part, ErrorPart)] == [{"detail": "gone"}]


async def test_an_unreachable_server_is_a_retryable_error(serve: Any, hi: LanguageCallOptions) -> None:
    provider, server = await serve()
    await server.aclose()
    error = await failure(provider("m"), hi)
    assert error.message.startswith("Cannot connect to API: ")
    assert error.status_code is None
    assert error.is_retryable


async def test_the_body_can_be_changed_before_it_is_sent(
    serve: Any, hi: LanguageCallOptions, answer: dict[str, Any], streamed: Streamed
) -> None:
    seen: list[dict[str, Any]] = []

    def transform(body: dict[str, Any]) -> dict[str, Any] | None:
        seen.append(body)
        return {"only": len(seen)} if len(seen) == 1 else None

    provider, server = await serve(
        ScriptedResponse(json=answer), streamed({"content": "a"}), transform_request_body=transform, include_usage=True
    )
    result = await provider("m").do_generate(hi)
    assert server.requests[0].json() == {"only": 1}
    assert result.request is not None
    assert result.request.body == {"only": 1}
    await read(provider("m"), hi)
    assert seen[1]["stream_options"] == {"include_usage": True}
    assert server.requests[1].json() == seen[1]


class Citations:
    """A metadata extractor whose hook for complete answers is a coroutine."""

    async def extract_metadata(self, body: Any, /) -> Any:
        return {"acme": {"citations": body["citations"]}}

    def create_stream_extractor(self) -> StreamedCitations:
        return StreamedCitations()


class StreamedCitations:
    found: Any = None

    def process_chunk(self, chunk: Any, /) -> None:
        self.found = chunk.get("id") or self.found

    def build_metadata(self) -> Any:
        return {"acme": {"citations": self.found}}


async def test_an_extractor_adds_metadata(
    serve: Any, hi: LanguageCallOptions, answer: dict[str, Any], streamed: Streamed
) -> None:
    provider, _ = await serve(
        ScriptedResponse(json={**answer, "citations": [1]}), streamed({"content": "a"}), metadata_extractor=Citations()
    )
    assert (await provider("m").do_generate(hi)).provider_metadata == {"acme": {"citations": [1]}}
    for _ in range(2):
        finish = (await read(provider("m"), hi))[-1]
        assert isinstance(finish, Finish)
        assert finish.provider_metadata == {"acme": {"citations": "c"}}


async def test_headers_of_a_call_win_over_the_providers(serve: Any, answer: dict[str, Any]) -> None:
    provider, server = await serve(
        ScriptedResponse(json=answer), api_key="k", headers={"X-A": "1", "User-Agent": "mine/1", "X-Gone": "x"}
    )
    call = LanguageCallOptions(prompt=[UserMessage("hi")], headers={"AUTHORIZATION": "other", "x-gone": None})
    await provider("m").do_generate(call)
    headers = server.requests[0].headers
    assert headers["authorization"] == "other"
    assert headers["x-a"] == "1"
    assert "x-gone" not in headers
    assert headers["user-agent"].startswith("mine/1 ai-sdk/openai-compatible/")


# However the network cuts it -----------------------------------------------------------------------------------------

CONVERSATION = [
    {"id": "c", "choices": [{"delta": {"role": "assistant", "reasoning_content": "Grüße \u2028"}}]},
    {"choices": [{"delta": {"content": "日本\n"}}]},
    {"choices": [{"delta": {"content": "🙂"}}]},
    {"choices": [{"delta": {"tool_calls": [{"index": 0, "id": "c1", "function": {"arguments": '{"ä":'}}]}}]},
    {"choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"name": "f", "arguments": "1}"}}]}}]},
    {"choices": [{"delta": {}, "finish_reason": "tool_calls"}], "usage": {"prompt_tokens": 1}},
]
EVENTS = [*(json.dumps(value, ensure_ascii=False) for value in CONVERSATION), "[DONE]"]


def body(line_end: str) -> bytes:
    lines = "".join(f": ping{line_end}event: x{line_end}data: {text}{line_end}{line_end}" for text in EVENTS)
    return ("\ufeff" + lines).encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(line_end=st.sampled_from(["\n", "\r\n", "\r"]), cuts=st.lists(st.integers(0, 1200), max_size=30))
def test_any_cut_of_the_bytes_gives_the_same_parts(
    scripted: Any, hi: LanguageCallOptions, line_end: str, cuts: list[int]
) -> None:
    data = body(line_end)
    places = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    pieces = [data[start:end] for start, end in pairwise(places)]
    whole, _ = scripted(ScriptedResponse(events=EVENTS))
    cut, transport = scripted(ScriptedResponse(chunks=pieces))
    parts = asyncio.run(read(cut("m"), hi))
    assert parts == asyncio.run(read(whole("m"), hi))
    assert texts(parts) == "日本\n🙂"
    assert transport.open_responses == 0


async def test_a_byte_at_a_time_over_a_real_socket(serve: Any, hi: LanguageCallOptions) -> None:
    data = body("\n")
    pieces = [data[index : index + 1] for index in range(len(data))]
    provider, _ = await serve(ScriptedResponse(events=EVENTS), ScriptedResponse(chunks=pieces))
    assert await read(provider("m"), hi) == await read(provider("m"), hi)


async def test_a_chunk_is_delivered_as_soon_as_it_is_there(
    serve: Any, hi: LanguageCallOptions, streamed: Streamed
) -> None:
    provider, _ = await serve(streamed({"content": "a"}, finish_reason=None, hang=True))
    result = await provider("m").do_stream(hi)
    async with asyncio.timeout(5):
        async for part in result.stream:
            if isinstance(part, TextDelta):
                break
    await result.stream.aclose()
