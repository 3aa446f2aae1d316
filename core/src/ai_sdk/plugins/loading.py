"""Loading one provider plugin: import it, check its description, make its provider."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ai_sdk.plugins.description import ProviderDescription
from ai_sdk.plugins.discovery import Claim
from ai_sdk.plugins.hook_loading import Hooks, broken, check_contract, load_hooks
from ai_sdk.plugins.hookspecs import ProviderContext, ProviderHooks
from ai_sdk.provider.errors import AISDKError

__all__ = ["Plugin", "PluginWarning", "load_plugin"]


class PluginWarning(UserWarning):
    """A plugin works, but this core does not know a part of it."""


@dataclass(slots=True, frozen=True)
class Plugin:
    """A plugin that was imported and whose description was checked."""

    claim: Claim
    description: ProviderDescription
    hooks: Hooks

    def warn_of_unknown_hooks(self) -> None:
        """A `PluginWarning` if the plugin has hooks that this core does not know. They are no failure."""
        if self.hooks.unknown:
            warnings.warn(
                f"{self.claim.distribution} {self.claim.version} has hooks that this core does not know: "
                f"{', '.join(self.hooks.unknown)}",
                PluginWarning,
                stacklevel=2,
            )

    def create(self, settings: Mapping[str, Any]) -> Any:
        """A new provider.

        Raises `BrokenPluginError`; the SDK's own errors go through, since they tell the user what to set.
        """
        context = ProviderContext(prefix=self.claim.prefix, settings=settings)
        try:
            provider = self.hooks.call.create_provider(context=context)
        except AISDKError:
            raise
        except (Exception, SystemExit) as error:
            raise broken(self.claim, "failed in create_provider", error) from error
        if provider is None:
            raise broken(self.claim, "gave no provider (hook create_provider)")
        return provider


def load_plugin(claim: Claim) -> Plugin:
    """Imports the plugin and checks its description. Raises `BrokenPluginError` or `PluginContractError`."""
    hooks = load_hooks(claim, ProviderHooks, needed={"describe_provider", "create_provider"})
    try:
        description = hooks.call.describe_provider(context=ProviderContext(prefix=claim.prefix))
    except (Exception, SystemExit) as error:
        raise broken(claim, "failed in describe_provider", error) from error
    if not isinstance(description, ProviderDescription):
        raise broken(claim, f"gave a {type(description).__name__} instead of a ProviderDescription")
    check_contract(claim, description.contract)
    if description.prefix != claim.prefix:
        raise broken(claim, f"describes the provider {description.prefix!r} under the entry point {claim.prefix!r}")
    return Plugin(claim, description, hooks)
