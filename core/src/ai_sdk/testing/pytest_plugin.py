"""The pytest plugin of the core. pytest loads it wherever the core is installed, so it imports nothing else of it.

It adds `--ai-sdk-live`, the fixture `ai_sdk_registry`, and refuses marks that skip a contract.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ai_sdk.plugins import DefaultRegistry

__all__ = ["ai_sdk_registry", "pytest_addoption", "pytest_collection_modifyitems"]


# The messages of the contract are its assertions.
pytest.register_assert_rewrite("ai_sdk.testing.contract")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the flag of live tests."""
    parser.getgroup("ai-sdk").addoption(
        "--ai-sdk-live",
        action="store_true",
        default=False,
        help="run the live tests of provider contracts whose key is in the environment; they cost money",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuses tests of a contract that are marked as skipped."""
    contracts: Any = sys.modules.get("ai_sdk.testing.contract.plugin")
    if contracts is None:
        return
    for item in items:
        cls = getattr(item, "cls", None)
        if cls is None or not issubclass(cls, contracts.PluginContract):
            continue
        inherited = any(
            item.name.partition("[")[0] in vars(base)
            for base in cls.__mro__
            if base.__module__.startswith("ai_sdk.testing.contract.")
        )
        if inherited and next((mark for mark in item.iter_markers() if mark.name in ("skip", "skipif")), None):
            raise pytest.UsageError(
                f"{item.nodeid} is a test of a contract and marked as skipped. "
                'Override it with @pytest.mark.xfail(reason="...") instead.'
            )


@pytest.fixture
def ai_sdk_registry() -> Iterator[DefaultRegistry]:
    """An empty default registry for this test: `ai_sdk_registry.register("acme", provider)`."""
    from ai_sdk.plugins import isolated_registry

    with isolated_registry() as registry:
        yield registry
