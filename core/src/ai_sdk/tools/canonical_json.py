"""One JSON text for equal values, whatever the order of their keys: what signatures and fingerprints are made of.

    canonical_json({"b": 1.0, "a": None})    # '{"a":null,"b":1}'
    canonical_digest({"v": "x"})             # its SHA-256 in base64url, without padding

The form is that of the AI SDK for TypeScript, so that both read the signatures of each other.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Iterable, Mapping
from typing import Any, cast

from ai_sdk.provider.core_errors import SerializationError
from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.provider_utils.json_text import to_json_text

__all__ = ["base64url", "canonical_digest", "canonical_json", "in_code_unit_order"]


def canonical_json(value: object) -> str:
    """Compact JSON, the keys of every object in the order of their UTF-16 code units, numbers as JavaScript has them.

    Raises `InvalidArgumentError` for NaN and the infinities, `SerializationError` for what is no JSON.
    """
    try:
        return to_json_text(_ordered(value))
    except RecursionError:
        raise SerializationError("The value is nested too deeply for JSON, or contains itself") from None


def canonical_digest(value: object) -> str:
    """The SHA-256 of the canonical JSON, in base64url."""
    return base64url(hashlib.sha256(canonical_json(value).encode()).digest())


def base64url(data: bytes) -> str:
    """The URL-safe alphabet, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def in_code_unit_order(texts: Iterable[str]) -> list[str]:
    """Sorted as JavaScript sorts: by UTF-16 code units, not by code points."""
    return sorted(texts, key=lambda text: text.encode("utf-16-be", "surrogatepass"))


def _ordered(value: object) -> Any:
    if isinstance(value, Mapping):
        mapping = cast("Mapping[str, object]", value)
        return {key: _ordered(mapping[key]) for key in in_code_unit_order(mapping)}
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in cast("Iterable[object]", value)]
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidArgumentError(f"{value!r} has no canonical JSON.", argument="value", value=value)
    return value
