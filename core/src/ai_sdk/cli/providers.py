"""`ai-sdk providers`: what is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ai_sdk.cli.output import milliseconds, print_json, print_table

if TYPE_CHECKING:
    from ai_sdk.plugins.checkup import ProviderReport

__all__ = ["INSTALL_HINT", "label", "providers", "report_json"]

INSTALL_HINT = "No providers are installed. Install one, for example: pip install ai-sdk-openai-compatible"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def providers(*, as_json: bool) -> None:
    """List the installed providers."""
    from ai_sdk.plugins.checkup import check_providers

    reports = check_providers()
    if as_json:
        print_json([report_json(report) for report in reports])
    elif not reports:
        click.echo(INSTALL_HINT)
    else:
        print_table(
            ["PREFIX", "NAME", "DISTRIBUTION", "VERSION", "STATE"],
            [
                [
                    report.prefix,
                    report.description.name if report.description else "-",
                    report.distribution or "-",
                    report.version or "-",
                    label(report),
                ]
                for report in reports
            ],
        )
        if any(report.is_broken for report in reports):
            click.echo("What is broken and how to mend it: ai-sdk doctor", err=True)


def label(report: ProviderReport) -> str:
    """The state in a word or two."""
    if report.missing_env:
        return f"needs {', '.join(report.missing_env)}"
    return "ready" if report.state in ("installed", "in use", "registered") else report.state


def report_json(report: ProviderReport) -> dict[str, Any]:
    """The report as JSON. Variables are named, their values never shown."""
    description = report.description
    return {
        "prefix": report.prefix,
        "name": description.name if description else None,
        "distribution": report.distribution,
        "version": report.version,
        "state": report.state,
        "contract": report.contract,
        "modelKinds": sorted(description.model_kinds) if description else None,
        "missingEnv": list(report.missing_env),
        "presentEnv": list(report.present_env),
        "importMilliseconds": milliseconds(report.import_seconds),
        "docs": description.docs if description else None,
        "problem": report.problem,
        "notes": report.notes,
    }
