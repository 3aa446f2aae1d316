"""camelCase and snake_case: the names of the recorded interface and ours."""

from __future__ import annotations

import re

__all__ = ["camel_case", "snake_case", "words_in_snake_case"]

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD_WITH_HUMP = re.compile(r"[A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*")


def snake_case(name: str) -> str:
    """`toolCallId` -> `tool_call_id`. A snake_case name stays as it is."""
    return _HUMP.sub("_", name).lower()


def camel_case(name: str) -> str:
    """`tool_call_id` -> `toolCallId`. A camelCase name stays as it is."""
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def words_in_snake_case(text: str) -> str:
    """`text` with every camelCase word in snake_case, so that texts can be compared that name parameters."""
    return _WORD_WITH_HUMP.sub(lambda match: snake_case(match.group()), text)
