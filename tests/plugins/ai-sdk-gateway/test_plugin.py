"""The plugin: what it says of itself, how it is found, and what importing it loads."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from ai_sdk.plugins import ProviderContext
from ai_sdk.provider import InvalidArgumentError, LanguageCallOptions
from ai_sdk.testing import ScriptedResponse, ScriptedTransport
from ai_sdk_gateway import create_gateway, create_provider, describe_provider, gateway


def test_it_describes_itself() -> None:
    description = describe_provider(ProviderContext(prefix="gateway"))
    assert (description.prefix, description.contract) == ("gateway", 1)
    assert description.env == (("AI_GATEWAY_API_KEY", "VERCEL_OIDC_TOKEN"),)
    for kind in description.model_kinds:
        model = getattr(gateway, f"{kind}_model")("a/b")
        assert (model.specification_version, model.provider, model.model_id) == ("v4", "gateway", "a/b")


async def test_settings_reach_the_provider(hi: LanguageCallOptions, answer: Any) -> None:
    transport = ScriptedTransport(ScriptedResponse(json=answer))
    settings = {"transport": transport, "api_key": "k", "base_url": "https://mine.test/ai/"}
    provider = create_provider(ProviderContext(prefix="gateway", settings=settings))
    await provider("m").do_generate(hi)
    assert transport.requests[0].path == "/ai/language-model"


@pytest.mark.parametrize("base_url", ["", "gateway.test", "ftp://gateway.test"])
def test_a_base_url_that_is_none_is_refused(base_url: str) -> None:
    with pytest.raises(InvalidArgumentError, match="base_url"):
        create_gateway(base_url=base_url)


def test_model_strings_lead_to_the_gateway_with_and_without_its_prefix() -> None:
    from ai_sdk.plugins import isolated_registry
    from importlib_metadata import entry_points

    if not any(point.value == "ai_sdk_gateway" for point in entry_points(group="ai_sdk.providers")):
        pytest.skip("the plugin is on the path but not installed")
    with isolated_registry(discover=True) as registry:
        for name in ("gateway:openai/gpt-5", "openai/gpt-5"):
            model = registry.language_model(name)
            assert (model.provider, model.model_id) == ("gateway", "openai/gpt-5")


async def test_closing_a_provider_leaves_a_given_transport_open() -> None:
    transport = ScriptedTransport()
    async with create_gateway(transport=transport):
        pass
    assert not transport.is_closed


async def test_accounts_are_asked_about_at_the_origin(scripted: Any) -> None:
    info = dict.fromkeys(("total_cost", "upstream_inference_cost", "usage", "latency", "generation_time"), 1)
    info |= {f"native_tokens_{name}": 1 for name in ("prompt", "completion", "reasoning", "cached", "cache_creation")}
    info |= dict.fromkeys(("id", "created_at", "model", "provider_name", "finish_reason"), "x")
    info |= {"is_byok": False, "streamed": True, "billable_web_search_calls": 0}
    provider, transport = scripted(ScriptedResponse(json={"data": info}), ScriptedResponse(json={"results": []}))
    assert (await provider.get_generation_info("gen 1/2")).cached_tokens == 1
    assert (transport.requests[0].path, transport.requests[0].query) == ("/v1/generation", "id=gen%201%2F2")
    await provider.get_spend_report(start_date="2025-01-01", end_date="2025-01-31", tags=["a b", "c"], group_by="tag")
    assert transport.requests[1].query == "start_date=2025-01-01&end_date=2025-01-31&group_by=tag&tags=a+b%2Cc"


def test_importing_the_plugin_loads_nothing_heavy() -> None:
    program = (
        "import sys, ai_sdk_gateway as plugin\n"
        "from ai_sdk.plugins import ProviderContext\n"
        "plugin.describe_provider(ProviderContext(prefix='gateway'))\n"
        "heavy = {'aiohttp', 'pydantic', 'pydantic_core', 'ai_sdk_gateway.provider'} & set(sys.modules)\n"
        "plugin.create_provider(ProviderContext(prefix='gateway'))('m')\n"
        "heavy |= {'aiohttp', 'pydantic', 'pydantic_core'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or None)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_every_public_name_is_there() -> None:
    import ai_sdk_gateway as plugin

    assert set(plugin.__all__) <= set(dir(plugin))
    assert all(getattr(plugin, name) is not None for name in plugin.__all__)
    with pytest.raises(AttributeError, match="'nothing'"):
        _ = plugin.nothing
