from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.plugins import create_provider_registry
from ai_sdk.provider import (
    MODEL_KINDS,
    BaseProvider,
    InvalidArgumentError,
    ModelKind,
    NoSuchModelError,
    NoSuchProviderError,
    Provider,
    UnsupportedFunctionalityError,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.core.plugins.fakes import FakeModel, FakeProvider


@pytest.mark.parametrize("kind", MODEL_KINDS)
def test_every_kind_of_model_is_looked_up_behind_the_first_separator(kind: ModelKind) -> None:
    registry = create_provider_registry({"p1": FakeProvider("p1"), "p2": FakeProvider("p2")})
    look_up = getattr(registry, f"{kind}_model")
    assert look_up("p1:m") == FakeModel(kind, "m", "p1")
    assert look_up("p2:a:b/c") == FakeModel(kind, "a:b/c", "p2")


@given(prefix=st.text(min_size=1).filter(lambda text: "::" not in text + ":"), model_id=st.text())
def test_whatever_stands_behind_the_first_separator_is_the_model_id(prefix: str, model_id: str) -> None:
    registry = create_provider_registry({prefix: FakeProvider("p")}, separator="::")
    model: Any = registry.language_model(f"{prefix}::{model_id}")
    assert model.model_id == model_id


@pytest.mark.parametrize(("model", "provider"), [("p3:x", "p3"), (":x", ""), ("get:x", "get"), ("P1:x", "P1")])
def test_an_unknown_provider_lists_those_that_are_there(model: str, provider: str) -> None:
    registry = create_provider_registry({"p1": FakeProvider(), "p2": FakeProvider()})
    with pytest.raises(NoSuchProviderError) as caught:
        registry.embedding_model(model)
    assert str(caught.value) == f"No such provider: {provider} (available providers: p1,p2)"
    assert caught.value.provider_id == caught.value.model_id == provider
    assert caught.value.available_providers == ["p1", "p2"]
    assert caught.value.model_type == "embeddingModel"


def test_an_empty_registry_lists_nothing() -> None:
    with pytest.raises(NoSuchProviderError, match=r"^No such provider: a \(available providers: \)$"):
        create_provider_registry({}).language_model("a:b")


@pytest.mark.parametrize("model", ["gpt-x", "", "p1/x"])
def test_a_model_without_separator_is_refused(model: str) -> None:
    registry = create_provider_registry({"p1": FakeProvider()})
    with pytest.raises(NoSuchModelError) as caught:
        registry.image_model(model)
    assert type(caught.value) is NoSuchModelError
    assert str(caught.value) == (
        f'Invalid imageModel id for registry: {model} (must be in the format "providerId:modelId")'
    )
    assert (caught.value.model_id, caught.value.model_type) == (model, "imageModel")


def test_another_separator_stands_in_the_text_too() -> None:
    registry = create_provider_registry({"p1": FakeProvider("p1")}, separator=" > ")
    assert registry.language_model("p1 > a:b") == FakeModel("language", "a:b", "p1")
    with pytest.raises(NoSuchModelError) as caught:
        registry.language_model("p1:gpt-x")
    assert str(caught.value) == (
        'Invalid languageModel id for registry: p1:gpt-x (must be in the format "providerId > modelId")'
    )


def test_an_empty_separator_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match="separator must not be empty"):
        create_provider_registry({}, separator="")


@pytest.mark.parametrize("model_id", ["nope", ""])
def test_the_providers_own_error_names_its_own_id(model_id: str) -> None:
    registry = create_provider_registry({"p1": FakeProvider("p1", "m")})
    with pytest.raises(NoSuchModelError) as caught:
        registry.speech_model(f"p1:{model_id}")
    assert str(caught.value) == f"No such speechModel: {model_id}"


def test_a_provider_without_that_kind_or_with_nothing_to_give_is_no_such_model_with_the_full_id() -> None:
    class Small:
        specification_version = "v4"

        def language_model(self, model_id: str) -> None:
            return None

    registry = create_provider_registry({"small": Small()})
    for look_up in (registry.language_model, registry.video_model):
        with pytest.raises(NoSuchModelError) as caught:
            look_up("small:m")
        assert caught.value.model_id == "small:m"
        assert str(caught.value) == f"No such {caught.value.model_type}: small:m"


def test_a_registry_is_a_provider_itself() -> None:
    inner = create_provider_registry({"p1": FakeProvider("p1")})
    assert isinstance(inner, Provider)
    outer = create_provider_registry({"company": inner})
    assert outer("company:p1:m") == FakeModel("language", "m", "p1")


def test_files_and_skills_come_from_the_provider() -> None:
    class Storing(FakeProvider):
        def files(self) -> str:
            return "its files"

        def skills(self) -> None:
            return None

    registry: Any = create_provider_registry({"storing": Storing(), "plain": FakeProvider()})
    assert registry.files("storing") == "its files"
    with pytest.raises(UnsupportedFunctionalityError, match=r"^Provider 'storing' has no skills\.$"):
        registry.skills("storing")
    with pytest.raises(UnsupportedFunctionalityError, match=r"^Provider 'plain' has no files\.$"):
        registry.files("plain")
    with pytest.raises(NoSuchProviderError):
        registry.files("unknown")


def test_a_prefix_is_registered_once_unless_replaced() -> None:
    registry = create_provider_registry({"p": FakeProvider("old")})
    with pytest.raises(InvalidArgumentError, match=r"^prefix 'p' is registered already\. Pass replace=True"):
        registry.register("p", FakeProvider("new"))
    registry.register("p", FakeProvider("new"), replace=True)
    assert registry.language_model("p:m").provider == "new"


def test_unregistering_gives_the_provider_back_open() -> None:
    provider = FakeProvider()
    registry = create_provider_registry({"p": provider})
    assert registry.unregister("p") is provider
    assert provider.closed == 0
    with pytest.raises(InvalidArgumentError, match=r"^prefix 'p' is not registered$"):
        registry.unregister("p")


@pytest.mark.parametrize("prefix", ["", "a:b", ":"])
def test_a_prefix_without_text_or_with_the_separator_is_refused(prefix: str) -> None:
    with pytest.raises(InvalidArgumentError, match="must be a text without ':'"):
        create_provider_registry({}).register(prefix, FakeProvider())


@pytest.mark.parametrize("provider", [None, "groq", FakeProvider, FakeModel("language", "m"), lambda model_id: None])
def test_what_is_no_provider_is_refused(provider: Any) -> None:
    with pytest.raises(InvalidArgumentError, match=r"^a provider is an object with language_model\(model_id\)"):
        create_provider_registry({}).register("p", provider)


async def test_closing_closes_every_provider_once_even_if_one_fails() -> None:
    class Failing(FakeProvider):
        async def aclose(self) -> None:
            await super().aclose()
            raise OSError("no")

    class Unclosable:
        def language_model(self, model_id: str) -> None: ...

    twice, failing, last = FakeProvider(), Failing(), FakeProvider()
    registry = create_provider_registry(
        {"a": twice, "b": failing, "c": Unclosable(), "d": twice, "e": last},
    )
    with pytest.raises(OSError, match=r"^no$"):
        async with registry:
            pass
    assert [provider.closed for provider in (twice, failing, last)] == [1, 1, 1]


def test_the_list_of_providers_is_in_the_order_of_registration() -> None:
    registry = create_provider_registry({"z": FakeProvider(), "a": BaseProvider()})
    assert [(row.prefix, row.state, row.distribution) for row in registry.providers()] == [
        ("z", "registered", None),
        ("a", "registered", None),
    ]
