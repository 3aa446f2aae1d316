"""Middleware around every model of a provider.

thinking = wrap_provider(groq, language_model_middleware=extract_reasoning_middleware(tag_name="think"))
model = thinking("qwen/qwen3-32b")
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ai_sdk.middleware.image_model import ImageModelMiddleware, ImageModelMiddlewareInput, wrap_image_model
from ai_sdk.middleware.language_model import (
    LanguageModelMiddleware,
    LanguageModelMiddlewareInput,
    wrap_language_model,
)
from ai_sdk.middleware.wrapping import middleware_list
from ai_sdk.provider.errors import InvalidArgumentError, NoSuchModelError
from ai_sdk.provider.provider import BaseProvider, ModelKind

if TYPE_CHECKING:
    from ai_sdk.provider.embedding_model import EmbeddingModel
    from ai_sdk.provider.files import Files, Skills
    from ai_sdk.provider.image_model import ImageModel
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.provider.provider import Provider
    from ai_sdk.provider.reranking_model import RerankingModel
    from ai_sdk.provider.speech_model import SpeechModel
    from ai_sdk.provider.transcription_model import TranscriptionModel
    from ai_sdk.provider.video_model import VideoModel

__all__ = ["WrappedProvider", "wrap_provider"]


class WrappedProvider(BaseProvider):
    """What `wrap_provider` makes. It has `files()` and `skills()` only if the provider below has them."""

    files: Callable[[], Files]
    skills: Callable[[], Skills]

    def __init__(
        self,
        provider: Provider,
        *,
        language_model_middleware: LanguageModelMiddlewareInput = (),
        image_model_middleware: ImageModelMiddlewareInput = (),
    ) -> None:
        self.inner: Any = provider
        self._language = middleware_list(language_model_middleware, LanguageModelMiddleware)
        self._image = middleware_list(image_model_middleware, ImageModelMiddleware)
        for store in ("files", "skills"):
            give = getattr(provider, store, None)
            if give is not None:
                setattr(self, store, give)

    def language_model(self, model_id: str) -> LanguageModel:
        """The language model of this id, wrapped."""
        return wrap_language_model(self._model("language", model_id), self._language)

    def image_model(self, model_id: str) -> ImageModel:
        """The image model of this id, wrapped."""
        return wrap_image_model(self._model("image", model_id), self._image)

    def embedding_model(self, model_id: str) -> EmbeddingModel:
        """The embedding model of this id, as the provider gives it."""
        return self._model("embedding", model_id)

    def speech_model(self, model_id: str) -> SpeechModel:
        """The speech model of this id, as the provider gives it."""
        return self._model("speech", model_id)

    def transcription_model(self, model_id: str) -> TranscriptionModel:
        """The transcription model of this id, as the provider gives it."""
        return self._model("transcription", model_id)

    def reranking_model(self, model_id: str) -> RerankingModel:
        """The reranking model of this id, as the provider gives it."""
        return self._model("reranking", model_id)

    def video_model(self, model_id: str) -> VideoModel:
        """The video model of this id, as the provider gives it."""
        return self._model("video", model_id)

    async def aclose(self) -> None:
        """Closes the provider below."""
        aclose = getattr(self.inner, "aclose", None)
        if aclose is not None:
            await aclose()

    def _model(self, kind: ModelKind, model_id: str) -> Any:
        make = getattr(self.inner, f"{kind}_model", None)
        model = None if make is None else make(model_id)
        if model is None:
            raise NoSuchModelError(model_id=model_id, model_type=f"{kind}Model")
        return model


def wrap_provider(
    provider: Provider,
    *,
    language_model_middleware: LanguageModelMiddlewareInput = (),
    image_model_middleware: ImageModelMiddlewareInput = (),
) -> WrappedProvider:
    """The provider, whose language and image models come wrapped. Everything else passes as it is.

        mine = wrap_provider(groq, language_model_middleware=[Logging(), Caching()])
        mine.language_model("llama-3.3-70b-versatile")

    `aclose()` of the wrapped provider closes the one below. Raises `InvalidArgumentError` if `provider` is none.
    """
    if isinstance(provider, type) or not callable(getattr(provider, "language_model", None)):
        raise InvalidArgumentError(
            f"a provider is an object with language_model(model_id), got {provider!r}",
            argument="provider",
            value=provider,
        )
    return WrappedProvider(
        provider,
        language_model_middleware=language_model_middleware,
        image_model_middleware=image_model_middleware,
    )
