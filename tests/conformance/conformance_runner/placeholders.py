"""Placeholders in recorded strings: origins of the scripted server, generated ids, versions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["Bindings", "substitute"]

_PLACEHOLDER = re.compile(r"\{(GENERATED_ID_\d+|VERSION|RUNTIME|NOW)\}")
_VERSION = r"[^\s/]+"
# "runtime/python/3.11" or "runtime/3.11": the name and version of the runtime are free.
_RUNTIME = r"\S+"


def substitute(value: Any, replacements: Mapping[str, str]) -> Any:
    """`value` with every key of `replacements` replaced in all of its strings."""
    if isinstance(value, str):
        for name, text in replacements.items():
            value = value.replace(name, text)
        return value
    if isinstance(value, dict):
        return {key: substitute(item, replacements) for key, item in value.items()}
    if isinstance(value, list):
        return [substitute(item, replacements) for item in value]
    return value


class Bindings:
    """What each placeholder stands for in one case.

    `origins` maps placeholders to the real text (`{BASE_URL}` -> `http://127.0.0.1:4001`). Generated ids are bound by
    the first text that stands in their place: the same placeholder is the same text everywhere, different ones differ.
    """

    def __init__(self, origins: Mapping[str, str] | None = None) -> None:
        self._origins = dict(origins or {})
        self._ids: dict[str, str] = {}

    def snapshot(self) -> dict[str, str]:
        """The bound ids, for `restore`."""
        return dict(self._ids)

    def restore(self, snapshot: Mapping[str, str]) -> None:
        """Forget what was bound since `snapshot`."""
        self._ids = dict(snapshot)

    def restore_origins(self, text: str) -> str:
        """An observed text with real origins replaced by their placeholders."""
        for placeholder, origin in self._origins.items():
            text = text.replace(origin, placeholder)
        return text

    def matches(self, expected: str, actual: str) -> bool:
        """Whether `actual` is a text that `expected` stands for. Binds ids if it is."""
        actual = self.restore_origins(actual)
        pieces = _PLACEHOLDER.split(expected)
        if len(pieces) == 1:
            return expected == actual
        pattern = ""
        names: list[str] = []
        for index, piece in enumerate(pieces):
            if index % 2 == 0:
                pattern += re.escape(piece)
            elif piece.startswith("GENERATED_ID_"):
                pattern += "(.+?)"
                names.append(piece)
            else:
                pattern += {"VERSION": _VERSION, "RUNTIME": _RUNTIME}.get(piece, r".+?")
        match = re.fullmatch(pattern, actual, re.DOTALL)
        return match is not None and self._bind(names, match.groups())

    def _bind(self, names: list[str], texts: tuple[str, ...]) -> bool:
        bound = dict(self._ids)
        for name, text in zip(names, texts, strict=True):
            if name in bound:
                if bound[name] != text:
                    return False
            elif text in bound.values():
                return False
            else:
                bound[name] = text
        self._ids = bound
        return True
