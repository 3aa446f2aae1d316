"""What the caller is told while a call runs.

Every callback takes one event, may be async, and is awaited. An exception in one is logged and goes no further: a
callback that fails must not fail the call.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from ai_sdk.text.settings import given_arguments

if TYPE_CHECKING:
    from ai_sdk.provider.content import UnifiedFinishReason
    from ai_sdk.provider.json_values import JSONValue, ProviderMetadata
    from ai_sdk.provider.language_model import LanguageCallOptions
    from ai_sdk.provider.prompt import Message, SystemMessage
    from ai_sdk.provider.tools import ToolChoice
    from ai_sdk.text.events import TextStreamEvent
    from ai_sdk.text.settings import CallSettings
    from ai_sdk.text.step import ModelInfo, StepContent, StepResult
    from ai_sdk.text.tool_parts import ToolCall, ToolError, ToolResult
    from ai_sdk.text.usage import LanguageModelUsage
    from ai_sdk.tools.tool import Tool

__all__ = [
    "CALLBACK_NAMES",
    "AbortInfo",
    "Callback",
    "Callbacks",
    "ChunkInfo",
    "EndInfo",
    "ErrorInfo",
    "ModelCallEndInfo",
    "ModelCallStartInfo",
    "StartInfo",
    "StepStartInfo",
    "ToolExecutionEndInfo",
    "ToolExecutionStartInfo",
    "given_callbacks",
    "notify",
]

EventT = TypeVar("EventT")
Callback: TypeAlias = Callable[[EventT], Awaitable[None] | None]

_logger = logging.getLogger("ai_sdk")


@dataclass(frozen=True, slots=True, kw_only=True)
class StartInfo:
    """The call has begun; its prompt is in order."""

    call_id: str
    model: ModelInfo
    instructions: Sequence[SystemMessage]
    messages: Sequence[Message]
    settings: CallSettings
    runtime_context: Any
    tools_context: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStartInfo:
    """A step begins. `steps` are the ones before it."""

    call_id: str
    step_number: int
    model: ModelInfo
    instructions: Sequence[SystemMessage]
    messages: Sequence[Message]
    tools: Mapping[str, Tool[Any, Any]] | None
    tool_choice: ToolChoice
    steps: Sequence[StepResult]
    runtime_context: Any
    tools_context: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCallStartInfo:
    """The model is about to be asked: `options` is what it gets."""

    call_id: str
    model: ModelInfo
    options: LanguageCallOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCallEndInfo:
    """The model has answered; its tools have not run yet.

    `response_model_id` is the model that the provider says has answered. `seconds` passed from the request to the end
    of the answer, `seconds_to_first_output` (streams only) to the first piece of it.
    """

    call_id: str
    model: ModelInfo
    response_id: str | None
    finish_reason: UnifiedFinishReason
    usage: LanguageModelUsage
    content: Sequence[StepContent]
    provider_metadata: ProviderMetadata | None
    response_model_id: str | None = None
    seconds: float | None = None
    seconds_to_first_output: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolExecutionStartInfo:
    """A tool is about to run."""

    call_id: str
    tool_call: ToolCall
    messages: Sequence[Message]
    tool_context: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolExecutionEndInfo:
    """A tool has run, for `seconds`."""

    call_id: str
    tool_call: ToolCall
    messages: Sequence[Message]
    tool_context: Any
    tool_output: ToolResult | ToolError
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EndInfo:
    """The call is over, with at least one finished step."""

    call_id: str
    steps: Sequence[StepResult]
    total_usage: LanguageModelUsage
    response_messages: Sequence[Message]
    runtime_context: Any
    tools_context: Mapping[str, Any]

    @property
    def final_step(self) -> StepResult:
        """The last finished step."""
        return self.steps[-1]

    @property
    def text(self) -> str:
        """The text of the last finished step."""
        return self.final_step.text

    @property
    def finish_reason(self) -> UnifiedFinishReason:
        """Why the model stopped in the last finished step."""
        return self.final_step.finish_reason

    @property
    def step_number(self) -> int:
        """The number of the last finished step."""
        return self.final_step.step_number


@dataclass(frozen=True, slots=True)
class ChunkInfo:
    """An event of a stream, before any reader sees it."""

    chunk: TextStreamEvent


@dataclass(frozen=True, slots=True)
class ErrorInfo:
    """An error that a stream tells of: an exception, or what the provider sent."""

    error: Exception | JSONValue


@dataclass(frozen=True, slots=True, kw_only=True)
class AbortInfo:
    """A stream was stopped before its end."""

    call_id: str
    steps: Sequence[StepResult]
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Callbacks:
    """The callbacks of a call."""

    on_start: Callback[StartInfo] | None = None
    on_step_start: Callback[StepStartInfo] | None = None
    on_language_model_call_start: Callback[ModelCallStartInfo] | None = None
    on_language_model_call_end: Callback[ModelCallEndInfo] | None = None
    on_tool_execution_start: Callback[ToolExecutionStartInfo] | None = None
    on_tool_execution_end: Callback[ToolExecutionEndInfo] | None = None
    on_step_end: Callback[StepResult] | None = None
    on_end: Callback[EndInfo] | None = None
    on_chunk: Callback[ChunkInfo] | None = None
    on_error: Callback[ErrorInfo] | None = None
    on_abort: Callback[AbortInfo] | None = None


CALLBACK_NAMES = tuple(field.name for field in fields(Callbacks))
"""The names of the callbacks, which are parameters of the text functions."""


_NO_CALLBACKS = Callbacks()


def given_callbacks(arguments: Mapping[str, Any]) -> Callbacks:
    """The callbacks among the arguments of a text function."""
    given = given_arguments(arguments, CALLBACK_NAMES)
    return Callbacks(**given) if given else _NO_CALLBACKS


async def notify(callback: Callback[EventT], event: EventT) -> None:
    """Tells `callback`. What it raises is logged, unless it is the end of the task."""
    try:
        answer = callback(event)
        if inspect.isawaitable(answer):
            await answer
    except Exception:
        _logger.exception("The callback %r failed.", getattr(callback, "__qualname__", callback))
