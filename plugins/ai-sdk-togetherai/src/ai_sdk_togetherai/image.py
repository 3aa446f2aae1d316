"""The image model: `POST {base_url}/images/generations`, with or without an image to start from."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Final, Literal

from ai_sdk.provider import (
    CallWarning,
    ImageCallOptions,
    ImageResult,
    InvalidArgumentError,
    OtherWarning,
    ResponseInfo,
    UnsupportedFunctionalityError,
    UnsupportedWarning,
)
from ai_sdk.provider_utils import STRING, image_to_url, list_of, object_of, parse_provider_options, post_json
from ai_sdk_openai_compatible.endpoint import Endpoint
from ai_sdk_openai_compatible.wire import without_none

from ai_sdk_togetherai.errors import TOGETHERAI_ERRORS
from ai_sdk_togetherai.options import IMAGE_OPTIONS

__all__ = ["TogetherAIImageModel", "image_request"]

_RESPONSE: Final = object_of({"data": list_of(object_of({"b64_json": STRING}))})


def image_request(options: ImageCallOptions, *, model_id: str) -> tuple[dict[str, Any], list[CallWarning]]:
    """The body and the warnings. Members of the provider's options can replace all others; null ones are sent.

    Raises `UnsupportedFunctionalityError` for a mask, `InvalidArgumentError` for a size that is none and for provider
    options of a wrong type.
    """
    if options.mask is not None:
        raise UnsupportedFunctionalityError(
            "mask",
            message="Together AI does not support mask-based image editing. Use a FLUX Kontext model "
            "(for example black-forest-labs/FLUX.1-kontext-pro) with a reference image and a prompt that says what "
            "to change.",
        )
    warnings: list[CallWarning] = []
    if options.size is not None:
        # The size is sent all the same, and an aspect ratio is left out without a word: so it is in every SDK of this
        # family, and programs compare the warnings.
        warnings.append(
            UnsupportedWarning(
                "aspectRatio", "This model does not support the `aspectRatio` option. Use `size` instead."
            )
        )
    own: dict[str, Any] = (
        parse_provider_options(options.provider_options, provider="togetherai", validate=IMAGE_OPTIONS) or {}
    )
    files = options.files or ()
    if len(files) > 1:
        warnings.append(OtherWarning("Together AI only supports a single input image. Additional images are ignored."))
    width, height = (None, None) if options.size is None else _width_and_height(options.size)
    body = without_none(
        {
            "model": model_id,
            "prompt": options.prompt,
            "seed": options.seed,
            "n": options.n if options.n > 1 else None,
            "width": width,
            "height": height,
            "image_url": image_to_url(files[0]) if files else None,
            "response_format": "base64",
        }
    )
    return {**body, **own}, warnings


def _width_and_height(size: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d+)x(\d+)", size, re.ASCII)
    if found is None:
        raise InvalidArgumentError(
            f"size must be WIDTHxHEIGHT in pixels, such as '1024x768', got {size!r}.", argument="size", value=size
        )
    return int(found[1]), int(found[2])


class TogetherAIImageModel:
    """An image model of Together AI. It makes one image a call."""

    specification_version: Literal["v4"] = "v4"
    max_images_per_call = 1

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self.provider = f"{endpoint.name}.image"
        self._endpoint = endpoint

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.model_id!r}>"

    async def do_generate(self, options: ImageCallOptions) -> ImageResult:
        """The images, as base64 text. Raises `APICallError`, and what `image_request` raises."""
        started = datetime.now(UTC)
        body, warnings = image_request(options, model_id=self.model_id)
        answer = await post_json(
            self._endpoint.transport,
            self._endpoint.url("/images/generations"),
            headers=self._endpoint.request_headers(options.headers),
            body=body,
            validate=_RESPONSE,
            errors=TOGETHERAI_ERRORS,
            max_bytes=self._endpoint.max_response_bytes,
        )
        return ImageResult(
            [item["b64_json"] for item in answer.value["data"]],
            warnings,
            response=ResponseInfo(timestamp=started, model_id=self.model_id, headers=answer.headers),
        )
