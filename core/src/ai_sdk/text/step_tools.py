"""The tools of one step: reading the model's calls, asking for approval, running what may run.

Both functions use it. `generate_text` brings the results into the order of the calls, `stream_text` hands them on as
they come.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from ai_sdk.provider.content import ToolCallContent, ToolResultContent
from ai_sdk.provider.errors import error_text
from ai_sdk.text.tool_calls import ToolCallParser
from ai_sdk.text.tool_execution import ToolRunner
from ai_sdk.text.tool_parts import (
    ToolApprovalRequest,
    ToolApprovalResponse,
    ToolCall,
    ToolError,
    ToolResult,
)

if TYPE_CHECKING:
    from ai_sdk.provider.prompt import Message
    from ai_sdk.text.call import TextCall
    from ai_sdk.text.loop import StepPlan
    from ai_sdk.timeouts import Deadline

__all__ = ["StepTools", "ToolInputInfo"]

ApprovalPart: TypeAlias = ToolApprovalRequest | ToolApprovalResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolInputInfo:
    """What a tool's input callbacks are told. `context` is the call's runtime context.

    `input_text_delta` is a piece of the JSON text (`on_input_delta`), `input` the checked value (`on_input_available`).
    """

    tool_call_id: str
    messages: Sequence[Message]
    context: Any
    input_text_delta: str | None = None
    input: Any = None


class StepTools:
    """The tools of one step."""

    def __init__(self, call: TextCall, plan: StepPlan, deadlines: Sequence[Deadline | None] = ()) -> None:
        self._call = call
        self._plan = plan
        self._tools = plan.tools or {}
        self._deadlines = deadlines
        self._held: set[str] = set()
        # Made when they are needed: most steps have no calls.
        self._parser: ToolCallParser | None = None
        self._runner: ToolRunner | None = None
        self.seconds: dict[str, float] = {}
        """How long each tool ran, by tool call id."""

    def _new_parser(self) -> ToolCallParser:
        call, plan = self._call, self._plan
        self._parser = ToolCallParser(
            tools=plan.tools,
            repair=call.repair_tool_call,
            refine=call.refine_tool_input,
            instructions=plan.prompt.instructions,
            messages=plan.prompt.messages,
        )
        return self._parser

    def _new_runner(self) -> ToolRunner:
        call, plan = self._call, self._plan
        self._runner = ToolRunner(
            call_id=call.call_id,
            tools=self._tools,
            messages=plan.prompt.messages,
            runtime_context=plan.runtime_context,
            tools_context=plan.tools_context,
            limits=call.limits,
            deadlines=self._deadlines,
            callbacks=call.callbacks,
            telemetry=call.telemetry,
            seconds=self.seconds,
        )
        return self._runner

    # What the model says

    async def parse(self, call: ToolCallContent) -> ToolCall:
        """The call with its input checked; an invalid call if that fails."""
        return await (self._parser or self._new_parser()).parse(call)

    def is_dynamic(self, name: str) -> bool:
        """Whether a tool's types are not known beforehand."""
        tool = self._tools.get(name)
        return tool is not None and tool.kind == "dynamic"

    def tool(self, name: str) -> Any:
        """The tool of this name, None if there is none in this step."""
        return self._tools.get(name)

    def can_be_deferred(self, name: str) -> bool:
        """Whether the provider may give the result of this tool in a later step."""
        tool = self._tools.get(name)
        return tool is not None and bool(tool.supports_deferred_results)

    def provider_result(self, part: ToolResultContent, call: ToolCall | None) -> ToolResult | ToolError:
        """The result of a tool that the provider ran; `call` is None if it was made in an earlier step."""
        tool = self._tools.get(part.tool_name)
        common: dict[str, Any] = {
            "provider_executed": True,
            "dynamic": part.dynamic,
            "title": None if tool is None else tool.title,
            "tool_metadata": None if tool is None else tool.metadata,
            "provider_metadata": part.provider_metadata,
        }
        tool_input = None if call is None else call.input
        if part.is_error:
            return ToolError(part.tool_call_id, part.tool_name, tool_input, part.result, **common)
        return ToolResult(
            part.tool_call_id, part.tool_name, tool_input, part.result, preliminary=part.preliminary, **common
        )

    def invalid_error(self, call: ToolCall) -> ToolError | None:
        """What the model is told of an invalid call of its own; None for a call that is fine or not ours."""
        if not call.invalid or call.provider_executed:
            return None
        return ToolError(
            call.tool_call_id,
            call.tool_name,
            call.input,
            error_text(call.error),
            dynamic=True,
            title=call.title,
            tool_metadata=call.tool_metadata,
        )

    # Callbacks of the tools themselves; what they raise fails the call

    async def input_start(self, name: str, call_id: str) -> None:
        """Tells the tool that the model begins to write its input."""
        tool = self._tools.get(name)
        if tool is not None and tool.on_input_start is not None:
            await self._tell(tool.on_input_start, call_id)

    async def input_delta(self, name: str, call_id: str, delta: str) -> None:
        """Tells the tool of a piece of its input."""
        tool = self._tools.get(name)
        if tool is not None and tool.on_input_delta is not None:
            await self._tell(tool.on_input_delta, call_id, input_text_delta=delta)

    async def input_available(self, call: ToolCall) -> None:
        """Tells the tool its whole input."""
        tool = self._tools.get(call.tool_name)
        if tool is not None and tool.on_input_available is not None:
            await self._tell(tool.on_input_available, call.tool_call_id, input=call.input)

    async def _tell(self, callback: Callable[[ToolInputInfo], Any], call_id: str, **what: Any) -> None:
        answer = callback(
            ToolInputInfo(
                tool_call_id=call_id,
                messages=self._plan.prompt.messages,
                context=self._plan.runtime_context,
                **what,
            )
        )
        if inspect.isawaitable(answer):
            await answer

    # Approval and execution

    async def approve(self, call: ToolCall) -> list[ApprovalPart]:
        """The request and the policy's word, if the call needs them. What is not approved is not run."""
        tool = self._tools.get(call.tool_name)
        if call.invalid or tool is None or (tool.needs_approval is False and self._call.tool_approval is None):
            return []
        approvals = self._call.approvals
        status = await approvals.status(
            call,
            self._tools,
            messages=self._plan.prompt.messages,
            runtime_context=self._plan.runtime_context,
            tools_context=self._plan.tools_context,
        )
        if status.type == "not-applicable":
            return []
        approval_id = approvals.generate_id()
        signature = approvals.signature(approval_id, call)
        if status.type != "approved":
            self._held.add(call.tool_call_id)
        if status.type == "user-approval":
            return [ToolApprovalRequest(approval_id, call, signature=signature)]
        return [
            ToolApprovalRequest(approval_id, call, is_automatic=True, signature=signature),
            ToolApprovalResponse(
                approval_id,
                call,
                status.type == "approved",
                reason=status.reason,
                provider_executed=call.provider_executed,
            ),
        ]

    def run(self, calls: Sequence[ToolCall]) -> AsyncGenerator[ToolResult | ToolError, None]:
        """Runs those of the calls that are ours and may run; the results come as they are ready."""
        runner = self._runner or self._new_runner()
        return runner.run(self._runnable(calls, runner))

    async def run_to_end(self, calls: Sequence[ToolCall]) -> list[ToolResult | ToolError]:
        """Runs those of the calls that are ours and may run. The results, in the order of the calls."""
        runner = self._runner or self._new_runner()
        return await runner.run_to_end(self._runnable(calls, runner))

    def _runnable(self, calls: Sequence[ToolCall], runner: ToolRunner) -> list[ToolCall]:
        return [call for call in calls if runner.can_run(call) and call.tool_call_id not in self._held]
