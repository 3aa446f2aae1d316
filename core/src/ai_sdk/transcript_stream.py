"""`stream_transcribe`: what is said, in words, while it is said.

async with stream_transcribe(model, microphone(), input_audio_format=AudioFormat("audio/pcm", rate=16000)) as stream:
    async for event in stream:
        if event.type == "transcript-delta":
            print(event.delta, end="", flush=True)
    result = await stream.result()
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Iterable
from contextlib import aclosing
from types import TracebackType
from typing import Any, Self, TypeAlias, cast

from ai_sdk.model_call import ModelCall
from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.core_errors import (
    AbortError,
    InvalidParameterError,
    ModelStreamError,
    NoTranscriptGeneratedError,
)
from ai_sdk.provider.errors import UnsupportedFunctionalityError
from ai_sdk.provider.json_values import Headers
from ai_sdk.provider.stream_parts import ErrorPart, RawPart, ResponseMetadata, StreamStart
from ai_sdk.provider.transcription_model import (
    AudioFormat,
    StreamingTranscriptionModel,
    TranscriptDelta,
    TranscriptFinal,
    TranscriptionFinish,
    TranscriptionModel,
    TranscriptionStreamOptions,
    TranscriptionStreamPart,
    TranscriptPartial,
)
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
from ai_sdk.timeouts import Deadline, TimeoutLike, time_limit
from ai_sdk.transcription import TranscribeResult

__all__ = [
    "AudioFormat",
    "TranscriptDelta",
    "TranscriptEvent",
    "TranscriptFinal",
    "TranscriptPartial",
    "TranscriptStream",
    "stream_transcribe",
]

TranscriptEvent: TypeAlias = TranscriptDelta | TranscriptPartial | TranscriptFinal | RawPart | ErrorPart
"""What a transcript stream gives. An `ErrorPart` is the provider's word of an error; the stream may go on."""

AudioChunks: TypeAlias = AsyncIterable[bytes | str] | Iterable[bytes | str]


def stream_transcribe(
    model: str | TranscriptionModel,
    audio: AudioChunks,
    *,
    input_audio_format: AudioFormat,
    include_raw_chunks: bool = False,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
) -> TranscriptStream:
    """The words that are said in audio that still comes. Nothing is sent before the stream is read.

        stream = stream_transcribe(model, chunks, input_audio_format=AudioFormat("audio/pcm", rate=16000))
        async for event in stream: ...
        (await stream.result()).text

    audio: chunks of bytes (or of base64 text) as they come, from an async iterable, or from a plain one, which is read
        in a thread.
    input_audio_format: the form of the audio, which nothing else can tell.
    include_raw_chunks: whether there are events with what the provider sent.
    timeout: seconds for everything, or `Timeouts`, whose `total`, `first_chunk` and `chunk` count.
    headers: more HTTP headers for the provider.
    provider_options: settings that only one provider knows, or its options objects.

    Raises `NoSuchModelError`, `NoSuchProviderError`, `InvalidParameterError`, and `UnsupportedFunctionalityError` for a
    model that takes no streams. Nothing is tried again, since the audio is gone.
    """
    call = ModelCall(
        "stream_transcribe",
        resolve_model(model, "transcription"),
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
        limits=("total", "first_chunk", "chunk"),
    )
    if not hasattr(call.model, "do_stream"):
        message = (
            f"{call.model.provider}:{call.model.model_id} can't transcribe audio that still comes; use transcribe."
        )
        raise UnsupportedFunctionalityError("streaming transcription", message=message)
    given: Any = audio
    if isinstance(given, (bytes, str)) or not isinstance(given, (AsyncIterable, Iterable)):
        text = f"audio must be chunks of bytes, got {type(given).__name__}; for a whole recording use transcribe"
        raise InvalidParameterError(parameter="audio", value=given, message=text)
    options = TranscriptionStreamOptions(
        audio=audio if isinstance(audio, AsyncIterable) else _in_thread(audio),
        input_audio_format=input_audio_format,
        include_raw_chunks=include_raw_chunks or None,
        headers=call.headers,
        provider_options=call.provider_options or {},
    )
    return TranscriptStream(call, options)


async def _in_thread(chunks: Iterable[bytes | str]) -> AsyncGenerator[bytes | str, None]:
    end = object()
    iterator = iter(chunks)
    while (chunk := await asyncio.to_thread(next, iterator, end)) is not end:
        yield cast("bytes | str", chunk)


class TranscriptStream:
    """A transcript as it comes. Made by `stream_transcribe`.

    `async for event in stream` gives every event, and raises what makes the stream fail. It may be done more than once,
    also side by side: each reader sees everything from the beginning. Leaving `async with`, `aclose()` and cancelling
    the task that reads close the connection; without `async with` the stream closes itself at its end and on error.
    """

    def __init__(self, call: ModelCall[TranscriptionModel], options: TranscriptionStreamOptions) -> None:
        self._call = call
        self._options = options
        self._log: list[TranscriptEvent] = []
        self._source: AsyncGenerator[TranscriptEvent, None] | None = None
        self._reading = asyncio.Lock()
        self._reader: asyncio.Task[Any] | None = None
        self._done = False
        self._error: BaseException | None = None
        self._warnings: list[CallWarning] = []
        self._response = ResponseInfo()
        self._finish: TranscriptionFinish | None = None

    def __aiter__(self) -> AsyncGenerator[TranscriptEvent, None]:
        """Every event, from the beginning."""
        return self._events()

    async def result(self) -> TranscribeResult:
        """The whole transcript, once everything is read; what is left is read here.

        Raises what makes the stream fail; `ModelStreamError` if the provider reported an error and no transcript;
        `NoTranscriptGeneratedError` if there is no text.
        """
        position = len(self._log)
        while not self._done:
            await self._read(position)
            position = len(self._log)
        finish = self._finish
        if finish is None and self._error is not None:
            raise self._error
        responses = [self._call.response(self._response)]
        if finish is None:
            for event in self._log:
                if isinstance(event, ErrorPart):
                    raise event.error if isinstance(event.error, BaseException) else ModelStreamError(event.error)
        if finish is None or not finish.text:
            raise NoTranscriptGeneratedError(responses=responses)
        return TranscribeResult(
            text=finish.text,
            segments=finish.segments,
            language=finish.language,
            duration_in_seconds=finish.duration_in_seconds,
            responses=responses,
            warnings=self._warnings,
            provider_metadata=finish.provider_metadata or {},
        )

    async def aclose(self) -> None:
        """Closes the stream and the connection. What was read stays readable; a second call does nothing."""
        reader = self._reader
        if reader is not None and reader is not asyncio.current_task():
            # Another task waits for the next event: it must let go of the source first.
            self._error = AbortError("The stream was closed.")
            reader.cancel()
        async with self._reading:
            await self._end(AbortError("The stream was closed before its end."))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    # The log and its readers

    async def _events(self) -> AsyncGenerator[TranscriptEvent, None]:
        position = 0
        while True:
            while position < len(self._log):
                yield self._log[position]
                position += 1
            if self._done:
                break
            await self._read(position)
        if self._error is not None:
            raise self._error

    async def _read(self, position: int) -> None:
        """Brings the event of this position into the log, unless another reader has done so meanwhile."""
        async with self._reading:
            if self._done or position < len(self._log):
                return
            self._reader = task = asyncio.current_task()
            try:
                self._source = source = self._source or self._open()
                self._log.append(await anext(source))
            except StopAsyncIteration:
                await self._end(None)
            except asyncio.CancelledError:
                if self._error is None:
                    await self._end(AbortError("The task that read the stream was cancelled."))
                    raise
                # `aclose` of another task did it, unless somebody else cancels this one as well.
                await self._end(self._error)
                if task is None or task.uncancel() > 0:
                    raise
            except BaseException as error:  # noqa: BLE001 - readers raise it
                await self._end(error)
            finally:
                self._reader = None

    async def _end(self, error: BaseException | None) -> None:
        if not self._done:
            self._done = True
            self._error = error
        source, self._source = self._source, None
        if source is not None:
            await source.aclose()

    # The source

    async def _open(self) -> AsyncGenerator[TranscriptEvent, None]:
        limits = self._call.limits
        total = Deadline.after(limits.total, "Total")
        first = Deadline.after(limits.first_chunk, "First chunk")
        model = cast("StreamingTranscriptionModel", self._call.model)
        async with time_limit(total, first):
            answer = await model.do_stream(self._options)
        self._response = answer.response or self._response
        async with aclosing(answer.stream) as parts:
            while True:
                try:
                    async with time_limit(total, first or Deadline.after(limits.chunk, "Chunk")):
                        part = await anext(parts)
                except StopAsyncIteration:
                    return
                event = self._event(part)
                if event is not None:
                    first = None
                    yield event

    def _event(self, part: TranscriptionStreamPart) -> TranscriptEvent | None:
        """The event that a part is for the caller; what is for the result only is kept."""
        match part:
            case StreamStart():
                self._warnings += part.warnings
                self._call.log(part.warnings)
            case ResponseMetadata():
                known = self._response
                self._response = ResponseInfo(
                    part.id or known.id,
                    part.timestamp or known.timestamp,
                    part.model_id or known.model_id,
                    known.headers,
                    known.body,
                )
            case TranscriptionFinish():
                self._finish = part
            case _:
                return part
        return None
