"""What type the output of an agent has. Not run: pyright checks it."""

from __future__ import annotations

from typing import Any, assert_type

from ai_sdk import Agent, ToolLoopAgent
from ai_sdk.text.output import Output
from pydantic import BaseModel


class Recipe(BaseModel):
    name: str


async def the_output_of_an_agent_has_the_type_that_was_asked_for(model: str) -> None:
    text = ToolLoopAgent(model=model, instructions="Be brief.", temperature=0)
    assert_type((await text.generate("hi")).output, str)
    recipes = ToolLoopAgent(model=model, output=Recipe)
    assert_type((await recipes.generate("hi", on_end=lambda info: print(info.text))).output, Recipe)
    assert_type((await recipes.stream("hi").result()).output, Recipe)
    many = ToolLoopAgent(model=model, output=Output.array(Recipe))
    assert_type((await many.generate("hi")).output, list[Recipe])
    async for partial in many.stream("hi").partial_output_stream:
        assert_type(partial, list[Recipe])


def an_agent_is_an_agent(model: str) -> Agent:
    return ToolLoopAgent(model=model)


def wrong_settings_are_seen(model: str) -> None:
    ToolLoopAgent(model=model, temprature=0)  # pyright: ignore[reportCallIssue]
    ToolLoopAgent(model=model, temperature="hot")  # pyright: ignore[reportArgumentType]
    agent: ToolLoopAgent[str, Any] = ToolLoopAgent(model=model)
    agent.stream("hi", temperature=0)  # pyright: ignore[reportCallIssue]
