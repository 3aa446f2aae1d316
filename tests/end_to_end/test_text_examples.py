"""The examples of the text functions, as a reader of the documentation runs them."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        # Without `-X dev`: asyncio would tell of an import that takes long.
        [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="session")
def local_model() -> None:
    """The small model, fetched once into the user's cache folder."""
    pytest.importorskip("mistralrs")
    if not entry_points(group="ai_sdk.providers", name="local"):
        pytest.skip("ai-sdk-local is not installed, so no model string finds it")
    from ai_sdk_local.catalog import LANGUAGE_MODELS
    from ai_sdk_local.model_files import cache_folder, model_path

    model_path(LANGUAGE_MODELS["smollm2"], folder=cache_folder(None), stopped=lambda: False, show_progress=False)


def test_a_loop_of_five_steps_against_a_scripted_server() -> None:
    done = run("tool_loop.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert "price -> 4" in done.stdout
    assert "price failed: no 'plum' in this shop" in done.stdout
    assert done.stdout.endswith("5 steps, basket ['apple'], 100 + 25 tokens\n")


def test_a_local_model_calls_a_tool_and_gets_its_result(local_model: None) -> None:
    done = run("tool_loop.py", "local:smollm2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  price(" in done.stdout
    assert "\n2 steps, basket []" in done.stdout


def test_facts_of_a_text_become_a_value_of_a_class(local_model: None) -> None:
    done = run("structured_output.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("Invitation(host='")


@pytest.mark.parametrize("name", ["tool_loop.py", "structured_output.py"])
def test_what_can_not_be_had_is_one_line_and_no_traceback(name: str) -> None:
    done = run(name, "nope:model")
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert line.startswith("Error: ")
    assert "nope" in line
