"""The reranking model: what is sent, and what comes back."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    InvalidArgumentError,
    ObjectDocuments,
    RankedDocument,
    RerankingCallOptions,
    RerankingModel,
    TextDocuments,
)
from ai_sdk.testing import ScriptedResponse
from ai_sdk_togetherai import TogetherAIRerankingOptions
from ai_sdk_togetherai.reranking import reranking_request

USAGE = {"prompt_tokens": 3, "completion_tokens": 0, "total_tokens": 3}
ANSWER = {
    "id": "r",
    "model": "m",
    "results": [{"index": 1, "relevance_score": 0.5, "document": {}}, {"index": 0, "relevance_score": 0.9}],
    "usage": USAGE,
}
CALL = RerankingCallOptions(documents=TextDocuments(["a", "b"]), query="q", top_n=2)


async def test_a_ranking_keeps_the_servers_order(serve: Any) -> None:
    provider, server = await serve(ScriptedResponse(json=ANSWER))
    model = provider.reranking_model("Salesforce/Llama-Rank-v1")
    result = await model.do_rerank(CALL)
    assert isinstance(model, RerankingModel)
    assert model.provider == "togetherai.reranking"
    assert server.requests[0].path == "/v1/rerank"
    assert server.requests[0].headers["authorization"] == "Bearer k"
    assert list(server.requests[0].json().items()) == [
        ("model", "Salesforce/Llama-Rank-v1"),
        ("documents", ["a", "b"]),
        ("query", "q"),
        ("top_n", 2),
        ("return_documents", False),
    ]
    assert result.ranking == [RankedDocument(1, 0.5), RankedDocument(0, 0.9)]
    assert result.warnings is None
    assert result.response is not None
    assert (result.response.id, result.response.model_id, result.response.body) == ("r", "m", ANSWER)


def test_objects_are_sent_as_they_are_with_the_fields_that_count() -> None:
    options = TogetherAIRerankingOptions(rank_fields=("title", "text"))
    documents = ObjectDocuments([{"title": "a", "text": None}])
    call = RerankingCallOptions(
        documents=documents, query="q", provider_options={options.provider: {**options.to_json(), "x": 1}}
    )
    assert reranking_request(call, model_id="m") == {
        "model": "m",
        "documents": [{"title": "a", "text": None}],
        "query": "q",
        "rank_fields": ["title", "text"],
        "return_documents": False,
    }


@pytest.mark.parametrize("options", [{"rankFields": None}, {"rank_fields": "title"}, {"rank_fields": [1]}])
def test_an_option_of_a_wrong_type_is_refused(options: Any) -> None:
    call = RerankingCallOptions(documents=TextDocuments(["a"]), query="q", provider_options={"togetherai": options})
    with pytest.raises(InvalidArgumentError, match="invalid togetherai provider options"):
        reranking_request(call, model_id="m")


@pytest.mark.parametrize("change", [{"usage": None}, {"results": [{"index": 0}]}])
async def test_an_answer_of_another_shape_is_a_typed_error(scripted: Any, change: dict[str, Any]) -> None:
    provider, _ = scripted(ScriptedResponse(json={**ANSWER, **change}))
    with pytest.raises(APICallError, match="Invalid JSON response"):
        await provider.reranking_model("m").do_rerank(CALL)


async def test_rerank_gives_the_documents_in_their_order(scripted: Any) -> None:
    from ai_sdk import rerank

    provider, transport = scripted(ScriptedResponse(json=ANSWER))
    result = await rerank(provider.reranking_model("m"), query="q", documents=["a", "b"], top_n=2)
    assert result.reranked_documents == ["b", "a"]
    assert transport.requests[0].json()["top_n"] == 2
