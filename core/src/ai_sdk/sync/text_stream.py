"""`TextStream` for programs that block."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from ai_sdk.sync.background import background_loop, run, running_background_loop
from ai_sdk.sync.iteration import BlockingIterator
from ai_sdk.text.events import TextStreamEvent
from ai_sdk.text.result import GenerateTextResult
from ai_sdk.text.text_stream import TextStream as AsyncTextStream

__all__ = ["TextStream", "close_soon"]

OutputT = TypeVar("OutputT")
PartialT = TypeVar("PartialT")
ElementT = TypeVar("ElementT")


class TextStream(Generic[OutputT, PartialT]):
    """An answer as it comes. Made by `ai_sdk.sync.stream_text`.

        with stream_text(model, "Tell me a story") as stream:
            for text in stream.text_stream:
                print(text, end="", flush=True)
            result = stream.result()

    Nothing is sent before something is read. Leaving `with`, `close()` and letting go of the stream close the
    connection; without `with` the stream also closes itself at its end and on error.

    `for event in stream` gives every event. It, `text_stream`, `partial_output_stream` and `element_stream` may be read
    more than once, and from several threads: each iterator sees everything from the beginning, and raises what those of
    `ai_sdk.TextStream` raise. Reading runs at most a little ahead of the reader.
    """

    def __init__(self, stream: AsyncTextStream[OutputT, PartialT]) -> None:
        self._stream = stream
        self._forgotten = weakref.finalize(self, close_soon, stream)
        # At the end of the program the loop closes everything.
        self._forgotten.atexit = False

    def __iter__(self) -> Iterator[TextStreamEvent]:
        """Every event, from the beginning."""
        return BlockingIterator(aiter(self._stream), owner=self)

    @property
    def text_stream(self) -> Iterator[str]:
        """The pieces of text, from the beginning. Raises what made the call fail."""
        return BlockingIterator(self._stream.text_stream, owner=self)

    @property
    def partial_output_stream(self) -> Iterator[PartialT]:
        """The output as far as it is known, each time that it changes. Each value is one of its own."""
        return BlockingIterator(self._stream.partial_output_stream, owner=self)

    @property
    def element_stream(self: TextStream[list[ElementT], Any]) -> Iterator[ElementT]:
        """The elements of `Output.array(...)`, each once, when it is complete.

        Raises `UnsupportedFunctionalityError` for other outputs.
        """
        return BlockingIterator(self._stream.element_stream, owner=self)

    def result(self) -> GenerateTextResult[OutputT]:
        """The whole answer, once everything is read; what is left is read here. Raises what made the call fail."""
        return run(self._stream.result)

    def abort(self, reason: str | BaseException | None = None) -> None:
        """Stops the stream at once, from any thread: iterators get an `Abort` event and their end, `result()` raises.

        reason: a text for the event, or an exception, which `result()` raises instead of `AbortError`.
        """
        background_loop().call_soon(lambda: self._stream.abort(reason))

    def close(self) -> None:
        """Closes the stream and the connection. What was read stays readable; a second call does nothing."""
        self._forgotten.detach()
        run(self._stream.aclose)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


# Tasks are only weakly held by their loop.
_closing: set[asyncio.Task[None]] = set()


class _Closable(Protocol):
    async def aclose(self) -> None: ...


def close_soon(stream: _Closable) -> None:
    """Closes a stream that nobody holds any more. May be called in any thread, by the garbage collector."""
    background = running_background_loop()
    if background is None:
        return

    def close() -> None:
        task = asyncio.get_running_loop().create_task(stream.aclose())
        _closing.add(task)
        task.add_done_callback(_closing.discard)

    with suppress(RuntimeError):
        background.call_soon(close)
