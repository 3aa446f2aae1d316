"""`Output`, which makes output specifications, and `as_output`, which reads the parameter `output`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, get_args, get_origin, overload

from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.json_values import JSONValue
from ai_sdk.schema import Schema, as_schema
from ai_sdk.text.output.array_output import ArraySpec
from ai_sdk.text.output.choice_output import ChoiceSpec
from ai_sdk.text.output.json_output import JSONSpec, ObjectSpec
from ai_sdk.text.output.spec import OutputSpec
from ai_sdk.text.output.text_output import TextSpec

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = ["Output", "as_output"]

T = TypeVar("T")
ChoiceT = TypeVar("ChoiceT", bound=str)
_object = object  # `Output` has a function of that name


class Output:
    """The forms that an answer can have. `name` and `description` are guidance that some providers pass to the model.

    Answers that don't have the form raise `NoObjectGeneratedError`.
    """

    @staticmethod
    def text() -> OutputSpec[str, str]:
        """Text, the same as no `output`."""
        return TextSpec()

    @overload
    @staticmethod
    def object(
        schema: type[T] | Schema[T] | TypeAdapter[T], *, name: str | None = None, description: str | None = None
    ) -> OutputSpec[T, Any]: ...

    @overload
    @staticmethod
    def object(
        schema: Mapping[str, Any], *, name: str | None = None, description: str | None = None
    ) -> OutputSpec[Any, Any]: ...

    @overload
    @staticmethod
    def object(schema: _object, *, name: str | None = None, description: str | None = None) -> OutputSpec[Any, Any]: ...

    @staticmethod
    def object(schema: Any, *, name: str | None = None, description: str | None = None) -> OutputSpec[Any, Any]:
        """An object of a schema: a pydantic model, dataclass or `TypedDict`, or JSON Schema as a mapping.

            Output.object(Recipe, description="A recipe with metric units.")

        The same as `output=Recipe` alone. Partial values while streaming are dicts as far as they have come, not
        validated.
        """
        return ObjectSpec(as_schema(schema), name=name, description=description)

    @overload
    @staticmethod
    def array(
        element: type[T] | Schema[T] | TypeAdapter[T], *, name: str | None = None, description: str | None = None
    ) -> OutputSpec[list[T], list[T]]: ...

    @overload
    @staticmethod
    def array(
        element: Mapping[str, Any], *, name: str | None = None, description: str | None = None
    ) -> OutputSpec[list[Any], list[Any]]: ...

    @overload
    @staticmethod
    def array(
        element: _object, *, name: str | None = None, description: str | None = None
    ) -> OutputSpec[list[Any], list[Any]]: ...

    @staticmethod
    def array(
        element: Any, *, name: str | None = None, description: str | None = None
    ) -> OutputSpec[list[Any], list[Any]]:
        """A list of elements of one schema.

            stream = stream_text(model, "Ten heroes.", output=Output.array(Hero))
            async for hero in stream.element_stream: ...

        Partial values have the elements that are complete and valid.
        """
        return ArraySpec(as_schema(element), name=name, description=description)

    @staticmethod
    def choice(
        options: Iterable[ChoiceT], *, name: str | None = None, description: str | None = None
    ) -> OutputSpec[ChoiceT, ChoiceT]:
        """One of several texts.

            Output.choice(("good", "bad"))       # Literal["good", "bad"]; a list makes it str
            Output.choice(Mood)                  # a member of a StrEnum

        While streaming the option is known as soon as no other one starts like what has come.
        """
        given: tuple[Any, ...] = () if isinstance(options, str) else tuple(options)
        if not given or not all(isinstance(option, str) for option in given):
            raise InvalidParameterError(
                parameter="options", value=options, message=f"expected some strings to choose from, got {options!r}"
            )
        return ChoiceSpec(given, name=name, description=description)

    @staticmethod
    def json(*, name: str | None = None, description: str | None = None) -> OutputSpec[JSONValue, JSONValue]:
        """Any JSON; a schema is not asked for."""
        return JSONSpec(name=name, description=description)


def as_output(output: object) -> OutputSpec[Any, Any] | None:
    """The specification that the parameter `output` means, None for none.

    A type means an object of that type, but what models can't be asked for as an object means the form that fits:
    `list[X]` is `Output.array(X)`, `Literal["a", "b"]` and a `StrEnum` are `Output.choice(...)`, `str` is text.
    """
    if output is None:
        return None
    if isinstance(output, OutputSpec):
        return cast("OutputSpec[Any, Any]", output)
    if output is str:
        return Output.text()
    if isinstance(output, type) and issubclass(output, str) and issubclass(output, Enum):
        return Output.choice(output)
    args = get_args(output)
    if get_origin(output) is list and len(args) == 1:
        return Output.array(args[0])
    if get_origin(output) is Literal and all(isinstance(arg, str) for arg in args):
        return Output.choice(args)
    return Output.object(cast("object", output))
