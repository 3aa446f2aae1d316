"""The parts of a message that is being built. What is still being written is put together when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from ai_sdk.ui.messages import UIMessagePart

__all__ = ["Growing", "PartList"]


class Growing(Protocol):
    """What is being written, and not yet in the part that shows it."""

    def shown(self, part: Any) -> Any:
        """The part with all that has come."""
        ...


class PartList:
    """`items`, and which of them lag behind what has come."""

    __slots__ = ("_behind", "items")

    def __init__(self, parts: Sequence[UIMessagePart] = ()) -> None:
        self.items: list[UIMessagePart] = list(parts)
        self._behind: dict[int, Growing] = {}

    def add(self, part: UIMessagePart) -> int:
        """Appends a part. Says where it stands."""
        self.items.append(part)
        return len(self.items) - 1

    def lags(self, index: int, growing: Growing) -> None:
        """The part at `index` is out of date until somebody looks at it."""
        self._behind[index] = growing

    def set(self, index: int, part: UIMessagePart) -> None:
        """Replaces a part. Whatever it lagged behind does not count any more."""
        self._behind.pop(index, None)
        self.items[index] = part

    def get(self, index: int) -> Any:
        """The part at `index` with all that has come."""
        growing = self._behind.pop(index, None)
        if growing is not None:
            self.items[index] = growing.shown(self.items[index])
        return self.items[index]

    def catch_up(self) -> list[UIMessagePart]:
        """All parts with all that has come."""
        for index in tuple(self._behind):
            self.get(index)
        return self.items
