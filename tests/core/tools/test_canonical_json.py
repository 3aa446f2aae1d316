"""Canonical JSON, by the rules of JavaScript."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ai_sdk.provider.core_errors import SerializationError
from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.tools.canonical_json import canonical_digest, canonical_json, in_code_unit_order
from hypothesis import given
from hypothesis import strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_keys_are_sorted_in_every_object() -> None:
    assert canonical_json({"b": [{"d": 1, "c": 2}], "a": {}}) == '{"a":{},"b":[{"c":2,"d":1}]}'


def test_keys_are_sorted_by_utf_16_code_units_and_not_by_code_points() -> None:
    # An emoji begins with a surrogate, 0xD83C, and so stands before U+FF5E.
    assert in_code_unit_order(["\uff5e", "\U0001f30d", "a"]) == ["a", "\U0001f30d", "\uff5e"]


def test_keys_that_are_numbers_are_sorted_as_texts() -> None:
    assert canonical_json({"9": 1, "10": 2}) == '{"10":2,"9":1}'


@pytest.mark.parametrize(
    ("number", "text"),
    [(1.0, "1"), (-0.0, "0"), (0.1, "0.1"), (1e-7, "1e-7"), (1e21, "1e+21"), (1e20, "100000000000000000000")],
)
def test_numbers_are_written_as_javascript_writes_them(number: float, text: str) -> None:
    assert canonical_json([number]) == f"[{text}]"


def test_large_integers_keep_all_their_digits() -> None:
    # Two of them that are one double must not have one signature.
    assert canonical_json(2**53 + 1) == "9007199254740993"


def test_texts_are_not_escaped_beyond_need() -> None:
    assert canonical_json("ü\u2028\x01\ud800") == '"ü\u2028\\u0001\\ud800"'


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(InvalidArgumentError, match="no canonical JSON"):
        canonical_json({"a": [number]})


def test_a_value_that_contains_itself_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(SerializationError, match="contains itself"):
        canonical_json(value)


def test_the_digest_is_that_of_the_reference() -> None:
    assert canonical_digest({"v": "x"}) == "6tiw5OJcIzqBqqxCI-5SyrzWohhzq8Wq9f6Yhr2xMs8"


@given(JSON)
def test_the_text_stays_the_same_when_the_value_is_read_back(value: Any) -> None:
    text = canonical_json(value)
    assert canonical_json(json.loads(text)) == text


@given(st.dictionaries(st.text(), JSON, min_size=2))
def test_the_order_of_the_keys_makes_no_difference(value: dict[str, Any]) -> None:
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)
