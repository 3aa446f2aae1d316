"""From a text stream to a UI message stream: what `useChat` in a browser reads.

    stream = stream_text(model, messages=await convert_to_model_messages(ui_messages))
    async for chunk in to_ui_message_stream(stream):
        ...

`to_ui_message_chunk` is the mapping alone, one event at a time.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

from ai_sdk.provider.codec import to_json
from ai_sdk.provider.content import (
    CustomContent,
    DocumentSource,
    FileContent,
    ReasoningFileContent,
    UrlSource,
)
from ai_sdk.provider.file_data import FileUrl
from ai_sdk.provider.prompt import (
    ContentOutput,
    ErrorJSONOutput,
    ErrorTextOutput,
    ExecutionDeniedOutput,
    JSONOutput,
    TextOutput,
)
from ai_sdk.provider.stream_parts import (
    ErrorPart,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    TextDelta,
    TextEnd,
    TextStart,
    ToolInputDelta,
)
from ai_sdk.text.events import Abort, StepBegin, StepFinish, StreamBegin, StreamFinish, TextStreamEvent
from ai_sdk.text.text_stream import TextStream
from ai_sdk.text.tool_parts import (
    ToolApprovalRequest,
    ToolApprovalResponse,
    ToolCall,
    ToolError,
    ToolInputBegin,
    ToolOutputDenied,
    ToolResult,
)
from ai_sdk.tools.execution import to_jsonable
from ai_sdk.ui.chunks import (
    AbortChunk,
    CustomChunk,
    ErrorChunk,
    FileChunk,
    FinishChunk,
    FinishStepChunk,
    MessageMetadataChunk,
    ReasoningDeltaChunk,
    ReasoningEndChunk,
    ReasoningFileChunk,
    ReasoningStartChunk,
    SourceDocumentChunk,
    SourceUrlChunk,
    StartChunk,
    StartStepChunk,
    TextDeltaChunk,
    TextEndChunk,
    TextStartChunk,
    ToolApprovalRequestChunk,
    ToolApprovalResponseChunk,
    ToolInputAvailableChunk,
    ToolInputDeltaChunk,
    ToolInputErrorChunk,
    ToolInputStartChunk,
    ToolOutputAvailableChunk,
    ToolOutputDeniedChunk,
    ToolOutputErrorChunk,
    UIMessageChunk,
)
from ai_sdk.ui.response_stream import (
    ErrorText,
    OnEnd,
    UIMessageInput,
    as_ui_messages,
    hide_error,
    observed,
    reading,
    response_message_id,
)

if TYPE_CHECKING:
    from ai_sdk.tools.collection import ToolsInput
    from ai_sdk.tools.tool import Tool

__all__ = ["UIMessageStreamOptions", "to_ui_message_chunk", "to_ui_message_stream"]


class UIMessageStreamOptions(TypedDict, total=False):
    """The options of `to_ui_message_stream`, for the functions that pass them on."""

    tools: ToolsInput | None
    send_reasoning: bool
    send_sources: bool
    send_start: bool
    send_finish: bool
    on_error: ErrorText
    message_metadata: Callable[[TextStreamEvent], Any] | None
    original_messages: Sequence[UIMessageInput] | None
    generate_message_id: Callable[[], str] | None
    on_end: OnEnd | None


def to_ui_message_stream(
    stream: AsyncIterable[TextStreamEvent],
    *,
    tools: ToolsInput | None = None,
    send_reasoning: bool = True,
    send_sources: bool = False,
    send_start: bool = True,
    send_finish: bool = True,
    on_error: ErrorText = hide_error,
    message_metadata: Callable[[TextStreamEvent], Any] | None = None,
    original_messages: Sequence[UIMessageInput] | None = None,
    generate_message_id: Callable[[], str] | None = None,
    on_end: OnEnd | None = None,
) -> AsyncGenerator[UIMessageChunk, None]:
    """The chunks of a text stream. Nothing is asked of the model before the first chunk is; closing closes the stream.

        chunks = to_ui_message_stream(stream, original_messages=ui_messages, on_end=lambda end: save(end.messages))

    tools: known already if `stream` is a `TextStream`; for other sources of events, the tools of the call.
    send_reasoning, send_sources: whether the user is sent the model's thoughts, and its sources.
    send_start, send_finish: false where the chunks are a part of a larger stream (`UIMessageWriter.merge`).
    on_error: what the user is told of an error; by default only that there was one.
    message_metadata: asked for each event; what it gives, unless None, becomes metadata of the message.
    original_messages: the conversation, if the answer is to be kept. If the last message is an assistant's, the answer
        continues it and has its id.
    generate_message_id: makes the id of the answer. Without it the client makes one.
    on_end: gets a `UIMessageEnd`, once, when the stream has ended or its reader has left. What it raises is logged.

    A call that fails is an `ErrorChunk`; a stream that breaks off raises what made it break. Raises
    `TypeValidationError` for `original_messages` that are none.
    """
    original = as_ui_messages(original_messages)
    message_id = response_message_id(original, generate_message_id)
    mapping = _Mapping(
        tools=tools,
        send_reasoning=send_reasoning,
        send_sources=send_sources,
        send_start=send_start,
        send_finish=send_finish,
        on_error=on_error,
        message_id=message_id,
    )
    chunks = _chunks(stream, mapping, message_metadata)
    if on_end is None:
        return chunks
    return observed(chunks, message_id=message_id, original_messages=original, on_end=on_end)


def to_ui_message_chunk(
    event: TextStreamEvent,
    *,
    tools: ToolsInput | None = None,
    send_reasoning: bool = True,
    send_sources: bool = False,
    send_start: bool = True,
    send_finish: bool = True,
    on_error: ErrorText = hide_error,
    message_metadata: Any = None,
    message_id: str | None = None,
) -> UIMessageChunk | None:
    """The chunk of one event of a text stream; None for events that the user is not told of.

        to_ui_message_chunk(TextDelta("1", "hi"))        # TextDeltaChunk("1", "hi")

    `message_metadata` and `message_id` go into the chunks that have a place for them.
    """
    mapping = _Mapping(
        tools=tools,
        send_reasoning=send_reasoning,
        send_sources=send_sources,
        send_start=send_start,
        send_finish=send_finish,
        on_error=on_error,
        message_id=message_id,
    )
    return mapping.chunk(event, to_jsonable(message_metadata))


async def _chunks(
    stream: AsyncIterable[TextStreamEvent],
    mapping: _Mapping,
    message_metadata: Callable[[TextStreamEvent], Any] | None,
) -> AsyncGenerator[UIMessageChunk, None]:
    to_chunk = mapping.chunk
    is_plain = message_metadata is None
    async with reading(stream) as events:
        async for event in events:
            if is_plain and event.__class__ is TextDelta:
                # The usual event on its usual way.
                yield TextDeltaChunk(event.id, event.text, event.provider_metadata)  # type: ignore[union-attr]
                continue
            if event.__class__ is StreamBegin:
                mapping.learn_tools(stream)
            metadata = None if message_metadata is None else to_jsonable(message_metadata(event))
            chunk = to_chunk(event, metadata)
            if chunk is not None:
                yield chunk
            if metadata is not None and not isinstance(event, (StreamBegin, StreamFinish)):
                yield MessageMetadataChunk(metadata)


@dataclass(slots=True, kw_only=True)
class _Mapping:
    """Events to chunks, as the options want it."""

    tools: ToolsInput | None
    send_reasoning: bool
    send_sources: bool
    send_start: bool
    send_finish: bool
    on_error: ErrorText
    message_id: str | None
    known: Mapping[str, Tool[Any, Any]] = field(default_factory=dict[str, Any], init=False)

    def __post_init__(self) -> None:
        if self.tools is not None:
            from ai_sdk.tools.collection import as_tools

            self.known = as_tools(self.tools)

    def learn_tools(self, stream: object) -> None:
        """The tools of a text stream. Which they are is certain only once it has begun."""
        if self.tools is None and isinstance(stream, TextStream):
            self.known = stream.tools

    def chunk(self, event: TextStreamEvent, metadata: Any = None) -> UIMessageChunk | None:
        """The chunk of an event, if it has one."""
        match event:
            case TextDelta():
                return TextDeltaChunk(event.id, event.text, event.provider_metadata)
            case TextStart():
                return TextStartChunk(event.id, event.provider_metadata)
            case TextEnd():
                return TextEndChunk(event.id, event.provider_metadata)
            case StreamBegin():
                if not self.send_start:
                    return None
                return StartChunk(message_metadata=metadata, message_id=self.message_id)
            case StreamFinish():
                if not self.send_finish:
                    return None
                return FinishChunk(finish_reason=event.finish_reason, message_metadata=metadata)
            case StepBegin():
                return StartStepChunk()
            case StepFinish():
                return FinishStepChunk()
            case ErrorPart():
                return ErrorChunk(self.on_error(event.error))
            case Abort():
                return AbortChunk(event.reason)
            case ReasoningStart() | ReasoningDelta() | ReasoningEnd() | ReasoningFileContent():
                return _reasoning(event) if self.send_reasoning else None
            case UrlSource() | DocumentSource():
                return _source(event) if self.send_sources else None
            case FileContent():
                return FileChunk(
                    _file_url(event), media_type=event.media_type, provider_metadata=event.provider_metadata
                )
            case CustomContent():
                return CustomChunk(event.kind, provider_metadata=event.provider_metadata)
            case _:
                return self._tool_chunk(event)

    def _tool_chunk(self, event: TextStreamEvent) -> UIMessageChunk | None:
        match event:
            case ToolInputDelta():
                return ToolInputDeltaChunk(event.id, event.delta)
            case ToolInputBegin():
                return ToolInputStartChunk(event.id, event.tool_name, title=event.title, **self._facts(event))
            case ToolCall():
                values: dict[str, Any] = {
                    "tool_call_id": event.tool_call_id,
                    "tool_name": event.tool_name,
                    "input": to_jsonable(event.input),
                    "title": event.title,
                    **self._facts(event),
                }
                if event.invalid:
                    return ToolInputErrorChunk(**values, error_text=self.on_error(event.error))
                return ToolInputAvailableChunk(**values)
            case ToolResult():
                output = _output(event.output)
                facts = self._facts(event)
                return ToolOutputAvailableChunk(event.tool_call_id, output, preliminary=event.preliminary, **facts)
            case ToolError():
                text = _error_text(event.error) if event.provider_executed else self.on_error(event.error)
                return ToolOutputErrorChunk(event.tool_call_id, text, **self._facts(event))
            case ToolApprovalRequest():
                return ToolApprovalRequestChunk(
                    event.approval_id,
                    event.tool_call.tool_call_id,
                    is_automatic=event.is_automatic,
                    signature=event.signature,
                )
            case ToolApprovalResponse():
                return ToolApprovalResponseChunk(
                    event.approval_id,
                    event.approved,
                    reason=event.reason,
                    provider_executed=event.provider_executed,
                    provider_metadata=event.provider_metadata,
                )
            case ToolOutputDenied():
                return ToolOutputDeniedChunk(event.tool_call_id)
            case _:
                return None

    def _facts(self, event: ToolInputBegin | ToolCall | ToolResult | ToolError) -> dict[str, Any]:
        """What all chunks of a call may say."""
        tool = self.known.get(event.tool_name)
        dynamic = event.dynamic if tool is None else (True if tool.kind == "dynamic" else None)
        return {
            "provider_executed": event.provider_executed,
            "provider_metadata": event.provider_metadata,
            "tool_metadata": event.tool_metadata,
            "dynamic": dynamic,
        }


def _reasoning(event: ReasoningStart | ReasoningDelta | ReasoningEnd | ReasoningFileContent) -> UIMessageChunk:
    match event:
        case ReasoningDelta():
            return ReasoningDeltaChunk(event.id, event.text, event.provider_metadata)
        case ReasoningStart():
            return ReasoningStartChunk(event.id, event.provider_metadata)
        case ReasoningEnd():
            return ReasoningEndChunk(event.id, event.provider_metadata)
        case ReasoningFileContent():
            metadata = event.provider_metadata
            return ReasoningFileChunk(_file_url(event), media_type=event.media_type, provider_metadata=metadata)


def _source(event: UrlSource | DocumentSource) -> UIMessageChunk:
    metadata = event.provider_metadata
    if isinstance(event, UrlSource):
        return SourceUrlChunk(event.id, event.url, title=event.title, provider_metadata=metadata)
    return SourceDocumentChunk(
        event.id, event.media_type, event.title, filename=event.filename, provider_metadata=metadata
    )


def _file_url(event: FileContent | ReasoningFileContent) -> str:
    if isinstance(event.data, FileUrl):
        return event.data.url
    return f"data:{event.media_type};base64,{event.data.base64()}"


def _output(output: Any) -> Any:
    """A tool's output as JSON. `convert_to_model_messages` knows the outputs that say what the model is told again."""
    if isinstance(output, (TextOutput, JSONOutput)):
        return to_jsonable(output.value)
    if isinstance(output, (ContentOutput, ErrorTextOutput, ErrorJSONOutput, ExecutionDeniedOutput)):
        return to_json(output)
    return to_jsonable(output)


def _error_text(error: Any) -> str:
    """What a provider says of a tool that it ran."""
    if isinstance(error, str):
        return error
    return json.dumps(to_jsonable(error), ensure_ascii=False, separators=(",", ":"))
