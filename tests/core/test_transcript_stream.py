from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from ai_sdk.__about__ import __version__
from ai_sdk.provider import (
    AbortError,
    APICallError,
    AudioFormat,
    ErrorPart,
    InvalidParameterError,
    ModelStreamError,
    NoTranscriptGeneratedError,
    OtherWarning,
    RawPart,
    ResponseInfo,
    ResponseMetadata,
    StreamStart,
    TranscriptDelta,
    TranscriptFinal,
    TranscriptionFinish,
    TranscriptionSegment,
    TranscriptionStreamOptions,
    TranscriptionStreamResult,
    TranscriptPartial,
    UnsupportedFunctionalityError,
)
from ai_sdk.testing import MockTranscriptionModel
from ai_sdk.timeouts import Timeouts
from ai_sdk.transcript_stream import TranscriptStream, stream_transcribe

PCM = AudioFormat("audio/pcm", rate=16000)
FINISH = TranscriptionFinish("hello")


class Played:
    """Plays parts; an exception among them is raised, an `Event` waited for."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts
        self.closed = 0
        self.waiting = asyncio.Event()

    def __call__(self, options: TranscriptionStreamOptions) -> TranscriptionStreamResult:
        return TranscriptionStreamResult(self.play(), response=ResponseInfo(headers={"x": "1"}))

    async def play(self) -> AsyncGenerator[Any, None]:
        try:
            for part in self.parts:
                if isinstance(part, asyncio.Event):
                    self.waiting.set()
                    await part.wait()
                elif isinstance(part, BaseException):
                    raise part
                else:
                    yield part
        finally:
            self.closed += 1


def stream_of(played: Any, **settings: Any) -> TranscriptStream:
    model = MockTranscriptionModel(do_stream=played)
    return stream_transcribe(model, [b"a"], input_audio_format=PCM, **settings)


async def events_of(stream: TranscriptStream) -> Sequence[Any]:
    return [event async for event in stream]


async def test_what_is_said_comes_as_events_and_as_a_result(caplog: pytest.LogCaptureFixture) -> None:
    segments = [TranscriptionSegment("hello", 0, 1)]
    spoken = [
        TranscriptDelta("hel"),
        TranscriptPartial("hello"),
        TranscriptFinal("hello", start_second=0, end_second=1),
        RawPart({"a": 1}),
    ]
    time = datetime(2024, 1, 1, tzinfo=UTC)
    played = Played(
        StreamStart([OtherWarning("noisy")]),
        ResponseMetadata(id="r"),
        *spoken,
        ResponseMetadata(timestamp=time, model_id="m"),
        TranscriptionFinish("hello", segments, "en", 1.0, {"p": {"a": 1}}),
    )
    stream = stream_of(played)
    assert await events_of(stream) == spoken
    assert played.closed == 1
    result = await stream.result()
    assert (result.text, result.segments, result.language, result.duration_in_seconds) == ("hello", segments, "en", 1.0)
    assert result.warnings == [OtherWarning("noisy")]
    assert "noisy" in caplog.text
    assert result.responses == [ResponseInfo("r", time, "m", {"x": "1"})]
    assert result.provider_metadata == {"p": {"a": 1}}
    assert await events_of(stream) == spoken


async def test_the_result_reads_what_is_left() -> None:
    stream = stream_of(Played(TranscriptDelta("a"), TranscriptDelta("b"), FINISH))
    async for _ in stream:
        break
    assert (await stream.result()).text == "hello"


async def test_readers_side_by_side_see_everything() -> None:
    gate = asyncio.Event()
    stream = stream_of(Played(TranscriptDelta("a"), gate, TranscriptDelta("b"), FINISH))
    readers = [asyncio.ensure_future(events_of(stream)) for _ in range(3)]
    await asyncio.sleep(0.01)
    gate.set()
    assert await asyncio.gather(*readers) == [[TranscriptDelta("a"), TranscriptDelta("b")]] * 3


async def test_the_model_gets_the_audio_and_the_settings() -> None:
    got: list[bytes | str] = []
    threads: set[int] = set()

    def chunks() -> Any:
        for chunk in (b"a", "Yg=="):
            threads.add(threading.get_ident())
            yield chunk

    async def answer(options: TranscriptionStreamOptions) -> TranscriptionStreamResult:
        got.extend([chunk async for chunk in options.audio])
        return TranscriptionStreamResult(Played(FINISH).play())

    model = MockTranscriptionModel(do_stream=answer)
    stream = stream_transcribe(
        model, chunks(), input_audio_format=PCM, include_raw_chunks=True, headers={"A": "1"}, provider_options={"p": {}}
    )
    assert model.do_stream_calls == []
    await stream.result()
    assert got == [b"a", "Yg=="]
    assert threading.get_ident() not in threads
    (call,) = model.do_stream_calls
    assert (call.input_audio_format, call.include_raw_chunks, call.provider_options) == (PCM, True, {"p": {}})
    assert call.headers == {"a": "1", "user-agent": f"ai/{__version__}"}


async def test_an_async_iterable_is_handed_on_as_it_is() -> None:
    async def microphone() -> AsyncGenerator[bytes, None]:
        yield b"a"

    audio = microphone()
    model = MockTranscriptionModel(do_stream=Played(FINISH))
    await stream_transcribe(model, audio, input_audio_format=PCM).result()
    assert model.do_stream_calls[0].audio is audio


# Errors


async def test_an_error_of_the_provider_is_an_event_and_the_stream_goes_on() -> None:
    stream = stream_of(Played(ErrorPart("hm"), TranscriptDelta("a"), FINISH))
    assert await events_of(stream) == [ErrorPart("hm"), TranscriptDelta("a")]
    assert (await stream.result()).text == "hello"


async def test_without_a_finish_the_providers_error_is_the_reason() -> None:
    with pytest.raises(ModelStreamError, match="hm"):
        await stream_of(Played(ErrorPart("hm"))).result()
    with pytest.raises(APICallError):
        await stream_of(Played(ErrorPart(APICallError("no", url="u", request_body_values={})))).result()


@pytest.mark.parametrize("parts", [[], [TranscriptDelta("a")], [TranscriptionFinish("")]])
async def test_without_text_there_is_no_transcript(parts: list[Any]) -> None:
    with pytest.raises(NoTranscriptGeneratedError) as caught:
        await stream_of(Played(*parts)).result()
    assert [response.headers for response in caught.value.responses] == [{"x": "1"}]


async def test_a_failure_is_raised_for_every_reader_and_nothing_is_tried_again() -> None:
    failure = APICallError("busy", url="u", request_body_values={}, status_code=503)
    for played in ([failure], Played(failure)):
        stream = stream_of(played)
        for _ in range(2):
            with pytest.raises(APICallError):
                await events_of(stream)
            with pytest.raises(APICallError):
                await stream.result()


@pytest.mark.parametrize(
    ("timeout", "words"),
    [
        (0.01, "Total timeout"),
        (Timeouts(first_chunk=0.01), "First chunk timeout"),
        (Timeouts(chunk=0.01), "Chunk timeout"),
    ],
)
async def test_time_limits_end_the_stream(timeout: Any, words: str) -> None:
    parts = [TranscriptDelta("a")] if words == "Chunk timeout" else []
    played = Played(*parts, asyncio.Event())
    stream = stream_of(played, timeout=timeout)
    with pytest.raises(TimeoutError, match=words):
        await events_of(stream)
    assert played.closed == 1


async def test_a_model_that_takes_no_streams_says_so() -> None:
    with pytest.raises(UnsupportedFunctionalityError, match="use transcribe"):
        stream_transcribe(MockTranscriptionModel(), [b"a"], input_audio_format=PCM)


@pytest.mark.parametrize("audio", [b"a", "a", 7])
async def test_audio_comes_in_chunks(audio: Any) -> None:
    with pytest.raises(InvalidParameterError, match="transcribe"):
        stream_transcribe(MockTranscriptionModel(do_stream=Played()), audio, input_audio_format=PCM)


# Ends


async def test_leaving_early_closes_the_stream() -> None:
    played = Played(TranscriptDelta("a"), asyncio.Event())
    async with stream_of(played) as stream:
        async for _ in stream:
            break
    assert played.closed == 1
    with pytest.raises(AbortError):
        await stream.result()
    await stream.aclose()


async def test_a_stream_that_nobody_reads_asks_no_model() -> None:
    played = Played(FINISH)
    async with stream_of(played):
        pass
    assert played.closed == 0


async def test_cancelling_the_reader_closes_the_stream() -> None:
    played = Played(asyncio.Event())
    stream = stream_of(played)
    task = asyncio.ensure_future(events_of(stream))
    await played.waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert played.closed == 1
    with pytest.raises(AbortError, match="cancelled"):
        await stream.result()


async def test_another_task_may_close_the_stream_under_a_reader() -> None:
    played = Played(asyncio.Event())
    stream = stream_of(played)
    task = asyncio.ensure_future(events_of(stream))
    await played.waiting.wait()
    await stream.aclose()
    assert played.closed == 1
    with pytest.raises(AbortError):
        await task
    assert not task.cancelled()
