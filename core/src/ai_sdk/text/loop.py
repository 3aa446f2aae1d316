"""The loop of steps, which both functions walk: what each step is asked, what is kept of it, whether another follows.

loop = StepLoop(call)
await loop.begin()
while True:
    plan = await loop.plan()             # the caller may change things (prepare_step)
    options = await loop.options(plan)   # what the model is asked
    ...                                  # generate_text and stream_text differ here
    await loop.add_step(plan, ...)
    if not await loop.goes_on():
        break
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ai_sdk.provider.content import FinishReason, RequestInfo, ResponseInfo
from ai_sdk.provider.language_model import LanguageCallOptions
from ai_sdk.provider.prompt import ExecutionDeniedOutput, Message, ToolMessage, ToolPart, ToolResultPart
from ai_sdk.provider_utils.merging import deep_merge
from ai_sdk.provider_utils.retry import with_retries
from ai_sdk.text.call import TextCall, as_tool_choice
from ai_sdk.text.callbacks import EndInfo, ModelCallStartInfo, StartInfo, StepStartInfo, notify
from ai_sdk.text.convert import ModelPrompts
from ai_sdk.text.prompt import StandardPrompt, standardize_instructions, standardize_messages, standardize_prompt
from ai_sdk.text.response_messages import to_response_messages, tool_result_part
from ai_sdk.text.settings import SETTING_NAMES, CallSettings
from ai_sdk.text.step import ModelInfo, StepContent, StepPerformance, StepRequest, StepResponse, StepResult
from ai_sdk.text.step_preparation import PrepareStep, StepPreparation, checked_overrides
from ai_sdk.text.stop_conditions import is_any_met
from ai_sdk.text.tool_approval import CollectedApproval, collect_approvals
from ai_sdk.text.tool_execution import ToolRunner
from ai_sdk.text.tool_parts import (
    ToolApprovalResponse,
    ToolCall,
    ToolError,
    ToolOutputDenied,
    ToolResult,
)
from ai_sdk.text.usage import LanguageModelUsage, sum_usage
from ai_sdk.timeouts import Deadline, time_limit
from ai_sdk.tools.definition import tools_for_model

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import ProviderMetadata, ProviderOptions
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.provider.tools import ToolChoice
    from ai_sdk.provider.warnings import CallWarning
    from ai_sdk.tools.tool import Tool

__all__ = ["StepLoop", "StepPlan"]

T = TypeVar("T")


# Not frozen: one is made for every step, and nobody outside sees it.
@dataclass(slots=True, kw_only=True)
class StepPlan:
    """What one step is asked with. `tools` are those that the model may call in this step."""

    number: int
    model: LanguageModel
    prompt: StandardPrompt
    tools: Mapping[str, Tool[Any, Any]] | None
    tool_order: Sequence[str] | None
    tool_choice: ToolChoice
    settings: CallSettings
    provider_options: ProviderOptions | None
    runtime_context: Any
    tools_context: Mapping[str, Any]

    @property
    def model_info(self) -> ModelInfo:
        """Which model is asked."""
        return ModelInfo(self.model.provider, self.model.model_id)


class StepLoop:
    """The state of a call between its steps."""

    def __init__(self, call: TextCall) -> None:
        self._call = call
        self.steps: list[StepResult] = []
        self.initial_messages: list[Message] = []
        self._prompt = StandardPrompt((), ())
        self._prompts = ModelPrompts(call.download)
        self._instructions = call.instructions
        self._runtime_context = call.runtime_context
        self._tools_context = call.tools_context
        # Those of the step, where nobody around this holds them: a stream has no block that could.
        self.deadlines: Sequence[Deadline | None] = ()
        # Calls of provider tools whose result may come in a later step.
        self._deferred: set[str] = set()
        self._last_plan: StepPlan | None = None

    # The beginning

    async def begin(self) -> None:
        """Brings the prompt in order. Raises `InvalidPromptError`."""
        call = self._call
        self._prompt = standardize_prompt(
            prompt=call.prompt,
            messages=call.messages,
            instructions=call.instructions,
            allow_system_in_messages=call.allow_system_in_messages,
        )
        self._initial_prompt = self._prompt
        if call.callbacks.on_start is not None:
            await notify(
                call.callbacks.on_start,
                StartInfo(
                    call_id=call.call_id,
                    model=ModelInfo(call.model.provider, call.model.model_id),
                    instructions=self._prompt.instructions,
                    messages=self._prompt.messages,
                    settings=call.settings,
                    runtime_context=call.runtime_context,
                    tools_context=call.tools_context,
                ),
            )

    def answered_approvals(self) -> Sequence[CollectedApproval]:
        """What people have said since the last call. Raises what `collect_approvals` raises."""
        return collect_approvals(self._prompt.messages)

    async def replay_approvals(
        self, collected: Sequence[CollectedApproval], deadlines: Sequence[Deadline | None] = ()
    ) -> AsyncGenerator[ToolOutputDenied | ToolResult | ToolError, None]:
        """Acts on what people have said: runs what they approved, before the model is asked.

        Denials come first, then the results as they are ready.
        """
        messages = self._prompt.messages
        call, tools = self._call, self._call.tools or {}
        approved: list[ToolCall] = []
        answers: dict[str, ToolPart] = {}
        for approval in collected:
            part = approval.call
            denied, reason = not approval.response.approved, approval.response.reason
            if not denied and not part.provider_executed:
                async with time_limit(*deadlines):
                    confirmed, status = await call.approvals.confirm(
                        approval,
                        tools,
                        messages=messages,
                        runtime_context=self._runtime_context,
                        tools_context=self._tools_context,
                    )
                if status.type == "denied":
                    denied, reason = True, status.reason if status.reason is not None else reason
                else:
                    approved.append(confirmed)
            if denied:
                yield ToolOutputDenied(part.tool_call_id, part.tool_name)
                if not approval.has_result and not part.provider_executed:
                    answers[part.tool_call_id] = ToolResultPart(
                        part.tool_call_id, part.tool_name, ExecutionDeniedOutput(reason)
                    )
        runner = ToolRunner(
            call_id=call.call_id,
            tools=tools,
            messages=messages,
            runtime_context=self._runtime_context,
            tools_context=self._tools_context,
            limits=call.limits,
            deadlines=deadlines,
            callbacks=call.callbacks,
            telemetry=call.telemetry,
        )
        async with aclosing(runner.run([each for each in approved if runner.can_run(each)])) as outputs:
            async for output in outputs:
                yield output
                if not (isinstance(output, ToolResult) and output.preliminary):
                    answers[output.tool_call_id] = await tool_result_part(output, tools)
        in_order = [answers[each.call.tool_call_id] for each in collected if each.call.tool_call_id in answers]
        if in_order:
            self.initial_messages.append(ToolMessage(in_order))
            self._prompt = replace(self._prompt, messages=(*messages, *self.initial_messages))

    # A step

    async def plan(self) -> StepPlan:
        """What the next step is asked with, after `prepare_step`."""
        call = self._call
        plan = self._last_plan = StepPlan(
            number=len(self.steps),
            model=call.model,
            prompt=self._prompt,
            tools=call.tools if call.active_tools is None else _active_tools(call.tools, call.active_tools),
            tool_order=call.tool_order,
            tool_choice=call.tool_choice,
            settings=call.settings,
            provider_options=call.provider_options,
            runtime_context=self._runtime_context,
            tools_context=self._tools_context,
        )
        if call.prepare_step is not None:
            self._override(plan, await self._prepared(call.prepare_step))
        return plan

    def _override(self, plan: StepPlan, overrides: Mapping[str, Any]) -> None:
        call = self._call
        model = overrides.get("model")
        if model is not None:
            from ai_sdk.plugins.resolve import resolve_model

            plan.model = resolve_model(model, "language")
        if overrides.get("instructions") is not None:
            self._instructions = overrides["instructions"]
            self._prompt = replace(self._prompt, instructions=standardize_instructions(self._instructions))
        if overrides.get("messages") is not None:
            self._prompt = replace(self._prompt, messages=standardize_messages(overrides["messages"]))
        if overrides.get("runtime_context") is not None:
            plan.runtime_context = self._runtime_context = overrides["runtime_context"]
        if overrides.get("tools_context") is not None:
            plan.tools_context = self._tools_context = overrides["tools_context"]
        if overrides.get("tool_choice") is not None:
            plan.tool_choice = as_tool_choice(overrides["tool_choice"])
        if overrides.get("active_tools") is not None:
            plan.tools = _active_tools(call.tools, overrides["active_tools"])
        if overrides.get("tool_order") is not None:
            plan.tool_order = overrides["tool_order"]
        plan.prompt = self._prompt
        plan.settings = _settings(call.settings, overrides)
        plan.provider_options = _provider_options(call.provider_options, overrides.get("provider_options"))

    async def _prepared(self, prepare: PrepareStep) -> Mapping[str, Any]:
        call = self._call
        answer = prepare(
            StepPreparation(
                model=call.model,
                step_number=len(self.steps),
                steps=tuple(self.steps),
                instructions=self._instructions,
                initial_instructions=call.instructions,
                messages=self._prompt.messages,
                initial_messages=self._initial_prompt.messages,
                response_messages=self.response_messages,
                runtime_context=self._runtime_context,
                tools_context=self._tools_context,
            )
        )
        return checked_overrides(await answer if inspect.isawaitable(answer) else answer)

    @property
    def response_messages(self) -> list[Message]:
        """What the steps so far add to the conversation; first the results of calls that were approved."""
        return [*self.initial_messages, *(message for step in self.steps for message in step.response.messages)]

    async def options(self, plan: StepPlan, *, include_raw_chunks: bool | None = None) -> LanguageCallOptions:
        """What the model is asked. Tells the caller that the step and the model's call begin."""
        call, callbacks = self._call, self._call.callbacks
        if callbacks.on_step_start is not None:
            await notify(
                callbacks.on_step_start,
                StepStartInfo(
                    call_id=call.call_id,
                    step_number=plan.number,
                    model=plan.model_info,
                    instructions=plan.prompt.instructions,
                    messages=plan.prompt.messages,
                    tools=plan.tools,
                    tool_choice=plan.tool_choice,
                    steps=tuple(self.steps),
                    runtime_context=plan.runtime_context,
                    tools_context=plan.tools_context,
                ),
            )
        supported = plan.model.supported_urls
        if not isinstance(supported, Mapping):
            supported = await supported
        tools = None
        if plan.tools:
            tools = tools_for_model(plan.tools, order=plan.tool_order, contexts=plan.tools_context)
        settings = plan.settings
        options = LanguageCallOptions(
            prompt=await self._prompts.convert(plan.prompt, supported),
            max_output_tokens=settings.max_output_tokens,
            temperature=settings.temperature,
            top_p=settings.top_p,
            top_k=settings.top_k,
            presence_penalty=settings.presence_penalty,
            frequency_penalty=settings.frequency_penalty,
            stop_sequences=settings.stop_sequences,
            seed=settings.seed,
            reasoning=settings.reasoning,
            response_format=None if call.output is None else call.output.response_format,
            tools=tools,
            # Sent with and without tools, as the reference does.
            tool_choice=plan.tool_choice,
            include_raw_chunks=include_raw_chunks,
            headers=call.headers,
            provider_options=plan.provider_options,
        )
        if callbacks.on_language_model_call_start is not None:
            await notify(
                callbacks.on_language_model_call_start,
                ModelCallStartInfo(call_id=call.call_id, model=plan.model_info, options=options),
            )
        return options

    def asking(self, request: Callable[[], Awaitable[T]]) -> Callable[[], Awaitable[T]]:
        """The model's method, called within the contexts of the telemetry."""
        telemetry = self._call.telemetry
        return request if telemetry is None else partial(telemetry.run_model_call, request)

    def retry(self, attempt: Callable[[], Awaitable[T]]) -> Awaitable[T]:
        """What `attempt` gives, tried again as far as its errors and `max_retries` allow."""
        return with_retries(attempt, max_retries=self._call.max_retries)

    def request(self, plan: StepPlan, request: RequestInfo | None) -> StepRequest:
        """What the result tells of the request, as far as `include` asks for it."""
        include = self._call.include
        return StepRequest(
            body=request.body if request is not None and "request_body" in include else None,
            messages=plan.prompt.messages if "request_messages" in include else None,
        )

    def response(self, plan: StepPlan, response: ResponseInfo | None, *, called_at: datetime) -> ResponseInfo:
        """What is known of the response, with an id, a time and a model made up where the provider gives none."""
        given = response or ResponseInfo()
        return ResponseInfo(
            id=given.id if given.id is not None else self._call.generate_id(),
            timestamp=given.timestamp if given.timestamp is not None else called_at,
            model_id=given.model_id if given.model_id is not None else plan.model.model_id,
            headers=given.headers,
            body=given.body if "response_body" in self._call.include else None,
        )

    async def add_step(
        self,
        plan: StepPlan,
        *,
        content: Sequence[StepContent],
        finish_reason: FinishReason,
        usage: LanguageModelUsage,
        warnings: Sequence[CallWarning],
        request: StepRequest,
        response: ResponseInfo,
        provider_metadata: ProviderMetadata | None,
        performance: StepPerformance | None,
    ) -> StepResult:
        """Keeps the step, logs its warnings and tells the caller."""
        async with time_limit(*self.deadlines):
            messages = await to_response_messages(content, plan.tools)
        step = StepResult(
            call_id=self._call.call_id,
            step_number=plan.number,
            model=plan.model_info,
            content=content,
            finish_reason=finish_reason.unified,
            raw_finish_reason=finish_reason.raw,
            usage=usage,
            warnings=warnings,
            request=request,
            response=StepResponse(
                id=response.id or "",
                timestamp=response.timestamp or datetime.now(UTC),
                model_id=response.model_id or "",
                headers=response.headers,
                body=response.body,
                messages=messages,
            ),
            provider_metadata=provider_metadata,
            runtime_context=plan.runtime_context,
            tools_context=plan.tools_context,
            performance=performance,
        )
        if warnings:
            from ai_sdk.warning_log import log_warnings

            log_warnings(warnings, provider=plan.model.provider, model=plan.model.model_id)
        self.steps.append(step)
        self._prompt = StandardPrompt(self._prompt.instructions, (*self._prompt.messages, *messages))
        if plan.tools:
            self._note_deferred(plan, content)
        if self._call.callbacks.on_step_end is not None:
            await notify(self._call.callbacks.on_step_end, step)
        return step

    # The end

    def _note_deferred(self, plan: StepPlan, content: Sequence[StepContent]) -> None:
        for part in content:
            if isinstance(part, ToolCall) and part.provider_executed:
                tool = (plan.tools or {}).get(part.tool_name)
                if tool is not None and tool.supports_deferred_results:
                    self._deferred.add(part.tool_call_id)
        self._deferred -= {
            part.tool_call_id
            for part in content
            if isinstance(part, (ToolResult, ToolError)) and part.provider_executed
        }

    async def goes_on(self) -> bool:
        """Whether another step follows the last one.

        It does if all its calls of our tools are answered (by a result, an error, or a policy's denial), if there is
        anything to go on with, and if no stop condition is met.
        """
        content = self.steps[-1].content
        calls = outputs = denials = 0
        for part in content:
            if isinstance(part, ToolCall):
                calls += not part.provider_executed
            elif isinstance(part, (ToolResult, ToolError)):
                outputs += not part.provider_executed
            elif isinstance(part, ToolApprovalResponse):
                denials += not part.approved and not part.provider_executed
        if outputs + denials != calls or not (calls or self._deferred):
            return False
        return not await is_any_met(self._call.stop_when, self.steps)

    async def end(self) -> None:
        """Tells the caller that all is over."""
        call = self._call
        if call.callbacks.on_end is not None and self.steps:
            await notify(
                call.callbacks.on_end,
                EndInfo(
                    call_id=call.call_id,
                    steps=tuple(self.steps),
                    total_usage=sum_usage(step.usage for step in self.steps),
                    response_messages=self.response_messages,
                    runtime_context=self._runtime_context,
                    tools_context=self._tools_context,
                ),
            )


def _active_tools(
    tools: Mapping[str, Tool[Any, Any]] | None, active: Sequence[str] | None
) -> Mapping[str, Tool[Any, Any]] | None:
    if tools is None or active is None:
        return tools
    return {name: tool for name, tool in tools.items() if name in active}


def _settings(settings: CallSettings, overrides: Mapping[str, Any]) -> CallSettings:
    changed = {name: overrides[name] for name in SETTING_NAMES if overrides.get(name) is not None}
    return replace(settings, **changed) if changed else settings


def _provider_options(options: ProviderOptions | None, overrides: Any) -> ProviderOptions | None:
    if overrides is None:
        return options
    from ai_sdk.provider_utils.options_objects import as_provider_options

    return deep_merge(options or {}, as_provider_options(overrides) or {})
