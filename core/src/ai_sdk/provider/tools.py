"""Tools as a model is told of them, the choice among them, and the form that an answer must have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeAlias

from ai_sdk.provider.json_values import JSONObject, JSONValue, ProviderOptions

__all__ = [
    "AutoToolChoice",
    "FunctionTool",
    "JSONFormat",
    "ModelTool",
    "NamedToolChoice",
    "NoToolChoice",
    "ProviderTool",
    "ReasoningLevel",
    "RequiredToolChoice",
    "ResponseFormat",
    "TextFormat",
    "ToolChoice",
    "ToolInputExample",
]


@dataclass(frozen=True, slots=True)
class ToolInputExample:
    """An example of a tool's input."""

    input: JSONObject


@dataclass(frozen=True, slots=True)
class FunctionTool:
    """A tool that the caller runs. `input_schema` is JSON Schema, draft 7."""

    type: ClassVar[Literal["function"]] = "function"
    name: str
    input_schema: JSONObject
    description: str | None = None
    input_examples: Sequence[ToolInputExample] | None = field(default=None, kw_only=True)
    strict: bool | None = field(default=None, kw_only=True)
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ProviderTool:
    """A tool that a provider defines. `id` is `provider.tool`, `name` the caller's word for it, `args` its settings."""

    type: ClassVar[Literal["provider"]] = "provider"
    id: str
    name: str
    args: Mapping[str, JSONValue]


ModelTool: TypeAlias = FunctionTool | ProviderTool


@dataclass(frozen=True, slots=True)
class AutoToolChoice:
    """The model decides."""

    type: ClassVar[Literal["auto"]] = "auto"


@dataclass(frozen=True, slots=True)
class NoToolChoice:
    """The model must not call a tool."""

    type: ClassVar[Literal["none"]] = "none"


@dataclass(frozen=True, slots=True)
class RequiredToolChoice:
    """The model must call some tool."""

    type: ClassVar[Literal["required"]] = "required"


@dataclass(frozen=True, slots=True)
class NamedToolChoice:
    """The model must call this tool."""

    type: ClassVar[Literal["tool"]] = "tool"
    tool_name: str


ToolChoice: TypeAlias = AutoToolChoice | NoToolChoice | RequiredToolChoice | NamedToolChoice


@dataclass(frozen=True, slots=True)
class TextFormat:
    """The answer is text."""

    type: ClassVar[Literal["text"]] = "text"


@dataclass(frozen=True, slots=True)
class JSONFormat:
    """The answer is JSON, of this JSON Schema (draft 7) if one is given."""

    type: ClassVar[Literal["json"]] = "json"
    schema: JSONObject | None = None
    name: str | None = None
    description: str | None = None


ResponseFormat: TypeAlias = TextFormat | JSONFormat

ReasoningLevel: TypeAlias = Literal["provider-default", "none", "minimal", "low", "medium", "high", "xhigh"]
"""How much the model thinks. None and `provider-default` both mean: nothing is sent."""
