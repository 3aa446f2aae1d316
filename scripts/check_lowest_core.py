"""Tries each plugin's wheel with the lowest core that it claims, and the lowest of all else that it requires.

    hatch run lowest-core:test        # every plugin, each in an environment of its own
    hatch run lowest-core:test groq

The core, and another plugin that a plugin is built on, come from this repository and never from the index: of the
versions that have a tag (`ai-sdk-core-v0.1.0`), the lowest one that fits the requirement. Where no tag fits, nothing
that fits is released yet, and the workspace's version is the lowest there is.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from check_wheels import ROOT, build, members, run
from packaging.requirements import Requirement
from packaging.version import Version

FOLDERS = {("ai-sdk-core" if folder.name == "core" else folder.name): folder for folder in members()}


def main() -> None:
    plugins = [name for name in FOLDERS if name != "ai-sdk-core"]
    parser = argparse.ArgumentParser(description="Try each plugin with the lowest core that it claims.")
    parser.add_argument("plugin", nargs="*", help="such as 'groq' (default: all)")
    wanted = [f"ai-sdk-{plugin}" for plugin in parser.parse_args().plugin]
    for name in wanted:
        if name not in plugins:
            parser.error(f"{name!r} is no plugin of this repository: {', '.join(plugins)}")
    with tempfile.TemporaryDirectory(prefix="ai-sdk-lowest-") as scratch:
        for name in wanted or plugins:
            try_plugin(name, Path(scratch, name))
    print("lowest core: fine")


def try_plugin(name: str, home: Path) -> None:
    """Runs the plugin's tests with its wheel, the lowest wheels of ours that it claims, and the lowest of all else."""
    folders = [FOLDERS[name]]
    folders += [lowest(one, home / "released") for one in requirements_of(FOLDERS[name]) if one.name in FOLDERS]
    wheels = [str(build(folder, home / "dist")) for folder in folders]
    print(f"lowest core: trying {', '.join(Path(wheel).name for wheel in wheels)}", flush=True)
    # Written out, since uv takes the lowest only of what it is asked for.
    others = [str(one) for folder in folders for one in requirements_of(folder) if one.name not in FOLDERS]
    # The same tools as at the other end.
    tools = read_toml(ROOT / "hatch.toml")["envs"]["each"]["dependencies"]
    environment = home / "environment"
    python = str(environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    uv = os.environ["HATCH_UV"]
    run([uv, "venv", "-q", "--python", sys.executable, str(environment)], cwd=ROOT)
    install = [uv, "pip", "install", "-q", "--resolution", "lowest-direct", "--python", python]
    run([*install, *wheels, *others, *tools], cwd=ROOT)
    run([python, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/plugins/{name}"], cwd=ROOT)


def lowest(requirement: Requirement, scratch: Path) -> Path:
    """The sources of the lowest released version that fits, else those of the workspace."""
    folder = FOLDERS[requirement.name]
    tags = git("tag", "--list", f"{requirement.name}-v*").decode().split()
    released = {Version(tag.removeprefix(f"{requirement.name}-v")): tag for tag in tags}
    fitting = [version for version in released if version in requirement.specifier]
    if fitting:
        tag = released[min(fitting)]
        print(f"lowest core: {requirement} is {tag}")
        with tarfile.open(fileobj=io.BytesIO(git("archive", tag, folder.relative_to(ROOT).as_posix()))) as files:
            files.extractall(scratch, filter="data")
        return scratch / folder.relative_to(ROOT)
    if version_of(folder) not in requirement.specifier:
        sys.exit(f"{requirement} fits no tag and not the workspace's {version_of(folder)}. Try: git fetch --tags")
    print(f"lowest core: {requirement} is the workspace's {version_of(folder)}, since no tag fits")
    return folder


def requirements_of(folder: Path) -> list[Requirement]:
    return [Requirement(line) for line in read_toml(folder / "pyproject.toml")["project"]["dependencies"]]


def version_of(folder: Path) -> Version:
    (about,) = folder.glob("src/*/__about__.py")
    found = re.search(r'"(.+)"', about.read_text(encoding="utf-8"))
    assert found, about
    return Version(found[1])


def read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def git(*arguments: str) -> bytes:
    if not (ROOT / ".git").exists():
        return b""  # a copy without history has no tags
    return subprocess.run(["git", *arguments], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout


if __name__ == "__main__":
    main()
