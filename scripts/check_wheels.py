"""Builds every member and tries the wheels the way a user gets them: in a fresh environment, away from the sources.

    hatch run wheels:check              # builds into a temporary folder
    hatch run wheels:check --out dist   # keeps the wheels and source distributions

Three environments are made, since what a distribution forgets to declare shows only where nothing else brings it:
the core alone, the core with `openai-compatible`, and everything with its extras.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMOKE = Path(__file__).resolve().with_name("wheel_smoke.py")


def main() -> None:
    parser = argparse.ArgumentParser(description="Build every member and try the wheels in fresh environments.")
    parser.add_argument("--out", type=Path, help="keep what is built in this folder (default: a temporary folder)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ai-sdk-wheels-") as scratch_name:
        scratch = Path(scratch_name)
        out = (arguments.out or scratch / "dist").resolve()
        wheels = {member.name: build(member, out) for member in members()}
        for wheel in wheels.values():
            check_contents(wheel)
        core = f"{wheels['core']}"
        everything = [f"{core}[cli]"]
        for name, wheel in wheels.items():
            if name != "core":
                everything.append(f"{wheel}[e5]" if name == "ai-sdk-local" else f"{wheel}")
        try_wheels(scratch / "core", [core], ["core"])
        try_wheels(scratch / "one", [core, f"{wheels['ai-sdk-openai-compatible']}"], ["core", "openai-compatible"])
        try_wheels(scratch / "all", everything, ["core", "openai-compatible", "cli", "all"])
    print("wheels: fine")


def members() -> list[Path]:
    """The folders of all distributions, the core first."""
    return [ROOT / "core", *sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))]


def build(member: Path, out: Path) -> Path:
    """Builds a member's source distribution and, from its contents alone, the wheel; gives the wheel."""
    with tempfile.TemporaryDirectory(prefix="ai-sdk-build-") as scratch:
        built = Path(scratch, "dist")
        run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(built)], cwd=member)
        (sdist,) = built.glob("*.tar.gz")
        with tarfile.open(sdist) as archive:
            archive.extractall(scratch, filter="data")
        sources = Path(scratch, sdist.name.removesuffix(".tar.gz"))
        run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)], cwd=sources)
        out.mkdir(parents=True, exist_ok=True)
        copied = [Path(shutil.copy2(path, out)) for path in (sdist, *built.glob("*.whl"))]
        return copied[1]


def check_contents(wheel: Path) -> None:
    """A wheel holds one package with its type marker, the licence, and nothing beside them."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/", 1)[0] for name in names}
    packages = {top for top in tops if not top.endswith(".dist-info")}
    problems: list[str] = []
    if len(packages) != 1 or len(tops) != 2:
        problems.append(f"one package expected, found {sorted(tops)}")
    if not any(name.endswith("/py.typed") for name in names):
        problems.append("py.typed is missing")
    if not any(name.endswith(".dist-info/licenses/LICENSE") for name in names):
        problems.append("the licence is missing")
    problems += [f"{name} does not belong in a wheel" for name in names if name.endswith((".pyc", ".gguf", ".whl"))]
    if problems:
        sys.exit(f"{wheel.name}: " + "; ".join(problems))


def try_wheels(home: Path, requirements: list[str], checks: list[str]) -> None:
    """Installs `requirements` with pip into a new environment and runs the smoke test there."""
    print(f"wheels: trying {', '.join(Path(one).name for one in requirements)}", flush=True)
    venv.create(home, with_pip=True)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run([str(python), "-m", "pip", "install", "-qq", *requirements], cwd=home)
    run([str(python), "-m", "pip", "check"], cwd=home)
    # -I: neither this folder nor PYTHONPATH may lend a module that the wheels forgot.
    run([str(python), "-I", "-W", "error", str(SMOKE), *checks], cwd=home)


def run(command: list[str], *, cwd: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    finished = subprocess.run(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL)
    if finished.returncode:
        sys.exit(f"failed with exit code {finished.returncode}: {' '.join(command)}")


if __name__ == "__main__":
    main()
