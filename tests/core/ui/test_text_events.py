from __future__ import annotations

from typing import Any

import pytest
from ai_sdk import (
    Abort,
    ContentOutput,
    CustomContent,
    DocumentSource,
    ErrorPart,
    FileBytes,
    FileContent,
    FileUrl,
    RawPart,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningFileContent,
    ReasoningStart,
    StreamBegin,
    TextDelta,
    TextPart,
    ToolApprovalRequest,
    ToolApprovalResponse,
    ToolCall,
    ToolError,
    ToolInputBegin,
    ToolOutputDenied,
    ToolResult,
    TypeValidationError,
    UrlSource,
    dynamic_tool,
    stream_text,
)
from ai_sdk.provider import ToolInputDelta, ToolInputEnd
from ai_sdk.testing import MockLanguageModel, text_stream
from ai_sdk.ui import (
    AbortChunk,
    CustomChunk,
    ErrorChunk,
    FileChunk,
    MessageMetadataChunk,
    ReasoningFileChunk,
    SourceDocumentChunk,
    SourceUrlChunk,
    StartChunk,
    TextDeltaChunk,
    ToolApprovalRequestChunk,
    ToolApprovalResponseChunk,
    ToolInputAvailableChunk,
    ToolInputDeltaChunk,
    ToolInputErrorChunk,
    ToolInputStartChunk,
    ToolOutputAvailableChunk,
    ToolOutputDeniedChunk,
    ToolOutputErrorChunk,
    to_ui_message_chunk,
    to_ui_message_stream,
    ui_chunk_to_json,
)
from pydantic import BaseModel

from tests.core.text.helpers import call, echo, playing, streaming, types_of
from tests.core.ui.helpers import Source, all_of

CALL = ToolCall("c", "t", {"a": 1})
P = {"p": {"k": 1}}


@pytest.mark.parametrize(
    ("event", "chunk"),
    [
        (TextDelta("1", "x", P), TextDeltaChunk("1", "x", P)),
        (FileContent(FileBytes(b"\0"), "image/png"), FileChunk("data:image/png;base64,AA==", media_type="image/png")),
        (FileContent(FileUrl("https://x/a"), "image/png"), FileChunk("https://x/a", media_type="image/png")),
        (
            ReasoningFileContent(FileBytes("AA=="), "image/png", provider_metadata=P),
            ReasoningFileChunk("data:image/png;base64,AA==", media_type="image/png", provider_metadata=P),
        ),
        (CustomContent("p.x"), CustomChunk("p.x")),
        (
            ToolInputBegin("c", "t", title="T", tool_metadata={"m": 1}, dynamic=True),
            ToolInputStartChunk("c", "t", title="T", tool_metadata={"m": 1}, dynamic=True),
        ),
        (ToolInputDelta("c", "{"), ToolInputDeltaChunk("c", "{")),
        (ToolInputEnd("c"), None),
        (RawPart({}), None),
        (CALL, ToolInputAvailableChunk("c", "t", {"a": 1})),
        (
            ToolCall("c", "t", "{", invalid=True, error=ValueError("x"), dynamic=True),
            ToolInputErrorChunk("c", "t", "{", error_text="An error occurred.", dynamic=True),
        ),
        (
            ToolResult("c", "t", {}, None, preliminary=True, provider_metadata=P),
            ToolOutputAvailableChunk("c", None, preliminary=True, provider_metadata=P),
        ),
        (ToolError("c", "t", {}, ValueError("secret")), ToolOutputErrorChunk("c", "An error occurred.")),
        (
            ToolError("c", "t", {}, {"code": 1}, provider_executed=True),
            ToolOutputErrorChunk("c", '{"code":1}', provider_executed=True),
        ),
        (
            ToolError("c", "t", {}, "down", provider_executed=True),
            ToolOutputErrorChunk("c", "down", provider_executed=True),
        ),
        (
            ToolApprovalRequest("a", CALL, is_automatic=True, signature="s"),
            ToolApprovalRequestChunk("a", "c", is_automatic=True, signature="s"),
        ),
        (ToolApprovalResponse("a", CALL, False, reason="r"), ToolApprovalResponseChunk("a", False, reason="r")),
        (ToolOutputDenied("c", "t"), ToolOutputDeniedChunk("c")),
        (ErrorPart(ValueError("secret")), ErrorChunk("An error occurred.")),
        (Abort("stop"), AbortChunk("stop")),
    ],
)
def test_an_event_is_its_chunk(event: Any, chunk: Any) -> None:
    assert to_ui_message_chunk(event) == chunk


def test_sources_are_sent_only_on_request() -> None:
    web, document = UrlSource("1", "https://x", title="T"), DocumentSource("2", "text/plain", "D", filename="d.txt")
    assert to_ui_message_chunk(web) is None
    assert to_ui_message_chunk(web, send_sources=True) == SourceUrlChunk("1", "https://x", title="T")
    assert to_ui_message_chunk(document, send_sources=True) == SourceDocumentChunk(
        "2", "text/plain", "D", filename="d.txt"
    )


@pytest.mark.parametrize(
    "event", [ReasoningStart("1"), ReasoningDelta("1", "x"), ReasoningEnd("1"), ReasoningFileContent(FileUrl("u"), "m")]
)
def test_reasoning_can_be_kept_back(event: Any) -> None:
    assert to_ui_message_chunk(event) is not None
    assert to_ui_message_chunk(event, send_reasoning=False) is None


def test_the_tools_say_what_is_dynamic() -> None:
    tools = {"static": echo(name="static"), "open": dynamic_tool(name="open")}
    for name, given, sent in [("static", False, None), ("static", True, None), ("open", None, True), ("x", True, True)]:
        chunk = to_ui_message_chunk(ToolCall("c", name, {}, dynamic=given), tools=tools)
        assert chunk.dynamic is sent  # type: ignore[union-attr]


def test_values_of_tools_are_sent_as_their_json() -> None:
    class City(BaseModel):
        name: str

    sent = to_ui_message_chunk(ToolCall("c", "t", City(name="Oslo")))
    assert sent == ToolInputAvailableChunk("c", "t", {"name": "Oslo"})
    shown = to_ui_message_chunk(ToolResult("c", "t", {}, ContentOutput([TextPart("hi")])))
    assert shown.output == {"type": "content", "value": [{"type": "text", "text": "hi"}]}  # type: ignore[union-attr]


def test_the_application_says_what_is_told_of_an_error() -> None:
    chunk = to_ui_message_chunk(ErrorPart(ValueError("bad")), on_error=lambda error: f"Sorry: {error}")
    assert chunk == ErrorChunk("Sorry: bad")


def test_metadata_and_id_go_into_the_start() -> None:
    chunk = to_ui_message_chunk(StreamBegin(), message_metadata={"a": 1}, message_id="m")
    assert chunk == StartChunk(message_metadata={"a": 1}, message_id="m")
    # The order of the wire, which recorded bodies have.
    assert list(ui_chunk_to_json(chunk)) == ["type", "messageMetadata", "messageId"]


async def test_metadata_of_an_event_that_sends_nothing_is_sent_all_the_same() -> None:
    chunks = await all_of(
        to_ui_message_stream(
            stream_text(streaming(text_stream("a")), "Hi"),
            send_start=False,
            message_metadata=lambda event: {"at": event.type} if event.type in ("text-end", "start") else None,
        )
    )
    assert types_of(chunks) == [
        "start-step",
        "text-start",
        "text-delta",
        "text-end",
        "message-metadata",
        "finish-step",
        "finish",
    ]
    assert chunks[4] == MessageMetadataChunk({"at": "text-end"})


async def test_a_text_stream_knows_its_tools() -> None:
    tools = [echo(), dynamic_tool(name="open", input_schema={}, execute=lambda given, context: 1)]
    model = streaming([call("echo", call_id="1"), call("open", {}, call_id="2"), call("none", {}, call_id="3")])
    chunks = await all_of(to_ui_message_stream(stream_text(model, "Hi", tools=tools)))
    dynamic = {(chunk.tool_call_id, chunk.dynamic) for chunk in chunks if hasattr(chunk, "dynamic")}
    assert dynamic == {("1", None), ("2", True), ("3", True)}


async def test_nothing_is_asked_of_the_model_before_a_chunk_is() -> None:
    model = streaming(text_stream("a"))
    chunks = to_ui_message_stream(stream_text(model, "Hi"))
    assert model.do_stream_calls == []
    assert (await anext(chunks)).type == "start"
    await chunks.aclose()


async def test_a_call_that_fails_ends_with_an_error_chunk() -> None:
    model = MockLanguageModel(do_stream=ValueError("secret"))
    chunks = await all_of(to_ui_message_stream(stream_text(model, "Hi", on_error=lambda event: None)))
    assert chunks == [StartChunk(), ErrorChunk("An error occurred.")]


async def test_a_stream_that_breaks_off_raises() -> None:
    model = streaming(playing(*text_parts("a"), ValueError("broken"), end=None))
    seen: list[Any] = []
    with pytest.raises(ValueError, match="broken"):
        async for chunk in to_ui_message_stream(stream_text(model, "Hi")):
            seen.append(chunk)  # noqa: PERF401 - what came before counts
    assert types_of(seen)[-1] == "text-end"


def text_parts(*pieces: str) -> list[Any]:
    from tests.core.text.helpers import text

    return text(*pieces)


async def test_any_source_of_events_will_do_and_is_closed() -> None:
    source = Source([StreamBegin(), TextDelta("1", "a")])
    chunks = to_ui_message_stream(source)
    assert [await anext(chunks), await anext(chunks)] == [StartChunk(), TextDeltaChunk("1", "a")]
    await chunks.aclose()
    assert source.closed


async def test_other_sources_may_have_tools_of_another_kind() -> None:
    source = Source([StreamBegin(), ToolInputBegin("c", "t")])
    source.tools = ["t"]  # type: ignore[attr-defined]
    assert types_of(await all_of(to_ui_message_stream(source))) == ["start", "tool-input-start"]


def test_original_messages_that_are_none_are_refused_at_once() -> None:
    with pytest.raises(TypeValidationError, match=r"role: expected 'system' or 'user' or 'assistant', got 'robot'"):
        to_ui_message_stream(Source([]), original_messages=[{"id": "1", "role": "robot", "parts": []}])
