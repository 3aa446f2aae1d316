from __future__ import annotations

import asyncio

import pytest
from ai_sdk.testing import simulate_stream


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The delays that were asked for; none of them is waited."""
    delays: list[float] = []
    sleep = asyncio.sleep

    async def note(delay: float) -> None:
        delays.append(delay)
        await sleep(0)

    monkeypatch.setattr("ai_sdk.testing.simulated_stream.asyncio.sleep", note)
    return delays


async def test_a_simulated_stream_gives_its_parts_without_waiting(slept: list[float]) -> None:
    assert [part async for part in simulate_stream(["a", "b", "c"])] == ["a", "b", "c"]
    assert slept == []
    assert [part async for part in simulate_stream([], initial_delay=1, chunk_delay=1)] == []
    assert slept == []


async def test_the_initial_delay_comes_before_the_first_part_only(slept: list[float]) -> None:
    assert [part async for part in simulate_stream(["a", "b", "c"], initial_delay=5, chunk_delay=2)] == ["a", "b", "c"]
    assert slept == [5, 2, 2]


async def test_zero_lets_others_run_and_none_does_not(slept: list[float]) -> None:
    assert [part async for part in simulate_stream(["a", "b"], chunk_delay=0)] == ["a", "b"]
    assert slept == [0]


async def test_an_exception_among_the_parts_is_raised_there() -> None:
    stream = simulate_stream(["a", OSError("gone")])
    assert await anext(stream) == "a"
    with pytest.raises(OSError, match="gone"):
        await anext(stream)
