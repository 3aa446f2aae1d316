from __future__ import annotations

import pytest

from tests.core.plugins.throwaway import PROVIDER, Environment

MEND = "Update it, or tell its authors: pip install --upgrade ai-sdk-acme"


def broken(environment: Environment, module: str, *, target: str = "ai_sdk_acme") -> dict[str, object]:
    environment.install("ai-sdk-acme", {"acme": target}, {"ai_sdk_acme": module}, version="1.2")
    (outcome,) = environment.ask("acme:m").outcomes
    return dict(outcome)


def test_a_failing_import_keeps_its_cause_and_names_the_distribution(environment: Environment) -> None:
    outcome = broken(environment, "import a_package_that_is_not_there")
    assert outcome["error"] == "BrokenPluginError"
    assert outcome["cause"] == "ModuleNotFoundError"
    assert outcome["message"] == (
        "Provider 'acme' is broken: ai-sdk-acme 1.2 could not be imported from 'ai_sdk_acme' "
        f"(ModuleNotFoundError: No module named 'a_package_that_is_not_there'). {MEND}"
    )
    assert outcome["fields"] == {
        "message": outcome["message"],
        "prefix": "acme",
        "distribution": "ai-sdk-acme",
        "version": "1.2",
    }


def test_a_plugin_that_ends_the_process_at_import_does_not(environment: Environment) -> None:
    outcome = broken(environment, "raise SystemExit(3)")
    assert outcome["message"] == (
        f"Provider 'acme' is broken: ai-sdk-acme 1.2 could not be imported from 'ai_sdk_acme' (SystemExit: 3). {MEND}"
    )


def test_a_long_cause_is_one_line_and_cut(environment: Environment) -> None:
    message = str(broken(environment, "raise RuntimeError('many\\n  words ' * 100)")["message"])
    assert "(RuntimeError: many words many words" in message
    assert "..." in message
    assert "\n" not in message
    assert len(message) < 400


@pytest.mark.parametrize(
    ("target", "cause"),
    [("not_there", "ModuleNotFoundError"), ("ai_sdk_acme:plugin", "AttributeError"), ("not a module!", "ValueError")],
)
def test_an_entry_point_to_nothing_is_a_broken_plugin(environment: Environment, target: str, cause: str) -> None:
    outcome = broken(environment, PROVIDER, target=target)
    assert outcome["error"] == "BrokenPluginError"
    assert outcome["cause"] == cause
    assert f"could not be imported from '{target}'" in str(outcome["message"])


def test_a_module_without_hooks_says_which_are_missing(environment: Environment) -> None:
    assert broken(environment, "def describe_provider(context): ...")["message"] == (
        "Provider 'acme' is broken: ai-sdk-acme 1.2 has no hook create_provider and no hook describe_provider in "
        f"'ai_sdk_acme'. {MEND}"
    )


def test_a_hook_with_other_arguments_does_not_fit(environment: Environment) -> None:
    outcome = broken(environment, PROVIDER.replace("def create_provider(context)", "def create_provider(context, key)"))
    assert outcome["message"] == (
        "Provider 'acme' is broken: ai-sdk-acme 1.2 has hooks that do not fit this core: create_provider asks for "
        f"'key' and would get 'context' only. {MEND}"
    )


def test_a_failing_description_is_a_broken_plugin(environment: Environment) -> None:
    outcome = broken(environment, PROVIDER.replace('name="Acme"', 'label="Acme"'))
    assert outcome["cause"] == "TypeError"
    assert "ai-sdk-acme 1.2 failed in describe_provider (TypeError: " in str(outcome["message"])


def test_a_description_of_another_type_is_a_broken_plugin(environment: Environment) -> None:
    outcome = broken(environment, PROVIDER.replace("return ProviderDescription", "return dict"))
    assert outcome["message"] == (
        f"Provider 'acme' is broken: ai-sdk-acme 1.2 gave a dict instead of a ProviderDescription. {MEND}"
    )


def test_a_description_of_another_prefix_is_a_broken_plugin(environment: Environment) -> None:
    outcome = broken(environment, PROVIDER.replace("prefix=context.prefix", "prefix='zenith'"))
    assert outcome["message"] == (
        "Provider 'acme' is broken: ai-sdk-acme 1.2 describes the provider 'zenith' under the entry point 'acme'. "
        f"{MEND}"
    )


def test_a_contract_that_is_no_number_is_a_broken_plugin(environment: Environment) -> None:
    outcome = broken(environment, PROVIDER.replace("contract=1", "contract='1'"))
    assert outcome["message"] == (
        f"Provider 'acme' is broken: ai-sdk-acme 1.2 gave no number as its contract but '1'. {MEND}"
    )


def test_a_plugin_for_a_newer_contract_asks_for_a_newer_core(environment: Environment) -> None:
    outcome = broken(environment, PROVIDER.replace("contract=1", "contract=2"))
    assert outcome["error"] == "PluginContractError"
    assert outcome["message"] == (
        "Provider 'acme' is too new for this core: ai-sdk-acme 1.2 is written for contract 2, ai-sdk-core 0.1.0 takes "
        "contract 1. Update the core: pip install --upgrade ai-sdk-core"
    )


def test_a_plugin_for_an_older_contract_asks_for_a_newer_plugin(environment: Environment) -> None:
    outcome = broken(environment, PROVIDER.replace("contract=1", "contract=0"))
    assert outcome["message"] == (
        "Provider 'acme' is too old for this core: ai-sdk-acme 1.2 is written for contract 0, ai-sdk-core 0.1.0 takes "
        "contract 1. Update the plugin: pip install --upgrade ai-sdk-acme"
    )


def test_a_failing_factory_is_a_broken_plugin(environment: Environment) -> None:
    outcome = broken(environment, PROVIDER.replace("    return Provider()", "    raise KeyError('engine')"))
    assert outcome["cause"] == "KeyError"
    assert outcome["message"] == (
        f"Provider 'acme' is broken: ai-sdk-acme 1.2 failed in create_provider (KeyError: 'engine'). {MEND}"
    )


def test_a_factory_that_ends_the_process_does_not(environment: Environment) -> None:
    outcome = broken(environment, PROVIDER.replace("    return Provider()", "    raise SystemExit(3)"))
    assert outcome["message"] == (
        f"Provider 'acme' is broken: ai-sdk-acme 1.2 failed in create_provider (SystemExit: 3). {MEND}"
    )


def test_a_factory_that_gives_nothing_is_a_broken_plugin(environment: Environment) -> None:
    outcome = broken(environment, PROVIDER.replace("    return Provider()", "    return None"))
    assert outcome["message"] == (
        f"Provider 'acme' is broken: ai-sdk-acme 1.2 gave no provider (hook create_provider). {MEND}"
    )


def test_an_error_of_the_sdk_from_a_factory_goes_through(environment: Environment) -> None:
    outcome = broken(
        environment,
        PROVIDER.replace(
            "    return Provider()",
            "    from ai_sdk.provider import LoadAPIKeyError\n    raise LoadAPIKeyError('Acme API key is missing.')",
        ),
    )
    assert (outcome["error"], outcome["message"]) == ("LoadAPIKeyError", "Acme API key is missing.")


def test_a_broken_plugin_breaks_only_itself_and_is_tried_once(environment: Environment) -> None:
    environment.install(
        "ai-sdk-acme",
        {"acme": "ai_sdk_acme"},
        {"ai_sdk_acme": "import sys; print('imported', file=sys.stderr); import not_there"},
    )
    environment.install("ai-sdk-fine", {"fine": "ai_sdk_fine"}, {"ai_sdk_fine": PROVIDER})
    answer = environment.ask("acme:m", "fine:m", "acme:m", "acme:n")
    assert [outcome.get("error") for outcome in answer.outcomes] == [
        "BrokenPluginError",
        None,
        "BrokenPluginError",
        "BrokenPluginError",
    ]
    assert answer.outcomes[0] == answer.outcomes[2]
    assert answer.outcomes[2]["cause"] == "ModuleNotFoundError"
    assert answer.stderr.count("imported") == 1


def test_refresh_tries_a_broken_plugin_again(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    done = environment.run(
        """
import sys
from ai_sdk.plugins import BrokenPluginError, registry

sys.modules["ai_sdk_acme"] = None
try:
    registry.language_model("acme:m")
except BrokenPluginError:
    print([row.state for row in registry.providers()])
del sys.modules["ai_sdk_acme"]
registry.refresh()
print(registry.language_model("acme:m").model_id, [row.state for row in registry.providers()])
"""
    )
    assert done.stdout == "['broken']\nm ['in use']\n", done.stderr


def test_hooks_of_a_newer_core_are_a_warning(environment: Environment) -> None:
    environment.install(
        "ai-sdk-acme",
        {"acme": "ai_sdk_acme"},
        {"ai_sdk_acme": PROVIDER + "\n\n@hookimpl\ndef list_models(context, page): ...\n"},
        version="1.2",
    )
    answer = environment.ask("acme:m", "acme:n")
    assert [outcome.get("model_id") for outcome in answer.outcomes] == ["m", "n"]
    text = "PluginWarning: ai-sdk-acme 1.2 has hooks that this core does not know: list_models"
    assert answer.stderr.count(text) == 1
