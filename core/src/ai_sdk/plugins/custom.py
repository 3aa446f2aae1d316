"""A provider put together from single models.

mine = custom_provider(
    language_models={"fast": groq("llama-3.1-8b-instant"), "good": "gateway:openai/gpt-5"},
    fallback_provider=groq,
)
mine.language_model("fast")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from ai_sdk.plugins.provider_registry import model_from_provider
from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.errors import NoSuchModelError
from ai_sdk.provider.provider import BaseProvider, ModelKind

if TYPE_CHECKING:
    from ai_sdk.provider.embedding_model import EmbeddingModel
    from ai_sdk.provider.files import Files, Skills
    from ai_sdk.provider.image_model import ImageModel
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.provider.reranking_model import RerankingModel
    from ai_sdk.provider.speech_model import SpeechModel
    from ai_sdk.provider.transcription_model import TranscriptionModel
    from ai_sdk.provider.video_model import VideoModel

__all__ = ["CustomProvider", "custom_provider"]


class CustomProvider(BaseProvider):
    """What `custom_provider` makes. It has `files()` and `skills()` only if it or its fallback was given them."""

    files: Callable[[], Files]
    skills: Callable[[], Skills]

    def __init__(self, models: Mapping[ModelKind, Mapping[str, Any]], *, fallback: Any = None) -> None:
        self._models = models
        self._fallback = fallback

    def language_model(self, model_id: str) -> LanguageModel:
        """The language model of this id."""
        return cast("LanguageModel", self._model(model_id, "language"))

    def embedding_model(self, model_id: str) -> EmbeddingModel:
        """The embedding model of this id."""
        return cast("EmbeddingModel", self._model(model_id, "embedding"))

    def image_model(self, model_id: str) -> ImageModel:
        """The image model of this id."""
        return cast("ImageModel", self._model(model_id, "image"))

    def speech_model(self, model_id: str) -> SpeechModel:
        """The speech model of this id."""
        return cast("SpeechModel", self._model(model_id, "speech"))

    def transcription_model(self, model_id: str) -> TranscriptionModel:
        """The transcription model of this id."""
        return cast("TranscriptionModel", self._model(model_id, "transcription"))

    def reranking_model(self, model_id: str) -> RerankingModel:
        """The reranking model of this id."""
        return cast("RerankingModel", self._model(model_id, "reranking"))

    def video_model(self, model_id: str) -> VideoModel:
        """The video model of this id."""
        return cast("VideoModel", self._model(model_id, "video"))

    async def aclose(self) -> None:
        """Closes the fallback provider. Models belong to the providers they came from."""
        aclose = getattr(self._fallback, "aclose", None)
        if aclose is not None:
            await aclose()

    def _model(self, model_id: str, kind: ModelKind) -> Any:
        model = self._models[kind].get(model_id)
        if model is not None:
            return resolve_model(model, kind)
        found = model_from_provider(self._fallback, kind, model_id)
        if found is None:
            raise NoSuchModelError(model_id=model_id, model_type=f"{kind}Model")
        return found


def custom_provider(
    *,
    language_models: Mapping[str, LanguageModel | str] | None = None,
    embedding_models: Mapping[str, EmbeddingModel | str] | None = None,
    image_models: Mapping[str, ImageModel | str] | None = None,
    speech_models: Mapping[str, SpeechModel | str] | None = None,
    transcription_models: Mapping[str, TranscriptionModel | str] | None = None,
    reranking_models: Mapping[str, RerankingModel | str] | None = None,
    video_models: Mapping[str, VideoModel | str] | None = None,
    files: Files | None = None,
    skills: Skills | None = None,
    fallback_provider: Any = None,
) -> CustomProvider:
    """A provider of these models, by ids of your own.

    A model may be a string, which the default registry resolves when the model is asked for. Ids that are not here go
    to `fallback_provider`, if there is one; else they raise `NoSuchModelError`.
    """
    provider = CustomProvider(
        {
            "language": language_models or {},
            "embedding": embedding_models or {},
            "image": image_models or {},
            "speech": speech_models or {},
            "transcription": transcription_models or {},
            "reranking": reranking_models or {},
            "video": video_models or {},
        },
        fallback=fallback_provider,
    )
    give_files = getattr(fallback_provider, "files", None) if files is None else lambda: files
    if give_files is not None:
        provider.files = give_files
    give_skills = getattr(fallback_provider, "skills", None) if skills is None else lambda: skills
    if give_skills is not None:
        provider.skills = give_skills
    return provider
