"""The video model: a prompt and maybe images in, videos out, in one call or as a job that is asked for later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol, TypeAlias, runtime_checkable

from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.image_model import ImageInput, MaxPerCall
from ai_sdk.provider.json_values import Headers, JSONObject, JSONValue, ProviderMetadata, ProviderOptions
from ai_sdk.provider.warnings import CallWarning

__all__ = [
    "FrameImage",
    "GeneratingVideoModel",
    "StartingVideoModel",
    "VideoBase64",
    "VideoBytes",
    "VideoCallOptions",
    "VideoCompleted",
    "VideoData",
    "VideoFailed",
    "VideoModel",
    "VideoPending",
    "VideoResult",
    "VideoStartOptions",
    "VideoStarted",
    "VideoStatus",
    "VideoStatusOptions",
    "VideoUrl",
]


@dataclass(frozen=True, slots=True)
class FrameImage:
    """An image that the video must begin or end with."""

    image: ImageInput
    frame_type: Literal["first_frame", "last_frame"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoCallOptions:
    """One call of a video model. `resolution` is `WIDTHxHEIGHT`, `duration` seconds, `fps` frames a second."""

    prompt: str | None = None
    n: int = 1
    aspect_ratio: str | None = None
    resolution: str | None = None
    duration: float | None = None
    fps: float | None = None
    seed: int | None = None
    image: ImageInput | None = None
    frame_images: Sequence[FrameImage] | None = None
    input_references: Sequence[ImageInput] | None = None
    generate_audio: bool | None = None
    headers: Headers | None = None
    provider_options: ProviderOptions = field(default_factory=dict[str, JSONObject])


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoStartOptions(VideoCallOptions):
    """A job to start. The provider calls `webhook_url` when it is done, if it can."""

    webhook_url: str | None = None


@dataclass(frozen=True, slots=True)
class VideoUrl:
    """A video to fetch."""

    type: ClassVar[Literal["url"]] = "url"
    url: str
    media_type: str


@dataclass(frozen=True, slots=True)
class VideoBase64:
    """A video as base64 text."""

    type: ClassVar[Literal["base64"]] = "base64"
    data: str
    media_type: str


@dataclass(frozen=True, slots=True)
class VideoBytes:
    """A video as bytes."""

    type: ClassVar[Literal["binary"]] = "binary"
    data: bytes
    media_type: str


VideoData: TypeAlias = VideoUrl | VideoBase64 | VideoBytes


@dataclass(frozen=True, slots=True)
class VideoResult:
    """The videos of one call."""

    videos: Sequence[VideoData]
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class VideoStarted:
    """A job that runs. `operation` is JSON that can be stored and asked about later."""

    operation: JSONValue
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoStatusOptions:
    """A question about a job."""

    operation: JSONValue
    headers: Headers | None = None
    provider_options: ProviderOptions | None = None


@dataclass(frozen=True, slots=True)
class VideoPending:
    """The job still runs."""

    status: ClassVar[Literal["pending"]] = "pending"
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class VideoCompleted:
    """The job is done."""

    status: ClassVar[Literal["completed"]] = "completed"
    videos: Sequence[VideoData]
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class VideoFailed:
    """The job failed."""

    status: ClassVar[Literal["error"]] = "error"
    error: str
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)


VideoStatus: TypeAlias = VideoPending | VideoCompleted | VideoFailed


@runtime_checkable
class VideoModel(Protocol):
    """A model that makes videos. It is a `GeneratingVideoModel`, a `StartingVideoModel`, or both."""

    @property
    def specification_version(self) -> str: ...

    @property
    def provider(self) -> str: ...

    @property
    def model_id(self) -> str: ...

    @property
    def max_videos_per_call(self) -> MaxPerCall: ...


@runtime_checkable
class GeneratingVideoModel(VideoModel, Protocol):
    """A video model that answers with the videos."""

    async def do_generate(self, options: VideoCallOptions) -> VideoResult:
        """`options.n` videos, at most `max_videos_per_call`."""
        ...


@runtime_checkable
class StartingVideoModel(VideoModel, Protocol):
    """A video model that starts a job and tells of it when asked."""

    async def do_start(self, options: VideoStartOptions) -> VideoStarted:
        """Starts the job."""
        ...

    async def do_status(self, options: VideoStatusOptions) -> VideoStatus:
        """How the job is."""
        ...
