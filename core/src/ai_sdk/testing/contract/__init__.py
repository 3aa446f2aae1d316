"""The tests that every provider and every extension passes, to be inherited.

Importing this needs pytest: `ai-sdk-core[testing]`.

    from ai_sdk.testing.contract import LanguageModelContract, chat_completions_scripts

    class TestAcmeChat(LanguageModelContract):
        prefix = "acme"
        model_id = "acme-large"
        scripts = chat_completions_scripts()

        def make_provider(self, transport):
            return create_acme(api_key=self.api_key, transport=transport)

One class a model kind, and `ExtensionContract` for extensions. Nothing here needs a network or a key; with
`--ai-sdk-live` and a key one more test of each model's class asks the vendor. A test that can't be passed yet is
overridden with `pytest.mark.xfail(reason=...)`; every other way to turn it off is an error of the collection.
"""

from __future__ import annotations

from ai_sdk.testing.contract.base import ModelContract
from ai_sdk.testing.contract.chat_completions import chat_completions_scripts
from ai_sdk.testing.contract.extension import ExtensionContract
from ai_sdk.testing.contract.in_process import InProcessEmbeddingModelContract, InProcessLanguageModelContract
from ai_sdk.testing.contract.language import LanguageCapabilities, LanguageModelContract, LanguageScripts
from ai_sdk.testing.contract.media import (
    EmbeddingModelContract,
    ImageModelContract,
    RerankingModelContract,
    SpeechModelContract,
    TranscriptionModelContract,
)

__all__ = [
    "EmbeddingModelContract",
    "ExtensionContract",
    "ImageModelContract",
    "InProcessEmbeddingModelContract",
    "InProcessLanguageModelContract",
    "LanguageCapabilities",
    "LanguageModelContract",
    "LanguageScripts",
    "ModelContract",
    "RerankingModelContract",
    "SpeechModelContract",
    "TranscriptionModelContract",
    "chat_completions_scripts",
]
