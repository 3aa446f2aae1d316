"""Groq's models against the contract of all providers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ai_sdk.provider_utils import Transport
from ai_sdk.testing import ScriptedResponse
from ai_sdk.testing.contract import LanguageModelContract, TranscriptionModelContract, chat_completions_scripts
from ai_sdk_groq import GroqProvider, create_groq

PYPROJECT = Path(__file__).resolve().parents[3] / "plugins/ai-sdk-groq/pyproject.toml"


def last_chunk(usage: Any) -> dict[str, Any]:
    return {"choices": [], "x_groq": {"id": "req_1", "usage": usage}}


class TestGroqChat(LanguageModelContract):
    prefix = "groq"
    model_id = "llama-3.3-70b-versatile"
    live_env = "GROQ_API_KEY"
    pyproject = PYPROJECT
    scripts = chat_completions_scripts(last_chunk=last_chunk)
    unsupported = ("top_k",)

    def make_provider(self, transport: Transport) -> GroqProvider:
        return create_groq(api_key=self.api_key, transport=transport)


class TestGroqTranscription(TranscriptionModelContract):
    prefix = "groq"
    model_id = "whisper-large-v3-turbo"
    pyproject = PYPROJECT
    good_answer = ScriptedResponse(json={"text": "Hello", "x_groq": {"id": "req_1"}})

    def make_provider(self, transport: Transport) -> GroqProvider:
        return create_groq(api_key=self.api_key, transport=transport)
