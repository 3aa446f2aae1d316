"""Puts a step together again from the events of its stream.

It sees the events as the readers do, after every transform, so that the result says what was read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ai_sdk.provider.content import (
    CustomContent,
    DocumentSource,
    FileContent,
    FinishReason,
    ReasoningContent,
    ReasoningFileContent,
    TextContent,
    UrlSource,
)
from ai_sdk.provider.json_values import ProviderMetadata
from ai_sdk.provider.stream_parts import (
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    TextDelta,
    TextEnd,
    TextStart,
)
from ai_sdk.text.call import TextCall
from ai_sdk.text.events import StepBegin, StepFinish
from ai_sdk.text.step import StepContent, StepResult

__all__ = ["Recorder"]


class _Block:
    """A block of text or reasoning that is being written. The pieces are joined once, at the end."""

    __slots__ = ("content", "pieces")

    def __init__(self, content: TextContent | ReasoningContent) -> None:
        self.content = content
        self.pieces: list[str] = []

    def note(self, metadata: ProviderMetadata | None) -> None:
        if metadata is not None:
            self.content.provider_metadata = metadata

    def close(self) -> None:
        self.content.text = "".join(self.pieces)


class Recorder:
    """`record(event)` for each event; the finished steps are in `steps`."""

    def __init__(self, call: TextCall) -> None:
        self._call = call
        self.steps: list[StepResult] = []
        self._begin: StepBegin | None = None
        self._content: list[StepContent] = []
        self._texts: dict[str, _Block] = {}
        self._thoughts: dict[str, _Block] = {}
        self._handlers: dict[type[Any], Callable[[Any], None]] = {
            TextDelta: self._text_delta,
            ReasoningDelta: self._reasoning_delta,
            TextStart: self._text_start,
            TextEnd: self._text_end,
            ReasoningStart: self._reasoning_start,
            ReasoningEnd: self._reasoning_end,
            StepBegin: self._step_begin,
            StepFinish: self._step_finish,
            **dict.fromkeys(
                (FileContent, ReasoningFileContent, CustomContent, UrlSource, DocumentSource), self._content.append
            ),
        }

    def record(self, event: object) -> None:
        """Takes note of an event. Those that say nothing of the result pass."""
        handler = self._handlers.get(type(event))
        if handler is not None:
            handler(event)

    def _text_start(self, event: TextStart) -> None:
        self._texts[event.id] = self._open(TextContent("", provider_metadata=event.provider_metadata))

    def _reasoning_start(self, event: ReasoningStart) -> None:
        self._thoughts[event.id] = self._open(ReasoningContent("", provider_metadata=event.provider_metadata))

    def _open(self, content: TextContent | ReasoningContent) -> _Block:
        self._content.append(content)
        return _Block(content)

    def _text_delta(self, event: TextDelta) -> None:
        block = self._texts.get(event.id)
        if block is not None:
            block.pieces.append(event.text)
            if event.provider_metadata is not None:
                block.note(event.provider_metadata)

    def _reasoning_delta(self, event: ReasoningDelta) -> None:
        block = self._thoughts.get(event.id)
        if block is not None:
            block.pieces.append(event.text)
            if event.provider_metadata is not None:
                block.note(event.provider_metadata)

    def _text_end(self, event: TextEnd) -> None:
        block = self._texts.pop(event.id, None)
        if block is not None:
            block.note(event.provider_metadata)
            block.close()

    def _reasoning_end(self, event: ReasoningEnd) -> None:
        block = self._thoughts.pop(event.id, None)
        if block is not None:
            block.note(event.provider_metadata)
            block.close()

    def _step_begin(self, event: StepBegin) -> None:
        self._begin = event

    def _step_finish(self, event: StepFinish) -> None:
        for block in (*self._texts.values(), *self._thoughts.values()):
            block.close()
        self._texts.clear()
        self._thoughts.clear()
        begin = self._begin
        if begin is None:
            return
        self.steps.append(
            self._call.step(
                number=len(self.steps),
                content=tuple(self._content),
                finish_reason=FinishReason(event.finish_reason, event.raw_finish_reason),
                usage=event.usage,
                warnings=begin.warnings,
                request=begin.request,
                response=event.response,
                provider_metadata=event.provider_metadata,
                performance=event.performance,
            )
        )
        self._content.clear()
        self._begin = None
