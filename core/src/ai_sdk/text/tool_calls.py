"""From a model's tool call, which is text, to a call with a checked input.

Nothing is raised for a call that is wrong: it becomes an invalid call, which the model is told of and may correct.
Before that `repair_tool_call` may mend it, and afterwards `refine_tool_input` may touch up what is right.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from ai_sdk.provider.content import ToolCallContent
from ai_sdk.provider.core_errors import InvalidToolInputError, NoSuchToolError, ToolCallRepairError
from ai_sdk.provider.errors import AISDKError
from ai_sdk.provider.json_values import JSONObject
from ai_sdk.provider_utils.json_text import parse_json
from ai_sdk.text.tool_parts import ToolCall

if TYPE_CHECKING:
    from ai_sdk.provider.prompt import Message, SystemMessage
    from ai_sdk.tools.tool import Tool

__all__ = ["RefineToolInput", "RepairToolCall", "ToolCallParser", "ToolCallRepair"]


@dataclass(frozen=True, slots=True)
class ToolCallRepair:
    """What a repair function is told: the call as the model wrote it, what is wrong with it, and what there is.

    `input_schema(name)` is the JSON Schema of a tool's input.
    """

    tool_call: ToolCallContent
    error: NoSuchToolError | InvalidToolInputError
    tools: Mapping[str, Tool[Any, Any]]
    input_schema: Callable[[str], JSONObject]
    instructions: Sequence[SystemMessage]
    messages: Sequence[Message]


RepairToolCall: TypeAlias = Callable[[ToolCallRepair], "ToolCallContent | Awaitable[ToolCallContent | None] | None"]
"""Mends a call: gives one that takes its place (`dataclasses.replace(repair.tool_call, input=...)`), or None."""

RefineToolInput: TypeAlias = Mapping[str, Callable[[Any], Any]]
"""Tool name -> a function (async too) from a checked input to the one to use."""


@dataclass(slots=True)
class ToolCallParser:
    """Reads the calls of one step. Only the tools that the model was given in this step count."""

    tools: Mapping[str, Tool[Any, Any]] | None
    repair: RepairToolCall | None
    refine: RefineToolInput
    instructions: Sequence[SystemMessage]
    messages: Sequence[Message]

    async def parse(self, call: ToolCallContent) -> ToolCall:
        """The call with its input checked; an invalid call if that fails."""
        try:
            try:
                parsed = self._parse(call)
            except (NoSuchToolError, InvalidToolInputError) as error:
                if self.repair is None or self.tools is None:
                    raise
                parsed = self._parse(await self._repaired(self.repair, call, error))
            refine = self.refine.get(parsed.tool_name)
            if refine is not None:
                refined = refine(parsed.input)
                parsed.input = await refined if inspect.isawaitable(refined) else refined
            return parsed
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a call, the model is told
            return self._invalid(call, error)

    def _parse(self, call: ToolCallContent) -> ToolCall:
        tool = (self.tools or {}).get(call.tool_name)
        if tool is None:
            if call.provider_executed and call.dynamic:
                return _call(call, parse_json(call.input) if call.input.strip() else {}, None, dynamic=True)
            available = None if self.tools is None else list(self.tools)
            raise NoSuchToolError(tool_name=call.tool_name, available_tools=available)
        try:
            # A blank input is how models write "no arguments".
            value = tool.schema.validate(parse_json(call.input) if call.input.strip() else {})
        except (AISDKError, ValueError, TypeError) as error:
            raise InvalidToolInputError(tool_name=call.tool_name, tool_input=call.input, cause=error) from error
        return _call(call, value, tool, dynamic=True if tool.kind == "dynamic" else None)

    async def _repaired(
        self, repair: RepairToolCall, call: ToolCallContent, error: NoSuchToolError | InvalidToolInputError
    ) -> ToolCallContent:
        tools = self.tools or {}
        question = ToolCallRepair(
            call, error, tools, lambda name: tools[name].schema.json_schema, self.instructions, self.messages
        )
        try:
            answer = repair(question)
            mended = await answer if inspect.isawaitable(answer) else answer
        except Exception as failure:
            raise ToolCallRepairError(original_error=error, cause=failure) from failure
        if mended is None:
            raise error
        return mended

    def _invalid(self, call: ToolCallContent, error: Exception) -> ToolCall:
        tool = (self.tools or {}).get(call.tool_name)
        try:
            value = parse_json(call.input)
        except AISDKError:
            value = call.input
        invalid = _call(call, value, tool, dynamic=True)
        invalid.invalid = True
        invalid.error = error
        return invalid


def _call(call: ToolCallContent, value: Any, tool: Tool[Any, Any] | None, *, dynamic: bool | None) -> ToolCall:
    return ToolCall(
        call.tool_call_id,
        call.tool_name,
        value,
        provider_executed=call.provider_executed,
        dynamic=dynamic,
        title=None if tool is None else tool.title,
        tool_metadata=None if tool is None else tool.metadata,
        provider_metadata=call.provider_metadata,
    )
