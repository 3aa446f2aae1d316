"""Provider options of Groq: typed objects for the caller, and the shapes that raw ones must have.

    await generate_text("groq:qwen/qwen3-32b", "hi", provider_options=[GroqOptions(reasoning_format="parsed")])
    await generate_text("groq:qwen/qwen3-32b", "hi", provider_options={"groq": {"reasoning_format": "parsed"}})

Raw options may be in snake_case or camelCase. What Groq's API has and this file has not is left out of the request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from ai_sdk.provider import JSONValue
from ai_sdk.provider_utils import (
    BOOLEAN,
    NUMBER,
    STRING,
    Shape,
    ShapeError,
    list_of,
    nullish,
    object_of,
    one_of,
    optional,
)

__all__ = ["CHAT_OPTIONS", "TRANSCRIPTION_OPTIONS", "GroqOptions", "GroqTranscriptionOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroqOptions:
    """Options of a chat call.

    reasoning_format: where the reasoning goes: `parsed` apart from the text, `raw` within it, `hidden` nowhere.
    reasoning_effort: wins over `reasoning` of the call, and is the way to send `none`.
    parallel_tool_calls: whether one answer may hold several tool calls.
    user: an id of your end user, for Groq to watch for misuse.
    structured_outputs: False sends no JSON schema but only the wish for JSON. True by default.
    strict_json_schema: whether the answer must keep to the schema exactly. True by default.
    service_tier: `on_demand`, `flex`, `performance` or `auto`.
    """

    provider: ClassVar[str] = "groq"
    reasoning_format: Literal["parsed", "raw", "hidden"] | None = None
    reasoning_effort: Literal["none", "default", "low", "medium", "high"] | None = None
    parallel_tool_calls: bool | None = None
    user: str | None = None
    structured_outputs: bool | None = None
    strict_json_schema: bool | None = None
    service_tier: Literal["on_demand", "performance", "flex", "auto"] | None = None

    def to_json(self) -> dict[str, JSONValue]:
        """The options as a mapping of raw ones."""
        return _given(
            {
                "reasoningFormat": self.reasoning_format,
                "reasoningEffort": self.reasoning_effort,
                "parallelToolCalls": self.parallel_tool_calls,
                "user": self.user,
                "structuredOutputs": self.structured_outputs,
                "strictJsonSchema": self.strict_json_schema,
                "serviceTier": self.service_tier,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GroqTranscriptionOptions:
    """Options of a transcription.

    language: of the audio, as ISO 639-1 (`en`), which makes the answer better and sooner.
    prompt: how names and rare words are spelled.
    response_format: `json`, `verbose_json` (with segments, language and duration) or `text`.
    temperature: 0 to 1.
    timestamp_granularities: `segment`, `word`; needs `verbose_json`.
    """

    provider: ClassVar[str] = "groq"
    language: str | None = None
    prompt: str | None = None
    response_format: str | None = None
    temperature: float | None = None
    timestamp_granularities: Sequence[str] | None = None

    def to_json(self) -> dict[str, JSONValue]:
        """The options as a mapping of raw ones."""
        granularities = self.timestamp_granularities
        return _given(
            {
                "language": self.language,
                "prompt": self.prompt,
                "responseFormat": self.response_format,
                "temperature": self.temperature,
                "timestampGranularities": None if granularities is None else list(granularities),
            }
        )


def _given(options: dict[str, JSONValue]) -> dict[str, JSONValue]:
    return {name: value for name, value in options.items() if value is not None}


# Shapes of raw options


def _zero_to_one(value: Any) -> Any:
    if 0 <= NUMBER(value) <= 1:
        return value
    raise ShapeError("a number from 0 to 1", value)


CHAT_OPTIONS: Final = object_of(
    {
        "reasoningFormat": optional(one_of("parsed", "raw", "hidden")),
        "reasoningEffort": optional(one_of("none", "default", "low", "medium", "high")),
        "parallelToolCalls": optional(BOOLEAN),
        "user": optional(STRING),
        "structuredOutputs": optional(BOOLEAN),
        "strictJsonSchema": optional(BOOLEAN),
        "serviceTier": optional(one_of("on_demand", "performance", "flex", "auto")),
    }
)

TRANSCRIPTION_OPTIONS: Final = object_of(
    {
        "language": nullish(STRING),
        "prompt": nullish(STRING),
        "responseFormat": nullish(STRING),
        "temperature": nullish(Shape(_zero_to_one)),
        "timestampGranularities": nullish(list_of(STRING)),
    }
)
