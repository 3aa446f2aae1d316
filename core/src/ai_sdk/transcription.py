"""`transcribe`: what is said, in words.

result = await transcribe("groq:whisper-large-v3", Path("talk.mp3"))
result.text
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ai_sdk.media_calls import DownloadFile, download_file, read_file_data
from ai_sdk.model_call import ModelCall
from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.core_errors import InvalidDataContentError, NoTranscriptGeneratedError
from ai_sdk.provider.file_data import FileBytes, FileInput, FileUrl
from ai_sdk.provider.json_values import Headers, ProviderMetadata
from ai_sdk.provider.transcription_model import TranscriptionCallOptions, TranscriptionModel, TranscriptionSegment
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.provider_utils.media_type import detect_media_type
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
from ai_sdk.timeouts import TimeoutLike

__all__ = ["TranscribeResult", "transcribe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscribeResult:
    """The text. `segments` say when each piece was said, as far as the model tells; `language` is an ISO 639-1 code."""

    text: str
    segments: Sequence[TranscriptionSegment] = ()
    language: str | None = None
    duration_in_seconds: float | None = None
    responses: Sequence[ResponseInfo]
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata


async def transcribe(
    model: str | TranscriptionModel,
    audio: FileInput,
    *,
    download: DownloadFile | None = None,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
) -> TranscribeResult:
    """The words that are said in the audio.

        result = await transcribe("groq:whisper-large-v3", Path("talk.mp3"))
        result.text

    audio: bytes, a path, a URL, or base64 text. A URL is downloaded; nothing local can be reached by one.
    download: gets the file at a URL instead of the built-in download.
    max_retries: how often a failed request is tried again, if trying again can help; 0 for never.
    timeout: seconds for everything, the download included, or `Timeouts`, whose `total` and `step` count.
    headers: more HTTP headers for the provider.
    provider_options: settings that only one provider knows, or its options objects.

    Raises `NoSuchModelError`, `NoSuchProviderError`, `InvalidParameterError`, `InvalidDataContentError`, `OSError` and
    `DownloadError` before the request; `APICallError` or, after retries, `RetryError` from it;
    `NoTranscriptGeneratedError` with the response if the text is empty; `TimeoutError`.
    """
    call = ModelCall(
        "transcribe",
        resolve_model(model, "transcription"),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    async with call.total():
        data = await _read(audio, download or download_file)
        options = TranscriptionCallOptions(
            audio=data,
            media_type=detect_media_type(data, top_level="audio") or "audio/wav",
            headers=call.headers,
            provider_options=call.provider_options or {},
        )
        result = await call.ask(lambda: call.model.do_generate(options))
    call.log(result.warnings)
    responses = [call.response(result.response)]
    if not result.text:
        raise NoTranscriptGeneratedError(responses=responses)
    return TranscribeResult(
        text=result.text,
        segments=result.segments,
        language=result.language,
        duration_in_seconds=result.duration_in_seconds,
        responses=responses,
        warnings=result.warnings,
        provider_metadata=result.provider_metadata or {},
    )


async def _read(audio: FileInput, download: DownloadFile) -> bytes:
    data = await read_file_data(audio)
    if isinstance(data, FileUrl):
        return (await download(data.url)).data
    if isinstance(data, FileBytes):
        return data.bytes()
    raise InvalidDataContentError(
        f"Audio must be bytes, a path, a URL or base64 text, got {type(data).__name__}.", content=audio
    )
