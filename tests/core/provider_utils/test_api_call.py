"""Calls to an API: what goes out, and that every failure is one clear `APICallError`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    DownloadError,
    EmptyResponseBodyError,
    InvalidArgumentError,
    InvalidResponseDataError,
    JSONParseError,
    TypeValidationError,
)
from ai_sdk.provider_utils import (
    ANY,
    NUMBER,
    STRING,
    AiohttpTransport,
    ErrorStructure,
    FormData,
    JSONEvent,
    TransportError,
    get_bytes,
    get_json,
    nullish,
    object_of,
    post_form,
    post_form_for_bytes,
    post_json,
    post_json_for_bytes,
    post_json_stream,
)
from ai_sdk.testing import ScriptedAnswer, ScriptedResponse, ScriptedTransport

from tests.core.provider_utils.conftest import Serve

URL = "https://api.test/v1/x"
ERRORS = ErrorStructure(
    validate=object_of({"error": object_of({"message": STRING, "code": nullish(ANY)})}),
    message=lambda value: value["error"]["message"],
)


def answering(*answers: ScriptedAnswer) -> ScriptedTransport:
    return ScriptedTransport(*answers)


async def error_of(*answers: ScriptedAnswer, errors: ErrorStructure | None = ERRORS, **settings: Any) -> APICallError:
    transport = answering(*answers)
    with pytest.raises(APICallError) as caught:
        await post_json(transport, URL, body={"a": 1}, errors=errors, **settings)
    assert transport.open_responses == 0
    assert caught.value.url == URL
    assert caught.value.request_body_values == {"a": 1}
    return caught.value


async def test_a_json_call_sends_compact_json_and_returns_the_answer() -> None:
    transport = answering(ScriptedResponse(json={"b": 2, "c": 3}, headers={"X-Id": "7"}))
    response = await post_json(transport, URL, body={"a": 1.0, "n": None}, validate=object_of({"b": NUMBER}))
    assert response.value == {"b": 2}
    assert response.raw_value == {"b": 2, "c": 3}
    assert response.headers["x-id"] == "7"
    (request,) = transport.requests
    assert request.method == "POST"
    assert request.body == b'{"a":1,"n":null}'
    assert request.headers["content-type"] == "application/json"
    assert transport.open_responses == 0


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ({}, {"content-type": "application/json"}),
        ({"CONTENT-TYPE": "a/b", "X-A": " 1 "}, {"content-type": "a/b", "x-a": "1"}),
        ({"authorization": "Bearer ", "X-A": None}, {"content-type": "application/json", "authorization": "Bearer"}),
        ({"a": "1", "A": "2"}, {"content-type": "application/json", "a": "2"}),
    ],
)
async def test_headers_are_normalised_and_the_caller_wins(
    headers: Mapping[str, str | None], sent: Mapping[str, str]
) -> None:
    transport = answering()
    await post_json(transport, URL, headers=headers, body={})
    received = dict(transport.requests[0].headers)
    assert received.pop("user-agent").startswith("ai-sdk/provider-utils/0.")
    assert received == sent


async def test_the_user_agent_names_caller_sdk_and_runtime() -> None:
    transport = answering()
    await post_json(transport, URL, headers={"User-Agent": "mine/1"}, body={})
    mine, sdk, runtime = transport.requests[0].headers["user-agent"].split(" ")
    assert mine == "mine/1"
    assert sdk.startswith("ai-sdk/provider-utils/")
    assert runtime.startswith("runtime/python/3.")


@pytest.mark.parametrize("value", ["a\nb", "a\r\nx: y", "a\x00", "\u20ac", "\x7f"])
async def test_a_header_that_can_not_be_sent_is_refused_without_showing_it(value: str) -> None:
    transport = answering()
    with pytest.raises(InvalidArgumentError, match="'authorization'") as caught:
        await post_json(transport, URL, headers={"authorization": f"key-{value}"}, body={})
    assert "key-" not in str(caught.value)
    assert caught.value.argument == "headers"
    assert not transport.requests


async def test_get_form_and_bytes_calls_send_what_they_should() -> None:
    transport = answering(ScriptedResponse(json={"a": 1}))
    form = FormData()
    form.append("f", "v")
    assert (await get_json(transport, URL)).value == {"a": 1}
    assert (await post_form(transport, URL, form=form)).value == {"a": 1}
    assert (await post_form_for_bytes(transport, URL, form=form)).value == b'{"a": 1}'
    assert (await get_bytes(transport, URL)).value == b'{"a": 1}'
    assert (await post_json_for_bytes(transport, URL, body={})).value == b'{"a": 1}'
    get, post, post_for_bytes, _, _ = transport.requests
    assert (get.method, get.body, "content-type" in get.headers) == ("GET", b"", False)
    for request in (post, post_for_bytes):
        assert request.headers["content-type"].startswith("multipart/form-data; boundary=")


async def test_request_values_in_errors_are_those_of_the_call() -> None:
    transport = answering(ScriptedResponse(status=400))
    form = FormData()
    form.append("f", "1")
    form.append("f", "2")
    form.append_file("file", b"abc", media_type="a/b", filename="n")
    with pytest.raises(APICallError) as caught:
        await post_form(transport, URL, form=form)
    assert caught.value.request_body_values == {"f": "2", "file": {"type": "a/b", "size": 3, "name": "n"}}
    with pytest.raises(APICallError) as caught:
        await get_json(transport, URL)
    assert caught.value.request_body_values == {}


async def test_an_error_body_of_the_known_shape_gives_its_message_and_data() -> None:
    body = {"error": {"message": "no", "x": 1}, "y": 2}
    error = await error_of(ScriptedResponse(status=429, json=body, headers={"retry-after": "3"}))
    assert error.message == "no"
    assert error.data == {"error": {"message": "no"}}
    assert error.status_code == 429
    assert error.is_retryable
    assert error.response_headers is not None
    assert error.response_headers["retry-after"] == "3"
    assert error.response_body == '{"error": {"message": "no", "x": 1}, "y": 2}'


@pytest.mark.parametrize("body", ["", " \n", "<html>no</html>", '{"error":"no"}', "[]", '{"error":{"message":1}}'])
async def test_any_other_error_body_gives_the_reason_phrase(body: str) -> None:
    error = await error_of(ScriptedResponse(status=502, body=body))
    assert error.message == "Bad Gateway"
    assert error.data is None
    assert error.response_body == body
    assert error.is_retryable


async def test_without_a_structure_the_reason_phrase_is_the_message() -> None:
    error = await error_of(ScriptedResponse(status=404, json={"error": {"message": "no"}}), errors=None)
    assert (error.message, error.is_retryable) == ("Not Found", False)


@pytest.mark.parametrize(
    ("decision", "status", "retryable"), [(True, 400, True), (False, 500, False), (None, 500, True)]
)
async def test_a_provider_may_decide_what_is_retryable(decision: bool | None, status: int, retryable: bool) -> None:
    seen: list[tuple[int, str, Any]] = []

    def decide(code: int, headers: Mapping[str, str], data: Any) -> bool | None:
        seen.append((code, headers["x-a"], data))
        return decision

    structure = ErrorStructure(ERRORS.validate, ERRORS.message, decide)
    for body in ("", '{"error":{"message":"m"}}'):
        answer = ScriptedResponse(status=status, body=body, headers={"x-a": "1"})
        assert (await error_of(answer, errors=structure)).is_retryable is retryable
    assert seen == [(status, "1", None), (status, "1", {"error": {"message": "m"}})]


@pytest.mark.parametrize(
    ("status", "retryable"),
    [(408, True), (409, True), (429, True), (500, True), (599, True), (400, False), (403, False), (304, False)],
)
async def test_some_statuses_are_worth_another_try(status: int, retryable: bool) -> None:
    assert (await error_of(ScriptedResponse(status=status))).is_retryable is retryable


async def test_a_handler_that_fails_is_reported_as_such() -> None:
    def broken(value: Any) -> str:
        raise KeyError("oops")

    error = await error_of(
        ScriptedResponse(status=500, json={"error": {"message": "no"}}), errors=ErrorStructure(ERRORS.validate, broken)
    )
    assert error.message == "Failed to process error response"
    assert isinstance(error.cause, KeyError)
    assert error.status_code == 500

    error = await error_of(ScriptedResponse(json={}), validate=broken)
    assert error.message == "Failed to process successful response"
    assert isinstance(error.cause, KeyError)
    assert not error.is_retryable


async def test_an_answer_that_is_no_json_is_an_invalid_json_response() -> None:
    error = await error_of(ScriptedResponse(body="<html>", headers={"x-a": "1"}))
    assert error.message == "Invalid JSON response"
    assert isinstance(error.cause, JSONParseError)
    assert (error.status_code, error.response_body, error.is_retryable) == (200, "<html>", False)


async def test_an_answer_of_another_shape_is_an_invalid_json_response() -> None:
    error = await error_of(ScriptedResponse(json={"b": "x"}), validate=object_of({"b": NUMBER}))
    assert error.message == "Invalid JSON response"
    assert isinstance(error.cause, TypeValidationError)
    assert error.cause.value == {"b": "x"}
    assert "b: expected a number, got 'x'" in error.cause.message


async def test_bodies_are_read_up_to_the_limit_also_those_of_errors() -> None:
    error = await error_of(ScriptedResponse(body="x" * 101), max_bytes=100)
    assert error.message == "Failed to process successful response"
    assert isinstance(error.cause, DownloadError)
    error = await error_of(ScriptedResponse(status=500, chunks=["x" * 60] * 2), max_bytes=100)
    assert error.message == "Failed to process error response"
    assert isinstance(error.cause, DownloadError)


async def test_a_connection_lost_within_the_answer_is_reported_with_its_status() -> None:
    error = await error_of(ScriptedResponse(chunks=["{"], disconnect="mid-stream"))
    assert error.message == "Failed to process successful response"
    assert (error.status_code, error.is_retryable) == (200, False)


async def test_no_connection_is_retryable_and_has_no_status() -> None:
    error = await error_of(TransportError("api.test:443: Connection refused"))
    assert error.message == "Cannot connect to API: api.test:443: Connection refused"
    assert (error.status_code, error.is_retryable) == (None, True)
    assert isinstance(error.cause, TransportError)
    error = await error_of(TransportError("Too many redirects", is_retryable=False))
    assert not error.is_retryable
    error = await error_of(ConnectionResetError("reset"))
    assert error.message == "Cannot connect to API: reset"


async def test_a_bug_in_a_transport_is_no_api_error() -> None:
    with pytest.raises(KeyError):
        await post_json(answering(KeyError("bug")), URL, body={})


async def test_secrets_of_the_url_do_not_show() -> None:
    with pytest.raises(APICallError) as caught:
        await post_json(answering(ScriptedResponse(status=400)), f"{URL}?api-key=secret&v=1", body={})
    assert caught.value.url == f"{URL}?api-key=***&v=1"


async def test_bytes_of_nothing_are_an_error() -> None:
    with pytest.raises(APICallError, match="Response body is empty"):
        await get_bytes(answering(ScriptedResponse(status=204)), URL)
    with pytest.raises(APICallError, match="Failed to read response as array buffer"):
        await get_bytes(answering(ScriptedResponse(chunks=["a"], disconnect="mid-stream")), URL)


# Streams


async def events_of(*answers: ScriptedAnswer, **settings: Any) -> list[JSONEvent[Any]]:
    transport = answering(*answers)
    stream = await post_json_stream(transport, URL, body={}, **settings)
    events = [event async for events in stream for event in events]
    assert transport.open_responses == 0
    return events


async def test_a_stream_gives_values_and_failures_and_skips_done() -> None:
    events = await events_of(
        ScriptedResponse(events=['{"n":1,"x":2}', "[DONE]", "oops", '{"n":"a"}', "[DONE] ", '{"n":2}']),
        validate=object_of({"n": NUMBER}),
    )
    assert [(event.value, event.raw_value) for event in events] == [
        ({"n": 1}, {"n": 1, "x": 2}),
        (None, None),
        (None, {"n": "a"}),
        (None, None),
        ({"n": 2}, {"n": 2}),
    ]
    assert [type(event.error) for event in events] == [
        type(None),
        JSONParseError,
        TypeValidationError,
        JSONParseError,
        type(None),
    ]


async def test_a_json_body_is_a_stream_without_events() -> None:
    assert await events_of(ScriptedResponse(json={"a": 1})) == []


async def test_a_stream_without_a_body_is_an_error() -> None:
    with pytest.raises(APICallError, match="Failed to process successful response") as caught:
        await events_of(ScriptedResponse(status=204))
    assert isinstance(caught.value.cause, EmptyResponseBodyError)


async def test_an_error_status_is_raised_before_there_is_a_stream() -> None:
    with pytest.raises(APICallError, match="no"):
        await events_of(ScriptedResponse(status=401, json={"error": {"message": "no"}}), errors=ERRORS)


async def test_a_stream_that_breaks_raises_after_its_events() -> None:
    transport = answering(ScriptedResponse(events=["1", "2"], disconnect="mid-stream", headers={"x-a": "1"}))
    stream = await post_json_stream(transport, URL, body={})
    assert stream.headers["x-a"] == "1"
    seen: list[Any] = []
    with pytest.raises(APICallError, match="connection to the API broke while the answer was read") as caught:
        async for events in stream:
            seen += [event.value for event in events]
    assert seen == [1, 2]
    assert caught.value.is_retryable
    assert transport.open_responses == 0


async def test_an_event_that_is_too_large_ends_the_stream() -> None:
    with pytest.raises(InvalidResponseDataError, match="more than 1000 bytes"):
        await events_of(ScriptedResponse(chunks=["data: ", "x" * 600, "x" * 600]), max_event_bytes=1000)


async def test_leaving_a_stream_closes_the_answer() -> None:
    transport = answering(ScriptedResponse(events=["1", "2"], hang=True))
    stream = await post_json_stream(transport, URL, body={})
    async for _ in stream:
        break
    assert transport.open_responses == 1
    await stream.aclose()
    assert transport.open_responses == 0


async def test_a_stream_that_was_never_read_can_be_closed() -> None:
    transport = answering(ScriptedResponse(events=["1"]))
    stream = await post_json_stream(transport, URL, body={})
    await stream.aclose()
    await stream.aclose()
    assert transport.open_responses == 0


async def test_cancelling_passes_through_a_stream_and_closes_it() -> None:
    transport = answering(ScriptedResponse(hang=True, events=[]))
    stream = await post_json_stream(transport, URL, body={})
    task = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert transport.open_responses == 0


async def test_a_time_out_around_a_call_is_the_callers_own(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(delay=60))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await post_json(transport, server.url, body={})


async def test_html_instead_of_json_over_a_socket(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(headers={"content-type": "text/html"}, body="<!doctype html><p>Sign in"))
    with pytest.raises(APICallError, match="Invalid JSON response"):
        await post_json(transport, server.url, body={})
    assert [events async for events in await post_json_stream(transport, server.url, body={})] == []


async def test_streams_read_past_done_share_a_connection(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(events=["1", "[DONE]"], chunk_delay=0.001))
    for _ in range(20):
        stream = await post_json_stream(transport, server.url, body={})
        assert [event.value async for events in stream for event in events] == [1]
    assert server.connections == 1


async def test_an_endless_line_over_a_socket_ends_in_an_error(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(chunks=["data: ", *["x" * 100_000] * 300]))
    stream = await post_json_stream(transport, server.url, body={}, max_event_bytes=1_000_000)
    with pytest.raises(InvalidResponseDataError):
        await anext(stream)
