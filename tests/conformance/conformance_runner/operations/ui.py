"""The UI message stream: from a text stream, from a writer, and read back; and the text stream as a response.

Chunks and messages are compared in their JSON, which is what browsers and databases get to see.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

from conformance_runner.mocks import Error, scripted_error
from conformance_runner.names import snake_case
from conformance_runner.observe import observe_attributes
from conformance_runner.options import optional_keywords, text_options
from conformance_runner.outcome import Run
from conformance_runner.project import check_keywords, member, named
from conformance_runner.values import decode, without_undefined

from . import operation
from .language import scripted_model

__all__: list[str] = []

_MESSAGE_ID = "gen-msg-id"
_END_FIELDS = ("messages", "responseMessage", "isContinuation", "isAborted", "finishReason")


def _ui(name: str) -> Any:
    return named("ai_sdk.ui", name)


async def _response(response: Any) -> dict[str, Any]:
    """Status, headers and text of an HTTP response object."""
    pieces = [piece async for piece in response.body]
    body = "".join(piece.decode("utf-8") if isinstance(piece, bytes) else piece for piece in pieces)
    return {"status": response.status, "headers": dict(response.headers), "body": body}


def _stream_text(run: Run) -> Any:
    function = named("ai_sdk", "stream_text")
    keywords = text_options(run, run.data) | optional_keywords(function, on_error=lambda event: None)
    check_keywords(function, set(keywords))
    return function(scripted_model(run), **keywords)


def _record_end(run: Run) -> Any:
    to_json = _ui("ui_message_to_json")

    def on_end(event: Any) -> None:
        facts = observe_attributes(event, _END_FIELDS)
        facts["messages"] = [to_json(message) for message in event.messages]
        facts["responseMessage"] = to_json(event.response_message)
        run.record("ui_end", facts)

    return on_end


@operation("text_stream")
async def text_stream(run: Run) -> None:
    """The text of a text stream, piece by piece or as an HTTP response."""
    stream = _stream_text(run)
    if run.data.get("as_response"):
        respond = member(stream, "to_text_stream_response")
        run.record("response", await _response(respond(**run.data.get("response_init", {}))))
        return
    run.record("result", [piece async for piece in stream.text_stream])


@operation("ui_message_stream")
async def ui_message_stream(run: Run) -> None:
    """The chunks of the UI message stream of a text stream."""
    stream = _stream_text(run)
    options = run.data.get("ui_options", {})
    keywords = _ui_keywords(run, options)
    if options.get("as_response"):
        respond = _ui("to_ui_message_stream_response")
        run.record("response", await _response(respond(stream, **keywords, **options.get("response_init", {}))))
        return
    await _read_chunks(run, stream, _ui("to_ui_message_stream")(stream, **keywords))


async def _read_chunks(run: Run, stream: Any, chunks: AsyncIterator[Any]) -> None:
    """Record the chunks; abort the text stream where the case says so."""
    abort = run.data.get("abort") or {}
    to_json = _ui("ui_chunk_to_json")
    run.record("result", [])
    try:
        async for chunk in chunks:
            run.log("result", to_json(chunk))
            if len(run.outcome.values["result"]) == abort.get("after_stream_parts"):
                reason = [Error(abort["reason"])] if "reason" in abort else []
                asyncio.get_running_loop().call_soon(stream.abort, *reason)
    except Exception as error:
        if "stream_error" not in run.case.expect:
            raise
        run.outcome.stream_error = error


def _ui_keywords(run: Run, options: Mapping[str, Any]) -> dict[str, Any]:
    keywords: dict[str, Any] = {}
    for name in ("sendReasoning", "sendSources", "sendStart", "sendFinish"):
        if name in options:
            keywords[snake_case(name)] = options[name]
    if "originalMessages" in options:
        keywords["original_messages"] = without_undefined(decode(options["originalMessages"]))
    if "message_id" in options:
        keywords["generate_message_id"] = lambda: options["message_id"]
    if "error_text" in options:
        keywords["on_error"] = _error_text(options["error_text"], with_message=options.get("error_include_message"))
    if "metadata_on" in options:
        keywords["message_metadata"] = lambda part: options["metadata_on"].get(part.type)
    if options.get("record_end"):
        keywords["on_end"] = _record_end(run)
    return keywords


def _error_text(text: str, *, with_message: bool | None) -> Any:
    return lambda error: f"{text}: {error}" if with_message else text


@operation("create_ui_message_stream")
async def create_ui_message_stream(run: Run) -> None:
    """A stream that a writer makes, served as events."""
    data = run.data

    async def execute(writer: Any) -> None:
        for step in data["writer"]:
            if "write" in step:
                writer.write(step["write"])
            elif "merge" in step:
                writer.merge(_chunks(step["merge"]))
            elif "wait" in step:
                await asyncio.sleep(step["wait"] / 1000)
                await _let_others_go_on()
            elif "throw" in step:
                raise scripted_error(step["throw"])

    keywords: dict[str, Any] = {"generate_message_id": lambda: _MESSAGE_ID, "on_end": _record_end(run)}
    if "original_messages" in data:
        keywords["original_messages"] = without_undefined(decode(data["original_messages"]))
    if "error_text" in data:
        keywords["on_error"] = _error_text(data["error_text"], with_message=False)
    stream = _ui("create_ui_message_stream")(execute, **keywords)
    respond = _ui("create_ui_message_stream_response")
    run.record("response", await _response(respond(stream, **data.get("response_init", {}))))


async def _let_others_go_on() -> None:
    """On a busy machine a pause may be over before anybody could use it."""
    for _ in range(20):
        await asyncio.sleep(0)


async def _chunks(chunks: list[Any]) -> AsyncIterator[Any]:
    for chunk in chunks:
        await asyncio.sleep(0)
        yield chunk


@operation("read_ui_message_stream")
async def read_ui_message_stream(run: Run) -> None:
    """The states of the message that a stream of chunks builds."""
    read = _ui("read_ui_message_stream")
    keywords: dict[str, Any] = {"on_error": lambda error: run.log("on_error", error)}
    if "message" in run.data:
        keywords["message"] = without_undefined(decode(run.data["message"]))
    chunks = _chunks(without_undefined(decode(run.data["chunks"])))
    states = [_ui("ui_message_to_json")(message) async for message in read(chunks, **keywords)]
    run.record("result", states if run.data.get("all_states") else (states[-1] if states else None))
