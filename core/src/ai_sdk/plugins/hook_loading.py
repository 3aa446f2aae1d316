"""From an entry point to its hooks, checked, of providers and extensions alike. Nothing here touches another plugin."""

from __future__ import annotations

import inspect
import time
from dataclasses import dataclass
from typing import Any

import pluggy

from ai_sdk.plugins.description import NEWEST_CONTRACT, OLDEST_CONTRACT
from ai_sdk.plugins.discovery import Claim
from ai_sdk.plugins.errors import BrokenPluginError, PluginContractError
from ai_sdk.plugins.hookspecs import HOOK_MARK

__all__ = ["Hooks", "broken", "check_contract", "load_hooks"]


@dataclass(slots=True, frozen=True)
class Hooks:
    """The hooks of one plugin. `call.name(context=...)` calls one; `known` and `unknown` are their names."""

    call: Any
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    import_seconds: float
    """How long the import of the plugin took, with all that was not imported before."""


def load_hooks(claim: Claim, hookspecs: type, *, needed: set[str]) -> Hooks:
    """Imports what the entry point names. Raises `BrokenPluginError`."""
    from importlib_metadata import EntryPoint

    started = time.perf_counter()
    try:
        plugin = EntryPoint(name=claim.prefix, value=claim.target, group=claim.group).load()
    except (Exception, SystemExit) as error:
        raise broken(claim, f"could not be imported from {claim.target!r}", error) from error

    import_seconds = time.perf_counter() - started
    manager = _HookManager("ai_sdk")
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(plugin)
    except pluggy.PluginValidationError as error:
        raise broken(claim, f"has hooks that do not fit this core: {_misfits(plugin, hookspecs)}") from error
    except Exception as error:
        raise broken(claim, "has hooks that do not fit this core", error) from error
    callers = manager.get_hookcallers(plugin) or []
    missing = needed - {caller.name for caller in callers}
    if missing:
        raise broken(claim, f"has no hook {' and no hook '.join(sorted(missing))} in {claim.target!r}")
    known = sorted(caller.name for caller in callers if caller.has_spec())
    unknown = sorted(caller.name for caller in callers if not caller.has_spec())
    return Hooks(manager.hook, tuple(known), tuple(unknown), import_seconds)


def check_contract(claim: Claim, contract: object) -> None:
    """Raises `PluginContractError` for a number that this core does not take, `BrokenPluginError` for anything else."""
    if type(contract) is not int:
        raise broken(claim, f"gave no number as its contract but {contract!r}")
    if not OLDEST_CONTRACT <= contract <= NEWEST_CONTRACT:
        raise PluginContractError(
            prefix=claim.prefix,
            distribution=claim.distribution,
            version=claim.version,
            contract=contract,
            kind=claim.kind,
        )


def broken(claim: Claim, problem: str, cause: BaseException | None = None) -> BrokenPluginError:
    """The error for this plugin."""
    return BrokenPluginError(
        problem,
        prefix=claim.prefix,
        distribution=claim.distribution,
        version=claim.version,
        cause=cause,
        kind=claim.kind,
    )


class _HookManager(pluggy.PluginManager):
    """Finds the functions that `hookimpl` marks; the first answer of a hook counts."""

    def parse_hookimpl_opts(self, plugin: Any, name: str) -> Any:
        return {} if _is_hook(plugin, name) else None

    def parse_hookspec_opts(self, module_or_class: Any, name: str) -> Any:  # noqa: ARG002
        return None if name.startswith("_") else {"firstresult": True}


def _is_hook(plugin: Any, name: str) -> bool:
    # Statically: a plugin's module may list names that it imports when they are asked for.
    function = inspect.getattr_static(plugin, name, None)
    function = getattr(function, "__func__", function)
    return inspect.isroutine(function) and getattr(function, HOOK_MARK, False)


def _misfits(plugin: Any, hookspecs: type) -> str:
    found: list[str] = []
    for name in sorted(vars(hookspecs)):
        if _is_hook(plugin, name):
            needed = [
                parameter.name
                for parameter in inspect.signature(getattr(plugin, name)).parameters.values()
                if parameter.default is parameter.empty and parameter.name != "context"
            ]
            if needed:
                found.append(f"{name} asks for {' and '.join(map(repr, needed))} and would get 'context' only")
    return "; ".join(found)
