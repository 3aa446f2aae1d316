"""The image model: a prompt and maybe images in, images out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol, TypeAlias, runtime_checkable

from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.json_values import Headers, JSONObject, ProviderMetadata, ProviderOptions
from ai_sdk.provider.warnings import CallWarning

__all__ = [
    "ImageCallOptions",
    "ImageFile",
    "ImageInput",
    "ImageModel",
    "ImageResult",
    "ImageUrl",
    "ImageUsage",
    "MaxPerCall",
]


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An image given inline: bytes, or base64 text."""

    type: ClassVar[Literal["file"]] = "file"
    media_type: str
    data: bytes | str
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ImageUrl:
    """An image given by its URL."""

    type: ClassVar[Literal["url"]] = "url"
    url: str
    provider_options: ProviderOptions | None = field(default=None, kw_only=True)


ImageInput: TypeAlias = ImageFile | ImageUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageCallOptions:
    """One call of an image model. `size` is `WIDTHxHEIGHT`, `aspect_ratio` `WIDTH:HEIGHT`."""

    prompt: str | None = None
    n: int = 1
    size: str | None = None
    aspect_ratio: str | None = None
    seed: int | None = None
    files: Sequence[ImageInput] | None = None
    mask: ImageInput | None = None
    headers: Headers | None = None
    provider_options: ProviderOptions = field(default_factory=dict[str, JSONObject])


@dataclass(frozen=True, slots=True)
class ImageUsage:
    """Tokens of an image call."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    total_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class ImageResult:
    """The images, as bytes or base64 text, whichever the provider sent."""

    images: Sequence[bytes | str]
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)
    usage: ImageUsage | None = field(default=None, kw_only=True)


MaxPerCall: TypeAlias = int | Callable[[str], int | Awaitable[int | None] | None] | None
"""How many results one call can give: a number, None if the model does not say, or a function of the model id."""


@runtime_checkable
class ImageModel(Protocol):
    """A model that makes images."""

    @property
    def specification_version(self) -> str: ...

    @property
    def provider(self) -> str: ...

    @property
    def model_id(self) -> str: ...

    @property
    def max_images_per_call(self) -> MaxPerCall: ...

    async def do_generate(self, options: ImageCallOptions) -> ImageResult:
        """`options.n` images, at most `max_images_per_call`."""
        ...
