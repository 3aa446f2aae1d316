"""The language of shapes, and provider options, which it checks."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Any

import pytest
from ai_sdk.provider import InvalidArgumentError, TypeValidationError
from ai_sdk.provider_utils import (
    ANY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    Shape,
    ShapeError,
    first_of,
    list_of,
    mapping_of,
    nullable,
    nullish,
    object_of,
    one_of,
    optional,
    parse_provider_options,
)


@pytest.mark.parametrize(
    ("shape", "good", "bad"),
    [
        (STRING, ["", "a"], [None, 1, b"a", ["a"]]),
        (NUMBER, [0, -1.5, 10**30], [True, False, "1", None, math.nan, math.inf]),
        (INTEGER, [0, -1, 2.0], [1.5, True, "1", None]),
        (BOOLEAN, [True, False], [0, 1, None, "true"]),
        (ANY, [None, 1, {}], []),
        (one_of("a", "b"), ["a", "b"], ["c", None, 1, ["a"]]),
        (nullable(STRING), ["a", None], [1]),
        (nullable(NUMBER), [1, None], ["1"]),
        (list_of(STRING), [[], ["a"]], ["a", [1], None, {}]),
        (mapping_of(NUMBER), [{}, {"a": 1}], [[], {"a": "1"}]),
        (object_of({"a": STRING}), [{"a": "x"}], [{}, {"a": None}, {"a": 1}, [], None]),
        (object_of({"a": optional(STRING)}), [{}, {"a": "x"}], [{"a": None}]),
        (object_of({"a": nullish(STRING)}), [{}, {"a": "x"}, {"a": None}], [{"a": 1}]),
        (object_of({"a": nullable(STRING)}), [{"a": None}], [{}]),
        (first_of(STRING, NUMBER), ["a", 1], [None]),
    ],
)
def test_a_shape_takes_what_it_means(shape: Shape, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert shape(value) == value
    for value in bad:
        with pytest.raises(ShapeError):
            shape(value)


def test_unknown_members_are_dropped_or_kept() -> None:
    value = {"z": 1, "a": {"b": "x", "c": 2}, "l": [{"b": "y", "d": 1}]}
    inner = object_of({"b": STRING})
    assert object_of({"a": inner, "l": list_of(inner)})(value) == {"a": {"b": "x"}, "l": [{"b": "y"}]}
    kept = object_of({"a": inner}, keep_unknown=True)(value)
    assert kept == {"z": 1, "a": {"b": "x"}, "l": [{"b": "y", "d": 1}]}
    assert mapping_of(inner)({"x": {"b": "y", "c": 1}}) == {"x": {"b": "y"}}
    assert value["a"] == {"b": "x", "c": 2}


def test_where_nothing_is_dropped_nothing_is_copied() -> None:
    inner = object_of({"b": STRING}, keep_unknown=True)
    shape = object_of({"l": list_of(inner), "m": nullish(mapping_of(NUMBER))}, keep_unknown=True)
    value = {"l": [{"b": "x", "c": 1}], "m": {"n": 1}}
    assert shape(value) is value


def test_the_first_shape_that_fits_wins() -> None:
    shape = first_of(object_of({"a": STRING}), object_of({"b": STRING}), object_of({}))
    assert shape({"a": "x", "b": "y"}) == {"a": "x"}
    assert shape({"b": "y"}) == {"b": "y"}
    assert shape({"c": 1}) == {}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "a: is missing"),
        ({"a": 1}, "a: expected an object, got 1"),
        ({"a": {"b": [{"c": "x"}, {"c": None}]}}, "a.b[1].c: expected a string, got null"),
        ({"a": {"b": [{}]}}, "a.b[0].c: is missing"),
        ({"a": {"b": "x" * 100}}, f"a.b: expected a list, got '{'x' * 56}..."),
        ([], "expected an object, got a list"),
    ],
)
@pytest.mark.parametrize("keep_unknown", [True, False])
def test_an_error_says_where_and_what(value: Any, words: str, keep_unknown: bool) -> None:
    item = object_of({"c": STRING}, keep_unknown=keep_unknown)
    shape = object_of({"a": object_of({"b": list_of(item)}, keep_unknown=keep_unknown)}, keep_unknown=keep_unknown)
    with pytest.raises(ShapeError) as caught:
        shape(value)
    assert str(caught.value) == words


def test_an_error_of_alternatives_has_all_reasons() -> None:
    with pytest.raises(ShapeError, match="a: is missing; or b: is missing"):
        first_of(object_of({"a": STRING}), object_of({"b": STRING}))({})
    with pytest.raises(ShapeError, match=r"x\.k: expected a number, got 'v'"):
        object_of({"x": mapping_of(NUMBER)})({"x": {"k": "v"}})


OPTIONS = object_of({"reasoningFormat": optional(one_of("parsed", "raw")), "user": optional(STRING)})


def test_options_are_those_of_the_provider_or_none() -> None:
    for options in (None, {}, {"other": {"user": "x"}}, {"acme": None}):
        assert parse_provider_options(options, provider="acme", validate=OPTIONS) is None
    assert parse_provider_options({"acme": {}}, provider="acme", validate=OPTIONS) == {}


def test_options_may_be_written_in_snake_case() -> None:
    def parse(**options: Any) -> Any:
        return parse_provider_options({"acme": MappingProxyType(options)}, provider="acme", validate=OPTIONS)

    assert parse(reasoning_format="raw", user="u", x=1) == {"reasoningFormat": "raw", "user": "u"}
    assert parse(reasoningFormat="raw", reasoning_format="parsed") == {"reasoningFormat": "raw"}
    assert parse(reasoning_format="parsed", reasoningFormat="raw") == {"reasoningFormat": "raw"}


def test_unknown_options_keep_their_spelling_where_they_are_kept() -> None:
    loose = object_of({"reasoningEffort": optional(STRING)}, keep_unknown=True)
    parsed = parse_provider_options({"acme": {"top_k": 1, "reasoning_effort": "low"}}, provider="acme", validate=loose)
    assert parsed == {"top_k": 1, "reasoningEffort": "low"}


def test_wrong_options_are_an_invalid_argument() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        parse_provider_options({"acme": {"user": 1}}, provider="acme", validate=OPTIONS)
    assert caught.value.message == "invalid acme provider options"
    assert caught.value.argument == "provider_options"
    assert isinstance(caught.value.cause, TypeValidationError)
    assert "user: expected a string, got 1" in caught.value.cause.message


def test_options_may_be_checked_by_any_function() -> None:
    from pydantic import TypeAdapter

    validate = TypeAdapter(dict[str, int]).validate_python
    assert parse_provider_options({"acme": {"a": 1}}, provider="acme", validate=validate) == {"a": 1}
    with pytest.raises(InvalidArgumentError):
        parse_provider_options({"acme": {"a": "x"}}, provider="acme", validate=validate)
