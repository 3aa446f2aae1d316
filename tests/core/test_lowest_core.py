"""Which core `hatch run lowest-core:test` takes, in a repository that has released some."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git makes the tags")


class Repository:
    """A core in a git repository, and the script that looks at it."""

    def __init__(self, root: Path, script: Any) -> None:
        self.root = root
        self.script = script
        self.about = root / "core/src/ai_sdk/__about__.py"
        self.about.parent.mkdir(parents=True)
        self.git("init", "-q")

    def git(self, *arguments: str) -> None:
        person = ("-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *person, *arguments], cwd=self.root, check=True)

    def work_on(self, version: str) -> None:
        self.about.write_text(f'__version__ = "{version}"\n', encoding="utf-8")

    def release(self, version: str) -> None:
        self.work_on(version)
        self.git("add", ".")
        self.git("commit", "-q", "-m", version)
        self.git("tag", f"ai-sdk-core-v{version}")

    def lowest(self, specifier: str) -> tuple[str, bool]:
        """The version that fits, and whether it is the workspace's."""
        found = self.script.lowest(Requirement(f"ai-sdk-core{specifier}"), self.root / "scratch")
        return str(self.script.version_of(found)), found == self.root / "core"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import check_lowest_core

    monkeypatch.setattr(check_lowest_core, "ROOT", tmp_path)
    monkeypatch.setattr(check_lowest_core, "FOLDERS", {"ai-sdk-core": tmp_path / "core"})
    return Repository(tmp_path, check_lowest_core)


def test_the_lowest_released_core_that_fits_is_taken_from_its_tag(repository: Repository) -> None:
    for version in ("0.1.10", "0.1.2", "0.0.9", "0.1.0rc1", "0.2.0"):
        repository.release(version)
    assert repository.lowest(">=0.1,<0.2") == ("0.1.2", False)
    assert repository.lowest(">=0.1.3,<0.2") == ("0.1.10", False)


def test_until_a_core_that_fits_is_released_the_workspace_is_the_lowest(repository: Repository) -> None:
    repository.release("0.0.9")
    repository.work_on("0.1.0")
    assert repository.lowest(">=0.1,<0.2") == ("0.1.0", True)


def test_a_core_that_is_nowhere_is_an_error(repository: Repository) -> None:
    repository.work_on("0.1.0")
    with pytest.raises(SystemExit, match=r"fits no tag and not the workspace's 0\.1\.0\. Try: git fetch --tags"):
        repository.lowest(">=0.1.3,<0.2")


def test_a_copy_without_history_has_the_workspace(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git")
    repository.work_on("0.1.0")
    assert repository.lowest(">=0.1,<0.2") == ("0.1.0", True)
