"""Instructions for prompts that have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ai_sdk.middleware.language_model import LanguageModelMiddleware, LanguageModelParams
from ai_sdk.provider.prompt import SystemMessage

if TYPE_CHECKING:
    from ai_sdk.provider.language_model import LanguageCallOptions

__all__ = ["default_instructions_middleware"]


class _DefaultInstructions(LanguageModelMiddleware):
    def __init__(self, messages: Sequence[SystemMessage]) -> None:
        self._messages = messages

    async def transform_params(self, call: LanguageModelParams) -> LanguageCallOptions:
        prompt = call.params.prompt
        if any(isinstance(message, SystemMessage) for message in prompt):
            return call.params
        return replace(call.params, prompt=[*self._messages, *prompt])


def default_instructions_middleware(
    *, instructions: str | SystemMessage | Sequence[SystemMessage]
) -> LanguageModelMiddleware:
    """Instructions for every prompt without a system message, which are put before it.

    default_instructions_middleware(instructions="Answer in one sentence.")
    """
    if isinstance(instructions, str):
        instructions = SystemMessage(instructions)
    return _DefaultInstructions((instructions,) if isinstance(instructions, SystemMessage) else tuple(instructions))
