"""What a plugin says about itself before any of its code that does something is imported.

ProviderDescription(prefix="acme", name="Acme", contract=1, model_kinds={"language"}, env=("ACME_API_KEY",))
ExtensionDescription(name="acme-tracing", contract=1)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ai_sdk.provider.provider import CONTRACT_VERSION, ModelKind

__all__ = ["NEWEST_CONTRACT", "OLDEST_CONTRACT", "ExtensionDescription", "ProviderDescription"]

OLDEST_CONTRACT = 1
"""The oldest contract version of a plugin that this core takes."""

NEWEST_CONTRACT = CONTRACT_VERSION
"""The newest one: the contract of this core."""


@dataclass(slots=True, frozen=True, kw_only=True)
class ProviderDescription:
    """A provider, described by its plugin.

    - `prefix`: what stands before the `:` of a model string; the name of the entry point.
    - `name`: the name for people.
    - `contract`: the contract version the plugin is written for (`ai_sdk.provider.CONTRACT_VERSION` of that day, as a
      literal number). The core says in an error which ones it takes.
    - `model_kinds`: what the provider has: `language`, `embedding`, `image`, `speech`, `transcription`, `reranking`,
      `video`.
    - `env`: names of the environment variables it can't do without, unless they are given as settings. A tuple
      instead of a name means that one of its variables is enough.
    - `optional_env`: names of further variables that it reads.
    - `docs`: a URL.
    """

    prefix: str
    name: str
    contract: int = 1
    model_kinds: Collection[ModelKind] = frozenset()
    env: Sequence[str | tuple[str, ...]] = ()
    optional_env: Sequence[str] = ()
    docs: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class ExtensionDescription:
    """An extension, described by itself.

    - `name`: the name of the entry point.
    - `contract`: as for a provider.
    - `docs`: a URL.
    """

    name: str
    contract: int = 1
    docs: str | None = None
