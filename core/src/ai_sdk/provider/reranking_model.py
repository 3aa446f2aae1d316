"""The reranking model: a query and documents in, their order of relevance out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol, TypeAlias, runtime_checkable

from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.json_values import Headers, JSONObject, ProviderMetadata, ProviderOptions
from ai_sdk.provider.warnings import CallWarning

__all__ = [
    "ObjectDocuments",
    "RankedDocument",
    "RerankingCallOptions",
    "RerankingDocuments",
    "RerankingModel",
    "RerankingResult",
    "TextDocuments",
]


@dataclass(frozen=True, slots=True)
class TextDocuments:
    """Documents that are texts."""

    type: ClassVar[Literal["text"]] = "text"
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class ObjectDocuments:
    """Documents that are JSON objects."""

    type: ClassVar[Literal["object"]] = "object"
    values: Sequence[JSONObject]


RerankingDocuments: TypeAlias = TextDocuments | ObjectDocuments


@dataclass(frozen=True, slots=True, kw_only=True)
class RerankingCallOptions:
    """One call of a reranking model. `top_n` None means all."""

    documents: RerankingDocuments
    query: str
    top_n: int | None = None
    headers: Headers | None = None
    provider_options: ProviderOptions | None = None


@dataclass(frozen=True, slots=True)
class RankedDocument:
    """Which document (its index in what was given), and how relevant it is."""

    index: int
    relevance_score: float


@dataclass(frozen=True, slots=True)
class RerankingResult:
    """The ranking, best first."""

    ranking: Sequence[RankedDocument]
    warnings: Sequence[CallWarning] | None = None
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)


@runtime_checkable
class RerankingModel(Protocol):
    """A model that orders documents by their relevance to a query."""

    @property
    def specification_version(self) -> str: ...

    @property
    def provider(self) -> str: ...

    @property
    def model_id(self) -> str: ...

    async def do_rerank(self, options: RerankingCallOptions) -> RerankingResult:
        """The order of `options.documents`."""
        ...
