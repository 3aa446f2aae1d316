"""The data of a file part: bytes, a URL, a provider's own reference, or text.

FilePart(b"...", media_type="image/png")
FilePart("https://example.com/cat.png", media_type="image/png")
FilePart(Path("report.pdf"))
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any, ClassVar, Literal, Protocol, TypeAlias, cast, runtime_checkable

from ai_sdk.provider.core_errors import InvalidDataContentError

__all__ = ["URL", "FileBytes", "FileData", "FileInput", "FileReference", "FileText", "FileUrl", "as_file_data"]


@dataclass(frozen=True, slots=True, eq=False)
class FileBytes:
    """Inline data: bytes, or the base64 text of them. Whichever came in is kept until the other is asked for."""

    type: ClassVar[Literal["data"]] = "data"
    data: bytes | str

    def base64(self) -> str:
        """The data as base64 text. A text is returned as it is."""
        return self.data if isinstance(self.data, str) else base64.b64encode(self.data).decode("ascii")

    def bytes(self) -> bytes:
        """The data as bytes. Accepts the URL-safe alphabet, white space and missing padding.

        Raises `InvalidDataContentError` if the text is no base64.
        """
        if isinstance(self.data, bytes):
            return self.data
        text = "".join(self.data.split()).replace("-", "+").replace("_", "/").rstrip("=")
        try:
            return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        except (binascii.Error, ValueError) as error:
            raise InvalidDataContentError(
                "Invalid data content. Content string is not a base64-encoded media.", content=self.data, cause=error
            ) from error

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FileBytes):
            return NotImplemented
        if type(self.data) is type(other.data):
            return self.data == other.data
        return self.base64() == other.base64()

    def __hash__(self) -> int:
        return hash(self.base64())

    def __repr__(self) -> str:
        return f"FileBytes(<{len(self.data)} {'characters of base64' if isinstance(self.data, str) else 'bytes'}>)"


@dataclass(frozen=True, slots=True)
class FileUrl:
    """A URL. If the model does not take URLs of its kind, the core downloads it."""

    type: ClassVar[Literal["url"]] = "url"
    url: str


@dataclass(frozen=True, slots=True)
class FileReference:
    """A file that was uploaded before: provider name -> the id it has there."""

    type: ClassVar[Literal["reference"]] = "reference"
    reference: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileText:
    """A text document, inline."""

    type: ClassVar[Literal["text"]] = "text"
    text: str


FileData: TypeAlias = FileBytes | FileUrl | FileReference | FileText


@runtime_checkable
class URL(Protocol):
    """An object that stands for a URL and prints as one (yarl's, httpx's, pydantic's): it has scheme and host."""

    @property
    def scheme(self) -> str: ...
    @property
    def host(self) -> str | None: ...


FileInput: TypeAlias = "FileData | bytes | bytearray | memoryview | str | PathLike[str] | URL | Mapping[str, Any]"
"""What a user may give as the data of a file: see `as_file_data`."""


def as_file_data(value: FileInput) -> FileData:
    """The file data that `value` stands for.

    Bytes are inline data; a path is read at once; a text that is an absolute URL (`https://...`, `data:...`) is a URL,
    any other text is base64; a URL object is a URL; a mapping with a `type` is one of the four kinds spelled out; any
    other mapping is a provider reference. Raises `InvalidDataContentError` for anything else, `OSError` if a path
    can't be read.
    """
    if isinstance(value, (FileBytes, FileUrl, FileReference, FileText)):
        return value
    if isinstance(value, str):
        return FileUrl(value) if _is_url(value) else FileBytes(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return FileBytes(bytes(value))
    if isinstance(value, Mapping):
        return _from_mapping(value)
    if isinstance(value, PathLike):
        with open(fspath(value), "rb") as file:
            return FileBytes(file.read())
    if isinstance(value, URL):  # pyright: ignore[reportUnnecessaryIsInstance]
        return FileUrl(str(value))
    raise InvalidDataContentError(content=value)


def _from_mapping(value: Mapping[str, Any]) -> FileData:
    kind = value.get("type")
    content: object = value.get(kind) if isinstance(kind, str) else None
    match kind:
        case "data" if isinstance(content, (bytes, str)):
            return FileBytes(content)
        case "url" if isinstance(content, (str, URL)):
            return FileUrl(str(content))
        case "reference" if isinstance(content, Mapping):
            return FileReference(cast("Mapping[str, str]", content))
        case "text" if isinstance(content, str):
            return FileText(content)
        case None if "type" not in value and value and all(isinstance(file_id, str) for file_id in value.values()):
            return FileReference(value)
        case _:
            raise InvalidDataContentError(content=value)


def _is_url(text: str) -> bool:
    # What a WHATWG parser takes for an absolute URL; base64 has no colon, so a scheme is enough to tell them apart.
    scheme, colon, rest = text.lstrip().partition(":")
    return bool(
        colon
        and rest
        and scheme[:1].isascii()
        and scheme[:1].isalpha()
        and all(c.isascii() and (c.isalnum() or c in "+-.") for c in scheme)
    )
