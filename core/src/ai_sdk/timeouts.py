"""Time limits of a call, in seconds.

await generate_text(model, "hi", timeout=30)
stream_text(model, "hi", timeout=Timeouts(total=120, first_chunk=10, chunk=5))
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, TypeAlias

from ai_sdk.provider.core_errors import InvalidParameterError

__all__ = ["Deadline", "TimeoutLike", "Timeouts", "as_timeouts", "time_limit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Time limits, each in seconds, None for none.

    total: the whole call, retries and tools included.
    step: one step: the model's answer and the tools it calls.
    first_chunk: from the accepted request to the first piece of output of a stream.
    chunk: between two pieces of output of a stream. For both the time that a reader takes does not count.
    tool: one run of one tool; `tools` has the exceptions by tool name.

    A call that is out of time raises `TimeoutError`; nothing is retried then.
    """

    total: float | None = None
    step: float | None = None
    first_chunk: float | None = None
    chunk: float | None = None
    tool: float | None = None
    tools: Mapping[str, float] = field(default_factory=dict[str, float])


TimeoutLike: TypeAlias = float | Timeouts | None


def as_timeouts(timeout: TimeoutLike) -> Timeouts:
    """`timeout` as `Timeouts`: a number is the limit of the whole call.

    Raises `InvalidParameterError` for anything that is no positive number of seconds.
    """
    if timeout is None:
        return _NO_LIMITS
    limits = timeout if isinstance(timeout, Timeouts) else Timeouts(total=timeout)
    for name in ("total", "step", "first_chunk", "chunk", "tool"):
        _check(f"timeout.{name}" if isinstance(timeout, Timeouts) else "timeout", getattr(limits, name))
    for name, seconds in limits.tools.items():
        _check(f"timeout.tools[{name!r}]", seconds)
    return limits


_NO_LIMITS = Timeouts()


def _check(parameter: str, seconds: object) -> None:
    if seconds is None:
        return
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not isfinite(seconds) or seconds <= 0:
        raise InvalidParameterError(
            parameter=parameter,
            value=seconds,
            message=f"{parameter} must be a positive number of seconds, got {seconds!r}; use None for no limit",
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a limit is over, in the loop's time, and the words for it."""

    when: float
    words: str

    @classmethod
    def after(cls, seconds: float | None, what: str, *, used: float = 0.0) -> Deadline | None:
        """The end of a limit of `seconds` that begins now, with `used` of it over; None if there is no limit."""
        if seconds is None:
            return None
        return cls(asyncio.get_running_loop().time() + seconds - used, f"{what} timeout of {seconds:g} s exceeded")


def time_limit(*deadlines: Deadline | None) -> AbstractAsyncContextManager[None, bool | None]:
    """`asyncio.timeout_at` for the first of several deadlines, whose words the `TimeoutError` has.

    Without a deadline it does nothing, and costs next to nothing. One that is over before it is entered raises at once,
    also if the body would not wait for anything.
    """
    first: Deadline | None = None
    for each in deadlines:
        if each is not None and (first is None or each.when < first.when):
            first = each
    return _NO_LIMIT if first is None else _TimeLimit(first)


_NO_LIMIT = nullcontext()


class _TimeLimit:
    __slots__ = ("_deadline", "_scope")

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._scope = asyncio.timeout_at(deadline.when)

    async def __aenter__(self) -> None:
        if self._deadline.when <= asyncio.get_running_loop().time():
            raise TimeoutError(self._deadline.words)
        await self._scope.__aenter__()

    async def __aexit__(self, *exc_info: Any) -> bool | None:
        try:
            return await self._scope.__aexit__(*exc_info)
        except TimeoutError as error:
            # A TimeoutError of the body itself passes through `__aexit__` as it is; this one is ours.
            raise TimeoutError(self._deadline.words) from error
