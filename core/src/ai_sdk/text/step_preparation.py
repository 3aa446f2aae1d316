"""What a caller may change before each step.

async def prepare(step: StepPreparation) -> StepOverrides | None:
    if step.step_number > 3:
        return {"tool_choice": "none"}

await generate_text(model, "...", tools=[...], stop_when=is_step_count(5), prepare_step=prepare)
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, cast

from ai_sdk.provider.core_errors import InvalidParameterError

if TYPE_CHECKING:
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.provider.prompt import Message
    from ai_sdk.provider.tools import ReasoningLevel
    from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
    from ai_sdk.text.call import ToolChoiceInput
    from ai_sdk.text.prompt import Instructions, MessageInput
    from ai_sdk.text.step import StepResult

__all__ = ["PrepareStep", "StepOverrides", "StepPreparation", "checked_overrides"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPreparation:
    """What is known before a step. `messages` are those that the step would be asked with."""

    model: LanguageModel
    step_number: int
    steps: Sequence[StepResult]
    instructions: Instructions | None
    initial_instructions: Instructions | None
    messages: Sequence[Message]
    initial_messages: Sequence[Message]
    response_messages: Sequence[Message]
    runtime_context: Any
    tools_context: Mapping[str, Any]


class StepOverrides(TypedDict, total=False):
    """What shall be different. A key that is left out, or None, changes nothing.

    `instructions`, `messages`, `runtime_context` and `tools_context` hold for all later steps too, everything else for
    this step only. `provider_options` are merged over those of the call.
    """

    model: str | LanguageModel | None
    tool_choice: ToolChoiceInput | None
    active_tools: Sequence[str] | None
    tool_order: Sequence[str] | None
    instructions: Instructions | None
    messages: Sequence[MessageInput] | None
    runtime_context: Any
    tools_context: Mapping[str, Any] | None
    provider_options: ProviderOptionsInput | None
    max_output_tokens: int | None
    temperature: float | None
    top_p: float | None
    top_k: float | None
    presence_penalty: float | None
    frequency_penalty: float | None
    stop_sequences: Sequence[str] | None
    seed: int | None
    reasoning: ReasoningLevel | None


PrepareStep: TypeAlias = Callable[
    [StepPreparation], "StepOverrides | Mapping[str, Any] | Awaitable[StepOverrides | Mapping[str, Any] | None] | None"
]


def checked_overrides(given: object) -> Mapping[str, Any]:
    """What `prepare_step` gave, if it says anything. Raises `InvalidParameterError` for a name that means nothing."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InvalidParameterError(
            parameter="prepare_step",
            value=given,
            message=f"expected a mapping such as {{'tool_choice': 'none'}}, or None, got {given!r}",
        )
    overrides = cast("Mapping[str, Any]", given)
    names = StepOverrides.__annotations__
    for name in overrides:
        if name not in names:
            raise InvalidParameterError(
                parameter="prepare_step", value=name, message=f"{name!r} is none of {', '.join(names)}"
            )
    return overrides
