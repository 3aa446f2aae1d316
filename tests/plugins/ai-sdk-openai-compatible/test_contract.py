"""The models of OpenAI-compatible servers against the contract of all providers."""

from __future__ import annotations

from pathlib import Path

from ai_sdk.provider_utils import Transport
from ai_sdk.testing import ScriptedResponse
from ai_sdk.testing.contract import (
    EmbeddingModelContract,
    ImageModelContract,
    LanguageCapabilities,
    LanguageModelContract,
    ModelContract,
    chat_completions_scripts,
)
from ai_sdk_openai_compatible import OpenAICompatibleProvider, create_openai_compatible


class OpenAICompatible(ModelContract):
    prefix = "openai-compatible"
    live_env = "OPENAI_COMPATIBLE_API_KEY"
    pyproject = Path(__file__).resolve().parents[3] / "plugins/ai-sdk-openai-compatible/pyproject.toml"

    def make_provider(self, transport: Transport) -> OpenAICompatibleProvider:
        return create_openai_compatible(
            name="openai-compatible",
            base_url="https://api.acme.example/v1",
            api_key=self.api_key,
            include_usage=True,
            transport=transport,
        )


class TestChat(OpenAICompatible, LanguageModelContract):
    model_id = "acme-large"
    scripts = chat_completions_scripts()
    capabilities = LanguageCapabilities(structured_output="json")
    unsupported = ("top_k",)


class TestChatWithSchemas(OpenAICompatible, LanguageModelContract):
    model_id = "acme-large"
    scripts = chat_completions_scripts()
    unsupported = ("top_k",)

    def make_provider(self, transport: Transport) -> OpenAICompatibleProvider:
        return create_openai_compatible(
            name="openai-compatible",
            base_url="https://api.acme.example/v1",
            api_key=self.api_key,
            supports_structured_outputs=True,
            transport=transport,
        )


class TestOllama(OpenAICompatible, LanguageModelContract):
    prefix = "ollama"
    model_id = "llama3.2:3b"
    scripts = chat_completions_scripts()
    capabilities = LanguageCapabilities(structured_output="json")
    unsupported = ("top_k",)


class TestEmbeddings(OpenAICompatible, EmbeddingModelContract):
    model_id = "acme-embed"
    good_answer = ScriptedResponse(
        json={"data": [{"embedding": [1, 2]}, {"embedding": [3, 4]}], "usage": {"prompt_tokens": 8}}
    )


class TestImages(OpenAICompatible, ImageModelContract):
    model_id = "acme-image"
    good_answer = ScriptedResponse(json={"data": [{"b64_json": "aW1n"}]})
    unsupported = ("aspect_ratio", "seed")
