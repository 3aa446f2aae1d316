"""JSON: any, or an object of a schema."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from ai_sdk.provider.json_values import JSONValue
from ai_sdk.provider.tools import JSONFormat
from ai_sdk.provider_utils.json_text import parse_json
from ai_sdk.schema import Schema
from ai_sdk.text.output.spec import OutputSpec, PartialParser
from ai_sdk.text.partial_json import PartialJSONParser

__all__ = ["JSONSpec", "ObjectSpec"]

T = TypeVar("T")


class JSONSpec(OutputSpec[JSONValue, JSONValue]):
    """`Output.json()`."""

    __slots__ = ("_description", "_name")

    name: ClassVar[str] = "json"

    def __init__(self, *, name: str | None, description: str | None) -> None:
        self._name = name
        self._description = description

    @property
    def response_format(self) -> JSONFormat:
        return JSONFormat(name=self._name, description=self._description)

    def read(self, text: str) -> JSONValue:
        return parse_json(text)

    def partial_parser(self) -> PartialParser[JSONValue]:
        return _JSONPartialParser()


class ObjectSpec(OutputSpec[T, Any]):
    """`Output.object(...)`. Partial values are what the JSON says so far, not validated."""

    __slots__ = ("_description", "_name", "_schema")

    name: ClassVar[str] = "object"

    def __init__(self, schema: Schema[T], *, name: str | None, description: str | None) -> None:
        self._schema = schema
        self._name = name
        self._description = description

    @property
    def response_format(self) -> JSONFormat:
        return JSONFormat(self._schema.json_schema, name=self._name, description=self._description)

    def read(self, text: str) -> T:
        return self._schema.validate(parse_json(text))

    def partial_parser(self) -> PartialParser[Any]:
        return _JSONPartialParser()


class _JSONPartialParser(PartialParser[Any]):
    __slots__ = ("_json",)

    def __init__(self) -> None:
        self._json = PartialJSONParser()

    def feed(self, delta: str) -> bool:
        json = self._json
        # null says nothing.
        return json.feed(delta) and (json.live_root is not None or json.value is not None)

    @property
    def value(self) -> Any:
        return self._json.value
