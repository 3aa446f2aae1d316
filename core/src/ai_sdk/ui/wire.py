"""UI messages and chunks to and from the JSON that browsers, databases and `useChat` have.

    ui_message_to_json(UIMessage("m1", "user", [TextUIPart("hi")]))
    # {"id": "m1", "role": "user", "parts": [{"type": "text", "text": "hi"}]}
    ui_chunk_from_json({"type": "text-delta", "id": "1", "delta": "hi"})      # TextDeltaChunk("1", "hi")

What is absent is left out; only the output of a tool may be null. Reading takes snake_case too, skips fields that it
does not know, and refuses types that it does not know. Pure functions, no I/O.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any, Final, cast

from ai_sdk.provider.codec import json_decoder, to_json
from ai_sdk.provider.errors import TypeValidationError, shortened
from ai_sdk.provider_utils.json_text import to_json_bytes
from ai_sdk.tools.execution import to_jsonable
from ai_sdk.ui import chunks as chunk_classes
from ai_sdk.ui import messages as message_classes
from ai_sdk.ui.chunks import (
    DataChunk,
    FinishChunk,
    MessageMetadataChunk,
    StartChunk,
    TextDeltaChunk,
    ToolInputAvailableChunk,
    ToolInputErrorChunk,
    ToolOutputAvailableChunk,
    UIMessageChunk,
)
from ai_sdk.ui.messages import DataUIPart, ToolUIPart, UIMessage, UIMessagePart

__all__ = [
    "Malformed",
    "decode_message",
    "decode_part",
    "sse_event",
    "ui_chunk_from_json",
    "ui_chunk_to_json",
    "ui_message_from_json",
    "ui_message_to_json",
    "with_own_json",
]

_TOOL = "tool-"
_DATA = "data-"
_DYNAMIC_TOOL = "dynamic-tool"
ROLES: Final = ("system", "user", "assistant")


class Malformed(ValueError):
    """A value that does not fit; `path` leads to it from the value that was given."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path.removeprefix('.') or 'value'}: {problem}")
        self.path = path
        self.problem = problem

    def within(self, path: str) -> Malformed:
        """The same seen from further outside."""
        return Malformed(path + self.path, self.problem)


# Messages


def ui_message_to_json(message: UIMessage) -> dict[str, Any]:
    """The JSON of a message, as `useChat` and stored conversations have it.

    Raises `SerializationError` for data or metadata without a JSON form.
    """
    result: dict[str, Any] = {"id": message.id, "role": message.role}
    if message.metadata is not None:
        result["metadata"] = to_jsonable(message.metadata)
    result["parts"] = [_part_to_json(part) for part in message.parts]
    return result


def ui_message_from_json(data: UIMessage | Mapping[str, Any]) -> UIMessage:
    """The message that `data` says. Raises `TypeValidationError` that names the place of what does not fit.

    This checks each part for itself; whether the whole is a conversation that may be trusted is for
    `validate_ui_messages` to say. A message without an id has the id "".
    """
    if isinstance(data, UIMessage):
        return data
    try:
        return decode_message(data)
    except Malformed as error:
        raise TypeValidationError(value=data, cause=error) from error


def decode_message(data: object, *, skip_unknown_parts: bool = False) -> UIMessage:
    """`ui_message_from_json`, with `Malformed` for what does not fit."""
    if isinstance(data, UIMessage):
        return data
    members = _members(data)
    identifier = members.get("id")
    if identifier is not None and not isinstance(identifier, str):
        raise Malformed(".id", f"expected a string, got {shortened(repr(identifier))}")
    role = members.get("role")
    if role not in ROLES:
        raise Malformed(".role", f"expected 'system' or 'user' or 'assistant', got {shortened(repr(role))}")
    given = members.get("parts")
    if not isinstance(given, Sequence) or isinstance(given, (str, bytes)):
        raise Malformed(".parts", f"expected a list, got {shortened(repr(given))}")
    parts: list[UIMessagePart] = []
    for index, item in enumerate(cast("Sequence[object]", given)):
        try:
            part = decode_part(item)
        except _UnknownTypeError as error:
            if not skip_unknown_parts:
                raise error.within(f".parts[{index}]") from None
            continue
        except Malformed as error:
            raise error.within(f".parts[{index}]") from None
        parts.append(part)
    return UIMessage(identifier or "", role, parts, metadata=members.get("metadata"))


class _UnknownTypeError(Malformed):
    pass


def _part_to_json(part: UIMessagePart) -> dict[str, Any]:
    if isinstance(part, DataUIPart):
        return _without_none({"type": part.type, "id": part.id}) | {"data": to_jsonable(part.data)}
    if not isinstance(part, ToolUIPart):
        return to_json(part)
    result = _without_none(
        {
            "type": part.type,
            "toolName": part.tool_name if part.dynamic else None,
            "toolCallId": part.tool_call_id,
            "state": part.state,
            "title": part.title,
            "toolMetadata": part.tool_metadata,
            "providerExecuted": part.provider_executed,
            "input": to_jsonable(part.input),
            "errorText": part.error_text,
            "rawInput": to_jsonable(part.raw_input),
            "preliminary": part.preliminary,
            "callProviderMetadata": part.call_provider_metadata,
            "resultProviderMetadata": part.result_provider_metadata,
            "approval": None if part.approval is None else to_json(part.approval),
        }
    )
    if part.state == "output-available" or part.output is not None:
        result["output"] = to_jsonable(part.output)
    return result


def decode_part(data: object) -> UIMessagePart:
    """The part that `data` says. Raises `Malformed`."""
    if isinstance(data, _PART_CLASSES):
        return cast("UIMessagePart", data)
    members = _members(data)
    kind = members.get("type")
    if not isinstance(kind, str):
        raise Malformed(".type", f"expected a string, got {shortened(repr(kind))}")
    decode = _PART_DECODERS.get(kind)
    if decode is not None:
        return _decoded(decode, members)
    if kind.startswith(_DATA):
        return _decoded(_data_part, {**members, "name": kind[len(_DATA) :], "data": members.get("data")})
    if kind == _DYNAMIC_TOOL:
        return _decoded(_tool_part, {**members, "dynamic": True})
    if kind.startswith(_TOOL):
        return _decoded(_tool_part, {**members, "toolName": kind[len(_TOOL) :], "dynamic": False})
    raise _UnknownTypeError(".type", f"there is no part of the type {shortened(repr(kind))}")


_PART_CLASSES: Final[tuple[type[Any], ...]] = (
    message_classes.TextUIPart,
    message_classes.ReasoningUIPart,
    message_classes.CustomUIPart,
    message_classes.SourceUrlUIPart,
    message_classes.SourceDocumentUIPart,
    message_classes.FileUIPart,
    message_classes.ReasoningFileUIPart,
    message_classes.StepStartUIPart,
    ToolUIPart,
    DataUIPart,
)
_PART_DECODERS: Final[dict[str, Callable[[object], Any]]] = {
    cls.type: json_decoder(cls) for cls in _PART_CLASSES if isinstance(cls.type, str)
}
_tool_part = json_decoder(ToolUIPart)
_data_part = json_decoder(DataUIPart)


# Chunks


def ui_chunk_to_json(chunk: UIMessageChunk) -> dict[str, Any]:
    """The JSON of a chunk. Raises `SerializationError` for data or metadata without a JSON form."""
    kind = chunk.__class__
    if kind is DataChunk:
        data = cast("DataChunk", chunk)
        result: dict[str, Any] = {"type": data.type} if data.id is None else {"type": data.type, "id": data.id}
        result["data"] = to_jsonable(data.data)
        if data.transient is not None:
            result["transient"] = data.transient
        return result
    result = to_json(chunk)
    for name in _OPEN_FIELDS.get(kind, ()):
        value = getattr(chunk, name)
        if value is not None:
            result[_WIRE_NAMES[name]] = to_jsonable(value)
    return result


def ui_chunk_from_json(data: UIMessageChunk | Mapping[str, Any]) -> UIMessageChunk:
    """The chunk that `data` says. Raises `TypeValidationError`, also for a type that does not exist."""
    if data.__class__ in _CHUNK_CLASSES:
        return cast("UIMessageChunk", data)
    try:
        members = _members(data)
        kind = members.get("type")
        if isinstance(kind, str):
            decode = _CHUNK_DECODERS.get(kind)
            if decode is not None:
                if kind == "tool-output-available" and "output" not in members:
                    members = {**members, "output": None}
                return _decoded(decode, members)
            if kind.startswith(_DATA):
                return _decoded(_data_chunk, {**members, "name": kind[len(_DATA) :], "data": members.get("data")})
        raise Malformed(".type", f"there is no chunk of the type {shortened(repr(kind))}")
    except Malformed as error:
        raise TypeValidationError(value=data, cause=error) from error


_CHUNK_CLASSES: Final[frozenset[type[Any]]] = frozenset(
    getattr(chunk_classes, name) for name in chunk_classes.__all__ if name != "UIMessageChunk"
)
_CHUNK_DECODERS: Final[dict[str, Callable[[object], Any]]] = {
    cls.type: json_decoder(cls) for cls in _CHUNK_CLASSES if isinstance(cls.type, str)
}
_data_chunk = json_decoder(DataChunk)

# Fields that may hold anything, whoever makes the chunk.
_OPEN_FIELDS: Final[Mapping[type[Any], tuple[str, ...]]] = {
    DataChunk: ("data",),
    StartChunk: ("message_metadata",),
    FinishChunk: ("message_metadata",),
    MessageMetadataChunk: ("message_metadata",),
    ToolInputAvailableChunk: ("input",),
    ToolInputErrorChunk: ("input",),
    ToolOutputAvailableChunk: ("output",),
}
_WIRE_NAMES: Final = {"message_metadata": "messageMetadata", "input": "input", "output": "output"}


def with_own_json(chunk: UIMessageChunk) -> UIMessageChunk:
    """The chunk with data that is JSON and its own: what the caller does to its objects later does not change it."""
    for name in _OPEN_FIELDS.get(chunk.__class__, ()):
        value = getattr(chunk, name)
        if value is not None and value.__class__ is not str:
            chunk = replace(chunk, **{name: deepcopy(to_jsonable(value))})
    return chunk


# Server-sent events

_quote: Callable[[str], str] = json.encoder.encode_basestring


def sse_event(chunk: UIMessageChunk) -> bytes:
    """The chunk as a server-sent event."""
    if chunk.__class__ is TextDeltaChunk and chunk.provider_metadata is None:  # type: ignore[union-attr]
        # Nearly all chunks are these.
        delta = cast("TextDeltaChunk", chunk)
        try:
            return f'data: {{"type":"text-delta","id":{_quote(delta.id)},"delta":{_quote(delta.delta)}}}\n\n'.encode()
        except UnicodeEncodeError:
            pass  # half of a surrogate pair, which is written as an escape below
    return b"data: " + to_json_bytes(ui_chunk_to_json(chunk)) + b"\n\n"


# Helpers


def _members(data: object) -> Mapping[str, Any]:
    if isinstance(data, Mapping):
        return cast("Mapping[str, Any]", data)
    raise Malformed("", f"expected an object, got {shortened(repr(data))}")


def _decoded(decode: Callable[[object], Any], members: Mapping[str, Any]) -> Any:
    try:
        return decode(members)
    except TypeValidationError as error:
        where, _, problem = str(error.cause).partition(": ")
        raise Malformed("" if where == "value" else f".{where}", problem) from None


def _without_none(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
