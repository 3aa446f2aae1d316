from __future__ import annotations

import pytest
from ai_sdk import is_deep_equal_data
from ai_sdk.ui import (
    StepStartUIPart,
    TextUIPart,
    ToolUIPart,
    UIMessage,
    last_assistant_message_is_complete_with_approval_responses,
    last_assistant_message_is_complete_with_tool_calls,
)


def answer(*states: str, provider_executed: bool | None = None) -> list[UIMessage]:
    parts = [
        StepStartUIPart() if state == "|" else ToolUIPart("t", "c", state, provider_executed=provider_executed)  # type: ignore[arg-type]
        for state in states
    ]
    return [UIMessage("u", "user", [TextUIPart("q")]), UIMessage("a", "assistant", parts)]


@pytest.mark.parametrize(
    ("messages", "complete"),
    [
        ([], False),
        (answer()[:1], False),
        (answer(), False),
        (answer("output-available", "output-error"), True),
        (answer("output-available", "input-available"), False),
        (answer("input-available", "|", "output-available"), True),
        (answer("output-available", "|"), False),
        (answer("output-available", provider_executed=True), False),
        ([{"id": "a", "role": "assistant", "parts": [{"type": "text", "text": "x"}]}], False),
    ],
)
def test_whether_all_calls_have_an_outcome(messages: list[UIMessage], complete: bool) -> None:
    assert last_assistant_message_is_complete_with_tool_calls(messages) is complete


@pytest.mark.parametrize(
    ("messages", "complete"),
    [
        ([], False),
        (answer("approval-responded"), True),
        (answer("approval-responded", "output-available", "output-error"), True),
        (answer("approval-responded", "approval-requested"), False),
        (answer("approval-responded", "output-denied"), False),
        (answer("output-available"), False),
        (answer("approval-responded", "|", "output-available"), False),
    ],
)
def test_whether_all_questions_are_answered(messages: list[UIMessage], complete: bool) -> None:
    assert last_assistant_message_is_complete_with_approval_responses(messages) is complete


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        (True, 1, False),
        (0, False, False),
        (1, 1.0, True),
        ([{"a": (1, None)}], [{"a": [1, None]}], True),
        ({"a": True}, {"a": 1}, False),
        ([1], [1, 2], False),
        ({}, [], False),
        ("", None, False),
    ],
)
def test_equality_as_json_has_it(first: object, second: object, equal: bool) -> None:
    assert is_deep_equal_data(first, second) is equal
