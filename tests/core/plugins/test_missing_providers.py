from __future__ import annotations

import pytest

from tests.core.plugins.throwaway import PROVIDER, Environment


def test_a_known_provider_that_is_not_installed_comes_with_its_install_command(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    answer = environment.ask("groq:llama-3.3-70b-versatile")
    assert answer.error == (
        "ProviderNotInstalledError: Provider 'groq' (asked for by 'groq:llama-3.3-70b-versatile') is not installed. "
        "Installed: acme. Install it: pip install ai-sdk-groq"
    )
    assert answer.outcomes[0]["fields"] == {
        "message": answer.outcomes[0]["message"],
        "provider_id": "groq",
        "available_providers": ["acme"],
        "model_id": "groq:llama-3.3-70b-versatile",
        "model_type": "languageModel",
        "distribution": "ai-sdk-groq",
    }


@pytest.mark.parametrize("prefix", ["ollama", "lmstudio", "llamacpp", "vllm", "openai-compatible"])
def test_local_servers_are_known_to_come_with_openai_compatible(environment: Environment, prefix: str) -> None:
    assert environment.ask(f"{prefix}:m").error == (
        f"ProviderNotInstalledError: Provider '{prefix}' (asked for by '{prefix}:m') is not installed. "
        "Installed: none. Install it: pip install ai-sdk-openai-compatible"
    )


def test_a_typo_of_an_installed_provider_gets_its_name(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme", "other": "x"}, {"ai_sdk_acme": PROVIDER})
    assert environment.ask("amce:m").error == (
        "ProviderNotInstalledError: Provider 'amce' (asked for by 'amce:m') is not installed. "
        "Installed: acme, other. Did you mean 'acme'?"
    )


def test_a_typo_of_a_provider_that_is_not_installed_gets_name_and_command(environment: Environment) -> None:
    assert environment.ask("together:m").error == (
        "ProviderNotInstalledError: Provider 'together' (asked for by 'together:m') is not installed. "
        "Installed: none. Did you mean 'togetherai'? Install it: pip install ai-sdk-togetherai"
    )


def test_the_case_of_a_prefix_is_a_typo_too(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    assert environment.ask("ACME:m").error.endswith("Installed: acme. Did you mean 'acme'?")


def test_the_beginning_of_a_long_name_is_enough_for_a_suggestion(environment: Environment) -> None:
    assert "Did you mean 'openai-compatible'?" in environment.ask("openai:gpt-5").error


@pytest.mark.parametrize("model", ["llama3.2:3b", "qwen:8b", "meta/llama:free"])
def test_a_model_id_with_a_colon_is_told_to_name_its_provider(environment: Environment, model: str) -> None:
    assert environment.ask(model).error == (
        f"ProviderNotInstalledError: Provider '{model.partition(':')[0]}' (asked for by '{model}') is not installed. "
        f"Installed: none. If '{model}' is a whole model id, put its provider before it: 'PROVIDER:{model}'."
    )


def test_without_prefix_and_default_provider_the_error_lists_the_ways_out(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    assert environment.ask("gpt-5").error == (
        "NoDefaultProviderError: Model 'gpt-5' names no provider, and there is no default provider. "
        "Write 'PROVIDER:gpt-5' (installed: acme), choose a default with set_default_provider(...) or "
        "AI_SDK_DEFAULT_PROVIDER, or install the usual one: pip install ai-sdk-gateway"
    )


def test_a_missing_default_provider_is_blamed_on_its_variable(environment: Environment) -> None:
    assert environment.ask("gpt-5", env={"AI_SDK_DEFAULT_PROVIDER": "groq"}).error == (
        "ProviderNotInstalledError: Provider 'groq' (the default by AI_SDK_DEFAULT_PROVIDER) is not installed. "
        "Installed: none. Install it: pip install ai-sdk-groq"
    )


def test_an_installed_gateway_is_the_default_provider(environment: Environment) -> None:
    environment.install("ai-sdk-gateway", {"gateway": "gateway"}, {"gateway": PROVIDER})
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    assert environment.ask("openai/gpt-5").outcomes == [{"provider": "gateway", "model_id": "openai/gpt-5"}]
    chosen = environment.ask("openai/gpt-5", env={"AI_SDK_DEFAULT_PROVIDER": "acme"})
    assert chosen.outcomes == [{"provider": "acme", "model_id": "openai/gpt-5"}]


def test_malformed_model_strings_say_what_they_lack(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    how = "Write 'PROVIDER:MODEL', for example 'groq:llama-3.3-70b-versatile'."
    answer = environment.ask("", "acme:", ":m", ":")
    assert [f"{outcome['error']}: {outcome['message']}" for outcome in answer.outcomes] == [
        f"NoSuchModelError: Model '' is empty. {how}",
        f"NoSuchModelError: Model 'acme:' has no model id after the ':'. {how}",
        f"NoSuchModelError: Model ':m' has no provider before the ':'. {how}",
        f"NoSuchModelError: Model ':' has no provider before the ':'. {how}",
    ]
