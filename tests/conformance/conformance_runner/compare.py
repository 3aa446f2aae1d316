"""When an observed value equals a recorded one.

`Comparer.compare` walks a recorded value and an observed tree (see `observe`) side by side and gives the first
`Difference`, or None. Structure (`Fields`) is compared with None as absent; data (plain dicts) key by key, where null
is not absent.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from . import compare_errors
from .observe import Fields, Missing, observe
from .placeholders import Bindings
from .values import UNDEFINED, Url, encoding_of, parse_instant

__all__ = ["ABSENT", "Comparer", "Difference", "as_json"]

_RELATIVE_TOLERANCE = 1e-12
_EXACT_INTEGERS = 2**53
"""From here on the recorded numbers are rounded to doubles."""
_ERROR_TEXT_MARK = "\nError message: "
"""What follows it in a text is the words of a JSON parser or a schema validator."""
_UNRECORDED_HEADERS = frozenset({"date", "connection", "keep-alive", "transfer-encoding", "content-length"})
_EVENT = "data: "
"""How a body of server-sent events begins. Such bodies are compared event by event, as JSON."""
_JSON_TEXT_KEYS = frozenset({"arguments", "content"})
"""Keys of request bodies whose string values may be JSON text that the package wrote."""
_HEADER_KEYS = frozenset({"headers", "responseHeaders"})


class _Absent:
    def __repr__(self) -> str:
        return "<absent>"


ABSENT = _Absent()


@dataclass(frozen=True)
class Difference:
    """The first place where two values differ."""

    path: str
    expected: Any
    actual: Any
    note: str = ""


def as_json(value: Any) -> Any:
    """`value` parsed if it is a text or bytes of JSON, else itself."""
    if isinstance(value, str | bytes):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _events(body: str) -> list[Any]:
    return [as_json(event.removeprefix(_EVENT)) for event in body.split("\n\n")]


class Comparer:
    """The rules of equality for one case. `abort_has_reason` says that the case aborts its stream with a reason."""

    def __init__(
        self, bindings: Bindings | None = None, *, started: datetime | None = None, abort_has_reason: bool = False
    ) -> None:
        self.bindings = bindings or Bindings()
        self.abort_has_reason = abort_has_reason
        self._started = started or datetime.now(UTC)

    def compare(self, expected: Any, actual: Any, path: str, *, key: str = "", data: bool = False) -> Difference | None:
        """The first difference between a recorded and an observed value.

        `key` is the name that the value has in its parent. `data` says that the value is part of JSON data, such as a
        request body, where no key names structure.
        """
        if isinstance(actual, Missing):
            # What is recorded as empty needs no attribute of ours to be so.
            return None if expected in ([], {}) else Difference(path, expected, actual)
        encoding = encoding_of(expected)
        if isinstance(actual, Fields) and _is_short_file_data(expected, encoding):
            actual = _long_file_data(actual)
        if encoding is not None:
            return self._compare_encoded(encoding, expected[encoding], actual, path)
        match expected:
            case None:
                same = actual is None or actual is ABSENT or actual is UNDEFINED
            case bool():
                same = isinstance(actual, bool) and actual is expected
            case int() | float():
                same = _same_number(expected, actual)
            case str():
                same = isinstance(actual, str | Url) and self._same_text(expected, str(actual), key=key, data=data)
                if isinstance(actual, re.Pattern):
                    same = actual.pattern == expected
                elif isinstance(actual, datetime) and not data:
                    same = self._same_instant_text(expected, actual)
            case list():
                return self.compare_list(expected, actual, path, data=data)
            case _:
                return self._compare_mapping(expected, actual, path, data=data)
        return None if same else Difference(path, expected, actual)

    # Lists and mappings

    def compare_list(
        self, expected: Sequence[Any], actual: Any, path: str, *, data: bool = False, prefix: bool = False
    ) -> Difference | None:
        """Items in order. With `prefix` the recorded items may be followed by others."""
        if not isinstance(actual, list | tuple):
            return Difference(path, expected, actual)
        for index, item in enumerate(expected):
            if index >= len(actual):
                return Difference(f"{path}[{index}]", item, ABSENT)
            difference = self.compare(item, actual[index], f"{path}[{index}]", data=data)
            if difference is not None:
                return difference
        if len(actual) > len(expected) and not prefix:
            return Difference(f"{path}[{len(expected)}]", ABSENT, actual[len(expected)])
        return None

    def _compare_mapping(self, expected: Mapping[str, Any], actual: Any, path: str, *, data: bool) -> Difference | None:
        if not isinstance(actual, Mapping):
            return Difference(path, expected, actual)
        structure = isinstance(actual, Fields)
        for key, value in expected.items():
            here = f"{path}.{key}"
            if key not in actual or (structure and actual[key] is None):
                if _may_be_absent(value, structure=structure):
                    continue
                if structure and key not in actual and value in ([], {}):
                    # What is recorded as empty needs no attribute of ours to be so.
                    continue
                return Difference(here, value, actual.get(key, ABSENT))
            difference = self._compare_entry(key, value, actual[key], here, data=data)
            if difference is not None:
                return difference
        for key, value in actual.items():
            if key not in expected and not (structure and _is_absent(value)) and value is not UNDEFINED:
                return Difference(f"{path}.{key}", ABSENT, value)
        return None

    def _compare_entry(self, key: str, expected: Any, actual: Any, path: str, *, data: bool) -> Difference | None:
        if data:
            return self.compare(expected, actual, path, key=key, data=True)
        if (
            isinstance(actual, BaseException)
            and isinstance(expected, Mapping)
            and {"name", "message"} <= expected.keys()
        ):
            return self.compare_error(expected, actual, path)
        if key in _HEADER_KEYS and isinstance(expected, Mapping) and encoding_of(expected) is None:
            return self.compare_headers(expected, actual, path)
        if key == "body" and path.endswith(".request.body"):
            return self.compare_body(expected, actual, path)
        return self.compare(expected, actual, path, key=key)

    # Headers, bodies, streams

    def compare_headers(self, expected: Mapping[str, Any], actual: Any, path: str) -> Difference | None:
        """Header names without regard to case, and without those that the connection makes."""
        if not isinstance(actual, Mapping):
            return Difference(path, expected, actual)
        wanted = _plain_headers(expected)
        found = _plain_headers(actual)
        for name in sorted(wanted.keys() | found.keys()):
            if name not in wanted or name not in found:
                return Difference(f"{path}.{name}", wanted.get(name, ABSENT), found.get(name, ABSENT))
            difference = self.compare(wanted[name], found[name], f"{path}.{name}")
            if difference is not None:
                return difference
        return None

    def compare_body(self, expected: Any, actual: Any, path: str) -> Difference | None:
        """A request body: JSON text and its parsed value are the same."""
        return self.compare(as_json(expected), as_json(actual), path, data=True)

    def compare_stream(
        self, expected: Sequence[Any], actual: Sequence[Any], path: str, *, prefix: bool = False
    ) -> Difference | None:
        """Stream parts in order; results of tools that ran side by side may come in another order."""
        snapshot = self.bindings.snapshot()
        difference = self.compare_list(expected, list(actual), path, prefix=prefix)
        if difference is None:
            return None
        reordered = _tool_results_in_order(actual, like=expected)
        if reordered is None:
            return difference
        self.bindings.restore(snapshot)
        second = self.compare_list(expected, reordered, path, prefix=prefix)
        return None if second is None else difference

    def compare_error(self, expected: Mapping[str, Any], actual: Any, path: str) -> Difference | None:
        """A recorded error and an exception."""
        return compare_errors.compare_error(self, expected, actual, path)

    # Scalars

    def _same_text(self, expected: str, actual: str, *, key: str, data: bool) -> bool:
        if self.bindings.matches(expected, actual):
            return True
        if _ERROR_TEXT_MARK in expected and _ERROR_TEXT_MARK in actual:
            return self.bindings.matches(*(text.split(_ERROR_TEXT_MARK)[0] for text in (expected, actual)))
        if expected.startswith(_EVENT) and actual.startswith(_EVENT):
            return self.compare(_events(expected), _events(actual), "", data=True) is None
        if data and key in _JSON_TEXT_KEYS:
            left, right = as_json(expected), as_json(actual)
            if not isinstance(left, str) and not isinstance(right, str):
                return self.compare(left, right, "", data=True) is None
        return False

    def _compare_encoded(self, encoding: str, expected: Any, actual: Any, path: str) -> Difference | None:
        match encoding:
            case "$error":
                return self.compare_error(expected, actual, path)
            case "$file":
                return self._compare_file(expected, actual, path)
            case "$blob":
                return None
            case "$date":
                same = isinstance(actual, datetime) and self._same_instant(expected, actual)
            case "$base64":
                same = isinstance(actual, bytes) and actual == _bytes_of(expected)
            case "$url":
                same = isinstance(actual, str | Url) and self.bindings.matches(expected, str(actual))
            case "$undefined":
                same = _is_absent(actual)
            case "$number":
                # A number that nobody knows is None here.
                same = (isinstance(actual, float) and _number_name(actual) == expected) or (
                    expected == "NaN" and actual is None
                )
            case _:
                same = isinstance(actual, re.Pattern) and actual.pattern == expected
        return None if same else Difference(path, {encoding: expected}, actual)

    def _same_instant_text(self, expected: str, actual: datetime) -> bool:
        """Some times are texts in the recorded interface. Ours are always times."""
        try:
            parse_instant(expected)
        except ValueError:
            return False
        return self._same_instant(expected, actual)

    def _same_instant(self, expected: str, actual: datetime) -> bool:
        if actual.tzinfo is None:
            return False
        if expected == "{NOW}":
            return self._started - timedelta(seconds=1) <= actual <= datetime.now(UTC) + timedelta(seconds=1)
        return abs(parse_instant(expected) - actual) < timedelta(milliseconds=1)

    def _compare_file(self, expected: Mapping[str, Any], actual: Any, path: str) -> Difference | None:
        file = actual.source if isinstance(actual, Fields) else actual
        data = getattr(file, "data", None)
        for key, attribute in (("mediaType", "media_type"), ("base64", "base64")):
            value = getattr(file, attribute, None) or getattr(data, attribute, ABSENT)
            value = value() if callable(value) else value
            difference = self.compare(expected.get(key), observe(value), f"{path}.{key}")
            if difference is not None:
                return difference
        return None


_UNKNOWN_NUMBER = {"$number": "NaN"}
_DATA_ENCODINGS = frozenset({"$base64", "$url"})
_FILE_DATA = {"data": "data", "url": "url"}


def _is_short_file_data(expected: Any, encoding: str | None) -> bool:
    return isinstance(expected, str) or encoding in _DATA_ENCODINGS


def _long_file_data(actual: Fields) -> Any:
    """What users may give for the data of a file: the bytes, base64 text or URL alone. Ours says which it is."""
    name = _FILE_DATA.get(actual.get("type", ""))
    return actual[name] if name is not None and actual.keys() == {"type", name} else actual


def _bytes_of(text: str) -> bytes:
    import base64

    return base64.b64decode(text)


def _number_name(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


def _same_number(expected: float, actual: object) -> bool:
    if isinstance(actual, bool) or not isinstance(actual, int | float):
        return False
    if isinstance(expected, int) and isinstance(actual, int) and abs(expected) < _EXACT_INTEGERS:
        return expected == actual
    try:
        return math.isclose(expected, actual, rel_tol=_RELATIVE_TOLERANCE)
    except OverflowError:
        return False


def _is_absent(value: object) -> bool:
    return value is None or value is ABSENT or value is UNDEFINED or isinstance(value, Missing)


def _may_be_absent(expected: Any, *, structure: bool) -> bool:
    return encoding_of(expected) == "$undefined" or (structure and expected in (None, _UNKNOWN_NUMBER))


def _plain_headers(headers: Mapping[str, Any]) -> dict[str, Any]:
    lowered = {str(name).lower(): value for name, value in headers.items()}
    return {
        name: value
        for name, value in lowered.items()
        if name not in _UNRECORDED_HEADERS and not _is_absent(value) and encoding_of(value) != "$undefined"
    }


_TOOL_RESULTS = frozenset({"tool-result", "tool-error"})


def _tool_call_of(part: Any) -> str | None:
    if isinstance(part, Mapping) and part.get("type") in _TOOL_RESULTS:
        identifier = part.get("toolCallId")
        return identifier if isinstance(identifier, str) else None
    return None


def _tool_results_in_order(actual: Sequence[Any], *, like: Sequence[Any]) -> list[Any] | None:
    """`actual` with each unbroken run of tool results in the order of `like`, or None if there is no such run."""
    parts = list(actual)
    changed = False
    start = 0
    while start < len(parts):
        end = start
        while end < len(parts) and _tool_call_of(parts[end]) is not None:
            end += 1
        if end - start > 1:
            order = _first_positions(_tool_call_of(part) for part in like[start:end])
            # The sort is stable: results of one call keep their order.
            parts[start:end] = sorted(parts[start:end], key=lambda part: order.get(_tool_call_of(part), len(order)))
            changed = True
        start = max(end, start + 1)
    return parts if changed else None


def _first_positions(names: Iterable[str | None]) -> dict[str | None, int]:
    positions: dict[str | None, int] = {}
    for position, name in enumerate(names):
        positions.setdefault(name, position)
    return positions
