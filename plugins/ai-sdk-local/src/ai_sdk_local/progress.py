"""What a user sees on the terminal while a model is fetched: a bar on stderr, one line where stderr is no terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Final, Self

__all__ = ["FetchProgress"]

_WIDTH: Final = 30


class FetchProgress:
    """Shows how much of `total` bytes has come. `shown=False` shows nothing."""

    def __init__(self, title: str, *, total: int, shown: bool) -> None:
        self._title = title
        self._total = total
        # pythonw and some services have no stderr at all.
        self._stream = sys.stderr if shown else None  # pyright: ignore[reportUnnecessaryComparison]
        self._bar = self._stream is not None and self._stream.isatty()
        self._last = ""

    def __enter__(self) -> Self:
        self._write(f"{self._title} ({_megabytes(self._total)})\n")
        self.update(0)
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar:
            if error is None:
                self.update(self._total)
            self._write("\n")

    def update(self, done: int) -> None:
        """Draws the bar for `done` bytes."""
        if not self._bar:
            return
        share = min(done / self._total, 1.0)
        filled = round(share * _WIDTH)
        # Short enough for any terminal: a line that wraps can't be drawn over.
        line = f"\r[{'#' * filled}{' ' * (_WIDTH - filled)}] {share:4.0%}"
        if line != self._last:
            self._last = line
            self._write(line)

    def _write(self, text: str) -> None:
        if self._stream is None:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            self._stream = None  # a closed stderr must not fail the call


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.0f} MB"
