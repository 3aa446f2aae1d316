from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise

from ai_sdk.provider import (
    Finish,
    FinishReason,
    FunctionTool,
    InputTokens,
    OutputTokens,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    StreamPart,
    TextDelta,
    TextEnd,
    TextStart,
    ToolCallContent,
    ToolInputDelta,
    ToolInputEnd,
    ToolInputStart,
    Usage,
)
from ai_sdk_local.answer_parts import AnswerParts
from ai_sdk_local.engine import Piece
from hypothesis import given
from hypothesis import strategies as st

A = FunctionTool("a", {})
B = FunctionTool("b", {})


def parts_of(pieces: Sequence[Piece], tools: Sequence[FunctionTool] = ()) -> list[StreamPart]:
    parts = AnswerParts(tools=tools, new_id=lambda: "id")
    return [part for piece in pieces for part in parts.feed(piece)]


def test_text_is_one_block() -> None:
    assert parts_of([Piece("Hi"), Piece(" you"), Piece(finish_reason="stop")]) == [
        TextStart("0"),
        TextDelta("0", "Hi"),
        TextDelta("0", " you"),
        TextEnd("0"),
        Finish(FinishReason("stop", "stop"), Usage()),
    ]


def test_an_empty_answer_has_no_block() -> None:
    assert parts_of([Piece(finish_reason="stop")]) == [Finish(FinishReason("stop", "stop"), Usage())]


def test_the_last_piece_may_have_text_too() -> None:
    assert parts_of([Piece("Hi", finish_reason="length")])[-1] == Finish(FinishReason("length", "length"), Usage())


def test_an_unknown_reason_to_stop_is_other() -> None:
    assert parts_of([Piece(finish_reason="canceled")]) == [Finish(FinishReason("other", "canceled"), Usage())]


def test_usage_is_counted_and_kept_as_it_came() -> None:
    raw = {"prompt_tokens": 3, "completion_tokens": 2, "total_time_sec": 0.5}
    [finish] = parts_of([Piece(finish_reason="stop", usage=raw)])
    assert isinstance(finish, Finish)
    assert finish.usage == Usage(InputTokens(total=3, no_cache=3), OutputTokens(total=2, text=2), raw)


def test_reasoning_is_a_block_of_its_own() -> None:
    assert parts_of([Piece(reasoning="hm"), Piece(reasoning="!"), Piece("Yes"), Piece(finish_reason="stop")])[:6] == [
        ReasoningStart("0"),
        ReasoningDelta("0", "hm"),
        ReasoningDelta("0", "!"),
        ReasoningEnd("0"),
        TextStart("0"),
        TextDelta("0", "Yes"),
    ]


def test_the_arguments_of_a_single_tool_stream_as_they_come() -> None:
    assert parts_of([Piece('{"x"'), Piece(":1}"), Piece(finish_reason="stop")], [A]) == [
        ToolInputStart("id", "a"),
        ToolInputDelta("id", '{"x"'),
        ToolInputDelta("id", ":1}"),
        ToolInputEnd("id"),
        ToolCallContent("id", "a", '{"x":1}'),
        Finish(FinishReason("tool-calls", "stop"), Usage()),
    ]


def test_a_call_cut_off_by_the_limit_has_what_there_is() -> None:
    parts = parts_of([Piece('{"x":'), Piece(finish_reason="length")], [A])
    assert ToolCallContent("id", "a", '{"x":') in parts
    assert parts[-1] == Finish(FinishReason("length", "length"), Usage())


def test_an_answer_that_ends_before_the_tools_name_has_no_call() -> None:
    assert parts_of([Piece('{"na'), Piece(finish_reason="length")], [A, B]) == [
        Finish(FinishReason("length", "length"), Usage())
    ]


def test_one_of_several_tools_gives_only_its_arguments() -> None:
    pieces = [Piece('{"name":"b","argu'), Piece('ments":{"y":{'), Piece("}}"), Piece("}"), Piece(finish_reason="stop")]
    assert parts_of(pieces, [A, B]) == [
        ToolInputStart("id", "b"),
        ToolInputDelta("id", '{"y":{'),
        ToolInputDelta("id", "}"),
        ToolInputDelta("id", "}"),
        ToolInputEnd("id"),
        ToolCallContent("id", "b", '{"y":{}}'),
        Finish(FinishReason("tool-calls", "stop"), Usage()),
    ]


def test_the_arguments_own_brace_is_kept_when_the_limit_cuts_the_last_one_off() -> None:
    parts = parts_of([Piece('{"name":"b","arguments":{"y":1}'), Piece(finish_reason="length")], [A, B])
    assert ToolCallContent("id", "b", '{"y":1}') in parts


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=3),
    max_leaves=8,
)


@given(
    arguments=st.dictionaries(st.text(), JSON, max_size=3),
    cuts=st.sets(st.integers(0, 200)),
    compact=st.booleans(),
)
def test_however_the_text_is_cut_the_call_is_the_same(
    arguments: dict[str, object], cuts: set[int], compact: bool
) -> None:
    text = json.dumps(
        {"name": "b", "arguments": arguments}, separators=(",", ":") if compact else None, indent=None if compact else 1
    )
    edges = [0, *sorted(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    pieces = [Piece(text[start:end]) for start, end in pairwise(edges)]
    parts = parts_of([*pieces, Piece(finish_reason="stop")], [A, B])
    [call] = [part for part in parts if isinstance(part, ToolCallContent)]
    assert call.tool_name == "b"
    assert json.loads(call.input) == arguments
    assert "".join(part.delta for part in parts if isinstance(part, ToolInputDelta)) == call.input
