"""Middleware of image models.

class Square(ImageModelMiddleware):
    async def transform_params(self, call):
        return replace(call.params, aspect_ratio="1:1")

model = wrap_image_model(provider.image_model("flux"), Square())
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from ai_sdk.middleware.wrapping import check_wrapped, middleware_list

if TYPE_CHECKING:
    from ai_sdk.provider.image_model import ImageCallOptions, ImageModel, ImageResult, MaxPerCall

__all__ = [
    "ImageModelCall",
    "ImageModelMiddleware",
    "ImageModelMiddlewareInput",
    "ImageModelParams",
    "WrappedImageModel",
    "wrap_image_model",
]


@dataclass(frozen=True, slots=True)
class ImageModelParams:
    """What `transform_params` gets: the call options, and the model below."""

    params: ImageCallOptions
    model: ImageModel


@dataclass(frozen=True, slots=True)
class ImageModelCall:
    """What `wrap_generate` gets: the transformed call options, and the model below."""

    params: ImageCallOptions
    model: ImageModel

    async def do_generate(self) -> ImageResult:
        """The images of the model below."""
        return await self.model.do_generate(self.params)


class ImageModelMiddleware:
    """Stands between the caller and an image model. Subclasses change what they want to change.

    One object serves all calls, also at the same time: keep what belongs to a call out of `self`.
    """

    def override_provider(self, model: ImageModel) -> str:
        """The provider id of the wrapped model."""
        return model.provider

    def override_model_id(self, model: ImageModel) -> str:
        """The model id of the wrapped model."""
        return model.model_id

    def override_max_images_per_call(self, model: ImageModel) -> MaxPerCall:
        """How many images one call of the wrapped model can give."""
        return model.max_images_per_call

    async def transform_params(self, call: ImageModelParams) -> ImageCallOptions:
        """The call options that the rest sees."""
        return call.params

    async def wrap_generate(self, call: ImageModelCall) -> ImageResult:
        """The images, usually made from those of `call.do_generate()`."""
        return await call.do_generate()


ImageModelMiddlewareInput: TypeAlias = ImageModelMiddleware | Sequence[ImageModelMiddleware]
"""One middleware, or several, of which the first is the outermost."""


class WrappedImageModel:
    """An image model in one middleware. Made by `wrap_image_model`. `inner` is the model below."""

    specification_version: Literal["v4"] = "v4"

    def __init__(
        self,
        model: ImageModel,
        middleware: ImageModelMiddleware,
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
    def max_images_per_call(self) -> MaxPerCall:
        """How many images one call can give."""
        return self.middleware.override_max_images_per_call(self.inner)

    async def do_generate(self, options: ImageCallOptions) -> ImageResult:
        """The images, through the middleware."""
        params = await self.middleware.transform_params(ImageModelParams(options, self.inner))
        return await self.middleware.wrap_generate(ImageModelCall(params, self.inner))


def wrap_image_model(
    model: ImageModel,
    middleware: ImageModelMiddlewareInput,
    *,
    model_id: str | None = None,
    provider_id: str | None = None,
) -> ImageModel:
    """The model with middleware around it; see `wrap_language_model`.

    model = wrap_image_model(provider.image_model("flux"), Square())
    """
    check_wrapped(model, "image", ("do_generate", "max_images_per_call"))
    layers = middleware_list(middleware, ImageModelMiddleware)
    if not layers and (model_id or provider_id):
        layers = [ImageModelMiddleware()]
    for layer in reversed(layers):
        model = WrappedImageModel(model, layer, model_id=model_id, provider_id=provider_id)
    return model
