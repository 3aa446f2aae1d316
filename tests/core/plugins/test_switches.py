from __future__ import annotations

import pytest

from tests.core.plugins.throwaway import PROVIDER, Environment


@pytest.fixture
def two(environment: Environment) -> Environment:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER}, version="1.2")
    environment.install("ai-sdk-zenith", {"zenith": "ai_sdk_zenith"}, {"ai_sdk_zenith": PROVIDER})
    return environment


def test_a_blocked_plugin_says_which_variable_blocks_it(two: Environment) -> None:
    answer = two.ask("acme:m", "zenith:m", env={"AI_SDK_BLOCKED_PLUGINS": "groq, acme"})
    assert answer.outcomes[0]["error"] == "ProviderBlockedError"
    assert answer.outcomes[0]["message"] == (
        "Provider 'acme' is switched off: ai-sdk-acme 1.2 is installed, but AI_SDK_BLOCKED_PLUGINS='groq, acme' "
        "blocks it. Take it out of the list"
    )
    assert answer.outcomes[0]["fields"]["variable"] == "AI_SDK_BLOCKED_PLUGINS"
    assert answer.outcomes[0]["fields"]["available_providers"] == ["zenith"]
    assert answer.outcomes[1] == {"provider": "zenith", "model_id": "m"}
    assert "ai_sdk_acme" not in answer.modules


def test_a_plugin_outside_of_the_allow_list_says_so(two: Environment) -> None:
    answer = two.ask("acme:m", "zenith:m", env={"AI_SDK_PLUGINS": "zenith"})
    assert answer.outcomes[0]["message"] == (
        "Provider 'acme' is switched off: ai-sdk-acme 1.2 is installed, but AI_SDK_PLUGINS='zenith' does not list it. "
        "Add 'acme' to the list"
    )
    assert answer.outcomes[1] == {"provider": "zenith", "model_id": "m"}


def test_a_block_counts_more_than_an_allowance(two: Environment) -> None:
    answer = two.ask("acme:m", env={"AI_SDK_PLUGINS": "acme", "AI_SDK_BLOCKED_PLUGINS": "acme"})
    assert answer.outcomes[0]["fields"]["variable"] == "AI_SDK_BLOCKED_PLUGINS"


def test_with_discovery_disabled_nothing_is_looked_for(two: Environment) -> None:
    answer = two.ask("acme:m", env={"AI_SDK_DISABLE_PLUGIN_DISCOVERY": "1"})
    assert answer.error == (
        "ProviderBlockedError: Provider 'acme' is switched off: AI_SDK_DISABLE_PLUGIN_DISCOVERY is set, so that no "
        "plugin is looked for. Unset it, or call registry.register('acme', provider)"
    )
    assert "importlib_metadata" not in answer.modules


@pytest.mark.parametrize("value", ["", "0", "false", "No"])
def test_a_negative_value_does_not_disable_discovery(two: Environment, value: str) -> None:
    answer = two.ask("acme:m", env={"AI_SDK_DISABLE_PLUGIN_DISCOVERY": value})
    assert answer.outcomes == [{"provider": "acme", "model_id": "m"}]


def test_empty_lists_count_as_not_set(two: Environment) -> None:
    answer = two.ask("acme:m", env={"AI_SDK_PLUGINS": " , ", "AI_SDK_BLOCKED_PLUGINS": ""})
    assert answer.outcomes == [{"provider": "acme", "model_id": "m"}]


def test_switches_are_read_when_a_provider_is_looked_up(two: Environment) -> None:
    done = two.run(
        """
import os
from ai_sdk.plugins import ProviderBlockedError, registry

print([row.state for row in registry.providers()])
os.environ["AI_SDK_BLOCKED_PLUGINS"] = "acme"
try:
    registry.language_model("acme:m")
except ProviderBlockedError as error:
    print(error.variable, [(row.state, row.problem) for row in registry.providers()])
del os.environ["AI_SDK_BLOCKED_PLUGINS"]
print(registry.language_model("acme:m").model_id)
"""
    )
    assert done.stdout.splitlines() == [
        "['installed', 'installed']",
        "AI_SDK_BLOCKED_PLUGINS [('blocked', 'AI_SDK_BLOCKED_PLUGINS'), ('installed', None)]",
        "m",
    ], done.stderr


def test_a_blocked_gateway_is_not_the_default_provider(environment: Environment) -> None:
    environment.install("ai-sdk-gateway", {"gateway": "gateway"}, {"gateway": PROVIDER})
    answer = environment.ask("gpt-5", env={"AI_SDK_BLOCKED_PLUGINS": "gateway"})
    assert answer.outcomes[0]["error"] == "NoDefaultProviderError"
