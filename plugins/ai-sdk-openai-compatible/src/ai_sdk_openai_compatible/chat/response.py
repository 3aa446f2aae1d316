"""A complete chat answer, taken apart. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ai_sdk.provider import (
    Content,
    ReasoningContent,
    TextContent,
    ToolCallContent,
)
from ai_sdk.provider_utils import generate_id

from ai_sdk_openai_compatible.wire import at

__all__ = ["chat_content", "thought_signature"]


def chat_content(
    message: Mapping[str, Any],
    *,
    reasoning_fields: Sequence[str] = ("reasoning_content", "reasoning"),
    metadata_key: str | None = None,
) -> list[Content]:
    """What an answer's message has: text, then reasoning, then tool calls.

    The first of `reasoning_fields` that is not null counts, also an empty one. Thought signatures go to the provider
    metadata under `metadata_key`.
    """
    content: list[Content] = []
    if text := message.get("content"):
        content.append(TextContent(text))
    reasoning = next((text for field in reasoning_fields if (text := message.get(field)) is not None), None)
    if reasoning:
        content.append(ReasoningContent(reasoning))
    for call in message.get("tool_calls") or ():
        function = call["function"]
        signature = thought_signature(call) if metadata_key is not None else None
        content.append(
            ToolCallContent(
                call.get("id") or generate_id(),
                function["name"],
                function["arguments"],
                provider_metadata={metadata_key: {"thoughtSignature": signature}}
                if metadata_key is not None and signature
                else None,
            )
        )
    return content


def thought_signature(call: Mapping[str, Any]) -> str | None:
    """Gemini's signature of a tool call, which has to come back with the call; None where there is none."""
    return at(call, "extra_content", "google", "thought_signature") or None
