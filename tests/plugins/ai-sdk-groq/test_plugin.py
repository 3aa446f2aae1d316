"""The plugin: hooks, keys, settings, the tool factory, and what importing it loads."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from ai_sdk.plugins import ProviderContext
from ai_sdk.provider import (
    InvalidArgumentError,
    LanguageCallOptions,
    LanguageModel,
    LoadAPIKeyError,
    NoSuchModelError,
    Provider,
    TranscriptionModel,
)
from ai_sdk.provider_utils import Secret, is_url_supported
from ai_sdk.provider_utils.options_objects import as_provider_options
from ai_sdk.testing import ScriptedResponse, ScriptedTransport
from ai_sdk_groq import GroqOptions, create_groq, create_provider, describe_provider


def test_the_plugin_describes_itself() -> None:
    description = describe_provider(ProviderContext(prefix="groq"))
    assert (description.prefix, description.name, description.contract) == ("groq", "Groq", 1)
    assert set(description.model_kinds) == {"language", "transcription"}
    assert description.env == ("GROQ_API_KEY",)


async def test_the_hook_makes_a_provider_of_settings(answer: Any, hi: LanguageCallOptions) -> None:
    transport = ScriptedTransport(ScriptedResponse(json=answer))
    provider = create_provider(ProviderContext(prefix="groq", settings={"transport": transport, "api_key": "k"}))
    await provider.language_model("m").do_generate(hi)
    assert transport.requests[0].path == "/openai/v1/chat/completions"
    await provider.aclose()
    assert not transport.is_closed


async def test_a_missing_key_says_what_to_set_and_where_to_get_one(scripted: Any, hi: LanguageCallOptions) -> None:
    provider, transport = scripted(api_key=None)
    with pytest.raises(LoadAPIKeyError) as caught:
        await provider("m").do_generate(hi)
    assert caught.value.message == (
        "Groq API key is missing. Pass it using the 'api_key' parameter or the GROQ_API_KEY environment variable."
    )
    assert caught.value.__notes__ == ["Get a key at https://console.groq.com/keys"]
    assert transport.requests == []


async def test_the_key_is_read_at_each_request(
    scripted: Any, answer: Any, hi: LanguageCallOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider, transport = scripted(ScriptedResponse(json=answer), api_key=None)
    for key in ("one", "two"):
        monkeypatch.setenv("GROQ_API_KEY", key)
        await provider("m").do_generate(hi)
    assert [request.headers["authorization"] for request in transport.requests] == ["Bearer one", "Bearer two"]


@pytest.mark.parametrize("api_key", ["mine", Secret("mine"), lambda: "mine"])
async def test_a_given_key_wins(
    scripted: Any, answer: Any, hi: LanguageCallOptions, monkeypatch: pytest.MonkeyPatch, api_key: Any
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", "other")
    provider, transport = scripted(ScriptedResponse(json=answer), api_key=api_key, headers={"X-A": "1"})
    await provider("m").do_generate(hi)
    assert transport.requests[0].headers["authorization"] == "Bearer mine"
    assert transport.requests[0].headers["x-a"] == "1"
    assert "mine" not in repr([provider, vars(provider), vars(provider("m"))])


def test_a_base_url_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(InvalidArgumentError, match="base_url"):
        create_groq(base_url="localhost:8080")


def test_the_provider_has_chat_and_transcription_and_nothing_else(scripted: Any) -> None:
    provider, _ = scripted()
    assert isinstance(provider, Provider)
    assert isinstance(provider("m"), LanguageModel)
    assert isinstance(provider.chat_model("m"), LanguageModel)
    assert isinstance(provider.transcription_model("w"), TranscriptionModel)
    for kind in ("embedding", "image", "speech", "reranking"):
        with pytest.raises(NoSuchModelError):
            getattr(provider, f"{kind}_model")("m")


def test_image_urls_are_left_to_groq(scripted: Any) -> None:
    provider, _ = scripted()
    urls = provider("m").supported_urls
    assert is_url_supported("image/png", "HTTPS://example.com/a.png", urls)
    assert not is_url_supported("image/png", "data:image/png;base64,AA==", urls)
    assert not is_url_supported("application/pdf", "https://example.com/a.pdf", urls)


def test_browser_search_is_a_tool_that_groq_runs(scripted: Any) -> None:
    provider, _ = scripted()
    tool = provider.tools.browser_search()
    assert (tool.kind, tool.id, tool.name, tool.args) == (
        "provider",
        "groq.browser_search",
        "browser_search",
        {},
    )
    assert tool.is_provider_executed
    assert provider.tools.browser_search(name="web").name == "web"


async def test_generate_text_takes_the_tool_and_the_options(scripted: Any, answer: Any) -> None:
    from ai_sdk import generate_text

    provider, transport = scripted(ScriptedResponse(json=answer))
    result = await generate_text(
        provider("openai/gpt-oss-20b"),
        "What is new?",
        tools=[provider.tools.browser_search()],
        provider_options=[GroqOptions(service_tier="flex")],
    )
    assert result.text == "Hello"
    assert transport.requests[0].json()["tools"] == [{"type": "browser_search"}]
    assert transport.requests[0].json()["service_tier"] == "flex"


def test_options_objects_stand_under_the_providers_name() -> None:
    options = as_provider_options([GroqOptions(reasoning_format="raw"), GroqOptions(structured_outputs=False)])
    assert options == {"groq": {"reasoningFormat": "raw", "structuredOutputs": False}}
    assert GroqOptions().to_json() == {}


def test_the_provider_of_the_module_is_shared() -> None:
    import ai_sdk_groq

    assert ai_sdk_groq.groq is ai_sdk_groq.groq
    assert ai_sdk_groq.groq("m").model_id == "m"


def test_importing_the_plugin_loads_nothing_heavy() -> None:
    program = (
        "import sys, ai_sdk_groq as plugin\n"
        "from ai_sdk.plugins import ProviderContext\n"
        "plugin.describe_provider(ProviderContext(prefix='groq'))\n"
        "heavy = {'aiohttp', 'pydantic', 'ai_sdk_groq.provider', 'ai_sdk_openai_compatible'} & set(sys.modules)\n"
        "plugin.groq('m')\n"
        "heavy |= {'aiohttp', 'pydantic'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or None)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_every_public_name_is_there() -> None:
    import ai_sdk_groq as plugin

    assert set(plugin.__all__) <= set(dir(plugin))
    assert all(getattr(plugin, name) is not None for name in plugin.__all__)
    with pytest.raises(AttributeError, match="'nothing'"):
        _ = plugin.nothing


def test_model_strings_lead_to_groq() -> None:
    from ai_sdk.plugins import isolated_registry
    from importlib_metadata import entry_points

    if not [point for point in entry_points(group="ai_sdk.providers") if point.name == "groq"]:
        pytest.skip("the plugin is on the path but not installed")
    with isolated_registry(discover=True) as registry:
        assert registry.language_model("groq:openai/gpt-oss-20b").provider == "groq.chat"
        assert registry.transcription_model("groq:whisper-large-v3").model_id == "whisper-large-v3"
