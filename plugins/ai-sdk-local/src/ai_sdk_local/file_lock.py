"""A lock between processes: a file that one of them holds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

__all__ = ["file_lock"]

_PAUSE: Final = 0.1
"""Seconds between two tries."""

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Some network file systems have no locks. Two processes then fetch the same file, and both are right.
            return True
        return True


@contextmanager
def file_lock(path: Path, *, wait: Callable[[float], None]) -> Generator[None]:
    """Holds the lock `path` (made if it is not there, never removed).

    While another process holds it, `wait(seconds so far)` is called ten times a second; it may raise to give up. The
    system releases the lock when a process dies.
    """
    start = time.monotonic()
    with path.open("ab") as file:
        while not _try_lock(file):
            wait(time.monotonic() - start)
            time.sleep(_PAUSE)
        yield
