"""The transcription model: audio in, text out, at once or while the audio still comes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol, TypeAlias, runtime_checkable

from ai_sdk.provider.content import RequestInfo, ResponseInfo
from ai_sdk.provider.json_values import Headers, ProviderMetadata, ProviderOptions
from ai_sdk.provider.stream_parts import ErrorPart, RawPart, ResponseMetadata, StreamStart
from ai_sdk.provider.warnings import CallWarning

__all__ = [
    "AudioFormat",
    "StreamingTranscriptionModel",
    "TranscriptDelta",
    "TranscriptFinal",
    "TranscriptPartial",
    "TranscriptionCallOptions",
    "TranscriptionFinish",
    "TranscriptionModel",
    "TranscriptionResult",
    "TranscriptionSegment",
    "TranscriptionStreamOptions",
    "TranscriptionStreamPart",
    "TranscriptionStreamResult",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptionCallOptions:
    """One call of a transcription model. `audio` is bytes or base64 text of `media_type`."""

    audio: bytes | str
    media_type: str
    headers: Headers | None = None
    provider_options: ProviderOptions | None = None


@dataclass(frozen=True, slots=True)
class TranscriptionSegment:
    """A piece of the text and when it was said, in seconds from the start."""

    text: str
    start_second: float
    end_second: float


@dataclass(frozen=True, slots=True)
class TranscriptionResult:
    """The text. `language` is an ISO 639-1 code where the provider tells one."""

    text: str
    segments: Sequence[TranscriptionSegment] = ()
    language: str | None = None
    duration_in_seconds: float | None = None
    warnings: Sequence[CallWarning] = ()
    request: RequestInfo | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@runtime_checkable
class TranscriptionModel(Protocol):
    """A model that writes down what is said."""

    @property
    def specification_version(self) -> str: ...

    @property
    def provider(self) -> str: ...

    @property
    def model_id(self) -> str: ...

    async def do_generate(self, options: TranscriptionCallOptions) -> TranscriptionResult:
        """The text of the audio."""
        ...


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """The form of streamed audio: a media type such as `audio/pcm`, and samples a second."""

    type: str
    rate: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptionStreamOptions:
    """One streaming call. `audio` gives chunks of bytes, or base64 text, as they come."""

    audio: AsyncIterable[bytes | str]
    input_audio_format: AudioFormat
    include_raw_chunks: bool | None = None
    headers: Headers | None = None
    provider_options: ProviderOptions | None = None


@dataclass(slots=True)
class TranscriptDelta:
    """Text to append."""

    type: ClassVar[Literal["transcript-delta"]] = "transcript-delta"
    delta: str
    id: str | None = None
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class TranscriptPartial:
    """The text of a segment so far; the next one replaces it."""

    type: ClassVar[Literal["transcript-partial"]] = "transcript-partial"
    text: str
    id: str | None = None
    start_second: float | None = None
    duration_in_seconds: float | None = None
    channel_index: int | None = None
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class TranscriptFinal:
    """The text of a segment, which will not change any more."""

    type: ClassVar[Literal["transcript-final"]] = "transcript-final"
    text: str
    id: str | None = None
    start_second: float | None = None
    end_second: float | None = None
    channel_index: int | None = None
    provider_metadata: ProviderMetadata | None = None


@dataclass(slots=True)
class TranscriptionFinish:
    """Once, last: the whole text."""

    type: ClassVar[Literal["finish"]] = "finish"
    text: str
    segments: Sequence[TranscriptionSegment] = ()
    language: str | None = None
    duration_in_seconds: float | None = None
    provider_metadata: ProviderMetadata | None = None


TranscriptionStreamPart: TypeAlias = (
    StreamStart
    | TranscriptDelta
    | TranscriptPartial
    | TranscriptFinal
    | ResponseMetadata
    | TranscriptionFinish
    | RawPart
    | ErrorPart
)


@dataclass(frozen=True, slots=True)
class TranscriptionStreamResult:
    """A transcript as it comes. Closing `stream` early must release everything."""

    stream: AsyncGenerator[TranscriptionStreamPart, None]
    request: RequestInfo | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)


@runtime_checkable
class StreamingTranscriptionModel(TranscriptionModel, Protocol):
    """A transcription model that can also write while the audio comes."""

    async def do_stream(self, options: TranscriptionStreamOptions) -> TranscriptionStreamResult:
        """The transcript as a stream."""
        ...
