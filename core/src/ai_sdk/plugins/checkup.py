"""What is installed, what is missing and what is broken: the answers behind `ai-sdk providers` and `ai-sdk doctor`.

for report in check_providers():
    print(report.prefix, report.state, report.missing_env, report.problem)
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field

from ai_sdk.plugins.default_registry import registry
from ai_sdk.plugins.description import ProviderDescription
from ai_sdk.plugins.errors import PluginContractError, PluginError
from ai_sdk.plugins.provider_registry import ProviderInfo, ProviderState
from ai_sdk.provider.errors import AISDKError

__all__ = ["ProviderReport", "check_providers"]


@dataclass(slots=True, kw_only=True)
class ProviderReport:
    """One provider and how it is.

    `missing_env` are the environment variables that it says it needs and that are not set (`A or B` where one of them
    is enough), `present_env` all that it says it reads and that are set; a value never shows.
    `import_seconds` is how long the import of the plugin took, with all that was not imported before, so the first
    plugin pays for what all share. `problem` says what is broken and how to mend it.
    `notes` are no failures.
    """

    prefix: str
    distribution: str | None
    version: str | None
    state: ProviderState
    description: ProviderDescription | None = None
    contract: int | None = None
    missing_env: Sequence[str] = ()
    present_env: Sequence[str] = ()
    import_seconds: float | None = None
    problem: str | None = None
    notes: list[str] = field(default_factory=list[str])

    @property
    def is_broken(self) -> bool:
        """Whether a use of this provider fails whatever is set."""
        return self.state in ("broken", "collision")


def check_providers(*, start: bool = False) -> list[ProviderReport]:
    """Imports every plugin that is not blocked and reports on each; with `start` its provider is made, too. No I/O.

    Providers that were made stay in the default registry, whose `aclose()` closes them.
    """
    return [_check(info, start=start) for info in registry.providers()]


def _check(info: ProviderInfo, *, start: bool) -> ProviderReport:
    report = ProviderReport(
        prefix=info.prefix,
        distribution=info.distribution,
        version=info.version,
        state=info.state,
    )
    if info.state == "blocked":
        report.notes.append(f"switched off by {info.problem}")
    elif info.state != "registered":
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            _try(report, start=start)
        report.notes += [str(warning.message) for warning in caught]
    return report


def _try(report: ProviderReport, *, start: bool) -> None:
    try:
        plugin = registry.plugin(report.prefix)
        report.description = plugin.description
        report.contract = plugin.description.contract
        report.import_seconds = plugin.hooks.import_seconds
        report.missing_env = _missing(report.description)
        report.present_env = _present(report.description)
        if start:
            registry.provider(report.prefix)
    except PluginError as error:
        report.problem = error.message
        if isinstance(error, PluginContractError):
            report.contract = error.contract
        if report.state != "collision":
            report.state = "broken"
    except AISDKError as error:
        # It works once it is set up: the error says what to set.
        report.notes.append(error.message)


def _missing(description: ProviderDescription) -> list[str]:
    missing: list[str] = []
    for entry in description.env:
        names = (entry,) if isinstance(entry, str) else entry
        if not any(os.environ.get(name) for name in names):
            missing.append(" or ".join(names))
    return missing


def _present(description: ProviderDescription) -> list[str]:
    names: list[str] = []
    for entry in (*description.env, *description.optional_env):
        names += [entry] if isinstance(entry, str) else entry
    return [name for name in dict.fromkeys(names) if os.environ.get(name)]
