"""What a model's stream is made of, in order.

`StreamStart`, then `ResponseMetadata` as soon as it is known, then blocks (start, deltas, end with one id; blocks may
interleave), whole content parts, and one `Finish` at the end. `ErrorPart` may come anywhere and more than once.

These are slotted and not frozen: one is made for each chunk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Literal, TypeAlias

from ai_sdk.provider.content import (
    CustomContent,
    DocumentSource,
    FileContent,
    FinishReason,
    ReasoningFileContent,
    ToolApprovalRequestContent,
    ToolCallContent,
    ToolResultContent,
    UrlSource,
    Usage,
)
from ai_sdk.provider.json_values import JSONValue, ProviderMetadata
from ai_sdk.provider.warnings import CallWarning

__all__ = [
    "ErrorPart",
    "Finish",
    "RawPart",
    "ReasoningDelta",
    "ReasoningEnd",
    "ReasoningStart",
    "ResponseMetadata",
    "StreamPart",
    "StreamStart",
    "TextDelta",
    "TextEnd",
    "TextStart",
    "ToolInputDelta",
    "ToolInputEnd",
    "ToolInputStart",
]


@dataclass(slots=True)
class StreamStart:
    """Once, first (only raw parts may come before it)."""

    type: ClassVar[Literal["stream-start"]] = "stream-start"
    warnings: Sequence[CallWarning] = ()


@dataclass(slots=True)
class ResponseMetadata:
    """What is known of the response so far. May come again; later values win over earlier ones."""

    type: ClassVar[Literal["response-metadata"]] = "response-metadata"
    id: str | None = None
    timestamp: datetime | None = None
    model_id: str | None = None


@dataclass(slots=True)
class TextStart:
    """A block of text begins. `id` is unique among the text blocks of the call."""

    type: ClassVar[Literal["text-start"]] = "text-start"
    id: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class TextDelta:
    """A piece of a block of text."""

    type: ClassVar[Literal["text-delta"]] = "text-delta"
    id: str
    text: str = field(metadata={"json": "delta"})
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class TextEnd:
    """A block of text is complete."""

    type: ClassVar[Literal["text-end"]] = "text-end"
    id: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ReasoningStart:
    """A block of reasoning begins. `id` is unique among the reasoning blocks of the call."""

    type: ClassVar[Literal["reasoning-start"]] = "reasoning-start"
    id: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ReasoningDelta:
    """A piece of a block of reasoning."""

    type: ClassVar[Literal["reasoning-delta"]] = "reasoning-delta"
    id: str
    text: str = field(metadata={"json": "delta"})
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ReasoningEnd:
    """A block of reasoning is complete."""

    type: ClassVar[Literal["reasoning-end"]] = "reasoning-end"
    id: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ToolInputStart:
    """The model begins to write the input of a tool call. `id` is the id of the call."""

    type: ClassVar[Literal["tool-input-start"]] = "tool-input-start"
    id: str
    tool_name: str
    provider_executed: bool | None = None
    dynamic: bool | None = None
    title: str | None = None
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ToolInputDelta:
    """A piece of the JSON text of a tool call's input."""

    type: ClassVar[Literal["tool-input-delta"]] = "tool-input-delta"
    id: str
    delta: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ToolInputEnd:
    """The input of a tool call is complete; the whole call follows as `ToolCallContent`."""

    type: ClassVar[Literal["tool-input-end"]] = "tool-input-end"
    id: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class Finish:
    """Once, last."""

    type: ClassVar[Literal["finish"]] = "finish"
    finish_reason: FinishReason
    usage: Usage
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class RawPart:
    """A chunk as the provider sent it. Only if the call options ask for raw chunks."""

    type: ClassVar[Literal["raw"]] = "raw"
    raw_value: JSONValue


@dataclass(slots=True)
class ErrorPart:
    """Something went wrong within the stream; the stream may go on. `error` is an exception or the provider's JSON."""

    type: ClassVar[Literal["error"]] = "error"
    error: Any


StreamPart: TypeAlias = (
    StreamStart
    | ResponseMetadata
    | TextStart
    | TextDelta
    | TextEnd
    | ReasoningStart
    | ReasoningDelta
    | ReasoningEnd
    | ToolInputStart
    | ToolInputDelta
    | ToolInputEnd
    | ToolCallContent
    | ToolResultContent
    | ToolApprovalRequestContent
    | FileContent
    | ReasoningFileContent
    | CustomContent
    | UrlSource
    | DocumentSource
    | Finish
    | RawPart
    | ErrorPart
)
