"""Chat, completion and embedding models: that they are set up as Together AI needs them."""

from __future__ import annotations

from typing import Any

from ai_sdk.provider import (
    EmbeddingCallOptions,
    JSONFormat,
    LanguageCallOptions,
    UnsupportedWarning,
    UserMessage,
)
from ai_sdk.testing import ScriptedResponse
from ai_sdk_togetherai import TogetherAICompletionOptions, TogetherAIEmbeddingOptions, TogetherAIOptions


async def test_a_chat_call_goes_to_together_ai(serve: Any, hi: LanguageCallOptions, answer: dict[str, Any]) -> None:
    provider, server = await serve(ScriptedResponse(json=answer))
    model = provider("meta-llama/Llama-3.3-70B-Instruct-Turbo")
    result = await model.do_generate(hi)
    [request] = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer k"
    assert request.headers["user-agent"].startswith("ai-sdk/togetherai/0.1.0 ai-sdk/provider-utils/")
    assert model.provider == "togetherai.chat"
    assert model.supported_urls == {}
    assert result.provider_metadata == {"togetherai": {}}


async def test_a_stream_asks_for_usage(serve: Any, hi: LanguageCallOptions, streamed: Any) -> None:
    provider, server = await serve(streamed({"content": "a"}))
    parts = [part async for part in (await provider("m").do_stream(hi)).stream]
    assert parts[-1].usage.output_tokens.total == 2
    assert server.requests[0].json()["stream_options"] == {"include_usage": True}


async def test_a_schema_is_not_sent_and_other_options_are(scripted: Any, answer: dict[str, Any]) -> None:
    provider, transport = scripted(ScriptedResponse(json=answer))
    options = TogetherAIOptions(reasoning_effort="low", extra={"top_k": 40})
    result = await provider("m").do_generate(
        LanguageCallOptions(
            prompt=[UserMessage("hi")],
            response_format=JSONFormat({"type": "object"}),
            provider_options={options.provider: options.to_json()},
        )
    )
    sent = transport.requests[0].json()
    assert (sent["top_k"], sent["reasoning_effort"]) == (40, "low")
    assert sent["response_format"] == {"type": "json_object"}
    assert [type(warning) for warning in result.warnings] == [UnsupportedWarning]


async def test_a_completion_has_its_own_path_and_options(scripted: Any) -> None:
    answer = {"choices": [{"text": "there was", "finish_reason": "stop"}]}
    provider, transport = scripted(ScriptedResponse(json=answer))
    options = TogetherAICompletionOptions(echo=True)
    model = provider.completion_model("m")
    await model.do_generate(
        LanguageCallOptions(prompt=[UserMessage("once")], provider_options={options.provider: options.to_json()})
    )
    assert model.provider == "togetherai.completion"
    assert transport.requests[0].path == "/v1/completions"
    assert transport.requests[0].json()["echo"] is True


async def test_an_embedding_has_its_own_path_and_options(scripted: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json={"data": [{"embedding": [0.5]}]}))
    options = TogetherAIEmbeddingOptions(dimensions=1)
    model = provider.embedding_model("m")
    result = await model.do_embed(
        EmbeddingCallOptions(values=["a"], provider_options={options.provider: options.to_json()})
    )
    assert (model.provider, model.max_embeddings_per_call) == ("togetherai.embedding", 2048)
    assert model.supports_parallel_calls
    assert result.embeddings == [[0.5]]
    assert transport.requests[0].path == "/v1/embeddings"
    assert transport.requests[0].json()["dimensions"] == 1
