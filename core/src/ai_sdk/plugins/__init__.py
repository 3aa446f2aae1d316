"""Provider plugins, extensions and registries.

Whoever writes a plugin needs `hookimpl` and `ProviderDescription` or `ExtensionDescription`: see `hookspecs.py`. Names
are imported when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.plugins.custom import CustomProvider, custom_provider
    from ai_sdk.plugins.default_registry import DefaultRegistry, isolated_registry, registry, set_default_provider
    from ai_sdk.plugins.description import (
        NEWEST_CONTRACT,
        OLDEST_CONTRACT,
        ExtensionDescription,
        ProviderDescription,
    )
    from ai_sdk.plugins.errors import (
        BrokenPluginError,
        NoDefaultProviderError,
        PluginCollisionError,
        PluginContractError,
        PluginError,
        ProviderBlockedError,
        ProviderNotInstalledError,
    )
    from ai_sdk.plugins.hookspecs import ExtensionContext, ExtensionHooks, ProviderContext, ProviderHooks, hookimpl
    from ai_sdk.plugins.known_providers import KNOWN_PROVIDERS
    from ai_sdk.plugins.loading import PluginWarning
    from ai_sdk.plugins.provider_registry import ProviderInfo, ProviderRegistry, create_provider_registry
    from ai_sdk.plugins.resolve import resolve_model

__all__ = [
    "KNOWN_PROVIDERS",
    "NEWEST_CONTRACT",
    "OLDEST_CONTRACT",
    "BrokenPluginError",
    "CustomProvider",
    "DefaultRegistry",
    "ExtensionContext",
    "ExtensionDescription",
    "ExtensionHooks",
    "NoDefaultProviderError",
    "PluginCollisionError",
    "PluginContractError",
    "PluginError",
    "PluginWarning",
    "ProviderBlockedError",
    "ProviderContext",
    "ProviderDescription",
    "ProviderHooks",
    "ProviderInfo",
    "ProviderNotInstalledError",
    "ProviderRegistry",
    "create_provider_registry",
    "custom_provider",
    "hookimpl",
    "isolated_registry",
    "registry",
    "resolve_model",
    "set_default_provider",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.plugins.custom": "CustomProvider custom_provider",
        "ai_sdk.plugins.default_registry": "DefaultRegistry isolated_registry registry set_default_provider",
        "ai_sdk.plugins.description": "NEWEST_CONTRACT OLDEST_CONTRACT ExtensionDescription ProviderDescription",
        "ai_sdk.plugins.errors": (
            "BrokenPluginError NoDefaultProviderError PluginCollisionError PluginContractError PluginError "
            "ProviderBlockedError ProviderNotInstalledError"
        ),
        "ai_sdk.plugins.hookspecs": "ExtensionContext ExtensionHooks ProviderContext ProviderHooks hookimpl",
        "ai_sdk.plugins.known_providers": "KNOWN_PROVIDERS",
        "ai_sdk.plugins.loading": "PluginWarning",
        "ai_sdk.plugins.provider_registry": "ProviderInfo ProviderRegistry create_provider_registry",
        "ai_sdk.plugins.resolve": "resolve_model",
    },
)
