"""Running a tool, whatever kind of function it is, and telling the model what came of it."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import aclosing
from typing import Any, cast

from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.provider.prompt import JSONOutput, TextOutput, ToolOutput
from ai_sdk.tools.tool import Tool, ToolContext

__all__ = ["model_output", "run_tool", "to_jsonable", "validated_context"]


async def run_tool(
    tool: Tool[Any, Any], tool_input: Any, context: ToolContext
) -> AsyncGenerator[tuple[Any, bool], None]:
    """The values of a tool, each with whether it is preliminary; the last one is not.

    Coroutine functions are awaited. Plain functions run in a thread, so that they don't hold up the event loop; a
    thread can't be stopped, so cancelling only stops waiting for it. Each value of a generator is preliminary, and its
    last one is the result again.
    """
    execute = tool.execute
    if execute is None:
        raise TypeError(f"tool {tool.name!r} has no execute")
    if inspect.isasyncgenfunction(execute) or inspect.iscoroutinefunction(execute):
        value = execute(tool_input, context)
    else:
        value = await asyncio.to_thread(execute, tool_input, context)
    if inspect.isawaitable(value):
        value = await value
    if inspect.isasyncgen(value):
        last: Any = None
        async with aclosing(value) as values:
            async for last in values:
                yield last, True
        yield last, False
    elif inspect.isgenerator(value):
        last = None
        iterator = cast("Iterator[Any]", value)
        try:
            while (item := await asyncio.to_thread(next, iterator, _END)) is not _END:
                last = item
                yield last, True
        finally:
            value.close()
        yield last, False
    else:
        yield value, False


_END: Any = object()


def validated_context(tool: Tool[Any, Any], contexts: Mapping[str, Any]) -> Any:
    """This tool's entry of `tools_context`, as its `context_schema` has it. Raises `TypeValidationError`."""
    context = contexts.get(tool.name or "")
    if tool.context_schema is None:
        return context
    from ai_sdk.schema import as_schema

    try:
        return as_schema(tool.context_schema).validate_python(context)
    except TypeValidationError as error:
        where = {"field": "tool context", "entity_name": tool.name or ""}
        raise TypeValidationError(value=context, cause=error.cause or error, context=where) from error


async def model_output(tool: Tool[Any, Any] | None, output: Any, *, tool_call_id: str, tool_input: Any) -> ToolOutput:
    """What the model is told of a result: what `to_model_output` says, else text as text and anything else as JSON."""
    if tool is not None and tool.to_model_output is not None:
        told = tool.to_model_output(output, ToolContext(tool_call_id, input=tool_input))
        return await told if inspect.isawaitable(told) else told
    if isinstance(output, str):
        return TextOutput(output)
    return JSONOutput(to_jsonable(output))


def to_jsonable(value: Any) -> Any:
    """The JSON of any value: models, dataclasses, times and the like included. JSON itself passes as it is."""
    if value is None or isinstance(value, (str, int, float)) or _is_json(value):
        return value
    from pydantic_core import to_jsonable_python

    return to_jsonable_python(value, by_alias=True, fallback=str)


def _is_json(value: Any) -> bool:
    if value is None or type(value) in (str, int, float, bool):
        return True
    if type(value) is dict:
        return all(type(key) is str and _is_json(item) for key, item in cast("dict[Any, Any]", value).items())
    return type(value) is list and all(map(_is_json, cast("list[Any]", value)))
