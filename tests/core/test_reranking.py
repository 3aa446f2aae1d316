from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    InvalidParameterError,
    InvalidResponseDataError,
    ObjectDocuments,
    OtherWarning,
    RankedDocument,
    RerankingCallOptions,
    RerankingResult,
    ResponseInfo,
    RetryError,
    TextDocuments,
)
from ai_sdk.reranking import RankedResult, rerank
from ai_sdk.testing import MockEmbeddingModel, MockRerankingModel


def backwards(options: RerankingCallOptions) -> RerankingResult:
    indices = reversed(range(len(options.documents.values)))
    return RerankingResult([RankedDocument(index, index / 10) for index in indices][: options.top_n])


async def test_documents_come_back_in_the_order_of_the_ranking() -> None:
    model = MockRerankingModel(do_rerank=backwards)
    result = await rerank(model, query="q", documents=["a", "b", "c"], top_n=2)
    assert result.ranking == [RankedResult(2, 0.2, "c"), RankedResult(1, 0.1, "b")]
    assert result.reranked_documents == ["c", "b"]
    assert result.original_documents == ["a", "b", "c"]
    assert model.do_rerank_calls == [RerankingCallOptions(documents=TextDocuments(["a", "b", "c"]), query="q", top_n=2)]


async def test_objects_are_documents_too() -> None:
    model = MockRerankingModel(do_rerank=backwards)
    documents = [{"t": "a"}, {"t": "b"}]
    assert (await rerank(model, query="q", documents=documents)).reranked_documents == [{"t": "b"}, {"t": "a"}]
    assert model.do_rerank_calls[0].documents == ObjectDocuments(documents)


async def test_without_documents_no_model_is_asked() -> None:
    model = MockRerankingModel(do_rerank=backwards)
    documents: list[str] = []
    result = await rerank(model, query="q", documents=documents)
    assert (result.ranking, result.reranked_documents, model.do_rerank_calls) == ([], [], [])
    assert result.response.model_id == "mock-model-id"


async def test_headers_are_sent_as_they_are_and_options_go_along() -> None:
    model = MockRerankingModel(do_rerank=backwards)
    await rerank(model, query="q", documents=["a"], headers={"X-A": "1"}, provider_options={"acme": {"b": 1}})
    (call,) = model.do_rerank_calls
    assert (call.headers, call.provider_options) == ({"X-A": "1"}, {"acme": {"b": 1}})


async def test_the_result_has_what_the_provider_said(caplog: pytest.LogCaptureFixture) -> None:
    response = ResponseInfo(id="r", timestamp=datetime(2024, 1, 1, tzinfo=UTC), model_id="m", body={"x": 1})
    model = MockRerankingModel(
        do_rerank=RerankingResult([], [OtherWarning("careful")], provider_metadata={"p": {"a": 1}}, response=response)
    )
    result = await rerank(model, query="q", documents=["a"])
    assert result.response is response
    assert result.provider_metadata == {"p": {"a": 1}}
    assert result.warnings == [OtherWarning("careful")]
    assert "careful" in caplog.text


async def test_a_response_has_a_time_and_a_model_even_if_the_provider_says_none() -> None:
    model = MockRerankingModel(do_rerank=RerankingResult([], response=ResponseInfo(id="r")))
    response = (await rerank(model, query="q", documents=["a"])).response
    assert (response.id, response.model_id) == ("r", "mock-model-id")
    assert response.timestamp is not None
    assert abs((datetime.now(UTC) - response.timestamp).total_seconds()) < 5


async def test_a_rank_of_a_document_that_was_not_given_is_an_error() -> None:
    for index in (1, -1):
        model = MockRerankingModel(do_rerank=RerankingResult([RankedDocument(index, 1.0)]))
        with pytest.raises(InvalidResponseDataError, match=f"document {index}; there are 1"):
            await rerank(model, query="q", documents=["a"])


@pytest.mark.parametrize(
    ("documents", "problem"),
    [
        ("a text", "list of texts"),
        (["a", {"t": "b"}], r"documents\[1\] must be a text"),
        ([{"t": "b"}, "a"], r"documents\[1\] must be a JSON object"),
        ([1], r"documents\[0\] must be a JSON object"),
    ],
)
async def test_documents_are_all_texts_or_all_objects(documents: Any, problem: str) -> None:
    with pytest.raises(InvalidParameterError, match=problem):
        await rerank(MockRerankingModel(), query="q", documents=documents)


@pytest.mark.parametrize("arguments", [{"top_n": 0}, {"top_n": "1"}, {"max_retries": -1}, {"timeout": 0}])
async def test_settings_are_checked_before_the_request(arguments: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameterError, match=next(iter(arguments))):
        await rerank(MockRerankingModel(), query="q", documents=["a"], **arguments)


async def test_only_reranking_models_are_taken() -> None:
    with pytest.raises(InvalidParameterError, match="embedding model"):
        await rerank(MockEmbeddingModel(), query="q", documents=["a"])  # type: ignore[arg-type]


async def test_what_may_work_later_is_tried_again(retry_waits: list[float]) -> None:
    failure = APICallError("busy", url="u", request_body_values={}, status_code=503)
    model = MockRerankingModel(do_rerank=[failure, RerankingResult([])])
    await rerank(model, query="q", documents=["a"])
    assert retry_waits == [2.0]
    with pytest.raises(RetryError):
        await rerank(MockRerankingModel(do_rerank=[failure] * 2), query="q", documents=["a"], max_retries=1)


async def test_the_time_limit_ends_the_request() -> None:
    ended: Sequence[str] = []

    async def never(options: RerankingCallOptions) -> RerankingResult:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("ended")  # type: ignore[attr-defined]
        raise AssertionError

    with pytest.raises(TimeoutError, match=r"0\.01 s"):
        await rerank(MockRerankingModel(do_rerank=never), query="q", documents=["a"], timeout=0.01)
    assert ended == ["ended"]
