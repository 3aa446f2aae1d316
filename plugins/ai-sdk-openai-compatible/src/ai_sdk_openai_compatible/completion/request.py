"""The body of a completion request. Pure."""

from __future__ import annotations

from typing import Any

from ai_sdk.provider import CallWarning, LanguageCallOptions, TextFormat, UnsupportedWarning
from ai_sdk.provider_utils import BOOLEAN, NUMBER, STRING, mapping_of, object_of, optional

from ai_sdk_openai_compatible.completion.prompt import STOP_SEQUENCES, completion_prompt
from ai_sdk_openai_compatible.options import OptionKeys, deprecation_warnings, passed_through, read_options
from ai_sdk_openai_compatible.wire import without_none

__all__ = ["completion_request"]

_OPTIONS = object_of(
    {
        "echo": optional(BOOLEAN),
        "logitBias": optional(mapping_of(NUMBER)),
        "suffix": optional(STRING),
        "user": optional(STRING),
    }
)


def completion_request(
    options: LanguageCallOptions, *, model_id: str, provider: str
) -> tuple[dict[str, Any], list[CallWarning]]:
    """The body, to which a stream adds `stream`, and the warnings.

    Raises `InvalidArgumentError` for provider options of a wrong type, and what `completion_prompt` raises.
    """
    given = options.provider_options or {}
    keys = OptionKeys.of(provider)
    warnings = deprecation_warnings(given, keys, has_shared_keys=False)
    own = read_options(given, (keys.raw, keys.camel), _OPTIONS)
    warnings += _unsupported(options)
    body = without_none(
        {
            "model": model_id,
            "echo": own.get("echo"),
            "logit_bias": own.get("logitBias"),
            "suffix": own.get("suffix"),
            "user": own.get("user"),
            "max_tokens": options.max_output_tokens,
            "temperature": options.temperature,
            "top_p": options.top_p,
            "frequency_penalty": options.frequency_penalty,
            "presence_penalty": options.presence_penalty,
            "seed": options.seed,
        }
    )
    body |= passed_through(given, keys)
    for name in ("stream", "stream_options"):
        body.pop(name, None)
    body["prompt"] = completion_prompt(options.prompt)
    body["stop"] = [*STOP_SEQUENCES, *(options.stop_sequences or ())]
    return body, warnings


def _unsupported(options: LanguageCallOptions) -> list[CallWarning]:
    warnings: list[CallWarning] = []
    if options.top_k is not None:
        warnings.append(UnsupportedWarning("topK"))
    if options.tools:
        warnings.append(UnsupportedWarning("tools"))
    if options.tool_choice is not None:
        warnings.append(UnsupportedWarning("toolChoice"))
    if options.response_format is not None and not isinstance(options.response_format, TextFormat):
        warnings.append(UnsupportedWarning("responseFormat", "JSON response format is not supported."))
    return warnings
