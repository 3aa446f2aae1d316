"""Tool calls that arrive in pieces, as OpenAI-like streams send them.

tracker = ToolCallTracker(type_check="required")
parts = tracker.push({"index": 0, "id": "call_1", "type": "function", "function": {"name": "f", "arguments": ""}})
parts += tracker.flush()          # when the stream has ended
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from ai_sdk.provider.content import ToolCallContent
from ai_sdk.provider.errors import InvalidResponseDataError
from ai_sdk.provider.json_values import ProviderMetadata
from ai_sdk.provider.stream_parts import ToolInputDelta, ToolInputEnd, ToolInputStart

__all__ = ["ToolCallPieces", "ToolCallTracker"]

ToolCallPieces: TypeAlias = ToolInputStart | ToolInputDelta | ToolInputEnd | ToolCallContent


@dataclass(slots=True)
class _Call:
    id: str
    name: str
    metadata: ProviderMetadata | None
    arguments: list[str] = field(default_factory=list[str])


class ToolCallTracker:
    """Puts the calls of one stream together.

    A delta belongs to the call with its id, without an id to the call at its index, without both to the latest call.
    A call is complete only when the stream is. `type_check` says whether a new call must have the type `function`:
    `none`, `if-present` or `required`. `metadata` makes the provider metadata of a call from the delta that begins it.
    """

    __slots__ = ("_by_id", "_by_index", "_calls", "_latest", "_metadata", "_type_check")

    def __init__(
        self,
        *,
        type_check: Literal["none", "if-present", "required"] = "none",
        metadata: Callable[[Mapping[str, Any]], ProviderMetadata | None] | None = None,
    ) -> None:
        self._type_check = type_check
        self._metadata = metadata
        self._calls: list[_Call] = []
        self._by_id: dict[str, _Call] = {}
        self._by_index: dict[int, _Call] = {}
        self._latest: _Call | None = None

    def push(self, delta: Mapping[str, Any]) -> list[ToolCallPieces]:
        """The parts that `delta` gives.

        Raises `InvalidResponseDataError` if it begins a call and lacks what a call must have.
        """
        function: Mapping[str, Any] = delta.get("function") or {}
        arguments: str | None = function.get("arguments")
        index: int | None = delta.get("index")
        call_id: str | None = delta.get("id")
        if call_id:
            call = self._by_id.get(call_id)
        elif index is not None:
            call = self._by_index.get(index)
        else:
            call = self._latest

        parts: list[ToolCallPieces] = []
        if call is None:
            call = self._begin(delta, function)
            parts.append(ToolInputStart(call.id, call.name))
            if not arguments:
                arguments = None
        if arguments is not None:
            call.arguments.append(arguments)
            parts.append(ToolInputDelta(call.id, arguments))
        if index is not None:
            self._by_index[index] = call
        self._latest = call
        return parts

    def flush(self) -> list[ToolCallPieces]:
        """The ends of all calls, in the order in which they began. Nothing may be pushed after this."""
        parts: list[ToolCallPieces] = []
        for call in self._calls:
            parts.append(ToolInputEnd(call.id))
            parts.append(ToolCallContent(call.id, call.name, "".join(call.arguments), provider_metadata=call.metadata))
        self._calls = []
        return parts

    def _begin(self, delta: Mapping[str, Any], function: Mapping[str, Any]) -> _Call:
        kind = delta.get("type")
        if kind != "function" and (self._type_check == "required" or (self._type_check == "if-present" and kind)):
            raise InvalidResponseDataError("Expected 'function' type.", data=delta)
        call_id, name = delta.get("id"), function.get("name")
        if call_id is None:
            raise InvalidResponseDataError("Expected 'id' to be a string.", data=delta)
        if name is None:
            raise InvalidResponseDataError("Expected 'function.name' to be a string.", data=delta)
        call = _Call(call_id, name, self._metadata(delta) if self._metadata else None)
        self._calls.append(call)
        if call_id:
            self._by_id[call_id] = call
        return call
