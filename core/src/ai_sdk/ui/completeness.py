"""Whether an answer that waited for the user or the client has all that it waited for, so that it can go on."""

from __future__ import annotations

from collections.abc import Sequence

from ai_sdk.ui.messages import StepStartUIPart, ToolUIPart
from ai_sdk.ui.response_stream import UIMessageInput
from ai_sdk.ui.wire import ui_message_from_json

__all__ = [
    "last_assistant_message_is_complete_with_approval_responses",
    "last_assistant_message_is_complete_with_tool_calls",
]


def last_assistant_message_is_complete_with_tool_calls(messages: Sequence[UIMessageInput]) -> bool:
    """Whether the last message is an assistant's whose last step has tool calls, all of them with an outcome.

    Calls that the provider runs don't count.
    """
    calls = [call for call in _calls_of_last_step(messages) if not call.provider_executed]
    return bool(calls) and all(call.state in ("output-available", "output-error") for call in calls)


def last_assistant_message_is_complete_with_approval_responses(messages: Sequence[UIMessageInput]) -> bool:
    """Whether the last message is an assistant's whose last step has answered questions, and no open ones.

    Its other tool calls must have an outcome.
    """
    states = {call.state for call in _calls_of_last_step(messages)}
    return "approval-responded" in states and states <= {"approval-responded", "output-available", "output-error"}


def _calls_of_last_step(messages: Sequence[UIMessageInput]) -> list[ToolUIPart]:
    if not messages:
        return []
    message = ui_message_from_json(messages[-1])
    if message.role != "assistant":
        return []
    calls: list[ToolUIPart] = []
    for part in reversed(message.parts):
        if isinstance(part, StepStartUIPart):
            break
        if isinstance(part, ToolUIPart):
            calls.append(part)
    return calls
