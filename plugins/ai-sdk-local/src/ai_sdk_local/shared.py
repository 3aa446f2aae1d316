"""Engines by what makes two of them the same, as long as somebody holds them."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

__all__ = ["shared"]

T = TypeVar("T")

_held: weakref.WeakValueDictionary[Hashable, Any] = weakref.WeakValueDictionary()
_lock = threading.Lock()


def shared(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` makes, the same object for all who ask with an equal key while one of them keeps it."""
    with _lock:
        value: T | None = _held.get(key)
        if value is None:
            value = _held[key] = make()
        return value
