"""Tools from functions."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import Any, assert_type

from ai_sdk.tools.function_tool import ToolFunction, tool, tool_from_function
from ai_sdk.tools.tool import Tool, ToolContext


@tool
async def weather(city: str, *, days: int = 1) -> list[str]:
    return [city] * days


@tool(name="plus", needs_approval=lambda arguments, context: bool(arguments["a"]))
def add(a: int, b: int = 2) -> int:
    return a + b


@tool
async def count(to: int, context: ToolContext) -> AsyncGenerator[int, None]:
    yield to


class Shop:
    @tool
    def find(self, query: str) -> str:
        return query

    @tool(title="Kind")
    async def kind(self, query: str) -> int:
        return 1


def plain(query: str) -> bytes:
    return query.encode()


async def a_decorated_function_is_called_as_before() -> None:
    assert_type(await weather("Oslo", days=2), list[str])
    assert_type(add(1), int)
    async for number in count(3, ToolContext("c")):
        assert_type(number, int)
    add("one")  # pyright: ignore[reportArgumentType]
    await weather()  # pyright: ignore[reportCallIssue]


async def a_method_knows_its_object() -> None:
    shop = Shop()
    assert_type(shop.find("x"), str)
    assert_type(await shop.kind("x"), int)
    assert_type(Shop.find(shop, "x"), str)
    shop.find()  # pyright: ignore[reportCallIssue]


def a_function_becomes_a_tool() -> None:
    made = tool_from_function(plain)
    assert_type(made("x"), bytes)
    function: Callable[[str], bytes] = made.function
    taken: Tool[Any, Any] = made
    both: list[ToolFunction[..., Any]] = [weather, add, Shop().find]
    _ = function, taken, both
