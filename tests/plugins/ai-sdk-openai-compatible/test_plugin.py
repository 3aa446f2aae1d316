"""The plugin: what it says of itself, the prefixes of local servers, and what importing it loads."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from ai_sdk.plugins import ProviderContext
from ai_sdk.provider import InvalidArgumentError, LanguageCallOptions, LoadSettingError
from ai_sdk.testing import ScriptedResponse, ScriptedTransport
from ai_sdk_openai_compatible import create_provider, describe_provider
from ai_sdk_openai_compatible.local_servers import LOCAL_SERVERS, with_version

PREFIXES = ["openai-compatible", *LOCAL_SERVERS]


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for prefix in PREFIXES:
        for variable in ("BASE_URL", "API_KEY"):
            monkeypatch.delenv(f"{prefix.upper().replace('-', '_')}_{variable}", raising=False)


async def request_of(prefix: str, hi: LanguageCallOptions, answer: Any, **settings: Any) -> tuple[str, Any]:
    """The URL and the request that the provider of a prefix sends."""
    transport = ScriptedTransport(ScriptedResponse(json=answer))
    urls: list[str] = []
    send = transport.send

    async def sending(request: Any) -> Any:
        urls.append(request.url)
        return await send(request)

    transport.send = sending
    provider = create_provider(ProviderContext(prefix=prefix, settings={"transport": transport, **settings}))
    await provider("m").do_generate(hi)
    return urls[0], transport.requests[0]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_prefix_describes_itself(prefix: str) -> None:
    description = describe_provider(ProviderContext(prefix=prefix))
    assert description.prefix == prefix
    assert description.contract == 1
    assert set(description.model_kinds) == {"language", "embedding", "image"}
    assert description.docs is not None
    assert description.docs.startswith("https://")


def test_only_the_base_url_of_an_unknown_server_is_needed() -> None:
    assert describe_provider(ProviderContext(prefix="openai-compatible")).env == ("OPENAI_COMPATIBLE_BASE_URL",)
    ollama = describe_provider(ProviderContext(prefix="ollama"))
    assert ollama.env == ()
    assert ollama.optional_env == ("OLLAMA_BASE_URL", "OLLAMA_API_KEY")


@pytest.mark.parametrize(
    ("prefix", "url"),
    [
        ("ollama", "http://127.0.0.1:11434/v1/chat/completions"),
        ("lmstudio", "http://127.0.0.1:1234/v1/chat/completions"),
        ("llamacpp", "http://127.0.0.1:8080/v1/chat/completions"),
        ("vllm", "http://127.0.0.1:8000/v1/chat/completions"),
    ],
)
async def test_a_local_server_has_its_usual_url_and_no_key(
    prefix: str, url: str, hi: LanguageCallOptions, answer: Any
) -> None:
    sent_to, request = await request_of(prefix, hi, answer)
    assert sent_to == url
    assert "authorization" not in request.headers


async def test_a_local_server_can_be_elsewhere_and_have_a_key(
    hi: LanguageCallOptions, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLLAMA_BASE_URL", "https://gpu.test:8443")
    monkeypatch.setenv("OLLAMA_API_KEY", "k")
    sent_to, request = await request_of("ollama", hi, answer)
    assert sent_to == "https://gpu.test:8443/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer k"


async def test_settings_win_over_the_environment(
    hi: LanguageCallOptions, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLLAMA_BASE_URL", "https://gpu.test")
    sent_to, _ = await request_of("ollama", hi, answer, base_url="https://mine.test/api")
    assert sent_to == "https://mine.test/api/chat/completions"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://h:1", "http://h:1/v1"),
        ("http://h:1/", "http://h:1/v1"),
        (" http://h:1/v1 ", "http://h:1/v1"),
        ("http://h:1/openai", "http://h:1/openai"),
    ],
)
def test_a_bare_host_gets_the_usual_path(given: str, used: str) -> None:
    assert with_version(given) == used


async def test_streams_of_local_servers_have_usage(hi: LanguageCallOptions, streamed: Any) -> None:
    transport = ScriptedTransport(streamed({"content": "a"}))
    provider = create_provider(ProviderContext(prefix="ollama", settings={"transport": transport}))
    async for _ in (await provider("m").do_stream(hi)).stream:
        pass
    assert transport.requests[0].json()["stream_options"] == {"include_usage": True}


async def test_a_local_server_reads_options_under_its_prefix(answer: Any, hi: LanguageCallOptions) -> None:
    transport = ScriptedTransport(ScriptedResponse(json=answer))
    provider = create_provider(ProviderContext(prefix="ollama", settings={"transport": transport}))
    options = LanguageCallOptions(prompt=hi.prompt, provider_options={"ollama": {"top_k": 4}})
    result = await provider("m").do_generate(options)
    assert transport.requests[0].json()["top_k"] == 4
    assert result.provider_metadata == {"ollama": {}}


async def test_a_wrong_base_url_of_a_local_server_is_told_with_its_variable(
    hi: LanguageCallOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLLAMA_BASE_URL", "localhost:11434")
    with pytest.raises(InvalidArgumentError, match=r"^OLLAMA_BASE_URL must be .* got 'localhost:11434'"):
        await create_provider(ProviderContext(prefix="ollama"))("m").do_generate(hi)


async def test_a_missing_base_url_says_what_to_set_when_it_is_needed(
    hi: LanguageCallOptions, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = create_provider(ProviderContext(prefix="openai-compatible"))
    model = provider("m")
    with pytest.raises(LoadSettingError, match="'base_url' parameter or the OPENAI_COMPATIBLE_BASE_URL environment"):
        await model.do_generate(hi)
    for wrong in ("not a url", ""):
        monkeypatch.setenv("OPENAI_COMPATIBLE_BASE_URL", wrong)
        with pytest.raises(InvalidArgumentError, match=f"^OPENAI_COMPATIBLE_BASE_URL must be .* got '{wrong}'"):
            await model.do_generate(hi)
    monkeypatch.setenv("OPENAI_COMPATIBLE_BASE_URL", "https://acme.test/api/")
    monkeypatch.setenv("OPENAI_COMPATIBLE_API_KEY", "k")
    sent_to, request = await request_of("openai-compatible", hi, answer)
    assert sent_to == "https://acme.test/api/chat/completions"
    assert request.headers["authorization"] == "Bearer k"


def test_model_strings_lead_to_local_servers() -> None:
    from ai_sdk.plugins import isolated_registry
    from importlib_metadata import entry_points

    names = {
        point.name for point in entry_points(group="ai_sdk.providers") if point.value == "ai_sdk_openai_compatible"
    }
    if not names:
        pytest.skip("the plugin is on the path but not installed")
    assert names == set(PREFIXES)
    with isolated_registry(discover=True) as registry:
        model = registry.language_model("ollama:llama3.2:3b")
        assert (model.provider, model.model_id) == ("ollama.chat", "llama3.2:3b")


def test_importing_the_plugin_loads_nothing_heavy() -> None:
    program = (
        "import sys, ai_sdk_openai_compatible as plugin\n"
        "from ai_sdk.plugins import ProviderContext\n"
        "plugin.describe_provider(ProviderContext(prefix='ollama'))\n"
        "heavy = {'aiohttp', 'pydantic', 'pydantic_core', 'ai_sdk_openai_compatible.provider'} & set(sys.modules)\n"
        "plugin.create_provider(ProviderContext(prefix='ollama'))('m')\n"
        "heavy |= {'aiohttp', 'pydantic'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or None)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_every_public_name_is_there() -> None:
    import ai_sdk_openai_compatible as plugin

    assert set(plugin.__all__) <= set(dir(plugin))
    assert all(getattr(plugin, name) is not None for name in plugin.__all__)
    with pytest.raises(AttributeError, match="'nothing'"):
        _ = plugin.nothing
