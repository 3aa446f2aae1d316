"""Runs the tools that a model called: all at once, each in a task of its own.

Results come as they are ready. Leaving early (closing the generator, cancelling) cancels the tools that still run, and
waits until they have let go.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from ai_sdk.concurrency import run_all
from ai_sdk.text.callbacks import Callbacks, ToolExecutionEndInfo, ToolExecutionStartInfo, notify
from ai_sdk.text.tool_parts import ToolCall, ToolError, ToolResult
from ai_sdk.timeouts import Deadline, Timeouts, time_limit
from ai_sdk.tools.execution import run_tool, validated_context
from ai_sdk.tools.tool import ToolContext

if TYPE_CHECKING:
    from ai_sdk.provider.prompt import Message
    from ai_sdk.telemetry.dispatch import CallTelemetry
    from ai_sdk.tools.tool import Tool

__all__ = ["ToolRunner"]


@dataclass(slots=True, kw_only=True)
class ToolRunner:
    """The tools of a step, and what they are told. `seconds` grows: tool call id -> how long its tool ran."""

    call_id: str
    tools: Mapping[str, Tool[Any, Any]]
    messages: Sequence[Message]
    runtime_context: Any
    tools_context: Mapping[str, Any]
    limits: Timeouts
    deadlines: Sequence[Deadline | None]
    callbacks: Callbacks
    telemetry: CallTelemetry | None = None
    seconds: dict[str, float] = field(default_factory=dict[str, float])

    def can_run(self, call: ToolCall) -> bool:
        """Whether the call is ours to run: valid, of a tool that we have, and not the provider's own affair."""
        tool = self.tools.get(call.tool_name)
        return tool is not None and tool.execute is not None and not call.invalid and not call.provider_executed

    async def run(self, calls: Sequence[ToolCall]) -> AsyncGenerator[ToolResult | ToolError, None]:
        """The results as they come; those of one call in order, preliminary ones first.

        A tool that fails gives a `ToolError`. A context that its schema refuses is no fault of the model's: it raises
        `TypeValidationError`.
        """
        results: asyncio.Queue[ToolResult | ToolError | _Done] = asyncio.Queue()
        tasks = [asyncio.create_task(self._run_one(call, results)) for call in calls]
        running = len(tasks)
        try:
            while running:
                async with time_limit(*self.deadlines):
                    item = await results.get()
                if isinstance(item, _Done):
                    running -= 1
                    if item.error is not None:
                        raise item.error
                else:
                    yield item
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def run_to_end(self, calls: Sequence[ToolCall]) -> list[ToolResult | ToolError]:
        """The results in the order of the calls, without the preliminary ones. Raises what `run` raises."""
        return await run_all([self._execute(call, _ignore) for call in calls])

    async def _run_one(self, call: ToolCall, results: asyncio.Queue[ToolResult | ToolError | _Done]) -> None:
        error: Exception | None = None
        try:
            results.put_nowait(await self._execute(call, results.put_nowait))
        except Exception as failure:  # noqa: BLE001 - raised by `run`
            error = failure
        finally:
            results.put_nowait(_Done(error))

    async def _execute(self, call: ToolCall, tell: Callable[[ToolResult], None]) -> ToolResult | ToolError:
        """The result of one call; preliminary ones are told meanwhile."""
        tool = self.tools[call.tool_name]
        tool_context = validated_context(tool, self.tools_context)
        if self.callbacks.on_tool_execution_start is not None:
            await notify(
                self.callbacks.on_tool_execution_start,
                ToolExecutionStartInfo(
                    call_id=self.call_id, tool_call=call, messages=self.messages, tool_context=tool_context
                ),
            )
        context = ToolContext(
            tool_call_id=call.tool_call_id,
            messages=self.messages,
            context=tool_context,
            runtime_context=self.runtime_context,
        )
        limit = self.limits.tools.get(call.tool_name, self.limits.tool)
        began = perf_counter()
        output: ToolResult | ToolError

        def tell_value(value: Any) -> None:
            tell(_result(call, tool, value, preliminary=True))

        async def execute() -> Any:
            async with time_limit(Deadline.after(limit, "Tool")):
                return await run_tool(tool, call.input, context, tell_value)

        try:
            telemetry = self.telemetry
            value = await (execute() if telemetry is None else telemetry.run_tool(call.tool_call_id, execute))
            output = _result(call, tool, value, preliminary=None)
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            # The tool's own affair: something that it waited for was cancelled, not the tool.
            output = _error(call, tool, error)
        except Exception as error:  # noqa: BLE001 - the model is told of it
            output = _error(call, tool, error)
        seconds = self.seconds[call.tool_call_id] = perf_counter() - began
        if self.callbacks.on_tool_execution_end is not None:
            await notify(
                self.callbacks.on_tool_execution_end,
                ToolExecutionEndInfo(
                    call_id=self.call_id,
                    tool_call=call,
                    messages=self.messages,
                    tool_context=tool_context,
                    tool_output=output,
                    seconds=seconds,
                ),
            )
        return output


def _ignore(_result: ToolResult) -> None:
    pass


@dataclass(frozen=True, slots=True)
class _Done:
    error: Exception | None


def _error(call: ToolCall, tool: Tool[Any, Any], error: BaseException) -> ToolError:
    return ToolError(
        call.tool_call_id,
        call.tool_name,
        call.input,
        error,
        dynamic=tool.kind == "dynamic",
        title=call.title,
        tool_metadata=call.tool_metadata,
        provider_metadata=call.provider_metadata,
    )


def _result(call: ToolCall, tool: Tool[Any, Any], value: Any, *, preliminary: bool | None) -> ToolResult:
    return ToolResult(
        call.tool_call_id,
        call.tool_name,
        call.input,
        value,
        preliminary=preliminary,
        dynamic=call.dynamic if preliminary else tool.kind == "dynamic",
        title=call.title,
        tool_metadata=call.tool_metadata,
        provider_metadata=call.provider_metadata,
    )
