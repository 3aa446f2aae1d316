"""What the tests of the text functions share: both functions behind one name, and a watch over what they leave."""

from __future__ import annotations

import asyncio
import gc
import inspect
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.core.text.helpers import Ask


@pytest.fixture(autouse=True)
def nothing_is_left(request: pytest.FixtureRequest) -> None:
    """Each test that runs in an event loop is watched by `leftovers`."""
    if inspect.iscoroutinefunction(request.function):
        request.getfixturevalue("leftovers")


@pytest.fixture
async def leftovers() -> AsyncIterator[None]:
    """Fails if a test leaves a task behind, or an error that nobody asked for."""
    unasked: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: unasked.append(context))
    yield
    # The young generations hold what the test has made; a whole collection costs more than most tests.
    gc.collect(1)
    for _ in range(5):
        await asyncio.sleep(0)
    assert asyncio.all_tasks() - {asyncio.current_task()} == set()
    assert unasked == []


@pytest.fixture(params=["generate", "stream"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """`generate_text`, and `stream_text` read to its end."""
    return Ask(request.param)
