"""`hatch run new-provider`: what it writes and what it refuses. test_third_party_provider.py tries what is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def make(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts/new_provider.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_it_is_a_handful_of_files_without_leftovers_of_the_template(tmp_path: Path) -> None:
    done = make("acme-cloud", "--path", str(tmp_path), cwd=tmp_path)
    folder = tmp_path / "ai-sdk-acme-cloud"
    assert (done.returncode, done.stderr) == (0, "")
    assert str(folder) in done.stdout
    files = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}
    assert set(files) == {
        "README.md",
        "pyproject.toml",
        "src/ai_sdk_acme_cloud/__init__.py",
        "src/ai_sdk_acme_cloud/py.typed",
        "tests/test_contract.py",
    }
    assert not [name for name, text in files.items() if "{{" in text or "PACKAGE" in text]


@pytest.mark.parametrize("name", ["Acme", "acme_cloud", "-acme", "acme--cloud", "1acme", "acme:cloud", "../acme"])
def test_a_name_that_is_no_prefix_is_refused(tmp_path: Path, name: str) -> None:
    done = make("--path", str(tmp_path), "--", name, cwd=tmp_path)
    assert done.returncode == 1
    assert f"{name!r} is no prefix" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ai-sdk-acme").mkdir()
    done = make("acme", cwd=tmp_path)
    assert done.returncode == 1
    assert "exists. Choose another name or --path." in done.stderr
    assert list((tmp_path / "ai-sdk-acme").iterdir()) == []
