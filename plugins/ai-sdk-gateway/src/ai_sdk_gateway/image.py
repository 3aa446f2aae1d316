"""The image model: `POST {base_url}/image-model`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, Literal

from ai_sdk.provider import ImageCallOptions, ImageResult, ResponseInfo, from_json, to_json
from ai_sdk.provider_utils import ANY, NUMBER, STRING, list_of, mapping_of, nullish, object_of, optional

from ai_sdk_gateway.endpoint import Endpoint, ModelEndpoint
from ai_sdk_gateway.request import with_provider_options
from ai_sdk_gateway.shapes import WARNINGS

__all__ = ["NO_LIMIT", "ImageModel"]

NO_LIMIT: Final = 2**53 - 1
"""How many images or videos one call may ask for: the gateway splits by itself."""

_ANSWER = object_of(
    {
        "images": list_of(STRING),
        "warnings": WARNINGS,
        "providerMetadata": optional(mapping_of(object_of({"images": optional(list_of(ANY))}, keep_unknown=True))),
        "usage": optional(
            object_of({name: nullish(NUMBER) for name in ("inputTokens", "outputTokens", "totalTokens")})
        ),
    }
)


class ImageModel:
    """An image model behind the gateway."""

    specification_version: Literal["v4"] = "v4"
    provider = "gateway"
    max_images_per_call = NO_LIMIT

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self._endpoint = ModelEndpoint(
            endpoint, model_id, ai_image_model_specification_version="4", ai_model_id=model_id
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    async def do_generate(self, options: ImageCallOptions) -> ImageResult:
        """The images, as base64. Raises `GatewayError`."""
        called_at = datetime.now(UTC)
        answer = await self._endpoint.call(options.headers).post(
            "/image-model", body=_request(options), validate=_result
        )
        return replace(answer.value, response=ResponseInfo(None, called_at, self.model_id, answer.headers))


def _request(options: ImageCallOptions) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if options.prompt is not None:
        body["prompt"] = options.prompt
    body["n"] = options.n
    # A seed of 0 is left out too, as the other SDKs of this family do.
    settings = (("size", options.size), ("aspectRatio", options.aspect_ratio), ("seed", options.seed))
    body.update((name, value) for name, value in settings if value)
    with_provider_options(body, options.provider_options)
    if options.files is not None:
        body["files"] = to_json(options.files)
    if options.mask is not None:
        body["mask"] = to_json(options.mask)
    return body


def _result(value: Any) -> ImageResult:
    return from_json(ImageResult, _ANSWER(value))
