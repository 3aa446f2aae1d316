"""How commands print: JSON, tables, warnings."""

from __future__ import annotations

import json
import logging
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import Any

import click

__all__ = ["log_afterwards", "milliseconds", "print_json", "print_table", "print_warning"]


def print_json(value: Any) -> None:
    """`value` as indented JSON on the standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as their widest cell."""
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def milliseconds(seconds: float | None) -> float | None:
    """Seconds as JSON shows them."""
    return None if seconds is None else round(seconds * 1000, 1)


def print_warning(text: str) -> None:
    """One line on the standard error output."""
    click.echo(f"Warning: {text}", err=True)


@contextmanager
def log_afterwards() -> Generator[None]:
    """What the SDK warns of in the block is printed after it, so that it does not stand inside an answer."""
    handler, logger = _Kept(), logging.getLogger("ai_sdk")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        for line in handler.lines:
            print_warning(line.removeprefix("AI SDK Warning "))


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info and record.exc_info[1]
        self.lines.append(f"{record.getMessage()} ({type(error).__name__}: {error})" if error else record.getMessage())
