"""What type an output has. Not run: pyright checks it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, TypedDict, assert_type

from ai_sdk.provider.json_values import JSONValue
from ai_sdk.schema import Schema, as_schema, json_schema
from ai_sdk.text.output import Output, OutputSpec
from calls import TextStream, generate_text, stream_text
from pydantic import BaseModel, TypeAdapter


class Recipe(BaseModel):
    name: str


@dataclass
class Point:
    x: int


class Options(TypedDict):
    size: int


class Mood(StrEnum):
    GOOD = "good"
    BAD = "bad"


async def the_output_has_the_type_that_was_asked_for(model: str, schema: Schema[Recipe]) -> None:
    assert_type((await generate_text(model, "hi", output=Recipe)).output, Recipe)
    assert_type((await generate_text(model, "hi", output=Point)).output, Point)
    assert_type((await generate_text(model, "hi", output=Options)).output, Options)
    assert_type((await generate_text(model, "hi", output=Mood)).output, Mood)
    assert_type((await generate_text(model, "hi", output=list[Recipe])).output, list[Recipe])
    assert_type((await generate_text(model, "hi", output=dict[str, int])).output, dict[str, int])
    assert_type((await generate_text(model, "hi", output=schema)).output, Recipe)


async def without_output_it_is_text(model: str) -> None:
    assert_type((await generate_text(model, "hi")).output, str)
    assert_type((await generate_text(model, "hi", output=None)).output, str)
    assert_type((await generate_text(model, "hi", output=str)).output, str)
    assert_type((await generate_text(model, "hi", output=Output.text())).output, str)
    assert_type((await stream_text(model, "hi").result()).output, str)


async def specifications_say_the_type(model: str) -> None:
    assert_type((await generate_text(model, "hi", output=Output.object(Recipe, name="r"))).output, Recipe)
    assert_type((await generate_text(model, "hi", output=Output.object({"type": "object"}))).output, Any)
    assert_type((await generate_text(model, "hi", output=Output.object(int | str))).output, Any)
    assert_type((await generate_text(model, "hi", output=Output.array(Recipe))).output, list[Recipe])
    assert_type((await generate_text(model, "hi", output=Output.array({"type": "object"}))).output, list[Any])
    assert_type((await generate_text(model, "hi", output=Output.json())).output, JSONValue)


async def a_choice_is_one_of_its_options(model: str, words: list[str]) -> None:
    assert_type((await generate_text(model, "hi", output=Output.choice(("a", "b")))).output, Literal["a", "b"])
    assert_type((await generate_text(model, "hi", output=Output.choice(Mood))).output, Mood)
    # A list forgets which strings are in it.
    assert_type((await generate_text(model, "hi", output=Output.choice(["a", "b"]))).output, str)
    assert_type((await generate_text(model, "hi", output=Output.choice(words))).output, str)


async def what_was_assigned_before_keeps_its_type(model: str) -> None:
    array = Output.array(Recipe)
    choice = Output.choice(("a", "b"))
    assert_type(array, OutputSpec[list[Recipe], list[Recipe]])
    assert_type(choice, OutputSpec[Literal["a", "b"], Literal["a", "b"]])
    assert_type((await generate_text(model, "hi", output=array)).output, list[Recipe])
    assert_type((await generate_text(model, "hi", output=choice)).output, Literal["a", "b"])


async def streams_have_typed_parts_and_elements(model: str) -> None:
    heroes = stream_text(model, "hi", output=Output.array(Recipe))
    assert_type(heroes, TextStream[list[Recipe], list[Recipe]])
    async for hero in heroes.element_stream:
        assert_type(hero, Recipe)
    async for some in heroes.partial_output_stream:
        assert_type(some, list[Recipe])
    assert_type((await heroes.result()).output, list[Recipe])
    async for choice in stream_text(model, "hi", output=Output.choice(("a", "b"))).partial_output_stream:
        assert_type(choice, Literal["a", "b"])
    async for partial in stream_text(model, "hi", output=Recipe).partial_output_stream:
        assert_type(partial, Any)
    async for element in stream_text(model, "hi", output=list[Recipe]).element_stream:
        assert_type(element, Recipe)


def only_lists_have_elements(model: str) -> None:
    print(stream_text(model, "hi").element_stream)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]


async def what_is_no_type_is_refused(model: str) -> None:
    await generate_text(model, "hi", output=5)  # pyright: ignore[reportArgumentType]
    # A JSON Schema says nothing of the type: Output.object({...}) makes it Any.
    await generate_text(model, "hi", output={"type": "object"})  # pyright: ignore[reportArgumentType]
    Output.choice([1, 2])  # pyright: ignore[reportArgumentType]


def schemas_have_the_type_of_their_values(value: object) -> None:
    assert_type(as_schema(Recipe), Schema[Recipe])
    assert_type(as_schema(Recipe).validate(value), Recipe)
    assert_type(as_schema(list[int]).validate_python(value), list[int])
    assert_type(as_schema(TypeAdapter(list[int])).validate(value), list[int])
    assert_type(as_schema(as_schema(Point)), Schema[Point])
    assert_type(as_schema({"type": "object"}), Schema[Any])
    assert_type(as_schema(int | str), Schema[Any])
    assert_type(json_schema({}, validate=int), Schema[int])
    assert_type(json_schema({}), Schema[Any])
