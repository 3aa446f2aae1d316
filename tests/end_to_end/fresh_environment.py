"""Environments as users have them: wheels of ours, what these declare, and nothing else. Nothing is downloaded."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement


def build_wheel(project: Path, dist: Path) -> Path:
    """Builds the project's wheel into the new folder `dist`."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = dist.glob("*.whl")
    return wheel


class FreshEnvironment:
    """A virtual environment of its own.

    Wheels are unpacked into it, which is all that installing pure ones does. What they require of others is linked from
    the environment of this process.
    """

    def __init__(self, home: Path) -> None:
        venv.create(home, symlinks=os.name != "nt")
        base = {"base": str(home)}
        self.site = Path(sysconfig.get_path("purelib", "venv", base))
        self._python = Path(sysconfig.get_path("scripts", "venv", base)) / Path(sys.executable).name

    def install(self, *wheels: Path, requirements: tuple[str, ...]) -> None:
        """Unpacks the wheels and links all that `requirements` need.

        Raises `PackageNotFoundError` for what is neither among the wheels nor here.
        """
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(self.site)
        wanted = [Requirement(requirement) for requirement in requirements]
        seen: set[tuple[str, frozenset[str]]] = set()
        while wanted:
            requirement = wanted.pop()
            extras = frozenset(requirement.extras)
            if (requirement.name, extras) in seen:
                continue
            seen.add((requirement.name, extras))
            distribution = self._distribution(requirement.name)
            assert requirement.specifier.contains(distribution.version, prereleases=True), requirement
            for line in distribution.requires or ():
                needed = Requirement(line)
                if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras or {""}):
                    wanted.append(needed)

    def _distribution(self, name: str) -> metadata.Distribution:
        for installed in metadata.distributions(name=name, path=[str(self.site)]):
            return installed
        found = metadata.distribution(name)
        for top in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            (self.site / top).symlink_to(Path(str(found.locate_file(top))))
        return found

    def python(
        self, *arguments: str, cwd: Path, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Runs the environment's interpreter. Neither the folder nor PYTHONPATH lends it a module."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AI_SDK_", "ACME_"))}
        return subprocess.run(
            [self._python, "-I", *arguments],
            cwd=cwd,
            env={**kept, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
