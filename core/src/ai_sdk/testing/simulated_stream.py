"""Streams that come in their own time.

async for part in simulate_stream(["a", "b"], initial_delay=0.5, chunk_delay=0.1):
    ...
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from typing import TypeVar

__all__ = ["simulate_stream"]

T = TypeVar("T")


async def simulate_stream(
    parts: Iterable[T | BaseException], *, initial_delay: float | None = None, chunk_delay: float | None = None
) -> AsyncGenerator[T, None]:
    """The parts, one after the other; an exception among them is raised there.

        model = MockLanguageModel(do_stream=lambda options: StreamResult(simulate_stream(parts, chunk_delay=0.01)))

    Seconds are waited before the first part (`initial_delay`) and before each other one (`chunk_delay`). 0 only lets
    other tasks run, None does not even that. A stream can be read once: make one for each call.
    """
    delay = initial_delay
    for part in parts:
        if delay is not None:
            await asyncio.sleep(delay)
        delay = chunk_delay
        if isinstance(part, BaseException):
            raise part
        yield part
