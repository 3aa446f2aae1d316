"""The stage that follows a structured output while its text comes.

Only the first block of text is the output. Its pieces are held back until they change what can be said of it; the piece
that comes out then has all the text since the last. Everything else passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ai_sdk.provider.stream_parts import TextDelta, TextEnd, TextStart
from ai_sdk.text.events import StepFinish, TextStreamEvent

if TYPE_CHECKING:
    from ai_sdk.text.output import OutputSpec

__all__ = ["OutputStage"]


class OutputStage:
    """`process(event)` gives the events to hand on."""

    def __init__(self, output: OutputSpec[Any, Any]) -> None:
        self._parser = output.partial_parser()
        self._block: str | None = None
        self._is_open = False
        self._held: list[str] = []
        self._held_metadata: Any = None

    def process(self, event: TextStreamEvent) -> list[TextStreamEvent]:
        """The events to hand on for this one."""
        if isinstance(event, TextStart) and self._block is None:
            self._block = event.id
            self._is_open = True
            return [event]
        if not self._is_open:
            return [event]
        if isinstance(event, TextDelta) and event.id == self._block:
            return self._delta(event)
        if isinstance(event, StepFinish) or (isinstance(event, TextEnd) and event.id == self._block):
            self._is_open = False
            return [*self._release(), event]
        return [event]

    def _delta(self, event: TextDelta) -> list[TextStreamEvent]:
        self._held.append(event.text)
        if event.provider_metadata is not None:
            self._held_metadata = event.provider_metadata
        return self._release() if self._parser.feed(event.text) else []

    def _release(self) -> list[TextStreamEvent]:
        if not self._held or self._block is None:
            return []
        event = TextDelta(self._block, "".join(self._held), self._held_metadata)
        self._held.clear()
        self._held_metadata = None
        return [event]
