"""What every form of output is: what the model is asked for, and how its text is read, whole and while it comes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar, cast

from ai_sdk.provider.core_errors import NoObjectGeneratedError
from ai_sdk.provider.errors import JSONParseError, TypeValidationError
from ai_sdk.provider.tools import ResponseFormat

__all__ = ["OutputSpec", "PartialParser", "unwrapped", "wrapper_schema"]

OutputT_co = TypeVar("OutputT_co", covariant=True)
PartialT_co = TypeVar("PartialT_co", covariant=True)


class PartialParser(ABC, Generic[PartialT_co]):
    """Reads one answer while it comes.

    parser = spec.partial_parser()
    for delta in deltas:
        if parser.feed(delta):
            print(parser.value)
    """

    __slots__ = ()

    elements: Sequence[Any] = ()
    """The elements that the last `feed` completed, for outputs of several elements."""

    @abstractmethod
    def feed(self, delta: str) -> bool:
        """Takes more text. True if there is a value, and it is another one than before."""

    @property
    @abstractmethod
    def value(self) -> PartialT_co:
        """The output so far, once `feed` gave true. Built when it is read; what is fed later does not change it."""


class OutputSpec(ABC, Generic[OutputT_co, PartialT_co]):
    """The form that an answer shall have. `Output` makes them."""

    __slots__ = ()

    name: ClassVar[str]
    supports_elements: ClassVar[bool] = False

    @property
    @abstractmethod
    def response_format(self) -> ResponseFormat | None:
        """What the model is asked for."""

    @abstractmethod
    def read(self, text: str) -> OutputT_co:
        """The output that a whole answer is. Raises `JSONParseError` and `TypeValidationError`."""

    @abstractmethod
    def partial_parser(self) -> PartialParser[PartialT_co]:
        """A parser for one answer that comes piece by piece."""

    def parse(self, text: str, *, response: Any = None, usage: Any = None, finish_reason: Any = None) -> OutputT_co:
        """The output that a whole answer is. Raises `NoObjectGeneratedError`, whose cause says what is wrong."""
        try:
            return self.read(text)
        except (JSONParseError, TypeValidationError) as error:
            reason = (
                "could not parse the response" if isinstance(error, JSONParseError) else "response did not match schema"
            )
            raise NoObjectGeneratedError(
                f"No object generated: {reason}.",
                text=text,
                response=response,
                usage=usage,
                finish_reason=finish_reason,
                cause=error,
            ) from error


def wrapper_schema(name: str, schema: dict[str, Any], *, definitions: dict[str, Any] | None = None) -> dict[str, Any]:
    """The schema of an object whose one property is `name`; models must answer with an object."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **(definitions or {}),
        "type": "object",
        "properties": {name: schema},
        "required": [name],
        "additionalProperties": False,
    }


def unwrapped(value: object, name: str) -> Any:
    """What the wrapper object `value` has under `name`; None if it is no such object."""
    return cast("dict[str, Any]", value).get(name) if isinstance(value, dict) else None
