"""`generate_text`: ask a language model and wait for the whole answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final, cast

from ai_sdk.__about__ import __version__
from ai_sdk.concurrency import run_all
from ai_sdk.provider.content import Content, ToolApprovalRequestContent, ToolCallContent, ToolResultContent
from ai_sdk.provider.core_errors import NoOutputGeneratedError, ToolCallNotFoundForApprovalError
from ai_sdk.provider.errors import InvalidResponseDataError
from ai_sdk.provider.language_model import LanguageModel
from ai_sdk.provider.tools import ReasoningLevel
from ai_sdk.provider.warnings import UnsupportedWarning
from ai_sdk.provider_utils.headers import with_user_agent_suffix
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
from ai_sdk.telemetry.dispatch import watched
from ai_sdk.text.call import Include, TextCall, ToolChoiceInput, new_response_id, parse_output, text_call
from ai_sdk.text.callbacks import (
    Callback,
    EndInfo,
    ModelCallEndInfo,
    ModelCallStartInfo,
    StartInfo,
    StepStartInfo,
    ToolExecutionEndInfo,
    ToolExecutionStartInfo,
    notify,
)
from ai_sdk.text.convert import Download
from ai_sdk.text.loop import StepLoop
from ai_sdk.text.prompt import Instructions, MessageInput, PromptInput
from ai_sdk.text.result import GenerateTextResult
from ai_sdk.text.step import StepContent, StepPerformance, StepResult
from ai_sdk.text.step_preparation import PrepareStep
from ai_sdk.text.step_tools import StepTools
from ai_sdk.text.stop_conditions import StopCondition
from ai_sdk.text.tool_approval import ApprovalPolicy
from ai_sdk.text.tool_calls import RefineToolInput, RepairToolCall
from ai_sdk.text.tool_parts import ToolApprovalRequest, ToolApprovalResponse, ToolCall
from ai_sdk.text.usage import step_usage
from ai_sdk.timeouts import Deadline, TimeoutLike, time_limit

if TYPE_CHECKING:
    from ai_sdk.provider.content import UnifiedFinishReason
    from ai_sdk.provider.json_values import Headers
    from ai_sdk.schema import Schema
    from ai_sdk.telemetry.settings import Telemetry
    from ai_sdk.text.output import OutputSpec
    from ai_sdk.text.type_parameters import OutputT
    from ai_sdk.tools.collection import ToolsInput

__all__ = ["generate_text"]


async def generate_text(
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
    output: type[OutputT] | Schema[OutputT] | OutputSpec[OutputT, object] | None = None,
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
    generate_id: Callable[[], str] = new_response_id,
) -> GenerateTextResult[OutputT]:
    """The model's whole answer.

        result = await generate_text("groq:llama-3.3-70b-versatile", "Why is the sky blue?")
        print(result.text, result.usage.total_tokens)

        recipe = (await generate_text(model, "A recipe for pancakes.", output=Recipe)).output

    model: `"provider:model"`, a model id of the default provider, or a model object.
    prompt: a text, or messages; the same as `messages`, of which only one can be given.
    instructions: what holds for the whole conversation (the system message). Messages of the role `system` are
        refused elsewhere unless `allow_system_in_messages`, since they may come from untrusted hands.
    tools: what the model may call: a list of functions and `Tool`s, or a mapping of names to them.
    tool_choice: `"auto"`, `"none"`, `"required"` or `NamedToolChoice(name)`, for every step.
    active_tools, tool_order: the names of the tools to offer, and their order; the others follow by name.
    stop_when: when to stop though the model called tools: one condition or several, any of which stops. By default
        after the first step, so that tools run once and their results are in the result; `is_step_count(5)` lets the
        model go on with them.
    prepare_step: changes what a step is asked (see `StepPreparation`).
    tool_approval: who says whether a call may run (see `ApprovalPolicy`); `tool_approval_secret` signs the requests.
    repair_tool_call, refine_tool_input: mend wrong calls, touch up right ones.
    runtime_context, tools_context: values of yours that reach tools, callbacks and `prepare_step`; by tool name.
    telemetry: who is told of the call, and what they may keep (see `Telemetry`).
    output: the form of the answer: a pydantic model, dataclass or `TypedDict`, or `Output.array(...)` and its like.
    max_output_tokens ... reasoning: see `CallSettings`. What a model can't do becomes a warning in the result.
    max_retries: how often a failed request is tried again, if trying again can help; 0 for never.
    timeout: seconds for everything, or `Timeouts`.
    headers: more HTTP headers for the provider.
    provider_options: settings that only one provider knows: `{"groq": {...}}`, or the plugin's options objects.
    download: fetches files that are given as URLs where the model does not; by default safe against private addresses.
    include: what the result shall carry besides: `request_body`, `request_messages`, `response_body`.

    Raises `InvalidPromptError`, `InvalidParameterError`, `NoSuchProviderError` and `NoSuchModelError` before any
    request; `APICallError` or, after retries, `RetryError` from the request; `NoObjectGeneratedError` if the answer is
    not what `output` asks for; `TimeoutError`.
    """
    call = text_call(locals(), "ai.generateText", headers=_headers(headers))
    if call.limits.first_chunk is not None or call.limits.chunk is not None:
        from ai_sdk.warning_log import log_warnings

        log_warnings(
            [UnsupportedWarning("timeout", "first_chunk and chunk apply to stream_text only.")],
            provider=call.model.provider,
            model=call.model.model_id,
        )
    loop = StepLoop(call)
    async with watched(call.telemetry, loop.steps), time_limit(Deadline.after(call.limits.total, "Total")):
        await loop.begin()
        if approvals := loop.answered_approvals():
            async with aclosing(loop.replay_approvals(approvals)) as outputs:
                async for _ in outputs:
                    pass
        while True:
            async with time_limit(Deadline.after(call.limits.step, "Step")):
                await _run_step(call, loop)
            if not await loop.goes_on():
                break
        await loop.end()
    return _result(call, loop)


_USER_AGENT = f"ai/{__version__}"


def _headers(headers: Headers | None) -> Headers:
    return {"user-agent": _USER_AGENT} if headers is None else with_user_agent_suffix(headers, _USER_AGENT)


async def _run_step(call: TextCall, loop: StepLoop) -> None:
    began = perf_counter()
    called_at = datetime.now(UTC)
    plan = await loop.plan()
    options = await loop.options(plan)
    asked = perf_counter()
    result = await loop.retry(loop.asking(partial(plan.model.do_generate, options)))
    answered = perf_counter()
    tools = StepTools(call, plan)
    content = await _parsed(result.content, tools)
    usage = step_usage(result.usage)
    response = loop.response(plan, result.response, called_at=called_at)
    if call.callbacks.on_language_model_call_end is not None:
        await notify(
            call.callbacks.on_language_model_call_end,
            ModelCallEndInfo(
                call_id=call.call_id,
                model=plan.model_info,
                response_id=response.id,
                finish_reason=result.finish_reason.unified,
                usage=usage,
                content=content,
                provider_metadata=result.provider_metadata,
                response_model_id=response.model_id,
                seconds=answered - asked,
            ),
        )
    if any(isinstance(part, ToolCall) for part in content):
        content = await _with_outputs(content, tools, can_run=result.finish_reason.unified in ("stop", "tool-calls"))
    await loop.add_step(
        plan,
        content=content,
        finish_reason=result.finish_reason,
        usage=usage,
        warnings=result.warnings,
        request=loop.request(plan, result.request),
        response=response,
        provider_metadata=result.provider_metadata,
        performance=StepPerformance(
            step_time=perf_counter() - began, response_time=answered - asked, tool_times=tools.seconds
        ),
    )


_ABOUT_TOOLS = (ToolCallContent, ToolResultContent, ToolApprovalRequestContent)


async def _parsed(content: Sequence[Content], tools: StepTools) -> list[StepContent]:
    """The model's content with its calls read, and with the provider's own results beside their calls."""
    if not any(isinstance(part, _ABOUT_TOOLS) for part in content):
        return cast("list[StepContent]", list(content))
    parsed = await run_all([tools.parse(part) for part in content if isinstance(part, ToolCallContent)])
    known = {call.tool_call_id: call for call in parsed}
    in_order = iter(parsed)
    result: list[StepContent] = []
    for part in content:
        if isinstance(part, ToolCallContent):
            result.append(next(in_order))
        elif isinstance(part, ToolResultContent):
            call = known.get(part.tool_call_id)
            if call is None and not tools.can_be_deferred(part.tool_name):
                raise InvalidResponseDataError(f"Tool call {part.tool_call_id} not found.", data=part.tool_call_id)
            result.append(tools.provider_result(part, call))
        elif isinstance(part, ToolApprovalRequestContent):
            result.append(_provider_request(part, known))
        else:
            result.append(part)
    return result


def _provider_request(part: ToolApprovalRequestContent, known: Mapping[str, ToolCall]) -> ToolApprovalRequest:
    call = known.get(part.tool_call_id)
    if call is None:
        raise ToolCallNotFoundForApprovalError(tool_call_id=part.tool_call_id, approval_id=part.approval_id)
    return ToolApprovalRequest(part.approval_id, call, provider_metadata=part.provider_metadata)


async def _with_outputs(content: list[StepContent], tools: StepTools, *, can_run: bool) -> list[StepContent]:
    """The content, followed by what became of the calls.

    First the errors of invalid calls and the results, in the order of the calls; then the requests for approval, the
    policies' words, and the results of what a policy approved.
    """
    calls = [part for part in content if isinstance(part, ToolCall)]
    errors = [error for error in map(tools.invalid_error, calls) if error is not None]
    requests: list[ToolApprovalRequest] = []
    words: list[ToolApprovalResponse] = []
    for call in calls:
        if call.invalid:
            continue
        await tools.input_start(call.tool_name, call.tool_call_id)
        await tools.input_available(call)
        for part in await tools.approve(call):
            (requests if isinstance(part, ToolApprovalRequest) else words).append(part)  # type: ignore[arg-type]
    outputs = await tools.run_to_end(calls) if can_run else []
    approved = {word.tool_call.tool_call_id for word in words}
    return [
        *content,
        *errors,
        *(output for output in outputs if output.tool_call_id not in approved),
        *requests,
        *words,
        *(output for output in outputs if output.tool_call_id in approved),
    ]


def _result(call: TextCall, loop: StepLoop) -> GenerateTextResult[Any]:
    final = loop.steps[-1]
    result: dict[str, Any] = {"steps": loop.steps, "initial_messages": loop.initial_messages}
    if final.finish_reason != "stop":
        return GenerateTextResult(**result, output_error=_no_output(final.finish_reason))
    return GenerateTextResult(**result, output=parse_output(call, final))


_WHY_NO_OUTPUT: Final[Mapping[UnifiedFinishReason, str]] = {
    "length": "it was cut off at the limit of tokens; raise max_output_tokens",
    "tool-calls": "its last step called tools; allow more steps with stop_when",
    "content-filter": "a content filter of the provider stopped it",
    "error": "the provider failed",
}


def _no_output(reason: UnifiedFinishReason) -> NoOutputGeneratedError:
    error = NoOutputGeneratedError()
    # A note, since the message is the same in every SDK of this family.
    why = _WHY_NO_OUTPUT.get(reason, "the provider tells no more")
    error.add_note(f"The answer has finish reason {reason!r}: {why}. What the model wrote is in result.text.")
    return error
