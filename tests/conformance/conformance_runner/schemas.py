"""JSON Schemas of a case, which are enforced: types, required, enum, const, additionalProperties and items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .mocks import Error
from .project import first_of

__all__ = ["check", "enforced_schema"]


def enforced_schema(schema: Any) -> Any:
    """A schema object of the project that refuses what `schema` does not allow. None stays None."""
    if schema is None:
        return None
    json_schema = first_of(("ai_sdk", "json_schema"), ("ai_sdk.schema", "json_schema"))

    def validate(value: Any) -> Any:
        check(schema, value)
        return value

    return json_schema(schema, validate=validate)


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, Mapping),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


def check(schema: Any, value: Any, path: str = "$") -> None:
    """Raises `Error` at the first place where `value` breaks `schema`."""
    if schema is True or not isinstance(schema, Mapping):
        if schema is False:
            raise Error(f"schema mismatch at {path}: nothing is allowed")
        return
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_TYPES[name](value) for name in types):
        raise Error(f"schema mismatch at {path}: expected {' or '.join(types)}")
    if "enum" in schema and value not in schema["enum"]:
        raise Error(f"schema mismatch at {path}: expected one of {schema['enum']}")
    if "const" in schema and value != schema["const"]:
        raise Error(f"schema mismatch at {path}: expected {schema['const']!r}")
    if isinstance(value, Mapping):
        _check_object(schema, value, path)
    if isinstance(value, list):
        for index, item in enumerate(value):
            check(schema.get("items", True), item, f"{path}[{index}]")


def _check_object(schema: Mapping[str, Any], value: Mapping[str, Any], path: str) -> None:
    for name in schema.get("required", ()):
        if name not in value:
            raise Error(f"schema mismatch at {path}.{name}: required")
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    for name, item in value.items():
        if name not in properties and others is False:
            raise Error(f"schema mismatch at {path}.{name}: not allowed")
        check(properties.get(name, others), item, f"{path}.{name}")
