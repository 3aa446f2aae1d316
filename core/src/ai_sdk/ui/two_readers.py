"""One stream for two readers, neither of whom runs far ahead of the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any, Final, TypeVar

__all__ = ["two_readers"]

T = TypeVar("T")

# How far one reader may be ahead of the other.
_AHEAD: Final = 256
_END: Final[Any] = object()


def two_readers(stream: AsyncGenerator[T, None]) -> tuple[AsyncGenerator[T, None], AsyncGenerator[T, None]]:
    """Two generators that both give all of `stream`.

    A task of its own reads the stream, from the moment that one of the two is read, so that a reader who is cancelled
    does not take it away from the other. The stream is closed when both readers are, or are forgotten.
    """
    source = _Source(stream)
    return _Reader(source), _Reader(source)


class _Source:
    """The stream, the task that reads it, and the queues of those who are still there."""

    def __init__(self, stream: AsyncGenerator[Any, None]) -> None:
        self._stream = stream
        self._task: asyncio.Task[None] | None = None
        self.queues: list[asyncio.Queue[Any]] = []

    def begin(self) -> None:
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._read())

    def leave(self, queue: asyncio.Queue[Any]) -> None:
        if queue not in self.queues:
            return
        self.queues.remove(queue)
        while not queue.empty():  # the task may wait for room
            queue.get_nowait()
        queue.put_nowait(_END)  # and somebody for an item, if this is not the task that reads
        if not self.queues and self._task is not None:
            self._task.cancel()

    async def closed(self) -> None:
        """Waits until the stream is closed, if nobody is left to read it."""
        if not self.queues and self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _read(self) -> None:
        last: Any = _END
        try:
            async for item in self._stream:
                await self._put(item)
        except Exception as error:  # noqa: BLE001 - both readers raise it
            last = error
        except BaseException as error:
            # Cancelled from somewhere else. Nobody may go on waiting, and this can't wait for room any more.
            for queue in self.queues:
                if queue.full():
                    queue.get_nowait()
                queue.put_nowait(error)
            raise
        finally:
            await self._stream.aclose()
        await self._put(last)

    async def _put(self, item: Any) -> None:
        for queue in tuple(self.queues):
            await queue.put(item)


class _Reader(AsyncGenerator[Any, None]):
    # Not a generator function: closing one that was never read would not tell the source.

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._queue: asyncio.Queue[Any] = asyncio.Queue(_AHEAD)
        self._is_over = False
        source.queues.append(self._queue)

    async def asend(self, value: None) -> Any:  # noqa: ARG002 - nobody asks for one
        if self._is_over:
            raise StopAsyncIteration
        self._source.begin()
        try:
            item = await self._queue.get()
        except asyncio.CancelledError:
            await self.aclose()
            raise
        if item is _END or isinstance(item, BaseException):
            await self.aclose()
            raise StopAsyncIteration if item is _END else item
        return item

    async def athrow(self, typ: Any, val: Any = None, tb: Any = None) -> Any:  # noqa: ARG002 - of old times
        await self.aclose()
        raise typ if val is None else val

    async def aclose(self) -> None:
        self._is_over = True
        self._source.leave(self._queue)
        await self._source.closed()

    def __del__(self) -> None:
        self._source.leave(self._queue)
