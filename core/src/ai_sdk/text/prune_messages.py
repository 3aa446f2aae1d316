"""Shorter conversations: reasoning and old tool calls taken out of messages, for a model that no longer needs them.

    prune_messages(messages, reasoning="before-last-message", tool_calls="before-last-2-messages")

`prepare_step` may use it to keep a long loop of tools within the model's context.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Literal, NotRequired, TypeAlias, TypedDict

from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.provider.prompt import (
    AssistantMessage,
    AssistantPart,
    Message,
    ReasoningPart,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallPart,
    ToolMessage,
    ToolPart,
    ToolResultPart,
)
from ai_sdk.text.prompt import MessageInput, standardize_messages

__all__ = ["ToolCallPruning", "prune_messages"]

_Part: TypeAlias = AssistantPart | ToolPart


class ToolCallPruning(TypedDict):
    """Which tool calls to take out: `type` as in `prune_messages`, of these `tools` only if they are given."""

    type: str
    tools: NotRequired[Collection[str]]


def prune_messages(
    messages: Sequence[MessageInput],
    *,
    reasoning: Literal["all", "before-last-message", "none"] = "none",
    tool_calls: str | Sequence[ToolCallPruning] = (),
    empty_messages: Literal["keep", "remove"] = "remove",
) -> list[Message]:
    """The messages with parts taken out. Messages that lose nothing stay the same objects.

        prune_messages(messages, tool_calls=[{"type": "all", "tools": ["search"]}])

    reasoning: `"all"`, `"before-last-message"` (all but that of the last message) or `"none"`.
    tool_calls: which calls, results and approvals go: `"all"`, `"before-last-message"`, `"before-last-3-messages"` (any
        number) or `"none"`; or a list of `{"type": ..., "tools": [...]}`, one after the other. Calls that the messages
        at the end still speak of stay.
    empty_messages: whether messages without content, given or made here, are removed.

    Raises `InvalidArgumentError` for other values, `InvalidPromptError` for malformed messages.
    """
    result = list(standardize_messages(messages))
    if _one_of("reasoning", reasoning, ("all", "before-last-message", "none")) != "none":
        kept = 1 if reasoning == "before-last-message" else 0
        result = [
            message if index >= len(result) - kept else _without(message, lambda part: isinstance(part, ReasoningPart))
            for index, message in enumerate(result)
        ]
    rules: Sequence[ToolCallPruning] = [{"type": tool_calls}] if isinstance(tool_calls, str) else tool_calls
    for rule in rules:
        if rule["type"] != "none":
            result = _without_tool_calls(result, kept=_kept_messages(rule["type"]), tools=rule.get("tools"))
    if _one_of("empty_messages", empty_messages, ("keep", "remove")) == "remove":
        result = [message for message in result if message.content]
    return result


def _one_of(argument: str, value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise InvalidArgumentError(
            f"{argument} must be one of {', '.join(map(repr, choices))}, not {value!r}.", argument=argument, value=value
        )
    return value


def _kept_messages(type_: str) -> int:
    """How many messages at the end keep their tool calls."""
    if type_ == "all":
        return 0
    match = re.fullmatch(r"before-last-(?:message|([0-9]+)-messages)", type_)
    if match is None:
        raise InvalidArgumentError(
            "tool_calls must be 'all', 'before-last-message', 'before-last-N-messages' with a number, or 'none', "
            f"not {type_!r}.",
            argument="tool_calls",
            value=type_,
        )
    return int(match[1] or 1)


def _without_tool_calls(messages: list[Message], *, kept: int, tools: Collection[str] | None) -> list[Message]:
    start = max(len(messages) - kept, 0)
    parts = [part for message in messages for part in _parts(message)]
    names = {part.tool_call_id: part.tool_name for part in parts if isinstance(part, (ToolCallPart, ToolResultPart))}
    calls_of_approvals = {
        part.approval_id: part.tool_call_id for part in parts if isinstance(part, ToolApprovalRequestPart)
    }
    # What the messages at the end speak of: an answer needs its request, and that its call.
    approvals: set[str] = set()
    calls: set[str] = set()
    for message in messages[start:]:
        for part in _parts(message):
            if isinstance(part, (ToolApprovalRequestPart, ToolApprovalResponsePart)):
                approvals.add(part.approval_id)
            elif isinstance(part, (ToolCallPart, ToolResultPart)):
                calls.add(part.tool_call_id)
    calls.update(calls_of_approvals[each] for each in approvals if each in calls_of_approvals)

    def goes(part: _Part) -> bool:
        if isinstance(part, (ToolCallPart, ToolResultPart)):
            name: str | None = part.tool_name
            is_kept = part.tool_call_id in calls
        elif isinstance(part, (ToolApprovalRequestPart, ToolApprovalResponsePart)):
            name = names.get(calls_of_approvals.get(part.approval_id, ""))
            is_kept = part.approval_id in approvals
        else:
            return False
        return not is_kept and (tools is None or name is None or name in tools)

    return [message if index >= start else _without(message, goes) for index, message in enumerate(messages)]


def _parts(message: Message) -> Sequence[_Part]:
    if isinstance(message, (AssistantMessage, ToolMessage)) and not isinstance(message.content, str):
        return message.content
    return ()


def _without(message: Message, goes: Callable[[_Part], bool]) -> Message:
    if isinstance(message, AssistantMessage) and not isinstance(message.content, str):
        said = [part for part in message.content if not goes(part)]
        return message if len(said) == len(message.content) else replace(message, content=said)
    if isinstance(message, ToolMessage):
        answered = [part for part in message.content if not goes(part)]
        return message if len(answered) == len(message.content) else replace(message, content=answered)
    return message
