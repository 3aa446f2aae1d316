from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from ai_sdk.middleware import (
    EmbeddingModelCall,
    EmbeddingModelMiddleware,
    EmbeddingModelParams,
    ImageModelCall,
    ImageModelMiddleware,
    ImageModelParams,
    LanguageModelMiddleware,
    wrap_embedding_model,
    wrap_image_model,
)
from ai_sdk.provider import (
    EmbeddingCallOptions,
    EmbeddingModel,
    EmbeddingResult,
    ImageCallOptions,
    ImageModel,
    ImageResult,
    InvalidArgumentError,
)
from ai_sdk.testing import MockEmbeddingModel, MockImageModel, MockLanguageModel


class Tagging(EmbeddingModelMiddleware):
    def __init__(self, tag: str) -> None:
        self.tag = tag

    async def transform_params(self, call: EmbeddingModelParams) -> EmbeddingCallOptions:
        return replace(call.params, values=[value + self.tag for value in call.params.values])

    async def wrap_embed(self, call: EmbeddingModelCall) -> EmbeddingResult:
        result = await call.do_embed()
        return replace(result, embeddings=[[*vector, float(self.tag)] for vector in result.embeddings])

    def override_max_embeddings_per_call(self, model: EmbeddingModel) -> int | None:
        return None

    def override_supports_parallel_calls(self, model: EmbeddingModel) -> bool:
        return True


def embeddings(options: EmbeddingCallOptions) -> EmbeddingResult:
    return EmbeddingResult([[float(len(value))] for value in options.values])


async def test_embedding_middleware_wraps_from_the_outside_in() -> None:
    model = MockEmbeddingModel(do_embed=embeddings)
    wrapped = wrap_embedding_model(model, [Tagging("1"), Tagging("2")])
    assert (await wrapped.do_embed(EmbeddingCallOptions(values=["a"]))).embeddings == [[3.0, 2.0, 1.0]]
    assert model.do_embed_calls[0].values == ["a12"]
    assert isinstance(wrapped, EmbeddingModel)
    assert (wrapped.max_embeddings_per_call, wrapped.supports_parallel_calls) == (None, True)


async def test_embedding_middleware_that_changes_nothing_is_not_seen() -> None:
    model = MockEmbeddingModel(do_embed=embeddings, max_embeddings_per_call=7)
    wrapped = wrap_embedding_model(model=model, middleware=EmbeddingModelMiddleware(), model_id="e", provider_id="p")
    assert (wrapped.provider, wrapped.model_id) == ("p", "e")
    assert (wrapped.max_embeddings_per_call, wrapped.supports_parallel_calls) == (7, False)
    assert (await wrapped.do_embed(EmbeddingCallOptions(values=["a"]))).embeddings == [[1.0]]
    assert wrap_embedding_model(model, []) is model
    assert wrap_embedding_model(model, [], model_id="e").model_id == "e"


class Squaring(ImageModelMiddleware):
    async def transform_params(self, call: ImageModelParams) -> ImageCallOptions:
        return replace(call.params, aspect_ratio="1:1")

    async def wrap_generate(self, call: ImageModelCall) -> ImageResult:
        result = await call.do_generate()
        return replace(result, images=[*result.images, b"more"])

    def override_max_images_per_call(self, model: ImageModel) -> int:
        return 9


async def test_image_middleware_changes_options_and_images() -> None:
    model = MockImageModel(do_generate=ImageResult([b"x"]))
    wrapped = wrap_image_model(model, [Squaring(), ImageModelMiddleware()])
    assert (await wrapped.do_generate(ImageCallOptions(prompt="a cat"))).images == [b"x", b"more"]
    assert model.do_generate_calls == [ImageCallOptions(prompt="a cat", aspect_ratio="1:1")]
    assert isinstance(wrapped, ImageModel)
    assert wrapped.max_images_per_call == 9
    assert wrap_image_model(model, []) is model
    assert wrap_image_model(model, [], provider_id="p").provider == "p"
    assert wrap_image_model(model, ImageModelMiddleware()).max_images_per_call == 1


@pytest.mark.parametrize("middleware", [LanguageModelMiddleware(), [LanguageModelMiddleware()]])
def test_middleware_of_another_kind_is_refused(middleware: Any | Sequence[Any]) -> None:
    with pytest.raises(InvalidArgumentError, match="expected a EmbeddingModelMiddleware"):
        wrap_embedding_model(MockEmbeddingModel(), middleware)
    with pytest.raises(InvalidArgumentError, match="expected a ImageModelMiddleware"):
        wrap_image_model(MockImageModel(), middleware)


def test_models_of_another_kind_are_refused() -> None:
    model: Any = MockLanguageModel()
    with pytest.raises(InvalidArgumentError, match="'embedding'"):
        wrap_embedding_model(model, EmbeddingModelMiddleware())
    with pytest.raises(InvalidArgumentError, match="'image'"):
        wrap_image_model(model, ImageModelMiddleware())
