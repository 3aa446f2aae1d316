"""Reading cases from folders."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Case", "NotACase", "default_case_files", "find_case_files", "load_case"]

FIXTURE_MARK = "fixture"
"""Cases with this word in their id play recorded answers; they are not part of the project's copy."""


class NotACase(ValueError):
    """A file in a folder of cases that does not hold one."""


@dataclass(frozen=True)
class Case:
    """One case: the fields that every case has, and the whole of it in `data`."""

    id: str
    feature: str
    provider: str
    operation: str
    data: Mapping[str, Any]

    @property
    def expect(self) -> Mapping[str, Any]:
        """What must come out."""
        return self.data["expect"]

    @property
    def model_kind(self) -> str:
        return self.data.get("model_kind", "")


def find_case_files(folder: Path) -> list[Path]:
    """Every JSON file below `folder`, in order of path. An index of cases is none."""
    return sorted(path for path in folder.rglob("*.json") if path.name != "index.json")


def default_case_files(copy: Path, neighbour: Path) -> list[Path]:
    """The project's copy, and from the neighbour folder, if it is there, the cases that are not copied."""
    files = find_case_files(copy)
    if neighbour.is_dir():
        files += [path for path in find_case_files(neighbour) if FIXTURE_MARK in path.stem]
    return files


def load_case(path: Path) -> Case:
    """The case in a file. Raises `NotACase`."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Case(data["id"], data["feature"], data["provider"], data["operation"], data)
    except (ValueError, KeyError, TypeError) as error:
        raise NotACase(f"{path} holds no case: {error!r}") from error


def load_cases(files: Iterator[Path] | list[Path]) -> list[tuple[Path, Case]]:
    """The cases in files, with the files."""
    return [(path, load_case(path)) for path in files]
