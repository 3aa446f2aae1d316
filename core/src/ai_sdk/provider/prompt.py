"""The prompt: messages and their parts.

    [UserMessage("What is in this picture?")]
    [UserMessage([TextPart("What is in this picture?"), FilePart(Path("cat.png"))])]

A user builds these; the core brings them into their standard form (data as `FileData`, URLs downloaded that the model
can't fetch, no empty parts) and gives them to the model. `parts` is always a sequence, also where `content` is a text.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from os import PathLike, fspath
from typing import ClassVar, Literal, TypeAlias

from ai_sdk.provider.core_errors import InvalidDataContentError
from ai_sdk.provider.file_data import FileBytes, FileData, FileInput, FileUrl, as_file_data
from ai_sdk.provider.json_values import JSONValue, ProviderOptions

__all__ = [
    "AssistantMessage",
    "AssistantPart",
    "ContentOutput",
    "ContentOutputItem",
    "CustomOutputItem",
    "CustomPart",
    "ErrorJSONOutput",
    "ErrorTextOutput",
    "ExecutionDeniedOutput",
    "FilePart",
    "JSONOutput",
    "Message",
    "Prompt",
    "ReasoningFilePart",
    "ReasoningPart",
    "SystemMessage",
    "TextOutput",
    "TextPart",
    "ToolApprovalRequestPart",
    "ToolApprovalResponsePart",
    "ToolCallPart",
    "ToolMessage",
    "ToolOutput",
    "ToolPart",
    "ToolResultPart",
    "UserMessage",
    "UserPart",
]


@dataclass(frozen=True, slots=True)
class TextPart:
    """Text."""

    type: ClassVar[Literal["text"]] = "text"
    text: str
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True, init=False)
class FilePart:
    """A file: image, audio, video, document.

    `data` takes what `as_file_data` takes. `media_type` is a full type (`image/png`), a top-level type alone (`image`)
    or a wildcard (`image/*`); for a path it is guessed from the name if it is not given.
    """

    type: ClassVar[Literal["file"]] = "file"
    data: FileData = field(metadata={"decode": as_file_data})
    media_type: str
    filename: str | None = None
    provider_options: ProviderOptions | None = None

    def __init__(
        self,
        data: FileInput,
        media_type: str | None = None,
        *,
        filename: str | None = None,
        provider_options: ProviderOptions | None = None,
    ) -> None:
        if isinstance(data, PathLike):
            media_type = media_type or mimetypes.guess_type(fspath(data))[0] or "application/octet-stream"
        if media_type is None:
            raise TypeError("FilePart needs a media_type such as 'image/png' (or a path, whose name tells it)")
        set_attribute = object.__setattr__
        set_attribute(self, "data", as_file_data(data))
        set_attribute(self, "media_type", media_type)
        set_attribute(self, "filename", filename)
        set_attribute(self, "provider_options", provider_options)


@dataclass(frozen=True, slots=True)
class ReasoningPart:
    """What a model thought, given back to it."""

    type: ClassVar[Literal["reasoning"]] = "reasoning"
    text: str
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


def _bytes_or_url(value: FileInput) -> FileBytes | FileUrl:
    data = as_file_data(value)
    if isinstance(data, (FileBytes, FileUrl)):
        return data
    raise InvalidDataContentError(
        f"A file of the reasoning is given inline or by its URL, not as {data.type}.", content=value
    )


@dataclass(frozen=True, slots=True)
class ReasoningFilePart:
    """A file that a model made while it thought, given back to it."""

    type: ClassVar[Literal["reasoning-file"]] = "reasoning-file"
    data: FileBytes | FileUrl = field(metadata={"decode": _bytes_or_url})
    media_type: str
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class CustomPart:
    """A part that only one provider knows. `kind` is `provider.type`."""

    type: ClassVar[Literal["custom"]] = "custom"
    kind: str
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ToolCallPart:
    """A tool call that a model made. `input` is the parsed value, not its JSON text."""

    type: ClassVar[Literal["tool-call"]] = "tool-call"
    tool_call_id: str
    tool_name: str
    input: JSONValue
    provider_executed: bool | None = field(default=None, kw_only=True)
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class TextOutput:
    """A tool's result as text."""

    type: ClassVar[Literal["text"]] = "text"
    value: str
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class JSONOutput:
    """A tool's result as JSON."""

    type: ClassVar[Literal["json"]] = "json"
    value: JSONValue
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ErrorTextOutput:
    """A tool's failure as text."""

    type: ClassVar[Literal["error-text"]] = "error-text"
    value: str
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ErrorJSONOutput:
    """A tool's failure as JSON."""

    type: ClassVar[Literal["error-json"]] = "error-json"
    value: JSONValue
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ExecutionDeniedOutput:
    """The tool was not run because somebody said no."""

    type: ClassVar[Literal["execution-denied"]] = "execution-denied"
    reason: str | None = None
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class CustomOutputItem:
    """An item of a tool's result that only one provider knows: everything is in its provider options."""

    type: ClassVar[Literal["custom"]] = "custom"
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


ContentOutputItem: TypeAlias = TextPart | FilePart | CustomOutputItem


@dataclass(frozen=True, slots=True)
class ContentOutput:
    """A tool's result as a list of texts and files."""

    type: ClassVar[Literal["content"]] = "content"
    value: Sequence[ContentOutputItem]
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


ToolOutput: TypeAlias = (
    TextOutput | JSONOutput | ErrorTextOutput | ErrorJSONOutput | ExecutionDeniedOutput | ContentOutput
)


@dataclass(frozen=True, slots=True)
class ToolResultPart:
    """The result of a tool call."""

    type: ClassVar[Literal["tool-result"]] = "tool-result"
    tool_call_id: str
    tool_name: str
    output: ToolOutput
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ToolApprovalRequestPart:
    """A call that waits for a person's word. The core removes it before a model sees the prompt.

    `is_automatic` marks a request that a policy answered; `signature` proves that the request was ours.
    """

    type: ClassVar[Literal["tool-approval-request"]] = "tool-approval-request"
    approval_id: str
    tool_call_id: str
    is_automatic: bool | None = field(default=None, kw_only=True)
    signature: str | None = field(default=None, kw_only=True)
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ToolApprovalResponsePart:
    """A person's or a policy's word on a call. A model sees it only for tools that its provider runs."""

    type: ClassVar[Literal["tool-approval-response"]] = "tool-approval-response"
    approval_id: str
    approved: bool
    reason: str | None = field(default=None, kw_only=True)
    provider_executed: bool | None = field(default=None, kw_only=True)
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


UserPart: TypeAlias = TextPart | FilePart
AssistantPart: TypeAlias = (
    TextPart
    | FilePart
    | CustomPart
    | ReasoningPart
    | ReasoningFilePart
    | ToolCallPart
    | ToolResultPart
    | ToolApprovalRequestPart
)
ToolPart: TypeAlias = ToolResultPart | ToolApprovalResponsePart


@dataclass(frozen=True, slots=True)
class SystemMessage:
    """Instructions to the model."""

    role: ClassVar[Literal["system"]] = "system"
    content: str
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class UserMessage:
    """What the user says. A model is always given a sequence of parts; read `parts`."""

    role: ClassVar[Literal["user"]] = "user"
    content: str | Sequence[UserPart]
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)

    @property
    def parts(self) -> Sequence[UserPart]:
        """The content as parts: a text is one `TextPart`."""
        return (TextPart(self.content),) if isinstance(self.content, str) else self.content


@dataclass(frozen=True, slots=True)
class AssistantMessage:
    """What the model said. A model is always given a sequence of parts; read `parts`."""

    role: ClassVar[Literal["assistant"]] = "assistant"
    content: str | Sequence[AssistantPart]
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)

    @property
    def parts(self) -> Sequence[AssistantPart]:
        """The content as parts: a text is one `TextPart`."""
        return (TextPart(self.content),) if isinstance(self.content, str) else self.content


@dataclass(frozen=True, slots=True)
class ToolMessage:
    """What tools answered, and what people said about running them."""

    role: ClassVar[Literal["tool"]] = "tool"
    content: Sequence[ToolPart]
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)

    @property
    def parts(self) -> Sequence[ToolPart]:
        """The same as `content`, so that every message with parts has `parts`."""
        return self.content


Message: TypeAlias = SystemMessage | UserMessage | AssistantMessage | ToolMessage
Prompt: TypeAlias = Sequence[Message]
