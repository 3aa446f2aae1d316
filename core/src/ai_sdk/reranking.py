"""`rerank`: documents in the order of their relevance to a query.

result = await rerank("togetherai:Salesforce/Llama-Rank-V1", query="rain", documents=["sunny day", "umbrella"], top_n=1)
result.reranked_documents    # ['umbrella']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from ai_sdk.model_call import ModelCall, check_at_least
from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.errors import InvalidResponseDataError
from ai_sdk.provider.json_values import Headers, JSONObject, ProviderMetadata
from ai_sdk.provider.reranking_model import (
    ObjectDocuments,
    RerankingCallOptions,
    RerankingDocuments,
    RerankingModel,
    RerankingResult,
    TextDocuments,
)
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.provider_utils.ids import create_id_generator
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
from ai_sdk.telemetry.dispatch import CallTelemetry, call_telemetry, watched
from ai_sdk.telemetry.settings import Telemetry
from ai_sdk.timeouts import TimeoutLike

__all__ = ["RankedResult", "RerankResult", "rerank"]

_new_call_id = create_id_generator(prefix="call", size=24)

DocumentT = TypeVar("DocumentT", bound="str | JSONObject")


@dataclass(frozen=True, slots=True)
class RankedResult(Generic[DocumentT]):
    """A document, where it stood in `documents`, and how relevant it is (the provider's measure, more is better)."""

    original_index: int
    score: float
    document: DocumentT


@dataclass(frozen=True, slots=True, kw_only=True)
class RerankResult(Generic[DocumentT]):
    """The documents as they were given, and the ranking, best first."""

    original_documents: Sequence[DocumentT]
    ranking: Sequence[RankedResult[DocumentT]]
    response: ResponseInfo
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = None

    @property
    def reranked_documents(self) -> Sequence[DocumentT]:
        """The documents of the ranking, best first."""
        return [ranked.document for ranked in self.ranking]


async def rerank(
    model: str | RerankingModel,
    *,
    query: str,
    documents: Sequence[DocumentT],
    top_n: int | None = None,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
    telemetry: Telemetry | None = None,
) -> RerankResult[DocumentT]:
    """The documents that fit the query best, best first.

        result = await rerank(model, query="rain", documents=["sunny day", "umbrella"])
        result.ranking[0].document

    documents: texts, or JSON objects; all of one kind. For an empty list no model is asked.
    top_n: how many to give back; None for all.
    max_retries: how often a failed request is tried again, if trying again can help; 0 for never.
    timeout: seconds for everything, or `Timeouts`, whose `total` and `step` count.
    headers: more HTTP headers for the provider.
    provider_options: settings that only one provider knows, or its options objects.
    telemetry: who is told of the call, and what they may keep (see `Telemetry`).

    Raises `NoSuchModelError`, `NoSuchProviderError` and `InvalidParameterError` before any request; `APICallError` or,
    after retries, `RetryError` from the request; `TimeoutError`.
    """
    call = ModelCall(
        "rerank",
        resolve_model(model, "reranking"),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    if top_n is not None:
        check_at_least("top_n", top_n, 1)
    given = _documents(documents)
    if not documents:
        return RerankResult(original_documents=documents, ranking=[], response=call.response(None))
    # No suffix at the user agent: the one function whose headers the family of SDKs sends as they are.
    options = RerankingCallOptions(
        documents=given, query=query, top_n=top_n, headers=headers, provider_options=call.provider_options
    )
    told = call_telemetry("ai.rerank", telemetry, _new_call_id())
    async with watched(told), call.total():
        if told is None:
            result = await call.ask(lambda: call.model.do_rerank(options))
        else:
            result = await _told(told, call, options, documents)
    call.log(result.warnings)
    return RerankResult(
        original_documents=documents,
        ranking=_ranking(documents, result, call.model),
        response=call.response(result.response),
        warnings=result.warnings or (),
        provider_metadata=result.provider_metadata,
    )


async def _told(
    telemetry: CallTelemetry, call: ModelCall[RerankingModel], options: RerankingCallOptions, documents: Sequence[Any]
) -> RerankingResult:
    """The model's answer, of which the telemetry is told."""
    from ai_sdk.telemetry.events import (
        RerankEndInfo,
        RerankOperationEndInfo,
        RerankOperationStartInfo,
        RerankStartInfo,
        model_info,
    )

    model = model_info(call.model)
    given: dict[str, Any] = {"model": model, "query": options.query, "documents": documents}
    await telemetry.tell("on_start", RerankOperationStartInfo(**given, headers=options.headers))

    async def ask() -> RerankingResult:
        await telemetry.tell("on_rerank_start", RerankStartInfo(**given))
        return await call.model.do_rerank(options)

    result = await call.ask(ask)
    end: dict[str, Any] = {
        "model": model,
        "ranking": [(each.index, each.relevance_score) for each in result.ranking],
        "provider_metadata": result.provider_metadata,
    }
    await telemetry.tell("on_rerank_end", RerankEndInfo(**end))
    await telemetry.tell("on_end", RerankOperationEndInfo(**end))
    return result


def _documents(documents: Sequence[str | JSONObject]) -> RerankingDocuments:
    items: Any = documents
    if not isinstance(items, Sequence) or isinstance(items, (str, bytes)):
        raise _wrong(f"documents must be a list of texts or of JSON objects, got {documents!r}", documents)
    kind = str if not items or isinstance(items[0], str) else Mapping
    for index, document in enumerate(cast("Sequence[Any]", items)):
        if not isinstance(document, kind):
            expected = "a text" if kind is str else "a JSON object"
            raise _wrong(f"documents[{index}] must be {expected} like the first, got {document!r}", documents)
    values = cast("Sequence[Any]", items)
    return TextDocuments(values) if kind is str else ObjectDocuments(values)


def _wrong(message: str, documents: object) -> InvalidParameterError:
    return InvalidParameterError(parameter="documents", value=documents, message=message)


def _ranking(
    documents: Sequence[DocumentT], result: RerankingResult, model: RerankingModel
) -> Sequence[RankedResult[DocumentT]]:
    for ranked in result.ranking:
        if not 0 <= ranked.index < len(documents):
            raise InvalidResponseDataError(
                f"{model.provider}:{model.model_id} ranked a document {ranked.index}; there are {len(documents)}.",
                data=None if result.response is None else result.response.body,
            )
    return [RankedResult(each.index, each.relevance_score, documents[each.index]) for each in result.ranking]
