"""Checks UI messages that come from outside: from a browser, or from a database that older versions wrote.

messages = validate_ui_messages(request["messages"], tools=tools)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.errors import AISDKError, TypeValidationError
from ai_sdk.schema import as_schema
from ai_sdk.ui.messages import DataUIPart, ToolUIPart, UIMessage, UIMessagePart, UIToolState
from ai_sdk.ui.wire import Malformed, decode_message, ui_message_to_json

if TYPE_CHECKING:
    from ai_sdk.tools.collection import ToolsInput
    from ai_sdk.tools.tool import Tool

__all__ = ["UIMessagesValidation", "safe_validate_ui_messages", "validate_ui_messages"]


@dataclass(frozen=True, slots=True)
class UIMessagesValidation:
    """What came of a check: `messages`, or the `error` that `validate_ui_messages` would raise."""

    messages: Sequence[UIMessage] | None = None
    error: AISDKError | None = None

    @property
    def success(self) -> bool:
        """Whether the messages are in order."""
        return self.error is None


def validate_ui_messages(
    messages: object,
    *,
    metadata_schema: Any = None,
    data_schemas: Mapping[str, Any] | None = None,
    tools: ToolsInput | None = None,
) -> list[UIMessage]:
    """The messages, if they are in order: there is at least one, none of the user's is empty, and each part has what
    its type and state ask for and nothing that they forbid. Fields that do not exist are dropped, and so are the
    titles of tool calls.

    metadata_schema: what the metadata of each message must be: a pydantic model, dataclass, TypedDict, or `Schema`.
    data_schemas: the same for data parts, by name; then a data part without a schema is an error.
    tools: calls that wait for their outcome must be of these tools, with inputs that their schemas take, and outputs
        must be what an `output_schema` says. Dynamic tools are not checked.

    The values stay the JSON that they are. Raises `TypeValidationError` that names the place, `InvalidParameterError`
    for None.
    """
    if messages is None:
        raise InvalidParameterError(parameter="messages", value=messages, message="messages parameter must be provided")
    checked = _structure(messages)
    if metadata_schema is not None:
        schema = as_schema(metadata_schema)
        for index, message in enumerate(checked):
            where = {"field": f"messages[{index}].metadata", "entity_id": message.id}
            _check(schema, message.metadata, where)
    if data_schemas is not None:
        for where, part in _parts(checked, DataUIPart):
            _check_data(part, data_schemas, where)
    if tools is not None:
        from ai_sdk.tools.collection import as_tools

        by_name = as_tools(tools)
        for where, part in _parts(checked, ToolUIPart):
            if not part.dynamic:
                _check_tool(part, by_name.get(part.tool_name), where)
    return checked


def safe_validate_ui_messages(
    messages: object,
    *,
    metadata_schema: Any = None,
    data_schemas: Mapping[str, Any] | None = None,
    tools: ToolsInput | None = None,
) -> UIMessagesValidation:
    """`validate_ui_messages`, with the error in the result instead of raised."""
    try:
        checked = validate_ui_messages(
            messages, metadata_schema=metadata_schema, data_schemas=data_schemas, tools=tools
        )
    except (TypeValidationError, InvalidParameterError) as error:
        return UIMessagesValidation(error=error)
    return UIMessagesValidation(checked)


# The messages themselves


def _structure(messages: object) -> list[UIMessage]:
    data = messages
    if isinstance(messages, Sequence) and not isinstance(messages, (str, bytes)):
        items = cast("Sequence[object]", messages)
        data = [ui_message_to_json(item) if isinstance(item, UIMessage) else item for item in items]
    try:
        if not isinstance(data, list):
            raise Malformed("", "expected a list of messages")
        if not data:
            raise Malformed("", "Messages array must not be empty")
        return [_message(item, f"messages[{index}]") for index, item in enumerate(cast("list[object]", data))]
    except Malformed as error:
        raise TypeValidationError(value=cast("object", data), cause=error) from error


def _message(data: object, where: str) -> UIMessage:
    try:
        message = decode_message(data)
    except Malformed as error:
        raise error.within(where) from None
    members = cast("Mapping[str, Any]", data)
    if not isinstance(members.get("id"), str):
        raise Malformed(f"{where}.id", "expected a string")
    if message.role != "assistant" and not message.parts:
        raise Malformed(f"{where}.parts", "Message must contain at least one part")
    given = cast("Sequence[object]", members["parts"])
    parts = [_part(part, given[index], f"{where}.parts[{index}]") for index, part in enumerate(message.parts)]
    return replace(message, parts=parts)


_METADATA: Final = ("provider_metadata", "call_provider_metadata", "result_provider_metadata")
# What the approval of a call may say in a state: nothing of it, an open question, an answer, a yes, a no.
_APPROVED: Final[Mapping[UIToolState, tuple[object, ...]]] = {
    "approval-requested": (None,),
    "approval-responded": (True, False),
    "output-available": (True,),
    "output-error": (True,),
    "output-denied": (False,),
}
_NEEDS_APPROVAL: Final = ("approval-requested", "approval-responded", "output-denied")


def _part(part: UIMessagePart, given: object, where: str) -> UIMessagePart:
    for name in _METADATA:
        metadata = getattr(part, name, None)
        if metadata is not None and not _is_metadata(metadata):
            raise Malformed(f"{where}.{name}", "expected an object of objects")
    return _tool_part(part, given, where) if isinstance(part, ToolUIPart) else part


def _is_metadata(value: object) -> bool:
    if not isinstance(value, Mapping):
        return False
    return all(isinstance(item, Mapping) for item in cast("Mapping[str, object]", value).values())


def _tool_part(part: ToolUIPart, given: object, where: str) -> ToolUIPart:
    """The part without what does not count in its state. Raises `Malformed` for what must not be there."""
    state = part.state
    # Null is something here: a call without an output has none, not even null.
    has = cast("Mapping[str, Any]", given).keys() if isinstance(given, Mapping) else ()
    if "output" in has and state != "output-available":
        raise Malformed(f"{where}.output", f"a call in the state {state!r} has no output")
    if ("errorText" in has or "error_text" in has) and state != "output-error":
        raise Malformed(f"{where}.errorText", f"a call in the state {state!r} has no error")
    if state == "output-error" and part.error_text is None:
        raise Malformed(f"{where}.errorText", "a call in the state 'output-error' needs a text")
    approval = part.approval
    if approval is None:
        if state in _NEEDS_APPROVAL:
            raise Malformed(f"{where}.approval", f"a call in the state {state!r} needs one")
    elif state not in _APPROVED:
        raise Malformed(f"{where}.approval", f"a call in the state {state!r} has none")
    elif approval.approved not in _APPROVED[state]:
        raise Malformed(
            f"{where}.approval.approved", f"a call in the state {state!r} can't have {approval.approved!r} here"
        )
    elif state == "approval-requested" and approval.reason is not None:
        raise Malformed(f"{where}.approval.reason", "there is no answer yet that could have a reason")
    is_over = state in ("output-available", "output-error")
    return replace(
        part,
        title=None,
        raw_input=part.raw_input if state == "output-error" else None,
        preliminary=part.preliminary if state == "output-available" else None,
        result_provider_metadata=part.result_provider_metadata if is_over else None,
    )


# Schemas


def _parts(messages: Sequence[UIMessage], kind: type[Any]) -> list[tuple[str, Any]]:
    return [
        (f"messages[{index}].parts[{position}]", part)
        for index, message in enumerate(messages)
        for position, part in enumerate(message.parts)
        if isinstance(part, kind)
    ]


def _check(schema: Any, value: Any, context: dict[str, str]) -> None:
    try:
        schema.validate(value)
    except TypeValidationError as error:
        raise TypeValidationError(value=value, cause=error.cause or error, context=context) from error


def _check_data(part: DataUIPart, schemas: Mapping[str, Any], where: str) -> None:
    context = {"field": f"{where}.data", "entity_name": part.name}
    if part.id is not None:
        context["entity_id"] = part.id
    if schemas.get(part.name) is None:
        problem = ValueError(f"No data schema found for data part {part.name}")
        raise TypeValidationError(value=part.data, cause=problem, context=context)
    _check(as_schema(schemas[part.name]), part.data, context)


def _check_tool(part: ToolUIPart, tool: Tool[Any, Any] | None, where: str) -> None:
    context = {"field": f"{where}.input", "entity_name": part.tool_name, "entity_id": part.tool_call_id}
    if tool is None:
        if part.state in ("output-available", "output-error", "output-denied"):
            return  # a tool of former times
        problem = ValueError(f"No tool schema found for tool part {part.tool_name}")
        raise TypeValidationError(value=part.input, cause=problem, context=context)
    if part.state == "input-available":
        _check(tool.schema, part.input, context)
    elif part.state == "output-available" and tool.output_schema is not None:
        _check(as_schema(tool.output_schema), part.output, {**context, "field": f"{where}.output"})
