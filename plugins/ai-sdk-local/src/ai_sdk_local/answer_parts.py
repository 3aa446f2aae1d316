"""The engine's pieces as stream parts: a state machine without I/O.

    parts = AnswerParts(tools=(), new_id=generate_id)
    for piece in pieces:
        yield from parts.feed(piece)

The last part is `Finish`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

from ai_sdk.provider import (
    Finish,
    FinishReason,
    FunctionTool,
    InputTokens,
    OutputTokens,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    StreamPart,
    TextDelta,
    TextEnd,
    TextStart,
    ToolCallContent,
    ToolInputDelta,
    ToolInputEnd,
    ToolInputStart,
    UnifiedFinishReason,
    Usage,
)

from ai_sdk_local.engine import Piece

__all__ = ["AnswerParts"]

_TEXT_ID = "0"
_REASONING_ID = "0"

# The grammar fixes the keys, their order and, but for a caller's own engine options, the white space.
_ENVELOPE = re.compile(r'\s*\{\s*"name"\s*:\s*"((?:[^"\\]|\\.)*)"\s*,\s*"arguments"\s*:\s*')
_CLOSING_BRACE = re.compile(r"\s*\}\s*$")

_FINISH_REASONS: dict[str, UnifiedFinishReason] = {"stop": "stop", "length": "length"}


class AnswerParts:
    """Turns the pieces of one answer into parts: text, or the call of one of `tools`."""

    def __init__(self, *, tools: Sequence[FunctionTool], new_id: Callable[[], str]) -> None:
        self._reasoning = False
        self._block: _TextBlock | _ToolCall
        if tools:
            self._block = _ToolCall(new_id(), name=tools[0].name if len(tools) == 1 else None)
        else:
            self._block = _TextBlock()

    def feed(self, piece: Piece) -> Iterator[StreamPart]:
        """The parts of one piece; for the last piece, `Finish` included."""
        if piece.reasoning:
            if not self._reasoning:
                self._reasoning = True
                yield ReasoningStart(_REASONING_ID)
            yield ReasoningDelta(_REASONING_ID, piece.reasoning)
        if piece.text:
            yield from self._end_reasoning()
            yield from self._block.feed(piece.text)
        if piece.finish_reason is not None:
            yield from self._end_reasoning()
            yield from self._block.end()
            yield Finish(self._finish_reason(piece.finish_reason), _usage(piece.usage))

    def _end_reasoning(self) -> Iterator[StreamPart]:
        if self._reasoning:
            self._reasoning = False
            yield ReasoningEnd(_REASONING_ID)

    def _finish_reason(self, raw: str) -> FinishReason:
        if raw == "stop" and isinstance(self._block, _ToolCall) and self._block.began:
            return FinishReason("tool-calls", raw)
        return FinishReason(_FINISH_REASONS.get(raw, "other"), raw)


class _TextBlock:
    """Plain text, and JSON that was asked for as the answer."""

    def __init__(self) -> None:
        self._open = False

    def feed(self, text: str) -> Iterator[StreamPart]:
        if not self._open:
            self._open = True
            yield TextStart(_TEXT_ID)
        yield TextDelta(_TEXT_ID, text)

    def end(self) -> Iterator[StreamPart]:
        if self._open:
            yield TextEnd(_TEXT_ID)


class _ToolCall:
    """The arguments of a tool whose name is known, or `{"name": ..., "arguments": ...}`.

    Of the latter the arguments are everything after the opening and before the last brace, which is held back as long
    as it may be the last.
    """

    def __init__(self, call_id: str, *, name: str | None) -> None:
        self._id = call_id
        self._name = name
        self._in_envelope = name is None
        self._held = ""
        self._input = ""
        self.began = False

    def feed(self, text: str) -> Iterator[StreamPart]:
        if not self._in_envelope:
            yield from self._begin()
            yield from self._put(text)
            return
        self._held += text
        if not self.began:
            opening = _ENVELOPE.match(self._held)
            if opening is None:
                return
            self._name = opening[1]
            self._held = self._held[opening.end() :]
            yield from self._begin()
        closing = _CLOSING_BRACE.search(self._held)
        end = len(self._held) if closing is None else closing.start()
        ready, self._held = self._held[:end], self._held[end:]
        yield from self._put(ready)

    def end(self) -> Iterator[StreamPart]:
        if not self.began:
            return
        # Cut off by the token limit, the brace that is held back may be the arguments' own.
        if self._held and not _is_whole(self._input):
            yield from self._put(self._held)
        yield ToolInputEnd(self._id)
        yield ToolCallContent(self._id, self._name or "", self._input)

    def _begin(self) -> Iterator[StreamPart]:
        if not self.began:
            self.began = True
            yield ToolInputStart(self._id, self._name or "")

    def _put(self, text: str) -> Iterator[StreamPart]:
        if text:
            self._input += text
            yield ToolInputDelta(self._id, text)


def _usage(raw: dict[str, int | float] | None) -> Usage:
    if raw is None:
        return Usage()
    prompt, completion = int(raw["prompt_tokens"]), int(raw["completion_tokens"])
    return Usage(InputTokens(total=prompt, no_cache=prompt), OutputTokens(total=completion, text=completion), raw)


def _is_whole(text: str) -> bool:
    # Any JSON at all: which keys the arguments may have is not asked here.
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
