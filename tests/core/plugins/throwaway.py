"""Throwaway distributions, installed into a folder that a fresh interpreter sees, and nothing else but the core.

The interpreter runs with `-S`: its site-packages, and so the plugins of the developer's environment, are not there.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import os
import re
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import ai_sdk

PROVIDER = """
from ai_sdk.plugins import ProviderDescription, hookimpl


@hookimpl
def describe_provider(context):
    return ProviderDescription(prefix=context.prefix, name="Acme", contract=1, model_kinds={"language"})


@hookimpl
def create_provider(context):
    from ai_sdk.provider import BaseProvider

    class Model:
        specification_version = "v4"
        provider = context.prefix
        supported_urls = {}

        def __init__(self, model_id):
            self.model_id = model_id

        async def do_generate(self, options):
            raise NotImplementedError

        do_stream = do_generate

    class Provider(BaseProvider):
        def language_model(self, model_id):
            return Model(model_id)

    return Provider()
"""

_ASK = """
import json, sys
from ai_sdk.plugins import resolve_model

outcomes = []
for model in json.loads(sys.argv[1]):
    try:
        found = resolve_model(model, "language")
        outcome = {"provider": found.provider, "model_id": found.model_id}
    except Exception as error:
        cause = error.__cause__
        outcome = {
            "error": type(error).__name__,
            "message": str(error),
            "cause": None if cause is None else type(cause).__name__,
            "fields": {name: value for name, value in vars(error).items() if isinstance(value, (str, int, list))},
        }
    outcomes.append(outcome)
print(json.dumps({"outcomes": outcomes, "modules": sorted(sys.modules)}))
"""


@dataclass(frozen=True)
class Answer:
    """What `resolve_model` did with each of the strings, one after the other in one process."""

    outcomes: Sequence[Mapping[str, Any]]
    modules: Sequence[str]
    stderr: str

    @property
    def error(self) -> str:
        """The type and text of the only outcome."""
        (outcome,) = self.outcomes
        return f"{outcome['error']}: {outcome['message']}"


@functools.cache
def _files_of(*distributions: str) -> Sequence[Path]:
    """The packages and modules of these distributions and of all that they need."""
    found: dict[str, set[Path]] = {}
    wanted = list(distributions)
    while wanted:
        name = wanted.pop()
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another Python or platform
        if name in found:
            continue
        tops = {file.parts[0] for file in distribution.files or () if file.suffix == ".py" and file.parts[0] != ".."}
        found[name] = {Path(str(distribution.locate_file(top))) for top in tops}
        requirements = [line for line in distribution.requires or () if "extra ==" not in line]
        wanted += [re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0] for requirement in requirements]
    return sorted(set().union(*found.values()))


class Environment:
    """A folder of installed distributions."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.site.mkdir()
        self._wheels = folder / "wheels"
        self._wheels.mkdir()
        self._needed = folder / "needed"
        self._needed.mkdir()
        (self._needed / "ai_sdk").symlink_to(Path(ai_sdk.__file__).parent)
        for source in _files_of("click", "importlib-metadata", "pluggy"):
            (self._needed / source.name).symlink_to(source)

    def wheel(
        self,
        distribution: str,
        version: str,
        entries: Mapping[str, str] | str,
        modules: Mapping[str, str],
    ) -> Path:
        """Writes a wheel. `entries` maps prefixes to targets, or is the whole text of `entry_points.txt`."""
        if not isinstance(entries, str):
            entries = "[ai_sdk.providers]\n" + "".join(f"{prefix} = {target}\n" for prefix, target in entries.items())
        stem = f"{distribution.replace('-', '_')}-{version}"
        files = {f"{name.replace('.', '/')}.py": textwrap.dedent(text) for name, text in modules.items()}
        files |= {
            f"{stem}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n\nRead.\n",
            f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{stem}.dist-info/entry_points.txt": entries,
        }
        record = f"{stem}.dist-info/RECORD"
        files[record] = "".join(f"{name},{_hash(text)},{len(text.encode())}\n" for name, text in files.items())
        files[record] += f"{record},,\n"
        wheel = self._wheels / f"{stem}-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return wheel

    def install(
        self,
        distribution: str,
        entries: Mapping[str, str] | str,
        modules: Mapping[str, str],
        *,
        version: str = "1.0",
        site: Path | None = None,
    ) -> None:
        """Unpacks a wheel, which is all that installing a pure one does."""
        with zipfile.ZipFile(self.wheel(distribution, version, entries, modules)) as archive:
            archive.extractall(site or self.site)

    def run(
        self, code: str, *arguments: str, env: Mapping[str, str] | None = None, sites: Sequence[Path] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Runs Python code in a fresh interpreter."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AI_SDK", "PYTHON"))}
        path = os.pathsep.join(str(folder) for folder in (*sites, self.site, self._needed))
        return subprocess.run(
            [sys.executable, "-S", "-c", code, *arguments],
            env={
                **kept,
                "PYTHONPATH": path,
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONIOENCODING": "utf-8",
                **(env or {}),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def ask(self, *models: str, env: Mapping[str, str] | None = None, sites: Sequence[Path] = ()) -> Answer:
        """Resolves these model strings in a fresh interpreter."""
        done = self.run(_ASK, json.dumps(models), env=env, sites=sites)
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        return Answer(answer["outcomes"], answer["modules"], done.stderr)

    def command(self, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Runs `ai-sdk`."""
        return self.run("from ai_sdk.cli import main; main()", *arguments, env=env)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
