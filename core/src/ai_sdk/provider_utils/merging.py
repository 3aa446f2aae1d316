"""Merging of nested settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

__all__ = ["deep_merge"]


def deep_merge(under: Mapping[str, Any] | None, over: Mapping[str, Any] | None) -> dict[str, Any]:
    """Both mappings in one. Where both have a key `over` wins, but mappings are merged in turn; lists are replaced.

        deep_merge({"groq": {"a": 1, "b": 1}}, {"groq": {"b": 2}})  # {"groq": {"a": 1, "b": 2}}

    None in `over` is a value like any other. Neither mapping is changed.
    """
    merged = dict(under or {})
    for key, value in (over or {}).items():
        below = merged.get(key)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        merged[key] = deep_merge(cast("Any", below), cast("Any", value)) if both else value
    return merged
