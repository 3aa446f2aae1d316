"""Tool calls that arrive in pieces."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    InvalidResponseDataError,
    ToolCallContent,
    ToolInputDelta,
    ToolInputEnd,
    ToolInputStart,
)
from ai_sdk.provider_utils import ToolCallTracker
from hypothesis import given
from hypothesis import strategies as st


def delta(
    index: int | None = None,
    call_id: str | None = None,
    name: str | None = None,
    arguments: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    return {"index": index, "id": call_id, "function": {"name": name, "arguments": arguments}, **more}


def run(*deltas: dict[str, Any], **settings: Any) -> list[Any]:
    tracker = ToolCallTracker(**settings)
    return [part for each in deltas for part in tracker.push(each)] + tracker.flush()


def test_a_call_begins_grows_and_ends_with_the_stream() -> None:
    assert run(delta(0, "c", "f", ""), delta(0, None, None, '{"a"'), delta(0, arguments=":1}")) == [
        ToolInputStart("c", "f"),
        ToolInputDelta("c", '{"a"'),
        ToolInputDelta("c", ":1}"),
        ToolInputEnd("c"),
        ToolCallContent("c", "f", '{"a":1}'),
    ]


def test_a_whole_call_in_one_piece() -> None:
    assert run(delta(0, "c", "f", "{}")) == [
        ToolInputStart("c", "f"),
        ToolInputDelta("c", "{}"),
        ToolInputEnd("c"),
        ToolCallContent("c", "f", "{}"),
    ]


def test_empty_arguments_give_an_empty_input_and_later_ones_an_empty_delta() -> None:
    assert run(delta(0, "c", "f"), delta(0, arguments=""), delta(0, name="other")) == [
        ToolInputStart("c", "f"),
        ToolInputDelta("c", ""),
        ToolInputEnd("c"),
        ToolCallContent("c", "f", ""),
    ]


def inputs(parts: list[Any]) -> dict[str, str]:
    return {part.tool_call_id: part.input for part in parts if isinstance(part, ToolCallContent)}


def test_calls_interleave_by_index() -> None:
    parts = run(
        delta(0, "a", "f"),
        delta(1, "b", "g"),
        delta(0, arguments="1"),
        delta(1, arguments="2"),
        delta(0, arguments="3"),
    )
    assert inputs(parts) == {"a": "13", "b": "2"}


def test_an_id_counts_before_the_index() -> None:
    parts = run(delta(0, "a", "f"), delta(1, "b", "g"), delta(1, "a", arguments="1"), delta(1, arguments="2"))
    assert inputs(parts) == {"a": "12", "b": ""}


def test_a_new_id_at_a_used_index_is_a_new_call() -> None:
    parts = run(delta(0, "a", "f", "1"), delta(0, "b", "g", "2"), delta(0, arguments="3"))
    assert inputs(parts) == {"a": "1", "b": "23"}


def test_without_id_and_index_the_latest_call_grows() -> None:
    parts = run(delta(None, "a", "f"), delta(arguments="1"), delta(None, "b", "g"), delta(arguments="2"))
    assert inputs(parts) == {"a": "1", "b": "2"}


def test_an_empty_id_is_an_id_that_is_not_looked_up() -> None:
    assert inputs(run(delta(0, "", "f", "1"), delta(0, "", None, "2"))) == {"": "12"}


@pytest.mark.parametrize(
    ("piece", "settings", "words"),
    [
        (delta(0, None, "f"), {}, "Expected 'id' to be a string."),
        (delta(0, "c", None), {}, "Expected 'function.name' to be a string."),
        ({"id": "c"}, {}, "Expected 'function.name' to be a string."),
        (delta(0, "c", "f"), {"type_check": "required"}, "Expected 'function' type."),
        (delta(0, "c", "f", type="custom"), {"type_check": "if-present"}, "Expected 'function' type."),
    ],
)
def test_a_call_that_lacks_something_is_a_protocol_error(piece: Any, settings: Any, words: str) -> None:
    with pytest.raises(InvalidResponseDataError) as caught:
        run(piece, **settings)
    assert caught.value.message == words
    assert caught.value.data == piece


def test_types_are_checked_as_far_as_asked() -> None:
    assert run(delta(0, "c", "f", type="custom"))
    assert run(delta(0, "c", "f"), type_check="if-present")
    assert run(delta(0, "c", "f", type="function"), delta(0, arguments="1"), type_check="required")


def test_metadata_comes_from_the_piece_that_begins_the_call() -> None:
    parts = run(
        delta(0, "c", "f", sign="s"),
        delta(0, arguments="1", sign="t"),
        metadata=lambda piece: {"p": {"sign": piece["sign"]}},
    )
    assert parts[-1].provider_metadata == {"p": {"sign": "s"}}


@given(st.lists(st.tuples(st.integers(0, 2), st.text(max_size=3)), max_size=20))
def test_the_pieces_of_an_input_are_the_input(pieces: list[tuple[int, str]]) -> None:
    tracker = ToolCallTracker()
    parts: list[Any] = []
    for index in range(3):
        parts += tracker.push(delta(index, f"c{index}", "f"))
    for index, text in pieces:
        parts += tracker.push(delta(index, arguments=text))
    parts += tracker.flush()
    for index in range(3):
        expected = "".join(text for each, text in pieces if each == index)
        assert inputs(parts)[f"c{index}"] == expected
        assert "".join(p.delta for p in parts if isinstance(p, ToolInputDelta) and p.id == f"c{index}") == expected
