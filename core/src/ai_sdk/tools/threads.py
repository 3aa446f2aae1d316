"""Threads for tools that are plain functions.

    value = await in_thread(partial(function, argument))

They are not those of the event loop, in which names of hosts are looked up: a few slow tools would keep the next model
call from finding its server. They start when they are needed; at its end the interpreter waits for what runs in them.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["MAX_THREADS", "in_thread", "run_later"]

T = TypeVar("T")

MAX_THREADS: Final = 32
"""So many functions run at once; more of them wait."""


async def in_thread(function: Callable[[], T]) -> T:
    """What `function` gives or raises. Cancelling stops the waiting, and the function if it has not begun."""
    loop = asyncio.get_running_loop()
    # Without the future that `loop.run_in_executor` puts between the two, this takes a tenth less time. It has no name
    # here: an error would hold it by this frame, and it holds the error.
    return await _Job(loop, function).begun()


def run_later(function: Callable[[], object]) -> None:
    """Runs `function` in a thread of which nobody waits to hear."""
    _pool().submit(function)


class _Job(Generic[T]):
    __slots__ = ("_answer", "_function", "_loop")

    def __init__(self, loop: asyncio.AbstractEventLoop, function: Callable[[], T]) -> None:
        self._loop = loop
        self._function = function
        self._answer: asyncio.Future[T] = loop.create_future()

    def begun(self) -> asyncio.Future[T]:
        answer = self._answer
        _pool().submit(self._run)
        return answer

    def _run(self) -> None:
        if not self._answer.cancelled():
            try:
                value = self._function()
            except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits
                self._tell(self._answer.set_exception, error)
            else:
                self._tell(self._answer.set_result, value)
        # An error holds the frames of this thread. They must not hold the future, which has the error.
        del self._answer

    def _tell(self, settle: Callable[[Any], None], outcome: Any) -> None:
        # If the loop is closed, nobody waits any longer.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(_settle, self._answer, settle, outcome)


def _settle(answer: asyncio.Future[Any], settle: Callable[[Any], None], outcome: Any) -> None:
    if not answer.done():
        settle(outcome)


@cache
def _pool() -> ThreadPoolExecutor:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(MAX_THREADS, thread_name_prefix="ai-sdk-tool")


# A forked process has none of its parent's threads.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pool.cache_clear)
