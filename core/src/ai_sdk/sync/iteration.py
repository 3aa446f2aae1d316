"""Async iterators for programs that block: the loop's side reads, the caller's side gets what was read.

Changing threads costs more than most events are worth, so everything that is there without waiting is handed over in
one go, and nothing waits for a batch to fill. Beyond what was asked for, one item is read ahead.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Final, Generic, TypeVar

from ai_sdk.sync.background import BackgroundLoop, background_loop

__all__ = ["BlockingIterator"]

T = TypeVar("T")

_MOST_AT_ONCE: Final = 64
_NOTHING: Any = object()


class BlockingIterator(Iterator[T]):
    """Iterates `source` on the background loop.

    Like a generator it is for one thread at a time. `close()`, or letting go of it, ends the reading without
    cancelling what `source` is waiting for; an interruption (Ctrl-C) cancels that. `owner` is kept alive meanwhile.
    """

    __slots__ = ("_background", "_batch", "_ended", "_owner", "_pump", "_source")

    def __init__(self, source: AsyncIterator[T], *, owner: object = None) -> None:
        self._source: AsyncIterator[T] | None = source
        self._owner = owner
        self._batch: Iterator[T] = iter(())
        self._background: BackgroundLoop | None = None
        self._pump: _Pump[T] | None = None
        self._ended = False

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        item = next(self._batch, _NOTHING)
        return self._wait() if item is _NOTHING else item

    def close(self) -> None:
        """Ends the iteration."""
        if self._ended:
            return
        self._ended = True
        self._batch = iter(())
        self._source = None
        if self._pump is not None and self._background is not None:
            # The loop may have ended with the program.
            with suppress(RuntimeError):
                self._background.call_soon(self._pump.leave)

    def __del__(self) -> None:
        # Not initialised if the arguments were wrong.
        if hasattr(self, "_ended"):
            self.close()

    def _wait(self) -> T:
        if self._ended:
            raise StopIteration
        pump = self._ask()
        try:
            batch = pump.batches.get()
        except BaseException:
            self._interrupt(pump)
            raise
        if isinstance(batch, list):
            self._batch = iter(batch)
            return next(self._batch)
        self._ended = True
        self._owner = None
        if batch.error is None:
            raise StopIteration
        try:
            raise batch.error
        finally:
            # The error holds this frame by its traceback; it must not hold the error in turn.
            del batch, pump

    def _ask(self) -> _Pump[T]:
        if self._pump is not None and self._background is not None:
            self._background.check_caller()
            self._pump.ask(self._background)
            return self._pump
        self._background = background_loop()
        self._background.check_caller()
        source, self._source = self._source, None
        assert source is not None
        self._pump = _Pump(source)
        self._background.call_soon(self._pump.start)
        return self._pump

    def _interrupt(self, pump: _Pump[T]) -> None:
        self._ended = True
        assert self._background is not None
        self._background.call_soon(pump.cancel)
        while isinstance(pump.batches.get(), list):
            pass


class _End:
    __slots__ = ("error",)

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class _Pump(Generic[T]):
    """The loop's side of an iteration. It knows nothing of the caller's side, so that that can be let go of."""

    __slots__ = ("_asked", "_buffer", "_lock", "_parked", "_source", "_stopped", "_task", "batches")

    def __init__(self, source: AsyncIterator[T]) -> None:
        self.batches: SimpleQueue[list[T] | _End] = SimpleQueue()
        self._source = source
        self._buffer: list[T] = []
        self._lock = threading.Lock()
        self._asked = True
        self._parked: asyncio.Future[None] | None = None
        self._stopped = False
        self._task: asyncio.Task[None] | None = None

    # Called by the reader's thread

    def ask(self, background: BackgroundLoop) -> None:
        """Asks for the next batch. Most of the time the pump is reading anyway, and the loop need not be woken."""
        with self._lock:
            self._asked = True
            is_parked = self._parked is not None
        if is_parked:
            background.call_soon(self._resume)

    # Called on the loop

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._read())

    def leave(self) -> None:
        """Stops reading, after the item that is being waited for: to cancel that would end the source for others."""
        self._stopped = True
        self._resume()

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _read(self) -> None:
        error: BaseException | None = None
        loop, source = asyncio.get_running_loop(), self._source
        try:
            async for item in source:
                buffer = self._buffer
                buffer.append(item)
                if len(buffer) == 1:
                    # Runs when this task waits: for the source, or below.
                    loop.call_soon(self._flush)
                if not self._asked or len(buffer) >= _MOST_AT_ONCE:
                    await self._park()
                if self._stopped:
                    break
        except BaseException as failure:  # noqa: BLE001 - the reader raises it, be it a cancelling or an exit
            error = failure
        batch, self._buffer = self._buffer, []
        if batch:
            self.batches.put(batch)
        self.batches.put(_End(error))
        # The error holds this frame by its traceback; it must not hold the error in turn.
        del error
        aclose = getattr(source, "aclose", None)
        if aclose is not None:
            await aclose()

    async def _park(self) -> None:
        """Waits until the reader asks for more than what was read ahead for it."""
        while True:
            with self._lock:
                if self._stopped or not self._buffer or (self._asked and len(self._buffer) < _MOST_AT_ONCE):
                    self._parked = None
                    return
                self._parked = parked = asyncio.get_running_loop().create_future()
            await parked

    def _resume(self) -> None:
        if self._parked is not None and not self._parked.done():
            self._parked.set_result(None)
        # Its turn comes after the pump's, which adds what is there by now to what was read ahead.
        asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        with self._lock:
            if not self._asked or not self._buffer:
                return
            self._asked = False
            batch, self._buffer = self._buffer, []
        self.batches.put(batch)
        if self._parked is not None and not self._parked.done():
            self._parked.set_result(None)
