"""Batches: many language model calls handed in at once and answered later, by models that can (experimental)."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Literal, Protocol, TypeAlias, runtime_checkable

from ai_sdk.provider.json_values import Headers, ProviderMetadata, ProviderOptions
from ai_sdk.provider.language_model import GenerateResult, LanguageCallOptions, LanguageModel
from ai_sdk.provider.warnings import CallWarning

__all__ = [
    "BatchFailed",
    "BatchItem",
    "BatchItemError",
    "BatchLanguageModel",
    "BatchOptions",
    "BatchRequest",
    "BatchRequestCounts",
    "BatchStartOptions",
    "BatchStarted",
    "BatchStatus",
    "BatchSucceeded",
    "BatchUnfinished",
    "BatchWarning",
]


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """One call of a batch. Its options are the prompt, sampling settings, reasoning and provider options only."""

    id: str
    options: LanguageCallOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchStartOptions:
    """A batch to start."""

    requests: Sequence[BatchRequest]
    headers: Headers | None = None
    provider_options: ProviderOptions | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """A question about a batch."""

    batch_id: str
    headers: Headers | None = None
    provider_options: ProviderOptions | None = None


@dataclass(frozen=True, slots=True)
class BatchRequestCounts:
    """How many of a batch's calls there are, wait, are done, and failed."""

    total: int | None = None
    pending: int | None = None
    completed: int | None = None
    failed: int | None = None


@dataclass(frozen=True, slots=True)
class BatchItemError:
    """Why a batch or one of its calls failed."""

    message: str
    type: str | None = None
    code: str | None = None
    status_code: int | None = None


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """How a batch is. `raw_status` is the provider's own word."""

    status: Literal["pending", "completed", "failed"]
    raw_status: str | None = field(default=None, kw_only=True)
    request_counts: BatchRequestCounts | None = field(default=None, kw_only=True)
    error: BatchItemError | None = field(default=None, kw_only=True)
    created_at: datetime | None = field(default=None, kw_only=True)
    expires_at: datetime | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class BatchWarning:
    """A warning about one call of a batch, or about all of it."""

    warning: CallWarning
    request_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchStarted(BatchStatus):
    """A batch that was accepted."""

    batch_id: str
    warnings: Sequence[BatchWarning] = ()


@dataclass(frozen=True, slots=True)
class BatchSucceeded:
    """A call that was answered."""

    status: ClassVar[Literal["succeeded"]] = "succeeded"
    id: str
    result: GenerateResult


@dataclass(frozen=True, slots=True)
class BatchFailed:
    """A call that failed."""

    status: ClassVar[Literal["failed"]] = "failed"
    id: str
    error: BatchItemError
    response: Mapping[str, Any] | None = None
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class BatchUnfinished:
    """A call that was cancelled, or that came too late."""

    status: Literal["cancelled", "expired"]
    id: str
    error: BatchItemError | None = None
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


BatchItem: TypeAlias = BatchSucceeded | BatchFailed | BatchUnfinished


@runtime_checkable
class BatchLanguageModel(LanguageModel, Protocol):
    """A language model that also takes batches."""

    async def do_start_batch(self, options: BatchStartOptions) -> BatchStarted:
        """Hands the batch in."""
        ...

    async def do_get_batch_status(self, options: BatchOptions) -> BatchStatus:
        """How the batch is."""
        ...

    def do_get_batch_results(self, options: BatchOptions) -> AsyncGenerator[BatchItem, None]:
        """The answers, as the provider gives them; the order is the provider's."""
        ...
