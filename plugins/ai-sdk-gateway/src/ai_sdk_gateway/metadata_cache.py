"""A value that is fetched, kept, and fetched again behind the caller's back when it gets old.

- Callers before the first value share one fetch, and its failure too, until it is time for the next.
- Once there is a value every caller gets it at once. One that finds it old starts a refresh and does not wait for it.
- Only one refresh runs at a time. One that fails is logged; the old value stays.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

__all__ = ["RefreshedValue"]

T = TypeVar("T")

_log = logging.getLogger("ai_sdk_gateway")


def now() -> float:
    """The clock that values age by, in seconds. A test replaces it here."""
    return time.monotonic()


class RefreshedValue(Generic[T]):
    """The value that `fetch` gives, not much older than `refresh` seconds if it is asked for often."""

    def __init__(self, fetch: Callable[[], Awaitable[T]], *, refresh: float) -> None:
        self._fetch = fetch
        self._refresh = refresh
        self._started_at: float | None = None
        self._running: asyncio.Task[None] | None = None
        self._value: list[T] = []
        self._failure: Exception | None = None

    async def get(self) -> T:
        """The value. Raises what the first fetch raised."""
        while True:
            running = self._running_here()
            is_due = self._started_at is None or now() - self._started_at > self._refresh
            if running is None and (is_due or not (self._value or self._failure)):
                running = self._start()
            if self._value:
                return self._value[0]
            if running is None and self._failure is not None:
                # Raised many times: its traceback would grow with each.
                raise self._failure.with_traceback(None)
            if running is not None:
                # It ends without a result if it was cancelled from elsewhere; then this caller starts anew.
                await asyncio.wait([running])
                if self._failure is not None and not self._value:
                    raise self._failure.with_traceback(None)

    async def aclose(self) -> None:
        """Stops a refresh that is running."""
        running = self._running_here()
        if running is not None:
            running.cancel()
            await asyncio.wait([running])

    def _running_here(self) -> asyncio.Task[None] | None:
        """The fetch that is running in this event loop. What another loop has begun may never end."""
        task = self._running
        if task is None or task.done() or task.get_loop() is not asyncio.get_running_loop():
            return None
        return task

    def _start(self) -> asyncio.Task[None]:
        self._started_at = now()
        self._running = asyncio.create_task(self._fetched(), name="ai-sdk-gateway: models")
        return self._running

    async def _fetched(self) -> None:
        """Never raises but when it is cancelled: nobody may be there to hear of it."""
        try:
            value = await self._fetch()
        except Exception as error:  # noqa: BLE001 - kept for the callers, or logged
            if self._value:
                _log.warning("The models of the gateway could not be refreshed: %s", error)
            else:
                self._failure = error
        else:
            self._value = [value]
            self._failure = None
