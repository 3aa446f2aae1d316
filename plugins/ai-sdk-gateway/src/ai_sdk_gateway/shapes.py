"""Shapes that several answers of the gateway share."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

from ai_sdk.provider_utils import (
    ANY,
    NUMBER,
    STRING,
    Shape,
    ShapeError,
    first_of,
    list_of,
    mapping_of,
    object_of,
    one_of,
    optional,
)

__all__ = ["METADATA", "VECTORS", "WARNINGS"]

_WARNING = first_of(
    object_of({"type": one_of("unsupported"), "feature": STRING, "details": optional(STRING)}),
    object_of({"type": one_of("compatibility"), "feature": STRING, "details": optional(STRING)}),
    object_of({"type": one_of("deprecated"), "setting": STRING, "message": STRING}),
    object_of({"type": one_of("other"), "message": STRING}),
)

WARNINGS: Final = optional(list_of(_WARNING))

METADATA: Final = mapping_of(mapping_of(ANY))
"""Provider name -> values."""

_NUMBERS = list_of(NUMBER)
_NUMBER_TYPES = frozenset({int, float})


def _vector(value: Any) -> Any:
    numbers: list[Any] = value
    # One look at the types for thousands of numbers; the sum tells of an infinite one.
    if type(value) is list and _NUMBER_TYPES.issuperset(map(type, numbers)) and isfinite(sum(numbers)):
        return numbers
    return _NUMBERS(numbers)


def _vectors(value: Any) -> Any:
    vectors: list[Any] = value
    if not isinstance(value, list):
        raise ShapeError("a list", value)
    for vector in vectors:
        _vector(vector)
    return vectors


VECTORS: Final = Shape(_vectors)
"""A list of lists of numbers. Nothing is copied."""
