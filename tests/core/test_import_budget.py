"""What an import costs, in modules: a count fails on every machine alike, a clock does not."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

BUDGETS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "import_budget.toml").read_text("utf-8"))

COUNT = """
import sys
before = set(sys.modules)
{program}
loaded = set(sys.modules) - before
print()
print(*sorted(loaded))
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Where a fresh interpreter finds what this one has, and Groq's plugin even if it only lies in the source tree."""
    folders = [folder for folder in sys.path if folder]
    if not importlib.metadata.entry_points(group="ai_sdk.providers", name="groq"):
        pytest.importorskip("ai_sdk_groq")
        about = tmp_path / "ai_sdk_groq-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: ai-sdk-groq\nVersion: 1.0\n", "utf-8")
        (about / "entry_points.txt").write_text("[ai_sdk.providers]\ngroq = ai_sdk_groq\n", "utf-8")
        folders.insert(0, str(tmp_path))
    return os.pathsep.join(folders)


def loaded_by(program: str, path: str) -> list[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AI_SDK", "COV_", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "-c", COUNT.format(program=program)],
        env={**kept, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()


@pytest.mark.parametrize("name", BUDGETS)
def test_no_more_modules_are_loaded_than_the_budget_allows(name: str, path: str) -> None:
    budget = BUDGETS[name]
    loaded = loaded_by(budget["program"], path)
    ours = [module for module in loaded if module.partition(".")[0].startswith("ai_sdk")]
    assert not set(loaded) & set(budget["without"])
    assert len(ours) <= budget["ours"], f"{len(ours)} modules of the SDK: {' '.join(ours)}"
    assert len(loaded) <= budget["all"], f"{len(loaded)} modules: {' '.join(loaded)}"


def test_a_budget_that_is_exceeded_names_the_modules(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "import-ai-sdk"
    monkeypatch.setitem(BUDGETS, name, {**BUDGETS[name], "ours": 1})
    with pytest.raises(AssertionError, match=r"modules of the SDK: ai_sdk ai_sdk\.__about__"):
        test_no_more_modules_are_loaded_than_the_budget_allows(name, path)


def test_importing_the_sdk_loads_no_plugin(path: str) -> None:
    assert not [module for module in loaded_by("import ai_sdk", path) if module.startswith("ai_sdk_")]
