"""Together AI's models against the contract of all providers."""

from __future__ import annotations

from pathlib import Path

import pytest
from ai_sdk.provider_utils import Transport
from ai_sdk.testing import ScriptedResponse
from ai_sdk.testing.contract import (
    EmbeddingModelContract,
    ImageModelContract,
    LanguageCapabilities,
    LanguageModelContract,
    ModelContract,
    RerankingModelContract,
    chat_completions_scripts,
)
from ai_sdk_togetherai import TogetherAIProvider, create_togetherai


class TogetherAI(ModelContract):
    prefix = "togetherai"
    live_env = "TOGETHER_API_KEY"
    pyproject = Path(__file__).resolve().parents[3] / "plugins/ai-sdk-togetherai/pyproject.toml"

    def make_provider(self, transport: Transport) -> TogetherAIProvider:
        return create_togetherai(api_key=self.api_key, transport=transport)


class TestTogetherAIChat(TogetherAI, LanguageModelContract):
    model_id = "meta-llama/Llama-3.3-70B-Instruct-Turbo"
    scripts = chat_completions_scripts()
    capabilities = LanguageCapabilities(structured_output="json")
    unsupported = ("top_k",)


class TestTogetherAIEmbeddings(TogetherAI, EmbeddingModelContract):
    model_id = "BAAI/bge-base-en-v1.5"
    good_answer = ScriptedResponse(
        json={"data": [{"embedding": [1, 2]}, {"embedding": [3, 4]}], "usage": {"prompt_tokens": 8}}
    )


class TestTogetherAIImages(TogetherAI, ImageModelContract):
    model_id = "black-forest-labs/FLUX.1-schnell"
    good_answer = ScriptedResponse(json={"data": [{"b64_json": "aW1n"}]})
    unsupported = ("aspect_ratio",)

    # The interface of this provider is fixed elsewhere: it warns of `aspectRatio` whenever `size` is given.
    @pytest.mark.xfail(reason="the warning of aspect_ratio hangs on size")
    def test_each_unsupported_setting_is_a_warning(self) -> None:
        super().test_each_unsupported_setting_is_a_warning()

    @pytest.mark.xfail(reason="size, which is sent, brings the warning of aspect_ratio")
    def test_each_supported_setting_is_sent_without_a_warning(self) -> None:
        super().test_each_supported_setting_is_sent_without_a_warning()


class TestTogetherAIReranking(TogetherAI, RerankingModelContract):
    model_id = "Salesforce/Llama-Rank-v1"
    good_answer = ScriptedResponse(
        json={
            "id": "r",
            "model": "m",
            "results": [{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.1}],
            "usage": {"prompt_tokens": 3, "completion_tokens": 0, "total_tokens": 3},
        }
    )
