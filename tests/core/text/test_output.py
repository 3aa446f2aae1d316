from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

import pytest
from ai_sdk.provider.core_errors import InvalidParameterError, NoObjectGeneratedError
from ai_sdk.provider.errors import JSONParseError, TypeValidationError
from ai_sdk.provider.tools import JSONFormat, TextFormat
from ai_sdk.schema import as_schema, json_schema
from ai_sdk.text.output import Output, OutputSpec, as_output
from pydantic import BaseModel, ValidationError

DRAFT_7 = "http://json-schema.org/draft-07/schema#"


class Hero(BaseModel):
    name: str
    age: int = 0


class Tree(BaseModel):
    children: list[Tree] = []


@dataclass
class Point:
    x: int


class Mood(StrEnum):
    GOOD = "good"
    BAD = "bad"


def failure(spec: OutputSpec[Any, Any], text: str) -> NoObjectGeneratedError:
    with pytest.raises(NoObjectGeneratedError) as caught:
        spec.parse(text)
    return caught.value


# What the model is asked for


def test_text_asks_for_text() -> None:
    assert Output.text().response_format == TextFormat()


def test_json_asks_for_json_without_a_schema() -> None:
    assert Output.json(name="n", description="d").response_format == JSONFormat(name="n", description="d")


def test_an_object_asks_for_its_schema() -> None:
    schema = {"type": "object", "properties": {"a": {}}}
    assert Output.object(schema, name="n").response_format == JSONFormat(schema, name="n")
    assert Output.object(Hero).response_format == JSONFormat(as_schema(Hero).json_schema)


def test_an_array_asks_for_an_object_with_elements() -> None:
    element = {"$schema": "x", "type": "object", "properties": {}}
    assert Output.array(element, description="d").response_format == JSONFormat(
        {
            "$schema": DRAFT_7,
            "type": "object",
            "properties": {"elements": {"type": "array", "items": {"type": "object", "properties": {}}}},
            "required": ["elements"],
            "additionalProperties": False,
        },
        description="d",
    )


@pytest.mark.parametrize("key", ["definitions", "$defs"])
def test_definitions_of_an_element_move_to_the_root_that_references_start_from(key: str) -> None:
    element = {key: {"A": {"type": "string"}}, "$ref": f"#/{key}/A"}
    schema = Output.array(element).response_format.schema  # type: ignore[union-attr]
    assert list(schema)[:2] == ["$schema", key]
    assert schema[key] == {"A": {"type": "string"}}
    assert schema["properties"]["elements"]["items"] == {"$ref": f"#/{key}/A"}


def test_a_type_that_contains_itself_can_be_an_element() -> None:
    schema = Output.array(Tree).response_format.schema  # type: ignore[union-attr]
    children = {"default": [], "items": {"$ref": "#/definitions/Tree"}, "type": "array"}
    assert schema["properties"]["elements"]["items"]["properties"]["children"] == children
    assert schema["definitions"]["Tree"]["properties"]["children"] == children


def test_a_choice_asks_for_an_object_with_a_result() -> None:
    schema = {
        "$schema": DRAFT_7,
        "type": "object",
        "properties": {"result": {"type": "string", "enum": ["good", "bad"]}},
        "required": ["result"],
        "additionalProperties": False,
    }
    for options in (["good", "bad"], Mood):
        spec = Output.choice(options)
        assert spec.response_format == JSONFormat(schema)
        assert json.dumps(spec.response_format.schema) == json.dumps(schema)  # type: ignore[union-attr]


@pytest.mark.parametrize("options", [[], "good", [1, 2], ["a", None]])
def test_a_choice_without_strings_is_refused(options: Any) -> None:
    with pytest.raises(InvalidParameterError, match="expected some strings to choose from, got "):
        Output.choice(options)


# Whole answers


def test_whole_answers_become_values() -> None:
    assert Output.text().parse("any {text") == "any {text"
    assert Output.json().parse(" [1, null] ") == [1, None]
    assert Output.object(Hero).parse('{"name":"Ada","age":36}') == Hero(name="Ada", age=36)
    assert Output.object(Point).parse('{"x":1}') == Point(1)
    assert Output.object({"type": "object"}).parse('{"any":"thing"}') == {"any": "thing"}
    assert Output.array(Hero).parse('{"elements":[{"name":"Ada"},{"name":"Bob"}]}') == [
        Hero(name="Ada"),
        Hero(name="Bob"),
    ]
    assert Output.choice(["good", "bad"]).parse('{"result":"bad"}') == "bad"
    assert Output.choice(Mood).parse('{"result":"bad"}') is Mood.BAD


@pytest.mark.parametrize(
    "spec",
    [Output.json(), Output.object(Hero), Output.array(Hero), Output.choice(["good"])],
    ids=lambda spec: spec.name,
)
def test_an_answer_that_is_no_json_says_so(spec: OutputSpec[Any, Any]) -> None:
    with pytest.raises(NoObjectGeneratedError) as caught:
        spec.parse("```json\n{}\n```", response="response", usage="usage", finish_reason="stop")
    error = caught.value
    assert error.message == "No object generated: could not parse the response."
    assert (error.text, error.response, error.usage, error.finish_reason) == (
        "```json\n{}\n```",
        "response",
        "usage",
        "stop",
    )
    assert isinstance(error.cause, JSONParseError)


@pytest.mark.parametrize(
    ("spec", "text", "value"),
    [
        (Output.object(Hero), '{"age":1}', {"age": 1}),
        (Output.array(Hero), '{"elements":[{"name":"Ada"},{"name":1}]}', {"name": 1}),
        (Output.array(Hero), '{"elements":{}}', {"elements": {}}),
        (Output.array(Hero), "[]", []),
        (Output.choice(["good"]), '{"result":"go"}', {"result": "go"}),
        (Output.choice(["good"]), '"good"', "good"),
    ],
)
def test_an_answer_of_another_form_says_what_does_not_match(spec: OutputSpec[Any, Any], text: str, value: Any) -> None:
    error = failure(spec, text)
    assert error.message == "No object generated: response did not match schema."
    assert isinstance(error.cause, TypeValidationError)
    assert error.cause.value == value


def test_the_validators_own_error_is_the_cause_of_the_cause() -> None:
    error = failure(Output.object(Hero), "{}")
    assert isinstance(error.cause, TypeValidationError)
    assert isinstance(error.cause.cause, ValidationError)


# The parameter `output`


def test_no_output_is_none_and_a_specification_is_itself() -> None:
    spec = Output.json()
    assert as_output(None) is None
    assert as_output(spec) is spec


@pytest.mark.parametrize("output", [Hero, Point, {"type": "object"}, dict[str, int], json_schema({}), as_schema(Hero)])
def test_a_type_or_schema_means_an_object(output: object) -> None:
    spec = as_output(output)
    assert spec is not None
    assert spec.name == "object"
    assert spec.response_format == Output.object(output).response_format


@pytest.mark.parametrize(
    ("output", "name", "text", "value"),
    [
        (str, "text", "hi", "hi"),
        (list[Hero], "array", '{"elements":[{"name":"Ada"}]}', [Hero(name="Ada")]),
        (Literal["good", "bad"], "choice", '{"result":"bad"}', "bad"),
        (Mood, "choice", '{"result":"bad"}', Mood.BAD),
    ],
)
def test_a_type_that_is_no_object_means_the_form_that_fits_it(output: Any, name: str, text: str, value: Any) -> None:
    spec = as_output(output)
    assert spec is not None
    assert spec.name == name
    assert spec.parse(text) == value


@pytest.mark.parametrize("output", ["Recipe", 5, [Hero], lambda: None])
def test_what_is_no_type_is_refused_at_once(output: object) -> None:
    with pytest.raises(InvalidParameterError, match="is no schema"):
        as_output(output)
