"""What the contracts of providers and of extensions have in common: how a plugin is declared, described, imported.

Tests are plain functions that run a loop of their own, so that a plugin needs no other pytest plugin than this one.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Collection, Coroutine
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

from ai_sdk.plugins import (
    NEWEST_CONTRACT,
    OLDEST_CONTRACT,
    ExtensionDescription,
    ExtensionHooks,
    ProviderDescription,
    ProviderHooks,
)
from ai_sdk.plugins.discovery import GROUPS, Claim, PluginKind
from ai_sdk.plugins.hook_loading import load_hooks
from ai_sdk.testing.contract.enforcement import check_overrides
from ai_sdk.testing.contract.plugin_checks import (
    Declaration,
    ImportReport,
    declaration_in,
    find_pyproject,
    import_report,
    installed_declaration,
)

__all__ = ["HEAVY_MODULES", "SECONDS", "PluginContract"]

T = TypeVar("T")

HEAVY_MODULES: Final = (
    *("aiohttp", "anthropic", "boto3", "google.genai", "httpx", "numpy", "openai", "pandas", "pydantic", "requests"),
    *("tiktoken", "torch", "transformers"),
)
"""What importing a plugin must not load; `ai-sdk providers` imports every plugin."""

SECONDS: Final = 10.0


class PluginContract:
    """What every plugin does. Subclass the contract of a model kind or of extensions, not this.

    - `pyproject`: of the plugin; found by itself if the tests stand below it or the plugin is installed.
    - `import_budget`: how many modules importing the plugin may load beyond `ai_sdk.plugins`.
    - `import_seconds`: how long it may take. Ample for slow machines: it finds what waits or computes.
    - `newer_hooks`: hooks that only newer cores know.
    - `seconds`: how long one test may ask a model.
    """

    plugin_kind: ClassVar[PluginKind]
    pyproject: ClassVar[Path | None] = None
    import_budget: ClassVar[int] = 30
    import_seconds: ClassVar[float] = 2.0
    newer_hooks: ClassVar[Collection[str]] = ()
    seconds: ClassVar[float] = SECONDS

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        # The contracts themselves are written below this class in this package.
        if not cls.__module__.startswith("ai_sdk.testing.contract."):
            check_overrides(cls)

    # What a contract says --------------------------------------------------------------------------------------------

    @property
    def entry_point(self) -> str:
        """The name of the plugin's entry point."""
        raise NotImplementedError

    def description(self) -> ProviderDescription | ExtensionDescription:
        """What the plugin says about itself."""
        raise NotImplementedError

    # Helpers ---------------------------------------------------------------------------------------------------------

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs it in a loop of its own, for `seconds` at most. No task may be left over."""

        async def limited() -> T:
            async with asyncio.timeout(self.seconds):
                result = await work
            left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            assert not left, f"The call left tasks behind: {left!r}"
            return result

        return asyncio.run(limited())

    def claim(self) -> Claim:
        """The plugin as the core finds it."""
        declared = self.declaration()
        return Claim(self.entry_point, declared.target, declared.distribution, "unknown", self.plugin_kind)

    def declaration(self) -> Declaration:
        """The plugin as its `pyproject.toml` or its installed metadata declares it."""
        group, name = GROUPS[self.plugin_kind], self.entry_point
        path = self.pyproject or find_pyproject(Path(inspect.getfile(type(self))).parent, group, name)
        found = None if path is None else declaration_in(path, group, name)
        found = found or installed_declaration(group, name)
        assert found is not None, (
            f"No pyproject.toml above the tests and no installed distribution declares {name!r} in "
            f'[project.entry-points."{group}"].'
        )
        return found

    def hooks(self) -> Any:
        """The object with the plugin's hooks."""
        module, _, attributes = self.declaration().target.partition(":")
        found: Any = import_module(module)
        for attribute in filter(None, attributes.split(".")):
            found = getattr(found, attribute)
        return found

    def known_hooks(self) -> Collection[str]:
        """The hooks of the plugin that this core knows."""
        is_provider = self.plugin_kind == "provider"
        needed = {"describe_provider", "create_provider"} if is_provider else {"describe_extension"}
        hooks = load_hooks(self.claim(), ProviderHooks if is_provider else ExtensionHooks, needed=needed)
        unknown = set(hooks.unknown) - set(self.newer_hooks)
        assert not unknown, (
            f"The core knows no such hooks: {', '.join(sorted(unknown))}. List newer ones in newer_hooks."
        )
        return hooks.known

    def check_import(self, report: ImportReport, *, budget: int | None) -> None:
        """Asserts that what was done in an interpreter of its own had no side effects."""
        assert not report.events, f"Importing the plugin does more than define things: {', '.join(report.events)}"
        assert report.threads == 1, "Importing the plugin starts a thread."
        assert not report.is_environment_changed, "Importing the plugin changes environment variables."
        if budget is not None:
            assert len(report.new_modules) <= budget, (
                f"Importing the plugin loads {len(report.new_modules)} modules, more than {budget}: "
                f"{', '.join(report.new_modules)}"
            )

    # The plugin ------------------------------------------------------------------------------------------------------

    def test_the_installed_metadata_is_that_of_the_project(self) -> None:
        declared = self.declaration()
        assert any(text.startswith("ai-sdk-core") for text in declared.dependencies), "ai-sdk-core is no dependency"
        installed = installed_declaration(GROUPS[self.plugin_kind], self.entry_point)
        if installed is not None:
            assert (installed.distribution, installed.target) == (declared.distribution, declared.target), (
                "The installed metadata differs from pyproject.toml: install the plugin again."
            )

    def test_the_contract_version_is_one_that_the_core_takes(self) -> None:
        contract: object = self.description().contract
        assert type(contract) is int
        assert OLDEST_CONTRACT <= contract <= NEWEST_CONTRACT, (
            f"It is written for contract {contract}; this core takes {OLDEST_CONTRACT} to {NEWEST_CONTRACT}."
        )

    def test_the_hooks_are_known_and_ask_for_their_context_only(self) -> None:
        assert self.known_hooks()

    def test_importing_the_plugin_has_no_side_effects(self) -> None:
        report = import_report(self.claim())
        heavy = [name for name in report.new_modules if name in HEAVY_MODULES]
        assert not heavy, f"Importing the plugin loads {', '.join(heavy)}: import them inside functions."
        self.check_import(report, budget=self.import_budget)
        assert report.seconds <= self.import_seconds, f"Importing the plugin takes {report.seconds:.1f} seconds."
