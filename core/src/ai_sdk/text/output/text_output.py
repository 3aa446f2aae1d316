"""Text: the answer as it is."""

from __future__ import annotations

from typing import ClassVar, Final

from ai_sdk.provider.tools import TextFormat
from ai_sdk.text.output.spec import OutputSpec, PartialParser

__all__ = ["TextSpec"]

_TEXT_FORMAT: Final = TextFormat()


class TextSpec(OutputSpec[str, str]):
    """`Output.text()`."""

    __slots__ = ()

    name: ClassVar[str] = "text"

    @property
    def response_format(self) -> TextFormat:
        return _TEXT_FORMAT

    def read(self, text: str) -> str:
        return text

    def partial_parser(self) -> PartialParser[str]:
        return _TextParser()


class _TextParser(PartialParser[str]):
    __slots__ = ("_pieces",)

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def feed(self, delta: str) -> bool:
        self._pieces.append(delta)
        return delta != ""

    @property
    def value(self) -> str:
        text = "".join(self._pieces)
        self._pieces = [text]
        return text
