"""Tool calls and what became of them, as content of a step and as events of a stream.

These differ from the model's own (`ToolCallContent` and its like): the input is parsed and checked, results carry it
along, and calls of our own tools are here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from ai_sdk.provider.json_values import JSONValue, ProviderMetadata

__all__ = [
    "ToolApprovalRequest",
    "ToolApprovalResponse",
    "ToolCall",
    "ToolError",
    "ToolInputBegin",
    "ToolOutputDenied",
    "ToolResult",
]


@dataclass(slots=True)
class ToolInputBegin:
    """The model begins to write the input of a tool call. `id` is the id of the call.

    `dynamic` marks tools whose types are not known beforehand.
    """

    type: ClassVar[Literal["tool-input-start"]] = "tool-input-start"
    id: str
    tool_name: str
    provider_executed: bool | None = None
    dynamic: bool | None = None
    title: str | None = None
    tool_metadata: Mapping[str, JSONValue] | None = None
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class ToolCall:
    """A tool call. `input` is what the tool's schema made of the model's JSON.

    An invalid call names a tool that is not there or has an input that its schema refuses: `error` says which, and
    `input` is the parsed JSON, or the raw text if it is none. The model is told, and may try again.
    """

    type: ClassVar[Literal["tool-call"]] = "tool-call"
    tool_call_id: str
    tool_name: str
    input: Any
    provider_executed: bool | None = field(default=None, kw_only=True)
    dynamic: bool | None = field(default=None, kw_only=True)
    invalid: bool | None = field(default=None, kw_only=True)
    error: Exception | None = field(default=None, kw_only=True)
    title: str | None = field(default=None, kw_only=True)
    tool_metadata: Mapping[str, JSONValue] | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolResult:
    """What a tool gave back. A preliminary result is replaced by the next one of its call."""

    type: ClassVar[Literal["tool-result"]] = "tool-result"
    tool_call_id: str
    tool_name: str
    input: Any
    output: Any
    preliminary: bool | None = field(default=None, kw_only=True)
    provider_executed: bool | None = field(default=None, kw_only=True)
    dynamic: bool | None = field(default=None, kw_only=True)
    title: str | None = field(default=None, kw_only=True)
    tool_metadata: Mapping[str, JSONValue] | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolError:
    """How a tool failed: the exception, or what the provider or the check of the call says as text or JSON."""

    type: ClassVar[Literal["tool-error"]] = "tool-error"
    tool_call_id: str
    tool_name: str
    input: Any
    error: Any
    provider_executed: bool | None = field(default=None, kw_only=True)
    dynamic: bool | None = field(default=None, kw_only=True)
    title: str | None = field(default=None, kw_only=True)
    tool_metadata: Mapping[str, JSONValue] | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolApprovalRequest:
    """A call that waits for a word before it is run. `is_automatic`: a policy gives it at once."""

    type: ClassVar[Literal["tool-approval-request"]] = "tool-approval-request"
    approval_id: str
    tool_call: ToolCall
    is_automatic: bool | None = field(default=None, kw_only=True)
    signature: str | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolApprovalResponse:
    """The policy's word on a call."""

    type: ClassVar[Literal["tool-approval-response"]] = "tool-approval-response"
    approval_id: str
    tool_call: ToolCall
    approved: bool
    reason: str | None = field(default=None, kw_only=True)
    provider_executed: bool | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class ToolOutputDenied:
    """A call that a person has said no to, told when the conversation goes on."""

    type: ClassVar[Literal["tool-output-denied"]] = "tool-output-denied"
    tool_call_id: str
    tool_name: str
