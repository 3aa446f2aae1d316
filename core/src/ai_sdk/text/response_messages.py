"""The messages that a step adds to the conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_sdk.provider.content import (
    CustomContent,
    FileContent,
    ReasoningContent,
    ReasoningFileContent,
    TextContent,
)
from ai_sdk.provider.prompt import (
    AssistantMessage,
    AssistantPart,
    CustomPart,
    ErrorJSONOutput,
    ErrorTextOutput,
    ExecutionDeniedOutput,
    FilePart,
    Message,
    ReasoningFilePart,
    ReasoningPart,
    TextPart,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallPart,
    ToolMessage,
    ToolPart,
    ToolResultPart,
)
from ai_sdk.text.tool_parts import (
    ToolApprovalRequest,
    ToolApprovalResponse,
    ToolCall,
    ToolError,
    ToolResult,
)
from ai_sdk.tools.execution import model_output, to_jsonable

if TYPE_CHECKING:
    from ai_sdk.text.step import StepContent
    from ai_sdk.tools.tool import Tool

__all__ = ["to_response_messages", "tool_result_part"]


async def to_response_messages(
    content: Sequence[StepContent], tools: Mapping[str, Tool[Any, Any]] | None = None
) -> list[Message]:
    """What the assistant said, and what our tools answered; nothing if nothing of it goes back to a model.

    A part's provider metadata becomes its provider options. Sources and empty texts are left out, not empty reasoning.
    Results stand in the order of their calls, whichever tool was ready first.
    """
    tools = tools or {}
    said: list[AssistantPart] = []
    answered: list[ToolPart] = []
    for part in content:
        if isinstance(part, (ToolResult, ToolError)):
            if isinstance(part, ToolResult) and part.preliminary:
                continue
            result = await tool_result_part(part, tools)
            (said if part.provider_executed else answered).append(result)
        elif isinstance(part, ToolApprovalResponse):
            answered.extend(_approval_response(part))
        else:
            assistant_part = _assistant_part(part)
            if assistant_part is not None:
                said.append(assistant_part)
    messages: list[Message] = []
    if said:
        messages.append(AssistantMessage(said))
    if answered:
        order = {part.tool_call_id: index for index, part in enumerate(content) if isinstance(part, ToolCall)}
        messages.append(ToolMessage(_results_in_order(answered, order)))
    return messages


async def tool_result_part(part: ToolResult | ToolError, tools: Mapping[str, Tool[Any, Any]]) -> ToolResultPart:
    """A result as the model is given it."""
    if isinstance(part, ToolResult):
        output = await model_output(
            tools.get(part.tool_name), part.output, tool_call_id=part.tool_call_id, tool_input=part.input
        )
    elif part.provider_executed:
        output = ErrorJSONOutput(to_jsonable(part.error))
    else:
        from ai_sdk.provider.errors import error_text

        output = ErrorTextOutput(error_text(part.error))
    return ToolResultPart(part.tool_call_id, part.tool_name, output, provider_options=part.provider_metadata)


def _approval_response(part: ToolApprovalResponse) -> list[ToolPart]:
    call = part.tool_call
    response = ToolApprovalResponsePart(
        part.approval_id, part.approved, reason=part.reason, provider_executed=part.provider_executed
    )
    if part.approved:
        return [response]
    return [response, ToolResultPart(call.tool_call_id, call.tool_name, ExecutionDeniedOutput(part.reason))]


def _results_in_order(parts: list[ToolPart], order: Mapping[str, int]) -> list[ToolPart]:
    """The results sorted by their calls among the places that results have; approvals keep theirs."""
    results = [part for part in parts if isinstance(part, ToolResultPart)]
    results.sort(key=lambda part: order.get(part.tool_call_id, len(order)))
    in_order = iter(results)
    return [next(in_order) if isinstance(part, ToolResultPart) else part for part in parts]


def _assistant_part(part: StepContent) -> AssistantPart | None:
    if isinstance(part, ToolCall):
        return _tool_call(part)
    options = part.provider_metadata
    match part:
        case TextContent():
            return TextPart(part.text, provider_options=options) if part.text else None
        case ReasoningContent():
            return ReasoningPart(part.text, provider_options=options)
        case FileContent():
            return FilePart(part.data, part.media_type, provider_options=options)
        case ReasoningFileContent():
            return ReasoningFilePart(part.data, part.media_type, provider_options=options)
        case CustomContent():
            return CustomPart(part.kind, provider_options=options)
        case ToolApprovalRequest():
            return ToolApprovalRequestPart(
                part.approval_id,
                part.tool_call.tool_call_id,
                is_automatic=part.is_automatic,
                signature=part.signature,
                provider_options=options,
            )
        case _:
            return None


def _tool_call(call: ToolCall) -> ToolCallPart:
    value: Any = call.input
    if call.invalid and not (value is None or isinstance(value, (dict, list))):
        # A text that is no JSON can't go back as the input of a call: providers refuse it.
        value = {}
    else:
        value = to_jsonable(value)
    return ToolCallPart(
        call.tool_call_id,
        call.tool_name,
        value,
        provider_executed=call.provider_executed,
        provider_options=call.provider_metadata,
    )
