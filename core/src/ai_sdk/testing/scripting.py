"""What mock models answer: a script with an answer for each call."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias, TypeVar, cast

__all__ = ["Scripted", "scripted_answer"]

OptionsT = TypeVar("OptionsT")
ResultT = TypeVar("ResultT")

Scripted: TypeAlias = (
    ResultT
    | BaseException
    | Callable[[OptionsT], ResultT | Awaitable[ResultT]]
    | Sequence[ResultT | BaseException | Callable[[OptionsT], ResultT | Awaitable[ResultT]]]
)
"""What a mock answers: a result, an exception, a function of the call options, or a list with one of these a call."""


async def scripted_answer(script: Any, call: int, options: Any, method: str) -> Any:
    """What `script` answers the call with this number, from 0 on."""
    if script is None:
        raise NotImplementedError(f"The mock was not told what {method} answers.")
    if isinstance(script, Sequence):
        entries = cast("Sequence[Any]", script)
        if call >= len(entries):
            raise AssertionError(f"{method} was called {call + 1} times; the mock has answers for {len(entries)}.")
        script = entries[call]
    if isinstance(script, BaseException):
        raise script
    if callable(script):
        script = script(options)
        if inspect.isawaitable(script):
            script = await script
    return script
