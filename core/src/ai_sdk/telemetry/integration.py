"""What an integration can do: be told of a call's events, and run the model and the tools in a context of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from ai_sdk.telemetry.events import (
        EmbedEndInfo,
        EmbedOperationEndInfo,
        EmbedOperationStartInfo,
        EmbedStartInfo,
        RerankEndInfo,
        RerankOperationEndInfo,
        RerankOperationStartInfo,
        RerankStartInfo,
    )
    from ai_sdk.text.callbacks import (
        AbortInfo,
        EndInfo,
        ErrorInfo,
        ModelCallEndInfo,
        ModelCallStartInfo,
        StartInfo,
        StepStartInfo,
        ToolExecutionEndInfo,
        ToolExecutionStartInfo,
    )
    from ai_sdk.text.step import StepResult

__all__ = ["LanguageModelExecution", "TelemetryCall", "TelemetryIntegration", "ToolExecution"]

Told: TypeAlias = Awaitable[None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TelemetryCall:
    """Which call an event belongs to, and what may be kept of it.

    operation_id: `ai.generateText`, `ai.streamText`, `ai.embed`, `ai.embedMany` or `ai.rerank`.
    """

    call_id: str
    operation_id: str
    function_id: str | None = None
    record_inputs: bool = True
    record_outputs: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageModelExecution:
    """The model is asked by `await execute()`."""

    call: TelemetryCall
    execute: Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolExecution:
    """A tool is run by `await execute()`."""

    call: TelemetryCall
    tool_call_id: str
    execute: Callable[[], Awaitable[Any]]


class TelemetryIntegration:
    """Override what you want to know. Methods may be async, and are awaited; only overridden ones cost anything.

        class Tokens(TelemetryIntegration):
            def on_end(self, event, call):
                ...

    What a method raises is logged and goes no further. Calls run side by side: tell them apart by `call.call_id`.
    Contexts in events are what `Telemetry` includes of them. No method is called for every chunk.
    """

    def on_start(
        self, event: StartInfo | EmbedOperationStartInfo | RerankOperationStartInfo, call: TelemetryCall
    ) -> Told:
        """A call has begun."""

    def on_step_start(self, event: StepStartInfo, call: TelemetryCall) -> Told:
        """A step begins. A stream that is tried again begins it again, with the same number."""

    def on_language_model_call_start(self, event: ModelCallStartInfo, call: TelemetryCall) -> Told:
        """The model is about to be asked."""

    def on_language_model_call_end(self, event: ModelCallEndInfo, call: TelemetryCall) -> Told:
        """The model has answered."""

    def on_tool_execution_start(self, event: ToolExecutionStartInfo, call: TelemetryCall) -> Told:
        """A tool is about to run."""

    def on_tool_execution_end(self, event: ToolExecutionEndInfo, call: TelemetryCall) -> Told:
        """A tool has run."""

    def on_step_end(self, event: StepResult, call: TelemetryCall) -> Told:
        """A step is over."""

    def on_embed_start(self, event: EmbedStartInfo, call: TelemetryCall) -> Told:
        """An embedding model is about to be asked; of one `embed_many` there may be several at once."""

    def on_embed_end(self, event: EmbedEndInfo, call: TelemetryCall) -> Told:
        """An embedding model has answered."""

    def on_rerank_start(self, event: RerankStartInfo, call: TelemetryCall) -> Told:
        """A reranking model is about to be asked."""

    def on_rerank_end(self, event: RerankEndInfo, call: TelemetryCall) -> Told:
        """A reranking model has answered."""

    def on_end(self, event: EndInfo | EmbedOperationEndInfo | RerankOperationEndInfo, call: TelemetryCall) -> Told:
        """A call is over. Also told of a stream that was stopped or failed after a finished step."""

    def on_abort(self, event: AbortInfo, call: TelemetryCall) -> Told:
        """A call was stopped: its task was cancelled, or its stream closed."""

    def on_error(self, event: ErrorInfo, call: TelemetryCall) -> Told:
        """A call has failed. Error parts that a provider sends within a stream are not told here."""

    async def execute_language_model_call(self, execution: LanguageModelExecution) -> Any:
        """Asks the model by `await execution.execute()` and gives back its answer."""
        return await execution.execute()

    async def execute_tool(self, execution: ToolExecution) -> Any:
        """Runs the tool by `await execution.execute()` and gives back its result."""
        return await execution.execute()
