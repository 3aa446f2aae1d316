"""The gateway's models against the contract of all providers. Its wire is the contract's own JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
from ai_sdk.provider_utils import Transport
from ai_sdk.testing import ScriptedResponse
from ai_sdk.testing.contract import (
    EmbeddingModelContract,
    ImageModelContract,
    LanguageModelContract,
    LanguageScripts,
    ModelContract,
    RerankingModelContract,
    SpeechModelContract,
    TranscriptionModelContract,
)
from ai_sdk_gateway import GatewayProvider, create_gateway

USAGE = {"inputTokens": {"total": 12}, "outputTokens": {"total": 7}}


def answer(reason: str, *content: Mapping[str, Any]) -> ScriptedResponse:
    end = {"finishReason": {"unified": reason, "raw": reason}, "usage": USAGE, "warnings": []}
    return ScriptedResponse(json={"content": content, **end})


def stream(reason: str, *parts: Mapping[str, Any]) -> ScriptedResponse:
    start = {"type": "stream-start", "warnings": []}
    finish = {"type": "finish", "finishReason": {"unified": reason, "raw": reason}, "usage": USAGE}
    return ScriptedResponse(events=[*(json.dumps(part) for part in (start, *parts, finish)), "[DONE]"])


def text(*pieces: str) -> list[Mapping[str, Any]]:
    deltas = [{"type": "text-delta", "id": "0", "delta": piece} for piece in pieces]
    return [{"type": "text-start", "id": "0"}, *deltas, {"type": "text-end", "id": "0"}]


def call(call_id: str, city: str) -> Mapping[str, Any]:
    wanted = json.dumps({"city": city})
    return {"type": "tool-call", "toolCallId": call_id, "toolName": "weather", "input": wanted}


def written(call_id: str, city: str, size: int) -> list[Mapping[str, Any]]:
    whole = call(call_id, city)
    pieces = [whole["input"][at : at + size] for at in range(0, len(whole["input"]), size)]
    return [
        {"type": "tool-input-start", "id": call_id, "toolName": "weather"},
        *({"type": "tool-input-delta", "id": call_id, "delta": piece} for piece in pieces),
        {"type": "tool-input-end", "id": call_id},
        whole,
    ]


class Gateway(ModelContract):
    prefix = "gateway"
    live_env = "AI_GATEWAY_API_KEY"
    pyproject = Path(__file__).resolve().parents[3] / "plugins/ai-sdk-gateway/pyproject.toml"
    error: ClassVar[Any] = {"error": {"message": "That did not work", "type": "internal_server_error"}}

    def make_provider(self, transport: Transport) -> GatewayProvider:
        return create_gateway(api_key=self.api_key, transport=transport)


class TestGatewayLanguage(Gateway, LanguageModelContract):
    model_id = "acme/large"
    scripts = LanguageScripts(
        text=answer("stop", {"type": "text", "text": "Hello, world!"}),
        text_stream=stream("stop", *text("Hello", ", world!")),
        cut_text=answer("length", {"type": "text", "text": "Hello"}),
        cut_text_stream=stream("length", *text("Hello")),
        json_text=answer("stop", {"type": "text", "text": '{"city": "Paris"}'}),
        tool_call=answer("tool-calls", call("1", "Paris")),
        tool_call_stream=stream("tool-calls", *written("1", "Paris", 5)),
        whole_tool_call_stream=stream("tool-calls", *written("1", "Paris", 100)),
        tool_calls_stream=stream("tool-calls", *written("1", "Paris", 5), *written("2", "Rome", 100)),
    )


class TestGatewayEmbeddings(Gateway, EmbeddingModelContract):
    model_id = "acme/embed"
    good_answer = ScriptedResponse(json={"embeddings": [[1, 2], [3, 4]], "usage": {"tokens": 8}})

    @pytest.mark.xfail(reason="how many values a call takes is up to the model behind the gateway")
    def test_more_values_than_one_call_takes_are_refused_without_a_request(self) -> None:
        super().test_more_values_than_one_call_takes_are_refused_without_a_request()


class TestGatewayImages(Gateway, ImageModelContract):
    model_id = "acme/image"
    good_answer = ScriptedResponse(json={"images": ["aW1n"]})


class TestGatewaySpeech(Gateway, SpeechModelContract):
    model_id = "acme/speech"
    good_answer = ScriptedResponse(json={"audio": "YXVkaW8="})


class TestGatewayTranscription(Gateway, TranscriptionModelContract):
    model_id = "acme/ear"
    good_answer = ScriptedResponse(
        json={"text": "Hello", "segments": [{"text": "Hello", "startSecond": 0, "endSecond": 1.5}]}
    )


class TestGatewayReranking(Gateway, RerankingModelContract):
    model_id = "acme/rank"
    good_answer = ScriptedResponse(
        json={"ranking": [{"index": 1, "relevanceScore": 0.9}, {"index": 0, "relevanceScore": 0.1}]}
    )
