"""How a video model is called: the images that go in, a call or a job that is asked after, the files that come out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import cast

from ai_sdk.generated_file import GeneratedFile
from ai_sdk.media_calls import DownloadFile, ImageLike, as_image, as_images, merged_metadata
from ai_sdk.model_call import ModelCall
from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.core_errors import InvalidParameterError, NoVideoGeneratedError
from ai_sdk.provider.errors import UnsupportedFunctionalityError
from ai_sdk.provider.file_data import FileBytes
from ai_sdk.provider.image_model import ImageInput
from ai_sdk.provider.json_values import JSONValue, ProviderMetadata
from ai_sdk.provider.video_model import (
    FrameImage,
    StartingVideoModel,
    VideoCallOptions,
    VideoCompleted,
    VideoData,
    VideoFailed,
    VideoModel,
    VideoPending,
    VideoResult,
    VideoStarted,
    VideoStartOptions,
    VideoStatusOptions,
    VideoUrl,
)
from ai_sdk.provider.warnings import CallWarning, OtherWarning
from ai_sdk.provider_utils.ids import create_id_generator
from ai_sdk.provider_utils.media_type import detect_media_type

__all__ = [
    "VideoCallResult",
    "VideoImages",
    "VideoPolling",
    "ask_video_status",
    "check_can_start",
    "check_video_prompt",
    "run_video_job",
    "start_video_job",
    "video_file",
    "video_images",
    "works_in_background",
]

_new_idempotency_key = create_id_generator(prefix="aisdk_vid", separator="_")


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoPolling:
    """How a job in the background is asked after: every `interval` seconds, for `timeout` seconds at most."""

    interval: float = 5.0
    timeout: float = 600.0
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep

    def __post_init__(self) -> None:
        for name in ("interval", "timeout"):
            seconds: float = getattr(self, name)
            if not seconds > 0:
                raise InvalidParameterError(
                    parameter=f"poll.{name}", value=seconds, message=f"must be a positive number, got {seconds!r}"
                )


# What the caller gave


@dataclass(frozen=True, slots=True)
class VideoImages:
    """The images of a call; None where there are none."""

    image: ImageInput | None
    frames: Sequence[FrameImage] | None
    references: Sequence[ImageInput] | None


async def video_images(
    image: ImageLike | None,
    first_frame: ImageLike | None,
    last_frame: ImageLike | None,
    references: Iterable[ImageLike] | None,
) -> tuple[VideoImages, list[CallWarning]]:
    """The images that count, and warnings about the others."""
    warnings: list[CallWarning] = []
    frames: list[FrameImage] = []
    if first_frame is not None:
        frames.append(FrameImage(await as_image(first_frame), "first_frame"))
        if image is not None:
            warnings.append(OtherWarning("image is ignored: first_frame says what the video begins with."))
            image = None
    if last_frame is not None:
        frames.append(FrameImage(await as_image(last_frame), "last_frame"))
    if frames and references is not None:
        warnings.append(OtherWarning("input_references are ignored where a first_frame or last_frame is given."))
        references = None
    return VideoImages(
        None if image is None else await as_image(image), frames or None, await as_images(references)
    ), warnings


def check_video_prompt(options: VideoCallOptions) -> None:
    """Raises `InvalidParameterError` if nothing says what the video should show."""
    if options.prompt is None and not (options.image or options.frame_images or options.input_references):
        raise InvalidParameterError(parameter="prompt", value=None, message="give a prompt, or an image, or both")


def _can_start(model: VideoModel) -> bool:
    return hasattr(model, "do_start") and hasattr(model, "do_status")


def check_can_start(model: VideoModel) -> None:
    """Raises `UnsupportedFunctionalityError` for a model that does not work in the background."""
    if not _can_start(model):
        raise UnsupportedFunctionalityError(
            "videos in the background",
            message=f"{model.provider}:{model.model_id} can't make videos in the background; use generate_video.",
        )


def works_in_background(model: VideoModel, poll: VideoPolling | None) -> bool:
    """Whether a job is to be started: the caller says so, or the model can do nothing else."""
    can_generate = hasattr(model, "do_generate")
    if _can_start(model):
        return poll is not None or not can_generate
    if not can_generate:
        raise UnsupportedFunctionalityError(
            "video generation",
            message=f"{model.provider}:{model.model_id} has neither do_generate nor do_start and do_status.",
        )
    return False


# Calls of the model


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoCallResult:
    """What one call gave, be it in the background or not."""

    videos: Sequence[VideoData]
    response: ResponseInfo
    warnings: Sequence[CallWarning]
    provider_metadata: ProviderMetadata | None
    files: Sequence[GeneratedFile] = ()

    @classmethod
    def of(cls, result: VideoResult | VideoCompleted, call: ModelCall[VideoModel]) -> VideoCallResult:
        """The result of a call, or of a job that is completed."""
        return cls(
            videos=result.videos,
            response=call.response(result.response),
            warnings=result.warnings,
            provider_metadata=result.provider_metadata,
        )


async def run_video_job(call: ModelCall[VideoModel], options: VideoCallOptions, poll: VideoPolling) -> VideoCallResult:
    """Starts a job and waits for its end. Raises `NoVideoGeneratedError` if it fails, `TimeoutError`."""
    given = {field.name: getattr(options, field.name) for field in fields(options)}
    started = await start_video_job(call, VideoStartOptions(**given))
    clock = asyncio.get_running_loop().time
    begun, waited = clock(), 0.0
    while True:
        # Counted as well, for a `sleep` that does not take the time.
        if max(clock() - begun, waited) + poll.interval > poll.timeout:
            error = TimeoutError(f"Video generation timed out after {poll.timeout:g} s.")
            error.add_note(f"The job may go on; get_video_status tells of it. Its operation: {started.operation!r}")
            raise error
        await poll.sleep(poll.interval)
        waited += poll.interval
        status = await ask_video_status(call, started.operation)
        if isinstance(status, VideoFailed):
            raise NoVideoGeneratedError(status.error, responses=[call.response(status.response)])
        if not isinstance(status, VideoPending):
            done = VideoCallResult.of(status, call)
            metadata = merged_metadata((started.provider_metadata, status.provider_metadata), "videos")
            return replace(done, warnings=[*started.warnings, *status.warnings], provider_metadata=metadata)


async def start_video_job(call: ModelCall[VideoModel], options: VideoStartOptions) -> VideoStarted:
    """Starts a job."""
    headers = dict(options.headers or {})
    # Made before the retries: the provider must see that the second try is no second job.
    headers.setdefault("idempotency-key", _new_idempotency_key())
    asked = replace(options, headers=headers)
    model = cast("StartingVideoModel", call.model)
    return await call.ask(lambda: model.do_start(asked))


async def ask_video_status(
    call: ModelCall[VideoModel], operation: JSONValue
) -> VideoPending | VideoCompleted | VideoFailed:
    """How a job is."""
    options = VideoStatusOptions(operation=operation, headers=call.headers, provider_options=call.provider_options)
    model = cast("StartingVideoModel", call.model)
    return await call.ask(lambda: model.do_status(options))


async def video_file(video: VideoData, download: DownloadFile) -> GeneratedFile:
    """The file of a video, downloaded if need be."""
    if isinstance(video, VideoUrl):
        downloaded = await download(video.url)
        data: bytes | str = downloaded.data
        named = (video.media_type, downloaded.media_type)
    else:
        data = video.data
        named = (video.media_type,)
    told = next((name for name in named if name and name != "application/octet-stream"), None)
    return GeneratedFile(FileBytes(data), told or detect_media_type(data, top_level="video") or "video/mp4")
