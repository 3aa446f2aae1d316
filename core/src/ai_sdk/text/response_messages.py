"""The messages that a step adds to the conversation."""

from __future__ import annotations

from collections.abc import Sequence

from ai_sdk.provider.content import (
    CustomContent,
    FileContent,
    ReasoningContent,
    ReasoningFileContent,
    TextContent,
)
from ai_sdk.provider.prompt import (
    AssistantMessage,
    AssistantPart,
    CustomPart,
    FilePart,
    Message,
    ReasoningFilePart,
    ReasoningPart,
    TextPart,
)
from ai_sdk.text.step import StepContent

__all__ = ["to_response_messages"]


def to_response_messages(content: Sequence[StepContent]) -> Sequence[Message]:
    """The assistant's message of this content; nothing if nothing of it goes back to a model.

    A part's provider metadata becomes its provider options. Sources and empty texts are left out, not empty reasoning.
    """
    parts = [part for part in map(_assistant_part, content) if part is not None]
    return [AssistantMessage(parts)] if parts else []


def _assistant_part(part: StepContent) -> AssistantPart | None:
    options = part.provider_metadata
    match part:
        case TextContent():
            return TextPart(part.text, provider_options=options) if part.text else None
        case ReasoningContent():
            return ReasoningPart(part.text, provider_options=options)
        case FileContent():
            return FilePart(part.data, part.media_type, provider_options=options)
        case ReasoningFileContent():
            return ReasoningFilePart(part.data, part.media_type, provider_options=options)
        case CustomContent():
            return CustomPart(part.kind, provider_options=options)
        case _:
            return None
