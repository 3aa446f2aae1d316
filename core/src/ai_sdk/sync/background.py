"""The event loop that the blocking functions share, in a daemon thread of its own.

It starts when it is first needed and ends with the program: open work is cancelled, async generators (and with them
HTTP sessions) are closed, and then the loop. A forked child starts one of its own.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Final, ParamSpec, TypeVar

__all__ = ["BackgroundLoop", "background_loop", "run", "running_background_loop"]

P = ParamSpec("P")
T = TypeVar("T")

_SECONDS_TO_END: Final = 10.0
"""How long the end of the program waits for work that does not heed its cancelling."""


def run(function: Callable[P, Coroutine[Any, Any, T]], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `await function(*args, **kwargs)` gives, awaited on the background loop while this thread waits.

    The coroutine sees the context variables of the caller. Whatever interrupts the wait, such as Ctrl-C, cancels it.
    Raises `RuntimeError` if called on the background loop itself.
    """
    return background_loop().run(lambda: function(*args, **kwargs))


class BackgroundLoop:
    """An event loop in a thread of its own. `call_soon` and `run` may be called from any other thread."""

    def __init__(self) -> None:
        self._ready: SimpleQueue[None] = SimpleQueue()
        self.loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._serve, name="ai-sdk-sync", daemon=True)
        self._thread.start()
        self._ready.get()

    @property
    def is_current_thread(self) -> bool:
        return threading.get_ident() == self._thread.ident

    def call_soon(self, callback: Callable[[], object]) -> None:
        """Calls `callback` on the loop, with the caller's context variables. Raises `RuntimeError` after the end."""
        self.loop.call_soon_threadsafe(callback)

    def check_caller(self) -> None:
        """Raises `RuntimeError` on the loop's own thread, where waiting for the loop would never end."""
        if self.is_current_thread:
            raise RuntimeError(
                "A function of ai_sdk.sync was called on the event loop that ai_sdk.sync runs on, by a callback or an "
                "async tool. Await the function of ai_sdk there."
            )

    def run(self, make: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The result of the coroutine that `make` makes on the loop."""
        self.check_caller()
        work = _Work(make)
        try:
            self.call_soon(work.start)
            task = work.done.get()
        except BaseException:
            # The loop may have ended with the program.
            with suppress(RuntimeError):
                self.call_soon(work.cancel)
                # Nothing of it is left when the caller goes on. A second interruption ends this wait, too.
                work.done.get()
            raise
        assert task is not None
        try:
            return task.result()
        finally:
            # An error holds this frame by its traceback; it must not hold the error in turn.
            del task, work

    def end(self) -> None:
        """Cancels what still runs, closes the loop, and waits for it."""
        with suppress(RuntimeError):
            self.call_soon(self._stop.set)
        self._thread.join(_SECONDS_TO_END)

    def _serve(self) -> None:
        loop = self.loop
        loop.call_soon(self._ready.put, None)
        try:
            while not self._stop.is_set():
                # These two pass through a loop and end its run. They go to the caller by the task that raised them.
                with suppress(KeyboardInterrupt, SystemExit):
                    loop.run_until_complete(self._stop.wait())
            loop.run_until_complete(_cancel_all())
            # The loop's thread pool needs no word: Python has joined its threads before it comes here, and can't start
            # the thread that waiting for them would take. `close()` lets go of it.
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            loop.close()


class _Work:
    """A coroutine that another thread waits for. The methods are called on the loop."""

    __slots__ = ("_make", "_task", "done")

    def __init__(self, make: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        self._make = make
        self._task: asyncio.Task[Any] | None = None
        self.done: SimpleQueue[asyncio.Task[Any] | None] = SimpleQueue()

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(_made(self._make))
        self._task.add_done_callback(self.done.put)

    def cancel(self) -> None:
        if self._task is None:
            self.done.put(None)
        else:
            self._task.cancel()


async def _made(make: Callable[[], Coroutine[Any, Any, T]]) -> T:
    # Inside of the task, so that wrong arguments fail the task and nobody waits for ever.
    return await make()


async def _cancel_all() -> None:
    current = asyncio.current_task()
    tasks = [task for task in asyncio.all_tasks() if task is not current]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class _Shared:
    """The one background loop of this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.background: BackgroundLoop | None = None
        self.has_ended = False
        self.is_registered = False
        # Loops of parent processes. They belong to threads that a fork does not copy, and share file descriptors with
        # the parent's: closing or collecting them here would disturb it.
        self.inherited: list[BackgroundLoop] = []

    def get(self) -> BackgroundLoop:
        background = self.background
        if background is None:
            with self.lock:
                background = self.background or self._start()
        return background

    def _start(self) -> BackgroundLoop:
        if self.has_ended:
            raise RuntimeError("ai_sdk.sync can't be used any more: the program is about to end.")
        self.background = BackgroundLoop()
        if not self.is_registered:
            self.is_registered = True
            atexit.register(self._end)
            if hasattr(os, "register_at_fork"):
                os.register_at_fork(after_in_child=self._after_fork)
        return self.background

    def _end(self) -> None:
        with self.lock:
            self.has_ended = True
            background, self.background = self.background, None
        if background is not None:
            background.end()

    def _after_fork(self) -> None:
        self.lock = threading.Lock()
        if self.background is not None:
            self.inherited.append(self.background)
            self.background = None


_shared = _Shared()


def background_loop() -> BackgroundLoop:
    """The background loop, started if it does not run yet."""
    return _shared.get()


def running_background_loop() -> BackgroundLoop | None:
    """The background loop, if it runs."""
    return _shared.background
