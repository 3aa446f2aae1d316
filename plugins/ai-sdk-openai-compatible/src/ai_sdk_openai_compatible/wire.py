"""Small things that requests and answers of every kind need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ai_sdk.provider import InvalidResponseDataError

__all__ = ["at", "first_choice", "without_none"]


def without_none(members: Mapping[str, Any]) -> dict[str, Any]:
    """The members that are there."""
    return {name: value for name, value in members.items() if value is not None}


def first_choice(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The only choice that counts. Raises `InvalidResponseDataError` if there is none."""
    choices = answer["choices"]
    if not choices:
        raise InvalidResponseDataError("The response has no choices.", data=answer)
    return choices[0]


def at(value: Mapping[str, Any] | None, *path: str) -> Any:
    """What stands at a path of members; None where one of them is missing or null."""
    found: Any = value
    for name in path:
        if found is None:
            return None
        found = found.get(name)
    return found
