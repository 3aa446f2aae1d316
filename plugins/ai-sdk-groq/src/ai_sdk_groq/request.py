"""The body of a chat request. Pure.

groq_request(LanguageCallOptions(prompt=[UserMessage("hi")]), model_id="m")
# ({"model": "m", "messages": [{"role": "user", "content": "hi"}]}, [])
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ai_sdk.provider import (
    CallWarning,
    FilePart,
    LanguageCallOptions,
    UnsupportedFunctionalityError,
    UnsupportedWarning,
)
from ai_sdk.provider_utils import (
    is_custom_reasoning,
    map_reasoning_to_effort,
    parse_provider_options,
    top_level_media_type,
)
from ai_sdk_openai_compatible.chat.messages import MessageStyle, chat_messages, inline_or_url, media_url
from ai_sdk_openai_compatible.chat.request import response_format
from ai_sdk_openai_compatible.chat.tools import prepare_tools
from ai_sdk_openai_compatible.wire import without_none

from ai_sdk_groq.options import CHAT_OPTIONS
from ai_sdk_groq.tools import provider_tools_of

__all__ = ["GROQ_MESSAGES", "groq_request"]

_EFFORTS: Final = {"minimal": "low", "low": "low", "medium": "medium", "high": "high", "xhigh": "high"}


def image_part(part: FilePart) -> dict[str, Any]:
    """A file of a user message as a content part. Raises `UnsupportedFunctionalityError` for all but images."""
    # Data that is neither inline nor a URL is what is said first, whatever the media type is.
    inline_or_url(part)
    if top_level_media_type(part.media_type) != "image":
        raise UnsupportedFunctionalityError("Non-image file content parts")
    return {"type": "image_url", "image_url": {"url": media_url(part)}}


GROQ_MESSAGES: Final = MessageStyle(
    options_key=None,
    reasoning_field="reasoning",
    # An assistant message without a content is refused, also beside tool calls.
    empty_content="",
    file_part=image_part,
    has_thought_signatures=False,
)


def groq_request(options: LanguageCallOptions, *, model_id: str) -> tuple[dict[str, Any], list[CallWarning]]:
    """The body for both kinds of answer, to which a stream adds `stream`, and the warnings.

    Raises `InvalidArgumentError` for provider options of a wrong type, `UnsupportedFunctionalityError` for files other
    than images.
    """
    own: Mapping[str, Any] = (
        parse_provider_options(options.provider_options, provider="groq", validate=CHAT_OPTIONS) or {}
    )
    warnings: list[CallWarning] = []
    if options.top_k is not None:
        warnings.append(UnsupportedWarning("topK"))
    sent_format = response_format(
        options.response_format,
        supports_schema=own.get("structuredOutputs", True),
        strict=own.get("strictJsonSchema", True),
        warnings=warnings,
    )
    effort = _reasoning_effort(options, own, warnings)
    tools = prepare_tools(options.tools, options.tool_choice, provider_tool=provider_tools_of(model_id))
    warnings += tools.warnings
    body = {
        "model": model_id,
        "user": own.get("user"),
        "parallel_tool_calls": own.get("parallelToolCalls"),
        "max_tokens": options.max_output_tokens,
        "temperature": options.temperature,
        "top_p": options.top_p,
        "frequency_penalty": options.frequency_penalty,
        "presence_penalty": options.presence_penalty,
        "stop": None if options.stop_sequences is None else list(options.stop_sequences),
        "seed": options.seed,
        "response_format": sent_format,
        "reasoning_format": own.get("reasoningFormat"),
        "reasoning_effort": effort,
        "service_tier": own.get("serviceTier"),
        "messages": chat_messages(options.prompt, style=GROQ_MESSAGES),
        "tools": tools.tools,
        "tool_choice": tools.tool_choice,
    }
    return without_none(body), warnings


def _reasoning_effort(options: LanguageCallOptions, own: Mapping[str, Any], warnings: list[CallWarning]) -> str | None:
    """The option, else the word for the level of the call. The level `none` sends nothing: not every model takes it."""
    if "reasoningEffort" in own:
        return own["reasoningEffort"]
    level = options.reasoning
    if not is_custom_reasoning(level) or level == "none":
        return None
    return map_reasoning_to_effort(level, _EFFORTS, warnings=warnings)
