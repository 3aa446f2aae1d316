"""The signatures of `generate_text` and `stream_text`, as far as types go from `output` to the result."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ai_sdk.schema import Schema
from ai_sdk.text.output import OutputSpec

if TYPE_CHECKING:
    from typing_extensions import TypeVar as TypeVarWithDefault

    OutputT = TypeVarWithDefault("OutputT", default=str)
    PartialT = TypeVarWithDefault("PartialT", default=Any)

OutputT_co = TypeVar("OutputT_co", covariant=True)
PartialT_co = TypeVar("PartialT_co", covariant=True)
ElementT = TypeVar("ElementT")


class GenerateTextResult(Generic[OutputT_co]):
    @property
    def output(self) -> OutputT_co: ...


class TextStream(Generic[OutputT_co, PartialT_co]):
    @property
    def partial_output_stream(self) -> AsyncGenerator[PartialT_co, None]: ...

    # Typed by the stream's own type: only a stream of a list has elements.
    @property
    def element_stream(self: TextStream[list[ElementT], Any]) -> AsyncGenerator[ElementT, None]: ...

    async def result(self) -> GenerateTextResult[OutputT_co]: ...


async def generate_text(
    model: str,
    prompt: str | None = None,
    *,
    output: type[OutputT] | Schema[OutputT] | OutputSpec[OutputT, object] | None = None,
    max_retries: int = 2,
) -> GenerateTextResult[OutputT]: ...


def stream_text(
    model: str,
    prompt: str | None = None,
    *,
    output: type[OutputT] | Schema[OutputT] | OutputSpec[OutputT, PartialT] | None = None,
    max_retries: int = 2,
) -> TextStream[OutputT, PartialT]: ...
