from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from ai_sdk import TypeValidationError
from ai_sdk.ui import (
    DataChunk,
    DataUIPart,
    FileUIPart,
    StartChunk,
    TextDeltaChunk,
    TextUIPart,
    ToolOutputAvailableChunk,
    ToolUIApproval,
    ToolUIPart,
    UIMessage,
    ui_chunk_from_json,
    ui_chunk_to_json,
    ui_message_from_json,
    ui_message_to_json,
)
from ai_sdk.ui.wire import sse_event
from hypothesis import given

from tests.core.ui.strategies import streams


@given(streams())
def test_every_chunk_comes_back_from_its_json(chunks: list[object]) -> None:
    for chunk in chunks:
        assert ui_chunk_from_json(ui_chunk_to_json(chunk)) == chunk  # type: ignore[arg-type]


def test_a_message_is_the_json_that_the_browser_has() -> None:
    message = UIMessage(
        "m1",
        "assistant",
        [
            TextUIPart("hi", state="done"),
            FileUIPart("https://x.test/a.png", media_type="image/png", filename="a.png"),
            ToolUIPart("get-weather", "c1", "output-available", input={"city": "Oslo"}, output=None),
            ToolUIPart("any", "c2", "approval-responded", dynamic=True, approval=ToolUIApproval("a", approved=False)),
            DataUIPart("chart", [1, None], id="d1"),
        ],
        metadata={"seconds": None},
    )
    data = ui_message_to_json(message)
    assert data == {
        "id": "m1",
        "role": "assistant",
        "metadata": {"seconds": None},
        "parts": [
            {"type": "text", "text": "hi", "state": "done"},
            {"type": "file", "url": "https://x.test/a.png", "mediaType": "image/png", "filename": "a.png"},
            {
                "type": "tool-get-weather",
                "toolCallId": "c1",
                "state": "output-available",
                "input": {"city": "Oslo"},
                "output": None,
            },
            {
                "type": "dynamic-tool",
                "toolName": "any",
                "toolCallId": "c2",
                "state": "approval-responded",
                "approval": {"id": "a", "approved": False},
            },
            {"type": "data-chart", "id": "d1", "data": [1, None]},
        ],
    }
    again = ui_message_from_json(data)
    assert ui_message_to_json(again) == data
    assert again.parts[2] == message.parts[2]


def test_parts_tell_their_type() -> None:
    assert ToolUIPart("a-b", "c", "input-available").type == "tool-a-b"
    assert ToolUIPart("a", "c", "input-available", dynamic=True).type == "dynamic-tool"
    assert DataUIPart("x", 1).type == "data-x"
    assert DataChunk("x", 1).type == "data-x"


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ({"type": "text"}, r"parts\[0\]\.text: expected a value, got None"),
        ({"type": "text", "text": 1}, r"parts\[0\]\.text: expected a string, got 1"),
        ({"type": "nope"}, r"parts\[0\]\.type: there is no part of the type 'nope'"),
        ({}, r"parts\[0\]\.type: expected a string, got None"),
        (7, r"parts\[0\]: expected an object, got 7"),
        ({"type": "tool-x", "toolCallId": "c", "state": "done"}, r"parts\[0\]\.state: expected 'input-streaming' or"),
        ({"type": "tool-x", "toolCallId": "c", "state": "output-denied", "approval": {}}, r"parts\[0\]\.approval\.id"),
    ],
)
def test_what_does_not_fit_in_a_message_is_an_error_that_names_the_place(part: object, place: str) -> None:
    with pytest.raises(TypeValidationError, match=place):
        ui_message_from_json({"id": "1", "role": "user", "parts": [part]})


@pytest.mark.parametrize(
    "data",
    [{"type": "nope"}, {"type": "text-delta", "id": "1"}, {"type": "finish", "finishReason": "tired"}, {}, [], None],
)
def test_what_is_no_chunk_is_an_error(data: object) -> None:
    with pytest.raises(TypeValidationError):
        ui_chunk_from_json(data)  # type: ignore[arg-type]


def test_fields_that_a_chunk_does_not_have_are_skipped_and_both_spellings_read() -> None:
    assert ui_chunk_from_json({"type": "start", "messageId": "m", "more": 1}) == StartChunk(message_id="m")
    assert ui_chunk_from_json({"type": "start", "message_id": "m"}) == StartChunk(message_id="m")


def test_an_output_that_is_absent_is_null() -> None:
    chunk = ui_chunk_from_json({"type": "tool-output-available", "toolCallId": "c"})
    assert chunk == ToolOutputAvailableChunk("c", None)
    assert ui_chunk_to_json(chunk) == {"type": "tool-output-available", "toolCallId": "c", "output": None}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("a", b'"a"'),
        ('Gr\u00fc\u00dfe\n"q"', '"Gr\u00fc\u00dfe\\n\\"q\\""'.encode()),
        ("a\u2028b\r", '"a\u2028b\\r"'.encode()),
        ("\ud83c", b'"\\ud83c"'),
    ],
)
def test_a_piece_of_text_is_one_event_of_one_line(text: str, event: bytes) -> None:
    assert sse_event(TextDeltaChunk("1", text)) == b'data: {"type":"text-delta","id":"1","delta":' + event + b"}\n\n"


def test_data_may_be_anything_that_has_a_json_form() -> None:
    @dataclass
    class Point:
        x: int
        at: datetime

    chunk = DataChunk("point", Point(1, datetime(2024, 1, 1, tzinfo=UTC)))
    assert ui_chunk_to_json(chunk)["data"] == {"x": 1, "at": "2024-01-01T00:00:00Z"}
