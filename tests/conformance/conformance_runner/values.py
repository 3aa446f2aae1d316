"""The value encodings of the case format: one-key objects such as `{"$base64": ...}`, for what JSON can't hold."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

__all__ = ["UNDEFINED", "Undefined", "Url", "decode", "encoding_of", "parse_instant", "without_undefined"]


class Undefined:
    """The explicit `undefined` of an input."""

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED = Undefined()


@dataclass(frozen=True)
class Url:
    """A URL object of an input. Ours are strings; operations that must tell the two apart can."""

    text: str

    def __str__(self) -> str:
        return self.text


_NUMBERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
_ENCODINGS = frozenset({"$base64", "$url", "$date", "$undefined", "$error", "$file", "$blob", "$number", "$regex"})


def encoding_of(value: object) -> str | None:
    """The name of the encoding (`$base64`) if `value` is an encoded value."""
    if isinstance(value, Mapping) and len(value) == 1:
        key = next(iter(value))
        if key in _ENCODINGS:
            return key
    return None


def parse_instant(text: str) -> datetime:
    """An ISO 8601 instant, with `Z` or an offset."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def decode(value: Any, *, keep_urls: bool = False) -> Any:
    """An input as Python values: bytes, datetimes, patterns, numbers; URLs as strings, or as `Url` with `keep_urls`.

    Encodings that have no meaning in an input (`$error`, `$file`, `$blob`) stay as they are. Explicit `undefined`
    becomes `UNDEFINED`; drop it with `without_undefined`.
    """
    match encoding_of(value):
        case "$base64":
            return base64.b64decode(value["$base64"])
        case "$url":
            return Url(value["$url"]) if keep_urls else value["$url"]
        case "$date":
            return parse_instant(value["$date"])
        case "$undefined":
            return UNDEFINED
        case "$number":
            return _NUMBERS[value["$number"]]
        case "$regex":
            return re.compile(value["$regex"])
        case _:
            pass
    if isinstance(value, Mapping):
        return {key: decode(item, keep_urls=keep_urls) for key, item in value.items()}
    if isinstance(value, list):
        return [decode(item, keep_urls=keep_urls) for item in value]
    return value


def without_undefined(value: Any) -> Any:
    """`value` with every explicit `undefined` taken out: keys of mappings vanish, items of lists become None."""
    if isinstance(value, Mapping):
        return {key: without_undefined(item) for key, item in value.items() if item is not UNDEFINED}
    if isinstance(value, list):
        return [without_undefined(item) for item in value]
    return None if value is UNDEFINED else value
