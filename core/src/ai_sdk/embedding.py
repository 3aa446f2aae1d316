"""`embed` and `embed_many`: texts into vectors.

sunny = await embed("openai-compatible:nomic-embed-text", "sunny day")
many = await embed_many("openai-compatible:nomic-embed-text", texts, max_parallel_calls=4)
cosine_similarity(sunny.embedding, many.embeddings[0])
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isinf
from typing import TypeVar, cast

from ai_sdk.concurrency import run_all
from ai_sdk.model_call import ModelCall, check_at_least
from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.embedding_model import (
    Embedding,
    EmbeddingCallOptions,
    EmbeddingModel,
    EmbeddingResult,
    EmbeddingUsage,
)
from ai_sdk.provider.errors import InvalidResponseDataError
from ai_sdk.provider.json_values import Headers, JSONValue, ProviderMetadata
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.provider_utils.ids import create_id_generator
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
from ai_sdk.telemetry.dispatch import CallTelemetry, call_telemetry, watched
from ai_sdk.telemetry.events import model_info
from ai_sdk.telemetry.settings import Telemetry
from ai_sdk.timeouts import TimeoutLike

__all__ = ["EmbedManyResult", "EmbedResult", "embed", "embed_many"]

T = TypeVar("T")

_new_call_id = create_id_generator(prefix="call", size=24)


# Vectors are left out of reprs, and so are responses, whose bodies hold them once more.
@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedResult:
    """The vector of a text.

    `embedding` is what the model gave, a list or a packed array. `usage.tokens` is None if the provider did not say.
    """

    value: str
    embedding: Embedding = field(repr=False)
    usage: EmbeddingUsage
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = None
    response: ResponseInfo | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedManyResult:
    """The vectors of many texts: `embeddings[i]` belongs to `values[i]`.

    `usage` is the sum over all calls, None if the provider did not say it for each of them. `responses` has one entry
    for each call, in the order of the values. Of provider metadata the later call's counts.
    """

    values: Sequence[str]
    embeddings: Sequence[Embedding] = field(repr=False)
    usage: EmbeddingUsage
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = None
    responses: Sequence[ResponseInfo | None] = field(default=(), repr=False)


async def embed(
    model: str | EmbeddingModel,
    value: str,
    *,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
    telemetry: Telemetry | None = None,
) -> EmbedResult:
    """The vector of a text.

        result = await embed("openai-compatible:nomic-embed-text", "sunny day")
        result.embedding

    max_retries: how often a failed request is tried again, if trying again can help; 0 for never.
    timeout: seconds for everything, or `Timeouts`, whose `total` and `step` count.
    headers: more HTTP headers for the provider.
    provider_options: settings that only one provider knows: `{"acme": {"dimensions": 256}}`, or its options objects.
    telemetry: who is told of the call, and what they may keep (see `Telemetry`).

    Raises `NoSuchModelError`, `NoSuchProviderError` and `InvalidParameterError` before any request; `APICallError` or,
    after retries, `RetryError` from the request; `TimeoutError`.
    """
    call = _Call(
        "embed",
        resolve_model(model, "embedding"),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    call.telemetry = call_telemetry("ai.embed", telemetry, _new_call_id())
    async with watched(call.telemetry), call.total():
        await call.tell_of_the_start([value])
        result = await call.embed([value])
    call.log(result.warnings)
    await call.tell_of_the_end(result.embeddings, result.usage or EmbeddingUsage(), result.provider_metadata)
    return EmbedResult(
        value=value,
        embedding=result.embeddings[0],
        usage=result.usage or EmbeddingUsage(),
        warnings=result.warnings,
        provider_metadata=result.provider_metadata,
        response=result.response,
    )


async def embed_many(
    model: str | EmbeddingModel,
    values: Iterable[str],
    *,
    max_parallel_calls: int | None = None,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
    telemetry: Telemetry | None = None,
) -> EmbedManyResult:
    """The vectors of many texts, in as few calls as the model allows.

        result = await embed_many("openai-compatible:nomic-embed-text", ["sunny day", "rainy night"])
        result.embeddings

    max_parallel_calls: how many calls may run at once, if the model takes calls side by side; None for any number.
        Each group of calls waits for the one before it.
    max_retries: how often a failed request is tried again, if trying again can help; 0 for never.
    timeout: seconds for everything, or `Timeouts`, whose `total` and `step` (one call with its retries) count.
    headers: more HTTP headers for the provider.
    provider_options: settings that only one provider knows: `{"acme": {"dimensions": 256}}`, or its options objects.
    telemetry: who is told of the call, and what they may keep (see `Telemetry`).

    Raises what `embed` raises. The first call that fails ends the others.
    """
    if isinstance(values, str):
        raise InvalidParameterError(
            parameter="values", value=values, message="values must be a list of texts; use embed for a single text"
        )
    if max_parallel_calls is not None:
        check_at_least("max_parallel_calls", max_parallel_calls, 1)
    call = _Call(
        "embed_many",
        resolve_model(model, "embedding"),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    texts: Sequence[str] = values if isinstance(values, Sequence) else list(values)
    call.telemetry = call_telemetry("ai.embedMany", telemetry, _new_call_id())
    async with watched(call.telemetry), call.total():
        await call.tell_of_the_start(texts)
        results = await call.embed_in_groups(texts, max_parallel_calls)
    result = EmbedManyResult(
        values=texts,
        embeddings=results[0].embeddings if len(results) == 1 else [each for one in results for each in one.embeddings],
        usage=_sum(results),
        warnings=[warning for one in results for warning in one.warnings],
        provider_metadata=_merge(results),
        responses=[one.response for one in results],
    )
    call.log(result.warnings)
    await call.tell_of_the_end(result.embeddings, result.usage, result.provider_metadata)
    return result


class _Call(ModelCall[EmbeddingModel]):
    """What all model calls of one `embed` or `embed_many` have in common."""

    __slots__ = ("telemetry",)

    telemetry: CallTelemetry | None

    async def embed(self, values: Sequence[str]) -> EmbeddingResult:
        """One call of the model, tried again as far as its errors allow."""
        options = EmbeddingCallOptions(values=values, headers=self.headers, provider_options=self.provider_options)
        result = await self.ask(lambda: self._embed(options))
        if len(result.embeddings) != len(values):
            raise InvalidResponseDataError(
                f"{self.model.provider}:{self.model.model_id} answered {len(values)} values with "
                f"{len(result.embeddings)} embeddings.",
                data=None if result.response is None else result.response.body,
            )
        return result

    async def _embed(self, options: EmbeddingCallOptions) -> EmbeddingResult:
        telemetry = self.telemetry
        if telemetry is None:
            return await self.model.do_embed(options)
        from ai_sdk.telemetry.events import EmbedEndInfo, EmbedStartInfo

        embed_call_id, model = _new_call_id(), model_info(self.model)
        await telemetry.tell(
            "on_embed_start", EmbedStartInfo(embed_call_id=embed_call_id, model=model, values=options.values)
        )
        result = await self.model.do_embed(options)
        await telemetry.tell(
            "on_embed_end",
            EmbedEndInfo(
                embed_call_id=embed_call_id,
                model=model,
                embeddings=result.embeddings,
                usage=result.usage,
                provider_metadata=result.provider_metadata,
            ),
        )
        return result

    async def tell_of_the_start(self, values: Sequence[str]) -> None:
        """Tells the telemetry that the call has begun."""
        if self.telemetry is not None:
            from ai_sdk.telemetry.events import EmbedOperationStartInfo

            event = EmbedOperationStartInfo(model=model_info(self.model), values=values, headers=self.headers)
            await self.telemetry.tell("on_start", event)

    async def tell_of_the_end(
        self, embeddings: Sequence[Embedding], usage: EmbeddingUsage, metadata: ProviderMetadata | None
    ) -> None:
        """Tells the telemetry that the call is over."""
        if self.telemetry is not None:
            from ai_sdk.telemetry.events import EmbedOperationEndInfo

            event = EmbedOperationEndInfo(
                model=model_info(self.model), embeddings=embeddings, usage=usage, provider_metadata=metadata
            )
            await self.telemetry.tell("on_end", event)

    async def embed_in_groups(self, values: Sequence[str], max_parallel_calls: int | None) -> Sequence[EmbeddingResult]:
        limit = await _resolved(self.model.max_embeddings_per_call)
        if limit is None or isinf(limit):
            return [await self.embed(values)]
        chunks = [values[start : start + limit] for start in range(0, len(values), limit)]
        width = (max_parallel_calls or len(chunks)) if await _resolved(self.model.supports_parallel_calls) else 1
        results: list[EmbeddingResult] = []
        for start in range(0, len(chunks), max(width, 1)):
            results += await run_all(self.embed(chunk) for chunk in chunks[start : start + width])
        return results


async def _resolved(value: T | Awaitable[T]) -> T:
    return cast("T", await value if inspect.isawaitable(value) else value)


def _sum(results: Sequence[EmbeddingResult]) -> EmbeddingUsage:
    total = 0
    for result in results:
        tokens = None if result.usage is None else result.usage.tokens
        if tokens is None:
            # A sum of what is known would pass for the whole.
            return EmbeddingUsage()
        total += tokens
    return EmbeddingUsage(total)


def _merge(results: Sequence[EmbeddingResult]) -> ProviderMetadata | None:
    merged: dict[str, Mapping[str, JSONValue]] = {}
    for result in results:
        for provider, metadata in (result.provider_metadata or {}).items():
            merged[provider] = {**merged.get(provider, {}), **metadata}
    return merged or None
