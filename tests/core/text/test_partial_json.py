from __future__ import annotations

import json
import math
import re
from itertools import accumulate
from typing import Any

import pytest
from ai_sdk.provider.errors import JSONParseError
from ai_sdk.provider_utils.json_text import parse_json
from ai_sdk.text.partial_json import PartialJSON, PartialJSONParser, parse_partial_json
from hypothesis import example, given
from hypothesis import strategies as st


def said(text: str) -> Any:
    result = parse_partial_json(text)
    assert result.state in ("successful-parse", "repaired-parse"), result
    return result.value


# What the repair says


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a":1,"b":"x', {"a": 1, "b": "x"}),
        ('{"a":', {}),
        ('{"a', {}),
        ('{"a"', {}),
        ('{"a":-', {}),
        ('{"a":1,', {"a": 1}),
        ("{", {}),
        ("[", []),
        ("[1,", [1]),
        ('["', [""]),
        ('{"a":tr', {"a": True}),
        ('[{"x":1},{"y', [{"x": 1}, {}]),
        ('{"a":{"b":[1,{"c":"d', {"a": {"b": [1, {"c": "d"}]}}),
        (' { "a" : [ 1 , ', {"a": [1]}),
    ],
)
def test_what_is_open_is_closed_and_what_says_nothing_is_dropped(text: str, value: object) -> None:
    assert parse_partial_json(text) == PartialJSON(value, "repaired-parse")


@pytest.mark.parametrize(("text", "value"), [("1.", 1), ("1e", 1), ("1e-", 1), ("1E+", 1), ("-1.5e", -1.5), ("1-", 1)])
def test_a_number_is_cut_after_its_last_digit(text: str, value: float) -> None:
    assert parse_partial_json(text) == PartialJSON(value, "repaired-parse")
    assert parse_partial_json("[" + text) == PartialJSON([value], "repaired-parse")


@pytest.mark.parametrize("text", ["n", "nu", "nul", "t", "tr", "tru", "f", "fa", "fal", "fals"])
def test_a_literal_is_known_by_its_first_letter(text: str) -> None:
    assert parse_partial_json(text) == PartialJSON({"n": None, "t": True, "f": False}[text[0]], "repaired-parse")


@pytest.mark.parametrize("escape", ["\\", "\\u", "\\u1", "\\u12", "\\u123"])
def test_an_unfinished_escape_is_cut_off(escape: str) -> None:
    assert said(f'"ab{escape}') == "ab"


def test_half_of_a_surrogate_pair_waits_for_the_other_half() -> None:
    text = r'"ab\ud83d\ude00'
    assert [said(text[:end]) for end in range(3, len(text) + 1)] == ["ab"] * (len(text) - 3) + ["ab😀"]
    assert said(r'["\ud83d"') == ["\ud83d"]
    assert said(r'["\ud83dx') == ["\ud83dx"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "-", "[x", "x", "{a", "{'a", '{"a" 1', "[1 2", "[1,]", '{"a":1,}', "//", "﻿{}"]
)
def test_text_that_says_nothing_or_is_no_json_has_failed(text: str) -> None:
    assert parse_partial_json(text) == PartialJSON(None, "failed-parse")


@pytest.mark.parametrize(
    "text",
    ["NaN", "[NaN", "[Infinity", "[-Infinity", "01", "[01", "+1", ".5", '"\n', '"\\x', '"\\u12x', "[nulx", "--1"],
)
def test_the_grammar_is_strict(text: str) -> None:
    assert parse_partial_json(text).state == "failed-parse"


@pytest.mark.parametrize("text", ['{"__proto__":1', '{"\\u005f_proto__":1}', '[{"constructor":{"prototype":1'])
def test_objects_that_reach_for_a_prototype_have_failed(text: str) -> None:
    assert parse_partial_json(text).state == "failed-parse"
    assert parse_partial_json('{"constructor":{"x":1},"prototype":"__proto__').state == "repaired-parse"


@pytest.mark.parametrize(
    ("text", "value"), [('{"a":1} trailing', {"a": 1}), ("12 34", 12), ("nullx", None), ("truefalse", True), ("1. ", 1)]
)
def test_after_a_whole_value_anything_may_follow(text: str, value: object) -> None:
    assert parse_partial_json(text) == PartialJSON(value, "repaired-parse")


def test_no_text_is_a_state_of_its_own() -> None:
    assert parse_partial_json(None) == PartialJSON(None, "undefined-input")


def test_nesting_without_end_has_failed() -> None:
    assert parse_partial_json("[" * 400).state == "repaired-parse"
    assert parse_partial_json("[" * 100_000).state == "failed-parse"


# The same, compared with a slow and simple rule

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)
TEXTS = st.builds(
    lambda value, indent, ascii_only: json.dumps(value, indent=indent, ensure_ascii=ascii_only),
    JSON,
    st.sampled_from([None, 2]),
    st.booleans(),
)
# Text that is nearly JSON, or not at all.
BROKEN = st.lists(
    st.sampled_from([*'{}[]:,"\\ -+.eE01ux', "true", "nul", '"a"', '":', "\\u00e9", "\\ud83d", "\n"])
).map("".join)


def closers(text: str) -> str | None:
    """What closes the open structures of a beginning of valid JSON."""
    stack: list[str] = []
    in_string = escaped = False
    for char in text:
        if in_string:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                in_string = False
        elif char == '"':
            in_string = True
        elif char in "{[":
            stack.append("}" if char == "{" else "]")
        elif char in "}]":
            stack.pop()
    if in_string and re.search(r"\\u[dD][89abAB]..$", text):
        return None
    return ('"' if in_string else "") + "".join(reversed(stack))


def slowly_repaired(text: str) -> PartialJSON:
    """The longest beginning that is JSON once it is closed. `text` must be the beginning of valid JSON."""
    try:
        return PartialJSON(parse_json(text), "successful-parse")
    except JSONParseError:
        pass
    for end in range(len(text), 0, -1):
        beginning = text[:end]
        closing = closers(beginning)
        is_literal = end == len(text) and closing is not None and not closing.startswith('"')
        for literal in ["", *(["rue", "ue", "e", "alse", "lse", "se", "ull", "ll", "l"] if is_literal else [])]:
            try:
                if closing is not None:
                    return PartialJSON(parse_json(beginning + literal + closing), "repaired-parse")
            except JSONParseError:
                pass
    return PartialJSON(None, "failed-parse")


def same(left: PartialJSON, right: PartialJSON) -> bool:
    return left.state == right.state and repr(left.value) == repr(right.value)


@given(TEXTS, st.data())
def test_a_beginning_of_json_says_what_its_longest_part_says_that_can_be_closed(text: str, data: st.DataObject) -> None:
    beginning = text[: data.draw(st.integers(0, len(text)))]
    assert same(parse_partial_json(beginning), slowly_repaired(beginning)), beginning


@given(TEXTS | BROKEN)
@example("1" * 5000)
@example("[1e999,-1e999,-0,-0.0,1E5,123456789012345678901234567890]")
@example(r'["\ud800","\udc00\ud800","\ud83d\ude00","\/\b\f\n\r\t\"\\\u00e9"]')
def test_text_is_successful_exactly_if_it_is_json(text: str) -> None:
    result = parse_partial_json(text)
    parser = PartialJSONParser()
    parser.feed(text)
    try:
        value = parse_json(text)
    except JSONParseError:
        assert result.state != "successful-parse"
    else:
        assert result == PartialJSON(value, "successful-parse")
    assert same(PartialJSON(parser.value, parser.state), result)


# Piece by piece


def pieces_of(text: str, cuts: list[int]) -> list[str]:
    ends = sorted({cut % (len(text) + 1) for cut in cuts} | {len(text)})
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def json_text(value: object) -> str:
    # As the wire has it: 1 and 1.0 are the same number.
    return json.dumps(value, default=str).replace(".0", "") if value is not None else ""


@given(TEXTS | BROKEN, st.lists(st.integers(0, 10_000)))
@example(r'["\ud83d\ude00\n\u00e9"]', list(range(30)))
@example('{"a":[1.50,-2e1,0.0],"b":null} x', list(range(40)))
@example("1.0", list(range(4)))
def test_any_pieces_say_the_same_as_the_whole_text(text: str, cuts: list[int]) -> None:
    parser = PartialJSONParser()
    pieces = pieces_of(text, cuts)
    for piece, so_far in zip(pieces, accumulate(pieces), strict=True):
        parser.feed(piece)
        assert same(PartialJSON(parser.value, parser.state), parse_partial_json(so_far)), so_far


def unique_keys(text: str) -> bool:
    def check(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    try:
        json.loads(text, object_pairs_hook=check)
    except (AssertionError, ValueError):
        return False
    return True


@given(TEXTS, st.lists(st.integers(0, 10_000)))
def test_feed_tells_whether_the_value_changed(text: str, cuts: list[int]) -> None:
    parser = PartialJSONParser()
    before = (False, None)
    for piece in pieces_of(text, cuts):
        changed = parser.feed(piece)
        now = (parser.state != "failed-parse", parser.value)
        assert changed == (now != before or json_text(now) != json_text(before)), (piece, before, now)
        before = now


@given(BROKEN, st.lists(st.integers(0, 10_000)))
def test_feed_never_hides_a_change(text: str, cuts: list[int]) -> None:
    parser = PartialJSONParser()
    before: Any = None
    for piece in pieces_of(text, cuts):
        changed = parser.feed(piece)
        assert changed or parser.state == "failed-parse" or parser.value == before
        before = parser.value


@given(TEXTS)
def test_later_text_changes_no_value_that_was_handed_out(text: str) -> None:
    parser = PartialJSONParser()
    values: list[tuple[Any, str]] = []
    for char in text:
        parser.feed(char)
        value = parser.value
        values.append((value, json.dumps(value)))
    assert all(json.dumps(value) == then for value, then in values)


def test_finished_parts_are_shared_and_open_ones_are_not() -> None:
    parser = PartialJSONParser()
    parser.feed('{"done":[1],"open":[[2],')
    first = parser.value
    parser.feed("3")
    second = parser.value
    assert first == {"done": [1], "open": [[2]]}
    assert second == {"done": [1], "open": [[2], 3]}
    assert second["done"] is first["done"]
    assert second["open"][0] is first["open"][0]
    assert second["open"] is not first["open"]


def test_a_reader_that_skips_values_sees_the_last_one() -> None:
    parser = PartialJSONParser()
    for char in '{"text":"one two three':
        parser.feed(char)
    assert parser.value == {"text": "one two three"}


def test_what_follows_invalid_text_is_ignored() -> None:
    parser = PartialJSONParser()
    assert parser.feed("[1")
    assert not parser.feed(" 2")
    assert not parser.feed("]")
    assert (parser.value, parser.state) == (None, "failed-parse")


def test_a_key_that_comes_again_takes_the_place_of_the_first() -> None:
    parser = PartialJSONParser()
    parser.feed('{"a":[1],"a":')
    assert parser.value == {"a": [1]}
    parser.feed('"x')
    assert parser.value == {"a": "x"}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(
            {"items": [{"name": f"item {i:05d}", "score": i + 0.5, "text": "Some words. " * 6} for i in range(150)]}
        ),
        json.dumps({"text": "word " * 4000}),
        json.dumps({f"key{i}": i for i in range(1300)}),
        json.dumps({"code": 'a\n"b"\t' * 1700}),
    ],
    ids=["objects", "one long string", "one wide object", "escapes"],
)
def test_the_work_grows_with_the_text_and_not_with_its_square(text: str) -> None:
    # Counted in calls, which don't depend on the machine: parsing everything at every delta would take thousands more.
    import sys

    def calls(length: int) -> int:
        parser = PartialJSONParser()
        count = 0

        def tick(_frame: object, event: str, _arg: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(tick)
        try:
            for start in range(0, length, 4):
                if parser.feed(text[start : min(start + 4, length)]):
                    _ = parser.value
        finally:
            sys.setprofile(None)
        return count

    half, whole = calls(len(text) // 2), calls(len(text))
    assert whole < 2.2 * half
    assert whole < 30 * len(text) / 4


def test_infinite_numbers_are_those_of_the_wire() -> None:
    assert parse_partial_json("1e999") == PartialJSON(math.inf, "successful-parse")
