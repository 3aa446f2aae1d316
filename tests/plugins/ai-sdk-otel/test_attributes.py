from __future__ import annotations

import math

import pytest

pytest.importorskip("opentelemetry")

from ai_sdk_otel.attributes import clean, flat, provider_name, shown_headers


@pytest.mark.parametrize(
    ("provider", "name"),
    [
        ("google.vertex.chat", "gcp.vertex_ai"),
        ("google.generative-ai", "gcp.gemini"),
        ("amazon-bedrock", "aws.bedrock"),
        ("azure-openai.chat", "azure.ai.openai"),
        ("azure", "azure.ai.inference"),
        ("mistral.chat", "mistral_ai"),
        ("xai.responses", "x_ai"),
        ("groq.transcription", "groq"),
        ("openai.chat", "openai"),
        ("openai-compatible.chat", "openai-compatible.chat"),
        ("togetherai.chat", "togetherai.chat"),
        ("groqish", "groqish"),
    ],
)
def test_providers_have_the_names_of_the_conventions(provider: str, name: str) -> None:
    assert provider_name(provider) == name


def test_what_no_span_can_hold_is_left_out() -> None:
    assert clean({"a": 1, "b": None, "c": math.inf, "d": [1, "x"], "e": ["x"], "f": {}, "g": [[1]]}) == {
        "a": 1,
        "e": ["x"],
    }


def test_nested_values_get_a_path() -> None:
    assert flat("x", {"a": {"b": 1}, "c": 2}) == {"x.a.b": 1, "x.c": 2}


def test_headers_that_tell_of_a_secret_are_left_out() -> None:
    headers = {"X-Team": "search", "Authorization": "Bearer s", "x-api-key": "s", "Cookie": "s"}
    assert shown_headers(headers) == {"ai.request.headers.x-team": "search"}
