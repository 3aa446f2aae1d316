"""Schemas that come from Python types, in the form that all providers take.

    derived_json_schema(Recipe.model_json_schema())

Only for derived schemas: what a caller wrote by hand travels as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

__all__ = ["EMPTY_OBJECT_SCHEMA", "add_additional_properties", "derived_json_schema", "inline_definitions"]

EMPTY_OBJECT_SCHEMA: Final[Mapping[str, Any]] = {"type": "object", "properties": {}, "additionalProperties": False}
"""The schema of a tool without input."""

_DRAFT_7: Final = "http://json-schema.org/draft-07/schema#"
_Schema = dict[str, Any]


def derived_json_schema(schema: Mapping[str, Any]) -> _Schema:
    """A derived schema as draft 7: definitions inlined, no additional properties, `$schema` first."""
    plain = add_additional_properties(inline_definitions(schema))
    plain.pop("$schema", None)
    return {"$schema": _DRAFT_7, **plain}


def add_additional_properties(schema: Mapping[str, Any]) -> _Schema:
    """A copy in which every object says which properties it has: `additionalProperties` is false if it is no schema.

    Looks into `properties` of objects, `additionalProperties`, `items`, `anyOf`, `allOf`, `oneOf` and `definitions`.
    """
    result: _Schema = dict(schema)
    kind: object = schema.get("type")
    if kind == "object" or (isinstance(kind, list) and "object" in kind):
        extra = _closed(schema.get("additionalProperties"))
        result["additionalProperties"] = extra if isinstance(extra, dict) else False
        if isinstance(schema.get("properties"), Mapping):
            result["properties"] = {name: _closed(item) for name, item in schema["properties"].items()}
    if "items" in schema:
        items: object = schema["items"]
        result["items"] = _closed_list(items) if isinstance(items, list) else _closed(items)
    for key in ("anyOf", "allOf", "oneOf"):
        if isinstance(schema.get(key), list):
            result[key] = _closed_list(schema[key])
    if isinstance(schema.get("definitions"), Mapping):
        result["definitions"] = {name: _closed(item) for name, item in schema["definitions"].items()}
    return result


def _closed(schema: object) -> object:
    return add_additional_properties(cast("Mapping[str, Any]", schema)) if isinstance(schema, Mapping) else schema


def _closed_list(schemas: Any) -> list[object]:
    return [_closed(schema) for schema in schemas]


def inline_definitions(schema: Mapping[str, Any]) -> _Schema:
    """A copy in which each `$ref` into `$defs` or `definitions` is replaced by what it means.

    A type that contains itself can't be: it stays under `definitions`, and its references point there.
    """
    return _Inliner(schema).result()


class _Inliner:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self._definitions: dict[str, Any] = {}
        for key in ("definitions", "$defs"):
            self._definitions.update(schema.get(key) or {})
        self._recursive = {name for name in self._definitions if self._reaches(name, name)}

    def result(self) -> _Schema:
        body = {key: value for key, value in self._schema.items() if key not in ("$defs", "definitions")}
        result = cast("_Schema", self._inlined(body))
        if self._recursive:
            kept = {name: self._inlined(self._definitions[name]) for name in sorted(self._recursive)}
            result["definitions"] = kept
        return result

    def _reaches(self, start: str, target: str) -> bool:
        seen: set[str] = set()
        todo = [start]
        while todo:
            for name in _referred(self._definitions.get(todo.pop())):
                if name == target:
                    return True
                if name not in seen:
                    seen.add(name)
                    todo.append(name)
        return False

    def _inlined(self, node: object) -> object:
        if isinstance(node, list):
            return [self._inlined(item) for item in cast("list[object]", node)]
        if not isinstance(node, Mapping):
            return node
        schema = cast("Mapping[str, Any]", node)
        name = _definition_name(schema.get("$ref"))
        others = {key: self._inlined(value) for key, value in schema.items() if key != "$ref"}
        if name is None or name not in self._definitions:
            return {"$ref": schema["$ref"], **others} if "$ref" in schema else others
        if name in self._recursive:
            return {"$ref": f"#/definitions/{name}", **others}
        target = self._inlined(self._definitions[name])
        return {**cast("_Schema", target), **others} if isinstance(target, dict) else target


def _definition_name(reference: object) -> str | None:
    if isinstance(reference, str):
        for prefix in ("#/$defs/", "#/definitions/"):
            if reference.startswith(prefix):
                return reference[len(prefix) :].replace("~1", "/").replace("~0", "~")
    return None


def _referred(node: object) -> set[str]:
    if isinstance(node, list):
        return {name for item in cast("list[object]", node) for name in _referred(item)}
    if not isinstance(node, Mapping):
        return set()
    schema = cast("Mapping[str, Any]", node)
    names = {name for value in schema.values() for name in _referred(value)}
    name = _definition_name(schema.get("$ref"))
    return names if name is None else names | {name}
