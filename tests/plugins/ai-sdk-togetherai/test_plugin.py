"""The plugin: hooks, keys, settings and what importing it loads."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from ai_sdk.plugins import ProviderContext
from ai_sdk.provider import (
    EmbeddingModel,
    ImageModel,
    InvalidArgumentError,
    LanguageCallOptions,
    LanguageModel,
    LoadAPIKeyError,
    NoSuchModelError,
    Provider,
    RerankingModel,
)
from ai_sdk.provider_utils import Secret
from ai_sdk.provider_utils.options_objects import as_provider_options
from ai_sdk.testing import ScriptedResponse, ScriptedTransport
from ai_sdk_togetherai import TogetherAIOptions, create_provider, create_togetherai, describe_provider


def test_the_plugin_describes_itself() -> None:
    description = describe_provider(ProviderContext(prefix="togetherai"))
    assert (description.prefix, description.name, description.contract) == ("togetherai", "Together AI", 1)
    assert set(description.model_kinds) == {"language", "embedding", "image", "reranking"}
    assert description.env == (("TOGETHER_API_KEY", "TOGETHER_AI_API_KEY"),)


async def test_the_hook_makes_a_provider_of_settings(answer: Any, hi: LanguageCallOptions) -> None:
    transport = ScriptedTransport(ScriptedResponse(json=answer))
    provider = create_provider(ProviderContext(prefix="togetherai", settings={"transport": transport, "api_key": "k"}))
    await provider.language_model("m").do_generate(hi)
    assert transport.requests[0].path == "/v1/chat/completions"
    await provider.aclose()
    assert not transport.is_closed


async def test_a_missing_key_says_what_to_set_and_where_to_get_one(scripted: Any, hi: LanguageCallOptions) -> None:
    provider, transport = scripted(api_key=None)
    with pytest.raises(LoadAPIKeyError) as caught:
        await provider("m").do_generate(hi)
    assert caught.value.message == (
        "TogetherAI API key is missing. Pass it using the 'api_key' parameter or the TOGETHER_API_KEY environment "
        "variable."
    )
    assert caught.value.__notes__ == ["Get a key at https://api.together.ai/settings/api-keys"]
    assert transport.requests == []


async def test_the_key_is_read_at_each_request(
    scripted: Any, answer: Any, hi: LanguageCallOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider, transport = scripted(ScriptedResponse(json=answer), api_key=None)
    for key in ("one", "two"):
        monkeypatch.setenv("TOGETHER_API_KEY", key)
        await provider("m").do_generate(hi)
    assert [request.headers["authorization"] for request in transport.requests] == ["Bearer one", "Bearer two"]


@pytest.mark.parametrize("api_key", ["mine", Secret("mine"), lambda: "mine"])
async def test_a_given_key_wins(
    scripted: Any, answer: Any, hi: LanguageCallOptions, monkeypatch: pytest.MonkeyPatch, api_key: Any
) -> None:
    monkeypatch.setenv("TOGETHER_API_KEY", "other")
    provider, transport = scripted(ScriptedResponse(json=answer), api_key=api_key, headers={"X-A": "1"})
    await provider("m").do_generate(hi)
    assert transport.requests[0].headers["authorization"] == "Bearer mine"
    assert transport.requests[0].headers["x-a"] == "1"
    assert "mine" not in repr([provider, vars(provider), vars(provider("m"))])


def test_a_base_url_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(InvalidArgumentError, match="base_url"):
        create_togetherai(base_url="localhost:8080")


async def test_the_old_name_of_the_variable_counts_with_a_warning(
    scripted: Any, answer: Any, hi: LanguageCallOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider, transport = scripted(ScriptedResponse(json=answer), api_key=None)
    monkeypatch.setenv("TOGETHER_AI_API_KEY", "old")
    with pytest.warns(FutureWarning, match="TOGETHER_AI_API_KEY is deprecated .* use TOGETHER_API_KEY instead"):
        await provider("m").do_generate(hi)
    monkeypatch.setenv("TOGETHER_API_KEY", "")
    await provider("m").do_generate(hi)
    assert [request.headers["authorization"] for request in transport.requests] == ["Bearer old", "Bearer"]


def test_the_provider_has_five_kinds_of_models(scripted: Any) -> None:
    provider, _ = scripted()
    assert isinstance(provider, Provider)
    assert isinstance(provider("m"), LanguageModel)
    assert isinstance(provider.completion_model("m"), LanguageModel)
    assert isinstance(provider.embedding_model("m"), EmbeddingModel)
    assert isinstance(provider.image_model("m"), ImageModel)
    assert isinstance(provider.reranking_model("m"), RerankingModel)
    for kind in ("transcription", "speech", "video"):
        with pytest.raises(NoSuchModelError):
            getattr(provider, f"{kind}_model")("m")


async def test_generate_text_takes_the_options(scripted: Any, answer: Any) -> None:
    from ai_sdk import generate_text

    provider, transport = scripted(ScriptedResponse(json=answer))
    result = await generate_text(provider("m"), "hi", provider_options=[TogetherAIOptions(extra={"top_k": 4})])
    assert result.text == "Hello"
    assert transport.requests[0].json()["top_k"] == 4


def test_options_objects_stand_under_the_providers_name() -> None:
    options = as_provider_options([TogetherAIOptions(user="u"), TogetherAIOptions(extra={"top_k": 4})])
    assert options == {"togetherai": {"user": "u", "top_k": 4}}
    assert TogetherAIOptions().to_json() == {}


def test_the_provider_of_the_module_is_shared() -> None:
    import ai_sdk_togetherai

    assert ai_sdk_togetherai.togetherai is ai_sdk_togetherai.togetherai
    assert ai_sdk_togetherai.togetherai("m").model_id == "m"


def test_importing_the_plugin_loads_nothing_heavy() -> None:
    program = (
        "import sys, ai_sdk_togetherai as plugin\n"
        "from ai_sdk.plugins import ProviderContext\n"
        "plugin.describe_provider(ProviderContext(prefix='togetherai'))\n"
        "heavy = {'aiohttp', 'pydantic', 'ai_sdk_togetherai.provider', 'ai_sdk_openai_compatible'} & set(sys.modules)\n"
        "plugin.togetherai('m')\n"
        "heavy |= {'aiohttp', 'pydantic'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or None)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_every_public_name_is_there() -> None:
    import ai_sdk_togetherai as plugin

    assert set(plugin.__all__) <= set(dir(plugin))
    assert all(getattr(plugin, name) is not None for name in plugin.__all__)
    with pytest.raises(AttributeError, match="'nothing'"):
        _ = plugin.nothing


def test_model_strings_lead_to_together_ai() -> None:
    from ai_sdk.plugins import isolated_registry
    from importlib_metadata import entry_points

    if not [point for point in entry_points(group="ai_sdk.providers") if point.name == "togetherai"]:
        pytest.skip("the plugin is on the path but not installed")
    with isolated_registry(discover=True) as registry:
        assert registry.language_model("togetherai:a/b").provider == "togetherai.chat"
        assert registry.reranking_model("togetherai:Salesforce/Llama-Rank-v1").model_id == "Salesforce/Llama-Rank-v1"
