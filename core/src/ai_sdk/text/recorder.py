"""Puts steps together again from the events of a stream.

It sees the events as the readers do, after every transform, so that the result says what was read. A part that belongs
to no block of text or reasoning is told of in an error part that follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

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
    ErrorPart,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    TextDelta,
    TextEnd,
    TextStart,
)
from ai_sdk.text.events import StepBegin, StepFinish
from ai_sdk.text.loop import StepLoop, StepPlan
from ai_sdk.text.step import StepContent, StepRequest
from ai_sdk.text.tool_parts import (
    ToolApprovalRequest,
    ToolApprovalResponse,
    ToolCall,
    ToolError,
    ToolResult,
)

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
    """`record(event)` for each event, `finish_step` after a `StepFinish`; the steps go to the loop."""

    def __init__(self, loop: StepLoop) -> None:
        self._loop = loop
        self._plan: StepPlan | None = None
        self._begin: StepBegin | None = None
        self._content: list[StepContent] = []
        self._texts: dict[str, _Block] = {}
        self._thoughts: dict[str, _Block] = {}
        # The block of text that was begun last, as long as no text has ended.
        self._last_id: str | None = None
        self._last_pieces: list[str] = []

    def begin_step(self, plan: StepPlan) -> None:
        """What follows belongs to this step."""
        self._plan = plan
        self._content = []

    def record(self, event: object) -> ErrorPart | None:
        """Takes note of an event, if it says anything of the result. Gives what is wrong with it, if anything."""
        handler = self._HANDLERS.get(type(event))
        return None if handler is None or self._plan is None else handler(self, event)

    def record_text(self, event: TextDelta) -> ErrorPart | None:
        """What `record` does for the most usual event."""
        if event.id is self._last_id and event.provider_metadata is None:
            self._last_pieces.append(event.text)
            return None
        block = self._texts.get(event.id)
        if block is None:
            return None if self._plan is None else _not_found("text", event.id)
        block.pieces.append(event.text)
        if event.provider_metadata is not None:
            block.note(event.provider_metadata)
        return None

    @property
    def content(self) -> Sequence[StepContent]:
        """What the step has so far; the text of blocks that are still open is not in it yet."""
        return tuple(self._content)

    async def finish_step(self, event: StepFinish) -> None:
        """Hands the step to the loop."""
        for block in (*self._texts.values(), *self._thoughts.values()):
            block.close()
        self._texts.clear()
        self._thoughts.clear()
        self._last_id = None
        plan = self._plan
        if plan is None:
            return
        # A transform may have dropped the beginning.
        begin = self._begin or StepBegin(StepRequest())
        self._plan = self._begin = None
        await self._loop.add_step(
            plan,
            content=tuple(self._content),
            finish_reason=FinishReason(event.finish_reason, event.raw_finish_reason),
            usage=event.usage,
            warnings=begin.warnings,
            request=begin.request,
            response=event.response,
            provider_metadata=event.provider_metadata,
            performance=event.performance,
        )

    def _keep(self, part: StepContent) -> None:
        self._content.append(part)

    def _tool_result(self, part: ToolResult) -> None:
        if not part.preliminary:
            self._content.append(part)

    def _step_begin(self, event: StepBegin) -> None:
        self._begin = event

    def _text_start(self, event: TextStart) -> None:
        block = self._texts[event.id] = self._open(TextContent("", provider_metadata=event.provider_metadata))
        self._last_id, self._last_pieces = event.id, block.pieces

    def _reasoning_start(self, event: ReasoningStart) -> None:
        self._thoughts[event.id] = self._open(ReasoningContent("", provider_metadata=event.provider_metadata))

    def _open(self, content: TextContent | ReasoningContent) -> _Block:
        self._content.append(content)
        return _Block(content)

    def _reasoning_delta(self, event: ReasoningDelta) -> ErrorPart | None:
        block = self._thoughts.get(event.id)
        if block is None:
            return _not_found("reasoning", event.id)
        block.pieces.append(event.text)
        if event.provider_metadata is not None:
            block.note(event.provider_metadata)
        return None

    def _text_end(self, event: TextEnd) -> ErrorPart | None:
        self._last_id = None
        return self._end("text", self._texts.pop(event.id, None), event)

    def _reasoning_end(self, event: ReasoningEnd) -> ErrorPart | None:
        return self._end("reasoning", self._thoughts.pop(event.id, None), event)

    def _end(self, kind: str, block: _Block | None, event: TextEnd | ReasoningEnd) -> ErrorPart | None:
        if block is None:
            return _not_found(kind, event.id)
        block.note(event.provider_metadata)
        block.close()
        return None

    # Of the class, so that a recorder holds no methods of its own: cycles would keep each stream for the collector.
    _HANDLERS: ClassVar[dict[type[Any], Callable[[Any, Any], ErrorPart | None]]] = {
        TextDelta: record_text,
        ReasoningDelta: _reasoning_delta,
        TextStart: _text_start,
        TextEnd: _text_end,
        ReasoningStart: _reasoning_start,
        ReasoningEnd: _reasoning_end,
        StepBegin: _step_begin,
        ToolResult: _tool_result,
        **dict.fromkeys(
            (
                FileContent,
                ReasoningFileContent,
                CustomContent,
                UrlSource,
                DocumentSource,
                ToolCall,
                ToolError,
                ToolApprovalRequest,
                ToolApprovalResponse,
            ),
            _keep,
        ),
    }


def _not_found(kind: str, block_id: str) -> ErrorPart:
    return ErrorPart(f"{kind} part {block_id} not found")
