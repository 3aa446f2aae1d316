"""What a model answers: content, usage, finish reason, and what is known of request and response.

Content is also what streams carry where a part comes whole, so it is not frozen: frozen values cost 2.5 times as much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from os import PathLike
from typing import ClassVar, Literal, TypeAlias

from ai_sdk.provider.core_errors import InvalidDataContentError
from ai_sdk.provider.file_data import FileBytes, FileUrl
from ai_sdk.provider.json_values import JSONObject, JSONValue, ProviderMetadata

__all__ = [
    "Content",
    "CustomContent",
    "DocumentSource",
    "FileContent",
    "FinishReason",
    "InputTokens",
    "OutputTokens",
    "ReasoningContent",
    "ReasoningFileContent",
    "RequestInfo",
    "ResponseInfo",
    "TextContent",
    "ToolApprovalRequestContent",
    "ToolCallContent",
    "ToolResultContent",
    "UnifiedFinishReason",
    "UrlSource",
    "Usage",
]


@dataclass(slots=True)
class TextContent:
    """Text that the model wrote."""

    type: ClassVar[Literal["text"]] = "text"
    text: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ReasoningContent:
    """Text that the model thought."""

    type: ClassVar[Literal["reasoning"]] = "reasoning"
    text: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


class FileAccess:
    """The data of a file in the form that is wanted. Nothing is converted before it is asked for."""

    __slots__ = ()
    data: FileBytes | FileUrl

    @property
    def bytes(self) -> bytes:
        """The file itself. Raises `InvalidDataContentError` if the model gave only a URL: fetch `url` then."""
        return self._inline().bytes()

    @property
    def base64(self) -> str:
        """The file as base64 text. Raises `InvalidDataContentError` if the model gave only a URL."""
        return self._inline().base64()

    @property
    def url(self) -> str | None:
        """Where the file is, if the model gave its URL; else None."""
        return self.data.url if isinstance(self.data, FileUrl) else None

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the file to `path`."""
        with open(path, "wb") as file:
            file.write(self.bytes)

    def _inline(self) -> FileBytes:
        if isinstance(self.data, FileUrl):
            raise InvalidDataContentError(
                f"The model gave this file as a URL, not inline: download {self.data.url!r}.", content=self.data.url
            )
        return self.data


@dataclass(slots=True)
class FileContent(FileAccess):
    """A file that the model made: `bytes`, `base64`, `url`, `save(path)`."""

    type: ClassVar[Literal["file"]] = "file"
    data: FileBytes | FileUrl
    media_type: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ReasoningFileContent(FileAccess):
    """A file that the model made while it thought."""

    type: ClassVar[Literal["reasoning-file"]] = "reasoning-file"
    data: FileBytes | FileUrl
    media_type: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class CustomContent:
    """Content that only one provider knows. `kind` is `provider.type`."""

    type: ClassVar[Literal["custom"]] = "custom"
    kind: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class UrlSource:
    """A web page that the answer rests on."""

    type: ClassVar[Literal["source"]] = "source"
    source_type: ClassVar[Literal["url"]] = "url"
    id: str
    url: str
    title: str | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class DocumentSource:
    """A document that the answer rests on."""

    type: ClassVar[Literal["source"]] = "source"
    source_type: ClassVar[Literal["document"]] = "document"
    id: str
    media_type: str
    title: str
    filename: str | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolCallContent:
    """A tool call as the model wrote it. `input` is the JSON text, exactly as it came; empty means no arguments.

    `dynamic` marks tools that the provider brought itself and that the caller did not define.
    """

    type: ClassVar[Literal["tool-call"]] = "tool-call"
    tool_call_id: str
    tool_name: str
    input: str
    provider_executed: bool | None = field(default=None, kw_only=True)
    dynamic: bool | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolResultContent:
    """The result of a tool that the provider ran. Preliminary results replace each other; a final one follows."""

    type: ClassVar[Literal["tool-result"]] = "tool-result"
    tool_call_id: str
    tool_name: str
    result: JSONValue
    is_error: bool | None = field(default=None, kw_only=True)
    preliminary: bool | None = field(default=None, kw_only=True)
    dynamic: bool | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolApprovalRequestContent:
    """The provider asks whether it may run a tool of its own."""

    type: ClassVar[Literal["tool-approval-request"]] = "tool-approval-request"
    approval_id: str
    tool_call_id: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


Content: TypeAlias = (
    TextContent
    | ReasoningContent
    | FileContent
    | ReasoningFileContent
    | CustomContent
    | UrlSource
    | DocumentSource
    | ToolCallContent
    | ToolResultContent
    | ToolApprovalRequestContent
)

UnifiedFinishReason: TypeAlias = Literal["stop", "length", "content-filter", "tool-calls", "error", "other"]


@dataclass(frozen=True, slots=True)
class FinishReason:
    """Why the model stopped: the word that all providers share, and the provider's own."""

    unified: UnifiedFinishReason
    raw: str | None = None


@dataclass(slots=True)
class InputTokens:
    """Tokens of the prompt. `total` = `no_cache` + `cache_read` + `cache_write`, as far as the provider tells."""

    total: int | None = None
    no_cache: int | None = None
    cache_read: int | None = None
    cache_write: int | None = None


@dataclass(slots=True)
class OutputTokens:
    """Tokens of the answer. `total` = `text` + `reasoning`, as far as the provider tells."""

    total: int | None = None
    text: int | None = None
    reasoning: int | None = None


@dataclass(slots=True)
class Usage:
    """Tokens of one model call. `raw` is the provider's own account, unchanged. `Usage()` says nothing is known."""

    input_tokens: InputTokens = field(default_factory=InputTokens)
    output_tokens: OutputTokens = field(default_factory=OutputTokens)
    raw: JSONObject | None = None


@dataclass(slots=True)
class RequestInfo:
    """What was sent. `body` is the JSON text or the object, whichever the provider has at hand."""

    body: JSONValue = None


@dataclass(slots=True)
class ResponseInfo:
    """What is known of a response. `body` is the parsed JSON before any check, unknown fields included."""

    id: str | None = None
    timestamp: datetime | None = None
    model_id: str | None = None
    headers: Mapping[str, str] | None = None
    body: JSONValue = None
