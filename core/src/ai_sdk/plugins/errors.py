"""What can be wrong with a provider that a model string names, or with an extension.

    AISDKError
      NoSuchModelError > NoSuchProviderError
        ProviderNotInstalledError    no plugin and no registered provider has the prefix
        ProviderBlockedError         a switch keeps the plugin from being used
        NoDefaultProviderError       the string has no prefix, and there is no default
      PluginError
        BrokenPluginError            the plugin can't be imported, described or started
        PluginContractError          the plugin is written for another contract than this core takes
        PluginCollisionError         several distributions claim the prefix

Each text says what was asked, what is there, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ai_sdk.__about__ import __version__
from ai_sdk.plugins.description import NEWEST_CONTRACT, OLDEST_CONTRACT
from ai_sdk.plugins.known_providers import DEFAULT_PREFIX, KNOWN_PROVIDERS
from ai_sdk.provider.core_errors import NoSuchProviderError
from ai_sdk.provider.errors import AISDKError, shortened

if TYPE_CHECKING:
    from ai_sdk.plugins.discovery import PluginKind

__all__ = [
    "BrokenPluginError",
    "NoDefaultProviderError",
    "PluginCollisionError",
    "PluginContractError",
    "PluginError",
    "ProviderBlockedError",
    "ProviderNotInstalledError",
]


class ProviderNotInstalledError(NoSuchProviderError):
    """No installed plugin and no registered provider has this prefix.

    `suggestion` is the closest prefix or None; `distribution` is the package to install or None.
    """

    def __init__(
        self, *, provider_id: str, available_providers: Sequence[str], model_id: str, model_type: str, asked: str
    ) -> None:
        self.distribution = KNOWN_PROVIDERS.get(provider_id)
        self.suggestion: str | None = None
        advice = ""
        of_a_model = model_type.endswith("Model")
        if self.distribution is None:
            self.suggestion = _closest(provider_id, [*available_providers, *KNOWN_PROVIDERS])
            if self.suggestion is None and of_a_model:
                advice = f" If {model_id!r} is a whole model id, put its provider before it: 'PROVIDER:{model_id}'."
            elif self.suggestion is not None:
                advice = f" Did you mean {self.suggestion!r}?"
                if self.suggestion not in available_providers:
                    self.distribution = KNOWN_PROVIDERS[self.suggestion]
        if self.distribution is not None:
            advice += f" Install it: pip install {self.distribution}"
        super().__init__(
            f"Provider {provider_id!r}{f' ({asked})' if of_a_model else ''} is not installed. "
            f"Installed: {', '.join(available_providers) or 'none'}.{advice}",
            provider_id=provider_id,
            available_providers=available_providers,
            model_id=model_id,
            model_type=model_type,
        )


def _closest(prefix: str, names: Sequence[str]) -> str | None:
    if "." in prefix or "/" in prefix:
        return None  # the beginning of a model id, such as "llama3.2:3b"
    folded = {name.casefold(): name for name in reversed(names)}
    asked = prefix.casefold()
    if asked in folded:
        return folded[asked]
    # "openai" is far from "openai-compatible" for difflib, but not for a person.
    longer = [name for name in folded if len(asked) > 2 and name.startswith(asked)]
    close = get_close_matches(asked, folded, n=1) or longer
    return folded[close[0]] if close else None


class ProviderBlockedError(NoSuchProviderError):
    """The provider may be installed, but a switch keeps it from being used. `variable` is its name, or None."""

    def __init__(
        self,
        reason: str,
        *,
        variable: str | None,
        provider_id: str,
        available_providers: Sequence[str],
        model_id: str,
        model_type: str,
    ) -> None:
        super().__init__(
            f"Provider {provider_id!r} is switched off: {reason}",
            provider_id=provider_id,
            available_providers=available_providers,
            model_id=model_id,
            model_type=model_type,
        )
        self.variable = variable


class NoDefaultProviderError(NoSuchProviderError):
    """A model string names no provider, and no default provider is set or installed."""

    def __init__(self, *, available_providers: Sequence[str], model_id: str, model_type: str) -> None:
        super().__init__(
            f"Model {model_id!r} names no provider, and there is no default provider. Write 'PROVIDER:{model_id}' "
            f"(installed: {', '.join(available_providers) or 'none'}), choose a default with "
            f"set_default_provider(...) or AI_SDK_DEFAULT_PROVIDER, or install the usual one: "
            f"pip install {KNOWN_PROVIDERS[DEFAULT_PREFIX]}",
            provider_id="",
            available_providers=available_providers,
            model_id=model_id,
            model_type=model_type,
        )


class PluginError(AISDKError):
    """An installed plugin can't be used. `prefix` is the provider that was asked for, or the extension's name."""

    name = "AI_PluginError"

    def __init__(self, message: str, *, prefix: str, cause: BaseException | None = None) -> None:
        super().__init__(message, cause=cause)
        self.prefix = prefix


class BrokenPluginError(PluginError):
    """A plugin can't be imported, described or started. The cause is kept; other providers are not affected."""

    name = "AI_BrokenPluginError"

    def __init__(
        self,
        problem: str,
        *,
        prefix: str,
        distribution: str,
        version: str,
        cause: BaseException | None = None,
        kind: PluginKind = "provider",
    ) -> None:
        if cause is not None:
            problem = f"{problem} ({_short(cause)})"
        super().__init__(
            f"{kind.capitalize()} {prefix!r} is broken: {distribution} {version} {problem}. "
            f"Update it, or tell its authors: pip install --upgrade {distribution}",
            prefix=prefix,
            cause=cause,
        )
        self.distribution = distribution
        self.version = version


def _short(error: BaseException) -> str:
    # One line: messages of validators and importers can be pages.
    text = shortened(" ".join(str(error).split()), 200)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


class PluginContractError(PluginError):
    """A plugin is written for another version of the contract than this core takes."""

    name = "AI_PluginContractError"

    def __init__(
        self, *, prefix: str, distribution: str, version: str, contract: int, kind: PluginKind = "provider"
    ) -> None:
        newer = contract > NEWEST_CONTRACT
        takes = f"contract {OLDEST_CONTRACT}"
        if NEWEST_CONTRACT != OLDEST_CONTRACT:
            takes = f"contracts {OLDEST_CONTRACT} to {NEWEST_CONTRACT}"
        mend = (
            "Update the core: pip install --upgrade ai-sdk-core"
            if newer
            else f"Update the plugin: pip install --upgrade {distribution}"
        )
        super().__init__(
            f"{kind.capitalize()} {prefix!r} is too {'new' if newer else 'old'} for this core: "
            f"{distribution} {version} is written for contract {contract}, ai-sdk-core {__version__} takes {takes}. "
            f"{mend}",
            prefix=prefix,
        )
        self.distribution = distribution
        self.version = version
        self.contract = contract
        self.supported = (OLDEST_CONTRACT, NEWEST_CONTRACT)


class PluginCollisionError(PluginError):
    """Several distributions claim one prefix or one name. `distributions` has the name and version of each."""

    name = "AI_PluginCollisionError"

    def __init__(self, *, prefix: str, distributions: Sequence[tuple[str, str]], kind: PluginKind = "provider") -> None:
        *most, last = [f"{name} {version}" for name, version in distributions]
        loser = distributions[-1][0]
        mend = f"uninstall the other (pip uninstall {loser})"
        block = f"block it (AI_SDK_BLOCKED_PLUGINS={loser})"
        if kind == "extension":
            mend += f" or {block}"
        else:
            register = f"registry.register({prefix!r}, provider, replace=True)"
            mend += f", {block}, or register the provider yourself: {register}"
        super().__init__(
            f"{kind.capitalize()} {prefix!r} is claimed by {len(distributions)} distributions: {', '.join(most)} and "
            f"{last}. Keep one: {mend}",
            prefix=prefix,
        )
        self.distributions = list(distributions)
