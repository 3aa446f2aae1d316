"""JSON out of the code fences that models like to put around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ai_sdk.middleware.language_model import LanguageModelCall, LanguageModelMiddleware
from ai_sdk.middleware.streams import with_parts
from ai_sdk.provider.content import TextContent
from ai_sdk.provider.stream_parts import StreamPart, TextDelta, TextEnd, TextStart

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import ProviderMetadata
    from ai_sdk.provider.language_model import GenerateResult, StreamResult

__all__ = ["extract_json_middleware"]

_FENCE = "```"
_FENCE_LINE = re.compile(r"```(?:json)?\s*\n")
_HELD_BACK = 12
"""Characters at the end that may be a closing fence with white space around it."""


def extract_json_middleware(*, transform: Callable[[str], str] | None = None) -> LanguageModelMiddleware:
    """Takes Markdown code fences away from around the answer.

        model = wrap_language_model(model, extract_json_middleware())

    transform: makes the JSON text from a whole text instead; a stream then has one delta for each block, at its end.
    """
    return _ExtractJSON(transform)


class _ExtractJSON(LanguageModelMiddleware):
    def __init__(self, transform: Callable[[str], str] | None) -> None:
        self._transform = transform

    async def wrap_generate(self, call: LanguageModelCall) -> GenerateResult:
        result = await call.do_generate()
        transform = self._transform or _without_fences
        content = [
            replace(part, text=transform(part.text)) if isinstance(part, TextContent) else part
            for part in result.content
        ]
        return replace(result, content=content)

    async def wrap_stream(self, call: LanguageModelCall) -> StreamResult:
        return await with_parts(await call.do_stream(), _Extraction(self._transform).feed)


def _without_fences(text: str) -> str:
    if text.startswith(_FENCE):
        text = text[len(_FENCE) :].removeprefix("json")
    return _without_closing_fence(text).lstrip()


def _without_closing_fence(text: str) -> str:
    return text.rstrip().removesuffix(_FENCE).rstrip()


class _Extraction:
    """The parts of one stream."""

    def __init__(self, transform: Callable[[str], str] | None) -> None:
        self._transform = transform
        self._blocks: dict[str, _Block] = {}

    def feed(self, part: StreamPart) -> Sequence[StreamPart]:
        """What comes of a part."""
        if isinstance(part, TextDelta):
            block = self._blocks.get(part.id)
            return (part,) if block is None else block.feed(part)
        if isinstance(part, TextStart):
            self._blocks[part.id] = _Block(part, self._transform)
            return ()
        if isinstance(part, TextEnd):
            block = self._blocks.pop(part.id, None)
            return (part,) if block is None else block.end(part)
        return (part,)


class _Block:
    """One block of text: held back until it is known whether it begins with a fence, then let through but its end."""

    def __init__(self, start: TextStart, transform: Callable[[str], str] | None) -> None:
        self._id = start.id
        # Told of once the beginning is decided.
        self._start: TextStart | None = start
        self._transform = transform
        # All of the text while it is not decided; a list, since that can be all of a long answer.
        self._undecided: list[str] = []
        self._head = ""
        self._tail = ""
        self._is_untouched = True
        self._metadata: ProviderMetadata | None = None

    def feed(self, delta: TextDelta) -> list[StreamPart]:
        """What comes of more text."""
        if delta.provider_metadata is not None:
            self._metadata = delta.provider_metadata
        parts: list[StreamPart] = []
        if self._start is None:
            self._tail += delta.text
        elif self._transform is not None or not self._decide(delta.text):
            self._undecided.append(delta.text)
        else:
            parts.append(self._start)
            self._start = None
        if len(self._tail) > _HELD_BACK:
            self._publish(self._tail[:-_HELD_BACK], parts)
            self._tail = self._tail[-_HELD_BACK:]
            self._is_untouched = False
        return parts

    def end(self, end: TextEnd) -> list[StreamPart]:
        """What is left when the block ends, without the closing fence."""
        parts: list[StreamPart] = []
        if self._start is not None:
            parts.append(self._start)
            rest = (self._transform or _without_fences)("".join(self._undecided))
        elif self._is_untouched:
            rest = _without_fences(self._tail)
        else:
            rest = _without_closing_fence(self._tail)
        if rest:
            self._publish(rest, parts)
        if self._metadata is not None and end.provider_metadata is None:
            end = replace(end, provider_metadata=self._metadata)
        parts.append(end)
        return parts

    def _decide(self, text: str) -> bool:
        """Whether it is known now how the block begins. Moves what is not fence to the tail then."""
        self._head += text[: len(_FENCE) - len(self._head)]
        may_be_fence = _FENCE.startswith(self._head)
        if not may_be_fence and self._head[0] == "`" and len(self._head) < len(_FENCE):
            # The reference waits for three characters here, which decides how the text is cut.
            return False
        if may_be_fence and not (self._head == _FENCE and "\n" in text):
            return False
        whole = "".join((*self._undecided, text))
        fence = _FENCE_LINE.match(whole) if may_be_fence else None
        if fence is not None:
            whole = whole[fence.end() :]
            self._is_untouched = False
        self._tail = whole
        return True

    def _publish(self, text: str, parts: list[StreamPart]) -> None:
        parts.append(TextDelta(self._id, text, self._metadata))
        self._metadata = None
