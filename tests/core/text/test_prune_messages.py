"""Messages with parts taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from ai_sdk import (
    AssistantMessage,
    ReasoningPart,
    SystemMessage,
    TextOutput,
    TextPart,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallPart,
    ToolMessage,
    ToolResultPart,
    UserMessage,
    prune_messages,
)
from ai_sdk.provider import FileBytes, ReasoningFilePart
from ai_sdk.provider.errors import InvalidArgumentError, InvalidPromptError


def call(number: int, tool: str = "search") -> ToolCallPart:
    return ToolCallPart(f"c{number}", tool, {})


def result(number: int, tool: str = "search") -> ToolResultPart:
    return ToolResultPart(f"c{number}", tool, TextOutput("found"))


QUESTION = UserMessage("q")
CONVERSATION = [
    SystemMessage("s"),
    QUESTION,
    AssistantMessage([ReasoningPart("r1"), call(1)]),
    ToolMessage([result(1)]),
    AssistantMessage([ReasoningPart("r2"), TextPart("mid"), call(2, "read")]),
    ToolMessage([result(2, "read")]),
    AssistantMessage([ReasoningPart("r3"), TextPart("end")]),
]


def kept(messages: Sequence[Any]) -> list[str]:
    """What the messages still hold, in a few letters."""
    parts = [part for each in messages if not isinstance(each.content, str) for part in each.content]
    return [getattr(part, "tool_call_id", None) or getattr(part, "approval_id", None) or part.text for part in parts]


def test_without_options_only_empty_messages_go() -> None:
    messages = [*CONVERSATION, AssistantMessage([]), UserMessage("")]
    assert prune_messages(messages) == CONVERSATION
    assert prune_messages(messages, empty_messages="keep") == messages


def test_messages_that_lose_nothing_stay_the_same_objects() -> None:
    pruned = prune_messages(CONVERSATION, tool_calls="before-last-2-messages")
    assert pruned[-1] is CONVERSATION[-1]
    assert pruned[1] is QUESTION


def test_the_messages_given_are_not_changed() -> None:
    before = list(CONVERSATION)
    prune_messages(CONVERSATION, reasoning="all", tool_calls="all")
    assert before == CONVERSATION
    assert kept(CONVERSATION)[0] == "r1"


def test_all_reasoning_goes() -> None:
    assert kept(prune_messages(CONVERSATION, reasoning="all")) == ["c1", "c1", "mid", "c2", "c2", "end"]


def test_the_reasoning_of_the_last_message_may_stay() -> None:
    pruned = prune_messages(CONVERSATION, reasoning="before-last-message")
    assert kept(pruned) == ["c1", "c1", "mid", "c2", "c2", "r3", "end"]


def test_files_of_the_reasoning_stay() -> None:
    message = AssistantMessage([ReasoningPart("r"), ReasoningFilePart(FileBytes(b"x"), "image/png")])
    [pruned] = prune_messages([message], reasoning="all")
    assert pruned.content == [message.content[1]]


def test_all_tool_calls_go_with_their_results() -> None:
    assert kept(prune_messages(CONVERSATION, tool_calls="all")) == ["r1", "r2", "mid", "r3", "end"]


def test_calls_of_the_last_messages_stay_with_what_they_speak_of() -> None:
    assert kept(prune_messages(CONVERSATION, tool_calls="before-last-message")) == ["r1", "r2", "mid", "r3", "end"]
    # The last two hold the result of c2, whose call stands before them.
    pruned = prune_messages(CONVERSATION, tool_calls="before-last-2-messages")
    assert kept(pruned) == ["r1", "r2", "mid", "c2", "c2", "r3", "end"]


def test_a_number_that_reaches_beyond_the_beginning_keeps_everything() -> None:
    assert prune_messages(CONVERSATION, tool_calls="before-last-99-messages") == CONVERSATION


def test_none_takes_no_tool_calls_out() -> None:
    assert prune_messages(CONVERSATION, tool_calls="none") == CONVERSATION


def test_rules_for_tools_are_followed_one_after_the_other() -> None:
    rules: list[Any] = [{"type": "all", "tools": ["search"]}, {"type": "before-last-message", "tools": {"read"}}]
    assert kept(prune_messages(CONVERSATION, tool_calls=rules[:1])) == ["r1", "r2", "mid", "c2", "c2", "r3", "end"]
    assert kept(prune_messages(CONVERSATION, tool_calls=rules)) == ["r1", "r2", "mid", "r3", "end"]


ASKED = AssistantMessage(
    [call(1), ToolApprovalRequestPart("a1", "c1"), call(2, "read"), ToolApprovalRequestPart("a2", "c2")]
)
ANSWERED = ToolMessage([ToolApprovalResponsePart("a1", approved=True), ToolApprovalResponsePart("a2", approved=True)])


def test_approvals_go_with_their_calls() -> None:
    messages = [ASKED, ANSWERED, UserMessage("next")]
    assert prune_messages(messages, tool_calls="all") == [messages[-1]]
    assert kept(prune_messages(messages, tool_calls=[{"type": "all", "tools": ["read"]}])) == ["c1", "c1", "a1"]


def test_an_answer_that_is_still_to_be_acted_on_keeps_its_request_and_its_call() -> None:
    assert prune_messages([ASKED, ANSWERED], tool_calls="before-last-message") == [ASKED, ANSWERED]


def test_an_answer_without_its_request_goes() -> None:
    orphan = ToolMessage([ToolApprovalResponsePart("a9", approved=True)])
    assert prune_messages([orphan, QUESTION], tool_calls=[{"type": "all", "tools": ["search"]}]) == [QUESTION]


def test_plain_mappings_are_messages_too() -> None:
    given = [{"role": "assistant", "content": [{"type": "reasoning", "text": "r"}, {"type": "text", "text": "t"}]}]
    assert prune_messages(given, reasoning="all") == [AssistantMessage([TextPart("t")])]
    with pytest.raises(InvalidPromptError):
        prune_messages([{"role": "nobody", "content": "x"}])


@pytest.mark.parametrize(
    "options",
    [
        {"reasoning": "some"},
        {"tool_calls": "some"},
        {"tool_calls": "before-last-x-messages"},
        {"tool_calls": "before-last--1-messages"},
        {"tool_calls": [{"type": "some"}]},
        {"empty_messages": "some"},
    ],
)
def test_other_words_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgumentError, match="must be") as caught:
        prune_messages(CONVERSATION, **options)
    assert caught.value.argument == next(iter(options))
