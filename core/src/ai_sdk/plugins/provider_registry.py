"""Registries: they turn `provider:model` into a model.

    models = create_provider_registry({"groq": groq, "mine": create_openai_compatible(base_url=..., name="mine")})
    model = models.language_model("groq:llama-3.3-70b-versatile")

Such a registry knows what it is given and discovers nothing. `default_registry.py` has the one that does.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from ai_sdk.provider.core_errors import NoSuchProviderError
from ai_sdk.provider.errors import InvalidArgumentError, NoSuchModelError, UnsupportedFunctionalityError
from ai_sdk.provider.provider import MODEL_KINDS, BaseProvider, ModelKind

if TYPE_CHECKING:
    from ai_sdk.middleware.image_model import ImageModelMiddlewareInput
    from ai_sdk.middleware.language_model import LanguageModelMiddlewareInput
    from ai_sdk.provider.embedding_model import EmbeddingModel
    from ai_sdk.provider.files import Files, Skills
    from ai_sdk.provider.image_model import ImageModel
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.provider.reranking_model import RerankingModel
    from ai_sdk.provider.speech_model import SpeechModel
    from ai_sdk.provider.transcription_model import TranscriptionModel
    from ai_sdk.provider.video_model import VideoModel

__all__ = ["ProviderInfo", "ProviderRegistry", "ProviderState", "create_provider_registry", "model_from_provider"]

ProviderState: TypeAlias = Literal["registered", "installed", "in use", "blocked", "collision", "broken"]


@dataclass(slots=True, frozen=True)
class ProviderInfo:
    """One row of `registry.providers()`.

    `state`: `registered` by hand; `installed`, not used yet; `in use`; `blocked` by a switch; `collision` with another
    distribution; `broken`, as its use has shown. `problem` says more of the last three.
    """

    prefix: str
    distribution: str | None
    version: str | None
    state: ProviderState
    problem: str | None = None


def model_from_provider(provider: Any, kind: ModelKind, model_id: str) -> Any:
    """The provider's model, or None if it has no such kind of models or gives nothing."""
    make = getattr(provider, f"{kind}_model", None)
    return None if make is None else make(model_id)


class ProviderRegistry(BaseProvider):
    """Providers by their prefix, itself a provider whose model ids are `prefix:model`. Safe to use from threads.

    Every `..._model` method raises `NoSuchProviderError` for an unknown prefix and `NoSuchModelError` for a model that
    the provider does not have, or if there is no prefix.
    """

    def __init__(
        self,
        providers: Mapping[str, Any] | None = None,
        *,
        separator: str = ":",
        language_model_middleware: LanguageModelMiddlewareInput = (),
        image_model_middleware: ImageModelMiddlewareInput = (),
    ) -> None:
        if not separator:
            raise InvalidArgumentError("separator must not be empty", argument="separator", value=separator)
        self.separator = separator
        self._language_model_middleware = language_model_middleware
        self._image_model_middleware = image_model_middleware
        self._lock = threading.Lock()
        self._given: dict[str, Any] = {}
        for prefix, provider in (providers or {}).items():
            self.register(prefix, provider)

    def language_model(self, model_id: str) -> LanguageModel:
        """The language model of this id."""
        model = cast("LanguageModel", self._model(model_id, "language"))
        if self._language_model_middleware == ():
            return model
        from ai_sdk.middleware.language_model import wrap_language_model

        return wrap_language_model(model, self._language_model_middleware)

    def embedding_model(self, model_id: str) -> EmbeddingModel:
        """The embedding model of this id."""
        return cast("EmbeddingModel", self._model(model_id, "embedding"))

    def image_model(self, model_id: str) -> ImageModel:
        """The image model of this id."""
        model = cast("ImageModel", self._model(model_id, "image"))
        if self._image_model_middleware == ():
            return model
        from ai_sdk.middleware.image_model import wrap_image_model

        return wrap_image_model(model, self._image_model_middleware)

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

    def provider(self, prefix: str) -> Any:
        """The provider of this prefix itself. Raises `NoSuchProviderError`."""
        return self._provider(prefix, "provider", model_id=prefix)

    def files(self, prefix: str) -> Files:
        """The file store of a provider. Raises `UnsupportedFunctionalityError` if it has none."""
        return cast("Files", self._store(prefix, "files"))

    def skills(self, prefix: str) -> Skills:
        """The skill store of a provider. Raises `UnsupportedFunctionalityError` if it has none."""
        return cast("Skills", self._store(prefix, "skills"))

    def providers(self) -> list[ProviderInfo]:
        """The providers there are, in the order of their registration."""
        return [ProviderInfo(prefix, None, None, "registered") for prefix in list(self._by_hand())]

    def register(self, prefix: str, provider: Any, *, replace: bool = False) -> None:
        """Adds a provider under a prefix. `replace=True` takes the place of one registered before, which stays open."""
        if not prefix or self.separator in prefix:
            raise InvalidArgumentError(
                f"prefix {prefix!r} must be a text without {self.separator!r}", argument="prefix", value=prefix
            )
        check_is_provider(provider)
        with self._lock:
            if prefix in self._by_hand() and not replace:
                raise InvalidArgumentError(
                    f"prefix {prefix!r} is registered already. Pass replace=True to take its place.",
                    argument="prefix",
                    value=prefix,
                )
            self._by_hand()[prefix] = provider

    def unregister(self, prefix: str) -> Any:
        """Takes out a provider that was registered by hand and gives it back, still open."""
        with self._lock:
            provider = self._by_hand().pop(prefix, None)
        if provider is None:
            raise InvalidArgumentError(f"prefix {prefix!r} is not registered", argument="prefix", value=prefix)
        return provider

    async def aclose(self) -> None:
        """Closes every provider, also if one of them fails to. The registry can be used again afterwards."""
        async with AsyncExitStack() as stack:
            for provider in reversed(self._open_providers()):
                aclose = getattr(provider, "aclose", None)
                if aclose is not None:
                    stack.push_async_callback(aclose)

    def _by_hand(self) -> dict[str, Any]:
        return self._given

    def _open_providers(self) -> list[Any]:
        with self._lock:
            return list({id(provider): provider for provider in self._by_hand().values()}.values())

    def _model(self, model: str, kind: ModelKind) -> Any:
        model_type = f"{kind}Model"
        provider, model_id = self._locate(model, model_type)
        found = model_from_provider(provider, kind, model_id)
        if found is None:
            raise NoSuchModelError(model_id=model, model_type=model_type)
        return found

    def _store(self, prefix: str, store: Literal["files", "skills"]) -> Any:
        make = getattr(self._provider(prefix, store, model_id=prefix), store, None)
        found = None if make is None else make()
        if found is None:
            raise UnsupportedFunctionalityError(store, message=f"Provider {prefix!r} has no {store}.")
        return found

    def _locate(self, model: str, model_type: str) -> tuple[Any, str]:
        prefix, separator, model_id = model.partition(self.separator)
        if not separator:
            raise NoSuchModelError(
                f"Invalid {model_type} id for registry: {model} "
                f'(must be in the format "providerId{self.separator}modelId")',
                model_id=model,
                model_type=model_type,
            )
        return self._provider(prefix, model_type, model_id=model), model_id

    def _provider(self, prefix: str, model_type: str, *, model_id: str) -> Any:  # noqa: ARG002 - for subclasses
        provider = self._by_hand().get(prefix)
        if provider is None:
            raise NoSuchProviderError(
                provider_id=prefix,
                available_providers=list(self._by_hand()),
                model_id=prefix,
                model_type=model_type,
            )
        return provider


def check_is_provider(provider: Any) -> None:
    """Raises `InvalidArgumentError` for what is plainly no provider: a class, a model, a string."""
    if isinstance(provider, type) or not any(
        callable(getattr(provider, f"{kind}_model", None)) for kind in MODEL_KINDS
    ):
        raise InvalidArgumentError(
            f"a provider is an object with language_model(model_id) or a like method, got {provider!r}",
            argument="provider",
            value=provider,
        )


def create_provider_registry(
    providers: Mapping[str, Any],
    *,
    separator: str = ":",
    language_model_middleware: LanguageModelMiddlewareInput = (),
    image_model_middleware: ImageModelMiddlewareInput = (),
) -> ProviderRegistry:
    """A registry of these providers and no others: nothing is discovered.

    `separator` stands between prefix and model id, whose first occurrence counts. The middleware, one or several, is
    put around every language or image model that the registry gives.
    """
    return ProviderRegistry(
        providers,
        separator=separator,
        language_model_middleware=language_model_middleware,
        image_model_middleware=image_model_middleware,
    )
