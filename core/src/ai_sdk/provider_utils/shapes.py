"""A small language for the shapes of JSON: what a provider's answers, error bodies and options must look like.

    ERROR = object_of({"error": object_of({"message": STRING, "code": optional(nullable(STRING))})})
    ERROR({"error": {"message": "no", "extra": 1}})      # {'error': {'message': 'no'}}
    ERROR({"error": "no"})                               # ShapeError: error: expected an object, got 'no'

A shape is a function: it returns the value, without the members it does not know, or raises `ShapeError`. Wherever a
`validate` function is asked for, a shape is one; so is `TypeAdapter(...).validate_python` of pydantic.

    STRING, NUMBER, INTEGER, BOOLEAN, ANY     JSON types; NUMBER is finite, and a boolean is no number
    one_of("a", "b")                          these texts
    list_of(shape), mapping_of(shape)         a list; an object with any keys
    object_of({...})                          an object; unknown members are dropped
    object_of({...}, keep_unknown=True)       unknown members are kept
    first_of(shape, ...)                      the first shape that fits
    nullable(shape)                           null as well
    optional(shape), nullish(shape)           as a member: may be missing; may be missing or null

Checking a streamed chunk costs about a microsecond. Where objects keep their unknown members, nothing is copied until
something below is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from ai_sdk.provider.errors import shortened

__all__ = [
    "ANY",
    "BOOLEAN",
    "INTEGER",
    "NUMBER",
    "STRING",
    "Shape",
    "ShapeError",
    "first_of",
    "list_of",
    "mapping_of",
    "nullable",
    "nullish",
    "object_of",
    "one_of",
    "optional",
]


class ShapeError(ValueError):
    """A value does not have the shape. The message says where, what was expected, and what is there."""

    def __init__(self, expected: str, value: object = None, *, problem: str | None = None) -> None:
        self.expected = expected
        self.path: list[str | int] = []
        self._problem = problem or f"expected {expected}, got {_short(value)}"

    def __str__(self) -> str:
        where = ""
        for key in reversed(self.path):
            where += f"[{key}]" if isinstance(key, int) else f".{key}"
        return f"{where.removeprefix('.')}: {self._problem}" if where else self._problem


def _short(value: object) -> str:
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "null" if value is None else shortened(repr(value), 60)


class Shape:
    """One shape. Call it with a value. `members` are those of an object, by name."""

    __slots__ = ("check", "is_optional", "members")

    def __init__(
        self,
        check: Callable[[Any], Any],
        *,
        is_optional: bool = False,
        members: Mapping[str, Shape] | None = None,
    ) -> None:
        self.check = check
        self.is_optional = is_optional
        self.members = members or {}

    def __call__(self, value: Any) -> Any:
        return self.check(value)


def _string(value: Any) -> Any:
    if isinstance(value, str):
        return value
    raise ShapeError("a string", value)


def _number(value: Any) -> Any:
    if isinstance(value, int):
        if value is not True and value is not False:
            return value
    elif isinstance(value, float) and isfinite(value):
        return value
    raise ShapeError("a number", value)


def _integer(value: Any) -> Any:
    if isinstance(_number(value), int) or value.is_integer():
        return value
    raise ShapeError("a whole number", value)


def _boolean(value: Any) -> Any:
    if value is True or value is False:
        return value
    raise ShapeError("true or false", value)


def _any(value: Any) -> Any:
    return value


STRING = Shape(_string)
NUMBER = Shape(_number)
INTEGER = Shape(_integer)
BOOLEAN = Shape(_boolean)
ANY = Shape(_any)


def one_of(*texts: str) -> Shape:
    """Exactly one of these texts."""
    expected = "one of " + ", ".join(map(repr, texts))
    allowed = frozenset(texts)

    def check(value: Any) -> Any:
        if isinstance(value, str) and value in allowed:
            return value
        raise ShapeError(expected, value)

    return Shape(check)


def nullable(shape: Shape) -> Shape:
    """The shape, or null."""
    if shape.check is _string:
        return Shape(_string_or_null, is_optional=shape.is_optional)
    inner = shape.check

    def check(value: Any) -> Any:
        return None if value is None else inner(value)

    return Shape(check, is_optional=shape.is_optional, members=shape.members)


def _string_or_null(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    raise ShapeError("a string", value)


def optional(shape: Shape) -> Shape:
    """As the member of an object: it may be missing. Null is not missing."""
    return Shape(shape.check, is_optional=True, members=shape.members)


def nullish(shape: Shape) -> Shape:
    """As the member of an object: it may be missing or null."""
    return optional(nullable(shape))


def list_of(shape: Shape) -> Shape:
    """A list of values of the shape."""
    inner = shape.check

    def check(value: Any) -> Any:
        items: list[Any] = value
        if not isinstance(value, (list, tuple)):
            raise ShapeError("a list", value)
        result = items
        index = 0
        try:
            for index, item in enumerate(items):
                checked = inner(item)
                if checked is not item:
                    if result is items:
                        result = list(items)
                    result[index] = checked
        except ShapeError as error:
            error.path.append(index)
            raise
        return result

    return Shape(check)


def mapping_of(shape: Shape) -> Shape:
    """An object with any member names, whose values have the shape."""
    inner = shape.check

    def check(value: Any) -> Any:
        members: dict[str, Any] = value
        if not isinstance(value, Mapping):
            raise ShapeError("an object", value)
        result = members
        key = ""
        try:
            for key, item in members.items():
                checked = inner(item)
                if checked is not item:
                    if result is members:
                        result = dict(members)
                    result[key] = checked
        except ShapeError as error:
            error.path.append(key)
            raise
        return result

    return Shape(check)


def object_of(members: Mapping[str, Shape], *, keep_unknown: bool = False) -> Shape:
    """An object with these members. Those it does not know are dropped, or kept with `keep_unknown`.

    Where unknown members are dropped, the result has the rest in the order of `members`.
    """
    checks = [(name, shape.check) for name, shape in members.items()]
    required = frozenset(name for name, shape in members.items() if not shape.is_optional)

    def check(value: Any) -> Any:
        given: Mapping[str, Any] = value
        if not isinstance(value, (dict, Mapping)):
            raise ShapeError("an object", value)
        result: dict[str, Any] = {}
        name = ""
        try:
            for name, inner in checks:
                if name in given:
                    result[name] = inner(given[name])
                elif name in required:
                    raise ShapeError("", problem="is missing")
        except ShapeError as error:
            error.path.append(name)
            raise
        return result

    def check_and_keep(value: Any) -> Any:
        given: dict[str, Any] = value
        if not isinstance(value, (dict, Mapping)):
            raise ShapeError("an object", value)
        result = given
        name = ""
        try:
            for name, inner in checks:
                if name in given:
                    item = given[name]
                    checked = inner(item)
                    if checked is not item:
                        # Copied only when something below was dropped, which a streamed chunk rarely has.
                        if result is given:
                            result = dict(given)
                        result[name] = checked
                elif name in required:
                    raise ShapeError("", problem="is missing")
        except ShapeError as error:
            error.path.append(name)
            raise
        return result

    return Shape(check_and_keep if keep_unknown else check, members=members)


def first_of(*shapes: Shape) -> Shape:
    """The first of the shapes that fits. If none does, the error has all their reasons."""
    checks = [shape.check for shape in shapes]

    def check(value: Any) -> Any:
        reasons: list[str] = []
        for inner in checks:
            try:
                return inner(value)
            except ShapeError as error:
                reasons.append(str(error))
        raise ShapeError("", problem="; or ".join(dict.fromkeys(reasons)))

    return Shape(check)
