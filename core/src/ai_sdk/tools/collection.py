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
    if isinstance(tools, Mapping):
        return {name: _named(_as_tool(tool), name) for name, tool in tools.items()}
    given = cast("object", tools)
    if isinstance(given, str) or not isinstance(given, Sequence):
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


def _as_tool(value: object) -> Tool[Any, Any]:
    if isinstance(value, Tool):
        return cast("Tool[Any, Any]", value)
    if callable(value):
        from ai_sdk.tools.function_tool import tool_from_function

        return tool_from_function(value)
    raise _wrong(f"{value!r} is no tool and no function", value)


def _named(tool: Tool[Any, Any], name: str) -> Tool[Any, Any]:
    # A copy would build its schema anew in each call.
    return tool if tool.name == name else replace(tool, name=name)


def _wrong(what: str, value: object) -> InvalidArgumentError:
    return InvalidArgumentError(f"Invalid tools: {what}.", argument="tools", value=value)
