"""What a caller may change before each call of an agent.

def prepare(call: CallPreparation) -> CallOverrides:
    return {"instructions": f"You help {call.options.name}.", "temperature": 0}

agent = ToolLoopAgent(model=..., call_options_schema=Customer, prepare_call=prepare)
await agent.generate("Where is my parcel?", options=Customer(name="Ada"))
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from ai_sdk.agent.settings import CallSettingsDict

if TYPE_CHECKING:
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.text.prompt import MessageInput, PromptInput

__all__ = ["CallOverrides", "CallPreparation", "PrepareCall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPreparation:
    """What is known before a call: what it was given, and the settings that it would have."""

    model: str | LanguageModel
    prompt: PromptInput | None
    messages: Sequence[MessageInput] | None
    options: Any
    settings: CallSettingsDict


class CallOverrides(CallSettingsDict, total=False):
    """What shall be different in this call. A key that is left out changes nothing, None takes the setting away.

    A `prompt` takes the place of `messages` and the other way round.
    """

    model: str | LanguageModel
    prompt: PromptInput | None
    messages: Sequence[MessageInput] | None


PrepareCall: TypeAlias = Callable[
    [CallPreparation], "CallOverrides | Mapping[str, Any] | Awaitable[CallOverrides | Mapping[str, Any] | None] | None"
]
