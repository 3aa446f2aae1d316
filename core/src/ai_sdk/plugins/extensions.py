"""Installed extensions: what they bring, loaded once when it is first asked for.

    for integration in extensions.telemetry_integrations():
        ...

Nothing is imported if the entry-point group `ai_sdk.plugins` is empty. An extension that can't be used is left out, and
so is what a hook that fails would have given: both are logged, `extensions.reports()` says why.
"""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from ai_sdk.plugins.default_registry import registry
from ai_sdk.plugins.discovery import Claim, Switches, installed_extensions
from ai_sdk.plugins.errors import PluginCollisionError, PluginContractError, PluginError
from ai_sdk.provider.provider import ModelKind

if TYPE_CHECKING:
    from ai_sdk.plugins.description import ExtensionDescription
    from ai_sdk.plugins.extension_loading import Extension

__all__ = ["ExtensionReport", "Extensions", "extensions"]

_logger = logging.getLogger("ai_sdk")

WRAPPED_KINDS: Final[tuple[ModelKind, ...]] = ("language", "embedding", "image")
"""The kinds of models that middleware can be put around."""

OWN_COMMANDS: Final = ("chat", "doctor", "embed", "generate", "models", "providers")
"""The commands of `ai-sdk` itself, which no extension takes the place of."""


@dataclass(slots=True, kw_only=True)
class ExtensionReport:
    """One extension and how it is.

    `telemetry`, `middleware` (by model kind) and `commands` are what it gives: the classes of integrations and
    middleware, the names of commands. `import_seconds` is how long its import took, with all that was not imported
    before. `problem` says what is broken and how to mend it. `notes` are no failures.
    """

    name: str
    distribution: str
    version: str
    state: Literal["in use", "blocked", "collision", "broken"] = "in use"
    description: ExtensionDescription | None = None
    contract: int | None = None
    import_seconds: float | None = None
    telemetry: Sequence[str] = ()
    middleware: Mapping[ModelKind, Sequence[str]] = field(default_factory=dict[ModelKind, Sequence[str]])
    commands: Sequence[str] = ()
    problem: str | None = None
    notes: list[str] = field(default_factory=list[str])


class _Loaded:
    """What the extensions brought, as far as it was asked for."""

    def __init__(self) -> None:
        self.reports: list[ExtensionReport] = []
        self.extensions: list[tuple[ExtensionReport, Extension]] = []
        self.telemetry: tuple[Any, ...] | None = None
        self.middleware: dict[ModelKind, tuple[Any, ...]] = {}
        self.commands: Mapping[str, Any] | None = None


class Extensions:
    """All installed extensions. There is one object, `extensions`. Safe to use from threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._loaded: _Loaded | None = None

    def telemetry_integrations(self) -> tuple[Any, ...]:
        """The integrations for every call."""
        if not registry.looks_for_plugins:
            return ()
        loaded = self._loaded
        if loaded is None or loaded.telemetry is None:
            with self._lock:
                loaded = self._load()
                integrations: list[Any] = []
                for report, extension in loaded.extensions:
                    given = _ask(report, extension, "telemetry_integrations")
                    report.telemetry = [type(each).__name__ for each in given]
                    integrations += given
                loaded.telemetry = tuple(integrations)
        return loaded.telemetry

    def middleware(self, kind: ModelKind) -> tuple[Any, ...]:
        """The middleware for every model of this kind."""
        if kind not in WRAPPED_KINDS or not registry.looks_for_plugins:
            return ()
        loaded = self._loaded
        if loaded is None or kind not in loaded.middleware:
            with self._lock:
                loaded = self._load()
                layers: list[Any] = []
                for report, extension in loaded.extensions:
                    given = _ask(report, extension, "model_middleware", kind)
                    if given:
                        report.middleware = {**report.middleware, kind: [type(each).__name__ for each in given]}
                    layers += given
                loaded.middleware[kind] = tuple(layers)
        return loaded.middleware[kind]

    def commands(self) -> Mapping[str, Any]:
        """The commands for `ai-sdk` by their names."""
        with self._lock:
            loaded = self._load()
            if loaded.commands is None:
                commands: dict[str, Any] = {}
                owners: dict[str, str] = {}
                for report, extension in loaded.extensions:
                    given = _ask(report, extension, "cli_commands")
                    report.commands = [each.name for each in given]
                    for each in given:
                        owner = "ai-sdk" if each.name in OWN_COMMANDS else owners.setdefault(each.name, report.name)
                        if owner == report.name:
                            commands[each.name] = each
                        else:
                            report.notes.append(f"its command {each.name!r} is not used: {owner} has one of that name")
                loaded.commands = commands
            return loaded.commands

    def reports(self) -> list[ExtensionReport]:
        """Every extension, by name, after all its hooks were asked."""
        self.telemetry_integrations()
        for kind in WRAPPED_KINDS:
            self.middleware(kind)
        self.commands()
        with self._lock:
            return sorted(self._load().reports, key=lambda report: (report.name, report.distribution))

    def forget(self) -> None:
        """Makes the next use look for extensions anew."""
        with self._lock:
            self._loaded = None

    def _load(self) -> _Loaded:
        if self._loaded is None:
            loaded, switches = _Loaded(), Switches.read()
            for _, claims in sorted(installed_extensions().items()):
                allowed = [claim for claim in claims if switches.refusal(claim) is None]
                for claim in claims:
                    _load(loaded, claim, switches.refusal(claim), allowed)
            self._loaded = loaded
        return self._loaded


def _ask(report: ExtensionReport, extension: Extension, hook: str, kind: ModelKind | None = None) -> list[Any]:
    try:
        return extension.ask(hook, kind)
    except PluginError as error:
        _leave_out(report, error)
        return []


def _load(loaded: _Loaded, claim: Claim, refusal: str | None, allowed: Sequence[Claim]) -> None:
    report = ExtensionReport(name=claim.prefix, distribution=claim.distribution, version=claim.version)
    loaded.reports.append(report)
    if refusal is not None:
        report.state = "blocked"
        report.notes.append(f"switched off by {refusal}")
        return
    if len(allowed) > 1:
        distributions = [(other.distribution, other.version) for other in allowed]
        error = PluginCollisionError(prefix=claim.prefix, distributions=distributions, kind="extension")
        # Once for all of them.
        _leave_out(report, error, is_new=claim == allowed[0])
        report.state = "collision"
        return
    # pluggy is imported here, so by the first extension there is.
    from ai_sdk.plugins.extension_loading import load_extension

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ImportWarning)
            extension = load_extension(claim)
    except PluginError as error:
        _leave_out(report, error)
        return
    report.description = extension.description
    report.contract = extension.description.contract
    report.import_seconds = extension.hooks.import_seconds
    if extension.hooks.unknown:
        unknown = ", ".join(extension.hooks.unknown)
        note = f"{claim.distribution} {claim.version} has hooks that this core does not know: {unknown}"
        report.notes.append(note)
        _logger.warning(note)
    loaded.extensions.append((report, extension))


def _leave_out(report: ExtensionReport, error: PluginError, *, is_new: bool = True) -> None:
    # Logged and not raised: nobody asked for this extension by name, so its failure is not the call's.
    report.state = "broken"
    report.problem = error.message
    if isinstance(error, PluginContractError):
        report.contract = error.contract
    if is_new:
        _logger.warning("%s (it is left out)", error.message)


extensions = Extensions()
"""All installed extensions."""
