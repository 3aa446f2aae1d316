"""The body of a chat request. Pure.

chat_request(LanguageCallOptions(prompt=[UserMessage("hi")]), model_id="m", provider="acme.chat").body
# {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ai_sdk.provider import CallWarning, JSONFormat, LanguageCallOptions, ResponseFormat, UnsupportedWarning
from ai_sdk.provider_utils import BOOLEAN, STRING, object_of, optional

from ai_sdk_openai_compatible.chat.messages import MessageStyle, chat_messages
from ai_sdk_openai_compatible.chat.tools import ConvertProviderTool, prepare_tools, refuse_provider_tool
from ai_sdk_openai_compatible.options import (
    DEPRECATED_KEY,
    SHARED_KEY,
    OptionKeys,
    deprecation_warnings,
    passed_through,
    read_options,
)
from ai_sdk_openai_compatible.wire import without_none

__all__ = ["ChatRequest", "chat_request", "reasoning_effort", "response_format"]

_OPTIONS = object_of(
    {
        "user": optional(STRING),
        "reasoningEffort": optional(STRING),
        "textVerbosity": optional(STRING),
        "strictJsonSchema": optional(BOOLEAN),
    }
)
# What is computed wins over what would be passed through, also where nothing is computed.
_NOT_PASSED = frozenset(
    (
        *_OPTIONS.members,
        "reasoning_effort",
        "verbosity",
        "messages",
        "tools",
        "tool_choice",
        "stream",
        "stream_options",
    )
)
_USUAL_STYLE = MessageStyle()


@dataclass(slots=True)
class ChatRequest:
    """What is sent, what the caller should know, and the key under which metadata come back."""

    body: dict[str, Any]
    warnings: list[CallWarning]
    metadata_key: str


def chat_request(
    options: LanguageCallOptions,
    *,
    model_id: str,
    provider: str,
    supports_structured_outputs: bool = False,
    style: MessageStyle = _USUAL_STYLE,
    provider_tool: ConvertProviderTool = refuse_provider_tool,
) -> ChatRequest:
    """The body for both kinds of answer; a stream adds `stream`. `provider` is the model's label, such as `acme.chat`.

    Raises `InvalidArgumentError` for provider options of a wrong type, `UnsupportedFunctionalityError` for a prompt
    that the wire has no form for.
    """
    given = options.provider_options
    keys = OptionKeys.of(provider)
    metadata_key = keys.raw
    warnings: list[CallWarning] = []
    own: dict[str, Any] = {}
    passed: dict[str, Any] = {}
    if given:
        metadata_key = keys.metadata_key(given)
        warnings = deprecation_warnings(given, keys, has_shared_keys=True)
        own = read_options(given, (DEPRECATED_KEY, SHARED_KEY, keys.raw, keys.camel), _OPTIONS)
        passed = passed_through(given, keys, without=_NOT_PASSED)
    if options.top_k is not None:
        warnings.append(UnsupportedWarning("topK"))
    sent_format = response_format(
        options.response_format,
        supports_schema=supports_structured_outputs,
        strict=own.get("strictJsonSchema", True),
        warnings=warnings,
    )
    tools = prepare_tools(options.tools, options.tool_choice, provider_tool=provider_tool)
    warnings += tools.warnings

    body = without_none(
        {
            "model": model_id,
            "user": own.get("user"),
            "max_tokens": options.max_output_tokens,
            "temperature": options.temperature,
            "top_p": options.top_p,
            "frequency_penalty": options.frequency_penalty,
            "presence_penalty": options.presence_penalty,
            "response_format": sent_format,
            "stop": None if options.stop_sequences is None else list(options.stop_sequences),
            "seed": options.seed,
        }
    )
    body |= passed
    effort = own.get("reasoningEffort", reasoning_effort(options.reasoning))
    if effort is not None:
        body["reasoning_effort"] = effort
    if "textVerbosity" in own:
        body["verbosity"] = own["textVerbosity"]
    body["messages"] = chat_messages(options.prompt, style=style, metadata_key=metadata_key)
    if tools.tools is not None:
        body["tools"] = tools.tools
    if tools.tool_choice is not None:
        body["tool_choice"] = tools.tool_choice
    return ChatRequest(body, warnings, metadata_key)


def reasoning_effort(level: str | None) -> str | None:
    """The level as the wire has it; None for those that mean: send nothing."""
    return None if level in (None, "provider-default", "none") else level


def response_format(
    wanted: ResponseFormat | None, *, supports_schema: bool, strict: bool, warnings: list[CallWarning]
) -> dict[str, Any] | None:
    """The form of the answer that is asked for. A schema that can't be sent is left out with a warning."""
    if not isinstance(wanted, JSONFormat):
        return None
    if wanted.schema is None:
        return {"type": "json_object"}
    if not supports_schema:
        warnings.append(
            UnsupportedWarning("responseFormat", "JSON response format schema is only supported with structuredOutputs")
        )
        return {"type": "json_object"}
    schema = {
        "schema": wanted.schema,
        "strict": strict,
        "name": "response" if wanted.name is None else wanted.name,
        "description": wanted.description,
    }
    return {"type": "json_schema", "json_schema": without_none(schema)}
