from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    AudioFormat,
    GeneratingVideoModel,
    ImageCallOptions,
    ImageModel,
    ImageResult,
    RankedDocument,
    RerankingCallOptions,
    RerankingModel,
    RerankingResult,
    SpeechCallOptions,
    SpeechModel,
    SpeechResult,
    StartingVideoModel,
    StreamingTranscriptionModel,
    TextDocuments,
    TranscriptDelta,
    TranscriptionCallOptions,
    TranscriptionFinish,
    TranscriptionModel,
    TranscriptionResult,
    TranscriptionStreamOptions,
    TranscriptionStreamResult,
    VideoCallOptions,
    VideoCompleted,
    VideoModel,
    VideoPending,
    VideoResult,
    VideoStarted,
    VideoStartOptions,
    VideoStatusOptions,
)
from ai_sdk.testing import (
    MockImageModel,
    MockRerankingModel,
    MockSpeechModel,
    MockTranscriptionModel,
    MockVideoJobModel,
    MockVideoModel,
    simulate_stream,
)


def test_mocks_are_what_they_stand_for() -> None:
    assert isinstance(MockImageModel(), ImageModel)
    assert isinstance(MockSpeechModel(), SpeechModel)
    assert isinstance(MockRerankingModel(), RerankingModel)
    assert isinstance(MockTranscriptionModel(), TranscriptionModel)
    assert isinstance(MockVideoModel(), VideoModel)
    assert isinstance(MockVideoModel(), GeneratingVideoModel)
    assert isinstance(MockVideoJobModel(), VideoModel)
    assert isinstance(MockVideoJobModel(), StartingVideoModel)
    assert not isinstance(MockVideoModel(), StartingVideoModel)
    assert not isinstance(MockVideoJobModel(), GeneratingVideoModel)


async def test_each_kind_answers_and_keeps_what_it_was_asked() -> None:
    cases: list[tuple[Any, str, Any, Any]] = [
        (MockImageModel, "do_generate", ImageCallOptions(prompt="a cat"), ImageResult([b"x"])),
        (MockSpeechModel, "do_generate", SpeechCallOptions(text="hi"), SpeechResult(b"x")),
        (
            MockRerankingModel,
            "do_rerank",
            RerankingCallOptions(documents=TextDocuments(["a"]), query="q"),
            RerankingResult([RankedDocument(0, 1.0)]),
        ),
        (
            MockTranscriptionModel,
            "do_generate",
            TranscriptionCallOptions(audio=b"x", media_type="audio/wav"),
            TranscriptionResult("hi"),
        ),
        (MockVideoModel, "do_generate", VideoCallOptions(prompt="a cat"), VideoResult([])),
        (MockVideoJobModel, "do_start", VideoStartOptions(prompt="a cat"), VideoStarted({"job": 1})),
    ]
    for mock, method, options, result in cases:
        model = mock(provider="acme", model_id="m", **{method: [result, ValueError("no")]})
        assert (model.provider, model.model_id) == ("acme", "m")
        assert await getattr(model, method)(options) is result
        with pytest.raises(ValueError, match="no"):
            await getattr(model, method)(options)
        assert getattr(model, f"{method}_calls") == [options, options]
        with pytest.raises(NotImplementedError, match=method):
            await getattr(mock(), method)(options)


async def test_a_video_job_is_asked_for_until_it_is_done() -> None:
    model = MockVideoJobModel(do_start=VideoStarted({"job": 1}), do_status=[VideoPending(), VideoCompleted([])])
    operation = (await model.do_start(VideoStartOptions(prompt="a cat"))).operation
    question = VideoStatusOptions(operation=operation)
    assert [(await model.do_status(question)).status, (await model.do_status(question)).status] == [
        "pending",
        "completed",
    ]
    assert model.do_status_calls == [question, question]


async def test_only_a_transcription_model_with_a_script_for_it_streams() -> None:
    assert not isinstance(MockTranscriptionModel(), StreamingTranscriptionModel)
    parts = [TranscriptDelta("hi"), TranscriptionFinish("hi")]
    model = MockTranscriptionModel(do_stream=lambda _: TranscriptionStreamResult(simulate_stream(parts)))
    assert isinstance(model, StreamingTranscriptionModel)
    options = TranscriptionStreamOptions(audio=simulate_stream([b"x"]), input_audio_format=AudioFormat("audio/pcm"))
    for _ in range(2):
        assert [part async for part in (await model.do_stream(options)).stream] == parts
    assert model.do_stream_calls == [options, options]
