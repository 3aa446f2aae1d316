"""From what a user gives as `model` to a model object.

model = resolve_model("groq:llama-3.3-70b-versatile", "language")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, overload
from weakref import WeakSet

from ai_sdk.plugins.default_registry import registry
from ai_sdk.plugins.extensions import extensions
from ai_sdk.provider.core_errors import InvalidParameterError, UnsupportedModelVersionError
from ai_sdk.provider.provider import MODEL_KINDS, ModelKind

if TYPE_CHECKING:
    from ai_sdk.provider.embedding_model import EmbeddingModel
    from ai_sdk.provider.image_model import ImageModel
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.provider.reranking_model import RerankingModel
    from ai_sdk.provider.speech_model import SpeechModel
    from ai_sdk.provider.transcription_model import TranscriptionModel
    from ai_sdk.provider.video_model import VideoModel

__all__ = ["resolve_model"]

# What a model of this kind must have.
_NEEDED: Final[dict[ModelKind, tuple[str, ...]]] = {
    "language": ("do_generate", "do_stream"),
    "embedding": ("do_embed",),
    "image": ("do_generate", "max_images_per_call"),
    "speech": ("do_generate",),
    "transcription": ("do_generate",),
    "reranking": ("do_rerank",),
    "video": ("max_videos_per_call",),
}

# What only models of this kind have. Speech and transcription models have nothing of their own.
_SIGNS: Final[tuple[tuple[str, ModelKind], ...]] = (
    ("supported_urls", "language"),
    ("do_embed", "embedding"),
    ("max_images_per_call", "image"),
    ("do_rerank", "reranking"),
    ("max_videos_per_call", "video"),
)


@overload
def resolve_model(model: object, kind: Literal["language"]) -> LanguageModel: ...
@overload
def resolve_model(model: object, kind: Literal["embedding"]) -> EmbeddingModel: ...
@overload
def resolve_model(model: object, kind: Literal["image"]) -> ImageModel: ...
@overload
def resolve_model(model: object, kind: Literal["speech"]) -> SpeechModel: ...
@overload
def resolve_model(model: object, kind: Literal["transcription"]) -> TranscriptionModel: ...
@overload
def resolve_model(model: object, kind: Literal["reranking"]) -> RerankingModel: ...
@overload
def resolve_model(model: object, kind: Literal["video"]) -> VideoModel: ...
@overload
def resolve_model(model: object, kind: ModelKind) -> Any: ...
def resolve_model(model: Any, kind: ModelKind) -> Any:
    """The model: a string is looked up in the default registry, an object is checked and given back.

    Raises `NoSuchModelError`, `NoSuchProviderError` or `PluginError` for a string, `InvalidParameterError` for what is
    no model of this kind, and `UnsupportedModelVersionError` for a model of another contract. Installed
    extensions may put middleware around it.
    """
    if isinstance(model, str):
        model = getattr(registry, f"{kind}_model")(model)
    version = getattr(model, "specification_version", None)
    if version != "v4" or not _looks_right(model, kind):
        raise _error(model, kind, version)
    middleware = extensions.middleware(kind)
    return _wrapped(model, kind, middleware) if middleware else model


# Classes of models that looked right. Looking is not free, and every call does it.
_RIGHT_CLASSES: Final[dict[ModelKind, WeakSet[type[Any]]]] = {kind: WeakSet() for kind in MODEL_KINDS}

# What extensions put around a model, which is not put around it twice.
_EXTENDED: Final = "_ai_sdk_extended"


def _wrapped(model: Any, kind: ModelKind, middleware: tuple[Any, ...]) -> Any:
    if getattr(model, _EXTENDED, False):
        return model
    from ai_sdk import middleware as wrapping

    wrapped = getattr(wrapping, f"wrap_{kind}_model")(model, middleware)
    setattr(wrapped, _EXTENDED, True)
    return wrapped


def _looks_right(model: object, kind: ModelKind) -> bool:
    model_class = type(model)
    if model_class in _RIGHT_CLASSES[kind]:
        return True
    needed = _NEEDED[kind]
    right = (
        not isinstance(model, type)
        and all(_has(model, name) for name in needed)
        and all(own_kind == kind or not _has(model, sign) for sign, own_kind in _SIGNS)
    )
    # Not if it is only this model that has them.
    if right and all(hasattr(model_class, name) for name in needed):
        _RIGHT_CLASSES[kind].add(model_class)
    return right


def _has(model: Any, name: str) -> bool:
    # The class first: a property must not run only to be seen.
    return hasattr(model.__class__, name) or hasattr(model, name)


def _error(model: Any, kind: ModelKind, version: object) -> Exception:
    expected = f"expected {_article(kind)} model or a string such as 'groq:llama-3.3-70b-versatile', got"
    if any(callable(getattr(model, f"{other}_model", None)) for other in MODEL_KINDS):
        text = f"{expected} a provider ({_type_name(model)}). Ask it for a model: provider.{kind}_model('model-id')"
    elif not hasattr(model, "model_id") or isinstance(model, type):
        text = f"{expected} {model!r}"
    elif version != "v4":
        provider = getattr(model, "provider", "unknown")
        return UnsupportedModelVersionError(version=version, provider=provider, model_id=model.model_id)
    else:
        own_kinds = [own_kind for sign, own_kind in _SIGNS if hasattr(model, sign)]
        what = f"{_article(own_kinds[0])} model" if own_kinds else f"another kind of model ({_type_name(model)})"
        text = f"{expected} {what}: {getattr(model, 'provider', 'unknown')}:{model.model_id}"
    return InvalidParameterError(parameter="model", value=model, message=text)


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _type_name(value: object) -> str:
    return type(value).__name__
