"""Reasoning out of text, for models that write it between tags.

A text `x<think>a</think>y<think>b</think>z` becomes the text `x`, the reasoning `a`, the text `\\ny`, the reasoning
`\\nb` and the text `\\nz` in a stream; whole it is the reasoning `a\\nb` and the text `x\\ny\\nz`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_sdk.middleware.language_model import LanguageModelCall, LanguageModelMiddleware
from ai_sdk.middleware.streams import with_parts
from ai_sdk.provider.content import Content, ReasoningContent, TextContent
from ai_sdk.provider.stream_parts import (
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    StreamPart,
    TextDelta,
    TextEnd,
    TextStart,
)

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import ProviderMetadata
    from ai_sdk.provider.language_model import GenerateResult, StreamResult

__all__ = ["extract_reasoning_middleware"]


@dataclass(frozen=True, slots=True)
class _Tags:
    opening: str
    closing: str
    separator: str
    start_with_reasoning: bool


def extract_reasoning_middleware(
    *, tag_name: str, separator: str = "\n", start_with_reasoning: bool = False
) -> LanguageModelMiddleware:
    """Takes what stands between `<tag_name>` and `</tag_name>` out of the text, as reasoning.

        model = wrap_language_model(model, extract_reasoning_middleware(tag_name="think"))

    separator: stands between several pieces of reasoning, and where one was taken out between two pieces of text.
    start_with_reasoning: for models whose text begins with reasoning without an opening tag, as some templates do.
    """
    return _ExtractReasoning(_Tags(f"<{tag_name}>", f"</{tag_name}>", separator, start_with_reasoning))


class _ExtractReasoning(LanguageModelMiddleware):
    def __init__(self, tags: _Tags) -> None:
        self._tags = tags

    async def wrap_generate(self, call: LanguageModelCall) -> GenerateResult:
        result = await call.do_generate()
        content: list[Content] = []
        for part in result.content:
            content += _split(part, self._tags) if isinstance(part, TextContent) else (part,)
        return replace(result, content=content)

    async def wrap_stream(self, call: LanguageModelCall) -> StreamResult:
        return await with_parts(await call.do_stream(), _Extraction(self._tags).feed)


def _split(part: TextContent, tags: _Tags) -> Sequence[Content]:
    text = tags.opening + part.text if tags.start_with_reasoning else part.text
    texts: list[str] = []
    thoughts: list[str] = []
    position = 0
    while (begin := text.find(tags.opening, position)) >= 0:
        inside = begin + len(tags.opening)
        end = text.find(tags.closing, inside)
        if end < 0:
            break
        texts.append(text[position:begin])
        thoughts.append(text[inside:end])
        position = end + len(tags.closing)
    if not thoughts:
        return (part,)
    texts.append(text[position:])
    return (
        ReasoningContent(tags.separator.join(thoughts)),
        replace(part, text=tags.separator.join(filter(None, texts))),
    )


class _Extraction:
    """The parts of one stream. Its text blocks are independent of one another."""

    def __init__(self, tags: _Tags) -> None:
        self._tags = tags
        self._blocks: dict[str, _Block] = {}
        # Every block counts its reasoning from 0 on; blocks that are open side by side must not share an id.
        self._open_ids: set[str] = set()

    def feed(self, part: StreamPart) -> Sequence[StreamPart]:
        """What comes of a part."""
        if isinstance(part, TextDelta):
            block = self._blocks.get(part.id)
            return (part,) if block is None else block.feed(part)
        if isinstance(part, TextStart):
            self._blocks[part.id] = _Block(part, self._tags, self._open_ids)
            return ()
        if isinstance(part, TextEnd):
            block = self._blocks.pop(part.id, None)
            return (part,) if block is None else block.end(part)
        return (part,)


class _Block:
    """One block of text. Holds back only what may be the beginning of a tag."""

    def __init__(self, start: TextStart, tags: _Tags, open_ids: set[str]) -> None:
        self._id = start.id
        # Told of once there is text, so that reasoning before the text comes before it.
        self._start: TextStart | None = start
        self._tags = tags
        self._open_ids = open_ids
        self._held = ""
        self._is_reasoning = tags.start_with_reasoning
        self._reasoning_id: str | None = None
        self._reasoning_count = 0
        self._after_switch = False
        self._has_text = False
        self._has_reasoning = False
        self._metadata: ProviderMetadata | None = None

    def feed(self, delta: TextDelta) -> list[StreamPart]:
        """What comes of more text."""
        if delta.provider_metadata is not None:
            self._metadata = delta.provider_metadata
        text, self._held = self._held + delta.text, ""
        parts: list[StreamPart] = []
        position = 0
        while True:
            tag = self._tags.closing if self._is_reasoning else self._tags.opening
            found = text.find(tag, position)
            if found < 0:
                end = len(text) - _overlap(text, tag, position)
                self._publish(text[position:end], parts)
                self._held = text[end:]
                return parts
            self._publish(text[position:found], parts)
            self._switch(parts)
            position = found + len(tag)

    def end(self, end: TextEnd) -> list[StreamPart]:
        """What is left when the block ends: a beginning that became no tag is text after all."""
        parts: list[StreamPart] = []
        self._publish(self._held, parts)
        if self._reasoning_id is not None:
            # Never closed: the reasoning stays open for the reader, which takes it as it is.
            self._open_ids.discard(self._reasoning_id)
        if self._start is not None:
            parts.append(self._start)
        if self._metadata is not None and end.provider_metadata is None:
            end = replace(end, provider_metadata=self._metadata)
        parts.append(end)
        return parts

    def _publish(self, text: str, parts: list[StreamPart]) -> None:
        if not text:
            return
        had_some = self._has_reasoning if self._is_reasoning else self._has_text
        if self._after_switch and had_some:
            text = self._tags.separator + text
        self._after_switch = False
        if self._is_reasoning:
            self._has_reasoning = True
            parts.append(ReasoningDelta(self._open_reasoning(parts), text))
            return
        self._has_text = True
        if self._start is not None:
            parts.append(self._start)
            self._start = None
        parts.append(TextDelta(self._id, text, self._metadata))
        self._metadata = None

    def _switch(self, parts: list[StreamPart]) -> None:
        if self._is_reasoning:
            reasoning_id = self._open_reasoning(parts)
            parts.append(ReasoningEnd(reasoning_id))
            self._open_ids.discard(reasoning_id)
            self._reasoning_id = None
        self._is_reasoning = not self._is_reasoning
        self._after_switch = True

    def _open_reasoning(self, parts: list[StreamPart]) -> str:
        """The id of the reasoning that is open; a new one if there is none."""
        if self._reasoning_id is None:
            while (reasoning_id := f"reasoning-{self._reasoning_count}") in self._open_ids:
                self._reasoning_count += 1
            self._reasoning_count += 1
            self._reasoning_id = reasoning_id
            self._open_ids.add(reasoning_id)
            parts.append(ReasoningStart(reasoning_id))
        return self._reasoning_id


def _overlap(text: str, tag: str, position: int) -> int:
    """How many characters at the end of `text` (from `position` on) are the beginning of `tag`."""
    for size in range(min(len(tag) - 1, len(text) - position), 0, -1):
        if text.endswith(tag[:size]):
            return size
    return 0
