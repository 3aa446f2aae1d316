"""The default registry: what was registered by hand, then the installed plugins.

    from ai_sdk import registry

    model = registry.language_model("groq:llama-3.3-70b-versatile")

How a model string is read:

1. The text before the first `:` names the provider, the rest (further colons and slashes included) the model. A
   provider registered by hand comes before an installed one. An unknown name is an error that says what to install.
2. A string without `:` goes whole to the default provider: the one of `set_default_provider(...)`, else the prefix in
   `AI_SDK_DEFAULT_PROVIDER`, else `gateway` if it is installed, else that is an error.
3. If a registry was made the default provider, it is given every string whole whose prefix is not registered by hand,
   and no installed plugin is looked for.
"""

from __future__ import annotations

import copy
import os
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

from ai_sdk.plugins.discovery import Claim, Switches, forget_installed, installed
from ai_sdk.plugins.errors import (
    NoDefaultProviderError,
    PluginCollisionError,
    PluginError,
    ProviderBlockedError,
    ProviderNotInstalledError,
)
from ai_sdk.plugins.known_providers import DEFAULT_PREFIX
from ai_sdk.plugins.provider_registry import ProviderInfo, ProviderRegistry, check_is_provider
from ai_sdk.provider.errors import InvalidArgumentError, NoSuchModelError

if TYPE_CHECKING:
    from ai_sdk.plugins.loading import Plugin

__all__ = ["DefaultRegistry", "isolated_registry", "registry", "set_default_provider"]

DEFAULT_PROVIDER_VARIABLE: Final = "AI_SDK_DEFAULT_PROVIDER"


class _State:
    """Everything that `isolated_registry` puts aside."""

    def __init__(self, *, discover: bool) -> None:
        self.discover = discover
        self.registered: dict[str, Any] = {}
        self.default: Any = None
        self.created: dict[str, Any] = {}
        self.plugins: dict[Claim, Plugin] = {}
        self.failures: dict[Claim, PluginError] = {}
        self._loading: dict[str, AbstractContextManager[Any]] = {}

    def loading(self, prefix: str) -> AbstractContextManager[Any]:
        """The lock of one prefix: while its plugin is imported, others can be, and plugins may ask for each other."""
        return self._loading.setdefault(prefix, threading.RLock())


class DefaultRegistry(ProviderRegistry):
    """The registry behind model strings. There is one, `ai_sdk.registry`."""

    def __init__(self) -> None:
        self._state = _State(discover=True)
        super().__init__()

    def _by_hand(self) -> dict[str, Any]:
        return self._state.registered

    def providers(self) -> list[ProviderInfo]:
        """What is registered and what is installed, by prefix. Imports no plugin."""
        state, switches = self._state, Switches.read()
        rows = [ProviderInfo(prefix, None, None, "registered") for prefix in list(state.registered)]
        if state.discover:
            for prefix, claims in installed().items():
                if prefix not in state.registered:
                    rows += _rows(state, claims, switches)
        return sorted(rows, key=lambda row: row.prefix)

    def refresh(self) -> None:
        """Looks for installed plugins anew at the next use, and tries broken ones again. Providers in use stay."""
        from ai_sdk.plugins.extensions import extensions

        forget_installed()
        extensions.forget()
        self._state.plugins.clear()
        self._state.failures.clear()

    def default_prefix(self) -> str | None:
        """The prefix of the default provider. None if there is no default, or one without a prefix was set."""
        default = self._state.default
        if default is not None:
            return default if isinstance(default, str) else None
        prefix = os.environ.get(DEFAULT_PROVIDER_VARIABLE, "").strip()
        if prefix:
            return prefix
        return DEFAULT_PREFIX if DEFAULT_PREFIX in self._available(self._state) else None

    @property
    def looks_for_plugins(self) -> bool:
        """Whether installed plugins are looked for: not within `isolated_registry()`."""
        return self._state.discover

    def plugin(self, prefix: str) -> Plugin:
        """The installed plugin of this prefix, imported and checked, without making its provider."""
        with self._state.loading(prefix):
            return self._load(self._state, prefix, "provider", prefix)

    def _open_providers(self) -> list[Any]:
        state = self._state
        with self._lock:
            # Taken out, so that the next use makes a new one: not every provider can be used after it was closed.
            created, state.created = state.created, {}
            providers = [*state.registered.values(), *created.values()]
        return list({id(provider): provider for provider in providers}.values())

    def _locate(self, model: str, model_type: str) -> tuple[Any, str]:
        state = self._state
        prefix, separator, model_id = model.partition(":")
        if isinstance(state.default, ProviderRegistry) and not (separator and prefix in state.registered):
            return state.default, model
        if not model or (separator and not (prefix and model_id)):
            lacks = "has no model id after the ':'" if prefix else "has no provider before the ':'"
            raise NoSuchModelError(
                f"Model {model!r} {lacks if model else 'is empty'}. "
                "Write 'PROVIDER:MODEL', for example 'groq:llama-3.3-70b-versatile'.",
                model_id=model,
                model_type=model_type,
            )
        if separator:
            return self._provider(prefix, model_type, model_id=model), model_id
        return self._default_provider(model, model_type), model

    def _default_provider(self, model: str, model_type: str) -> Any:
        default = self._state.default
        if default is not None and not isinstance(default, str):
            return default
        prefix = self.default_prefix()
        if prefix is None:
            available = self._available(self._state)
            raise NoDefaultProviderError(available_providers=available, model_id=model, model_type=model_type)
        source = "set_default_provider" if default else DEFAULT_PROVIDER_VARIABLE
        return self._provider(prefix, model_type, model_id=model, asked=f"the default by {source}")

    def _provider(self, prefix: str, model_type: str, *, model_id: str, asked: str | None = None) -> Any:
        state = self._state
        provider = state.registered.get(prefix)
        if provider is not None:
            return provider
        provider = state.created.get(prefix)
        if provider is not None:
            return provider
        with state.loading(prefix):
            provider = state.created.get(prefix)
            if provider is None:
                provider = self._load(state, prefix, model_type, model_id, asked).create({})
                with self._lock:
                    state.created[prefix] = provider
            return provider

    def _load(self, state: _State, prefix: str, model_type: str, model_id: str, asked: str | None = None) -> Plugin:
        claim = self._claim(state, prefix, model_type, model_id, asked)
        plugin = state.plugins.get(claim)
        if plugin is not None:
            return plugin
        failure = state.failures.get(claim)
        if failure is not None:
            raise _again(failure)
        # pluggy is imported here, so by the first use of a plugin.
        from ai_sdk.plugins.loading import load_plugin

        try:
            plugin = state.plugins[claim] = load_plugin(claim)
        except PluginError as error:
            state.failures[claim] = error
            raise _again(error) from error.__cause__
        plugin.warn_of_unknown_hooks()
        return plugin

    def _claim(self, state: _State, prefix: str, model_type: str, model_id: str, asked: str | None) -> Claim:
        switches = Switches.read()
        looking = state.discover and not switches.disabled
        claims = installed().get(prefix, ()) if looking else ()
        allowed = [claim for claim in claims if switches.refusal(claim) is None]
        if len(allowed) == 1:
            return allowed[0]
        if allowed:
            raise PluginCollisionError(
                prefix=prefix, distributions=[(claim.distribution, claim.version) for claim in allowed]
            )
        about: dict[str, Any] = {
            "provider_id": prefix,
            "available_providers": self._available(state),
            "model_id": model_id,
            "model_type": model_type,
        }
        if claims or not looking:
            reason, variable = _refusal(prefix, claims, switches)
            raise ProviderBlockedError(reason, variable=variable, **about)
        raise ProviderNotInstalledError(asked=asked or f"asked for by {model_id!r}", **about)

    def _available(self, state: _State) -> list[str]:
        switches = Switches.read()
        names = set(state.registered)
        if state.discover and not switches.disabled:
            names |= {
                prefix
                for prefix, claims in installed().items()
                if any(switches.refusal(claim) is None for claim in claims)
            }
        return sorted(names)


def _rows(state: _State, claims: tuple[Claim, ...], switches: Switches) -> list[ProviderInfo]:
    allowed = [claim for claim in claims if switches.refusal(claim) is None]
    rows: list[ProviderInfo] = []
    for claim in claims:
        refusal, failure = switches.refusal(claim), state.failures.get(claim)
        problem = None
        if claim in state.plugins and claim.prefix in state.created:
            label = "in use"
        elif refusal is not None:
            label, problem = "blocked", refusal
        elif len(allowed) > 1:
            label = "collision"
            problem = ", ".join(f"{other.distribution} {other.version}" for other in allowed if other is not claim)
        elif failure is not None:
            label, problem = "broken", failure.message
        else:
            label = "installed"
        rows.append(ProviderInfo(claim.prefix, claim.distribution, claim.version, label, problem))
    return rows


def _refusal(prefix: str, claims: tuple[Claim, ...], switches: Switches) -> tuple[str, str | None]:
    register = f"registry.register({prefix!r}, provider)"
    if not claims and not switches.disabled:
        return f"isolated_registry() looks for no installed plugin. Pass discover=True, or call {register}", None
    if not claims:
        variable = "AI_SDK_DISABLE_PLUGIN_DISCOVERY"
        return f"{variable} is set, so that no plugin is looked for. Unset it, or call {register}", variable
    claim = claims[0]
    variable = switches.refusal(claim) or ""
    what = f"{claim.distribution} {claim.version} is installed"
    value = os.environ.get(variable)
    if variable == "AI_SDK_PLUGINS":
        return f"{what}, but {variable}={value!r} does not list it. Add {prefix!r} to the list", variable
    return f"{what}, but {variable}={value!r} blocks it. Take it out of the list", variable


def _again(error: PluginError) -> PluginError:
    # A fresh one each time: raised twice, an exception gathers the frames of both.
    fresh = copy.copy(error)
    fresh.__cause__ = error.__cause__
    return fresh


registry = DefaultRegistry()
"""The default registry."""


def set_default_provider(provider: Any) -> None:
    """Chooses the provider of model strings without a prefix: a provider, the prefix of one, or a registry.

    A registry gets every string whole, also those with a prefix, unless that prefix is registered by hand in
    `ai_sdk.registry`. None goes back to `AI_SDK_DEFAULT_PROVIDER`, else `gateway`.
    """
    if provider is registry:
        raise InvalidArgumentError(
            "the default registry can't be its own default provider", argument="provider", value=provider
        )
    if provider is not None and not isinstance(provider, str):
        check_is_provider(provider)
    registry._state.default = provider or None  # pyright: ignore[reportPrivateUsage] # noqa: SLF001


class isolated_registry:  # noqa: N801 - used like a function
    """Inside the block the default registry is empty but for `providers`; afterwards it is as it was. For tests.

        @pytest.fixture
        def registry():
            with isolated_registry({"mock": provider}) as registry:
                yield registry

    `default` is the default provider, as for `set_default_provider`. Installed plugins are looked for with
    `discover=True` only. It holds for the whole process, threads included. With `async with` the providers of the
    block are closed at its end.
    """

    def __init__(
        self, providers: Mapping[str, Any] | None = None, *, default: Any = None, discover: bool = False
    ) -> None:
        self._providers = dict(providers or {})
        self._default = default
        self._discover = discover
        self._outer: list[_State] = []

    def __enter__(self) -> DefaultRegistry:
        self._outer.append(registry._state)  # pyright: ignore[reportPrivateUsage] # noqa: SLF001
        registry._state = _State(discover=self._discover)  # pyright: ignore[reportPrivateUsage] # noqa: SLF001
        try:
            for prefix, provider in self._providers.items():
                registry.register(prefix, provider)
            set_default_provider(self._default)
        except BaseException:
            self.__exit__()
            raise
        return registry

    def __exit__(self, *exc_info: object) -> None:
        registry._state = self._outer.pop()  # pyright: ignore[reportPrivateUsage] # noqa: SLF001

    async def __aenter__(self) -> DefaultRegistry:
        return self.__enter__()

    async def __aexit__(self, *exc_info: object) -> None:
        try:
            await registry.aclose()
        finally:
            self.__exit__()
