"""How commands print: JSON, tables, warnings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import click

__all__ = ["milliseconds", "print_json", "print_table", "print_warning"]


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
