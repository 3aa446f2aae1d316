"""Trying again: exponential back-off, and what the server says about when.

    result = await with_retries(lambda: model.do_generate(options), max_retries=5)

An error is worth another try if it says so itself: an SDK error with `is_retryable` true. Cancelling and time-outs
pass at once, and so does everything else.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeVar

from ai_sdk.provider.core_errors import RetryError
from ai_sdk.provider.errors import AISDKError, error_text

__all__ = ["is_retryable_error", "retry_delay", "with_retries"]

T = TypeVar("T")

_LONGEST_SERVER_DELAY: Final = 60.0
_LEADING_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")


async def sleep(seconds: float) -> None:
    """How `with_retries` waits. A test replaces it here."""
    await asyncio.sleep(seconds)


def now() -> float:
    """The clock for `Retry-After` dates, seconds since 1970. A test replaces it here."""
    return time.time()


async def with_retries(
    call: Callable[[], Awaitable[T]],
    *,
    max_retries: int = 2,
    initial_delay: float = 2.0,
    factor: float = 2.0,
) -> T:
    """The result of `call()`, tried again while it fails with an error that is worth it.

    `max_retries=2` means three attempts. The first wait is `initial_delay` seconds, each further one `factor` times
    longer; what a server asks for with `retry-after` counts instead (see `retry_delay`).
    Raises the error itself if it came at the first attempt and is not retryable, or if there are no retries; else a
    `RetryError` with all the errors.
    """
    errors: tuple[BaseException, ...] = ()
    delay = initial_delay
    while True:
        try:
            return await call()
        except TimeoutError:
            raise
        except Exception as error:
            errors = (*errors, error)
            attempts = len(errors)
            if max_retries == 0 or (attempts == 1 and not is_retryable_error(error)):
                raise
            if not is_retryable_error(error):
                raise RetryError(
                    f"Failed after {attempts} attempts with non-retryable error: '{error_text(error)}'",
                    reason="errorNotRetryable",
                    errors=errors,
                ) from error
            if attempts > max_retries:
                raise RetryError(
                    f"Failed after {attempts} attempts. Last error: {error_text(error)}",
                    reason="maxRetriesExceeded",
                    errors=errors,
                ) from error
            wait = retry_delay(error, delay)
        await sleep(wait)
        delay *= factor


def is_retryable_error(error: BaseException) -> bool:
    """Whether `error` is an SDK error that says it may be tried again."""
    return isinstance(error, AISDKError) and getattr(error, "is_retryable", False) is True


def retry_delay(error: BaseException, delay: float) -> float:
    """The seconds to wait after `error`: what its headers, or those of its cause, ask for, else `delay`.

    What they ask for must be sensible: not in the past, and below a minute or below `delay`. `retry-after-ms` counts
    before `retry-after`, which is a number of seconds or a date.
    """
    asked = _asked_delay(_headers(error))
    if asked is not None and asked >= 0 and (asked < _LONGEST_SERVER_DELAY or asked < delay):
        return asked
    return delay


def _headers(error: BaseException) -> Mapping[str, str]:
    for each in (error, error.__cause__):
        headers = getattr(each, "response_headers", None)
        if headers is not None:
            return headers
    return {}


def _asked_delay(headers: Mapping[str, str]) -> float | None:
    milliseconds = _leading_number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after")
    if text is None:
        return None
    seconds = _leading_number(text)
    if seconds is not None:
        return seconds
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).timestamp() - now()
    except (ValueError, OverflowError):
        return None


def _leading_number(text: str | None) -> float | None:
    match = _LEADING_NUMBER.match(text or "")
    return None if match is None else float(match.group(1))
