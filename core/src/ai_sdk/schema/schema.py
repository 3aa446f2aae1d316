"""`Schema`, and how to get one from what people have: a type, or a JSON Schema."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast, overload

from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.provider_utils.json_schema import EMPTY_OBJECT_SCHEMA

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from ai_sdk.provider.json_values import JSONObject

__all__ = ["Schema", "as_schema", "json_schema"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Schema(ABC, Generic[T_co]):
    """What a value must look like. Made by `as_schema` and `json_schema`."""

    @property
    @abstractmethod
    def json_schema(self) -> JSONObject:
        """The JSON Schema that a model is shown. Don't change it: it is the same object each time."""

    @abstractmethod
    def validate(self, value: object) -> T_co:
        """A JSON value (what a model wrote, parsed) as the schema's type.

        Dates, enums and the like come out of their JSON forms, in strict pydantic models too. Raises
        `TypeValidationError`; its cause is pydantic's `ValidationError`, or what the `validate` function raised.
        """

    def validate_python(self, value: object) -> T_co:
        """Any Python value as the schema's type; objects that have it already stay what they are.

        For what a program hands over, such as a tool's context. Raises `TypeValidationError`.
        """
        return self.validate(value)


@overload
def as_schema(schema: type[T] | Schema[T] | TypeAdapter[T]) -> Schema[T]: ...


@overload
def as_schema(schema: Mapping[str, Any] | None) -> Schema[Any]: ...


# Not every type is a `type`: unions, Literal, Annotated.
@overload
def as_schema(schema: object) -> Schema[Any]: ...


def as_schema(schema: object) -> Schema[Any]:
    """A schema of anything that says what a value must look like.

        as_schema(Recipe)                                 # a pydantic model, dataclass or TypedDict
        as_schema(list[int])                              # any type that pydantic knows, or a TypeAdapter
        as_schema({"type": "object", "properties": {}})   # JSON Schema: sent unchanged, any value is valid

    A `Schema` is given back as it is. None is an object without properties. What pydantic can't make a schema of raises
    `InvalidParameterError` when the schema is first used.
    """
    if isinstance(schema, Schema):
        return cast("Schema[Any]", schema)
    if isinstance(schema, Mapping):
        return json_schema(cast("Mapping[str, Any]", schema))
    if schema is None:
        return _EMPTY_OBJECT
    if isinstance(schema, (str, bytes, int, float, list, tuple, set, FunctionType)):
        raise InvalidParameterError(
            parameter="schema",
            value=cast("object", schema),
            message=f"{schema!r} is no schema. Pass a type, such as a pydantic model, or JSON Schema as a mapping",
        )
    if isinstance(schema, type):
        return _schema_of_class(cast("type[Any]", schema))
    try:
        return _schema_of_form(schema)
    except TypeError:  # not hashable, such as some Annotated
        return _TypeSchema(schema)


def json_schema(schema: Mapping[str, Any], *, validate: Callable[[Any], T] | None = None) -> Schema[T]:
    """A schema from JSON Schema (draft 7), which models are sent unchanged.

        json_schema({"type": "string", "format": "email"}, validate=check_email)

    validate: gets a parsed JSON value and gives the value to use; any exception means that it is not valid. Without it
        every value is valid: nothing here compares values with `schema`.
    """
    return _JSONSchema(schema, validate)


class _JSONSchema(Schema[T]):
    __slots__ = ("_schema", "_validate")

    def __init__(self, schema: Mapping[str, Any], validate: Callable[[Any], T] | None) -> None:
        self._schema = schema
        self._validate = validate

    def __repr__(self) -> str:
        return f"json_schema({self._schema!r})"

    @property
    def json_schema(self) -> JSONObject:
        return self._schema

    def validate(self, value: object) -> T:
        if self._validate is None:
            return cast("T", value)
        try:
            return self._validate(value)
        except Exception as error:
            raise TypeValidationError.wrap(value=value, cause=error) from error


_EMPTY_OBJECT: Final[Schema[Any]] = json_schema(EMPTY_OBJECT_SCHEMA)


class _TypeSchema(Schema[T]):
    """A type's schema. pydantic is imported, and does its work, when the schema is first used."""

    __slots__ = ("_adapter", "_json_schema", "_type")

    def __init__(self, type_: Any, adapter: TypeAdapter[T] | None = None) -> None:
        self._type: Any = type_
        self._adapter = adapter
        self._json_schema: JSONObject | None = None

    def __repr__(self) -> str:
        return f"as_schema({self._type!r})"

    def _type_adapter(self) -> TypeAdapter[T]:
        if self._adapter is None:
            from ai_sdk.schema.derived import type_adapter

            self._adapter = type_adapter(self._type)
        return self._adapter

    @property
    def json_schema(self) -> JSONObject:
        if self._json_schema is None:
            from ai_sdk.schema.derived import json_schema_of

            self._json_schema = json_schema_of(self._type_adapter(), self._type)
        return self._json_schema

    def validate(self, value: object) -> T:
        from ai_sdk.schema.derived import validate_json_value

        return validate_json_value(self._type_adapter(), value)

    def validate_python(self, value: object) -> T:
        from ai_sdk.schema.derived import validate_python_value

        return validate_python_value(self._type_adapter(), value)


# What pydantic builds for a class lives and dies with the class, so it is kept on the class itself. (A weak mapping
# could not free it: the adapter holds its class.)
_ATTRIBUTE = "__ai_sdk_schema__"


def _schema_of_class(cls: type[T]) -> Schema[T]:
    known = vars(cls).get(_ATTRIBUTE)
    if known is not None:
        return known
    schema = _TypeSchema[T](cls)
    try:
        setattr(cls, _ATTRIBUTE, schema)
    except (AttributeError, TypeError):  # built-in classes
        return cast("Schema[T]", _schema_of_form(cls))
    return schema


@lru_cache(maxsize=128)
def _schema_of_form(form: Any) -> Schema[Any]:
    adapters = sys.modules.get("pydantic.type_adapter")
    if adapters is not None and isinstance(form, adapters.TypeAdapter):
        return _TypeSchema(form, adapter=form)
    return _TypeSchema(form)
