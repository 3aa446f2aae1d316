"""A conversation as one text, for models that only complete. Pure.

completion_prompt([UserMessage("hi")])   # "user:\\nhi\\n\\nassistant:\\n"
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ai_sdk.provider import (
    AssistantMessage,
    InvalidPromptError,
    Message,
    SystemMessage,
    TextPart,
    ToolCallPart,
    ToolMessage,
    UnsupportedFunctionalityError,
    UserMessage,
)

__all__ = ["STOP_SEQUENCES", "completion_prompt"]

STOP_SEQUENCES: Final = ("\nuser:",)
"""Where the model must stop, so that it does not write the user's next message too."""


def completion_prompt(prompt: Sequence[Message]) -> str:
    """The text: a leading system message, then each message under its role. Parts that are no text are left out.

    Raises `InvalidPromptError` for an empty prompt and for a system message that is not first,
    `UnsupportedFunctionalityError` for tool calls and their results.
    """
    if not prompt:
        raise InvalidPromptError("messages must not be empty", prompt=prompt)
    text = ""
    for index, message in enumerate(prompt):
        match message:
            case SystemMessage():
                if index > 0:
                    # The text has this placeholder in every SDK of this family.
                    raise InvalidPromptError("Unexpected system message in prompt: ${content}", prompt=prompt)
                text += f"{message.content}\n\n"
            case UserMessage():
                text += f"user:\n{_texts(message.parts)}\n\n"
            case AssistantMessage():
                if any(isinstance(part, ToolCallPart) for part in message.parts):
                    raise UnsupportedFunctionalityError("tool-call messages")
                text += f"assistant:\n{_texts(message.parts)}\n\n"
            case ToolMessage():
                raise UnsupportedFunctionalityError("tool messages")
    return f"{text}assistant:\n"


def _texts(parts: Sequence[object]) -> str:
    return "".join(part.text for part in parts if isinstance(part, TextPart))
