from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from ai_sdk.batches import TextBatch
from ai_sdk.provider import (
    AbortError,
    AudioFormat,
    BatchItemError,
    BatchUnfinished,
    ImageResult,
    RankedDocument,
    RerankingResult,
    SpeechResult,
    TranscriptDelta,
    TranscriptionFinish,
    TranscriptionResult,
    TranscriptionStreamOptions,
    TranscriptionStreamResult,
    VideoBytes,
    VideoResult,
)
from ai_sdk.sync import (
    generate_image,
    generate_speech,
    generate_video,
    get_batch_results,
    rerank,
    stream_transcribe,
    transcribe,
)
from ai_sdk.testing import (
    MockImageModel,
    MockLanguageModel,
    MockRerankingModel,
    MockSpeechModel,
    MockTranscriptionModel,
    MockVideoModel,
)

PCM = AudioFormat("audio/pcm", rate=16000)


def test_the_twins_answer_like_the_async_functions() -> None:
    ranked = rerank(MockRerankingModel(do_rerank=RerankingResult([RankedDocument(0, 1.0)])), query="q", documents=["a"])
    assert ranked.reranked_documents == ["a"]
    assert generate_image(MockImageModel(do_generate=ImageResult([b"i"])), "x").image.bytes == b"i"
    assert generate_speech(MockSpeechModel(do_generate=SpeechResult(b"s")), "x").audio.bytes == b"s"
    assert transcribe(MockTranscriptionModel(do_generate=TranscriptionResult("t")), b"x").text == "t"
    video = MockVideoModel(do_generate=VideoResult([VideoBytes(b"v", "video/mp4")]))
    assert generate_video(video, "x").video.bytes == b"v"


async def spoken(options: TranscriptionStreamOptions) -> TranscriptionStreamResult:
    async def parts() -> AsyncGenerator[Any, None]:
        async for chunk in options.audio:
            yield TranscriptDelta(str(chunk))
        yield TranscriptionFinish("said")

    return TranscriptionStreamResult(parts())


def test_a_transcript_can_be_read_as_it_comes() -> None:
    with stream_transcribe(MockTranscriptionModel(do_stream=spoken), ["a", "b"], input_audio_format=PCM) as stream:
        assert list(stream) == [TranscriptDelta("a"), TranscriptDelta("b")]
        assert stream.result().text == "said"


def test_leaving_a_transcript_early_closes_it() -> None:
    closed: list[bool] = []

    async def endless(options: TranscriptionStreamOptions) -> TranscriptionStreamResult:
        async def parts() -> AsyncGenerator[Any, None]:
            try:
                yield TranscriptDelta("a")
                await asyncio.Event().wait()
            finally:
                closed.append(True)

        return TranscriptionStreamResult(parts())

    with stream_transcribe(MockTranscriptionModel(do_stream=endless), [b"a"], input_audio_format=PCM) as stream:
        assert next(iter(stream)) == TranscriptDelta("a")
    assert closed == [True]
    with pytest.raises(AbortError):
        stream.result()


class BatchModel(MockLanguageModel):
    do_start_batch = do_get_batch_status = None

    async def do_get_batch_results(self, options: Any) -> AsyncGenerator[Any, None]:
        yield BatchUnfinished("expired", "a", BatchItemError("late"))
        yield BatchUnfinished("cancelled", "b")


def test_the_results_of_a_batch_are_an_iterator() -> None:
    batch = TextBatch(id="1", provider="mock-provider", model_id="mock-model-id", status="completed")
    assert [item.id for item in get_batch_results(BatchModel(), batch)] == ["a", "b"]
    results = get_batch_results(BatchModel(), batch)
    next(results)
    results.close()
