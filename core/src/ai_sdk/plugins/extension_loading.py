"""Loading one extension: import it, check its description, and check what its hooks give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from ai_sdk.plugins.description import ExtensionDescription
from ai_sdk.plugins.discovery import Claim
from ai_sdk.plugins.hook_loading import Hooks, broken, check_contract, load_hooks
from ai_sdk.plugins.hookspecs import ExtensionContext, ExtensionHooks
from ai_sdk.provider.provider import ModelKind

__all__ = ["Extension", "load_extension"]


@dataclass(slots=True, frozen=True)
class Extension:
    """An extension that was imported and whose description was checked."""

    claim: Claim
    description: ExtensionDescription
    hooks: Hooks

    def ask(self, hook: str, kind: ModelKind | None) -> list[Any]:
        """What the hook gives; nothing if the extension does not have it. Raises `BrokenPluginError`."""
        if hook not in self.hooks.known:
            return []
        try:
            answer = getattr(self.hooks.call, hook)(context=ExtensionContext(name=self.claim.prefix, model_kind=kind))
        except (Exception, SystemExit) as error:
            raise broken(self.claim, f"failed in {hook}", error) from error
        if answer is None:
            return []
        if not isinstance(answer, (list, tuple)):
            raise broken(self.claim, f"gave {_shown(answer)} instead of a list in {hook}")
        given = cast("Sequence[object]", answer)
        for value in given:
            wanted = _wanted(hook, kind, value)
            if wanted is not None:
                raise broken(self.claim, f"gave {_shown(value)} instead of {wanted} in {hook}")
        return list(given)


def load_extension(claim: Claim) -> Extension:
    """Imports the extension and checks its description. Raises `BrokenPluginError` or `PluginContractError`."""
    hooks = load_hooks(claim, ExtensionHooks, needed={"describe_extension"})
    try:
        description = hooks.call.describe_extension(context=ExtensionContext(name=claim.prefix))
    except (Exception, SystemExit) as error:
        raise broken(claim, "failed in describe_extension", error) from error
    if not isinstance(description, ExtensionDescription):
        raise broken(claim, f"gave a {type(description).__name__} instead of an ExtensionDescription")
    check_contract(claim, description.contract)
    if description.name != claim.prefix:
        raise broken(claim, f"describes the extension {description.name!r} under the entry point {claim.prefix!r}")
    if hooks.known == ("describe_extension",) and not hooks.unknown:
        raise broken(claim, f"has no hook beside describe_extension in {claim.target!r}")
    return Extension(claim, description, hooks)


def _shown(value: object) -> str:
    return f"the class {value.__name__}" if isinstance(value, type) else f"a {type(value).__name__}"


def _wanted(hook: str, kind: ModelKind | None, value: object) -> str | None:
    """What was wanted in place of this value, if it is something else."""
    if hook == "telemetry_integrations":
        # By its methods: telemetry stands above plugins, and need not be inherited from.
        tells = any(name.startswith(("on_", "execute_")) for name in dir(value))
        return None if tells and not isinstance(value, type) else "a TelemetryIntegration"
    if hook == "model_middleware":
        from ai_sdk import middleware

        name = f"{str(kind).capitalize()}ModelMiddleware"
        return None if isinstance(value, getattr(middleware, name)) else f"middleware of the class {name}"
    import click

    return None if isinstance(value, click.Command) and value.name else "a command of click"
