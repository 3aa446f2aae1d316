"""From a model's stream to events and a result: order, odd streams, failures."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from ai_sdk import is_step_count, stream_text
from ai_sdk.provider import (
    APICallError,
    DocumentSource,
    ErrorPart,
    FileBytes,
    FileContent,
    InvalidPromptError,
    ModelStreamError,
    NoOutputGeneratedError,
    RawPart,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    ResponseInfo,
    ResponseMetadata,
    StreamStart,
    TextDelta,
    TextEnd,
    TextStart,
    ToolApprovalRequestContent,
    ToolCallNotFoundForApprovalError,
    ToolInputStart,
    ToolResultContent,
    UnsupportedWarning,
    UrlSource,
    Usage,
)
from ai_sdk.testing import MockLanguageModel, MockStream, mock_id, text_stream
from ai_sdk.tools.tool import dynamic_tool

from tests.core.text.helpers import Stalled, call, echo, events_of, finish, playing, streaming, text, types_of


async def events(*parts: Any, end: Any = "stop", **arguments: Any) -> list[Any]:
    return await events_of(stream_text(streaming(playing(*parts, end=end)), "Hi", **arguments))


async def failing(stream: Any) -> BaseException:
    with pytest.raises(BaseException) as caught:  # noqa: PT011
        await stream.result()
    return caught.value


async def test_the_order_of_the_events_of_one_step() -> None:
    parts = [
        ResponseMetadata("r1", datetime(2024, 1, 1, tzinfo=UTC), "m-1"),
        ReasoningStart("r"),
        ReasoningDelta("r", "hm"),
        ReasoningEnd("r"),
        *text("Hel", "lo"),
        UrlSource("s1", "https://a.test"),
        DocumentSource("s2", "application/pdf", "Doc"),
        FileContent(FileBytes(b"x"), "image/png"),
    ]
    stream = stream_text(streaming(playing(*parts)), "Hi")
    got = await events_of(stream)
    assert types_of(got) == [
        *("start", "start-step", "reasoning-start", "reasoning-delta", "reasoning-end"),
        *("text-start", "text-delta", "text-delta", "text-end", "source", "source", "file", "finish-step", "finish"),
    ]
    result = await stream.result()
    assert [part.type for part in result.content] == ["reasoning", "text", "source", "source", "file"]
    assert (result.text, result.reasoning_text) == ("Hello", "hm")
    assert (result.response.id, result.response.model_id) == ("r1", "m-1")
    assert got[-2].response.id == "r1"
    assert got[-1].total_usage.total_tokens == 13


async def test_warnings_are_told_with_the_step_s_beginning() -> None:
    warning = UnsupportedWarning("seed")
    stream = stream_text(streaming(MockStream([StreamStart([warning]), *text("a"), finish()])), "Hi")
    assert (await events_of(stream))[1].warnings == [warning]
    assert (await stream.result()).warnings == [warning]


async def test_without_metadata_id_time_and_model_are_made_up() -> None:
    before = datetime.now(UTC)
    stream = stream_text(streaming(text_stream("a")), "Hi", generate_id=mock_id())
    response = (await stream.result()).response
    assert (response.id, response.model_id) == ("id-0", "mock-model-id")
    assert before <= response.timestamp <= datetime.now(UTC)


async def test_the_end_of_the_model_call_tells_of_the_id_that_the_result_has() -> None:
    told: list[str | None] = []
    stream = stream_text(
        streaming(text_stream("a")), "Hi", on_language_model_call_end=lambda info: told.append(info.response_id)
    )
    response = (await stream.result()).response
    assert told == [response.id]


async def test_headers_of_the_response_are_in_the_result() -> None:
    source = playing(*text("a"), response=ResponseInfo(headers={"x-id": "7"}))
    assert (await stream_text(streaming(source), "Hi").result()).response.headers == {"x-id": "7"}


async def test_empty_texts_are_dropped_unless_they_carry_metadata_and_empty_reasoning_is_kept() -> None:
    meta = {"acme": {"k": 1}}
    got = await events(
        TextStart("0"),
        TextDelta("0", ""),
        TextDelta("0", "", meta),
        TextDelta("0", "a"),
        TextEnd("0"),
        ReasoningStart("r"),
        ReasoningDelta("r", ""),
        ReasoningEnd("r"),
    )
    assert types_of(got).count("text-delta") == 2
    assert types_of(got).count("reasoning-delta") == 1


async def test_a_block_s_metadata_is_the_last_that_came() -> None:
    stream = stream_text(
        streaming(
            playing(
                TextStart("0", {"a": {"n": 1}}),
                TextDelta("0", "x", {"a": {"n": 2}}),
                TextEnd("0"),
                TextStart("1", {"a": {"n": 3}}),
                TextDelta("1", "y"),
                TextEnd("1"),
            )
        ),
        "Hi",
    )
    content = (await stream.result()).content
    assert [part.provider_metadata for part in content] == [{"a": {"n": 2}}, {"a": {"n": 3}}]


async def test_blocks_of_text_and_reasoning_may_interleave_and_share_ids() -> None:
    stream = stream_text(
        streaming(
            playing(
                TextStart("0"),
                ReasoningStart("0"),
                TextStart("1"),
                TextDelta("1", "b"),
                ReasoningDelta("0", "r"),
                TextDelta("0", "a"),
                TextEnd("0"),
                TextEnd("1"),
                ReasoningEnd("0"),
            )
        ),
        "Hi",
    )
    result = await stream.result()
    assert [part.text for part in result.content] == ["a", "r", "b"]


async def test_an_id_that_is_used_again_in_one_step_becomes_another() -> None:
    got = await events(*text("a"), *text("b"), generate_id=mock_id(prefix="new"))
    starts = [event.id for event in got if event.type == "text-start"]
    assert starts[0] == "0"
    assert starts[1].startswith("new-")
    assert [event.id for event in got if event.type in ("text-delta", "text-end")] == [
        *(starts[0], starts[0]),
        *(starts[1], starts[1]),
    ]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (TextDelta("9", "lost"), "text part 9 not found"),
        (TextEnd("9"), "text part 9 not found"),
        (ReasoningDelta("9", "lost"), "reasoning part 9 not found"),
        (ReasoningEnd("9"), "reasoning part 9 not found"),
    ],
)
async def test_a_part_of_no_block_is_handed_on_and_told_of(part: Any, message: str) -> None:
    told: list[Any] = []
    stream = stream_text(streaming(playing(*text("a"), part)), "Hi", on_error=told.append)
    got = await events_of(stream)
    index = got.index(part)
    assert isinstance(got[index + 1], ErrorPart)
    assert got[index + 1].error == message
    assert types_of(got)[-1] == "finish"
    assert told == []
    assert (await stream.result()).text == "a"


async def test_a_block_that_is_never_ended_is_in_the_result() -> None:
    stream = stream_text(streaming(playing(TextStart("0"), TextDelta("0", "a"))), "Hi")
    assert (await stream.result()).text == "a"


async def test_raw_chunks_are_shown_only_on_demand() -> None:
    assert "raw" not in types_of(await events(RawPart({"n": 1}), *text("a")))
    model = streaming(playing(RawPart({"n": 1}), *text("a")))
    got = await events_of(stream_text(model, "Hi", include=["raw_chunks"]))
    assert [event.raw_value for event in got if event.type == "raw"] == [{"n": 1}]
    assert model.do_stream_calls[0].include_raw_chunks is True


async def test_the_beginning_of_a_tool_s_input_says_what_the_tool_is() -> None:
    tool = dynamic_tool(name="dyn", title="Dynamic", metadata={"k": 1})
    got = await events(ToolInputStart("c1", "dyn"), ToolInputStart("c2", "nope"), *text("a"), tools=[tool])
    begins = [event for event in got if event.type == "tool-input-start"]
    assert [(b.dynamic, b.title, b.tool_metadata) for b in begins] == [(True, "Dynamic", {"k": 1}), (False, None, None)]


# Streams that end oddly


async def test_a_stream_that_ends_without_output_and_without_a_finish_is_an_error() -> None:
    stream = stream_text(streaming(playing(end=None)), "Hi")
    got = await events_of(stream)
    assert types_of(got) == ["start", "error"]
    error = await failing(stream)
    assert isinstance(error, NoOutputGeneratedError)
    assert "ended without a finish chunk" in str(error)


async def test_a_stream_that_ends_without_a_finish_after_some_output_has_the_reason_other() -> None:
    stream = stream_text(streaming(playing(*text("a"), end=None)), "Hi")
    assert types_of(await events_of(stream))[-2:] == ["finish-step", "finish"]
    result = await stream.result()
    assert (result.text, result.finish_reason, result.usage.total_tokens) == ("a", "other", None)


async def test_a_finish_without_output_is_an_empty_answer() -> None:
    stream = stream_text(streaming(playing()), "Hi")
    assert types_of(await events_of(stream)) == ["start", "start-step", "finish-step", "finish"]
    assert (await stream.result()).text == ""


async def test_an_error_part_does_not_end_the_stream() -> None:
    told: list[Any] = []
    stream = stream_text(
        streaming(playing(ErrorPart("overloaded"), *text("a"), end=None)), "Hi", on_error=lambda i: told.append(i.error)
    )
    assert types_of(await events_of(stream))[-2:] == ["finish-step", "finish"]
    result = await stream.result()
    assert (result.text, result.finish_reason) == ("a", "error")
    assert told == ["overloaded"]


async def test_of_an_error_and_a_finish_the_later_one_gives_the_reason() -> None:
    assert (await events(ErrorPart("x"), *text("a")))[-1].finish_reason == "stop"
    assert (await events(*text("a"), finish(), ErrorPart("x"), end=None))[-1].finish_reason == "error"


async def test_the_texts_raise_what_a_provider_s_error_part_says() -> None:
    for error, kind in (({"message": "overloaded"}, ModelStreamError), (OSError("gone"), OSError)):
        stream = stream_text(streaming(playing(*text("a"), ErrorPart(error))), "Hi")
        read: list[str] = []
        with pytest.raises(kind, match=r"overloaded|gone"):
            await _read(stream, read)
        assert read == ["a"]
        await stream.aclose()


async def _read(stream: Any, into: list[str]) -> None:
    async for piece in stream.text_stream:
        into.append(piece)  # noqa: PERF401


async def test_a_stream_that_raises_raises_in_all_readers_and_closes() -> None:
    source = playing(*text("a"), OSError("connection lost"), end=None)
    told: list[Any] = []
    stream = stream_text(streaming(source), "Hi", on_error=told.append, on_end=told.append)
    seen: list[Any] = []
    with pytest.raises(OSError, match="connection lost"):
        async for event in stream:
            seen.append(event.type)  # noqa: PERF401
    assert seen[-1] == "text-end"
    with pytest.raises(OSError, match="connection lost"):
        await _read(stream, [])
    with pytest.raises(OSError, match="connection lost"):
        await stream.result()
    assert told == []
    assert source.closed == 1


async def test_a_call_that_fails_is_an_error_part_for_events_and_raised_elsewhere() -> None:
    told: list[Any] = []
    failure = APICallError("no", url="u", status_code=400)
    stream = stream_text(
        MockLanguageModel(do_stream=failure), "Hi", on_error=told.append, on_end=told.append, on_step_end=told.append
    )
    got = await events_of(stream)
    assert types_of(got) == ["start", "error"]
    assert got[1].error is failure
    assert await failing(stream) is failure
    with pytest.raises(APICallError):
        await _read(stream, [])
    assert [info.error for info in told] == [failure]


async def test_a_wrong_prompt_is_told_by_the_stream_and_not_by_the_function() -> None:
    stream = stream_text(streaming(text_stream("a")))
    assert types_of(await events_of(stream)) == ["start", "error"]
    assert isinstance(await failing(stream), InvalidPromptError)


async def test_a_call_that_fails_in_a_later_step_keeps_the_finished_ones() -> None:
    ended: list[Any] = []
    failure = APICallError("no", url="u", status_code=400)
    stream = stream_text(
        streaming(playing(*text("first"), call(), end="tool-calls"), failure),
        "Hi",
        tools=[echo()],
        stop_when=is_step_count(5),
        on_end=ended.append,
    )
    assert types_of(await events_of(stream))[-2:] == ["finish-step", "error"]
    result = await stream.result()
    assert (result.text, result.finish_reason, result.usage.total_tokens) == ("first", "other", None)
    assert result.interrupted_by is failure
    assert [info.text for info in ended] == ["first"]


async def test_a_stream_without_output_in_a_later_step_tells_the_error() -> None:
    stream = stream_text(
        streaming(playing(call(), end="tool-calls"), playing(end=None)),
        "Hi",
        tools=[echo()],
        stop_when=is_step_count(5),
    )
    assert types_of(await events_of(stream))[-1] == "error"
    assert isinstance((await stream.result()).interrupted_by, NoOutputGeneratedError)


async def test_an_approval_request_of_a_call_that_is_not_there_is_an_error_part() -> None:
    got = await events(*text("a"), ToolApprovalRequestContent("a1", "c9"))
    [part] = [event for event in got if event.type == "error"]
    assert isinstance(part.error, ToolCallNotFoundForApprovalError)


async def test_a_provider_s_result_carries_the_input_of_its_call() -> None:
    search = call("search", {"text": "q"}, "p1", provider_executed=True)
    got = await events(
        search,
        ToolResultContent("p1", "search", {"hits": 1}),
        ToolResultContent("p2", "search", "x", is_error=True),
        tools=[echo(name="search")],
    )
    [result] = [event for event in got if event.type == "tool-result"]
    assert (result.input, result.output, result.provider_executed) == ({"text": "q"}, {"hits": 1}, True)
    [error] = [event for event in got if event.type == "tool-error"]
    assert (error.input, error.error) == (None, "x")


async def test_the_finish_s_metadata_and_raw_reason_are_the_step_s() -> None:
    source = MockStream(
        [StreamStart(), *text("a"), finish("length", "max_tokens", Usage(), provider_metadata={"a": {}})]
    )
    result = await stream_text(streaming(source), "Hi").result()
    assert (result.finish_reason, result.raw_finish_reason) == ("length", "max_tokens")
    assert result.provider_metadata == {"a": {}}
    assert result.usage.total_tokens is None


async def test_a_structured_output_that_is_wrong_raises_where_it_is_read() -> None:
    from ai_sdk import Output
    from ai_sdk.provider import NoObjectGeneratedError

    stream = stream_text(streaming(text_stream("no json")), "Hi", output=Output.json())
    result = await stream.result()
    assert result.text == "no json"
    with pytest.raises(NoObjectGeneratedError):
        _ = result.output


async def test_pieces_of_a_structured_output_come_out_when_they_change_it_and_nothing_is_lost() -> None:
    from ai_sdk import Output

    pieces = ['{"a"', ":", " ", '"x', 'y"', "}"]
    stream = stream_text(streaming(playing(*text(*pieces), *text("second"))), "Hi", output=Output.json())
    got = [event.text for event in await events_of(stream) if event.type == "text-delta"]
    assert "".join(got[:-1]) == "".join(pieces)
    assert len(got) < len(pieces) + 1
    assert got[-1] == "second"


async def test_partial_outputs_and_elements_raise_what_made_the_call_fail() -> None:
    from ai_sdk import Output

    for parts, end in (([*text("[1"), ErrorPart(OSError("gone"))], "stop"), ([OSError("gone")], None)):
        stream = stream_text(streaming(playing(*parts, end=end)), "Hi", output=Output.array({"type": "integer"}))
        for reader in (stream.partial_output_stream, stream.element_stream):
            with pytest.raises(OSError, match="gone"):
                _ = [each async for each in reader]
        await stream.aclose()
    failure = APICallError("no", url="u", status_code=400)
    stream = stream_text(streaming(failure), "Hi", output=Output.json())
    with pytest.raises(APICallError):
        _ = [each async for each in stream.partial_output_stream]


async def test_partial_outputs_of_a_stream_out_of_time_raise_it_and_of_an_aborted_one_end() -> None:
    from ai_sdk import Output, Timeouts

    stream = stream_text(streaming(Stalled(text("[1"))), "Hi", output=Output.json(), timeout=Timeouts(total=0.02))
    with pytest.raises(TimeoutError, match="Total"):
        _ = [each async for each in stream.partial_output_stream]
    stream = stream_text(streaming(Stalled(text("[1"))), "Hi", output=Output.json())
    got = []
    async for each in stream.partial_output_stream:
        got.append(each)
        stream.abort()
    assert got == [[1]]
