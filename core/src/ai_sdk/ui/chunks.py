"""UI message chunks: what a UI message stream is made of, and what `useChat` builds its messages from.

    writer.write(DataChunk("weather", {"city": "Oslo"}, id="w1"))

Order: `StartChunk`; for each step `StartStepChunk`, its blocks (start, deltas and end with one id; blocks may
interleave), tool calls and whole parts, `FinishStepChunk`; last `FinishChunk`. `ErrorChunk` and `AbortChunk` may come
anywhere.

They are slotted and not frozen: one is made for each piece of text. Fields stand in the order of the wire.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeAlias

from ai_sdk.provider.content import UnifiedFinishReason
from ai_sdk.provider.json_values import JSONValue, ProviderMetadata

__all__ = [
    "AbortChunk",
    "CustomChunk",
    "DataChunk",
    "ErrorChunk",
    "FileChunk",
    "FinishChunk",
    "FinishStepChunk",
    "MessageMetadataChunk",
    "ReasoningDeltaChunk",
    "ReasoningEndChunk",
    "ReasoningFileChunk",
    "ReasoningStartChunk",
    "ResetStepChunk",
    "SourceDocumentChunk",
    "SourceUrlChunk",
    "StartChunk",
    "StartStepChunk",
    "TextDeltaChunk",
    "TextEndChunk",
    "TextStartChunk",
    "ToolApprovalRequestChunk",
    "ToolApprovalResponseChunk",
    "ToolInputAvailableChunk",
    "ToolInputDeltaChunk",
    "ToolInputErrorChunk",
    "ToolInputStartChunk",
    "ToolOutputAvailableChunk",
    "ToolOutputDeniedChunk",
    "ToolOutputErrorChunk",
    "UIMessageChunk",
]


@dataclass(slots=True)
class StartChunk:
    """Once, first. The id becomes the message's; the metadata is merged into its metadata."""

    type: ClassVar[Literal["start"]] = "start"
    message_metadata: Any = field(default=None, kw_only=True)
    message_id: str | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class StartStepChunk:
    """A step begins. The message gets a `StepStartUIPart`."""

    type: ClassVar[Literal["start-step"]] = "start-step"


@dataclass(slots=True)
class FinishStepChunk:
    """A step is done, its tools included."""

    type: ClassVar[Literal["finish-step"]] = "finish-step"


@dataclass(slots=True)
class ResetStepChunk:
    """Takes back everything since the last step began, for a step that is done again."""

    type: ClassVar[Literal["reset-step"]] = "reset-step"


@dataclass(slots=True)
class TextStartChunk:
    """A block of text begins."""

    type: ClassVar[Literal["text-start"]] = "text-start"
    id: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class TextDeltaChunk:
    """A piece of a block of text."""

    type: ClassVar[Literal["text-delta"]] = "text-delta"
    id: str
    delta: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class TextEndChunk:
    """A block of text is complete."""

    type: ClassVar[Literal["text-end"]] = "text-end"
    id: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ReasoningStartChunk:
    """A block of reasoning begins."""

    type: ClassVar[Literal["reasoning-start"]] = "reasoning-start"
    id: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ReasoningDeltaChunk:
    """A piece of a block of reasoning."""

    type: ClassVar[Literal["reasoning-delta"]] = "reasoning-delta"
    id: str
    delta: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ReasoningEndChunk:
    """A block of reasoning is complete."""

    type: ClassVar[Literal["reasoning-end"]] = "reasoning-end"
    id: str
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ToolInputStartChunk:
    """The model begins to write the input of a tool call."""

    type: ClassVar[Literal["tool-input-start"]] = "tool-input-start"
    tool_call_id: str
    tool_name: str
    provider_executed: bool | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    tool_metadata: Mapping[str, JSONValue] | None = field(default=None, kw_only=True)
    dynamic: bool | None = field(default=None, kw_only=True)
    title: str | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolInputDeltaChunk:
    """A piece of the JSON text of a tool call's input."""

    type: ClassVar[Literal["tool-input-delta"]] = "tool-input-delta"
    tool_call_id: str
    input_text_delta: str


@dataclass(slots=True)
class ToolInputAvailableChunk:
    """A tool call is complete."""

    type: ClassVar[Literal["tool-input-available"]] = "tool-input-available"
    tool_call_id: str
    tool_name: str
    input: JSONValue = None
    provider_executed: bool | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    tool_metadata: Mapping[str, JSONValue] | None = field(default=None, kw_only=True)
    dynamic: bool | None = field(default=None, kw_only=True)
    title: str | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolInputErrorChunk:
    """A tool call is complete and wrong: no such tool, or an input that its schema refuses."""

    type: ClassVar[Literal["tool-input-error"]] = "tool-input-error"
    tool_call_id: str
    tool_name: str
    input: JSONValue = None
    provider_executed: bool | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    tool_metadata: Mapping[str, JSONValue] | None = field(default=None, kw_only=True)
    dynamic: bool | None = field(default=None, kw_only=True)
    error_text: str = field(kw_only=True)
    title: str | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolApprovalRequestChunk:
    """A call waits for a word before it is run."""

    type: ClassVar[Literal["tool-approval-request"]] = "tool-approval-request"
    approval_id: str
    tool_call_id: str
    is_automatic: bool | None = field(default=None, kw_only=True)
    signature: str | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolApprovalResponseChunk:
    """The word on a call."""

    type: ClassVar[Literal["tool-approval-response"]] = "tool-approval-response"
    approval_id: str
    approved: bool
    reason: str | None = field(default=None, kw_only=True)
    provider_executed: bool | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolOutputAvailableChunk:
    """What a tool gave back. A preliminary output is replaced by the next one of its call."""

    type: ClassVar[Literal["tool-output-available"]] = "tool-output-available"
    tool_call_id: str
    output: JSONValue
    provider_executed: bool | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    tool_metadata: Mapping[str, JSONValue] | None = field(default=None, kw_only=True)
    preliminary: bool | None = field(default=None, kw_only=True)
    dynamic: bool | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolOutputErrorChunk:
    """A tool failed."""

    type: ClassVar[Literal["tool-output-error"]] = "tool-output-error"
    tool_call_id: str
    error_text: str
    provider_executed: bool | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    tool_metadata: Mapping[str, JSONValue] | None = field(default=None, kw_only=True)
    dynamic: bool | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolOutputDeniedChunk:
    """A call that a person has said no to."""

    type: ClassVar[Literal["tool-output-denied"]] = "tool-output-denied"
    tool_call_id: str


@dataclass(slots=True)
class SourceUrlChunk:
    """A web page that the answer rests on."""

    type: ClassVar[Literal["source-url"]] = "source-url"
    source_id: str
    url: str
    title: str | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class SourceDocumentChunk:
    """A document that the answer rests on."""

    type: ClassVar[Literal["source-document"]] = "source-document"
    source_id: str
    media_type: str
    title: str
    filename: str | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class FileChunk:
    """A file that the model made: a web address or a `data:` URL."""

    type: ClassVar[Literal["file"]] = "file"
    media_type: str = field(kw_only=True)
    url: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ReasoningFileChunk:
    """A file that the model made while it thought."""

    type: ClassVar[Literal["reasoning-file"]] = "reasoning-file"
    media_type: str = field(kw_only=True)
    url: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class CustomChunk:
    """A part that only one provider knows. `kind` is `provider.type`."""

    type: ClassVar[Literal["custom"]] = "custom"
    kind: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class DataChunk:
    """Data of the application; its `type` is `data-<name>`. Data of one name and id replace each other.

    `transient` data is shown to the client's `onData` and is never part of the message. Anything with a JSON form will
    do: models, dataclasses and times too.
    """

    name: str
    data: Any
    id: str | None = field(default=None, kw_only=True)
    transient: bool | None = field(default=None, kw_only=True)

    @property
    def type(self) -> str:
        """`data-<name>`."""
        return f"data-{self.name}"


@dataclass(slots=True)
class MessageMetadataChunk:
    """Metadata of the message, merged into what it has: mappings deeply, everything else is replaced."""

    type: ClassVar[Literal["message-metadata"]] = "message-metadata"
    message_metadata: JSONValue


@dataclass(slots=True)
class ErrorChunk:
    """Something went wrong. The text is shown to the user: it must not give away anything of the server."""

    type: ClassVar[Literal["error"]] = "error"
    error_text: str


@dataclass(slots=True)
class AbortChunk:
    """The answer was stopped."""

    type: ClassVar[Literal["abort"]] = "abort"
    reason: str | None = None


@dataclass(slots=True)
class FinishChunk:
    """Everything is done."""

    type: ClassVar[Literal["finish"]] = "finish"
    finish_reason: UnifiedFinishReason | None = field(default=None, kw_only=True)
    message_metadata: Any = field(default=None, kw_only=True)


UIMessageChunk: TypeAlias = (
    StartChunk
    | StartStepChunk
    | FinishStepChunk
    | ResetStepChunk
    | TextStartChunk
    | TextDeltaChunk
    | TextEndChunk
    | ReasoningStartChunk
    | ReasoningDeltaChunk
    | ReasoningEndChunk
    | ToolInputStartChunk
    | ToolInputDeltaChunk
    | ToolInputAvailableChunk
    | ToolInputErrorChunk
    | ToolApprovalRequestChunk
    | ToolApprovalResponseChunk
    | ToolOutputAvailableChunk
    | ToolOutputErrorChunk
    | ToolOutputDeniedChunk
    | SourceUrlChunk
    | SourceDocumentChunk
    | FileChunk
    | ReasoningFileChunk
    | CustomChunk
    | DataChunk
    | MessageMetadataChunk
    | ErrorChunk
    | AbortChunk
    | FinishChunk
)
