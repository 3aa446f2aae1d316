"""The settings of an agent by name: what the text functions take, but for the prompt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import Headers
    from ai_sdk.provider.tools import ReasoningLevel
    from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
    from ai_sdk.telemetry.settings import Telemetry
    from ai_sdk.text.call import Include, ToolChoiceInput
    from ai_sdk.text.callbacks import (
        AbortInfo,
        Callback,
        ChunkInfo,
        EndInfo,
        ErrorInfo,
        ModelCallEndInfo,
        ModelCallStartInfo,
        StartInfo,
        StepStartInfo,
        ToolExecutionEndInfo,
        ToolExecutionStartInfo,
    )
    from ai_sdk.text.convert import Download
    from ai_sdk.text.prompt import Instructions
    from ai_sdk.text.step import StepResult
    from ai_sdk.text.step_preparation import PrepareStep
    from ai_sdk.text.stop_conditions import StopCondition
    from ai_sdk.text.text_stream import Transform
    from ai_sdk.text.tool_approval import ApprovalPolicy
    from ai_sdk.text.tool_calls import RefineToolInput, RepairToolCall
    from ai_sdk.timeouts import TimeoutLike
    from ai_sdk.tools.collection import ToolsInput

__all__ = ["AgentCallbacks", "AgentSettings", "AgentStreamCallbacks", "CallSettingsDict"]


class CallSettingsDict(TypedDict, total=False):
    """The settings that can be others for one call. See `generate_text` for each."""

    instructions: Instructions | None
    tools: ToolsInput | None
    tool_choice: ToolChoiceInput | None
    active_tools: Sequence[str] | None
    tool_order: Sequence[str] | None
    stop_when: StopCondition | Sequence[StopCondition] | None
    prepare_step: PrepareStep | None
    tool_approval: ApprovalPolicy | None
    tool_approval_secret: str | bytes | None
    repair_tool_call: RepairToolCall | None
    refine_tool_input: RefineToolInput | None
    max_output_tokens: int | None
    temperature: float | None
    top_p: float | None
    top_k: float | None
    presence_penalty: float | None
    frequency_penalty: float | None
    stop_sequences: Sequence[str] | None
    seed: int | None
    reasoning: ReasoningLevel | None
    max_retries: int | None
    timeout: TimeoutLike
    headers: Headers | None
    provider_options: ProviderOptionsInput | None
    runtime_context: Any
    tools_context: Mapping[str, Any] | None
    telemetry: Telemetry | None
    allow_system_in_messages: bool | None
    download: Download | None
    include: Collection[Include] | None
    generate_id: Callable[[], str] | None


class AgentCallbacks(TypedDict, total=False):
    """Whom to tell what while a call runs."""

    on_start: Callback[StartInfo] | None
    on_step_start: Callback[StepStartInfo] | None
    on_language_model_call_start: Callback[ModelCallStartInfo] | None
    on_language_model_call_end: Callback[ModelCallEndInfo] | None
    on_tool_execution_start: Callback[ToolExecutionStartInfo] | None
    on_tool_execution_end: Callback[ToolExecutionEndInfo] | None
    on_step_end: Callback[StepResult] | None
    on_end: Callback[EndInfo] | None


class AgentStreamCallbacks(AgentCallbacks, total=False):
    """Those that only streams have as well."""

    on_chunk: Callback[ChunkInfo] | None
    on_error: Callback[ErrorInfo] | None
    on_abort: Callback[AbortInfo] | None


class AgentSettings(CallSettingsDict, AgentStreamCallbacks, total=False):
    """What an agent is made with, besides `model`, `output` and what agents alone have."""

    transform: Transform | Sequence[Transform] | None
