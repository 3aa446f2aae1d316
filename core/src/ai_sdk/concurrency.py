"""Doing several things at once without leaving any behind."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

__all__ = ["run_all"]

T = TypeVar("T")


async def run_all(coroutines: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """The results in the order of the coroutines, which run side by side.

    The first error cancels the others, waits until they have let go, and is raised as it is (a `TaskGroup` would wrap
    it). So does cancelling the caller.
    """
    given = list(coroutines)
    if len(given) <= 1:
        return [await coroutine for coroutine in given]
    tasks = [asyncio.ensure_future(coroutine) for coroutine in given]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
