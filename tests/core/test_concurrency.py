from __future__ import annotations

import asyncio

import pytest
from ai_sdk.concurrency import run_all


async def give(value: int, seconds: float = 0) -> int:
    await asyncio.sleep(seconds)
    return value


async def test_results_come_in_the_order_of_the_coroutines() -> None:
    assert await run_all([give(1, 0.005), give(2), give(3, 0.002)]) == [1, 2, 3]
    assert await run_all([]) == []


async def test_all_run_at_once() -> None:
    barrier = asyncio.Barrier(3)

    async def meet() -> int:
        async with asyncio.timeout(1):
            return await barrier.wait()

    assert sorted(await run_all(meet() for _ in range(3))) == [0, 1, 2]


async def test_the_first_error_is_raised_as_it_is_after_the_others_have_let_go() -> None:
    let_go = False

    async def slow() -> int:
        nonlocal let_go
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.001)
            let_go = True
        return 0

    async def fail() -> int:
        await asyncio.sleep(0)
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        await run_all([slow(), fail()])
    assert let_go


async def test_an_error_of_those_that_are_cancelled_is_not_told_and_not_logged() -> None:
    unasked: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: unasked.append(context))

    async def rude() -> int:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise OSError from None
        return 0

    async def fail() -> int:
        await asyncio.sleep(0)
        raise KeyError

    with pytest.raises(KeyError):
        await run_all([rude(), fail()])
    await asyncio.sleep(0)
    assert unasked == []


async def test_cancelling_the_caller_cancels_all_and_waits_for_them() -> None:
    ended: list[int] = []

    async def slow(number: int) -> int:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(number)
        return number

    task = asyncio.create_task(run_all([slow(1), slow(2)]))
    await asyncio.sleep(0.001)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert sorted(ended) == [1, 2]
