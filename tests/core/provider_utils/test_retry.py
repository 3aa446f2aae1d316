"""Retries: how often, when, and what is said in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from ai_sdk.provider import AISDKError, APICallError, RetryError
from ai_sdk.provider_utils import is_retryable_error, retry_delay, with_retries
from ai_sdk.provider_utils import retry as retry_module

NOW = 1_748_779_200.0  # 2025-06-01 12:00:00


def api_error(status: int = 500, message: str = "m", **headers: str) -> APICallError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return APICallError(message, url="u", status_code=status, response_headers=named)


def failing(*errors: BaseException) -> Callable[[], Any]:
    left = list(errors)

    async def call() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return call


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits that were asked for; none takes time, and the clock stands still."""
    seconds: list[float] = []

    async def sleep(duration: float) -> None:
        seconds.append(duration)

    monkeypatch.setattr(retry_module, "sleep", sleep)
    monkeypatch.setattr(retry_module, "now", lambda: NOW)
    return seconds


async def test_a_success_needs_no_wait(waits: list[float]) -> None:
    assert await with_retries(failing()) == "done"
    assert waits == []


async def test_waits_double(waits: list[float]) -> None:
    assert await with_retries(failing(*(api_error() for _ in range(4))), max_retries=4) == "done"
    assert waits == [2, 4, 8, 16]


async def test_the_wait_and_its_growth_can_be_set(waits: list[float]) -> None:
    await with_retries(failing(api_error(), api_error()), initial_delay=0.5, factor=3)
    assert waits == [0.5, 1.5]


async def test_after_the_last_attempt_all_errors_are_told(waits: list[float]) -> None:
    errors = [api_error(500, "a"), api_error(502, "b"), api_error(503, "c")]
    with pytest.raises(RetryError) as caught:
        await with_retries(failing(*errors))
    assert caught.value.message == "Failed after 3 attempts. Last error: AI_APICallError: c"
    assert caught.value.reason == "maxRetriesExceeded"
    assert caught.value.errors == errors
    assert caught.value.last_error is caught.value.__cause__ is errors[-1]
    assert waits == [2, 4]


async def test_an_error_that_is_not_worth_it_ends_the_attempts() -> None:
    with pytest.raises(RetryError) as caught:
        await with_retries(failing(api_error(), api_error(400, "b")))
    assert caught.value.message == "Failed after 2 attempts with non-retryable error: 'AI_APICallError: b'"
    assert caught.value.reason == "errorNotRetryable"


@pytest.mark.parametrize("error", [api_error(400), ValueError("x"), TimeoutError(), AISDKError("x")])
async def test_a_first_error_that_is_not_worth_it_is_raised_as_it_is(error: Exception, waits: list[float]) -> None:
    with pytest.raises(type(error)) as caught:
        await with_retries(failing(error))
    assert caught.value is error
    assert waits == []


async def test_without_retries_the_error_is_raised_as_it_is() -> None:
    error = api_error()
    with pytest.raises(APICallError) as caught:
        await with_retries(failing(error), max_retries=0)
    assert caught.value is error


async def test_cancelling_is_never_retried(waits: list[float]) -> None:
    with pytest.raises(asyncio.CancelledError):
        await with_retries(failing(asyncio.CancelledError()))
    assert waits == []


async def test_a_wait_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry_module, "sleep", asyncio.sleep)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await with_retries(failing(api_error()))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after_ms": "1500.5"}, 1.5005),
        ({"retry_after_ms": "120abc"}, 0.12),
        ({"retry_after_ms": "0"}, 0),
        ({"retry_after_ms": "x", "retry_after": "3"}, 3),
        ({"retry_after_ms": "70000", "retry_after": "3"}, 2),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after": " 7 seconds"}, 7),
        ({"retry_after": ".5"}, 0.5),
        ({"retry_after": "59.9"}, 59.9),
        ({"retry_after": "60"}, 2),
        ({"retry_after": "-1"}, 2),
        ({"retry_after": "soon"}, 2),
        ({"retry_after": "2026-01-01"}, 2),
        ({"retry_after": "Sun, 01 Jun 2025 12:00:05 GMT"}, 5),
        ({"retry_after": "Sun, 01 Jun 2025 11:00:00 GMT"}, 2),
        ({}, 2),
    ],
)
def test_a_server_may_say_when(headers: dict[str, str], seconds: float) -> None:
    assert retry_delay(api_error(429, **headers), 2.0) == pytest.approx(seconds)


def test_a_long_wait_counts_where_ours_would_be_longer() -> None:
    assert retry_delay(api_error(429, retry_after="70"), 128.0) == 70
    assert retry_delay(api_error(429, retry_after="200"), 128.0) == 128


async def test_the_back_off_goes_on_behind_the_servers_wishes(waits: list[float]) -> None:
    await with_retries(failing(api_error(429, retry_after="10"), api_error()))
    assert waits == [10, 4]


def test_the_headers_may_be_those_of_the_cause() -> None:
    class VendorError(AISDKError):
        is_retryable = True

    error = VendorError("x", cause=api_error(429, retry_after="9"))
    assert is_retryable_error(error)
    assert retry_delay(error, 2.0) == 9
    assert retry_delay(VendorError("x"), 2.0) == 2


async def test_a_time_out_at_a_later_attempt_passes_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_wait(seconds: float) -> None:
        pass

    monkeypatch.setattr("ai_sdk.provider_utils.retry.sleep", no_wait)
    failures: list[Exception] = [APICallError("busy", url="https://api.test", status_code=503), TimeoutError("late")]

    async def call() -> None:
        raise failures.pop(0)

    with pytest.raises(TimeoutError, match="late"):
        await with_retries(call)
