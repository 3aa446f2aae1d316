"""Installed extensions: what they bring, loaded once when it is first asked for.

    for integration in extensions.telemetry_integrations():
        ...

Nothing is imported if the entry-point group `ai_sdk.plugins` is empty. An extension that can't be imported, or whose
hook fails, is left out; `extensions.reports()` says why.
"""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

from ai_sdk.plugins.default_registry import registry
from ai_sdk.plugins.discovery import Claim, Switches, installed_extensions
from ai_sdk.plugins.hookspecs import ExtensionContext
from ai_sdk.provider.provider import ModelKind

__all__ = ["ExtensionReport", "Extensions", "extensions"]

_logger = logging.getLogger("ai_sdk")

WRAPPED_KINDS: Final[tuple[ModelKind, ...]] = ("language", "embedding", "image")
"""The kinds of models that middleware can be put around."""


@dataclass(slots=True, kw_only=True)
class ExtensionReport:
    """One extension and how it is. `problem` says what is broken, `hooks` what it takes part in."""

    name: str
    distribution: str
    version: str
    state: Literal["in use", "blocked", "collision", "broken"]
    hooks: Sequence[str] = ()
    problem: str | None = None
    notes: list[str] = field(default_factory=list[str])


class _Loaded:
    """What the extensions brought, as far as it was asked for."""

    def __init__(self) -> None:
        self.reports: list[ExtensionReport] = []
        self.hooks: list[tuple[ExtensionReport, Any]] = []
        self.telemetry: tuple[Any, ...] | None = None
        self.middleware: dict[ModelKind, tuple[Any, ...]] = {}
        self.commands: tuple[Any, ...] | None = None


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
                loaded.telemetry = self._ask(loaded, "telemetry_integrations", None)
        return loaded.telemetry

    def middleware(self, kind: ModelKind) -> tuple[Any, ...]:
        """The middleware for every model of this kind."""
        if kind not in WRAPPED_KINDS or not registry.looks_for_plugins:
            return ()
        loaded = self._loaded
        if loaded is None or kind not in loaded.middleware:
            with self._lock:
                loaded = self._load()
                loaded.middleware[kind] = self._ask(loaded, "model_middleware", kind)
        return loaded.middleware[kind]

    def commands(self) -> tuple[Any, ...]:
        """The commands for `ai-sdk`."""
        with self._lock:
            loaded = self._load()
            if loaded.commands is None:
                loaded.commands = self._ask(loaded, "cli_commands", None)
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

    def _ask(self, loaded: _Loaded, hook: str, kind: ModelKind | None) -> tuple[Any, ...]:
        answers: list[Any] = []
        for report, hooks in loaded.hooks:
            if hook not in report.hooks:
                continue
            try:
                answer = getattr(hooks, hook)(context=ExtensionContext(name=report.name, model_kind=kind))
                if isinstance(answer, (str, bytes)):
                    raise TypeError(f"gave {answer!r} instead of a list")
                answers += cast("Sequence[Any]", answer or ())
            except Exception as error:  # noqa: BLE001 - a broken extension must not break a call
                _broken(report, f"failed in {hook}: {_one_line(error)}")
        return tuple(answers)


def _load(loaded: _Loaded, claim: Claim, refusal: str | None, allowed: Sequence[Claim]) -> None:
    report = ExtensionReport(name=claim.prefix, distribution=claim.distribution, version=claim.version, state="in use")
    loaded.reports.append(report)
    if refusal is not None:
        report.state = "blocked"
        report.notes.append(f"switched off by {refusal}")
        return
    if len(allowed) > 1:
        others = ", ".join(f"{other.distribution} {other.version}" for other in allowed)
        report.state = "collision"
        report.problem = f"Several distributions have an extension {claim.prefix!r}: {others}. Uninstall all but one"
        _logger.warning("%s. None of them is used.", report.problem)
        return
    # pluggy is imported here, so by the first extension there is.
    from ai_sdk.plugins.extension_loading import load_extension

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ImportWarning)
            hooks, known, unknown = load_extension(claim)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a broken extension must not break a call
        _broken(report, f"could not be loaded from {claim.target!r}: {_one_line(error)}")
        return
    report.hooks = known
    if unknown:
        report.notes.append(f"has hooks that this core does not know: {', '.join(unknown)}")
    loaded.hooks.append((report, hooks))


def _broken(report: ExtensionReport, what: str) -> None:
    report.state = "broken"
    report.problem = (
        f"The extension {report.name!r} ({report.distribution} {report.version}) {what}. "
        f"Update or uninstall {report.distribution}"
    )
    _logger.warning("%s. It is left out.", report.problem)


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


extensions = Extensions()
"""All installed extensions."""
