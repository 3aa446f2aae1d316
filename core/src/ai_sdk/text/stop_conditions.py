"""When the loop of steps ends, though it could go on.

    await generate_text(model, "...", tools=[...], stop_when=[is_step_count(5), has_tool_call("done")])

A condition is a function of the steps so far, async if it likes. It is asked after each step that would be followed by
another one; any that is true stops.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from ai_sdk.provider.core_errors import InvalidParameterError

if TYPE_CHECKING:
    from ai_sdk.text.step import StepResult

__all__ = ["StopCondition", "has_tool_call", "is_any_met", "is_loop_finished", "is_step_count", "stop_conditions"]

StopCondition: TypeAlias = "Callable[[Sequence[StepResult]], bool | Awaitable[bool]]"


def is_step_count(count: int) -> StopCondition:
    """Stop after `count` steps."""
    return lambda steps: len(steps) == count


def has_tool_call(*names: str) -> StopCondition:
    """Stop after a step in which the model called one of these tools, whether it was run or not."""
    return lambda steps: any(call.tool_name in names for call in steps[-1].tool_calls)


def is_loop_finished() -> StopCondition:
    """Never stop the loop: it ends when the model calls no more tools."""
    return _never


def _never(_steps: Sequence[StepResult]) -> bool:
    return False


def stop_conditions(given: StopCondition | Sequence[StopCondition] | None) -> Sequence[StopCondition]:
    """The conditions as a list: after the first step if none are given. Raises `InvalidParameterError`."""
    if given is None:
        return [is_step_count(1)]
    conditions = [given] if callable(given) else given
    if not isinstance(conditions, Sequence) or not all(map(callable, conditions)):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidParameterError(
            parameter="stop_when",
            value=given,
            message=f"expected a condition such as is_step_count(5), or a list of them, got {given!r}",
        )
    return conditions


async def is_any_met(conditions: Sequence[StopCondition], steps: Sequence[StepResult]) -> bool:
    """Whether one of the conditions holds. All of them are asked."""
    met = False
    for condition in conditions:
        answer = condition(steps)
        if not isinstance(answer, bool) and inspect.isawaitable(answer):
            answer = await answer
        met = bool(answer) or met
    return met
