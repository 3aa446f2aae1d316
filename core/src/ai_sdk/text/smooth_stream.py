"""Smooth streaming: text in even pieces, word by word, instead of as the network brings it.

stream_text(model, prompt, transform=smooth_stream())
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.provider.stream_parts import ReasoningDelta, TextDelta

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import ProviderMetadata
    from ai_sdk.text.events import TextStreamEvent

__all__ = ["smooth_stream"]

Chunking: TypeAlias = Literal["word", "line"] | re.Pattern[str] | Callable[[str], str | None]
"""Where the text is cut: after words, after lines, after each match of a pattern, or by a function.

The function is given the text that is not handed on yet, and gives the beginning of it that may be, or None to wait for
more.
"""

_Transform: TypeAlias = "Callable[[AsyncIterator[TextStreamEvent]], AsyncGenerator[TextStreamEvent, None]]"
_Pieces: TypeAlias = Callable[[str, str], Iterator[str]]


def smooth_stream(*, delay: float | None = 0.01, chunking: Chunking = "word") -> _Transform:
    """A transform for `stream_text` that evens out how text and reasoning come.

        stream_text(model, prompt, transform=smooth_stream(delay=0.02, chunking=re.compile("[、。]")))

    delay: seconds between two pieces; None waits not at all, 0 lets others run in between.
    chunking: `"word"` (with the white space after it), `"line"`, or see `Chunking`. For languages that write no spaces
        give a pattern or a function.

    What is left when another event comes, or at the end of a block, is handed on at once. Metadata of the provider
    travels with the next piece. Raises `InvalidArgumentError`; so does the stream if a function or a pattern gives an
    empty piece, or a function something else than the beginning of the text.
    """
    if delay is not None and not delay >= 0:
        raise InvalidArgumentError(
            f"The delay is in seconds, or None; it can't be {delay!r}.", argument="delay", value=delay
        )
    pieces = _pieces(chunking)

    async def smooth(events: AsyncIterator[TextStreamEvent]) -> AsyncGenerator[TextStreamEvent, None]:
        kind: type[TextDelta | ReasoningDelta] = TextDelta
        block = buffer = ""
        metadata: ProviderMetadata | None = None
        async for event in events:
            is_delta = isinstance(event, (TextDelta, ReasoningDelta))
            if (buffer or metadata is not None) and not (is_delta and event.id == block and type(event) is kind):
                # Metadata without text is a signature of reasoning that came after its last word.
                yield kind(block, buffer, metadata)
                buffer, metadata = "", None
            if not is_delta:
                yield event
                continue
            kind, block = type(event), event.id
            buffer += event.text
            if event.provider_metadata is not None:
                metadata = event.provider_metadata
            done = 0
            for piece in pieces(buffer, event.text):
                done += len(piece)
                yield kind(block, piece, metadata)
                metadata = None
                if delay is not None:
                    await asyncio.sleep(delay)
            buffer = buffer[done:]
        if buffer or metadata is not None:
            yield kind(block, buffer, metadata)

    return smooth


def _pieces(chunking: object) -> _Pieces:
    """From a text, and what was added to it last, to the pieces at its beginning that are whole."""
    if chunking == "word":
        return _by_own_pattern(piece=re.compile(r"\s*+\S++\s++"), end=re.compile(r"\s"))
    if chunking == "line":
        return _by_own_pattern(piece=re.compile(r"[^\n]*+\n++"), end=re.compile(r"\n"))
    if isinstance(chunking, re.Pattern):
        return _by_pattern(cast("re.Pattern[str]", chunking))
    if callable(chunking):
        return _by_function(cast("Callable[[str], str | None]", chunking))
    raise InvalidArgumentError(
        f"Chunking must be 'word', 'line', a compiled pattern or a function, not {chunking!r}.",
        argument="chunking",
        value=chunking,
    )


def _by_own_pattern(*, piece: re.Pattern[str], end: re.Pattern[str]) -> _Pieces:
    def pieces(text: str, added: str) -> Iterator[str]:
        # Without the character that ends a piece nothing has become whole: a long text without spaces (Chinese, base64)
        # must not be looked through for each of its deltas.
        if not end.search(added):
            return
        start = 0
        while match := piece.match(text, start):
            yield match.group()
            start = match.end()

    return pieces


def _by_pattern(pattern: re.Pattern[str]) -> _Pieces:
    def pieces(text: str, added: str) -> Iterator[str]:  # noqa: ARG001
        # Each piece is cut off before the next is looked for: a pattern may look behind.
        while match := pattern.search(text):
            if not match.end():
                raise _wrong(f"The pattern {pattern.pattern!r} matched nothing at the beginning of the text", pattern)
            yield text[: match.end()]
            text = text[match.end() :]

    return pieces


def _by_function(function: Callable[[str], str | None]) -> _Pieces:
    def pieces(text: str, added: str) -> Iterator[str]:  # noqa: ARG001
        while (piece := function(text)) is not None:
            if not piece:
                raise _wrong("Chunking function must return a non-empty string", piece)
            if not text.startswith(piece):
                raise _wrong(
                    "Chunking function must return a match that is a prefix of the buffer. "
                    f"Received: {piece!r}; the buffer is {text!r}",
                    piece,
                )
            yield piece
            text = text[len(piece) :]

    return pieces


def _wrong(what: str, value: object) -> InvalidArgumentError:
    return InvalidArgumentError(f"{what}.", argument="chunking", value=value)
