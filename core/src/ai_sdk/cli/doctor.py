"""`ai-sdk doctor`: what is broken, and how to mend it."""

from __future__ import annotations

import asyncio
import logging
import platform
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import click

from ai_sdk.__about__ import __version__
from ai_sdk.cli.output import milliseconds, print_json, print_table
from ai_sdk.cli.providers import INSTALL_HINT, label, report_json

if TYPE_CHECKING:
    from ai_sdk.plugins.checkup import ProviderReport
    from ai_sdk.plugins.extensions import ExtensionReport

__all__ = ["doctor"]

SLOW_SECONDS: Final = 1.0
"""An import that takes longer than this is worth a note."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(*, as_json: bool) -> int:
    """Find what is broken, and how to mend it.

    Every plugin is imported and its contract compared, providers are made, the hooks of extensions asked. No request
    is made. Exits with 1 if anything is broken. A missing key is no failure.
    """
    from ai_sdk.plugins.checkup import check_providers
    from ai_sdk.plugins.default_registry import registry
    from ai_sdk.plugins.extensions import extensions

    with _log_is_quiet():
        providers = check_providers(start=True)
        parts = extensions.reports()
    for report in (*providers, *parts):
        if report.import_seconds is not None and report.import_seconds > SLOW_SECONDS:
            report.notes.append(
                f"its import took {report.import_seconds:.1f} seconds (python -X importtime shows of what)"
            )
    default = registry.default_prefix()
    asyncio.run(registry.aclose())

    problems = [report.problem for report in providers if report.is_broken and report.problem]
    problems += [part.problem for part in parts if part.problem]
    if default is not None and default not in {report.prefix for report in providers}:
        problems.append(f"AI_SDK_DEFAULT_PROVIDER={default!r} names no installed provider. Install it or unset it")
    # Both sides of a collision have the same one.
    problems = list(dict.fromkeys(problems))

    if as_json:
        print_json(
            {
                "core": __version__,
                "python": platform.python_version(),
                "defaultProvider": default,
                "problems": problems,
                "providers": [report_json(report) for report in providers],
                "extensions": [_extension_json(part) for part in parts],
            }
        )
    else:
        click.echo(f"ai-sdk-core {__version__}, Python {platform.python_version()}")
        click.echo(f"Default provider: {default or 'none, so that every model string needs a prefix'}\n")
        _print_providers(providers)
        if parts:
            click.echo()
            _print_extensions(parts)
        notes = [(report.prefix, note) for report in providers for note in report.notes]
        notes += [(part.name, note) for part in parts for note in part.notes]
        if notes:
            click.echo()
        for name, note in notes:
            click.echo(f"{name}: {note}")
        for problem in problems:
            click.echo(f"\nProblem: {problem}")
        if not problems:
            click.echo("\nNothing is broken.")
    return 1 if problems else 0


@contextmanager
def _log_is_quiet() -> Generator[None]:
    """Everything that is logged of plugins stands in the report, too."""
    logger = logging.getLogger("ai_sdk")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _print_providers(providers: Sequence[ProviderReport]) -> None:
    if not providers:
        click.echo(INSTALL_HINT)
        return
    print_table(
        ["PREFIX", "DISTRIBUTION", "VERSION", "CONTRACT", "IMPORT", "MODELS", "ENV SET", "STATE"],
        [
            [
                report.prefix,
                report.distribution or "-",
                report.version or "-",
                "-" if report.contract is None else str(report.contract),
                _time(report.import_seconds),
                ", ".join(sorted(report.description.model_kinds)) if report.description else "-",
                ", ".join(report.present_env) or "-",
                label(report),
            ]
            for report in providers
        ],
    )


def _print_extensions(parts: Sequence[ExtensionReport]) -> None:
    print_table(
        ["EXTENSION", "DISTRIBUTION", "VERSION", "CONTRACT", "IMPORT", "GIVES", "STATE"],
        [
            [
                part.name,
                part.distribution,
                part.version,
                "-" if part.contract is None else str(part.contract),
                _time(part.import_seconds),
                _gives(part) or "-",
                part.state,
            ]
            for part in parts
        ],
    )


def _time(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds * 1000:.0f} ms"


def _gives(part: ExtensionReport) -> str:
    given = {"telemetry": part.telemetry}
    given |= {f"{kind} middleware": names for kind, names in part.middleware.items()}
    given["commands"] = part.commands
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in given.items() if names)


def _extension_json(part: ExtensionReport) -> dict[str, Any]:
    description = part.description
    return {
        "name": part.name,
        "distribution": part.distribution,
        "version": part.version,
        "state": part.state,
        "contract": part.contract,
        "importMilliseconds": milliseconds(part.import_seconds),
        "telemetry": list(part.telemetry),
        "middleware": {kind: list(names) for kind, names in part.middleware.items()},
        "commands": list(part.commands),
        "docs": description.docs if description else None,
        "problem": part.problem,
        "notes": part.notes,
    }
