"""The embedding model: texts in, vectors out."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, runtime_checkable

from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.json_values import Headers, ProviderMetadata, ProviderOptions
from ai_sdk.provider.warnings import CallWarning

__all__ = ["Embedding", "EmbeddingCallOptions", "EmbeddingModel", "EmbeddingResult", "EmbeddingUsage"]

Embedding: TypeAlias = Sequence[float]
"""A vector. A list, or an `array('f')` where a provider sends packed floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingCallOptions:
    """One call of an embedding model, with at most `max_embeddings_per_call` values."""

    values: Sequence[str]
    headers: Headers | None = None
    provider_options: ProviderOptions | None = None


@dataclass(frozen=True, slots=True)
class EmbeddingUsage:
    """Tokens of an embedding call."""

    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class EmbeddingResult:
    """The vectors, in the order of the values."""

    embeddings: Sequence[Embedding]
    usage: EmbeddingUsage | None = None
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)


@runtime_checkable
class EmbeddingModel(Protocol):
    """A model that turns texts into vectors.

    `max_embeddings_per_call` None means no limit. Given more values than that, `do_embed` raises
    `TooManyEmbeddingValuesForCallError`; the core splits before it calls.
    """

    @property
    def specification_version(self) -> str: ...

    @property
    def provider(self) -> str: ...

    @property
    def model_id(self) -> str: ...

    @property
    def max_embeddings_per_call(self) -> int | Awaitable[int | None] | None: ...

    @property
    def supports_parallel_calls(self) -> bool | Awaitable[bool]: ...

    async def do_embed(self, options: EmbeddingCallOptions) -> EmbeddingResult:
        """The vectors of `options.values`."""
        ...
