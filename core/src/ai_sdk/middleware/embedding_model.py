"""Middleware of embedding models.

class Lower(EmbeddingModelMiddleware):
    async def transform_params(self, call):
        return replace(call.params, values=[value.lower() for value in call.params.values])

model = wrap_embedding_model(provider.embedding_model("e5"), Lower())
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from ai_sdk.middleware.wrapping import check_wrapped, middleware_list

if TYPE_CHECKING:
    from ai_sdk.provider.embedding_model import EmbeddingCallOptions, EmbeddingModel, EmbeddingResult

__all__ = [
    "EmbeddingModelCall",
    "EmbeddingModelMiddleware",
    "EmbeddingModelMiddlewareInput",
    "EmbeddingModelParams",
    "WrappedEmbeddingModel",
    "wrap_embedding_model",
]


@dataclass(frozen=True, slots=True)
class EmbeddingModelParams:
    """What `transform_params` gets: the call options, and the model below."""

    params: EmbeddingCallOptions
    model: EmbeddingModel


@dataclass(frozen=True, slots=True)
class EmbeddingModelCall:
    """What `wrap_embed` gets: the transformed call options, and the model below."""

    params: EmbeddingCallOptions
    model: EmbeddingModel

    async def do_embed(self) -> EmbeddingResult:
        """The vectors of the model below."""
        return await self.model.do_embed(self.params)


class EmbeddingModelMiddleware:
    """Stands between the caller and an embedding model. Subclasses change what they want to change.

    One object serves all calls, also at the same time: keep what belongs to a call out of `self`.
    """

    def override_provider(self, model: EmbeddingModel) -> str:
        """The provider id of the wrapped model."""
        return model.provider

    def override_model_id(self, model: EmbeddingModel) -> str:
        """The model id of the wrapped model."""
        return model.model_id

    def override_max_embeddings_per_call(self, model: EmbeddingModel) -> int | Awaitable[int | None] | None:
        """How many values one call of the wrapped model takes; None for no limit."""
        return model.max_embeddings_per_call

    def override_supports_parallel_calls(self, model: EmbeddingModel) -> bool | Awaitable[bool]:
        """Whether several calls may run at the same time."""
        return model.supports_parallel_calls

    async def transform_params(self, call: EmbeddingModelParams) -> EmbeddingCallOptions:
        """The call options that the rest sees."""
        return call.params

    async def wrap_embed(self, call: EmbeddingModelCall) -> EmbeddingResult:
        """The vectors, usually made from those of `call.do_embed()`."""
        return await call.do_embed()


EmbeddingModelMiddlewareInput: TypeAlias = EmbeddingModelMiddleware | Sequence[EmbeddingModelMiddleware]
"""One middleware, or several, of which the first is the outermost."""


class WrappedEmbeddingModel:
    """An embedding model in one middleware. Made by `wrap_embedding_model`. `inner` is the model below."""

    specification_version: Literal["v4"] = "v4"

    def __init__(
        self,
        model: EmbeddingModel,
        middleware: EmbeddingModelMiddleware,
        *,
        model_id: str | None = None,
        provider_id: str | None = None,
    ) -> None:
        self.inner = model
        self.middleware = middleware
        self.provider: str = middleware.override_provider(model) if provider_id is None else provider_id
        self.model_id: str = middleware.override_model_id(model) if model_id is None else model_id

    def __repr__(self) -> str:
        return f"<{self.provider}:{self.model_id} in {type(self.middleware).__name__}>"

    @property
    def max_embeddings_per_call(self) -> int | Awaitable[int | None] | None:
        """How many values one call takes."""
        return self.middleware.override_max_embeddings_per_call(self.inner)

    @property
    def supports_parallel_calls(self) -> bool | Awaitable[bool]:
        """Whether several calls may run at the same time."""
        return self.middleware.override_supports_parallel_calls(self.inner)

    async def do_embed(self, options: EmbeddingCallOptions) -> EmbeddingResult:
        """The vectors, through the middleware."""
        params = await self.middleware.transform_params(EmbeddingModelParams(options, self.inner))
        return await self.middleware.wrap_embed(EmbeddingModelCall(params, self.inner))


def wrap_embedding_model(
    model: EmbeddingModel,
    middleware: EmbeddingModelMiddlewareInput,
    *,
    model_id: str | None = None,
    provider_id: str | None = None,
) -> EmbeddingModel:
    """The model with middleware around it; see `wrap_language_model`.

    model = wrap_embedding_model(model, default_embedding_settings_middleware(settings={"headers": {"x-team": "a"}}))
    """
    check_wrapped(model, "embedding", ("do_embed",))
    layers = middleware_list(middleware, EmbeddingModelMiddleware)
    if not layers and (model_id or provider_id):
        layers = [EmbeddingModelMiddleware()]
    for layer in reversed(layers):
        model = WrappedEmbeddingModel(model, layer, model_id=model_id, provider_id=provider_id)
    return model
