"""A streamed completion: events of the server in, stream parts out. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ai_sdk.provider import (
    CallWarning,
    ErrorPart,
    Finish,
    FinishReason,
    RawPart,
    StreamPart,
    StreamStart,
    TextDelta,
    TextEnd,
    TextStart,
)
from ai_sdk.provider_utils import JSONEvent, create_response_metadata

from ai_sdk_openai_compatible.chat.usage import finish_reason
from ai_sdk_openai_compatible.completion.shapes import completion_usage

__all__ = ["CompletionStream"]

_TEXT_ID: Final = "0"
_ERROR: Final = FinishReason("error")


class CompletionStream:
    """The state of one streamed completion. It never fails: what does not fit becomes an error part."""

    __slots__ = ("_finish_reason", "_has_text", "_include_raw_chunks", "_usage", "_warnings")

    failure = None

    def __init__(self, *, warnings: Sequence[CallWarning] = (), include_raw_chunks: bool = False) -> None:
        self._warnings = warnings
        self._include_raw_chunks = include_raw_chunks
        # A stream that ends without a reason is no error here.
        self._finish_reason = FinishReason("other")
        self._usage: Mapping[str, Any] | None = None
        self._has_text = False

    def start(self) -> list[StreamPart]:
        """The parts before the first event."""
        return [StreamStart(self._warnings)]

    def feed(self, events: Iterable[JSONEvent[dict[str, Any]]]) -> list[StreamPart]:
        """The parts that events give."""
        parts: list[StreamPart] = []
        for event in events:
            if self._include_raw_chunks:
                parts.append(RawPart(event.raw_value))
            chunk = event.value
            if chunk is None or "choices" not in chunk:
                parts.append(ErrorPart(event.error if chunk is None else chunk["error"]))
                self._finish_reason = _ERROR
                continue
            if not self._has_text:
                self._has_text = True
                parts.append(create_response_metadata(chunk))
                parts.append(TextStart(_TEXT_ID))
            usage = chunk.get("usage")
            if usage is not None:
                self._usage = usage
            if chunk["choices"]:
                choice = chunk["choices"][0]
                reason = choice.get("finish_reason")
                if reason is not None:
                    self._finish_reason = finish_reason(reason)
                parts.append(TextDelta(_TEXT_ID, choice["text"]))
        return parts

    def finish(self) -> list[StreamPart]:
        """The parts after the last event."""
        parts: list[StreamPart] = [TextEnd(_TEXT_ID)] if self._has_text else []
        parts.append(Finish(self._finish_reason, completion_usage(self._usage)))
        return parts
