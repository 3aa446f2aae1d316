"""One step: one answer of the model, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from ai_sdk.provider.content import (
    CustomContent,
    DocumentSource,
    FileContent,
    ReasoningContent,
    ReasoningFileContent,
    TextContent,
    UnifiedFinishReason,
    UrlSource,
)
from ai_sdk.provider.json_values import JSONValue, ProviderMetadata
from ai_sdk.provider.prompt import Message
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.text.tool_parts import (
    ToolApprovalRequest,
    ToolApprovalResponse,
    ToolCall,
    ToolError,
    ToolResult,
)
from ai_sdk.text.usage import LanguageModelUsage

__all__ = ["ModelInfo", "StepContent", "StepPerformance", "StepRequest", "StepResponse", "StepResult"]

StepContent: TypeAlias = (
    TextContent
    | ReasoningContent
    | FileContent
    | ReasoningFileContent
    | CustomContent
    | UrlSource
    | DocumentSource
    | ToolCall
    | ToolResult
    | ToolError
    | ToolApprovalRequest
    | ToolApprovalResponse
)


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model answered."""

    provider: str
    model_id: str


@dataclass(slots=True)
class StepRequest:
    """What was sent. Filled only if `include` asks for `request_body` or `request_messages`."""

    body: JSONValue = None
    messages: Sequence[Message] | None = None


@dataclass(slots=True)
class StepResponse:
    """What is known of the response.

    Where the provider gives no id, time or model, they are made up: a new id, the time of the call, the model asked
    for. `body` is filled only if `include` asks for `response_body`. `messages` are the step's messages, to be
    appended to the conversation.
    """

    id: str
    timestamp: datetime
    model_id: str
    headers: Mapping[str, str] | None = None
    body: JSONValue = None
    messages: Sequence[Message] = ()


@dataclass(slots=True)
class StepPerformance:
    """Times of a step, in seconds.

    `step_time` is all of it, `response_time` the model's part, `time_to_first_output` (streams only) from the request
    to the first piece of output, `tool_times` how long each tool ran, by tool call id.
    """

    step_time: float
    response_time: float
    time_to_first_output: float | None = None
    tool_times: Mapping[str, float] = field(default_factory=dict[str, float])

    def output_tokens_per_second(self, usage: LanguageModelUsage) -> float | None:
        """Tokens of the answer a second, from the first one on where it is known; None where it can't be told."""
        seconds = self.response_time - (self.time_to_first_output or 0.0)
        return None if usage.output_tokens is None or seconds <= 0 else usage.output_tokens / seconds


@dataclass(slots=True)
class StepResult:
    """One answer of the model, and what the tools made of it.

    Tools that failed are in `content` only, as `ToolError`. A dynamic call is one whose types are not known beforehand,
    or one that is invalid.
    """

    call_id: str
    step_number: int
    model: ModelInfo
    content: Sequence[StepContent]
    finish_reason: UnifiedFinishReason
    raw_finish_reason: str | None
    usage: LanguageModelUsage
    warnings: Sequence[CallWarning]
    request: StepRequest
    response: StepResponse
    provider_metadata: ProviderMetadata | None = None
    runtime_context: Any = None
    tools_context: Mapping[str, Any] = field(default_factory=dict[str, Any])
    performance: StepPerformance | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """All text of the answer, joined."""
        return "".join([part.text for part in self.content if isinstance(part, TextContent)])

    @property
    def reasoning(self) -> Sequence[ReasoningContent | ReasoningFileContent]:
        """What the model thought: texts and files."""
        return [part for part in self.content if isinstance(part, (ReasoningContent, ReasoningFileContent))]

    @property
    def reasoning_text(self) -> str | None:
        """The text of what the model thought, joined; None if there is none."""
        return "".join([part.text for part in self.content if isinstance(part, ReasoningContent)]) or None

    @property
    def files(self) -> Sequence[FileContent]:
        """The files that the model made."""
        return [part for part in self.content if isinstance(part, FileContent)]

    @property
    def sources(self) -> Sequence[UrlSource | DocumentSource]:
        """What the answer rests on."""
        return [part for part in self.content if isinstance(part, (UrlSource, DocumentSource))]

    @property
    def tool_calls(self) -> Sequence[ToolCall]:
        """The tools that the model called."""
        return [part for part in self.content if isinstance(part, ToolCall)]

    @property
    def static_tool_calls(self) -> Sequence[ToolCall]:
        """The calls of tools whose types are known."""
        return [call for call in self.tool_calls if not call.dynamic]

    @property
    def dynamic_tool_calls(self) -> Sequence[ToolCall]:
        """The calls of dynamic tools, and the invalid ones."""
        return [call for call in self.tool_calls if call.dynamic]

    @property
    def tool_results(self) -> Sequence[ToolResult]:
        """What the tools gave back."""
        return [part for part in self.content if isinstance(part, ToolResult)]

    @property
    def static_tool_results(self) -> Sequence[ToolResult]:
        """What the tools gave back whose types are known."""
        return [result for result in self.tool_results if not result.dynamic]

    @property
    def dynamic_tool_results(self) -> Sequence[ToolResult]:
        """What the dynamic tools gave back."""
        return [result for result in self.tool_results if result.dynamic]
