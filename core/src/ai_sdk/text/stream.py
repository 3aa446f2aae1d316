"""`stream_text`: ask a language model and read the answer while it comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_sdk.provider.language_model import LanguageModel
from ai_sdk.provider.tools import ReasoningLevel
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
from ai_sdk.text.call import Include, ToolChoiceInput, new_response_id, text_call
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
from ai_sdk.text.prompt import Instructions, MessageInput, PromptInput
from ai_sdk.text.step import StepResult
from ai_sdk.text.step_preparation import PrepareStep
from ai_sdk.text.stop_conditions import StopCondition
from ai_sdk.text.text_stream import TextStream, Transform, as_transforms
from ai_sdk.text.tool_approval import ApprovalPolicy
from ai_sdk.text.tool_calls import RefineToolInput, RepairToolCall
from ai_sdk.timeouts import TimeoutLike

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import Headers
    from ai_sdk.schema import Schema
    from ai_sdk.telemetry.settings import Telemetry
    from ai_sdk.text.output import OutputSpec
    from ai_sdk.text.type_parameters import OutputT, PartialT
    from ai_sdk.tools.collection import ToolsInput

__all__ = ["stream_text"]


def stream_text(
    model: str | LanguageModel,
    prompt: PromptInput | None = None,
    *,
    instructions: Instructions | None = None,
    messages: Sequence[MessageInput] | None = None,
    tools: ToolsInput | None = None,
    tool_choice: ToolChoiceInput = "auto",
    active_tools: Sequence[str] | None = None,
    tool_order: Sequence[str] | None = None,
    stop_when: StopCondition | Sequence[StopCondition] | None = None,
    prepare_step: PrepareStep | None = None,
    tool_approval: ApprovalPolicy | None = None,
    tool_approval_secret: str | bytes | None = None,
    repair_tool_call: RepairToolCall | None = None,
    refine_tool_input: RefineToolInput | None = None,
    output: type[OutputT] | Schema[OutputT] | OutputSpec[OutputT, PartialT] | None = None,
    max_output_tokens: int | None = None,
    temperature: float | None = None,
    top_p: float | None = None,
    top_k: float | None = None,
    presence_penalty: float | None = None,
    frequency_penalty: float | None = None,
    stop_sequences: Sequence[str] | None = None,
    seed: int | None = None,
    reasoning: ReasoningLevel | None = None,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
    runtime_context: Any = None,
    tools_context: Mapping[str, Any] | None = None,
    telemetry: Telemetry | None = None,
    allow_system_in_messages: bool = False,
    download: Download | None = None,
    include: Collection[Include] = (),
    on_start: Callback[StartInfo] | None = None,
    on_step_start: Callback[StepStartInfo] | None = None,
    on_language_model_call_start: Callback[ModelCallStartInfo] | None = None,
    on_language_model_call_end: Callback[ModelCallEndInfo] | None = None,
    on_tool_execution_start: Callback[ToolExecutionStartInfo] | None = None,
    on_tool_execution_end: Callback[ToolExecutionEndInfo] | None = None,
    on_step_end: Callback[StepResult] | None = None,
    on_end: Callback[EndInfo] | None = None,
    transform: Transform | Sequence[Transform] | None = None,
    on_chunk: Callback[ChunkInfo] | None = None,
    on_error: Callback[ErrorInfo] | None = None,
    on_abort: Callback[AbortInfo] | None = None,
    generate_id: Callable[[], str] = new_response_id,
) -> TextStream[OutputT, PartialT]:
    """The model's answer as it comes.

        async with stream_text("groq:llama-3.3-70b-versatile", "Tell me a story") as stream:
            async for text in stream.text_stream:
                print(text, end="", flush=True)

    Takes what `generate_text` takes; `include` also knows `raw_chunks`. A plain function: nothing is sent before the
    stream is read. Settings of the wrong kind and unknown models raise here; what goes wrong later, a wrong prompt
    included, is raised by the readers of the stream (see `TextStream`).

    transform: one function or several, each from the events to the events that the next one and the readers see, such
        as `smooth_stream()`. What they change is changed in the result too.
    on_chunk, on_error, on_abort: told of every event, of every error part, and of the stream's being stopped.
    """
    return TextStream(
        text_call(locals(), "ai.streamText", headers=headers),
        transforms=as_transforms(transform),
    )
