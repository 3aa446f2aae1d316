"""The blocking twins have the parameters and results of the async functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, assert_type

from ai_sdk import GenerateTextResult, Output
from ai_sdk.sync import embed, embed_many, generate_text, run, stream_text


class Recipe(TypedDict):
    name: str


async def seconds(minutes: int) -> float:
    return minutes * 60


assert_type(embed("a:b", "x").embedding, Sequence[float])
assert_type(embed_many("a:b", ["x"], max_parallel_calls=2).embeddings, Sequence[Sequence[float]])
assert_type(run(seconds, 2), float)

assert_type(generate_text("a:b", "x").output, str)
assert_type(generate_text("a:b", "x", output=Recipe).output, Recipe)

with stream_text("a:b", "x", output=Recipe) as stream:
    for text in stream.text_stream:
        assert_type(text, str)
    assert_type(stream.result(), GenerateTextResult[Recipe])

with stream_text("a:b", "x", output=Output.array(Recipe)) as stream_of_many:
    for recipe in stream_of_many.element_stream:
        assert_type(recipe, Recipe)

embed("a:b", 5)  # pyright: ignore[reportArgumentType]
embed_many("a:b", ["x"], max_paralel_calls=2)  # pyright: ignore[reportCallIssue]
generate_text("a:b", "x", temperature="hot")  # pyright: ignore[reportArgumentType]
stream_text("a:b", "x", no_such_setting=1)  # pyright: ignore[reportCallIssue]
