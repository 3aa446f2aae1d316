from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import pytest
from ai_sdk.schema import json_schema
from ai_sdk.text.output import Output, OutputSpec
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel


class Hero(BaseModel):
    name: str


def streamed(spec: OutputSpec[Any, Any], deltas: Iterable[str]) -> tuple[list[Any], list[Any]]:
    """The partial values and the elements, as readers of a stream get them."""
    parser = spec.partial_parser()
    values: list[Any] = []
    elements: list[Any] = []
    for delta in deltas:
        if parser.feed(delta):
            values.append(parser.value)
        elements += parser.elements
    return values, elements


def values_of(spec: OutputSpec[Any, Any], *deltas: str) -> list[Any]:
    return streamed(spec, deltas)[0]


# Text


def test_each_piece_of_text_is_a_change_and_no_piece_is_none() -> None:
    assert values_of(Output.text(), "Hel", "", "lo") == ["Hel", "Hello"]


def test_text_that_is_read_late_is_whole() -> None:
    parser = Output.text().partial_parser()
    for letter in "late":
        parser.feed(letter)
    assert parser.value == "late"
    assert parser.value == "late"


# Objects and JSON


@pytest.mark.parametrize("spec", [Output.object(Hero), Output.json()], ids=["object", "json"])
def test_partial_objects_are_what_the_json_says_so_far(spec: OutputSpec[Any, Any]) -> None:
    deltas = ["", " {", ' "na', 'me"', ': "', "Ada", '" ', "} "]
    assert values_of(spec, *deltas) == [{}, {"name": ""}, {"name": "Ada"}]


def test_partial_objects_are_not_validated() -> None:
    assert values_of(Output.object(Hero), '{"name":', " 5 }") == [{}, {"name": 5}]


def test_null_is_no_partial_value() -> None:
    assert values_of(Output.json(), "n", "ull") == []
    assert values_of(Output.json(), "[n", "ull", "]") == [[None]]
    assert Output.json().parse("null") is None


def test_text_that_is_no_json_gives_no_partial_values() -> None:
    assert values_of(Output.json(), "```", "json\n", "{}", "\n```") == []
    assert values_of(Output.json(), "[1", ", oops", "]") == [[1]]


def test_earlier_values_stay_as_they_were() -> None:
    values = values_of(Output.json(), '{"a":[1', ",2", ',{"b":"x', 'y"}', "]}")
    assert values == [
        {"a": [1]},
        {"a": [1, 2]},
        {"a": [1, 2, {"b": "x"}]},
        {"a": [1, 2, {"b": "xy"}]},
    ]


# Arrays


def test_an_element_counts_once_the_next_one_begins_and_the_last_one_when_the_json_ends() -> None:
    deltas = ['{"elements"', ":[", '{"name":"A"', "}", ",", '{"name":', '"B"}', "]", "}"]
    parser = Output.array(Hero).partial_parser()
    seen = [(delta, parser.feed(delta), list(parser.elements)) for delta in deltas]
    assert [(delta, elements) for delta, changed, elements in seen if changed] == [
        (":[", []),
        ('{"name":', [Hero(name="A")]),
        ("}", [Hero(name="B")]),
    ]
    assert all(not elements for _, changed, elements in seen if not changed)
    assert parser.value == [Hero(name="A"), Hero(name="B")]


def test_numbers_and_strings_can_be_elements() -> None:
    deltas = ['{"elements":[1', "2", ",", "-", "3", ",4]", "}"]
    assert streamed(Output.array(int), deltas) == ([[], [12], [12, -3], [12, -3, 4]], [12, -3, 4])
    assert values_of(Output.array(str), '{"elements":["a', 'b","', 'c"]', "}") == [[], ["ab"], ["ab", "c"]]


def test_several_elements_may_come_at_once() -> None:
    assert streamed(Output.array(int), ['{"elements":[1,2,3,', "4]}"]) == ([[1, 2], [1, 2, 3, 4]], [1, 2, 3, 4])


def test_elements_that_the_schema_refuses_are_left_out() -> None:
    deltas = ['{"elements":[{"name":"A"},', '{"name":1},', '{"name":"B"}', "]}"]
    heroes = [Hero(name="A"), Hero(name="B")]
    assert streamed(Output.array(Hero), deltas) == ([[], heroes[:1], heroes], heroes)


def test_each_element_is_validated_once() -> None:
    asked: list[int] = []
    spec = Output.array(json_schema({"type": "integer"}, validate=lambda value: asked.append(value) or value))
    deltas = json.dumps({"elements": list(range(10, 60))})
    values, elements = streamed(spec, deltas)
    assert asked == elements == list(range(10, 60))
    assert values == [elements[:end] for end in range(51)]


def test_an_element_that_was_cut_off_is_never_handed_out() -> None:
    assert streamed(Output.array(int), ['{"elements":[1,2']) == ([[1]], [1])


def test_other_properties_beside_the_elements_do_not_matter() -> None:
    deltas = ['{"note":["x", "y"],', '"elements":[1,2]', ',"more":[3,4]', "}"]
    assert streamed(Output.array(int), deltas) == ([[1], [1, 2]], [1, 2])


def test_what_follows_the_json_takes_no_element_back() -> None:
    assert values_of(Output.array(int), '{"elements":[1]}', "\n```") == [[1]]


@pytest.mark.parametrize("text", ['{"elements":{"a":1}}', "[1,2]", '"elements"', "null", "oops"])
def test_an_answer_without_elements_has_no_partial_values(text: str) -> None:
    assert streamed(Output.array(int), text) == ([], [])


@given(st.lists(st.integers() | st.text() | st.lists(st.integers()), max_size=8), st.integers(1, 9))
def test_the_elements_of_a_stream_are_those_of_the_whole_answer(items: list[Any], size: int) -> None:
    spec = Output.array({})
    text = json.dumps({"elements": items})
    values, elements = streamed(spec, [text[start : start + size] for start in range(0, len(text), size)])
    assert elements == values[-1] == spec.parse(text) == items
    assert all(value == items[: len(value)] for value in values)


# Choices


def test_an_option_is_known_as_soon_as_no_other_one_starts_like_it() -> None:
    deltas = ["{ ", '"result": ', '"foo', "bar", "2", '" }']
    assert values_of(Output.choice(["foobar", "foobar2"]), *deltas) == ["foobar2"]
    assert values_of(Output.choice(["sunny", "rainy"]), '{"result":"', "s", 'unny"', "}") == ["sunny"]


def test_an_option_that_another_one_begins_with_is_known_when_the_json_is_complete() -> None:
    parser = Output.choice(["foobar", "foobar2"]).partial_parser()
    assert [parser.feed(delta) for delta in ('{"result":"foobar', '"', " }", "\n")] == [False, False, True, False]
    assert parser.value == "foobar"


def test_no_option_is_chosen_by_other_text() -> None:
    assert values_of(Output.choice(["a", "b"]), '{"result":"', 'c"}') == []
    assert values_of(Output.choice(["a", "b"]), '{"result":1}') == []
    assert values_of(Output.choice(["a", "b"]), '"a"') == []


def test_the_members_of_an_enum_come_out_as_members() -> None:
    class Mood(StrEnum):
        GOOD = "good"
        BAD = "bad"

    (value,) = values_of(Output.choice(Mood), '{"result":"g')
    assert value is Mood.GOOD
