"""The threads of tools: not those of the event loop, and nothing in them is waited for in vain."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from functools import partial

import pytest
from ai_sdk.tools.threads import MAX_THREADS, in_thread, run_later


async def test_slow_functions_leave_the_threads_of_the_event_loop_alone() -> None:
    release = threading.Event()
    slow = [asyncio.ensure_future(in_thread(release.wait)) for _ in range(MAX_THREADS)]
    try:
        async with asyncio.timeout(5):
            assert await asyncio.get_running_loop().run_in_executor(None, partial(max, 1, 2)) == 2
    finally:
        release.set()
    assert all(await asyncio.gather(*slow))


async def test_more_functions_than_threads_wait_for_their_turn() -> None:
    release = threading.Event()
    running = [asyncio.ensure_future(in_thread(release.wait)) for _ in range(MAX_THREADS)]
    ran: list[str] = []
    next_one = asyncio.ensure_future(in_thread(lambda: ran.append("next")))
    cancelled = asyncio.ensure_future(in_thread(lambda: ran.append("cancelled")))
    await asyncio.sleep(0.01)
    cancelled.cancel()
    await asyncio.sleep(0.01)
    assert ran == []
    release.set()
    await asyncio.gather(*running, next_one)
    await in_thread(lambda: ran.append("last"))
    # What was cancelled before it began never runs.
    assert ran == ["next", "last"]


async def test_what_a_function_raises_arrives_and_keeps_nothing_alive() -> None:
    class Held:
        pass

    def fail() -> None:
        held = Held()
        error.append(weakref.ref(held))
        raise KeyError("x")

    error: list[weakref.ref[Held]] = []
    gc.disable()
    try:
        with pytest.raises(KeyError, match="x"):
            await in_thread(fail)
        await asyncio.sleep(0.01)
        assert error[0]() is None
    finally:
        gc.enable()


def test_a_function_may_end_after_its_loop() -> None:
    release, ended = threading.Event(), threading.Event()

    def slow() -> None:
        release.wait()
        ended.set()

    async def leave() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await in_thread(slow)

    # `asyncio.run` does not wait for it either.
    asyncio.run(leave())
    release.set()
    assert ended.wait(5)


async def test_nobody_hears_of_what_runs_later() -> None:
    ran = threading.Event()

    def fail() -> None:
        ran.set()
        raise ValueError

    run_later(fail)
    assert await in_thread(partial(ran.wait, 5))
