"""The image model: `POST {base_url}/images/generations`, and `/images/edits` where there are images to start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Literal

from ai_sdk.provider import (
    CallWarning,
    ImageCallOptions,
    ImageInput,
    ImageResult,
    ImageUrl,
    ImageUsage,
    ResponseInfo,
    UnsupportedWarning,
)
from ai_sdk.provider_utils import (
    NUMBER,
    STRING,
    ApiResponse,
    FormData,
    base64_to_bytes,
    download_url,
    form_data_from,
    list_of,
    nullish,
    object_of,
    post_form,
    post_json,
)

from ai_sdk_openai_compatible.endpoint import Endpoint
from ai_sdk_openai_compatible.options import OptionKeys, deprecation_warnings, passed_through
from ai_sdk_openai_compatible.wire import without_none

__all__ = ["ImageModel", "image_edit_form", "image_request"]

MAX_IMAGES_PER_CALL: Final = 10

_RESPONSE = object_of(
    {
        "data": list_of(object_of({"b64_json": STRING})),
        "usage": nullish(
            object_of(
                {"input_tokens": nullish(NUMBER), "output_tokens": nullish(NUMBER), "total_tokens": nullish(NUMBER)}
            )
        ),
    }
)


def image_request(options: ImageCallOptions, *, model_id: str, provider: str) -> dict[str, Any]:
    """The body of a generation. Members of the provider's options can replace all others; null ones are sent."""
    keys = OptionKeys.of(provider)
    standard = {"model": model_id, "prompt": options.prompt, "n": options.n, "size": options.size}
    return {**without_none(standard), **passed_through(options.provider_options, keys)}


def image_edit_form(
    options: ImageCallOptions,
    files: Sequence[tuple[bytes, str | None]],
    mask: tuple[bytes, str | None] | None,
    *,
    model_id: str,
    provider: str,
) -> FormData:
    """The form of an edit: files are bytes and media type. One image is a field `image`, several are `image[]`."""
    uploads = {"image": files, "mask": () if mask is None else (mask,)}
    values: dict[str, Any] = {
        "model": model_id,
        "prompt": options.prompt,
        **uploads,
        "n": options.n,
        "size": options.size,
        **passed_through(options.provider_options, OptionKeys.of(provider)),
    }
    form = FormData()
    for name, value in values.items():
        if name in uploads and value is uploads[name]:
            for data, media_type in uploads[name]:
                form.append_file(f"{name}[]" if len(value) > 1 else name, data, media_type=media_type)
        else:
            form.fields += form_data_from({name: value}).fields
    return form


class ImageModel:
    """An image model at an endpoint."""

    specification_version: Literal["v4"] = "v4"

    def __init__(self, model_id: str, *, endpoint: Endpoint, max_images_per_call: int = MAX_IMAGES_PER_CALL) -> None:
        self.model_id = model_id
        self.provider = f"{endpoint.name}.image"
        self.max_images_per_call = max_images_per_call
        self._endpoint = endpoint

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    async def do_generate(self, options: ImageCallOptions) -> ImageResult:
        """The images, as base64 text.

        Raises `APICallError`, `DownloadError` if an image to start from can't be fetched, `InvalidDataContentError`
        if one is no base64.
        """
        started = datetime.now(UTC)
        answer = await (self._edit(options) if options.files else self._generate(options))
        usage: Mapping[str, Any] | None = answer.value.get("usage")
        return ImageResult(
            [item["b64_json"] for item in answer.value["data"]],
            self._warnings(options),
            response=ResponseInfo(timestamp=started, model_id=self.model_id, headers=answer.headers),
            usage=None
            if usage is None
            else ImageUsage(usage.get("input_tokens"), usage.get("output_tokens"), usage.get("total_tokens")),
        )

    def _warnings(self, options: ImageCallOptions) -> list[CallWarning]:
        warnings: list[CallWarning] = []
        if options.aspect_ratio is not None:
            warnings.append(
                UnsupportedWarning("aspectRatio", "This model does not support aspect ratio. Use `size` instead.")
            )
        if options.seed is not None:
            warnings.append(UnsupportedWarning("seed"))
        keys = OptionKeys.of(self.provider)
        return warnings + deprecation_warnings(options.provider_options, keys, has_shared_keys=False)

    async def _generate(self, options: ImageCallOptions) -> ApiResponse[Any]:
        return await post_json(
            self._endpoint.transport,
            self._endpoint.url("/images/generations"),
            headers=self._endpoint.request_headers(options.headers),
            body=image_request(options, model_id=self.model_id, provider=self.provider),
            validate=_RESPONSE,
            errors=self._endpoint.errors,
            max_bytes=self._endpoint.max_response_bytes,
        )

    async def _edit(self, options: ImageCallOptions) -> ApiResponse[Any]:
        files = [await _upload(image) for image in options.files or ()]
        mask = None if options.mask is None else await _upload(options.mask)
        return await post_form(
            self._endpoint.transport,
            self._endpoint.url("/images/edits"),
            headers=self._endpoint.request_headers(options.headers),
            form=image_edit_form(options, files, mask, model_id=self.model_id, provider=self.provider),
            validate=_RESPONSE,
            errors=self._endpoint.errors,
            max_bytes=self._endpoint.max_response_bytes,
        )


async def _upload(image: ImageInput) -> tuple[bytes, str | None]:
    if isinstance(image, ImageUrl):
        # With the rules for URLs from outside, and without the provider's headers: they hold its key.
        file = await download_url(image.url)
        return file.data, file.media_type
    data = image.data
    return (base64_to_bytes(data) if isinstance(data, str) else data), image.media_type
