"""`generate_video`, and its halves `start_video` and `get_video_status` for jobs that outlive the program.

result = await generate_video("gateway:google/veo-3.1-generate-001", "a cat on the moon", duration=5)
result.video.save("cat.mp4")
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from ai_sdk.concurrency import run_all
from ai_sdk.generated_file import GeneratedFile
from ai_sdk.media_calls import (
    DownloadFile,
    ImageLike,
    download_file,
    limit_per_call,
    merged_metadata,
    split_into_calls,
)
from ai_sdk.model_call import ModelCall, check_at_least
from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.core_errors import InvalidParameterError, NoVideoGeneratedError
from ai_sdk.provider.json_values import Headers, JSONValue, ProviderMetadata
from ai_sdk.provider.video_model import (
    GeneratingVideoModel,
    VideoCallOptions,
    VideoCompleted,
    VideoFailed,
    VideoModel,
    VideoStartOptions,
)
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
from ai_sdk.timeouts import TimeoutLike
from ai_sdk.video_calls import (
    VideoCallResult,
    VideoPolling,
    ask_video_status,
    check_can_start,
    check_video_prompt,
    run_video_job,
    start_video_job,
    video_file,
    video_images,
    works_in_background,
)

__all__ = [
    "GenerateVideoResult",
    "VideoJob",
    "VideoJobStatus",
    "generate_video",
    "get_video_status",
    "start_video",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateVideoResult:
    """The videos, at least one. `responses` has one entry for each call of the model."""

    videos: Sequence[GeneratedFile]
    responses: Sequence[ResponseInfo]
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata

    @property
    def video(self) -> GeneratedFile:
        """The first video."""
        return self.videos[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoJob:
    """A job that was started. `operation` is JSON: store it, and ask `get_video_status` about it at any time."""

    operation: JSONValue
    response: ResponseInfo
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoJobStatus:
    """How a job is. `videos` is filled if it is completed, `error` says why if it failed."""

    status: Literal["pending", "completed", "error"]
    response: ResponseInfo
    videos: Sequence[GeneratedFile] = ()
    error: str | None = None
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = None


async def generate_video(
    model: str | VideoModel,
    prompt: str | None = None,
    *,
    image: ImageLike | None = None,
    first_frame: ImageLike | None = None,
    last_frame: ImageLike | None = None,
    input_references: Iterable[ImageLike] | None = None,
    n: int = 1,
    max_videos_per_call: int | None = None,
    aspect_ratio: str | None = None,
    resolution: str | None = None,
    duration: float | None = None,
    fps: float | None = None,
    seed: int | None = None,
    generate_audio: bool | None = None,
    poll: VideoPolling | None = None,
    download: DownloadFile | None = None,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
) -> GenerateVideoResult:
    """Videos of what the prompt says.

        result = await generate_video(model, "a cat on the moon", aspect_ratio="16:9", duration=5)
        result.video.save("cat.mp4")

    image: what to start from: bytes, a path, a URL or base64 text.
    first_frame, last_frame: images that the video begins and ends with. They count before `image` and
        `input_references`.
    input_references: images that show what should be in the video.
    n: how many. What one call of the model can't give is asked for in several calls side by side.
    max_videos_per_call: how many to ask for in one call; None for what the model says, or else 1.
    aspect_ratio: `"WIDTH:HEIGHT"`, or `"adaptive"`. resolution: `"WIDTHxHEIGHT"`. duration: seconds.
    fps: frames a second. generate_audio: whether the video has sound.
    poll: have the model work in the background, and ask after it so often; None for the defaults (5 s, 600 s) if the
        model can do nothing else.
    download: gets the file at a URL instead of the built-in download.
    max_retries: how often a failed request is tried again, if trying again can help; 0 for never.
    timeout: seconds for everything, or `Timeouts`, whose `total` and `step` (one request with its retries) count.
    headers: more HTTP headers for the provider.
    provider_options: settings that only one provider knows, or its options objects.

    Raises `NoSuchModelError`, `NoSuchProviderError`, `InvalidParameterError`, `InvalidDataContentError` and
    `UnsupportedFunctionalityError` before any request; `APICallError` or, after retries, `RetryError` from a request,
    and the other requests are cancelled; `DownloadError`; `NoVideoGeneratedError` if none came, with the provider's
    words if it said why; `TimeoutError`.
    """
    call = ModelCall(
        "generate_video",
        resolve_model(model, "video"),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    in_background = works_in_background(call.model, poll)
    check_at_least("n", n, 1)
    images, warnings = await video_images(image, first_frame, last_frame, input_references)
    options = VideoCallOptions(
        prompt=prompt,
        image=images.image,
        frame_images=images.frames,
        input_references=images.references,
        aspect_ratio=aspect_ratio,
        resolution=resolution,
        duration=duration,
        fps=fps,
        seed=seed,
        generate_audio=generate_audio,
        headers=call.headers,
        provider_options=call.provider_options or {},
    )
    check_video_prompt(options)

    async def generate(count: int) -> VideoCallResult:
        asked = replace(options, n=count)
        if in_background:
            done = await run_video_job(call, asked, poll or VideoPolling())
        else:
            generating = cast("GeneratingVideoModel", call.model)
            done = VideoCallResult.of(await call.ask(lambda: generating.do_generate(asked)), call)
        files = await run_all(video_file(video, download or download_file) for video in done.videos)
        return replace(done, files=files)

    async with call.total():
        limit = await limit_per_call(
            "max_videos_per_call", max_videos_per_call, call.model.max_videos_per_call, call.model.model_id
        )
        results = await run_all(generate(count) for count in split_into_calls(n, limit))
    warnings += [warning for result in results for warning in result.warnings]
    call.log(warnings)
    responses = [result.response for result in results]
    files = [file for result in results for file in result.files]
    if not files:
        raise NoVideoGeneratedError(responses=responses)
    return GenerateVideoResult(
        videos=files,
        responses=responses,
        warnings=warnings,
        provider_metadata=merged_metadata((result.provider_metadata for result in results), "videos"),
    )


async def start_video(
    model: str | VideoModel,
    prompt: str | None = None,
    *,
    image: ImageLike | None = None,
    first_frame: ImageLike | None = None,
    last_frame: ImageLike | None = None,
    input_references: Iterable[ImageLike] | None = None,
    n: int = 1,
    max_videos_per_call: int | None = None,
    aspect_ratio: str | None = None,
    resolution: str | None = None,
    duration: float | None = None,
    fps: float | None = None,
    seed: int | None = None,
    generate_audio: bool | None = None,
    webhook_url: str | None = None,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
) -> VideoJob:
    """Starts a video in the background and comes back at once.

        job = await start_video(model, "a cat on the moon")
        store(json.dumps(job.operation))

    The arguments are those of `generate_video`. `n` may not be more than one call of the model can give.
    webhook_url: what the provider calls when the job is done, if it can.

    Raises what `generate_video` raises before and from a request.
    """
    call = ModelCall(
        "start_video",
        resolve_model(model, "video"),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    check_can_start(call.model)
    check_at_least("n", n, 1)
    limit = await limit_per_call(
        "max_videos_per_call", max_videos_per_call, call.model.max_videos_per_call, call.model.model_id
    )
    if n > limit:
        message = f"one job of {call.model.model_id!r} gives at most {limit}, got {n}; start several jobs"
        raise InvalidParameterError(parameter="n", value=n, message=message)
    images, warnings = await video_images(image, first_frame, last_frame, input_references)
    options = VideoStartOptions(
        prompt=prompt,
        n=n,
        image=images.image,
        frame_images=images.frames,
        input_references=images.references,
        aspect_ratio=aspect_ratio,
        resolution=resolution,
        duration=duration,
        fps=fps,
        seed=seed,
        generate_audio=generate_audio,
        webhook_url=webhook_url,
        headers=call.headers,
        provider_options=call.provider_options or {},
    )
    check_video_prompt(options)
    async with call.total():
        started = await start_video_job(call, options)
    warnings += started.warnings
    call.log(warnings)
    return VideoJob(
        operation=started.operation,
        response=call.response(started.response),
        warnings=warnings,
        provider_metadata=started.provider_metadata,
    )


async def get_video_status(
    model: str | VideoModel,
    operation: JSONValue,
    *,
    download: DownloadFile | None = None,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
) -> VideoJobStatus:
    """How a job is that `start_video` started, and its videos once it is completed.

        status = await get_video_status(model, json.loads(stored))
        if status.status == "completed":
            status.videos[0].save("cat.mp4")

    operation: the `operation` of the job; the model must be the same.
    download: gets the file at a URL instead of the built-in download.

    A job that failed is a status, no exception. Raises what `generate_video` raises from a request.
    """
    call = ModelCall(
        "get_video_status",
        resolve_model(model, "video"),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    check_can_start(call.model)
    if isinstance(operation, VideoJob):
        raise InvalidParameterError(
            parameter="operation", value=operation, message="give the job's operation: job.operation"
        )
    async with call.total():
        status = await ask_video_status(call, operation)
        videos = status.videos if isinstance(status, VideoCompleted) else ()
        files = await run_all(video_file(video, download or download_file) for video in videos)
    warnings = () if isinstance(status, VideoFailed) else status.warnings
    call.log(warnings)
    return VideoJobStatus(
        status=status.status,
        response=call.response(status.response),
        videos=files,
        error=status.error if isinstance(status, VideoFailed) else None,
        warnings=warnings,
        provider_metadata=status.provider_metadata,
    )
