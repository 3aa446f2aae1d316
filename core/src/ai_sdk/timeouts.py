"""Time limits of a call, in seconds.

await generate_text(model, "hi", timeout=30)
stream_text(model, "hi", timeout=Timeouts(total=120, first_chunk=10, chunk=5))
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import TypeAlias

from ai_sdk.provider.core_errors import InvalidParameterError

__all__ = ["Timeout", "TimeoutLike", "Timeouts", "as_timeouts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Time limits, each in seconds, None for none.

    total: the whole call, retries and tools included.
    step: one step: the model's answer and the tools it calls.
    first_chunk: from the accepted request to the first piece of output of a stream.
    chunk: between two pieces of output of a stream. The time a reader takes does not count.
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


class Timeout:
    """`asyncio.timeout_at` over several limits at once: whichever ends first gives the error its words.

    deadlines: (loop time, the error's words); a loop time of None is no limit.
    """

    __slots__ = ("_scope", "_words")

    def __init__(self, *deadlines: tuple[float | None, str]) -> None:
        first = min(((when, words) for when, words in deadlines if when is not None), default=(None, ""))
        self._words = first[1]
        self._scope = asyncio.timeout_at(first[0])

    async def __aenter__(self) -> None:
        await self._scope.__aenter__()

    async def __aexit__(self, *exc_info: object) -> bool | None:
        try:
            return await self._scope.__aexit__(*exc_info)  # type: ignore[arg-type]
        except TimeoutError as error:
            # A TimeoutError of the body itself passes through `__aexit__` as it is; this one is ours.
            raise TimeoutError(self._words) from error
