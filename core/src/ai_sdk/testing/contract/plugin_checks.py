"""What is looked up about a plugin: where it is declared, and what its import does in an interpreter of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ai_sdk.plugins.discovery import Claim
from ai_sdk.provider import ModelKind

__all__ = ["Declaration", "ImportReport", "declaration_in", "find_pyproject", "import_report", "installed_declaration"]


@dataclass(slots=True, frozen=True)
class Declaration:
    """An entry point as a distribution declares it."""

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
    seconds: float


def find_pyproject(start: Path, group: str, name: str) -> Path | None:
    """The `pyproject.toml` at or above `start` that declares this entry point."""
    for folder in [start, *start.parents]:
        path = folder / "pyproject.toml"
        if path.is_file() and declaration_in(path, group, name) is not None:
            return path
    return None


def declaration_in(pyproject: Path, group: str, name: str) -> Declaration | None:
    """What this file declares."""
    project: Mapping[str, Any] = tomllib.loads(pyproject.read_text(encoding="utf-8")).get("project", {})
    target = project.get("entry-points", {}).get(group, {}).get(name)
    if target is None:
        return None
    return Declaration(project["name"], target, tuple(project.get("dependencies", ())))


def installed_declaration(group: str, name: str) -> Declaration | None:
    """What the installed distributions declare."""
    import importlib_metadata

    found: Any = cast("Any", importlib_metadata).entry_points(group=group, name=name)
    for point in found:
        if point.dist is not None:
            return Declaration(point.dist.metadata["Name"], point.value, tuple(point.dist.requires or ()))
    return None


_PROGRAM = """
import json, os, sys, threading, time
import importlib
import ai_sdk.plugins
from ai_sdk.plugins import ExtensionContext, ExtensionDescription, ProviderContext, ProviderDescription, hookimpl
target, name, calls = sys.argv[1:]
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
started = time.perf_counter()
module, _, attributes = target.partition(":")
plugin = importlib.import_module(module)
for attribute in filter(None, attributes.split(".")):
    plugin = getattr(plugin, attribute)
for hook, kind in json.loads(calls):
    of_provider = hook == "describe_provider"
    context = ProviderContext(prefix=name) if of_provider else ExtensionContext(name=name, model_kind=kind)
    getattr(plugin, hook)(context)
print(json.dumps({
    "new_modules": sorted(set(sys.modules) - before),
    "events": events,
    "threads": threading.active_count(),
    "is_environment_changed": dict(os.environ) != environment,
    "seconds": time.perf_counter() - started,
}))
"""


def import_report(claim: Claim, *, hooks: Sequence[tuple[str, ModelKind | None]] = ()) -> ImportReport:
    """Imports the plugin in a fresh interpreter with the paths of this one, and asks it to describe itself.

    `hooks` are further hooks to call there, each with the model kind of its context.
    """
    calls = [(f"describe_{claim.kind}", None), *hooks]
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(  # noqa: S603 - this interpreter, with arguments of the test
        [sys.executable, "-W", "error", "-c", _PROGRAM, claim.target, claim.prefix, json.dumps(calls)],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"Importing {claim.target!r} failed:\n{done.stderr}"
    assert done.stderr == "", f"Importing {claim.target!r} writes to stderr:\n{done.stderr}"
    found = json.loads(done.stdout.splitlines()[-1])
    return ImportReport(
        tuple(found["new_modules"]),
        tuple(found["events"]),
        found["threads"],
        found["is_environment_changed"],
        found["seconds"],
    )
