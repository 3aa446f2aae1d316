"""What a run prints, and what it writes for other programs."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from .execute import Verdict

__all__ = ["Row", "Status", "as_json_text", "failure_text", "last_line", "table"]

Status: TypeAlias = Literal["passed", "failed", "excluded", "pending"]
_STATUSES: tuple[Status, ...] = ("passed", "failed", "excluded", "pending")


@dataclass(frozen=True)
class Row:
    """One case in the report. `verdict` says what came of it, or for a case that was left out nothing."""

    id: str
    feature: str
    provider: str
    operation: str
    status: Status
    verdict: Verdict | None = None
    reason: str = ""


def failure_text(row: Row) -> str:
    """A failed case: its id, and the first difference with both values."""
    verdict = row.verdict
    assert verdict is not None
    lines = [f"FAILED {row.id}  {verdict.path}".rstrip()]
    lines.append(f"    expected: {verdict.expected}")
    lines.append(f"    actual:   {verdict.actual}")
    lines += [f"    {line}" for line in verdict.note.rstrip().splitlines()]
    return "\n".join(lines)


def table(rows: Sequence[Row]) -> str:
    """The counts by provider and operation."""
    groups = sorted({(row.provider, row.operation) for row in rows})
    counts = Counter((row.provider, row.operation, row.status) for row in rows)
    lines = [("provider", "operation", *_STATUSES)]
    lines += [
        (provider, operation, *(str(counts[provider, operation, status]) for status in _STATUSES))
        for provider, operation in groups
    ]
    totals = Counter(row.status for row in rows)
    lines.append(("total", "", *(str(totals[status]) for status in _STATUSES)))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if column < 2 else text.rjust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def last_line(rows: Iterable[Row]) -> str:
    """`N passed, M failed`. What is left out or pending is in neither number."""
    statuses = Counter(row.status for row in rows)
    return f"{statuses['passed']} passed, {statuses['failed']} failed"


def as_json_text(rows: Sequence[Row], problems: Sequence[str]) -> str:
    """The whole report as JSON."""
    statuses = Counter(row.status for row in rows)
    report: dict[str, Any] = {
        **{status: statuses[status] for status in _STATUSES},
        "problems": list(problems),
        "cases": [_as_json(row) for row in rows],
    }
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"


def _as_json(row: Row) -> dict[str, Any]:
    facts = dataclasses.asdict(row.verdict) if row.verdict is not None else {}
    entry: dict[str, Any] = {
        "id": row.id,
        "feature": row.feature,
        "provider": row.provider,
        "operation": row.operation,
        "status": row.status,
    }
    if row.reason:
        entry["reason"] = row.reason
    if facts:
        entry["seconds"] = facts["seconds"]
        if not facts["passed"]:
            entry.update({name: facts[name] for name in ("path", "expected", "actual", "note") if facts[name]})
    return entry
