"""The tool calls of a message that is being built: one part each, from the first piece of its input to its output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, cast

from ai_sdk.provider.core_errors import UIMessageStreamError
from ai_sdk.text.partial_json import PartialJSONParser
from ai_sdk.ui.chunks import (
    ToolApprovalRequestChunk,
    ToolApprovalResponseChunk,
    ToolInputAvailableChunk,
    ToolInputDeltaChunk,
    ToolInputErrorChunk,
    ToolInputStartChunk,
    ToolOutputAvailableChunk,
    ToolOutputDeniedChunk,
    ToolOutputErrorChunk,
)
from ai_sdk.ui.messages import StepStartUIPart, ToolUIApproval, ToolUIPart, UIToolState
from ai_sdk.ui.part_list import PartList

__all__ = ["ToolCallState"]


class _PartialCall:
    """A tool call whose input is being written. `index` is where its part stands."""

    __slots__ = ("index", "parser")

    def __init__(self, index: int) -> None:
        self.index = index
        self.parser = PartialJSONParser()

    def shown(self, part: ToolUIPart) -> ToolUIPart:
        return replace(part, input=self.parser.value)


class ToolCallState:
    """Takes the chunks of tool calls, and changes their parts in `parts`."""

    __slots__ = ("_calls", "_parts")

    def __init__(self, parts: PartList) -> None:
        self._parts = parts
        self._calls: dict[str, _PartialCall] = {}

    def forget(self) -> None:
        """Inputs that are still being written come to nothing."""
        self._calls.clear()

    def input_start(self, chunk: ToolInputStartChunk) -> bool:
        index = self._update(chunk, dynamic=bool(chunk.dynamic), state="input-streaming", title=chunk.title)
        self._calls[chunk.tool_call_id] = _PartialCall(index)
        return True

    def input_delta(self, chunk: ToolInputDeltaChunk) -> bool:
        call = self._calls.get(chunk.tool_call_id)
        if call is None:
            raise UIMessageStreamError(
                f'Received tool-input-delta for missing tool call with ID "{chunk.tool_call_id}". '
                'Ensure a "tool-input-start" chunk is sent before any "tool-input-delta" chunks.',
                chunk_type=chunk.type,
                chunk_id=chunk.tool_call_id,
            )
        call.parser.feed(chunk.input_text_delta)
        # A call that is complete does not become partial again.
        if cast("ToolUIPart", self._parts.items[call.index]).state == "input-streaming":
            self._parts.lags(call.index, call)
        return True

    def input_available(self, chunk: ToolInputAvailableChunk) -> bool:
        dynamic = bool(chunk.dynamic)
        self._update(chunk, dynamic=dynamic, state="input-available", title=chunk.title, input=chunk.input)
        return True

    def input_error(self, chunk: ToolInputErrorChunk) -> bool:
        # A part that is there already keeps its kind.
        there = self._find_in_step(chunk.tool_call_id)
        dynamic = bool(chunk.dynamic) if there is None else self._part(there).dynamic
        values: dict[str, Any] = {"input" if dynamic else "raw_input": chunk.input}
        self._update(chunk, dynamic=dynamic, state="output-error", error_text=chunk.error_text, **values)
        return True

    def output_available(self, chunk: ToolOutputAvailableChunk) -> bool:
        index = self._find(chunk.tool_call_id)
        part = self._part(index)
        values = {"input": part.input, "output": chunk.output, "preliminary": chunk.preliminary}
        self._parts.set(index, _changed(part, "output-available", chunk, values))
        return True

    def output_error(self, chunk: ToolOutputErrorChunk) -> bool:
        index = self._find(chunk.tool_call_id)
        part = self._part(index)
        values = {"input": part.input, "raw_input": part.raw_input, "error_text": chunk.error_text}
        self._parts.set(index, _changed(part, "output-error", chunk, values))
        return True

    def output_denied(self, chunk: ToolOutputDeniedChunk) -> bool:
        index = self._find(chunk.tool_call_id)
        self._parts.set(index, replace(self._part(index), state="output-denied"))
        return True

    def approval_request(self, chunk: ToolApprovalRequestChunk) -> bool:
        index = self._find(chunk.tool_call_id)
        approval = ToolUIApproval(chunk.approval_id, is_automatic=chunk.is_automatic or None, signature=chunk.signature)
        self._parts.set(index, replace(self._part(index), state="approval-requested", approval=approval))
        return True

    def approval_response(self, chunk: ToolApprovalResponseChunk) -> bool:
        index = self._find_by_approval(chunk.approval_id)
        part = self._part(index)
        approval = part.approval or ToolUIApproval(chunk.approval_id)
        changes: dict[str, Any] = {"approval": replace(approval, approved=chunk.approved, reason=chunk.reason)}
        if chunk.provider_executed is not None:
            changes["provider_executed"] = chunk.provider_executed
        if chunk.provider_metadata is not None:
            changes["call_provider_metadata"] = chunk.provider_metadata
        self._parts.set(index, replace(part, state="approval-responded", **changes))
        return True

    def _update(
        self,
        chunk: ToolInputStartChunk | ToolInputAvailableChunk | ToolInputErrorChunk,
        *,
        dynamic: bool,
        state: UIToolState,
        title: str | None = None,
        **values: Any,
    ) -> int:
        """Gives the call's part in this step a new state, or makes one. Says where it stands."""
        index = self._find_in_step(chunk.tool_call_id, dynamic=dynamic)
        if index is None:
            index = self._parts.add(ToolUIPart(chunk.tool_name, chunk.tool_call_id, state, dynamic=dynamic))
        if dynamic:
            values["tool_name"] = chunk.tool_name
        if title is not None:
            values["title"] = title
        if chunk.tool_metadata is not None:
            values["tool_metadata"] = chunk.tool_metadata
        self._parts.set(index, _changed(self._part(index), state, chunk, values))
        return index

    # Finding parts

    def _part(self, index: int) -> ToolUIPart:
        return self._parts.get(index)

    def _find_in_step(self, tool_call_id: str, *, dynamic: bool | None = None) -> int | None:
        """Where the call's part of this step stands; only one of the kind that `dynamic` says, if it says one."""
        parts = self._parts.items
        found: int | None = None
        for index in range(len(parts) - 1, -1, -1):
            part = parts[index]
            if isinstance(part, StepStartUIPart):
                break
            if isinstance(part, ToolUIPart) and part.tool_call_id == tool_call_id and dynamic in (None, part.dynamic):
                found = index
        return found

    def _find(self, tool_call_id: str) -> int:
        """Where the call's part stands: in this step, else the latest one of the whole message."""
        index = self._find_in_step(tool_call_id)
        if index is not None:
            return index
        parts = self._parts.items
        for index in range(len(parts) - 1, -1, -1):
            part = parts[index]
            if isinstance(part, ToolUIPart) and part.tool_call_id == tool_call_id:
                return index
        raise UIMessageStreamError(
            f'No tool invocation found for tool call ID "{tool_call_id}".',
            chunk_type="tool-invocation",
            chunk_id=tool_call_id,
        )

    def _find_by_approval(self, approval_id: str) -> int:
        for index, part in enumerate(self._parts.items):
            if isinstance(part, ToolUIPart) and part.approval is not None and part.approval.id == approval_id:
                return index
        raise UIMessageStreamError(
            f'No tool invocation found for approval ID "{approval_id}".',
            chunk_type=ToolApprovalResponseChunk.type,
            chunk_id=approval_id,
        )

    HANDLERS: ClassVar[dict[type[Any], Callable[[ToolCallState, Any], bool]]] = {
        ToolInputStartChunk: input_start,
        ToolInputDeltaChunk: input_delta,
        ToolInputAvailableChunk: input_available,
        ToolInputErrorChunk: input_error,
        ToolApprovalRequestChunk: approval_request,
        ToolApprovalResponseChunk: approval_response,
        ToolOutputAvailableChunk: output_available,
        ToolOutputErrorChunk: output_error,
        ToolOutputDeniedChunk: output_denied,
    }


def _changed(
    part: ToolUIPart,
    state: UIToolState,
    chunk: ToolInputStartChunk
    | ToolInputAvailableChunk
    | ToolInputErrorChunk
    | ToolOutputAvailableChunk
    | ToolOutputErrorChunk,
    values: dict[str, Any],
) -> ToolUIPart:
    """The part with a new state and values, without the values of the old state."""
    kept: dict[str, Any] = {"input": None, "output": None, "error_text": None, "preliminary": None}
    if not part.dynamic:
        kept["raw_input"] = None
    if chunk.provider_metadata is not None:
        is_result = state in ("output-available", "output-error")
        kept["result_provider_metadata" if is_result else "call_provider_metadata"] = chunk.provider_metadata
    # Once it is known who runs a tool it stays so.
    if chunk.provider_executed is not None:
        kept["provider_executed"] = chunk.provider_executed
    return replace(part, state=state, **{**kept, **values})
