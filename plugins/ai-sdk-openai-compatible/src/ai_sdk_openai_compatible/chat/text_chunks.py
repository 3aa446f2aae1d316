"""Reading the chunks of a stream: nearly each of them is the one before with another text.

    read = TextChunks().read
    read(b'{"choices":[{"delta":{"content":"Hel"}}], ...}')     # the chunk, as `parse_json` gives it
    read(b'{"choices":[{"delta":{"content":"lo"}}], ...}')      # TextDelta("txt-0", "lo")

A chunk that has the same bytes as the one before but for its text is neither parsed nor checked again. That saves a
third of the work for each piece of text, with servers that put nothing else that is new into a chunk.
"""

from __future__ import annotations

from typing import Any, Final

from ai_sdk.provider import TextDelta
from ai_sdk.provider_utils import ShapeError, parse_json

from ai_sdk_openai_compatible.chat.stream import TEXT_ID, USUAL_STREAM, StreamStyle

__all__ = ["TextChunks"]

_NAME: Final = b'"content"'
_BACKSLASH: Final = ord("\\")
# After so many chunks in a row that differ in more than their text nobody looks any longer.
_MAX_MISSES: Final = 4


class TextChunks:
    """The parser of one stream's chunks: gives a chunk, or the piece of text if nothing else in it is new.

    Not for streams of which somebody wants to see every chunk.
    """

    __slots__ = ("_after", "_before", "_misses", "_style")

    def __init__(self, style: StreamStyle = USUAL_STREAM) -> None:
        self._style = style
        # What stands before and after the text; nothing as long as no such chunk has come.
        self._before = self._after = b""
        self._misses = 0

    def read(self, data: bytes) -> Any:
        """A chunk as `parse_json` gives it, or its text as a part. Raises `JSONParseError`."""
        before, after = self._before, self._after
        has_known_frame = before and data.startswith(before) and data.endswith(after)
        if has_known_frame:
            try:
                text = data[len(before) : -len(after)].decode()
            except UnicodeDecodeError:
                text = ""
            # Without a quote, an escape and a control character it is the inside of one string.
            if text and text.isprintable() and '"' not in text and "\\" not in text:
                self._misses = 0
                return TextDelta(TEXT_ID, text)
        chunk = parse_json(data, keep_bom=True)
        if not has_known_frame and self._misses < _MAX_MISSES and (text := _only_text(chunk, self._style)):
            self._misses += 1
            self._learn(data, text)
        return chunk

    def _learn(self, data: bytes, text: str) -> None:
        # Where nothing is escaped and the name occurs once, it is the member's name, and the text stands behind it.
        if _BACKSLASH in data or data.count(_NAME) != 1:
            return
        literal = f'"{text}"'.encode()
        start = data.find(b'"', data.find(_NAME) + len(_NAME))
        if data.startswith(literal, start):
            self._before = data[: start + 1]
            self._after = data[start + len(literal) - 1 :]


def _only_text(chunk: Any, style: StreamStyle) -> str | None:
    """The text of a chunk that says nothing else, so that the same chunk with another text says only that."""
    try:
        choice = chunk["choices"][0]
        delta = choice["delta"]
        text = delta["content"]
    except (KeyError, IndexError, TypeError):
        return None
    if not text or choice.get("finish_reason") is not None or "error" in chunk:
        return None
    if len(delta) > 1 and not all(name in ("content", "role") or value is None for name, value in delta.items()):
        return None
    try:
        style.check_chunk(chunk)
    except ShapeError:
        return None
    usage = chunk.get("usage") if style.usage is None else style.usage(chunk)
    return text if usage is None else None
