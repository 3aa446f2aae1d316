"""JSON in and out."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from ai_sdk.provider import JSONParseError, SerializationError
from ai_sdk.provider_utils import is_parsable_json, number_text, parse_json, to_json_text
from hypothesis import given
from hypothesis import strategies as st

# What hypothesis finds in this file, it tries as keys too.
KEYS = st.text().filter(lambda key: key not in ("__proto__", "constructor"))
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e15, 1e15) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "NaN",
        "[Infinity]",
        "-Infinity",
        "[1,]",
        '{"a":1,}',
        "{'a':1}",
        "[1] // x",
        "01",
        "1.",
        ".5",
        "+1",
        '"\x01"',
        '"\\x41"',
        "1 2",
        "tru",
        "\ufeff1",
        "undefined",
        '{"a"}',
        '"\\u12"',
        "\xa01",
    ],
)
def test_what_is_no_json_is_an_error_with_the_text(text: str) -> None:
    with pytest.raises(JSONParseError) as caught:
        parse_json(text)
    assert caught.value.text == text
    assert caught.value.message.startswith(f"JSON parsing failed: Text: {text}.\nError message: ")
    assert not is_parsable_json(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"\xef\xbb\xbf[1]", [1]),
        (b'"\xff\xc3"', "\ufffd\ufffd"),
        (b'"\xe2\x82"', "\ufffd"),
        ('{"a":1,"a":2}', {"a": 2}),
        ('"\\ud800x"', "\ud800x"),
        ('"\\ud83d\\ude00"', "\U0001f600"),
        ("9007199254740993", 9007199254740993),
        ("[1e999, -1e999]", [math.inf, -math.inf]),
        ("9" * 5000, math.inf),
        ("1E5", 1e5),
        (" \t\r\n1 ", 1),
        ("[" * 250 + "]" * 250, None),
    ],
)
def test_what_json_allows_is_read(text: bytes | str, value: Any) -> None:
    parsed = parse_json(text)
    if value is not None:
        assert parsed == value


def test_bytes_with_a_bom_are_an_error_where_the_decoder_has_dropped_one_already() -> None:
    with pytest.raises(JSONParseError):
        parse_json(b"\xef\xbb\xbf1", keep_bom=True)


def test_nesting_without_end_is_a_parse_error() -> None:
    for text in ("[" * 200_000, '{"a":' * 200_000, "[" * 200_000 + "]" * 200_000):
        with pytest.raises(JSONParseError):
            parse_json(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"__proto__":1}',
        '[{"a":[{"__proto__":null}]}]',
        '{"\\u005f_proto__":{}}',
        '{"constructor":{"prototype":1}}',
        '{"c\\u006fnstructor":{"prototype":{}}}',
        '{"a":"\\ud800","__proto__":1}',
    ],
)
@pytest.mark.parametrize("encode", [str, str.encode])
def test_a_key_that_reaches_for_a_prototype_is_refused(text: str, encode: Any) -> None:
    with pytest.raises(JSONParseError, match="Object contains forbidden prototype property"):
        parse_json(encode(text))


@pytest.mark.parametrize(
    "text",
    [
        '"__proto__"',
        '{"a":"__proto__"}',
        '{"constructor":{"x":1}}',
        '{"constructor":null}',
        '{"constructor":["prototype"]}',
    ],
)
def test_the_words_alone_are_harmless(text: str) -> None:
    assert parse_json(text) == json.loads(text)


@given(JSON_VALUES)
def test_what_is_written_is_read_back(value: Any) -> None:
    text = to_json_text(value)
    assert parse_json(text) == value
    assert parse_json(text.encode()) == value
    assert json.loads(text) == value


@given(st.text(alphabet='{}[]",:0123456789eE+-.\\u/tfn al\ud800\u00e4 ', max_size=30))
def test_it_reads_what_the_standard_library_reads_and_nothing_else(text: str) -> None:
    def refuse(word: str) -> Any:
        raise ValueError(word)

    try:
        expected = json.loads(text, parse_constant=refuse)
    except ValueError:
        assert not is_parsable_json(text)
    else:
        assert parse_json(text) == expected


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (-1.5, "-1.5"),
        (100.0, "100"),
        (1e16, "10000000000000000"),
        (1.2345678901234568e20, "123456789012345680000"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
        (1e-5, "0.00001"),
        (1e-6, "0.000001"),
        (1.5e-6, "0.0000015"),
        (1e-7, "1e-7"),
        (5e-324, "5e-324"),
        (math.nan, "null"),
        (-math.inf, "null"),
        (2**70, "1180591620717411303424"),
    ],
)
def test_numbers_are_written_as_javascript_writes_them(number: float, text: str) -> None:
    assert number_text(number) == text
    assert to_json_text({"a": [number], "b": "x"}) == f'{{"a":[{text}],"b":"x"}}'
    assert to_json_text(number) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_written_float_is_the_same_float(number: float) -> None:
    assert float(number_text(number)) == number


def test_json_text_is_compact_and_leaves_other_alphabets_alone() -> None:
    assert to_json_text({"a": "\u00e4\u2028\x7f", "b": (1, True, None)}) == '{"a":"\u00e4\u2028\x7f","b":[1,true,null]}'
    assert to_json_text('\x01\n"\\/') == '"\\u0001\\n\\"\\\\/"'


def test_lone_surrogates_are_escaped_and_pairs_are_joined() -> None:
    assert to_json_text(["\ud800x", "\ud83d\ude00", "\udc00"]) == '["\\ud800x","\U0001f600","\\udc00"]'
    assert to_json_text([1.0, "\ud800"]) == '[1,"\\ud800"]'


def test_bytes_are_objects_and_times_have_milliseconds() -> None:
    assert to_json_text({"b": b"\x01\xff", "e": b""}) == '{"b":{"0":1,"1":255},"e":{}}'
    assert to_json_text(datetime(2024, 1, 1, 0, 0, 0, 5678, UTC)) == '"2024-01-01T00:00:00.005Z"'


def test_a_text_that_looks_like_a_python_number_changes_nothing() -> None:
    value = {"a": "1.0, 5e-07 2e+16]", "b": 2.0, "c": {}, "d": [], "e": False}
    assert to_json_text(value) == '{"a":"1.0, 5e-07 2e+16]","b":2,"c":{},"d":[],"e":false}'


def test_keys_become_texts() -> None:
    assert to_json_text({True: 2, None: 3, 4: 5}) == '{"true":2,"null":3,"4":5}'
    assert to_json_text({False: [1.0], None: 3, 4: 5}) == '{"false":[1],"null":3,"4":5}'


def test_what_json_can_not_hold_is_a_serialization_error() -> None:
    circle: list[Any] = []
    circle.append(circle)
    for value, words in ((object(), "object"), ({(1, 2): 3}, "tuple"), (circle, "contains itself"), ({1, 2}, "set")):
        with pytest.raises(SerializationError, match=words):
            to_json_text(value)
