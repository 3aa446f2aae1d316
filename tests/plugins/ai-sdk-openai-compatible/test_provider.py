"""The factory: settings, URLs, keys, lifetimes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    EmbeddingModel,
    ImageModel,
    InvalidArgumentError,
    LanguageCallOptions,
    LanguageModel,
    NoSuchModelError,
    Provider,
    UserMessage,
)
from ai_sdk.provider_utils import Secret
from ai_sdk.provider_utils.options_objects import as_provider_options
from ai_sdk.testing import ScriptedResponse, ScriptedTransport
from ai_sdk_openai_compatible import (
    OpenAICompatibleCompletionOptions,
    OpenAICompatibleOptions,
    create_openai_compatible,
)


async def sent_to(scripted: Any, hi: LanguageCallOptions, answer: Any, **settings: Any) -> Any:
    provider, transport = scripted(ScriptedResponse(json=answer), **settings)
    await provider("m").do_generate(hi)
    return transport.requests[0]


@pytest.mark.parametrize(
    ("base_url", "params", "path", "query"),
    [
        ("https://h/v1", None, "/v1/chat/completions", ""),
        ("https://h/v1/", None, "/v1/chat/completions", ""),
        ("https://h/v1//", {"a b": "c d", "z": "é&~*"}, "/v1//chat/completions", "a+b=c+d&z=%C3%A9%26%7E*"),
        ("https://h", None, "/chat/completions", ""),
        ("https://h/ä b", None, "/%C3%A4%20b/chat/completions", ""),
        ("https://h/v1", {}, "/v1/chat/completions", ""),
    ],
)
async def test_urls_are_base_path_and_query(
    scripted: Any, hi: LanguageCallOptions, answer: Any, base_url: str, params: Any, path: str, query: str
) -> None:
    request = await sent_to(scripted, hi, answer, base_url=base_url, query_params=params)
    assert (request.path, request.query) == (path, query)


@pytest.mark.parametrize("base_url", ["", "localhost:8080/v1", "ftp://h/v1", "/v1", "https://user:pw@h/v1"])
def test_a_base_url_that_is_none_is_refused_at_once(base_url: str) -> None:
    with pytest.raises(InvalidArgumentError, match="base_url") as caught:
        create_openai_compatible(name="acme", base_url=base_url)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "authorization"),
    [
        ({}, None),
        ({"api_key": "k"}, "Bearer k"),
        ({"api_key": Secret("k")}, "Bearer k"),
        ({"api_key": lambda: "k"}, "Bearer k"),
        ({"api_key": lambda: Secret("k")}, "Bearer k"),
        ({"api_key": lambda: None}, None),
        ({"api_key": ""}, None),
        ({"api_key": "k", "headers": {"authorization": "Basic x"}}, "Basic x"),
        ({"api_key": "k", "headers": {"Authorization": None}}, None),
    ],
)
async def test_a_key_is_a_bearer_token_unless_a_header_says_otherwise(
    scripted: Any, hi: LanguageCallOptions, answer: Any, settings: Any, authorization: str | None
) -> None:
    request = await sent_to(scripted, hi, answer, **settings)
    assert request.headers.get("authorization") == authorization


async def test_a_key_that_changes_is_asked_for_before_each_request(
    scripted: Any, hi: LanguageCallOptions, answer: Any
) -> None:
    keys = iter(["1", "2"])
    provider, transport = scripted(ScriptedResponse(json=answer), api_key=lambda: next(keys))
    model = provider("m")
    for _ in range(2):
        await model.do_generate(hi)
    assert [request.headers["authorization"] for request in transport.requests] == ["Bearer 1", "Bearer 2"]


async def test_no_environment_variable_is_read(
    scripted: Any, hi: LanguageCallOptions, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_COMPATIBLE_API_KEY", "OPENAI_API_KEY", "ACME_API_KEY"):
        monkeypatch.setenv(name, "from the environment")
    assert "authorization" not in (await sent_to(scripted, hi, answer)).headers


def test_secrets_show_in_no_repr() -> None:
    provider = create_openai_compatible(
        name="acme",
        base_url="https://h/v1",
        api_key="s3cret",
        headers={"x-key": "s3cret"},
        query_params={"key": "s3cret"},
    )
    shown = [provider, provider._endpoint, provider("m"), provider.embedding_model("m"), provider.image_model("m")]
    assert "s3cret" not in repr([*shown, vars(provider("m")), vars(provider)])


async def test_an_answer_that_is_too_large_is_a_typed_error(
    scripted: Any, hi: LanguageCallOptions, answer: Any
) -> None:
    provider, transport = scripted(ScriptedResponse(json=answer), max_response_bytes=100)
    with pytest.raises(APICallError) as caught:
        await provider("m").do_generate(hi)
    assert "exceeded maximum size of 100 bytes" in str(caught.value.cause)
    assert transport.open_responses == 0


async def test_a_vendor_gives_its_own_user_agent(scripted: Any, hi: LanguageCallOptions, answer: Any) -> None:
    request = await sent_to(scripted, hi, answer, user_agent="ai-sdk/acme/1.0")
    assert re.match(r"ai-sdk/acme/1\.0 ai-sdk/provider-utils/\S+ runtime/", request.headers["user-agent"])


def test_models_are_those_of_the_contract() -> None:
    provider = create_openai_compatible(name="acme", base_url="https://h/v1", supports_structured_outputs=True)
    assert isinstance(provider, Provider)
    chat = provider("a/b:c")
    assert isinstance(chat, LanguageModel)
    assert (chat.specification_version, chat.provider, chat.model_id) == ("v4", "acme.chat", "a/b:c")
    assert provider.chat_model("m").provider == "acme.chat"
    assert chat.supports_structured_outputs
    completion = provider.completion_model("m")
    assert isinstance(completion, LanguageModel)
    assert completion.supported_urls == {}
    assert isinstance(provider.embedding_model("m"), EmbeddingModel)
    assert isinstance(provider.image_model("m"), ImageModel)
    with pytest.raises(NoSuchModelError):
        provider.transcription_model("m")


@pytest.mark.parametrize(
    "urls",
    [
        {"image/*": [r"^https://"]},
        {"image/*": [re.compile(r"^https://")]},
        lambda: {"image/*": [re.compile("^https://")]},
    ],
)
def test_urls_that_the_server_fetches_itself(urls: Any) -> None:
    provider = create_openai_compatible(name="acme", base_url="https://h/v1", supported_urls=urls)
    assert provider("m").supported_urls == {"image/*": [re.compile(r"^https://")]}


async def test_closing_the_provider_leaves_a_transport_of_the_callers_open(scripted: Any) -> None:
    provider, transport = scripted()
    async with provider:
        pass
    assert not transport.is_closed


async def test_closing_the_provider_closes_its_own_connections(
    serve: Any, hi: LanguageCallOptions, answer: Any
) -> None:
    provider, server = await serve(ScriptedResponse(json=answer))
    for _ in range(2):
        async with provider:
            await provider("m").do_generate(hi)
    assert server.connections == 2


def test_options_objects_say_what_a_mapping_would() -> None:
    options = OpenAICompatibleOptions(
        provider="ollama",
        user="u",
        reasoning_effort="low",
        text_verbosity="high",
        strict_json_schema=False,
        extra={"top_k": 40, "null": None},
    )
    assert options.provider == "ollama"
    assert options.to_json() == {
        "user": "u",
        "reasoningEffort": "low",
        "textVerbosity": "high",
        "strictJsonSchema": False,
        "top_k": 40,
        "null": None,
    }
    assert OpenAICompatibleOptions().to_json() == {}
    completion = OpenAICompatibleCompletionOptions(provider="vllm", echo=False, logit_bias={"1": 2}, suffix="s")
    assert completion.to_json() == {"echo": False, "logit_bias": {"1": 2}, "suffix": "s"}


async def test_options_objects_reach_the_wire(scripted: Any, answer: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=answer))
    own = OpenAICompatibleOptions(provider="acme", reasoning_effort="low", extra={"top_k": 4})
    options = as_provider_options([OpenAICompatibleOptions(user="u"), own])
    await provider("m").do_generate(LanguageCallOptions(prompt=[UserMessage("hi")], provider_options=options))
    sent = transport.requests[0].json()
    assert (sent["user"], sent["reasoning_effort"], sent["top_k"]) == ("u", "low", 4)


def test_a_transport_can_be_anything_that_sends() -> None:
    assert create_openai_compatible(name="a", base_url="https://h", transport=ScriptedTransport())
