"""Environment variables for the moment in which a native library reads them."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager

__all__ = ["environment"]

_lock = threading.Lock()


@contextmanager
def environment(**variables: str) -> Generator[None]:
    """Sets variables, one load at a time, and puts the former values back: what the program starts inherits none."""
    with _lock:
        before = {name: os.environ.get(name) for name in variables}
        os.environ.update(variables)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
