from __future__ import annotations

import pytest

from tests.core.plugins.throwaway import PROVIDER, Environment


@pytest.fixture
def collision(environment: Environment) -> Environment:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER}, version="1.2")
    environment.install(
        "zenith-acme",
        {"acme": "zenith", "zenith": "zenith"},
        {"zenith": PROVIDER.replace("provider = context.prefix", "provider = 'zenith of ' + context.prefix")},
        version="3.0",
    )
    return environment


def test_two_distributions_with_one_prefix_are_an_error_with_both_names(collision: Environment) -> None:
    answer = collision.ask("acme:m")
    # Which folder comes first is the file system's affair.
    text = answer.error.replace("zenith-acme 3.0 and ai-sdk-acme 1.2", "ai-sdk-acme 1.2 and zenith-acme 3.0")
    text = text.replace("pip uninstall ai-sdk-acme", "pip uninstall zenith-acme")
    text = text.replace("PLUGINS=ai-sdk-acme", "PLUGINS=zenith-acme")
    assert text == (
        "PluginCollisionError: Provider 'acme' is claimed by 2 distributions: ai-sdk-acme 1.2 and zenith-acme 3.0. "
        "Keep one: uninstall the other (pip uninstall zenith-acme), block it (AI_SDK_BLOCKED_PLUGINS=zenith-acme), "
        "or register the provider yourself: registry.register('acme', provider, replace=True)"
    )
    assert not {"ai_sdk_acme", "zenith"} & set(answer.modules)


def test_other_prefixes_of_the_two_distributions_work(collision: Environment) -> None:
    assert collision.ask("zenith:m").outcomes == [{"provider": "zenith of zenith", "model_id": "m"}]


def test_blocking_one_distribution_settles_it(collision: Environment) -> None:
    blocked = collision.ask("acme:m", env={"AI_SDK_BLOCKED_PLUGINS": "ai-sdk-acme"})
    assert blocked.outcomes == [{"provider": "zenith of acme", "model_id": "m"}]
    blocked = collision.ask("acme:m", env={"AI_SDK_BLOCKED_PLUGINS": "zenith_acme"})
    assert blocked.outcomes == [{"provider": "acme", "model_id": "m"}]
    allowed = collision.ask("acme:m", env={"AI_SDK_PLUGINS": "ai-sdk-acme"})
    assert allowed.outcomes == [{"provider": "acme", "model_id": "m"}]


def test_registering_by_hand_settles_it(collision: Environment) -> None:
    done = collision.run(
        """
from ai_sdk.plugins import custom_provider, registry
from ai_sdk.provider import BaseProvider

class Mine(BaseProvider):
    def language_model(self, model_id):
        return f"my {model_id}"

registry.register("acme", Mine(), replace=True)
print(registry.language_model("acme:m"))
print([(row.prefix, row.distribution, row.state) for row in registry.providers()])
"""
    )
    assert done.stdout == "my m\n[('acme', None, 'registered'), ('zenith', 'zenith-acme', 'installed')]\n", done.stderr


def test_the_list_of_providers_shows_both(collision: Environment) -> None:
    done = collision.run(
        "from ai_sdk.plugins import registry\n"
        "for row in registry.providers():\n"
        "    if row.prefix == 'acme': print(row.distribution, row.version, row.state, row.problem)"
    )
    assert sorted(done.stdout.splitlines()) == [
        "ai-sdk-acme 1.2 collision zenith-acme 3.0",
        "zenith-acme 3.0 collision ai-sdk-acme 1.2",
    ]


def test_one_distribution_installed_twice_is_no_collision_and_the_first_one_counts(environment: Environment) -> None:
    first = environment.site.parent / "first"
    first.mkdir()
    environment.install("ai-sdk-acme", {"acme": "new"}, {"new": PROVIDER}, version="2.0", site=first)
    environment.install("AI_SDK.acme", {"acme": "old"}, {"old": "import not_there"}, version="1.0")
    assert environment.ask("acme:m", sites=[first]).outcomes == [{"provider": "acme", "model_id": "m"}]
    assert environment.ask("acme:m").outcomes[0]["error"] == "BrokenPluginError"


def test_a_prefix_that_the_first_copy_no_longer_has_is_not_there(environment: Environment) -> None:
    first = environment.site.parent / "first"
    first.mkdir()
    environment.install("ai-sdk-acme", {}, {}, version="2.0", site=first)
    environment.install("ai-sdk-acme", {"acme": "old"}, {"old": PROVIDER}, version="1.0")
    assert environment.ask("acme:m", sites=[first]).outcomes[0]["error"] == "ProviderNotInstalledError"
