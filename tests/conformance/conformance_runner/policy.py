"""What does not count: cases that are left out on purpose, and features that are not built yet."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .cases import Case

__all__ = ["BadPolicy", "Exclusions", "Pending"]

_PENDING_HEAD = """\
# Features that are not built yet. Their failures don't count; a feature whose cases all pass must leave the list.
# `python tests/conformance/run.py --write-pending` writes this file anew.

features = [
"""


class BadPolicy(ValueError):
    """`exclusions.toml` or `pending.toml` can't be used; the message says why."""


@dataclass(frozen=True)
class Exclusions:
    """Cases and operations that Python leaves out on purpose, each with its reason."""

    cases: dict[str, str]
    operations: dict[str, str]

    @classmethod
    def read(cls, file: Path) -> Exclusions:
        """From `exclusions.toml`: tables `case` and `operation` with `id` or `name`, and `reason`."""
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        return cls(_reasons(data.get("case", []), "id", file), _reasons(data.get("operation", []), "name", file))

    def reason(self, case: Case) -> str | None:
        """Why a case is left out, or None if it is not."""
        return self.cases.get(case.id) or self.operations.get(case.operation)

    def unknown(self, cases: Iterable[Case]) -> list[str]:
        """The rows that name no case among `cases`."""
        known = list(cases)
        ids = {case.id for case in known}
        operations = {case.operation for case in known}
        return sorted(self.cases.keys() - ids) + sorted(self.operations.keys() - operations)


def _reasons(rows: Sequence[dict[str, str]], key: str, file: Path) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for row in rows:
        if row.keys() != {key, "reason"} or not row["reason"].strip():
            raise BadPolicy(f"{file.name}: a row needs {key!r} and a 'reason', not {row!r}")
        if row[key] in reasons:
            raise BadPolicy(f"{file.name}: {row[key]!r} is there twice")
        reasons[row[key]] = row["reason"]
    return reasons


@dataclass(frozen=True)
class Pending:
    """The features that are not built yet."""

    features: frozenset[str]

    @classmethod
    def read(cls, file: Path) -> Pending:
        """From `pending.toml`: the list `features`."""
        features = tomllib.loads(file.read_text(encoding="utf-8"))["features"]
        if len(features) != len(set(features)):
            raise BadPolicy(f"{file.name}: a feature is there twice")
        return cls(frozenset(features))

    @staticmethod
    def write(file: Path, features: Iterable[str]) -> None:
        """The file with these features."""
        lines = "".join(f'  "{feature}",\n' for feature in sorted(set(features)))
        file.write_text(f"{_PENDING_HEAD}{lines}]\n", encoding="utf-8")
