from __future__ import annotations

import asyncio
import gc
import threading
import time
import weakref
from collections.abc import AsyncIterator, Callable

import pytest
from ai_sdk.sync import run
from ai_sdk.sync.iteration import BlockingIterator

from tests.core.sync.test_background import interrupt


async def opened(gate: threading.Event) -> None:
    """Waits for another thread, without keeping one of the loop's busy."""
    while not gate.is_set():  # noqa: ASYNC110
        await asyncio.sleep(0.001)


class Source:
    """Counts: each number after a turn of the loop, or all that are there at once."""

    def __init__(self, count: int = 1000, *, turns: bool = False, error: BaseException | None = None) -> None:
        self.count = count
        self.turns = turns
        self.error = error
        self.given = 0
        self.closed = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    async def __call__(self) -> AsyncIterator[int]:
        try:
            for number in range(self.count):
                if self.turns:
                    await asyncio.sleep(0)
                await opened(self.gate)
                self.given += 1
                yield number
            if self.error is not None:
                raise self.error
        finally:
            self.closed.set()


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.001)
    return condition()


@pytest.mark.parametrize("turns", [False, True])
@pytest.mark.parametrize("count", [0, 1, 2, 63, 64, 65, 129, 1000])
def test_everything_comes_in_order(count: int, turns: bool) -> None:
    source = Source(count, turns=turns)
    assert list(BlockingIterator(source())) == list(range(count))
    assert source.closed.wait(5)


def test_a_slow_reader_gets_everything_too() -> None:
    iterator = BlockingIterator(Source(20, turns=True)())
    seen = []
    for number in iterator:
        time.sleep(0.001)
        seen.append(number)
    assert seen == list(range(20))


def test_nothing_is_read_before_it_is_asked_for() -> None:
    source = Source()
    iterator = BlockingIterator(source())
    time.sleep(0.01)
    assert source.given == 0
    assert next(iterator) == 0


def test_an_item_comes_while_the_source_waits_for_the_next() -> None:
    source = Source(turns=True)
    iterator = BlockingIterator(source())
    assert next(iterator) == 0
    source.gate.clear()
    seen = source.given
    for expected in range(1, seen):
        assert next(iterator) == expected
    source.gate.set()
    assert next(iterator) == seen


def test_reading_runs_only_a_little_ahead() -> None:
    waiting = Source(turns=True)
    iterator = BlockingIterator(waiting())
    next(iterator)
    time.sleep(0.02)
    assert waiting.given <= 3
    ready = Source()
    iterator = BlockingIterator(ready())
    next(iterator)
    time.sleep(0.02)
    assert ready.given <= 65


def test_an_error_comes_after_what_came_before_it() -> None:
    error = ValueError("no")
    iterator = BlockingIterator(Source(3, error=error)())
    assert [next(iterator), next(iterator), next(iterator)] == [0, 1, 2]
    with pytest.raises(ValueError, match="no") as caught:
        next(iterator)
    assert caught.value is error
    assert list(iterator) == []


def test_an_error_is_not_kept_alive_by_its_own_traceback() -> None:
    class Heavy(Exception): ...

    async def source() -> AsyncIterator[int]:
        if threading.active_count():
            raise Heavy
        yield 0

    gc.disable()
    try:
        iterator = BlockingIterator(source())
        try:
            next(iterator)
        except Heavy as error:
            kept = weakref.ref(error)
        del iterator
        assert eventually(lambda: kept() is None)
    finally:
        gc.enable()


def test_after_the_end_there_is_nothing_more() -> None:
    iterator = BlockingIterator(Source(1)())
    assert list(iterator) == [0]
    assert list(iterator) == []
    iterator.close()


def test_an_iterator_may_be_read_by_one_thread_after_the_other() -> None:
    iterator = BlockingIterator(Source(100, turns=True)())
    seen: list[int] = [next(iterator), next(iterator)]
    thread = threading.Thread(target=lambda: seen.extend(iterator))
    thread.start()
    thread.join()
    assert seen == list(range(100))


async def test_the_loop_may_not_wait_for_itself() -> None:
    source = Source()
    iterator = BlockingIterator(source())

    async def nested() -> None:
        next(iterator)

    with pytest.raises(RuntimeError, match="Await the function"):
        run(nested)
    # It was refused before it began: the iterator can still be used elsewhere.
    assert next(iterator) == 0


# Leaving early


def test_an_iterator_that_is_closed_closes_its_source() -> None:
    source = Source(turns=True)
    iterator = BlockingIterator(source())
    assert next(iterator) == 0
    iterator.close()
    assert list(iterator) == []
    assert source.closed.wait(5)
    assert source.given < 10


def test_an_iterator_that_is_let_go_of_closes_its_source() -> None:
    source = Source(turns=True)
    for number in BlockingIterator(source()):
        if number == 3:
            break
    assert source.closed.wait(5)
    assert source.given < 10


def test_an_iterator_that_was_never_read_leaves_nothing_behind() -> None:
    source = Source()
    iterator = BlockingIterator(source())
    iterator.close()
    assert list(iterator) == []
    assert source.given == 0


def test_leaving_does_not_cancel_what_the_source_waits_for() -> None:
    finished = threading.Event()
    go_on = threading.Event()

    async def source() -> AsyncIterator[int]:
        yield 0
        await opened(go_on)
        finished.set()
        yield 1

    iterator = BlockingIterator(source())
    assert next(iterator) == 0
    iterator.close()
    time.sleep(0.01)
    go_on.set()
    assert finished.wait(5)


def test_an_interruption_cancels_what_the_source_waits_for() -> None:
    cancelled, waiting = threading.Event(), threading.Event()

    async def source() -> AsyncIterator[int]:
        yield 0
        try:
            await opened(waiting)
            interrupt()
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    iterator = BlockingIterator(source())
    assert next(iterator) == 0
    waiting.set()
    with pytest.raises(KeyboardInterrupt):
        next(iterator)
    assert cancelled.is_set()
    assert list(iterator) == []


def test_the_owner_lives_as_long_as_it_is_read() -> None:
    class Owner: ...

    owner = Owner()
    kept = weakref.ref(owner)
    iterator = BlockingIterator(Source(2)(), owner=owner)
    del owner
    assert next(iterator) == 0
    assert kept() is not None
    assert list(iterator) == [1]
    assert kept() is None
