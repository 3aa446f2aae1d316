"""`generate_image`: images from words and images.

result = await generate_image("togetherai:black-forest-labs/FLUX.1-schnell", "a cat")
result.image.save("cat.png")
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ai_sdk.concurrency import run_all
from ai_sdk.generated_file import GeneratedFile, generated_file
from ai_sdk.media_calls import ImageLike, as_image, as_images, limit_per_call, merged_metadata, split_into_calls
from ai_sdk.model_call import ModelCall, check_at_least
from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.core_errors import InvalidParameterError, NoImageGeneratedError
from ai_sdk.provider.image_model import ImageCallOptions, ImageModel, ImageResult, ImageUsage
from ai_sdk.provider.json_values import Headers, ProviderMetadata
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
from ai_sdk.timeouts import TimeoutLike

__all__ = ["GenerateImageResult", "generate_image"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateImageResult:
    """The images, at least one. `responses` has one entry for each call of the model, `usage` is their sum."""

    images: Sequence[GeneratedFile]
    responses: Sequence[ResponseInfo]
    usage: ImageUsage
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata

    @property
    def image(self) -> GeneratedFile:
        """The first image."""
        return self.images[0]


async def generate_image(
    model: str | ImageModel,
    prompt: str | None = None,
    *,
    images: Iterable[ImageLike] | None = None,
    mask: ImageLike | None = None,
    n: int = 1,
    max_images_per_call: int | None = None,
    size: str | None = None,
    aspect_ratio: str | None = None,
    seed: int | None = None,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
) -> GenerateImageResult:
    """Images of what the prompt says, made from scratch or from other images.

        result = await generate_image(model, "a cat", size="1024x1024", n=2)
        result.images[1].save("second.png")

        await generate_image(model, "the same with a hat", images=[Path("cat.png")])

    images: what to start from: bytes, paths, URLs or base64 texts.
    mask: an image that says which parts may change.
    n: how many. What one call of the model can't give is asked for in several calls side by side.
    max_images_per_call: how many to ask for in one call; None for what the model says, or else 1.
    size: `"WIDTHxHEIGHT"`. aspect_ratio: `"WIDTH:HEIGHT"`.
    max_retries: how often a failed request is tried again, if trying again can help; 0 for never.
    timeout: seconds for everything, or `Timeouts`, whose `total` and `step` (one call with its retries) count.
    headers: more HTTP headers for the provider.
    provider_options: settings that only one provider knows, or its options objects.

    Raises `NoSuchModelError`, `NoSuchProviderError`, `InvalidParameterError` and `InvalidDataContentError` before any
    request; `APICallError` or, after retries, `RetryError` from a request, and the other requests are cancelled;
    `NoImageGeneratedError` with the responses if no image came; `TimeoutError`.
    """
    call = ModelCall(
        "generate_image",
        resolve_model(model, "image"),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    check_at_least("n", n, 1)
    files = await as_images(images)
    if prompt is None and not files:
        raise InvalidParameterError(parameter="prompt", value=prompt, message="give a prompt, or images, or both")
    options = ImageCallOptions(
        prompt=prompt,
        size=size,
        aspect_ratio=aspect_ratio,
        seed=seed,
        files=files,
        mask=None if mask is None else await as_image(mask),
        headers=call.headers,
        provider_options=call.provider_options or {},
    )

    async def generate(count: int) -> ImageResult:
        asked = replace(options, n=count)
        return await call.ask(lambda: call.model.do_generate(asked))

    async with call.total():
        limit = await limit_per_call(
            "max_images_per_call", max_images_per_call, call.model.max_images_per_call, call.model.model_id
        )
        results = await run_all(generate(count) for count in split_into_calls(n, limit))
    warnings = [warning for result in results for warning in result.warnings]
    call.log(warnings)
    responses = [call.response(result.response) for result in results]
    made = [
        generated_file(image, top_level="image", default="image/png") for result in results for image in result.images
    ]
    if not made:
        raise NoImageGeneratedError(responses=responses)
    return GenerateImageResult(
        images=made,
        responses=responses,
        usage=_sum_usage(results),
        warnings=warnings,
        provider_metadata=merged_metadata((result.provider_metadata for result in results), "images"),
    )


def _sum_usage(results: Sequence[ImageResult]) -> ImageUsage:
    usages = [result.usage for result in results if result.usage is not None]
    return ImageUsage(
        _sum([usage.input_tokens for usage in usages]),
        _sum([usage.output_tokens for usage in usages]),
        _sum([usage.total_tokens for usage in usages]),
    )


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
