"""From UI messages to the messages that a model is given.

messages = await convert_to_model_messages(request["messages"], tools=tools)
stream = stream_text(model, messages=messages, tools=tools)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from ai_sdk.provider.codec import json_decoder
from ai_sdk.provider.core_errors import MessageConversionError
from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.provider.file_data import FileReference, FileUrl
from ai_sdk.provider.json_values import ProviderMetadata
from ai_sdk.provider.prompt import (
    AssistantMessage,
    AssistantPart,
    ContentOutput,
    CustomPart,
    ErrorJSONOutput,
    ErrorTextOutput,
    ExecutionDeniedOutput,
    FilePart,
    Message,
    ReasoningFilePart,
    ReasoningPart,
    SystemMessage,
    TextPart,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallPart,
    ToolMessage,
    ToolPart,
    ToolResultPart,
    UserMessage,
)
from ai_sdk.tools.execution import model_output, to_jsonable
from ai_sdk.ui.messages import (
    CustomUIPart,
    DataUIPart,
    FileUIPart,
    ReasoningFileUIPart,
    ReasoningUIPart,
    StepStartUIPart,
    TextUIPart,
    ToolUIPart,
    UIMessage,
    UIMessagePart,
)
from ai_sdk.ui.response_stream import UIMessageInput
from ai_sdk.ui.wire import ROLES, Malformed, decode_message

if TYPE_CHECKING:
    from ai_sdk.tools.collection import ToolsInput
    from ai_sdk.tools.tool import Tool

__all__ = ["convert_to_model_messages"]

ConvertDataPart: TypeAlias = Callable[[DataUIPart], "TextPart | FilePart | None"]


async def convert_to_model_messages(
    messages: Sequence[UIMessageInput],
    *,
    tools: ToolsInput | None = None,
    ignore_incomplete_tool_calls: bool = False,
    convert_data_part: ConvertDataPart | None = None,
) -> list[Message]:
    """The messages for a model. Each step of an assistant's message becomes messages of its own.

    messages: UI messages or their JSON. What came from outside should be checked by `validate_ui_messages` first.
    tools: those of the call, whose `to_model_output` says how a model is told of their outputs.
    ignore_incomplete_tool_calls: leaves out calls without an outcome. Otherwise a model that is asked with them raises
        `MissingToolResultsError`.
    convert_data_part: what a model is told of a `DataUIPart`; by default nothing.

    Sources, and parts of a type that does not exist, are left out. Raises `MessageConversionError` for a role that does
    not exist, `TypeValidationError` that names the place for a part that lacks something.
    """
    by_name: Mapping[str, Tool[Any, Any]] = {}
    if tools is not None:
        from ai_sdk.tools.collection import as_tools

        by_name = as_tools(tools)
    converter = _Converter(by_name, convert_data_part)
    result: list[Message] = []
    for index, given in enumerate(messages):
        message = _message(given, index)
        parts = message.parts
        if ignore_incomplete_tool_calls:
            parts = [part for part in parts if not isinstance(part, ToolUIPart) or _is_settled(part)]
        match message.role:
            case "system":
                result.append(_system(parts))
            case "user":
                result.append(UserMessage([part for each in parts if (part := converter.user_part(each)) is not None]))
            case "assistant":
                result.extend(await converter.assistant(parts))
    return result


def _message(given: UIMessageInput, index: int) -> UIMessage:
    role = given.get("role") if isinstance(given, Mapping) else getattr(given, "role", None)
    if role not in ROLES:
        raise MessageConversionError(f"Unsupported role: {role}", original_message=given)
    try:
        return decode_message(given, skip_unknown_parts=True)
    except Malformed as error:
        raise TypeValidationError(value=given, cause=error.within(f"messages[{index}]")) from error


def _is_settled(part: ToolUIPart) -> bool:
    if part.state == "output-available":
        return not part.preliminary
    return part.state in ("approval-responded", "output-error", "output-denied")


def _system(parts: Sequence[UIMessagePart]) -> SystemMessage:
    texts = [part for part in parts if isinstance(part, TextUIPart)]
    options: dict[str, Any] = {}
    for part in texts:
        options.update(part.provider_metadata or {})
    return SystemMessage("".join(part.text for part in texts), provider_options=options or None)


def _text(part: TextUIPart) -> TextPart:
    return TextPart(part.text, provider_options=part.provider_metadata)


def _file(part: FileUIPart) -> FilePart:
    data = FileUrl(part.url) if part.provider_reference is None else FileReference(part.provider_reference)
    return FilePart(data, part.media_type, filename=part.filename, provider_options=part.provider_metadata)


_told = json_decoder(ContentOutput | ErrorTextOutput | ErrorJSONOutput | ExecutionDeniedOutput)
# Not a set: an output is any JSON, and `type` in it may be a list.
_TOLD: Final = ("content", "error-text", "error-json", "execution-denied")
_TOLD_KEYS: Final = frozenset({"type", "value", "reason", "providerOptions"})


def _told_output(output: Any) -> Any:
    """What a tool that itself says what the model is told has said; any other output as it is.

    A UI message has the JSON of it. As JSON to a model it would turn pictures into pages of base64.
    """
    if isinstance(output, Mapping) and output.get("type") in _TOLD and output.keys() <= _TOLD_KEYS:  # pyright: ignore[reportUnknownMemberType]
        try:
            return _told(cast("Mapping[str, Any]", output))
        except TypeValidationError:
            pass
    return cast("Any", output)


class _Converter:
    def __init__(self, tools: Mapping[str, Tool[Any, Any]], convert_data: ConvertDataPart | None) -> None:
        self._tools = tools
        self._convert_data = convert_data

    def user_part(self, part: UIMessagePart) -> TextPart | FilePart | None:
        match part:
            case TextUIPart():
                return _text(part)
            case FileUIPart():
                return _file(part)
            case DataUIPart() if self._convert_data is not None:
                return self._convert_data(part)
            case _:
                return None

    async def assistant(self, parts: Sequence[UIMessagePart]) -> list[Message]:
        """The messages of an answer: what was said, and what tools answered, step by step."""
        messages: list[Message] = []
        step: list[UIMessagePart] = []
        for part in (*parts, StepStartUIPart()):
            if not isinstance(part, StepStartUIPart):
                step.append(part)
                continue
            said = [each for item in step for each in await self._said(item)]
            if said:
                messages.append(AssistantMessage(said))
            answered = [each for item in step if isinstance(item, ToolUIPart) for each in await self._answered(item)]
            if answered:
                messages.append(ToolMessage(answered))
            step = []
        return messages

    async def _said(self, part: UIMessagePart) -> Sequence[AssistantPart]:
        match part:
            case TextUIPart():
                return (_text(part),)
            case ReasoningUIPart():
                return (ReasoningPart(part.text, provider_options=part.provider_metadata),)
            case FileUIPart():
                return (_file(part),)
            case ReasoningFileUIPart():
                options = part.provider_metadata
                return (ReasoningFilePart(FileUrl(part.url), part.media_type, provider_options=options),)
            case CustomUIPart():
                return (CustomPart(part.kind, provider_options=part.provider_metadata),)
            case DataUIPart() if self._convert_data is not None:
                converted = self._convert_data(part)
                return () if converted is None else (converted,)
            case ToolUIPart() if part.state != "input-streaming":
                return await self._called(part)
            case _:
                return ()

    async def _called(self, part: ToolUIPart) -> Sequence[AssistantPart]:
        """The call, the question whether it may be run, and the outcome if the provider ran it."""
        value = part.raw_input if part.state == "output-error" and part.input is None else part.input
        said: list[AssistantPart] = [
            ToolCallPart(
                part.tool_call_id,
                part.tool_name,
                to_jsonable(value),
                provider_executed=part.provider_executed,
                provider_options=part.call_provider_metadata,
            )
        ]
        approval = part.approval
        if approval is not None:
            said.append(
                ToolApprovalRequestPart(
                    approval.id, part.tool_call_id, is_automatic=approval.is_automatic, signature=approval.signature
                )
            )
        if part.provider_executed and part.state in ("output-available", "output-error"):
            metadata = part.result_provider_metadata
            said.append(await self._outcome(part, part.call_provider_metadata if metadata is None else metadata))
        return said

    async def _answered(self, part: ToolUIPart) -> Sequence[ToolPart]:
        """The word on a call, and the outcome if we ran it or would have."""
        answered: list[ToolPart] = []
        approval, options = part.approval, part.call_provider_metadata
        if approval is not None and approval.approved is not None:
            answered.append(
                ToolApprovalResponsePart(
                    approval.id, approval.approved, reason=approval.reason, provider_executed=part.provider_executed
                )
            )
            if part.state == "approval-responded" and not approval.approved:
                denied = ExecutionDeniedOutput(approval.reason)
                answered.append(ToolResultPart(part.tool_call_id, part.tool_name, denied, provider_options=options))
        if part.provider_executed:
            return answered
        if part.state == "output-denied":
            reason = None if approval is None else approval.reason
            refusal = ErrorTextOutput("Tool call execution denied." if reason is None else reason)
            answered.append(ToolResultPart(part.tool_call_id, part.tool_name, refusal, provider_options=options))
        elif part.state in ("output-available", "output-error"):
            answered.append(await self._outcome(part, options))
        return answered

    async def _outcome(self, part: ToolUIPart, options: ProviderMetadata | None) -> ToolResultPart:
        if part.state == "output-error":
            text = part.error_text or ""
            output = ErrorJSONOutput(text) if part.provider_executed else ErrorTextOutput(text)
        else:
            tool = self._tools.get(part.tool_name)
            value = part.output
            if tool is None or tool.to_model_output is None:
                value = _told_output(value)
            output = await model_output(tool, value, tool_call_id=part.tool_call_id, tool_input=part.input)
        return ToolResultPart(part.tool_call_id, part.tool_name, output, provider_options=options)
