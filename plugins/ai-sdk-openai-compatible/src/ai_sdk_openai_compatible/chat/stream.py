"""A streamed chat answer: events of the server in, stream parts out. No I/O.

    stream = ChatStream(metadata_key="acme")
    parts = stream.start()
    parts += stream.feed(events)    # `JSONEvent`s, validated by `event_validator`; as often as some have come
    parts += stream.finish()

What vendors do differently here is `StreamStyle`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from ai_sdk.provider import (
    CallWarning,
    ErrorPart,
    Finish,
    FinishReason,
    InvalidResponseDataError,
    ProviderMetadata,
    RawPart,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    StreamPart,
    StreamStart,
    TextDelta,
    TextEnd,
    TextStart,
    Usage,
)
from ai_sdk.provider_utils import JSONEvent, ToolCallTracker, create_response_metadata

from ai_sdk_openai_compatible.chat.late_names import LateToolNames
from ai_sdk_openai_compatible.chat.metadata import StreamMetadataExtractor, provider_metadata
from ai_sdk_openai_compatible.chat.response import thought_signature
from ai_sdk_openai_compatible.chat.shapes import check_chunk
from ai_sdk_openai_compatible.chat.usage import ConvertUsage, convert_usage, finish_reason

__all__ = ["TEXT_ID", "USUAL_STREAM", "ChatStream", "Chunk", "StreamStyle"]

Chunk: TypeAlias = dict[str, Any] | TextDelta
"""A chunk; or the piece of text that it is, if its parser has seen that it says nothing else."""

TEXT_ID: Final = "txt-0"
"""The id of an answer's only block of text."""
REASONING_ID: Final = "reasoning-0"
_ERROR = FinishReason("error")
_OTHER = FinishReason("other")


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamStyle:
    """What one vendor's chat streams have that others don't.

    `check_chunk` raises `ShapeError` for what is no chunk. `usage` finds the usage in a chunk if it is not at the top,
    where most servers put it. The first of
    `reasoning_fields` that is not null in a delta counts. `has_late_tool_names`: a tool call may begin without its
    name. `tool_type`: whether the delta that begins a call must say `"type": "function"`. `must_finish`: a stream
    without a finish reason was cut off and ends with an error. `has_metadata`: the provider has metadata of its own.
    `has_errors_in_chunks`: a chunk with a member `error` is an error, whatever else it has.
    """

    check_chunk: Callable[[Any], None] = check_chunk
    usage: Callable[[Mapping[str, Any]], Mapping[str, Any] | None] | None = None
    reasoning_fields: Sequence[str] = ("reasoning_content", "reasoning")
    has_late_tool_names: bool = True
    tool_type: Literal["none", "if-present", "required"] = "none"
    must_finish: bool = True
    has_metadata: bool = True
    has_errors_in_chunks: bool = True


USUAL_STREAM = StreamStyle()


class ChatStream:
    """The state of one streamed answer.

    `failure` is set when a stream breaks its protocol beyond repair: the parts before that have been returned, it is
    to be raised after them, and nothing more is fed.
    """

    __slots__ = (
        "_convert_usage",
        "_extractor",
        "_find_usage",
        "_finish_reason",
        "_has_metadata",
        "_has_text",
        "_include_raw_chunks",
        "_is_reasoning",
        "_late_names",
        "_metadata_key",
        "_reasoning_fields",
        "_style",
        "_tool_calls",
        "_usage",
        "_warnings",
        "failure",
    )

    def __init__(
        self,
        *,
        metadata_key: str,
        style: StreamStyle = USUAL_STREAM,
        warnings: Sequence[CallWarning] = (),
        include_raw_chunks: bool = False,
        extractor: StreamMetadataExtractor | None = None,
        convert_usage: ConvertUsage = convert_usage,
    ) -> None:
        self.failure: InvalidResponseDataError | None = None
        self._metadata_key = metadata_key
        self._style = style
        self._find_usage = style.usage
        self._reasoning_fields = style.reasoning_fields
        self._warnings = warnings
        self._include_raw_chunks = include_raw_chunks
        self._extractor = extractor
        self._convert_usage = convert_usage
        self._late_names = LateToolNames() if style.has_late_tool_names else None
        # Made when the first call comes: most streams have none.
        self._tool_calls: ToolCallTracker | None = None
        self._finish_reason: FinishReason | None = None
        self._usage: Mapping[str, Any] | None = None
        self._has_metadata = False
        self._is_reasoning = False
        self._has_text = False

    def start(self) -> list[StreamPart]:
        """The parts before the first event."""
        return [StreamStart(self._warnings)]

    def feed(self, events: Iterable[JSONEvent[Chunk]]) -> list[StreamPart]:
        """The parts that events give. A bad event gives an error part, and the stream goes on."""
        parts: list[StreamPart] = []
        for event in events:
            chunk = event.value
            if type(chunk) is TextDelta:
                # What nearly every chunk is. `TextChunks` gives it only after a whole chunk that has begun the block.
                if self._is_reasoning:
                    self._end_reasoning(parts)
                parts.append(chunk)
                continue
            if self._include_raw_chunks:
                parts.append(RawPart(event.raw_value))
            if chunk is None:
                parts.append(ErrorPart(event.error))
                self._finish_reason = _ERROR
                continue
            if self._extractor is not None:
                self._extractor.process_chunk(event.raw_value)
            if "error" in chunk and (self._style.has_errors_in_chunks or "choices" not in chunk):
                parts.append(ErrorPart(chunk["error"]))
                self._finish_reason = _ERROR
                continue
            if not self._has_metadata:
                self._has_metadata = True
                parts.append(create_response_metadata(chunk))
            find_usage = self._find_usage
            usage = chunk.get("usage") if find_usage is None else find_usage(chunk)
            if usage is not None:
                self._usage = usage
            choices = chunk["choices"]
            if not choices:
                continue
            choice = choices[0]
            reason = choice.get("finish_reason")
            if reason is not None:
                self._finish_reason = finish_reason(reason)
            delta = choice.get("delta")
            if delta:
                if self._has_text and not self._is_reasoning and len(delta) == 1 and (text := delta.get("content")):
                    parts.append(TextDelta(TEXT_ID, text))
                else:
                    self._feed_delta(delta, parts)
                    if self.failure is not None:
                        break
        return parts

    def _feed_delta(self, delta: Mapping[str, Any], parts: list[StreamPart]) -> None:
        get = delta.get
        for field in self._reasoning_fields:
            reasoning = get(field)
            if reasoning is not None:
                if reasoning:
                    if not self._is_reasoning:
                        self._is_reasoning = True
                        parts.append(ReasoningStart(REASONING_ID))
                    parts.append(ReasoningDelta(REASONING_ID, reasoning))
                break
        text = get("content")
        if text:
            if self._is_reasoning:
                self._end_reasoning(parts)
            if not self._has_text:
                self._has_text = True
                parts.append(TextStart(TEXT_ID))
            parts.append(TextDelta(TEXT_ID, text))
        tool_calls = get("tool_calls")
        if tool_calls is not None:
            self._end_reasoning(parts)
            self._feed_tool_calls(tool_calls, parts)

    def _end_reasoning(self, parts: list[StreamPart]) -> None:
        if self._is_reasoning:
            self._is_reasoning = False
            parts.append(ReasoningEnd(REASONING_ID))

    def _feed_tool_calls(self, deltas: Sequence[Mapping[str, Any]], parts: list[StreamPart]) -> None:
        late_names = self._late_names
        tool_calls = self._tool_calls
        if tool_calls is None:
            signature = _signature_reader(self._metadata_key) if self._style.has_metadata else None
            tool_calls = self._tool_calls = ToolCallTracker(type_check=self._style.tool_type, metadata=signature)
        try:
            for delta in deltas:
                ready = delta if late_names is None else late_names.push(delta)
                if ready is not None:
                    parts += tool_calls.push(ready)
        except InvalidResponseDataError as error:
            self.failure = error

    def finish(self) -> list[StreamPart]:
        """The parts after the last event."""
        parts: list[StreamPart] = []
        self._end_reasoning(parts)
        if self._has_text:
            parts.append(TextEnd(TEXT_ID))
        if self._late_names is not None:
            # A call that never got a name can't be made: the tracker says so.
            nameless = self._late_names.flush()
            self._late_names = None
            if nameless:
                self._feed_tool_calls(nameless, parts)
            if self.failure is not None:
                return parts
        if self._tool_calls is not None:
            parts += self._tool_calls.flush()
        reason = self._finish_reason
        if reason is None:
            reason = _OTHER
            if self._style.must_finish:
                error = InvalidResponseDataError("Response stream ended without a finish reason.")
                parts.append(ErrorPart(error))
                reason = _ERROR
        parts.append(Finish(reason, self._final_usage(), self._metadata()))
        return parts

    def _final_usage(self) -> Usage:
        usage = self._convert_usage(self._usage)
        return convert_usage(self._usage) if usage is None else usage

    def _metadata(self) -> ProviderMetadata | None:
        if not self._style.has_metadata:
            return None
        extracted = None if self._extractor is None else self._extractor.build_metadata()
        return provider_metadata(self._metadata_key, extracted, self._usage)


def _signature_reader(metadata_key: str) -> Callable[[Mapping[str, Any]], ProviderMetadata | None]:
    def read(delta: Mapping[str, Any]) -> ProviderMetadata | None:
        signature = thought_signature(delta)
        return {metadata_key: {"thoughtSignature": signature}} if signature else None

    return read
