"""Running a tool, whatever kind of function it is, and telling the model what came of it."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import math
import threading
from collections.abc import AsyncIterable, Callable, Generator, Mapping
from functools import partial
from typing import Any, Final, TypeVar, cast, get_args

from ai_sdk.provider.core_errors import SerializationError
from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.provider.prompt import JSONOutput, TextOutput, ToolOutput
from ai_sdk.tools.threads import in_thread, run_later
from ai_sdk.tools.tool import Tool, ToolContext

__all__ = ["model_output", "run_tool", "to_jsonable", "validated_context"]

T = TypeVar("T")

_END: Final[Any] = object()


async def run_tool(tool: Tool[Any, Any], tool_input: Any, context: ToolContext, tell: Callable[[Any], None]) -> Any:
    """The result of a tool; `tell` is given the preliminary values before it.

    Coroutine functions are awaited. Plain functions run in a thread, so that they don't hold up the event loop, with
    the context variables of the caller; a thread can't be stopped, so cancelling only stops waiting for it. Each value
    of a generator, or of any other asynchronous iterable that the tool returns, is preliminary, and the last one is the
    result again. Cancelling closes the generator.
    """
    execute = tool.execute
    if execute is None:
        raise TypeError(f"tool {tool.name!r} has no execute")
    if tool.is_async:
        value = execute(tool_input, context)
        variables = None
    else:
        variables = contextvars.copy_context()
        value = await _in_thread(variables, partial(execute, tool_input, context))
    if value.__class__ in _USUAL_RESULTS:
        return value
    if inspect.isawaitable(value):
        value = await value
    last: Any = None
    if isinstance(value, AsyncIterable):
        iterable = cast("AsyncIterable[Any]", value)
        try:
            async for last in iterable:
                tell(last)
        finally:
            aclose = getattr(iterable, "aclose", None)
            if aclose is not None:
                await aclose()
        return last
    if inspect.isgenerator(value):
        steps = _ThreadedGenerator(value, variables or contextvars.copy_context())
        try:
            while (item := await steps.next()) is not _END:
                last = item
                tell(last)
        finally:
            await steps.aclose()
        return last
    return value


# Seen at a glance to be neither awaitable nor a generator.
_USUAL_RESULTS: Final = frozenset((str, dict, list, int, float, bool, type(None)))


class _ThreadedGenerator:
    """A generator whose steps run in threads, one after the other."""

    def __init__(self, generator: Generator[Any, Any, Any], variables: contextvars.Context) -> None:
        self._generator = generator
        self._variables = variables
        self._lock = threading.Lock()
        self._abandoned = False

    async def next(self) -> Any:
        """The next value, `_END` after the last one."""
        try:
            return await _in_thread(self._variables, self._step)
        except asyncio.CancelledError:
            self._abandoned = True
            raise

    async def aclose(self) -> None:
        """Closes the generator; if a thread is in it still, as soon as that is out, without waiting for it."""
        if not self._abandoned:
            await _in_thread(self._variables, self._generator.close)
            return
        run_later(self._close)

    def _step(self) -> Any:
        with self._lock:
            return next(self._generator, _END)

    def _close(self) -> None:
        # No context: another thread may be in it.
        with self._lock:
            self._generator.close()


async def _in_thread(variables: contextvars.Context, function: Callable[[], T]) -> T:
    return await in_thread(lambda: variables.run(_without_stop_iteration, function))


def _without_stop_iteration(function: Callable[[], T]) -> T:
    try:
        return function()
    except StopIteration as error:
        # A future refuses it: before Python 3.12 whoever awaits that future would wait for ever.
        raise RuntimeError("the tool raised StopIteration") from error


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
    """What the model is told of a result.

    A `ToolOutput`, from the tool itself or from its `to_model_output`, is told as it is; a text as text and anything
    else as JSON.
    """
    if output.__class__ is str and (tool is None or tool.to_model_output is None):
        return TextOutput(output)
    if tool is not None and tool.to_model_output is not None:
        output = tool.to_model_output(output, ToolContext(tool_call_id, input=tool_input))
        if inspect.isawaitable(output):
            output = await output
    if isinstance(output, _TOOL_OUTPUTS):
        return cast("ToolOutput", output)
    value = to_jsonable(output)
    return TextOutput(value) if isinstance(value, str) and isinstance(output, str) else JSONOutput(value)


_TOOL_OUTPUTS: Final = get_args(ToolOutput)


def to_jsonable(value: Any) -> Any:
    """The JSON of any value: models, dataclasses, times and the like included. JSON itself passes as it is.

    Bytes are their UTF-8 text if they are one, else base64; what has no JSON form is its `str()`. Raises
    `SerializationError` for a value that contains itself.
    """
    try:
        if _is_json(value):
            return value
    except RecursionError:
        raise SerializationError("The value is nested too deeply for JSON, or contains itself") from None
    from pydantic_core import to_jsonable_python

    jsonable = partial(to_jsonable_python, value, by_alias=True, inf_nan_mode="null", fallback=str)
    try:
        try:
            return jsonable()
        except UnicodeDecodeError:
            return jsonable(bytes_mode="base64")
    except (ValueError, RecursionError) as error:
        raise SerializationError(f"A {type(value).__name__} can't be written as JSON: {error}", cause=error) from error


def _is_json(value: Any) -> bool:
    kind = cast("type[Any]", type(value))
    if kind is float:
        return math.isfinite(value)
    if value is None or kind in (str, int, bool):
        return True
    if kind is dict:
        return all(type(key) is str and _is_json(item) for key, item in cast("dict[Any, Any]", value).items())
    return kind is list and all(map(_is_json, cast("list[Any]", value)))
