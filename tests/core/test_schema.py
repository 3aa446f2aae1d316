from __future__ import annotations

import enum
import gc
import json
import subprocess
import sys
import typing
import weakref
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, NotRequired, TypedDict

import pytest
import typing_extensions
from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.schema import Schema, as_schema, json_schema
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

DRAFT_7 = "http://json-schema.org/draft-07/schema#"


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Ingredient(BaseModel):
    """Something to put in."""

    name: str
    grams: float | None = None


class Recipe(BaseModel):
    model_config = ConfigDict(strict=True)

    ingredients: list[Ingredient]
    first: Ingredient = Field(description="the one to begin with")
    color: Color = Color.RED
    day: date | None = None
    pair: tuple[int, str] | None = None


class Node(BaseModel):
    children: list[Node] = []


class Left(BaseModel):
    right: Right = Field(description="the other one")


class Right(BaseModel):
    left: Left | None = None
    me: Right = Field(default=None, description="itself")


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass
class Place:
    """Where it is."""

    at: Point


class Options(TypedDict):
    name: str
    size: NotRequired[int]


class Inner(TypedDict, total=False):
    a: typing.Required[Annotated[int, Field(ge=1)]]
    b: str


class Outer(Options):
    """A typed dict."""

    many: list[Inner]
    maybe: Inner | None
    other: typing_extensions.NotRequired[dict[str, Inner]]


def shown(form: object) -> dict[str, Any]:
    """The JSON Schema, without the line that each of them begins with."""
    schema = dict(as_schema(form).json_schema)
    assert next(iter(schema)) == "$schema"
    assert schema.pop("$schema") == DRAFT_7
    return schema


# From types


def test_a_model_is_an_object_with_its_parts_written_out() -> None:
    ingredient = {
        "type": "object",
        "description": "Something to put in.",
        "properties": {
            "name": {"type": "string"},
            "grams": {"anyOf": [{"type": "number"}, {"type": "null"}], "default": None},
        },
        "required": ["name"],
        "additionalProperties": False,
    }
    assert shown(Recipe) == {
        "type": "object",
        "properties": {
            "ingredients": {"type": "array", "items": ingredient},
            "first": {**ingredient, "description": "the one to begin with"},
            "color": {"type": "string", "enum": ["red", "blue"], "default": "red"},
            "day": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}], "default": None},
            "pair": {
                "anyOf": [
                    {"type": "array", "items": [{"type": "integer"}, {"type": "string"}], "minItems": 2, "maxItems": 2},
                    {"type": "null"},
                ],
                "default": None,
            },
        },
        "required": ["ingredients", "first"],
        "additionalProperties": False,
    }


def test_a_dataclass_is_an_object_with_its_docstring() -> None:
    point = {
        "type": "object",
        "properties": {"x": {"type": "integer"}, "y": {"type": "integer", "default": 0}},
        "required": ["x"],
        "additionalProperties": False,
    }
    assert shown(Point) == point
    assert shown(Place) == {
        "type": "object",
        "description": "Where it is.",
        "properties": {"at": point},
        "required": ["at"],
        "additionalProperties": False,
    }


def test_a_typed_dict_is_an_object_whose_optional_keys_are_not_required() -> None:
    inner = {
        "type": "object",
        "properties": {"a": {"type": "integer", "minimum": 1}, "b": {"type": "string"}},
        "required": ["a"],
        "additionalProperties": False,
    }
    assert shown(Outer) == {
        "type": "object",
        "description": "A typed dict.",
        "properties": {
            "name": {"type": "string"},
            "size": {"type": "integer"},
            "many": {"type": "array", "items": inner},
            "maybe": {"anyOf": [inner, {"type": "null"}]},
            "other": {"type": "object", "additionalProperties": inner},
        },
        "required": ["name", "many", "maybe"],
        "additionalProperties": False,
    }
    assert shown(list[Inner]) == {"type": "array", "items": inner}
    value = {"name": "n", "many": [{"a": 1}], "maybe": None}
    assert as_schema(Outer).validate(value) == value


@pytest.mark.parametrize(
    ("form", "schema"),
    [
        (int, {"type": "integer"}),
        (list[int], {"type": "array", "items": {"type": "integer"}}),
        (Literal["a", "b"], {"enum": ["a", "b"], "type": "string"}),
        (int | str, {"anyOf": [{"type": "integer"}, {"type": "string"}]}),
        (Annotated[int, Field(gt=1, description="d")], {"type": "integer", "exclusiveMinimum": 1, "description": "d"}),
        (TypeAdapter(list[str]), {"type": "array", "items": {"type": "string"}}),
        (Color, {"type": "string", "enum": ["red", "blue"]}),
        (
            tuple[int, str],
            {"type": "array", "items": [{"type": "integer"}, {"type": "string"}], "minItems": 2, "maxItems": 2},
        ),
        (Any, {}),
    ],
    ids=str,
)
def test_any_type_that_pydantic_knows_has_a_schema(form: object, schema: object) -> None:
    assert shown(form) == schema


def test_titles_of_the_author_are_kept_and_those_of_pydantic_are_not() -> None:
    class Titled(BaseModel):
        model_config = ConfigDict(title="A title")

        name: str = Field(title="Its name")
        title: int

    class Own(BaseModel):
        titled: Titled
        color: Color

    assert shown(Own) == {
        "type": "object",
        "properties": {
            "titled": {
                "type": "object",
                "title": "A title",
                "properties": {"name": {"type": "string", "title": "Its name"}, "title": {"type": "integer"}},
                "required": ["name", "title"],
                "additionalProperties": False,
            },
            "color": {"type": "string", "enum": ["red", "blue"]},
        },
        "required": ["titled", "color"],
        "additionalProperties": False,
    }


def test_a_type_that_contains_itself_keeps_references_and_its_root_is_an_object() -> None:
    node = {
        "type": "object",
        "properties": {"children": {"type": "array", "items": {"$ref": "#/definitions/Node"}, "default": []}},
        "additionalProperties": False,
    }
    assert shown(Node) == {**node, "definitions": {"Node": node}}
    assert shown(list[Node]) == {
        "type": "array",
        "items": {"$ref": "#/definitions/Node"},
        "definitions": {"Node": node},
    }


def test_nothing_stands_beside_a_reference() -> None:
    schema = shown(Left)
    assert schema["properties"] == {"right": {"$ref": "#/definitions/Right"}}
    assert schema["definitions"]["Right"]["properties"]["me"] == {"$ref": "#/definitions/Right"}


def test_objects_are_closed_and_dicts_are_not() -> None:
    class Open(BaseModel):
        model_config = ConfigDict(extra="allow")

        any: dict[str, Any]
        plain: dict  # type: ignore[type-arg]
        points: dict[str, Point]

    schema = shown(Open)
    assert schema["additionalProperties"] is False
    assert schema["properties"]["any"] == {"type": "object", "additionalProperties": {}}
    assert schema["properties"]["plain"] == {"type": "object", "additionalProperties": {}}
    assert schema["properties"]["points"]["additionalProperties"]["additionalProperties"] is False


def test_a_union_with_a_discriminator_is_a_plain_any_of() -> None:
    class Cat(BaseModel):
        kind: Literal["cat"]

    class Dog(BaseModel):
        kind: Literal["dog"]

    schema = shown(Annotated[Cat | Dog, Field(discriminator="kind")])
    assert schema.keys() == {"anyOf"}
    assert [member["properties"]["kind"]["const"] for member in schema["anyOf"]] == ["cat", "dog"]


def test_a_property_may_be_called_like_a_keyword() -> None:
    class Odd(BaseModel):
        items: int
        properties: str
        ref: str = Field(alias="$ref")
        defs: str = Field(alias="$defs")

    assert shown(Odd)["properties"] == {
        "items": {"type": "integer"},
        "properties": {"type": "string"},
        "$ref": {"type": "string"},
        "$defs": {"type": "string"},
    }


def test_a_schema_that_would_be_huge_keeps_its_references() -> None:
    model: Any = Point
    for level in range(30):
        model = type(f"Level{level}", (BaseModel,), {"__annotations__": {"a": model, "b": model}})
    schema = shown(model)
    assert len(json.dumps(schema)) < 20_000
    assert schema["definitions"]["Level3"] == {
        "type": "object",
        "properties": {"a": {"$ref": "#/definitions/Level2"}, "b": {"$ref": "#/definitions/Level2"}},
        "required": ["a", "b"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize(
    "form",
    [typing.Callable[[int], int], list["Missing"]],  # noqa: F821
    ids=["function", "name"],
)
def test_what_pydantic_has_no_schema_of_says_so(form: object) -> None:
    with pytest.raises(InvalidParameterError, match="There is no schema of "):
        _ = as_schema(form).json_schema


@pytest.mark.parametrize("form", ["Recipe", 5, [Recipe], (int, str), lambda: None])
def test_what_is_no_type_is_refused_at_once(form: object) -> None:
    with pytest.raises(InvalidParameterError, match="is no schema"):
        as_schema(form)


# From JSON Schema


def test_json_schema_is_sent_unchanged_and_any_value_is_valid() -> None:
    given = {"type": "object", "title": "T", "$defs": {"A": {}}, "properties": {"a": {"$ref": "#/$defs/A"}}}
    schema = as_schema(given)
    assert schema.json_schema is given
    value = object()
    assert schema.validate(value) is value
    assert schema.validate_python(value) is value


def test_json_schema_may_bring_a_validator() -> None:
    def positive(value: Any) -> int:
        if value < 0:
            raise ValueError(f"{value} is negative")
        return int(value)

    schema = json_schema({"type": "number"}, validate=positive)
    assert schema.validate(1.0) == 1
    with pytest.raises(TypeValidationError) as caught:
        schema.validate(-1)
    assert str(caught.value) == "Type validation failed: Value: -1.\nError message: -1 is negative"
    assert isinstance(caught.value.cause, ValueError)


def test_no_schema_is_an_object_without_properties() -> None:
    assert as_schema(None).json_schema == {"type": "object", "properties": {}, "additionalProperties": False}


def test_a_schema_is_given_back_as_it_is() -> None:
    schema = as_schema(Recipe)
    assert as_schema(schema) is schema
    assert isinstance(schema, Schema)


# Validation


def test_a_value_becomes_an_object_of_the_type() -> None:
    value = {"ingredients": [{"name": "flour"}], "first": {"name": "egg", "grams": 55}}
    assert as_schema(Recipe).validate(value) == Recipe(
        ingredients=[Ingredient(name="flour")], first=Ingredient(name="egg", grams=55)
    )
    assert as_schema(Place).validate({"at": {"x": 1}}) == Place(Point(1))
    assert as_schema(list[Point]).validate([{"x": 1}]) == [Point(1)]


def test_a_strict_model_takes_the_json_forms_of_dates_enums_and_tuples() -> None:
    value = {"ingredients": [], "first": {"name": "egg"}, "color": "blue", "day": "2025-01-02", "pair": [1, "x"]}
    recipe = as_schema(Recipe).validate(value)
    assert (recipe.color, recipe.day, recipe.pair) == (Color.BLUE, date(2025, 1, 2), (1, "x"))


def test_json_that_utf_8_can_not_hold_is_validated_too() -> None:
    assert as_schema(dict[str, Any]).validate({"half": "\ud83d"}) == {"half": "\ud83d"}


def test_infinite_numbers_stay_infinite() -> None:
    assert as_schema(list[float]).validate([float("inf"), 1]) == [float("inf"), 1.0]


def test_a_wrong_value_says_where_it_is_wrong_in_one_line_each() -> None:
    value = {"ingredients": [{"name": 1}], "color": "green"}
    with pytest.raises(TypeValidationError) as caught:
        as_schema(Recipe).validate(value)
    assert str(caught.value) == (
        'Type validation failed: Value: {"ingredients":[{"name":1}],"color":"green"}.\n'
        "Error message: ingredients.0.name: Input should be a valid string\n"
        "first: Field required\n"
        "color: Input should be 'red' or 'blue'"
    )
    assert caught.value.value is value
    assert isinstance(caught.value.cause, ValidationError)


def test_what_a_validator_of_the_author_raises_is_a_validation_error() -> None:
    class Picky(BaseModel):
        name: str

        @field_validator("name")
        @classmethod
        def look_up(cls, name: str) -> str:
            return {"known": "name"}[name]

    with pytest.raises(TypeValidationError) as caught:
        as_schema(Picky).validate({"name": "unknown"})
    assert isinstance(caught.value.cause, KeyError)


def test_python_objects_are_validated_as_they_are() -> None:
    recipe = Recipe(ingredients=[], first=Ingredient(name="egg"))
    assert as_schema(Recipe).validate_python(recipe) is recipe
    with pytest.raises(TypeValidationError):
        as_schema(Recipe).validate_python({"ingredients": [], "first": {"name": "egg"}, "day": "2025-01-02"})


# Costs


def test_the_schema_of_a_type_is_made_once() -> None:
    assert as_schema(Recipe) is as_schema(Recipe)
    assert as_schema(list[Recipe]) is as_schema(list[Recipe])
    assert as_schema(Recipe).json_schema is as_schema(Recipe).json_schema


def test_a_subclass_has_a_schema_of_its_own() -> None:
    class Big(Ingredient):
        size: int

    as_schema(Ingredient)
    assert as_schema(Big) is not as_schema(Ingredient)
    assert "size" in shown(Big)["properties"]


@pytest.mark.parametrize("kind", ["model", "dataclass", "typed dict"])
def test_a_class_that_nobody_needs_any_more_is_freed(kind: str) -> None:
    def make() -> Any:
        if kind == "model":
            return type("Model", (BaseModel,), {"__annotations__": {"a": int}})
        if kind == "dataclass":
            return dataclass(type("Data", (), {"__annotations__": {"a": int}}))
        return typing_extensions.TypedDict("Dict", {"a": int})  # type: ignore[operator]

    def use() -> weakref.ref[Any]:
        cls = make()
        assert as_schema(cls).validate({"a": 1})
        assert as_schema(cls).json_schema
        return weakref.ref(cls)

    reference = use()
    gc.collect()
    assert reference() is None


def test_pydantic_is_imported_when_a_type_is_used_and_not_before() -> None:
    code = """
import sys
from dataclasses import dataclass
from ai_sdk.schema import as_schema, json_schema
from ai_sdk.text.output import Output

@dataclass
class Point:
    x: int

schema = as_schema({"type": "object"})
schema.json_schema, schema.validate({}), json_schema({}, validate=str).validate(1)
Output.object(schema), Output.array(Point), Output.choice(["a"]), as_schema(list[Point])
assert "pydantic" not in sys.modules
as_schema(Point).json_schema
assert "pydantic" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})
