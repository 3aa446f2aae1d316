"""The input of a function that is a tool: a schema of its parameters, and the way from an input to a call.

    schema = function_input(weather)
    schema.validate({"city": "Oslo"})      # {"city": "Oslo", "unit": "celsius"}: checked, with the defaults

pydantic builds the validator when the schema is first used; it is kept with the function.
"""

from __future__ import annotations

import functools
import inspect
import re
import sys
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from inspect import Parameter
from types import MethodType, NoneType, UnionType
from typing import Annotated, Any, Final, Optional, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from ai_sdk.provider.errors import AISDKError, InvalidArgumentError
from ai_sdk.schema.schema import Schema, as_schema
from ai_sdk.tools.docstrings import FunctionDoc, parse_docstring
from ai_sdk.tools.tool import ToolContext

__all__ = ["FunctionInput", "function_input", "function_name", "names_in_annotations"]

_Function: TypeAlias = Callable[..., Any]

# What stands for a default that JSON can't hold: Python fills it in when the function is called.
_LEFT_TO_PYTHON: Final = object()


class FunctionInput(Schema[dict[str, Any]]):
    """The parameters of a function as an object: argument name -> value.

    A parameter of the type `ToolContext` is no part of it. `fault` is what makes the function unfit for a tool, such as
    a parameter without an annotation; it is raised when the schema is used.
    """

    def __init__(self, base: _Function, *, bound: int, fixed: frozenset[str], names: Mapping[str, Any]) -> None:
        self._name: str = getattr(base, "__name__", repr(base))
        self._globals: dict[str, Any] = getattr(_unwrapped(base), "__globals__", {})
        self._names = names
        self.fault: InvalidArgumentError | None = None
        try:
            parameters = list(inspect.signature(base).parameters.values())
        except (ValueError, TypeError) as error:
            parameters = list[Parameter]()
            self.fault = _unfit(base, f"{self._name!r} has no signature that could be read: {error}")
        self._parameters: Sequence[Parameter] = [each for each in parameters[bound:] if each.name not in fixed]
        self.doc: FunctionDoc = parse_docstring(base.__doc__, {each.name for each in self._parameters})
        for parameter in self._parameters:
            self.fault = self.fault or _fault(base, self._name, parameter)

    def __repr__(self) -> str:
        return f"function_input({self._name})"

    @property
    def json_schema(self) -> Mapping[str, Any]:
        return self._json_schema

    def validate(self, value: object) -> dict[str, Any]:
        return self._arguments(self._plan.model.validate(value))

    def validate_python(self, value: object) -> dict[str, Any]:
        return self._arguments(self._plan.model.validate_python(value))

    def call(self, function: _Function, tool_input: Mapping[str, Any], context: ToolContext) -> Any:
        """Calls the function with a checked input."""
        positional: list[Any] = []
        keywords: dict[str, Any] = {}
        for key, parameter in self._plan.arguments:
            if key is None:
                value = context
            elif key in tool_input:
                value = tool_input[key]
            elif parameter.default is not Parameter.empty:
                value = parameter.default
            else:
                continue
            if parameter.kind is Parameter.POSITIONAL_ONLY:
                positional.append(value)
            else:
                keywords[parameter.name] = value
        return function(*positional, **keywords)

    def _arguments(self, model: Any) -> dict[str, Any]:
        values = cast("dict[str, Any]", vars(model))
        return {key: values[name] for name, key in self._plan.keys.items() if values[name] is not _LEFT_TO_PYTHON}

    @cached_property
    def _json_schema(self) -> Mapping[str, Any]:
        plan = self._plan
        try:
            schema = plan.model.json_schema
        except AISDKError as error:
            raise self._no_schema(error) from error
        properties: dict[str, Any] = dict(cast("Mapping[str, Any]", schema.get("properties", {})))
        for key, description in plan.descriptions.items():
            # Beside a reference a description has no meaning in draft 7.
            if "$ref" not in properties[key]:
                properties[key] = {**properties[key], "description": description}
        return {**schema, "properties": properties}

    @cached_property
    def _plan(self) -> _Plan:
        if self.fault is not None:
            raise self.fault
        from pydantic import ConfigDict, create_model
        from pydantic.errors import PydanticUserError

        keys: dict[str, str] = {}
        fields: dict[str, Any] = {}
        names: list[tuple[str | None, Parameter]] = []
        for parameter in self._parameters:
            hint = self._hint(parameter)
            if _is_context(hint):
                names.append((None, parameter))
                continue
            # pydantic has rules for the names of fields and none for aliases. The names of ours are no identifiers: the
            # generator of aliases is asked for fields of dataclasses in the annotations as well.
            name = f"parameter {len(fields)}"
            names.append((name, parameter))
            keys[name] = parameter.name
            fields[name] = _field(hint, parameter.default)
        try:
            model = create_model(
                self._name, __config__=ConfigDict(alias_generator=lambda name: keys.get(name, name)), **fields
            )
        except (PydanticUserError, NameError, TypeError) as error:
            raise self._no_schema(error) from error
        descriptions: dict[str, str] = {}
        for name, info in model.model_fields.items():
            alias = info.validation_alias
            if not isinstance(alias, str):
                raise self._no_schema(ValueError(f"the alias of parameter {keys[name]!r} is {alias!r} and no text"))
            if info.description is None and keys[name] in self.doc.parameters:
                descriptions[alias] = self.doc.parameters[keys[name]]
            keys[name] = alias
        return _Plan(
            as_schema(model), keys, [(name and keys[name], parameter) for name, parameter in names], descriptions
        )

    def _hint(self, parameter: Parameter) -> Any:
        def holder() -> None: ...

        # One parameter at a time: names of others, and of the result, may be there for type checkers only.
        holder.__annotations__ = {"hint": parameter.annotation}
        # Linters move an import that only annotations need under TYPE_CHECKING.
        names = {} if "ToolContext" in self._globals else {"ToolContext": ToolContext}
        try:
            hint = get_type_hints(holder, self._globals, {**names, **self._names}, include_extras=True)["hint"]
        except (NameError, AttributeError, SyntaxError, TypeError) as error:
            raise InvalidArgumentError(
                f"The annotation {parameter.annotation!r} of parameter {parameter.name!r} of tool function "
                f"{self._name!r} can't be resolved: {error}. Its names must be there when the program runs: define "
                "them in the module, or decorate the function with @tool where they are defined.",
                argument="tools",
                value=parameter.annotation,
                cause=error,
            ) from error
        if sys.version_info < (3, 12):
            from ai_sdk.schema.typed_dicts import with_typing_extensions

            hint = with_typing_extensions(hint)
        return hint

    def _no_schema(self, error: Exception) -> InvalidArgumentError:
        reason = str(error).split("\n\n")[0]
        return InvalidArgumentError(
            f"The parameters of tool function {self._name!r} have no schema: {reason}",
            argument="tools",
            value=self._name,
            cause=error,
        )


@dataclass(frozen=True, slots=True)
class _Plan:
    model: Schema[Any]
    # Field of the model -> key of the input.
    keys: Mapping[str, str]
    # Each parameter with its key; the context has none.
    arguments: Sequence[tuple[str | None, Parameter]]
    # Key -> what the docstring says, where the annotation says nothing.
    descriptions: Mapping[str, str]


def _unfit(function: object, what: str) -> InvalidArgumentError:
    return InvalidArgumentError(f"{what[0].upper()}{what[1:]}", argument="tools", value=function)


def _fault(base: _Function, name: str, parameter: Parameter) -> InvalidArgumentError | None:
    if parameter.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
        star, kind = ("*", "list") if parameter.kind is Parameter.VAR_POSITIONAL else ("**", "dict")
        return _unfit(
            base,
            f"tool function {name!r} takes {star}{parameter.name}, which no schema describes. Take a {kind} instead; "
            "if a decorator made the function so, let it use functools.wraps.",
        )
    if parameter.annotation is Parameter.empty:
        return _unfit(
            base,
            f"parameter {parameter.name!r} of tool function {name!r} has no annotation, so a model can't be told what "
            f"it takes. Annotate it, for example `{parameter.name}: str`.",
        )
    return None


def _is_context(hint: Any) -> bool:
    if get_origin(hint) in (Annotated, Union, UnionType):
        return any(_is_context(arg) for arg in get_args(hint))
    return isinstance(hint, type) and issubclass(hint, ToolContext)


def _field(hint: Any, default: Any) -> Any:
    """The parameter as `create_model` wants it."""
    from pydantic import Field
    from pydantic.fields import FieldInfo
    from pydantic_core import PydanticSerializationError, to_jsonable_python

    if default is Parameter.empty:
        # `Annotated` may hold a default, of which `create_model` takes no notice before pydantic 2.11.
        for item in getattr(hint, "__metadata__", ()):
            if isinstance(item, FieldInfo) and not item.is_required():
                made = item.default_factory
                return hint, item.default if made is None else Field(default_factory=cast("Any", made))
        return hint, ...
    if default is None:
        return _or_none(hint), None
    if not isinstance(default, FieldInfo):
        try:
            to_jsonable_python(default, by_alias=True)
        except (PydanticSerializationError, ValueError):
            return hint, Field(default_factory=lambda: _LEFT_TO_PYTHON)
    return hint, default


def _or_none(hint: Any) -> Any:
    """The type with None, which is its default: `days: int = None` is common, and the default must be valid."""
    if get_origin(hint) is Annotated:
        inner, *metadata = get_args(hint)
        return Annotated[(_or_none(inner), *metadata)]
    if get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint):
        return hint
    return Optional[hint]  # noqa: UP045 - not every hint knows `|`


# What is kept with a function


@dataclass(slots=True)
class _Known:
    # Tells a function from one that copied its attributes (functools.wraps).
    owner: weakref.ref[_Function]
    names: Mapping[str, Any]
    inputs: dict[tuple[int, frozenset[str]], FunctionInput] = field(
        default_factory=dict[tuple[int, frozenset[str]], FunctionInput]
    )


# A weak mapping could not free what is built: the schema may hold the function's module, and so the function.
_ATTRIBUTE: Final = "__ai_sdk_tool__"


def function_input(function: _Function, names: Mapping[str, Any] | None = None) -> FunctionInput:
    """The input of a function, a method, a `functools.partial` or an object with `__call__`. Made once.

    What a method or a partial has bound is no part of it. `names`: what else than the globals annotations may name.
    """
    base, bound, fixed = _base(function)
    known: _Known | None = getattr(base, "__dict__", {}).get(_ATTRIBUTE)
    if known is None or known.owner() is not base:
        known = _remembered(base, names or {})
    inputs = known.inputs.get((bound, fixed))
    if inputs is None:
        inputs = known.inputs[bound, fixed] = FunctionInput(base, bound=bound, fixed=fixed, names=known.names)
    return inputs


def _remembered(base: _Function, names: Mapping[str, Any]) -> _Known:
    try:
        known = _Known(weakref.ref(base), names)
        setattr(base, _ATTRIBUTE, known)
    except (AttributeError, TypeError):  # built-in functions
        known = _Known(cast("Any", lambda: base), names)
    return known


def _base(function: Any) -> tuple[_Function, int, frozenset[str]]:
    """The function at the bottom, how many of its first parameters are bound, and the names of others that are."""
    bound, fixed = 0, frozenset[str]()
    while not inspect.isroutine(function) or inspect.ismethod(function):
        if isinstance(function, functools.partial):
            partial = cast("functools.partial[Any]", function)
            bound += len(partial.args)
            fixed = fixed.union(partial.keywords)
            function = partial.func
        elif inspect.ismethod(function):
            bound += 1
            function = function.__func__
        elif hasattr(function, "__wrapped__"):  # functools.cache and the like
            function = function.__wrapped__
        elif isinstance(getattr(function, "__call__", None), MethodType):  # noqa: B004 - the method is used
            function = function.__call__
        else:
            break
    return function, bound, fixed


def function_name(function: Any) -> str | None:
    """What the function is called; None for a lambda. An object with `__call__` is called as its class."""
    while isinstance(function, functools.partial):
        function = cast("functools.partial[Any]", function).func
    name = getattr(function, "__name__", type(function).__name__)
    return None if name == "<lambda>" else name


def names_in_annotations(function: _Function, scope: Mapping[str, Any]) -> dict[str, Any]:
    """What the annotations of a function name of `scope`: the locals of where it is defined."""
    base, _, _ = _base(function)
    annotations = getattr(_unwrapped(base), "__annotations__", {})
    texts = [each if isinstance(each, str) else repr(each) for each in annotations.values()]
    return {name: scope[name] for text in texts for name in _NAME.findall(text) if name in scope}


_NAME: Final = re.compile(r"[^\W\d]\w*")


def _unwrapped(base: _Function) -> _Function:
    # As inspect.signature does.
    return inspect.unwrap(base, stop=lambda each: hasattr(each, "__signature__"))
