"""Several elements of one schema, each handed out as soon as it is complete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final, TypeVar, cast

from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.provider.tools import JSONFormat
from ai_sdk.provider_utils.json_text import parse_json
from ai_sdk.schema import Schema
from ai_sdk.text.output.spec import OutputSpec, PartialParser, unwrapped, wrapper_schema
from ai_sdk.text.partial_json import PartialJSONParser

__all__ = ["ArraySpec"]

T = TypeVar("T")

_DEFINITIONS: Final = ("definitions", "$defs")


class ArraySpec(OutputSpec[list[T], list[T]]):
    """`Output.array(...)`: the model writes `{"elements": [...]}`."""

    __slots__ = ("_description", "_element", "_name")

    name: ClassVar[str] = "array"
    supports_elements: ClassVar[bool] = True

    def __init__(self, element: Schema[T], *, name: str | None, description: str | None) -> None:
        self._element = element
        self._name = name
        self._description = description

    @property
    def response_format(self) -> JSONFormat:
        element = self._element.json_schema
        # References start at the root, so what they refer to moves there.
        schema = wrapper_schema(
            "elements",
            {
                "type": "array",
                "items": {key: value for key, value in element.items() if key not in ("$schema", *_DEFINITIONS)},
            },
            definitions={key: element[key] for key in _DEFINITIONS if key in element},
        )
        return JSONFormat(schema, name=self._name, description=self._description)

    def read(self, text: str) -> list[T]:
        value = parse_json(text)
        elements: Any = unwrapped(value, "elements")
        if not isinstance(elements, list):
            raise TypeValidationError(
                value=value, cause=ValueError("response must be an object with an elements array")
            )
        return [self._element.validate(element) for element in cast("list[Any]", elements)]

    def partial_parser(self) -> PartialParser[list[T]]:
        return _ArrayParser(self._element)


class _ArrayParser(PartialParser[list[T]]):
    """The last element counts as complete when the whole JSON is: before that a model may still be writing it.

    Elements that the schema refuses are left out.
    """

    __slots__ = ("_element", "_json", "_list", "_seen", "_valid", "elements")

    def __init__(self, element: Schema[T]) -> None:
        self._element = element
        self._json = PartialJSONParser()
        self._list: list[Any] | None = None
        self._seen = 0
        self._valid: list[T] = []
        self.elements: Sequence[T] = ()

    def feed(self, delta: str) -> bool:
        self.elements = ()
        json = self._json
        json.feed(delta)
        items: Any = unwrapped(json.live_root, "elements")
        if items.__class__ is not list:
            return False
        changed = items is not self._list
        if changed:
            self._list, self._seen, self._valid = items, 0, []
        complete = len(items) if json.is_complete else json.live_length(items) - 1
        if complete > self._seen:
            new = self._validated(cast("list[Any]", items)[self._seen : complete])
            self._seen = complete
            if new:
                self._valid += new
                self.elements = new
                changed = True
        return changed

    def _validated(self, items: list[Any]) -> list[T]:
        valid: list[T] = []
        for item in items:
            try:
                valid.append(self._element.validate(item))
            except TypeValidationError:  # read() says what is wrong with it
                pass
        return valid

    @property
    def value(self) -> list[T]:
        return self._valid.copy()
