"""Tools from Python functions.

    @tool
    async def weather(city: str, unit: Literal["celsius", "fahrenheit"] = "celsius") -> str:
        \"\"\"Current weather of a city.

        Args:
            city: Name of the city.
        \"\"\"

    await generate_text(model, "Weather in Oslo?", tools=[weather])
    await weather("Oslo")                   # it is still the function

The name, the description and the schema come from the function. Functions without the decorator do as well:
`tools=[weather]`, also methods, `functools.partial` and objects with `__call__`.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from inspect import cleandoc
from types import FunctionType
from typing import TYPE_CHECKING, Any, Concatenate, Final, Generic, ParamSpec, Self, TypeAlias, TypeVar, cast, overload

from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.tools.function_input import FunctionInput, function_input, function_name, names_in_annotations
from ai_sdk.tools.tool import Tool, ToolContext

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import JSONValue, ProviderOptions

__all__ = ["FunctionToolInput", "ToolFunction", "tool", "tool_from_function"]

P = ParamSpec("P")
Rest = ParamSpec("Rest")
ReturnT = TypeVar("ReturnT")
InstanceT = TypeVar("InstanceT")

FunctionToolInput: TypeAlias = dict[str, Any]
"""The input of a tool that is a function: argument name -> checked value, defaults included."""


@dataclass(kw_only=True, eq=False, repr=False)
class ToolFunction(Tool[FunctionToolInput, Any], Generic[P, ReturnT]):
    """A function that is a tool. Made by `tool`; calling it calls the function.

    In a class it is a method: `shop.search` is a tool that belongs to `shop`.
    """

    function: Callable[P, ReturnT]

    def __post_init__(self) -> None:
        super().__post_init__()
        self.__doc__ = self.function.__doc__
        self.__wrapped__ = self.function
        for name in ("__name__", "__qualname__", "__module__"):
            if hasattr(self.function, name):
                setattr(self, name, getattr(self.function, name))

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> ReturnT:
        return self.function(*args, **kwargs)

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> Self: ...

    @overload
    def __get__(
        self: ToolFunction[Concatenate[InstanceT, Rest], ReturnT], instance: InstanceT, owner: type | None = None
    ) -> ToolFunction[Rest, ReturnT]: ...

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        bind = getattr(type(self.function), "__get__", None)
        function = self.function if instance is None or bind is None else bind(self.function, instance, owner)
        if function is self.function:
            return self
        return replace(self, function=function, **_ways(function, function_input(function)))


def tool_from_function(function: Callable[P, ReturnT]) -> ToolFunction[P, ReturnT]:
    """The tool of a function, named after it and described by its docstring.

    Raises `InvalidArgumentError` for a function whose parameters can't be described: without annotations, or `*args`
    and `**kwargs`.
    """
    given: Any = function
    if isinstance(given, ToolFunction):
        return cast("ToolFunction[P, ReturnT]", given)
    holder: object = getattr(given, "__func__", None)
    if isinstance(holder, ToolFunction):  # a class method that is a tool, from Python 3.13 on
        return cast("Any", holder).__get__(given.__self__)
    # Kept with the function, which is given anew for every call. `functools.wraps` copies what is kept with a function.
    kept: Any = vars(given).get(_ATTRIBUTE) if isinstance(given, FunctionType) else None
    if kept is not None and kept.function is function:
        return kept
    made = _make(function, {})
    _raise_fault(made)
    if isinstance(given, FunctionType):
        setattr(given, _ATTRIBUTE, made)
    return made


_ATTRIBUTE: Final = "__ai_sdk_function_tool__"


@overload
def tool(function: Callable[P, ReturnT], /) -> ToolFunction[P, ReturnT]: ...


@overload
def tool(
    *,
    name: str | None = None,
    description: str | None = None,
    needs_approval: bool | Callable[[FunctionToolInput, ToolContext], bool | Awaitable[bool]] = False,
    to_model_output: Callable[[Any, ToolContext], Any] | None = None,
    output_schema: Any = None,
    context_schema: Any = None,
    on_input_start: Callable[[Any], Any] | None = None,
    on_input_delta: Callable[[Any], Any] | None = None,
    on_input_available: Callable[[Any], Any] | None = None,
    title: str | None = None,
    metadata: Mapping[str, JSONValue] | None = None,
    strict: bool | None = None,
    input_examples: Sequence[Any] | None = None,
    provider_options: ProviderOptions | None = None,
) -> Callable[[Callable[P, ReturnT]], ToolFunction[P, ReturnT]]: ...


def tool(function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Makes a tool of a function: `@tool`, or `@tool(name="forecast", needs_approval=True)`.

        @tool
        def add(a: int, b: int) -> int:
            \"\"\"Adds two numbers.\"\"\"
            return a + b

    name, description: else those of the function; what its docstring says of a parameter describes the parameter, if
        the annotation does not (`Annotated[int, Field(description=...)]`).
    The others are those of `Tool`; functions among them are given the input as a dict of the arguments.

    pydantic checks what the model gives, by the annotations; the function gets the values that it makes of it. A
    parameter of the type `ToolContext` is given the context, and the model does not hear of it. Coroutine functions are
    awaited, plain functions run in a thread; generators of either kind give preliminary results. Raises
    `InvalidArgumentError` for parameters that can't be described.
    """
    if function is not None:
        return _decorate(function, options, inspect.currentframe())

    def decorate(function: Callable[..., Any]) -> Any:
        return _decorate(function, options, inspect.currentframe())

    return decorate


def _decorate(function: Callable[..., Any], options: Mapping[str, Any], frame: Any) -> ToolFunction[..., Any]:
    scope = frame.f_back
    names = {} if scope.f_locals is scope.f_globals else names_in_annotations(function, scope.f_locals)
    made = _make(function, options, names)
    if not _is_in_class(made.function):
        _raise_fault(made)
    return made


def _make(
    function: Callable[P, ReturnT], options: Mapping[str, Any], names: Mapping[str, Any] | None = None
) -> ToolFunction[P, ReturnT]:
    _check(function)
    given_options = {name: value for name, value in options.items() if value is not None}
    schema = function_input(function, names)
    found = {"name": function_name(function), "description": schema.doc.description or _class_doc(function)}
    return ToolFunction(function=function, **{**found, **given_options}, **_ways(function, schema))


def _check(function: object) -> None:
    kind = type(function)
    if isinstance(function, type) or kind in (classmethod, staticmethod) or not callable(function):
        order = f"; put @tool below @{kind.__name__}" if kind in (classmethod, staticmethod) else ""
        raise InvalidArgumentError(
            f"{function!r} is no function that could be a tool{order}.", argument="tools", value=function
        )


def _class_doc(function: object) -> str | None:
    """The docstring of the class of an object with `__call__`."""
    kind = type(function)
    is_object = not inspect.isroutine(function) and "__call__" in vars(kind) and not isinstance(function, partial)
    return cleandoc(kind.__doc__) if is_object and kind.__doc__ else None


def _ways(function: Callable[..., Any], schema: FunctionInput) -> dict[str, Any]:
    """How the input is checked and how the function is called."""

    def call(tool_input: FunctionToolInput, context: ToolContext) -> Any:
        return schema.call(function, tool_input, context)

    async def call_here(tool_input: FunctionToolInput, context: ToolContext) -> Any:
        value = call(tool_input, context)
        return await value if inspect.isawaitable(value) else value

    # What a coroutine function returns makes no use of a thread, and may need the thread of the event loop.
    is_async = inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
    execute = call_here if is_async else call
    return {"input_schema": schema, "execute": execute}


def _is_in_class(function: Any) -> bool:
    """Whether a function stands in the body of a class, where `self` needs no annotation: what it is bound to is
    known only later."""
    return "." in getattr(function, "__qualname__", "").rpartition("<locals>.")[2]


def _raise_fault(made: ToolFunction[..., Any]) -> None:
    fault = made.input_schema.fault
    if fault is not None:
        raise fault
