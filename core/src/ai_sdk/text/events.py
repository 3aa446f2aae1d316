"""What a text stream is made of.

    async for event in stream:
        match event:
            case TextDelta(text=text):
                print(text, end="")
            case StreamFinish(total_usage=usage):
                print(usage)

Order: `StreamBegin`, then for each step `StepBegin`, its parts, `StepFinish`; last `StreamFinish`. Where a part says
the same here and in the model's own stream it is the same object (`TextDelta` and its like, from `ai_sdk.provider`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeAlias

from ai_sdk.provider.content import (
    CustomContent,
    DocumentSource,
    FileContent,
    ReasoningFileContent,
    ResponseInfo,
    UnifiedFinishReason,
    UrlSource,
)
from ai_sdk.provider.json_values import ProviderMetadata
from ai_sdk.provider.stream_parts import (
    ErrorPart,
    RawPart,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    TextDelta,
    TextEnd,
    TextStart,
    ToolInputDelta,
    ToolInputEnd,
)
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.text.step import StepPerformance, StepRequest
from ai_sdk.text.tool_parts import (
    ToolApprovalRequest,
    ToolApprovalResponse,
    ToolCall,
    ToolError,
    ToolInputBegin,
    ToolOutputDenied,
    ToolResult,
)
from ai_sdk.text.usage import LanguageModelUsage

__all__ = ["Abort", "StepBegin", "StepFinish", "StreamBegin", "StreamFinish", "TextStreamEvent"]


@dataclass(slots=True)
class StreamBegin:
    """Always first, before any work is done."""

    type: ClassVar[Literal["start"]] = "start"


@dataclass(slots=True)
class StepBegin:
    """The model has begun to answer."""

    type: ClassVar[Literal["start-step"]] = "start-step"
    request: StepRequest
    warnings: Sequence[CallWarning] = ()


@dataclass(slots=True)
class StepFinish:
    """The step is done."""

    type: ClassVar[Literal["finish-step"]] = "finish-step"
    finish_reason: UnifiedFinishReason
    raw_finish_reason: str | None
    usage: LanguageModelUsage
    response: ResponseInfo
    provider_metadata: ProviderMetadata | None = None
    performance: StepPerformance | None = field(default=None, compare=False)


@dataclass(slots=True)
class StreamFinish:
    """Everything is done. The finish reason is that of the last step, the usage that of all."""

    type: ClassVar[Literal["finish"]] = "finish"
    finish_reason: UnifiedFinishReason
    raw_finish_reason: str | None
    total_usage: LanguageModelUsage


@dataclass(slots=True)
class Abort:
    """The stream was stopped: by `abort()`, by a time limit, or because a task that read it was cancelled."""

    type: ClassVar[Literal["abort"]] = "abort"
    reason: str | None = None


TextStreamEvent: TypeAlias = (
    StreamBegin
    | StepBegin
    | TextStart
    | TextDelta
    | TextEnd
    | ReasoningStart
    | ReasoningDelta
    | ReasoningEnd
    | CustomContent
    | UrlSource
    | DocumentSource
    | FileContent
    | ReasoningFileContent
    | ToolInputBegin
    | ToolInputDelta
    | ToolInputEnd
    | ToolCall
    | ToolResult
    | ToolError
    | ToolApprovalRequest
    | ToolApprovalResponse
    | ToolOutputDenied
    | StepFinish
    | StreamFinish
    | Abort
    | ErrorPart
    | RawPart
)
