from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.plugins import custom_provider, isolated_registry
from ai_sdk.provider import MODEL_KINDS, InvalidArgumentError, ModelKind, NoSuchModelError, Provider

from tests.core.plugins.fakes import FakeModel, FakeProvider


@pytest.mark.parametrize("kind", MODEL_KINDS)
def test_every_kind_of_model_may_be_given(kind: ModelKind) -> None:
    model: Any = FakeModel(kind, "real-id")
    models: Any = {f"{kind}_models": {"mine": model}}
    provider = custom_provider(**models)
    assert getattr(provider, f"{kind}_model")("mine") is model
    with pytest.raises(NoSuchModelError) as caught:
        getattr(provider, f"{kind}_model")("other")
    assert (caught.value.model_id, caught.value.model_type) == ("other", f"{kind}Model")


def test_a_string_is_resolved_when_the_model_is_asked_for() -> None:
    provider = custom_provider(language_models={"fast": "p:small"}, embedding_models={"e": "p:e5"})
    with isolated_registry({"p": FakeProvider("p")}):
        assert provider.language_model("fast") == FakeModel("language", "small", "p")
        assert provider.embedding_model("e") == FakeModel("embedding", "e5", "p")


def test_other_ids_go_to_the_fallback() -> None:
    model: Any = FakeModel("language", "real-id")
    provider = custom_provider(language_models={"mine": model}, fallback_provider=FakeProvider("p", "theirs"))
    assert provider.language_model("mine") is model
    assert provider("theirs").provider == "p"
    assert provider.reranking_model("theirs").provider == "p"
    with pytest.raises(NoSuchModelError, match=r"^No such languageModel: other$"):
        provider.language_model("other")


def test_a_fallback_without_that_kind_is_no_such_model() -> None:
    class Small:
        def language_model(self, model_id: str) -> None:
            return None

    provider = custom_provider(fallback_provider=Small())
    for look_up in (provider.language_model, provider.speech_model):
        with pytest.raises(NoSuchModelError):
            look_up("m")


def test_a_model_of_the_wrong_kind_is_refused() -> None:
    model: Any = FakeModel("embedding", "e5")
    provider = custom_provider(language_models={"mine": model})
    with pytest.raises(InvalidArgumentError, match="got an embedding model: fake:e5"):
        provider.language_model("mine")


def test_files_and_skills_exist_only_if_something_has_them() -> None:
    class Storing(FakeProvider):
        def files(self) -> str:
            return "their files"

    files: Any = object()
    assert isinstance(custom_provider(), Provider)
    assert not hasattr(custom_provider(), "files")
    assert not hasattr(custom_provider(), "skills")
    assert custom_provider(files=files, fallback_provider=Storing()).files() is files
    assert custom_provider(skills=files).skills() is files
    theirs: Any = custom_provider(fallback_provider=Storing())
    assert theirs.files() == "their files"
    assert not hasattr(theirs, "skills")


async def test_closing_closes_the_fallback() -> None:
    fallback = FakeProvider()
    async with custom_provider(fallback_provider=fallback):
        pass
    assert fallback.closed == 1
    await custom_provider().aclose()
