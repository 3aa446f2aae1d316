"""Loading one extension: import it, and register its hooks with a manager of its own."""

from __future__ import annotations

from typing import Any

from ai_sdk.plugins.discovery import EXTENSION_GROUP, Claim
from ai_sdk.plugins.hookspecs import ExtensionHooks
from ai_sdk.plugins.loading import HookManager

__all__ = ["load_extension"]


def load_extension(claim: Claim) -> tuple[Any, list[str], list[str]]:
    """The extension's hooks, the names of those that are known, and of those that are not.

    Raises whatever its import raises.
    """
    from importlib_metadata import EntryPoint

    module = EntryPoint(name=claim.prefix, value=claim.target, group=EXTENSION_GROUP).load()
    manager = HookManager("ai_sdk")
    manager.add_hookspecs(ExtensionHooks)
    manager.register(module)
    callers = manager.get_hookcallers(module) or []
    known = sorted(caller.name for caller in callers if caller.has_spec())
    if not known:
        raise LookupError("it has none of the hooks of an extension")
    return manager.hook, known, sorted(caller.name for caller in callers if not caller.has_spec())
