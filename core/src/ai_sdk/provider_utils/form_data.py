"""Multipart forms: ordered fields, some of them files.

    form = FormData()
    form.append("model", "whisper-large-v3")
    form.append_file("file", audio, media_type="audio/mpeg", filename="audio.mp3")
    await post_form(transport, url, headers=headers, form=form)

The whole body is made in memory, so that a redirect or a retry can send it again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ai_sdk.provider_utils.json_text import number_text

__all__ = ["FormData", "FormField", "form_data_from"]

_DEFAULT_FILENAME = "blob"
_DEFAULT_MEDIA_TYPE = "application/octet-stream"


@dataclass(slots=True, frozen=True)
class FormField:
    """One field. A file has bytes as its value, a `filename` and a `media_type`; a text field has neither."""

    name: str
    value: str | bytes = field(repr=False)
    filename: str | None = None
    media_type: str | None = None


class FormData:
    """The fields of a form, in the order in which they are sent. A name may occur more than once."""

    __slots__ = ("fields",)

    def __init__(self, fields: Iterable[FormField] = ()) -> None:
        self.fields: list[FormField] = list(fields)

    def append(self, name: str, value: object) -> None:
        """Adds a text field; numbers and booleans get their JSON spelling. Bytes become a file named `blob`."""
        if isinstance(value, (bytes, bytearray)):
            self.append_file(name, bytes(value))
        else:
            self.fields.append(FormField(name, form_text(value)))

    def append_file(
        self, name: str, data: bytes, *, media_type: str | None = None, filename: str = _DEFAULT_FILENAME
    ) -> None:
        """Adds a file. Without a media type it is sent as `application/octet-stream`."""
        self.fields.append(FormField(name, data, filename, media_type or _DEFAULT_MEDIA_TYPE))

    def to_mapping(self) -> dict[str, object]:
        """The fields by name, for error reports: the last value of each name, files by their size and type."""
        return {
            item.name: item.value
            if isinstance(item.value, str)
            else {"type": item.media_type, "size": len(item.value), "name": item.filename}
            for item in self.fields
        }

    def encode(self, *, boundary: str | None = None) -> tuple[str, bytes]:
        """The content type and the bytes of the body. `boundary` is random unless it is given."""
        mark = boundary or f"----formdata-{os.urandom(16).hex()}"
        parts: list[bytes] = []
        for item in self.fields:
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{_quoted(item.name)}"'
            if isinstance(item.value, str):
                parts.append(f"{head}\r\n\r\n{_text_lines(item.value)}\r\n".encode("utf-8", "replace"))
            else:
                head += f'; filename="{_quoted(item.filename or _DEFAULT_FILENAME)}"'
                head += f"\r\nContent-Type: {_one_line(item.media_type or _DEFAULT_MEDIA_TYPE)}\r\n\r\n"
                parts += (head.encode("utf-8", "replace"), item.value, b"\r\n")
        parts.append(f"--{mark}--\r\n".encode())
        return f"multipart/form-data; boundary={mark}", b"".join(parts)


def form_data_from(values: Mapping[str, object]) -> FormData:
    """A form with the rules that image edits use: None is left out, a list of two or more repeats the field `name[]`.

    A list of one is a single field `name`, an empty list is nothing.
    """
    form = FormData()
    for name, value in values.items():
        if value is None:
            continue
        if isinstance(value, (list, tuple)):
            items: list[object] = list(value)  # pyright: ignore[reportUnknownArgumentType]
            for item in items:
                form.append(name if len(items) == 1 else f"{name}[]", item)
        else:
            form.append(name, value)
    return form


def form_text(value: object) -> str:
    """How a form spells a value: `true`, `1`, `1.5`; a mapping is `[object Object]`, as the wire has it."""
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, Mapping):
        return "[object Object]"
    if isinstance(value, (list, tuple)):
        items: list[object] = list(value)  # pyright: ignore[reportUnknownArgumentType]
        return ",".join("" if item is None else form_text(item) for item in items)
    return str(value)


def _quoted(text: str) -> str:
    # The three characters that would end a quoted name or its line; browsers and fetch escape them so.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "%0D%0A").replace('"', "%22")


def _text_lines(text: str) -> str:
    if "\r" not in text and "\n" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")
