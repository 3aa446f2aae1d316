"""Loading one plugin: import it, check its description, make its provider. Nothing here touches another plugin."""

from __future__ import annotations

import inspect
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pluggy

from ai_sdk.plugins.description import NEWEST_CONTRACT, OLDEST_CONTRACT, ProviderDescription
from ai_sdk.plugins.discovery import GROUP, Claim
from ai_sdk.plugins.errors import BrokenPluginError, PluginContractError
from ai_sdk.plugins.hookspecs import HOOK_MARK, ProviderContext, ProviderHooks
from ai_sdk.provider.errors import AISDKError

__all__ = ["HookManager", "Plugin", "PluginWarning", "load_plugin"]


class PluginWarning(UserWarning):
    """A plugin works, but this core does not know a part of it."""


@dataclass(slots=True, frozen=True)
class Plugin:
    """A plugin that was imported and whose description was checked."""

    claim: Claim
    description: ProviderDescription
    unknown_hooks: tuple[str, ...]
    _hooks: Any
    import_seconds: float = 0.0
    """How long the import of its module took, with all that was not imported before."""

    def warn_of_unknown_hooks(self) -> None:
        """A `PluginWarning` if the plugin has hooks that this core does not know. They are no failure."""
        if self.unknown_hooks:
            warnings.warn(
                f"{self.claim.distribution} {self.claim.version} has hooks that this core does not know: "
                f"{', '.join(self.unknown_hooks)}",
                PluginWarning,
                stacklevel=2,
            )

    def create(self, settings: Mapping[str, Any]) -> Any:
        """A new provider.

        Raises `BrokenPluginError`; the SDK's own errors go through, since they tell the user what to set.
        """
        context = ProviderContext(prefix=self.claim.prefix, settings=settings)
        try:
            provider = self._hooks.create_provider(context=context)
        except AISDKError:
            raise
        except Exception as error:
            raise _broken(self.claim, "failed in create_provider", error) from error
        if provider is None:
            raise _broken(self.claim, "gave no provider (hook create_provider)")
        return provider


class HookManager(pluggy.PluginManager):
    """Finds the functions that `hookimpl` marks; the first answer of a hook counts."""

    def parse_hookimpl_opts(self, plugin: Any, name: str) -> Any:
        # Statically: a plugin's module may list names that it imports when they are asked for.
        function = inspect.getattr_static(plugin, name, None)
        function = getattr(function, "__func__", function)
        return {} if inspect.isroutine(function) and getattr(function, HOOK_MARK, False) else None

    def parse_hookspec_opts(self, module_or_class: Any, name: str) -> Any:  # noqa: ARG002
        return None if name.startswith("_") else {"firstresult": True}


def load_plugin(claim: Claim) -> Plugin:
    """Imports the plugin and checks its description. Raises `BrokenPluginError` or `PluginContractError`."""
    from importlib_metadata import EntryPoint

    started = time.perf_counter()
    try:
        module = EntryPoint(name=claim.prefix, value=claim.target, group=GROUP).load()
    except (Exception, SystemExit) as error:
        raise _broken(claim, f"could not be imported from {claim.target!r}", error) from error

    import_seconds = time.perf_counter() - started
    manager = HookManager("ai_sdk")
    manager.add_hookspecs(ProviderHooks)
    try:
        manager.register(module)
    except Exception as error:
        raise _broken(claim, "has hooks that do not fit this core", error) from error
    callers = manager.get_hookcallers(module) or []
    missing = {"describe_provider", "create_provider"} - {caller.name for caller in callers}
    if missing:
        raise _broken(claim, f"has no hook {' and no hook '.join(sorted(missing))} in {claim.target!r}")

    description = _describe(manager.hook, claim)
    unknown = sorted(caller.name for caller in callers if not caller.has_spec())
    return Plugin(claim, description, tuple(unknown), manager.hook, import_seconds)


def _describe(hooks: Any, claim: Claim) -> ProviderDescription:
    try:
        description = hooks.describe_provider(context=ProviderContext(prefix=claim.prefix))
    except Exception as error:
        raise _broken(claim, "failed in describe_provider", error) from error
    if not isinstance(description, ProviderDescription):
        raise _broken(claim, f"gave a {type(description).__name__} instead of a ProviderDescription")
    contract: object = description.contract
    if type(contract) is not int:
        raise _broken(claim, f"gave no number as its contract but {contract!r}")
    if not OLDEST_CONTRACT <= contract <= NEWEST_CONTRACT:
        raise PluginContractError(
            prefix=claim.prefix, distribution=claim.distribution, version=claim.version, contract=contract
        )
    if description.prefix != claim.prefix:
        raise _broken(claim, f"describes the provider {description.prefix!r} under the entry point {claim.prefix!r}")
    return description


def _broken(claim: Claim, problem: str, cause: BaseException | None = None) -> BrokenPluginError:
    return BrokenPluginError(
        problem, prefix=claim.prefix, distribution=claim.distribution, version=claim.version, cause=cause
    )
