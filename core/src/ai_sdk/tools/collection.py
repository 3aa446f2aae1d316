"""The tools of a call, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias, cast

from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.tools.tool import Tool

__all__ = ["ToolLike", "ToolsInput", "as_tools"]

ToolLike: TypeAlias = Tool[Any, Any] | Callable[..., Any]
ToolsInput: TypeAlias = Sequence[ToolLike] | Mapping[str, ToolLike]
"""A list of tools and functions, or a mapping of names to them."""


def as_tools(tools: ToolsInput) -> dict[str, Tool[Any, Any]]:
    """The tools by name, in their order; functions become tools.

    Raises `InvalidArgumentError` for a tool without a name, two of one name, or something that is no tool.
    """
    given: Any = tools
    if isinstance(given, Mapping):
        named = cast("Mapping[str, ToolLike]", given)
        return {name: replace(_as_tool(tool), name=name) for name, tool in named.items()}
    if isinstance(given, (str, Tool)) or not isinstance(given, Sequence):
        raise _wrong(f"expected a list of tools, or a mapping of names to tools, got {given!r}", given)
    result: dict[str, Tool[Any, Any]] = {}
    for each in cast("Sequence[ToolLike]", given):
        tool = _as_tool(each)
        if not tool.name:
            raise _wrong(f"{tool!r} has no name; give it one with name=, or give a mapping", tool)
        if tool.name in result:
            raise _wrong(f"two tools have the name {tool.name!r}", tool)
        result[tool.name] = tool
    return result


def _as_tool(value: ToolLike) -> Tool[Any, Any]:
    if isinstance(value, Tool):
        return value
    if callable(value):  # pyright: ignore[reportUnnecessaryComparison]
        from ai_sdk.tools.function_tool import tool_from_function

        return tool_from_function(value)
    raise _wrong(f"{value!r} is no tool and no function", value)


def _wrong(what: str, value: object) -> InvalidArgumentError:
    return InvalidArgumentError(f"Invalid tools: {what}.", argument="tools", value=value)
