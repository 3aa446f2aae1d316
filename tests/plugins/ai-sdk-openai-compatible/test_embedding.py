"""Embedding models."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    DeprecatedWarning,
    EmbeddingCallOptions,
    EmbeddingUsage,
    InvalidArgumentError,
    TooManyEmbeddingValuesForCallError,
)
from ai_sdk.testing import ScriptedResponse
from ai_sdk_openai_compatible import OpenAICompatibleEmbeddingOptions

ANSWER = {
    "data": [{"embedding": [1, 2.5], "index": 1}, {"embedding": [3, 4], "index": 0}],
    "usage": {"prompt_tokens": 8, "total_tokens": 8},
}


async def test_vectors_come_in_the_order_of_the_answer(scripted: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=ANSWER, headers={"x": "y"}))
    model = provider.embedding_model("m")
    result = await model.do_embed(EmbeddingCallOptions(values=("a", "b"), headers={"x-b": "2"}))
    assert (model.provider, model.max_embeddings_per_call, model.supports_parallel_calls) == (
        "acme.embedding",
        2048,
        True,
    )
    assert transport.requests[0].path == "/v1/embeddings"
    assert transport.requests[0].json() == {"model": "m", "input": ["a", "b"], "encoding_format": "float"}
    assert transport.requests[0].headers["x-b"] == "2"
    assert result.embeddings == [[1, 2.5], [3, 4]]
    assert result.usage == EmbeddingUsage(8)
    assert result.provider_metadata is None
    assert result.response is not None
    assert result.response.body == ANSWER


async def test_usage_and_metadata_may_be_missing_or_there(scripted: Any) -> None:
    data: dict[str, Any] = {"data": []}
    provider, _ = scripted(ScriptedResponse(json={**data, "usage": None, "providerMetadata": {"acme": {"x": 1}}}))
    result = await provider.embedding_model("m").do_embed(EmbeddingCallOptions(values=[]))
    assert result.embeddings == []
    assert result.usage is None
    assert result.provider_metadata == {"acme": {"x": 1}}


async def test_options_are_read_from_every_key_but_the_camel_case_of_the_name(scripted: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=ANSWER), name="acme-co")
    options: Any = {
        "openai-compatible": {"dimensions": 64, "user": "1"},
        "openaiCompatible": {"user": "2", "other": 1},
        "acme-co": {"dimensions": 32},
        "acmeCo": {"dimensions": 16},
    }
    result = await provider.embedding_model("m").do_embed(EmbeddingCallOptions(values=["a"], provider_options=options))
    sent = transport.requests[0].json()
    assert (sent["dimensions"], sent["user"]) == (32, "2")
    assert "other" not in sent
    assert [warning.setting for warning in result.warnings if isinstance(warning, DeprecatedWarning)] == [
        "providerOptions key 'openai-compatible'",
        "providerOptions key 'acme-co'",
    ]


def test_the_options_object_reaches_every_provider() -> None:
    options = OpenAICompatibleEmbeddingOptions(dimensions=8)
    assert (options.provider, options.to_json()) == ("openaiCompatible", {"dimensions": 8})


async def test_bad_options_and_too_many_values_are_refused_before_anything_is_sent(scripted: Any) -> None:
    provider, transport = scripted()
    model = provider.embedding_model("m")
    many = ["x"] * 2049
    with pytest.raises(TooManyEmbeddingValuesForCallError, match="up to 2048 values per call, but 2049"):
        await model.do_embed(EmbeddingCallOptions(values=many))
    with pytest.raises(InvalidArgumentError):
        await model.do_embed(EmbeddingCallOptions(values=many, provider_options={"acme": {"dimensions": "8"}}))
    assert transport.requests == []


@pytest.mark.parametrize(
    "body",
    [
        "<html>",
        "{}",
        '{"data": [{"embedding": "AAAA"}]}',
        '{"data": [{"embedding": [null]}]}',
        '{"data": [], "usage": {}}',
    ],
)
async def test_an_answer_of_another_shape_is_a_typed_error(scripted: Any, body: str) -> None:
    provider, transport = scripted(ScriptedResponse(body=body))
    with pytest.raises(APICallError, match="Invalid JSON response"):
        await provider.embedding_model("m").do_embed(EmbeddingCallOptions(values=["a"]))
    assert transport.open_responses == 0
