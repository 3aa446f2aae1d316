"""`ai-sdk doctor`: what is broken, and how to mend it."""

from __future__ import annotations

import asyncio
import platform
from dataclasses import asdict

import click

from ai_sdk.__about__ import __version__
from ai_sdk.cli.output import print_json, print_table
from ai_sdk.cli.providers import INSTALL_HINT, label, report_json

__all__ = ["doctor"]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(*, as_json: bool) -> int:
    """Check every plugin: import it, compare contracts, make its provider. No request is made.

    Exits with 1 if anything is broken. A missing key is no failure.
    """
    from ai_sdk.plugins.checkup import check_providers
    from ai_sdk.plugins.default_registry import registry
    from ai_sdk.plugins.extensions import extensions

    reports = check_providers(start=True)
    default = registry.default_prefix()
    problems = [report.problem for report in reports if report.is_broken and report.problem]
    parts = extensions.reports()
    problems += [part.problem for part in parts if part.problem]
    if default is not None and default not in {report.prefix for report in reports}:
        problems.append(f"AI_SDK_DEFAULT_PROVIDER={default!r} names no installed provider. Install it or unset it")
    asyncio.run(registry.aclose())

    if as_json:
        print_json(
            {
                "core": __version__,
                "python": platform.python_version(),
                "defaultProvider": default,
                "problems": list(dict.fromkeys(problems)),
                "providers": [report_json(report) for report in reports],
                "extensions": [asdict(part) for part in parts],
            }
        )
        return 1 if problems else 0

    click.echo(f"ai-sdk-core {__version__}, Python {platform.python_version()}")
    click.echo(f"Default provider: {default or 'none, so that every model string needs a prefix'}")
    click.echo()
    if not reports:
        click.echo(INSTALL_HINT)
    else:
        print_table(
            ["PREFIX", "DISTRIBUTION", "VERSION", "CONTRACT", "IMPORT", "MODELS", "STATE"],
            [
                [
                    report.prefix,
                    report.distribution or "-",
                    report.version or "-",
                    str(report.description.contract) if report.description else "-",
                    "-" if report.import_seconds is None else f"{report.import_seconds * 1000:.0f} ms",
                    ", ".join(sorted(report.description.model_kinds)) if report.description else "-",
                    label(report),
                ]
                for report in reports
            ],
        )
    if parts:
        click.echo()
        print_table(
            ["EXTENSION", "DISTRIBUTION", "VERSION", "HOOKS", "STATE"],
            [[part.name, part.distribution, part.version, ", ".join(part.hooks) or "-", part.state] for part in parts],
        )
        for part in parts:
            for note in part.notes:
                click.echo(f"\n{part.name}: {note}")
    for report in reports:
        for note in report.notes:
            click.echo(f"\n{report.prefix}: {note}")
    for problem in dict.fromkeys(problems):
        click.echo(f"\nProblem: {problem}")
    if not problems:
        click.echo("\nNothing is broken.")
    return 1 if problems else 0
