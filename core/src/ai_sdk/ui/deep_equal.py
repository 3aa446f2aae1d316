"""Equality as JSON has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

__all__ = ["is_deep_equal_data"]


def is_deep_equal_data(first: Any, second: Any) -> bool:
    """Whether two values say the same as JSON: keys in any order, and unlike Python's `==` true is not 1.

    is_deep_equal_data({"a": 1, "b": [2]}, {"b": [2], "a": 1})        # True
    """
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        left, right = cast("Mapping[Any, Any]", first), cast("Mapping[Any, Any]", second)
        return left.keys() == right.keys() and all(is_deep_equal_data(value, right[key]) for key, value in left.items())
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        items, others = cast("Sequence[Any]", first), cast("Sequence[Any]", second)
        return len(items) == len(others) and all(map(is_deep_equal_data, items, others))
    return first == second
