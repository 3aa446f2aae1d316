"""A provider made from the template: from wheels alone it passes the contract and works by name."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("hatchling")

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = (ROOT / "core", ROOT / "plugins/ai-sdk-openai-compatible")

_CALL = """
import asyncio, os, sys
import ai_sdk, ai_sdk_acme_cloud
from ai_sdk import generate_text
from ai_sdk.plugins import registry
from ai_sdk.testing import ScriptedServer
from ai_sdk.testing.contract import chat_completions_scripts

async def main():
    async with ScriptedServer(chat_completions_scripts().text) as server:
        os.environ["ACME_CLOUD_BASE_URL"] = f"{server.url}/v1"
        result = await generate_text("acme-cloud:large", "hi")
        await registry.aclose()
        sent = server.requests[0]
        print(result.text, sent.path, sent.headers["authorization"], sent.json()["model"])

assert all(module.__file__.startswith(sys.argv[1]) for module in (ai_sdk, ai_sdk_acme_cloud))
asyncio.run(main())
"""


def run(command: Sequence[str], *, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if path is not None:
        environment |= {"PYTHONPATH": str(path), "ACME_CLOUD_API_KEY": "k", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def make(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return run([str(ROOT / "scripts/new_provider.py"), *arguments], cwd=cwd)


def install(member: Path, target: Path, dist: Path) -> None:
    """Builds the member's wheel and unpacks it, which is all that installing a pure wheel does to imports."""
    done = run(["-m", "hatchling", "build", "-t", "wheel", "-d", str(dist)], cwd=member)
    assert done.returncode == 0, done.stderr
    (wheel,) = dist.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(target)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of a new provider, and a folder in which its wheel and those that it needs are installed."""
    home = tmp_path_factory.mktemp("new provider")
    done = make("acme-cloud", "--path", str(home), cwd=home)
    assert done.returncode == 0, done.stderr
    folder, target = home / "ai-sdk-acme-cloud", home / "site"
    for number, member in enumerate((*MEMBERS, folder)):
        install(member, target, home / f"dist-{number}")
    return folder, target


def test_it_is_a_handful_of_files_without_leftovers_of_the_template(made: tuple[Path, Path]) -> None:
    folder, _ = made
    files = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.*") if path.is_file()}
    assert {name for name in files if not name.endswith(".pyc")} == {
        "README.md",
        "pyproject.toml",
        "src/ai_sdk_acme_cloud/__init__.py",
        "src/ai_sdk_acme_cloud/py.typed",
        "tests/test_contract.py",
    }
    assert not [name for name, text in files.items() if "{{" in text or "PACKAGE" in text]


def test_it_passes_the_contract_at_once(made: tuple[Path, Path]) -> None:
    folder, target = made
    done = run(
        ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), "tests"], cwd=folder, path=target
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " failed" not in done.stdout
    assert " passed" in done.stdout


def test_it_is_called_by_its_name(made: tuple[Path, Path]) -> None:
    folder, target = made
    done = run(["-W", "error", "-c", _CALL, str(target)], cwd=folder, path=target)
    assert (done.stdout, done.stderr) == ("Hello, world! /v1/chat/completions Bearer k large\n", "")


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
