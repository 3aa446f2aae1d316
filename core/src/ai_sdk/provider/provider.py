"""The provider: what gives models by their id.

`BaseProvider` spares an author the kinds that a vendor does not have:

    class AcmeProvider(BaseProvider):
        name = "acme"

        def language_model(self, model_id):
            return AcmeLanguageModel(model_id, self._config)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeAlias, get_args, runtime_checkable

from ai_sdk.provider.errors import NoSuchModelError

if TYPE_CHECKING:
    # Only for the signatures: a provider of language models must not load the values of videos.
    from ai_sdk.provider.embedding_model import EmbeddingModel
    from ai_sdk.provider.image_model import ImageModel
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.provider.reranking_model import RerankingModel
    from ai_sdk.provider.speech_model import SpeechModel
    from ai_sdk.provider.transcription_model import TranscriptionModel
    from ai_sdk.provider.video_model import VideoModel

__all__ = ["CONTRACT_VERSION", "MODEL_KINDS", "BaseProvider", "ModelKind", "Provider"]

CONTRACT_VERSION = 1
"""The version of this contract. A plugin states the one it was written for; the core says which it takes."""

ModelKind: TypeAlias = Literal["language", "embedding", "image", "speech", "transcription", "reranking", "video"]
MODEL_KINDS: tuple[ModelKind, ...] = get_args(ModelKind)


@runtime_checkable
class Provider(Protocol):
    """Gives models by their id.

    These three kinds every provider answers for; for a kind or an id that it does not have it raises
    `NoSuchModelError`. It may have `speech_model`, `transcription_model`, `reranking_model`, `video_model`, `files()`
    and `skills()` as well, and `aclose()` if it holds connections. Making a model does no I/O.
    """

    @property
    def specification_version(self) -> str: ...

    def language_model(self, model_id: str) -> LanguageModel:
        """The language model of this id."""
        ...

    def embedding_model(self, model_id: str) -> EmbeddingModel:
        """The embedding model of this id."""
        ...

    def image_model(self, model_id: str) -> ImageModel:
        """The image model of this id."""
        ...


class BaseProvider:
    """A provider that has no models yet: every kind raises `NoSuchModelError` until a subclass gives it.

    Calling the provider is the same as `language_model`. It is an async context manager that calls `aclose()`.
    """

    specification_version: Literal["v4"] = "v4"

    def __call__(self, model_id: str) -> LanguageModel:
        """The same as `language_model`."""
        return self.language_model(model_id)

    def language_model(self, model_id: str) -> LanguageModel:
        """The language model of this id."""
        raise NoSuchModelError(model_id=model_id, model_type="languageModel")

    def embedding_model(self, model_id: str) -> EmbeddingModel:
        """The embedding model of this id."""
        raise NoSuchModelError(model_id=model_id, model_type="embeddingModel")

    def image_model(self, model_id: str) -> ImageModel:
        """The image model of this id."""
        raise NoSuchModelError(model_id=model_id, model_type="imageModel")

    def speech_model(self, model_id: str) -> SpeechModel:
        """The speech model of this id."""
        raise NoSuchModelError(model_id=model_id, model_type="speechModel")

    def transcription_model(self, model_id: str) -> TranscriptionModel:
        """The transcription model of this id."""
        raise NoSuchModelError(model_id=model_id, model_type="transcriptionModel")

    def reranking_model(self, model_id: str) -> RerankingModel:
        """The reranking model of this id."""
        raise NoSuchModelError(model_id=model_id, model_type="rerankingModel")

    def video_model(self, model_id: str) -> VideoModel:
        """The video model of this id."""
        raise NoSuchModelError(model_id=model_id, model_type="videoModel")

    async def aclose(self) -> None:
        """Closes what the provider holds open. It can be used again afterwards: connections are made anew."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.aclose()
