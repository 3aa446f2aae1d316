"""The adapters: one function for each operation of the case format.

    @operation("generate")
    async def generate(run: Run) -> None: ...

An adapter builds what the case describes, calls the project, and records what came out on `run.outcome`. What the call
raises it lets pass. The modules are imported with this package, so that every adapter is known.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TypeAlias

from conformance_runner.cases import Case
from conformance_runner.outcome import CannotRun, Run

__all__ = ["Adapter", "adapter_for", "operation", "operations"]

Adapter: TypeAlias = Callable[[Run], Awaitable[None]]

_ADAPTERS: dict[tuple[str, bool], Adapter] = {}
_MODULES = (
    "wire",
    "gateway",
    "language",
    "other_models",
    "middleware",
    "messages",
    "ui",
    "registry",
    "tables",
    "over_http",
)


def operation(*names: str, core: bool = False) -> Callable[[Adapter], Adapter]:
    """Marks the adapter of one or several operations. `core` is for names that a model's own method has as well."""

    def register(adapter: Adapter) -> Adapter:
        for name in names:
            if (name, core) in _ADAPTERS:
                raise ValueError(f"two adapters for {name!r}")
            _ADAPTERS[name, core] = adapter
        return adapter

    return register


def operations() -> frozenset[str]:
    """The operations that have an adapter."""
    return frozenset(name for name, _ in _ADAPTERS)


def adapter_for(case: Case) -> Adapter:
    """The adapter of a case's operation, or `CannotRun`."""
    adapter = _ADAPTERS.get((case.operation, case.provider == "core")) or _ADAPTERS.get((case.operation, False))
    if adapter is None:
        raise CannotRun(f"the runner has no adapter for the operation {case.operation!r}")
    return adapter


for _module in _MODULES:
    import_module(f"{__name__}.{_module}")
