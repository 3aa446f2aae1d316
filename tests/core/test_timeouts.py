from __future__ import annotations

import asyncio
from typing import Any

import pytest
from ai_sdk.provider import InvalidParameterError
from ai_sdk.timeouts import Deadline, Timeouts, as_timeouts, time_limit


def test_a_number_is_the_limit_of_the_whole_call() -> None:
    assert as_timeouts(2.5) == Timeouts(total=2.5)
    assert as_timeouts(None) == Timeouts()
    limits = Timeouts(step=1, tools={"slow": 9})
    assert as_timeouts(limits) is limits


@pytest.mark.parametrize("wrong", [0, -1, True, "5", float("inf"), float("nan"), {"total": 5}])
def test_what_is_no_positive_number_of_seconds_is_refused_with_its_value(wrong: Any) -> None:
    with pytest.raises(InvalidParameterError) as caught:
        as_timeouts(wrong)
    assert str(caught.value) == (
        f"Invalid argument for parameter timeout: timeout must be a positive number of seconds, got {wrong!r}; "
        "use None for no limit"
    )


@pytest.mark.parametrize("name", ["total", "step", "first_chunk", "chunk", "tool"])
def test_a_wrong_limit_is_named(name: str) -> None:
    limits: Any = {name: 0}
    with pytest.raises(InvalidParameterError, match=rf"timeout\.{name} must be a positive"):
        as_timeouts(Timeouts(**limits))


def test_a_wrong_limit_of_a_tool_is_named() -> None:
    with pytest.raises(InvalidParameterError, match=r"timeout\.tools\['slow'\] must be a positive"):
        as_timeouts(Timeouts(tools={"slow": -1}))


async def test_no_seconds_make_no_deadline() -> None:
    assert Deadline.after(None, "Total") is None
    async with time_limit(None, None):
        await asyncio.sleep(0)


async def test_the_first_deadline_ends_the_body_with_its_words() -> None:
    with pytest.raises(TimeoutError, match=r"^Step timeout of 0\.01 s exceeded$"):
        async with time_limit(Deadline.after(5, "Total"), None, Deadline.after(0.01, "Step")):
            await asyncio.sleep(60)


async def test_of_two_nested_limits_the_one_that_is_over_is_told() -> None:
    with pytest.raises(TimeoutError, match="Total"):
        async with time_limit(Deadline.after(0.01, "Total")), time_limit(Deadline.after(5, "Step")):
            await asyncio.sleep(60)
    with pytest.raises(TimeoutError, match="Step"):
        async with time_limit(Deadline.after(5, "Total")), time_limit(Deadline.after(0.01, "Step")):
            await asyncio.sleep(60)


async def test_a_limit_that_is_over_before_it_begins_raises_though_the_body_waits_for_nothing() -> None:
    reached = False
    with pytest.raises(TimeoutError, match="First chunk timeout of 1 s exceeded"):
        async with time_limit(Deadline.after(1, "First chunk", used=1.5)):
            reached = True
    assert not reached


async def test_a_timeout_error_of_the_body_keeps_its_own_words() -> None:
    with pytest.raises(TimeoutError, match="mine"):
        async with time_limit(Deadline.after(5, "Total")):
            raise TimeoutError("mine")


async def test_other_errors_pass() -> None:
    with pytest.raises(KeyError):
        async with time_limit(Deadline.after(5, "Total")):
            raise KeyError


async def test_a_cancelled_task_is_cancelled_and_not_out_of_time() -> None:
    async def limited() -> None:
        async with time_limit(Deadline.after(5, "Total")):
            await asyncio.sleep(60)

    task = asyncio.create_task(limited())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_limit_leaves_the_task_uncancelled() -> None:
    with pytest.raises(TimeoutError):
        async with time_limit(Deadline.after(0.001, "Total")):
            await asyncio.sleep(60)
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0
