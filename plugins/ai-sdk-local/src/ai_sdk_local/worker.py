"""The thread that inference runs in.

    worker = Worker("smollm2")
    vectors = await worker.call(lambda stopped: embed(texts))

One thread, one job at a time, in the order they came: the engines are not made for more. The thread is a daemon, so
nothing waits for it, and it is asked to stop and joined when the interpreter exits: a thread that comes out of native
code while Python is taken down aborts the process.
"""

from __future__ import annotations

import asyncio
import atexit
import queue
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

__all__ = ["Job", "Stopped", "Worker"]

T = TypeVar("T")

Stopped: TypeAlias = Callable[[], bool]
"""Asked between two steps of a job: whether nobody waits for its result any more."""

_EXIT_PATIENCE: Final = 3.0
"""Seconds that the exit of the interpreter waits for running jobs. One step of a job is usually below a tenth."""


class Job(Protocol):
    """A piece of work."""

    def run(self, closing: Stopped) -> None:
        """Runs in the thread. Raises nothing. Returns soon once `closing()` is true."""
        ...


class Worker:
    """A thread, started with the first job, that runs jobs one after another."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def submit(self, job: Job) -> None:
        """Queues a job. Raises `RuntimeError` if the worker is closed, as it is when the interpreter exits."""
        if self._closing.is_set():
            raise RuntimeError("This worker is closed: it takes no more jobs")
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=f"ai-sdk-local {self._name}", daemon=True)
                _workers.add(self)
                self._thread.start()
        self._jobs.put(job)

    async def call(self, function: Callable[[Stopped], T]) -> T:
        """What `function` returns or raises, run in the thread.

        When the waiting task is cancelled, `stopped()` becomes true and the function should end.
        """
        call = _Call(function)
        self.submit(call)
        try:
            return await call.result
        finally:
            call.cancelled = True

    def close(self) -> None:
        """Ends the thread after the step it is at. Does not wait for it."""
        self._closing.set()
        self._jobs.put(None)

    def join(self, timeout: float) -> None:
        """Waits at most `timeout` seconds for the thread to end."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        while not self._closing.is_set():
            job = self._jobs.get()
            if job is None:
                return
            job.run(self._closing.is_set)
            del job  # it holds its engine, which must be free to go while this thread waits for the next one


class _Call(Job, Generic[T]):
    """A function whose result an event loop waits for."""

    def __init__(self, function: Callable[[Stopped], T]) -> None:
        self._function = function
        self._loop = asyncio.get_running_loop()
        self.result: asyncio.Future[T] = self._loop.create_future()
        self.cancelled = False

    def run(self, closing: Stopped) -> None:
        if self.cancelled:
            return
        try:
            value = self._function(lambda: self.cancelled or closing())
        except BaseException as error:  # noqa: BLE001 - native code panics with a BaseException; the waiting task raises it
            self._resolve(self.result.set_exception, error)
        else:
            self._resolve(self.result.set_result, value)

    def _resolve(self, setter: Callable[[Any], None], outcome: object) -> None:
        def resolve() -> None:
            if not self.result.done():
                setter(outcome)

        try:
            self._loop.call_soon_threadsafe(resolve)
        except RuntimeError:
            pass  # the loop is closed: nobody waits


_workers: weakref.WeakSet[Worker] = weakref.WeakSet()


@atexit.register
def _end_all() -> None:
    workers = list(_workers)
    for worker in workers:
        worker.close()
    deadline = time.monotonic() + _EXIT_PATIENCE
    for worker in workers:
        worker.join(max(0.0, deadline - time.monotonic()))
