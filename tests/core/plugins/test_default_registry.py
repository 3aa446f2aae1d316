from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ai_sdk.plugins import (
    DefaultRegistry,
    NoDefaultProviderError,
    ProviderBlockedError,
    create_provider_registry,
    isolated_registry,
    registry,
    set_default_provider,
)
from ai_sdk.provider import InvalidArgumentError, NoSuchModelError, NoSuchProviderError

from tests.core.plugins.fakes import FakeModel, FakeProvider


@pytest.fixture
def isolated(monkeypatch: pytest.MonkeyPatch) -> Iterator[DefaultRegistry]:
    monkeypatch.delenv("AI_SDK_DEFAULT_PROVIDER", raising=False)
    with isolated_registry({"mine": FakeProvider("mine")}) as found:
        yield found


def test_a_provider_registered_by_hand_is_found(isolated: DefaultRegistry) -> None:
    assert isolated is registry
    assert registry.language_model("mine:a:b") == FakeModel("language", "a:b", "mine")
    assert [(row.prefix, row.state) for row in registry.providers()] == [("mine", "registered")]


def test_the_default_provider_gets_strings_without_prefix_whole(isolated: DefaultRegistry) -> None:
    set_default_provider(FakeProvider("default"))
    assert isolated.language_model("meta/llama-3") == FakeModel("language", "meta/llama-3", "default")
    assert isolated.embedding_model("e5") == FakeModel("embedding", "e5", "default")
    assert isolated.language_model("mine:m").provider == "mine"


def test_a_prefix_may_be_the_default_provider(isolated: DefaultRegistry) -> None:
    set_default_provider("mine")
    assert isolated.language_model("m").provider == "mine"
    assert isolated.default_prefix() == "mine"
    set_default_provider("other")
    with pytest.raises(NoSuchProviderError, match="switched off"):
        isolated.language_model("m")


def test_the_variable_names_the_default_provider(isolated: DefaultRegistry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_SDK_DEFAULT_PROVIDER", "mine")
    assert isolated.language_model("m").provider == "mine"
    set_default_provider(FakeProvider("set"))
    assert isolated.language_model("m").provider == "set"
    set_default_provider(None)
    assert isolated.language_model("m").provider == "mine"


def test_a_gateway_registered_by_hand_is_the_default_provider(isolated: DefaultRegistry) -> None:
    with pytest.raises(NoDefaultProviderError):
        isolated.language_model("m")
    isolated.register("gateway", FakeProvider("gateway"))
    assert isolated.language_model("m").provider == "gateway"


def test_an_unknown_prefix_is_an_error_whatever_the_default_is(isolated: DefaultRegistry) -> None:
    set_default_provider(FakeProvider("default"))
    with pytest.raises(NoSuchProviderError):
        isolated.language_model("llama3.2:3b")


def test_a_registry_as_default_gets_every_string_whole_but_those_registered_by_hand(isolated: DefaultRegistry) -> None:
    set_default_provider(create_provider_registry({"openai": FakeProvider("theirs"), "mine": FakeProvider("theirs")}))
    assert isolated.language_model("openai:gpt-x").provider == "theirs"
    assert isolated.language_model("mine:m").provider == "mine"
    with pytest.raises(NoSuchProviderError, match=r"^No such provider: groq \(available providers: openai,mine\)$"):
        isolated.language_model("groq:m")
    with pytest.raises(NoSuchModelError, match=r"^Invalid languageModel id for registry: gpt-x "):
        isolated.language_model("gpt-x")


def test_what_is_no_provider_can_not_be_the_default(isolated: DefaultRegistry) -> None:
    not_providers: list[Any] = [42, FakeProvider, FakeModel("language", "m")]
    for provider in not_providers:
        with pytest.raises(InvalidArgumentError, match=r"^a provider is an object with"):
            set_default_provider(provider)
    with pytest.raises(InvalidArgumentError, match="can't be its own default"):
        set_default_provider(registry)


def test_isolation_hides_what_is_installed_and_says_so(isolated: DefaultRegistry) -> None:
    with pytest.raises(ProviderBlockedError) as caught:
        isolated.language_model("local:m")
    assert str(caught.value) == (
        "Provider 'local' is switched off: isolated_registry() looks for no installed plugin. Pass discover=True, or "
        "call registry.register('local', provider)"
    )
    assert caught.value.variable is None


def test_isolation_ends_with_the_block_and_nests() -> None:
    before = [row.prefix for row in registry.providers()]
    with isolated_registry({"outer": FakeProvider()}, default="outer"):
        with isolated_registry():
            assert registry.providers() == []
            assert registry.default_prefix() is None
        assert [row.prefix for row in registry.providers()] == ["outer"]
        assert registry.default_prefix() == "outer"
    assert [row.prefix for row in registry.providers()] == before


def test_a_wrong_provider_leaves_nothing_isolated() -> None:
    before = registry.providers()
    with pytest.raises(InvalidArgumentError), isolated_registry({"p": object()}):
        pass
    assert registry.providers() == before


async def test_async_isolation_closes_its_providers() -> None:
    inner, outer = FakeProvider(), FakeProvider()
    with isolated_registry({"outer": outer}):
        async with isolated_registry({"inner": inner}):
            pass
    assert (inner.closed, outer.closed) == (1, 0)


async def test_closing_keeps_what_was_registered(isolated: DefaultRegistry) -> None:
    provider = FakeProvider()
    isolated.register("p", provider)
    await isolated.aclose()
    assert provider.closed == 1
    assert isolated.language_model("p:m").model_id == "m"
