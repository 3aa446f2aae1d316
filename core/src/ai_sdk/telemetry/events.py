"""Events of embedding and reranking. Those of the text functions are the ones that callbacks get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ai_sdk.provider.embedding_model import Embedding, EmbeddingUsage
    from ai_sdk.provider.json_values import Headers, ProviderMetadata
    from ai_sdk.text.step import ModelInfo

__all__ = [
    "EmbedEndInfo",
    "EmbedOperationEndInfo",
    "EmbedOperationStartInfo",
    "EmbedStartInfo",
    "RerankEndInfo",
    "RerankOperationEndInfo",
    "RerankOperationStartInfo",
    "RerankStartInfo",
    "model_info",
]


def model_info(model: Any) -> ModelInfo:
    """Which model is asked."""
    from ai_sdk.text.step import ModelInfo

    return ModelInfo(model.provider, model.model_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOperationStartInfo:
    """`embed` or `embed_many` has begun."""

    model: ModelInfo
    values: Sequence[str]
    headers: Headers | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOperationEndInfo:
    """`embed` or `embed_many` is over."""

    model: ModelInfo
    embeddings: Sequence[Embedding] = field(repr=False)
    usage: EmbeddingUsage
    provider_metadata: ProviderMetadata | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedStartInfo:
    """One call of the model begins. `embed_call_id` is its own."""

    embed_call_id: str
    model: ModelInfo
    values: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedEndInfo:
    """One call of the model is over."""

    embed_call_id: str
    model: ModelInfo
    embeddings: Sequence[Embedding] = field(repr=False)
    usage: EmbeddingUsage | None
    provider_metadata: ProviderMetadata | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RerankOperationStartInfo:
    """`rerank` has begun."""

    model: ModelInfo
    query: str
    documents: Sequence[Any]
    headers: Headers | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RerankOperationEndInfo:
    """`rerank` is over. `ranking` has pairs of an index into the documents and a score."""

    model: ModelInfo
    ranking: Sequence[tuple[int, float]]
    provider_metadata: ProviderMetadata | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RerankStartInfo:
    """The model is about to be asked."""

    model: ModelInfo
    query: str
    documents: Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RerankEndInfo:
    """The model has answered, with pairs of an index into the documents and a score."""

    model: ModelInfo
    ranking: Sequence[tuple[int, float]]
    provider_metadata: ProviderMetadata | None = None
