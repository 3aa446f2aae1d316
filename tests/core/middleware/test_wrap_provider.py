from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.middleware import (
    ImageModelMiddleware,
    LanguageModelMiddleware,
    extract_reasoning_middleware,
    wrap_provider,
)
from ai_sdk.plugins import create_provider_registry
from ai_sdk.provider import (
    ImageModel,
    InvalidArgumentError,
    LanguageModel,
    NoSuchModelError,
    Provider,
    ReasoningContent,
    TextContent,
)
from ai_sdk.testing import MockEmbeddingModel, MockImageModel, MockLanguageModel, MockProvider, text_result

from tests.core.middleware.helpers import asked


class Renaming(LanguageModelMiddleware):
    def override_model_id(self, model: LanguageModel) -> str:
        return f"wrapped {model.model_id}"


class RenamingImages(ImageModelMiddleware):
    def override_model_id(self, model: ImageModel) -> str:
        return f"wrapped {model.model_id}"


def make_provider() -> MockProvider:
    return MockProvider(
        language_models={"m": MockLanguageModel(model_id="m", do_generate=text_result("<think>a</think>b"))},
        image_models={"i": MockImageModel(model_id="i")},
        embedding_models={"e": MockEmbeddingModel(model_id="e")},
        **{f"{kind}_models": {"x": kind} for kind in ("speech", "transcription", "reranking", "video")},
    )


def test_a_wrapped_provider_wraps_language_and_image_models() -> None:
    provider = wrap_provider(
        make_provider(), language_model_middleware=Renaming(), image_model_middleware=[RenamingImages()]
    )
    assert isinstance(provider, Provider)
    assert provider("m").model_id == provider.language_model("m").model_id == "wrapped m"
    assert provider.image_model("i").model_id == "wrapped i"


def test_a_wrapped_provider_gives_other_models_as_they_are() -> None:
    inner = make_provider()
    provider = wrap_provider(inner, language_model_middleware=[Renaming()])
    assert provider.image_model("i") is inner.image_model("i")
    assert provider.embedding_model("e") is inner.embedding_model("e")
    for kind in ("speech", "transcription", "reranking", "video"):
        assert getattr(provider, f"{kind}_model")("x") == kind
        with pytest.raises(NoSuchModelError):
            getattr(provider, f"{kind}_model")("y")


def test_kinds_that_the_provider_lacks_are_missing_models() -> None:
    class Small:
        specification_version = "v4"

        def language_model(self, model_id: str) -> Any:
            return None if model_id == "none" else MockLanguageModel(model_id=model_id)

    small: Any = Small()
    provider = wrap_provider(small, language_model_middleware=Renaming())
    assert provider("x").model_id == "wrapped x"
    with pytest.raises(NoSuchModelError) as caught:
        provider.language_model("none")
    assert (caught.value.model_id, caught.value.model_type) == ("none", "languageModel")
    with pytest.raises(NoSuchModelError):
        provider.embedding_model("x")
    assert not hasattr(provider, "files")


async def test_a_wrapped_provider_has_the_stores_and_closes_the_provider_below() -> None:
    class WithFiles(MockProvider):
        def files(self) -> Any:
            return "the files"

    inner = WithFiles()
    async with wrap_provider(inner) as provider:
        assert provider.files() == "the files"  # type: ignore[comparison-overlap]
        assert not hasattr(provider, "skills")
    assert inner.closed


@pytest.mark.parametrize("wrong", [MockProvider, MockLanguageModel(), "groq", None])
def test_what_is_no_provider_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="a provider is an object with language_model"):
        wrap_provider(wrong)


def test_wrong_middleware_is_refused_when_the_provider_is_wrapped() -> None:
    wrong: Any = RenamingImages()
    with pytest.raises(InvalidArgumentError, match="expected a LanguageModelMiddleware"):
        wrap_provider(make_provider(), language_model_middleware=wrong)


async def test_a_registry_wraps_what_it_looks_up() -> None:
    registry = create_provider_registry(
        {"p": make_provider()},
        language_model_middleware=[Renaming(), extract_reasoning_middleware(tag_name="think")],
        image_model_middleware=RenamingImages(),
    )
    model = registry.language_model("p:m")
    assert model.model_id == "wrapped m"
    assert (await model.do_generate(asked())).content == [ReasoningContent("a"), TextContent("b")]
    assert registry.language_model("p:m") is not model
    assert registry.image_model("p:i").model_id == "wrapped i"
    assert registry.embedding_model("p:e").model_id == "e"
    with pytest.raises(NoSuchModelError):
        registry.language_model("p:other")
