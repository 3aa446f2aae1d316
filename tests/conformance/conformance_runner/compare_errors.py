"""When an exception is the error that was recorded.

The name, the message and the fields are compared; what a JSON parser, a validator or a socket says is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .names import camel_case, snake_case, words_in_snake_case
from .observe import observe
from .values import encoding_of

if TYPE_CHECKING:
    from .compare import Comparer, Difference

__all__ = ["compare_error", "error_name"]

_INFORMATIVE = frozenset({"name", "message", "message_prefix", "message_portable", "cause", "validationError"})
_OWN_WORDS = frozenset({"context", "value"})
"""Fields where the package may say something of its own, in keys that are our names."""
_PARAMETER_NAMES = frozenset({"argument", "parameter"})
_ABSENT_UNLESS_RECORDED = (
    "statusCode",
    "isRetryable",
    "type",
    "url",
    "responseBody",
    "responseHeaders",
    "requestBodyValues",
    "data",
    "generationId",
    "ruleId",
)
_ANSI_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def error_name(error: BaseException) -> str:
    """The recorded form of an exception's name: its `name`, or `Error` for a plain exception."""
    name = getattr(error, "name", None)
    return name if isinstance(name, str) and hasattr(error, "message") else "Error"


def _message(text: str) -> str:
    # The JSON of a value that is not there: None here, and None is null.
    return words_in_snake_case(_ANSI_COLOUR.sub("", text).replace("Value: undefined.", "Value: null."))


def compare_error(comparer: Comparer, expected: Mapping[str, Any], actual: Any, path: str) -> Difference | None:
    """The first difference between a recorded error and `actual`, which must be an exception."""
    from .compare import ABSENT, Difference

    if not isinstance(actual, BaseException):
        return Difference(path, expected, actual, "no exception")
    if expected.get("message_portable") is False:
        return None
    name = error_name(actual)
    if name != expected["name"]:
        return Difference(f"{path}.name", expected["name"], name, f"{type(actual).__name__}: {actual}")
    prefix = expected.get("message_prefix")
    wanted = _message(expected["message"] if prefix is None else prefix)
    found = _message(comparer.bindings.restore_origins(str(actual)))
    if prefix is not None:
        found = found[: len(wanted)]
    if not comparer.bindings.matches(wanted, found):
        return Difference(f"{path}.message", expected["message"], str(actual))
    for field, value in expected.items():
        if field not in _INFORMATIVE:
            difference = _compare_field(
                comparer, field, value, getattr(actual, snake_case(field), ABSENT), f"{path}.{field}"
            )
            if difference is not None:
                return difference
    for field in _ABSENT_UNLESS_RECORDED:
        if field not in expected and getattr(actual, snake_case(field), None) is not None:
            return Difference(f"{path}.{field}", ABSENT, observe(getattr(actual, snake_case(field))))
    return None


def _compare_field(comparer: Comparer, field: str, expected: Any, actual: Any, path: str) -> Difference | None:
    if field == "responseHeaders":
        return comparer.compare_headers(expected, actual, path)
    if field == "requestBodyValues":
        return comparer.compare_body(expected, observe(actual), path)
    if field in _PARAMETER_NAMES and isinstance(expected, str) and isinstance(actual, str):
        return comparer.compare(words_in_snake_case(expected), words_in_snake_case(actual), path)
    if isinstance(expected, Mapping) and _is_error(expected):
        return comparer.compare_error(expected, actual, path)
    if isinstance(expected, list) and expected and all(_is_error(item) for item in expected):
        return _compare_errors(comparer, expected, actual, path)
    if field in _OWN_WORDS and comparer.compare(expected, _in_camel_case(actual), path) is None:
        return None
    return comparer.compare(expected, observe(actual), path)


def _in_camel_case(value: Any) -> Any:
    return {camel_case(key): item for key, item in value.items()} if isinstance(value, Mapping) else value


def _compare_errors(comparer: Comparer, expected: list[Any], actual: Any, path: str) -> Difference | None:
    from .compare import Difference

    if not isinstance(actual, list | tuple) or len(actual) != len(expected):
        return Difference(path, expected, actual)
    pairs = enumerate(zip(expected, actual, strict=True))
    differences = (comparer.compare_error(left, right, f"{path}[{index}]") for index, (left, right) in pairs)
    return next((difference for difference in differences if difference is not None), None)


def _is_error(value: Any) -> bool:
    return isinstance(value, Mapping) and encoding_of(value) is None and {"name", "message"} <= value.keys()
