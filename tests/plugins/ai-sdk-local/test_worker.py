from __future__ import annotations

import asyncio
import threading
import time

import pytest
from ai_sdk_local.worker import Stopped, Worker


@pytest.fixture
def worker() -> Worker:
    return Worker("test")


async def test_a_call_gives_what_the_function_returns_or_raises(worker: Worker) -> None:
    assert await worker.call(lambda stopped: threading.current_thread().name) == "ai-sdk-local test"

    def fail(stopped: Stopped) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await worker.call(fail)
    worker.close()


async def test_a_panic_reaches_the_caller_and_not_the_thread(worker: Worker) -> None:
    class Panic(BaseException):
        pass

    def fail(stopped: Stopped) -> None:
        raise Panic

    with pytest.raises(Panic):
        await worker.call(fail)
    assert await worker.call(lambda stopped: 1) == 1
    worker.close()


async def test_calls_run_one_after_another_in_order(worker: Worker) -> None:
    events: list[str] = []

    def run(name: str) -> None:
        events.append(f"+{name}")
        time.sleep(0.01)
        events.append(f"-{name}")

    await asyncio.gather(*(worker.call(lambda stopped, name=name: run(name)) for name in "abc"))
    assert events == ["+a", "-a", "+b", "-b", "+c", "-c"]
    worker.close()


async def test_a_cancelled_call_is_told_to_stop_and_a_queued_one_never_runs(worker: Worker) -> None:
    stopped_at: list[float] = []
    ran: list[int] = []

    def run(stopped: Stopped) -> None:
        while not stopped():
            time.sleep(0.005)
        stopped_at.append(time.monotonic())

    running = asyncio.create_task(worker.call(run))
    queued = asyncio.create_task(worker.call(lambda stopped: ran.append(1)))
    await asyncio.sleep(0.05)
    cancelled_at = time.monotonic()
    queued.cancel()
    running.cancel()
    await asyncio.gather(running, queued, return_exceptions=True)
    await worker.call(lambda stopped: None)
    assert stopped_at[0] - cancelled_at < 1
    assert ran == []
    worker.close()


def test_one_worker_serves_several_event_loops(worker: Worker) -> None:
    for number in range(3):
        assert asyncio.run(worker.call(lambda stopped, number=number: number)) == number
    worker.close()


def test_a_result_for_a_loop_that_is_gone_is_dropped(worker: Worker) -> None:
    release = threading.Event()

    async def leave() -> None:
        task = asyncio.create_task(worker.call(lambda stopped: release.wait(5)))
        await asyncio.sleep(0.05)
        task.cancel()

    asyncio.run(leave())
    release.set()
    assert asyncio.run(worker.call(lambda stopped: 1)) == 1
    worker.close()


async def test_a_closed_worker_ends_its_thread_and_takes_nothing_more(worker: Worker) -> None:
    await worker.call(lambda stopped: None)
    worker.close()
    worker.join(5)
    assert worker._thread is not None
    assert not worker._thread.is_alive()
    with pytest.raises(RuntimeError, match="closed"):
        await worker.call(lambda stopped: None)
