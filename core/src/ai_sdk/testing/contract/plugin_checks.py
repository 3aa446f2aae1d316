"""What is looked up about a plugin: where it is declared, and what its import does in an interpreter of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

__all__ = ["Declaration", "ImportReport", "declaration_in", "find_pyproject", "import_report", "installed_declaration"]

GROUP: Final = "ai_sdk.providers"


@dataclass(slots=True, frozen=True)
class Declaration:
    """A prefix as a distribution declares it."""

    distribution: str
    target: str
    dependencies: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class ImportReport:
    """What importing and describing a plugin did beyond `import ai_sdk.plugins`."""

    new_modules: tuple[str, ...]
    events: tuple[str, ...]
    threads: int
    is_environment_changed: bool


def find_pyproject(start: Path, prefix: str) -> Path | None:
    """The `pyproject.toml` at or above `start` that declares `prefix`."""
    for folder in [start, *start.parents]:
        path = folder / "pyproject.toml"
        if path.is_file() and declaration_in(path, prefix) is not None:
            return path
    return None


def declaration_in(pyproject: Path, prefix: str) -> Declaration | None:
    """What this file declares for `prefix`."""
    project: Mapping[str, Any] = tomllib.loads(pyproject.read_text(encoding="utf-8")).get("project", {})
    target = project.get("entry-points", {}).get(GROUP, {}).get(prefix)
    if target is None:
        return None
    return Declaration(project["name"], target, tuple(project.get("dependencies", ())))


def installed_declaration(prefix: str) -> Declaration | None:
    """What the installed distributions declare for `prefix`."""
    import importlib_metadata

    found: Any = cast("Any", importlib_metadata).entry_points(group=GROUP, name=prefix)
    for point in found:
        if point.dist is not None:
            return Declaration(point.dist.metadata["Name"], point.value, tuple(point.dist.requires or ()))
    return None


_PROGRAM = """
import json, os, sys, threading
import importlib
import ai_sdk.plugins
from ai_sdk.plugins import ProviderContext, ProviderDescription, hookimpl
target, prefix = sys.argv[1:]
before, environment = set(sys.modules), dict(os.environ)
events = []
watched = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.remove", "os.mkdir", "os.putenv")
def watch(event, arguments):
    if event.startswith(watched):
        events.append(event)
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        if not str(arguments[0]).endswith(".pyc") and ".pyc." not in str(arguments[0]):
            events.append(f"open {arguments[0]!r} for writing")
sys.addaudithook(watch)
module, _, attributes = target.partition(":")
plugin = importlib.import_module(module)
for attribute in filter(None, attributes.split(".")):
    plugin = getattr(plugin, attribute)
plugin.describe_provider(ProviderContext(prefix=prefix))
print(json.dumps({
    "new_modules": sorted(set(sys.modules) - before),
    "events": events,
    "threads": threading.active_count(),
    "is_environment_changed": dict(os.environ) != environment,
}))
"""


def import_report(target: str, prefix: str) -> ImportReport:
    """Imports the plugin in a fresh interpreter with the paths of this one, and asks it to describe itself."""
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(  # noqa: S603 - this interpreter, with arguments of the test
        [sys.executable, "-W", "error", "-c", _PROGRAM, target, prefix],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"Importing {target!r} failed:\n{done.stderr}"
    assert done.stderr == "", f"Importing {target!r} writes to stderr:\n{done.stderr}"
    found = json.loads(done.stdout)
    return ImportReport(
        tuple(found["new_modules"]), tuple(found["events"]), found["threads"], found["is_environment_changed"]
    )
