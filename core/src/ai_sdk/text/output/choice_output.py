"""One of several texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.provider.tools import JSONFormat
from ai_sdk.provider_utils.json_text import parse_json
from ai_sdk.text.output.spec import OutputSpec, PartialParser, unwrapped, wrapper_schema
from ai_sdk.text.partial_json import PartialJSONParser

__all__ = ["ChoiceSpec"]

ChoiceT = TypeVar("ChoiceT", bound=str)


class ChoiceSpec(OutputSpec[ChoiceT, ChoiceT]):
    """`Output.choice(...)`: the model writes `{"result": "..."}`."""

    __slots__ = ("_description", "_name", "_options")

    name: ClassVar[str] = "choice"

    def __init__(self, options: Sequence[ChoiceT], *, name: str | None, description: str | None) -> None:
        self._options = options
        self._name = name
        self._description = description

    @property
    def response_format(self) -> JSONFormat:
        # Members of a StrEnum are strings of a class of their own, which is not for the wire.
        options = [str.__str__(option) for option in self._options]
        schema = wrapper_schema("result", {"type": "string", "enum": options})
        return JSONFormat(schema, name=self._name, description=self._description)

    def read(self, text: str) -> ChoiceT:
        value = parse_json(text)
        result: Any = unwrapped(value, "result")
        for option in self._options:
            if option == result:
                return option
        raise TypeValidationError(
            value=value, cause=ValueError("response must be an object that contains a choice value.")
        )

    def partial_parser(self) -> PartialParser[ChoiceT]:
        return _ChoiceParser(self._options)


class _ChoiceParser(PartialParser[ChoiceT]):
    """An option counts as chosen once the JSON is complete, or no other option starts like what is there."""

    __slots__ = ("_chosen", "_json", "_options")

    def __init__(self, options: Sequence[ChoiceT]) -> None:
        self._options = options
        self._json = PartialJSONParser()
        self._chosen: ChoiceT | None = None

    def feed(self, delta: str) -> bool:
        json = self._json
        if not json.feed(delta) and not json.is_complete:
            return False
        result: Any = unwrapped(json.value, "result")
        if not isinstance(result, str):
            return False
        if json.is_complete:
            matches = [option for option in self._options if option == result]
        else:
            matches = [option for option in self._options if option.startswith(result)]
        if (not json.is_complete and len(matches) != 1) or not matches or matches[0] == self._chosen:
            return False
        self._chosen = matches[0]
        return True

    @property
    def value(self) -> ChoiceT:
        assert self._chosen is not None, "there is no value before feed() gave true"
        return self._chosen
