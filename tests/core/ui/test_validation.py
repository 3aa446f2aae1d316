from __future__ import annotations

from typing import Any

import pytest
from ai_sdk import InvalidParameterError, TypeValidationError
from ai_sdk.ui import (
    DataUIPart,
    TextUIPart,
    ToolUIPart,
    UIMessage,
    safe_validate_ui_messages,
    ui_message_to_json,
    validate_ui_messages,
)
from pydantic import BaseModel

from tests.core.text.helpers import echo


class Point(BaseModel):
    x: int


def with_part(part: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "1", "role": "assistant", "parts": [part]}]


def call(state: str, **more: Any) -> dict[str, Any]:
    return {"type": "tool-echo", "toolCallId": "c", "state": state, "input": {"text": "x"}, **more}


def test_good_messages_come_back_as_values() -> None:
    messages = validate_ui_messages(
        [{"id": "1", "role": "user", "parts": [{"type": "text", "text": "x"}]}, UIMessage("2", "assistant")]
    )
    assert messages == [UIMessage("1", "user", [TextUIPart("x")]), UIMessage("2", "assistant")]


def test_what_does_not_exist_is_dropped_and_so_are_titles_of_calls() -> None:
    part = call("input-available", title="T", extra=1, rawInput=1, preliminary=True, resultProviderMetadata={})
    data = [{"id": "1", "role": "assistant", "more": 1, "parts": [part]}]
    (message,) = validate_ui_messages(data)
    assert ui_message_to_json(message) == {"id": "1", "role": "assistant", "parts": [call("input-available")]}


@pytest.mark.parametrize(
    ("messages", "problem"),
    [
        ([], "Messages array must not be empty"),
        ("hi", "expected a list of messages"),
        ({}, "expected a list of messages"),
        ([7], r"messages\[0\]: expected an object, got 7"),
        ([{"role": "user", "parts": [{"type": "text", "text": "x"}]}], r"messages\[0\]\.id: expected a string"),
        ([{"id": "1", "role": "robot", "parts": []}], r"messages\[0\]\.role: expected 'system' or 'user'"),
        ([{"id": "1", "role": "user"}], r"messages\[0\]\.parts: expected a list, got None"),
        ([{"id": "1", "role": "system", "parts": []}], r"messages\[0\]\.parts: Message must contain at least one part"),
        (with_part({"type": "nope"}), r"messages\[0\]\.parts\[0\]\.type: there is no part"),
        (with_part({"type": "text", "text": "", "providerMetadata": {"p": 1}}), "expected an object of objects"),
        (with_part({"type": "text", "text": "", "state": "paused"}), r"parts\[0\]\.state: expected 'streaming'"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(messages: Any, problem: str) -> None:
    with pytest.raises(TypeValidationError, match=problem) as caught:
        validate_ui_messages(messages)
    assert caught.value.value == messages


APPROVED = {"id": "a", "approved": True}
DENIED = {"id": "a", "approved": False}


@pytest.mark.parametrize(
    "part",
    [
        call("input-streaming"),
        call("input-available"),
        call("approval-requested", approval={"id": "a", "isAutomatic": True, "signature": "s"}),
        call("approval-responded", approval=APPROVED),
        call("approval-responded", approval={**DENIED, "reason": "r"}),
        call("output-available", output=None),
        call("output-available"),
        call("output-available", output=1, approval=APPROVED, preliminary=True),
        call("output-error", errorText="e", rawInput="{", approval=APPROVED),
        call("output-denied", approval=DENIED),
        {"type": "dynamic-tool", "toolName": "t", "toolCallId": "c", "state": "input-streaming"},
    ],
)
def test_what_a_state_allows(part: dict[str, Any]) -> None:
    (message,) = validate_ui_messages(with_part(part))
    assert message.parts[0].state == part["state"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("part", "place"),
    [
        (call("input-streaming", output=1), "output"),
        (call("input-available", output=None), "output"),
        (call("input-available", errorText="e"), "errorText"),
        (call("input-available", approval=APPROVED), "approval"),
        (call("approval-requested"), "approval"),
        (call("approval-requested", approval=APPROVED), r"approval\.approved"),
        (call("approval-requested", approval={"id": "a", "reason": "r"}), r"approval\.reason"),
        (call("approval-responded", approval={"id": "a"}), r"approval\.approved"),
        (call("output-available", output=1, errorText="e"), "errorText"),
        (call("output-available", output=1, approval=DENIED), r"approval\.approved"),
        (call("output-error"), "errorText"),
        (call("output-error", errorText="e", output=1), "output"),
        (call("output-denied"), "approval"),
        (call("output-denied", approval=APPROVED), r"approval\.approved"),
        (call("unheard-of"), "state"),
        ({"type": "dynamic-tool", "toolCallId": "c", "state": "input-streaming"}, "toolName"),
    ],
)
def test_what_a_state_forbids(part: dict[str, Any], place: str) -> None:
    with pytest.raises(TypeValidationError, match=rf"messages\[0\]\.parts\[0\]\.{place}: "):
        validate_ui_messages(with_part(part))


def test_messages_that_were_not_given_are_another_error() -> None:
    with pytest.raises(InvalidParameterError, match="messages parameter must be provided"):
        validate_ui_messages(None)


def test_metadata_is_checked_in_every_message() -> None:
    messages = [
        UIMessage("1", "assistant", metadata={"x": 1}),
        UIMessage("2", "assistant", metadata={"x": "far"}),
    ]
    assert validate_ui_messages(messages[:1], metadata_schema=Point)[0].metadata == {"x": 1}
    with pytest.raises(TypeValidationError, match=r'for messages\[1\]\.metadata \(id: "2"\): Value: {"x":"far"}'):
        validate_ui_messages(messages, metadata_schema=Point)


def test_data_is_checked_by_the_schema_of_its_name() -> None:
    messages = [UIMessage("1", "assistant", [DataUIPart("point", {"x": "far"}, id="d")])]
    assert validate_ui_messages(messages)
    with pytest.raises(TypeValidationError, match=r'messages\[0\]\.parts\[0\]\.data \(point, id: "d"\)'):
        validate_ui_messages(messages, data_schemas={"point": Point})
    with pytest.raises(TypeValidationError, match="No data schema found for data part point"):
        validate_ui_messages(messages, data_schemas={"other": Point})


def test_calls_are_checked_by_their_tools() -> None:
    tools = {"echo": echo(), "point": echo(output_schema=Point)}
    assert validate_ui_messages(with_part(call("input-available")), tools=tools)
    wrong = call("input-available", input={"text": "x"}, type="tool-point")
    assert validate_ui_messages(with_part(wrong), tools=tools)
    with pytest.raises(TypeValidationError, match=r'messages\[0\]\.parts\[0\]\.output \(point, id: "c"\)'):
        validate_ui_messages(with_part(call("output-available", output={"x": "far"}, type="tool-point")), tools=tools)
    with pytest.raises(TypeValidationError, match="No tool schema found for tool part none"):
        validate_ui_messages(with_part(call("input-available", type="tool-none")), tools=tools)
    assert validate_ui_messages(with_part(call("output-available", output=1, type="tool-none")), tools=tools)


def test_inputs_are_checked_while_the_call_is_open_and_dynamic_tools_never() -> None:
    class Text(BaseModel):
        text: int

    tools = {"echo": echo(input_schema=Text)}
    with pytest.raises(TypeValidationError, match=r'messages\[0\]\.parts\[0\]\.input \(echo, id: "c"\)'):
        validate_ui_messages(with_part(call("input-available")), tools=tools)
    assert validate_ui_messages(with_part(call("output-available", output=1)), tools=tools)
    dynamic = ToolUIPart("none", "c", "input-available", input=1, dynamic=True)
    assert validate_ui_messages([UIMessage("1", "assistant", [dynamic])], tools=tools)


def test_the_safe_way_has_the_error_in_its_result() -> None:
    good = safe_validate_ui_messages([UIMessage("1", "assistant")])
    assert good.success
    assert good.messages == [UIMessage("1", "assistant")]
    for messages in (None, [], [{"id": "1"}]):
        bad = safe_validate_ui_messages(messages)
        assert not bad.success
        assert isinstance(bad.error, (TypeValidationError, InvalidParameterError))
