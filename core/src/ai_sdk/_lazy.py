"""Packages whose names are imported when they are asked for (PEP 562)."""

from __future__ import annotations

import sys
from importlib import import_module

# Not the one of `typing`, whose import would cost more than everything that `import ai_sdk` does.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

__all__ = ["lazy_exports"]


def lazy_exports(package: str, modules: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a package: `modules` maps a module to the names it gives, separated by spaces.

    The package also lists the same names under `TYPE_CHECKING`, for type checkers; a test holds the two together.
    """
    where = {name: module for module, exported in modules.items() for name in exported.split()}

    def get(name: str) -> Any:
        module = where.get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(module), name)
        setattr(sys.modules[package], name, value)  # the next access does not come here
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *where})

    return get, names
