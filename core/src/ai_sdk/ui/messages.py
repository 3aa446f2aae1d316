"""UI messages: a conversation as a user interface shows it and an application stores it.

    UIMessage("m1", "user", [TextUIPart("What is in this picture?"), FileUIPart(url, media_type="image/png")])

One message has everything that happened until the next one: an assistant's message holds all steps of an answer, each
tool call together with what became of it. `convert_to_model_messages` makes of them what a model is given, and
`ui_message_to_json` what `useChat` sends and a database keeps.

Values are frozen, and later states of a message share the JSON inside of earlier ones (inputs, outputs, data,
metadata): don't change it in place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeAlias

from ai_sdk.provider.json_values import JSONValue, ProviderMetadata

__all__ = [
    "CustomUIPart",
    "DataUIPart",
    "FileUIPart",
    "ReasoningFileUIPart",
    "ReasoningUIPart",
    "SourceDocumentUIPart",
    "SourceUrlUIPart",
    "StepStartUIPart",
    "TextUIPart",
    "ToolUIApproval",
    "ToolUIPart",
    "UIMessage",
    "UIMessagePart",
    "UIRole",
    "UIToolState",
]

UIRole: TypeAlias = Literal["system", "user", "assistant"]
UIPartState: TypeAlias = Literal["streaming", "done"]
UIToolState: TypeAlias = Literal[
    "input-streaming",
    "input-available",
    "approval-requested",
    "approval-responded",
    "output-available",
    "output-error",
    "output-denied",
]
"""What became of a tool call. Its input is being written, is there, waits for a person's word, has it; or the end."""


@dataclass(frozen=True, slots=True)
class TextUIPart:
    """Text. `state` is `streaming` while more may come."""

    type: ClassVar[Literal["text"]] = "text"
    text: str
    state: UIPartState | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ReasoningUIPart:
    """What the model thought. `id` is that of its block in the stream."""

    type: ClassVar[Literal["reasoning"]] = "reasoning"
    text: str
    id: str | None = field(default=None, kw_only=True)
    state: UIPartState | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class CustomUIPart:
    """A part that only one provider knows. `kind` is `provider.type`."""

    type: ClassVar[Literal["custom"]] = "custom"
    kind: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class SourceUrlUIPart:
    """A web page that the answer rests on."""

    type: ClassVar[Literal["source-url"]] = "source-url"
    source_id: str
    url: str
    title: str | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class SourceDocumentUIPart:
    """A document that the answer rests on."""

    type: ClassVar[Literal["source-document"]] = "source-document"
    source_id: str
    media_type: str
    title: str
    filename: str | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class FileUIPart:
    """A file: a web address or a `data:` URL.

    `provider_reference` (provider name -> the id of the file there) is what a model is given in place of the URL.
    """

    type: ClassVar[Literal["file"]] = "file"
    url: str
    media_type: str = field(kw_only=True)
    filename: str | None = field(default=None, kw_only=True)
    provider_reference: Mapping[str, str] | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ReasoningFileUIPart:
    """A file that a model made while it thought."""

    type: ClassVar[Literal["reasoning-file"]] = "reasoning-file"
    url: str
    media_type: str = field(kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class StepStartUIPart:
    """Where a step begins: a new answer of the model."""

    type: ClassVar[Literal["step-start"]] = "step-start"


@dataclass(frozen=True, slots=True)
class DataUIPart:
    """Data of the application, for its own display. Data of one name and id replace each other.

    `type` is `data-<name>`. A model never sees it unless `convert_to_model_messages` is told how (`convert_data_part`).
    """

    name: str
    data: Any
    id: str | None = field(default=None, kw_only=True)

    @property
    def type(self) -> str:
        """`data-<name>`."""
        return f"data-{self.name}"


@dataclass(frozen=True, slots=True)
class ToolUIApproval:
    """The question whether a tool may be run, and the answer; `approved` is None as long as there is none.

    `is_automatic` marks a question that a policy answers; `signature` proves that it was ours.
    """

    id: str
    approved: bool | None = field(default=None, kw_only=True)
    reason: str | None = field(default=None, kw_only=True)
    is_automatic: bool | None = field(default=None, kw_only=True)
    signature: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ToolUIPart:
    """A tool call and what became of it.

        case ToolUIPart(tool_name="weather", state="output-available", output=output): ...

    `type` is `tool-<tool_name>`, or `dynamic-tool` for tools whose types are not known beforehand (`dynamic`).
    `input` is partial while `state` is `input-streaming`. A call that is wrong has the state `output-error`, and its
    input, if it is not `dynamic`, as `raw_input`. A `preliminary` output is going to be replaced.
    """

    tool_name: str
    tool_call_id: str
    state: UIToolState
    input: Any = field(default=None, kw_only=True)
    output: Any = field(default=None, kw_only=True)
    error_text: str | None = field(default=None, kw_only=True)
    raw_input: Any = field(default=None, kw_only=True)
    approval: ToolUIApproval | None = field(default=None, kw_only=True)
    dynamic: bool = field(default=False, kw_only=True)
    title: str | None = field(default=None, kw_only=True)
    tool_metadata: Mapping[str, JSONValue] | None = field(default=None, kw_only=True)
    provider_executed: bool | None = field(default=None, kw_only=True)
    preliminary: bool | None = field(default=None, kw_only=True)
    call_provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    result_provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)

    @property
    def type(self) -> str:
        """`tool-<tool_name>` or `dynamic-tool`."""
        return "dynamic-tool" if self.dynamic else f"tool-{self.tool_name}"


UIMessagePart: TypeAlias = (
    TextUIPart
    | ReasoningUIPart
    | CustomUIPart
    | ToolUIPart
    | SourceUrlUIPart
    | SourceDocumentUIPart
    | FileUIPart
    | ReasoningFileUIPart
    | DataUIPart
    | StepStartUIPart
)


@dataclass(frozen=True, slots=True)
class UIMessage:
    """A message. `metadata` is the application's own JSON, such as times and token counts."""

    id: str
    role: UIRole
    parts: Sequence[UIMessagePart] = ()
    metadata: Any = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        # So that messages with the same parts are equal, and none changes under its owner's hands.
        object.__setattr__(self, "parts", tuple(self.parts))
