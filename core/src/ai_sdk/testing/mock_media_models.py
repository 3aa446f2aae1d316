"""Mock models of the kinds that neither write text nor embed it. They work as those of `mock_models.py` do.

model = MockImageModel(do_generate=ImageResult([b"a png"]))
image = (await generate_image(model, "a cat")).image
assert model.do_generate_calls[0].prompt == "a cat"
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ai_sdk.testing.scripting import Scripted, scripted_answer

if TYPE_CHECKING:
    from ai_sdk.provider.image_model import ImageCallOptions, ImageResult, MaxPerCall
    from ai_sdk.provider.reranking_model import RerankingCallOptions, RerankingResult
    from ai_sdk.provider.speech_model import SpeechCallOptions, SpeechResult
    from ai_sdk.provider.transcription_model import (
        TranscriptionCallOptions,
        TranscriptionResult,
        TranscriptionStreamOptions,
        TranscriptionStreamResult,
    )
    from ai_sdk.provider.video_model import (
        VideoCallOptions,
        VideoResult,
        VideoStarted,
        VideoStartOptions,
        VideoStatus,
        VideoStatusOptions,
    )

__all__ = [
    "MockImageModel",
    "MockRerankingModel",
    "MockSpeechModel",
    "MockTranscriptionModel",
    "MockVideoJobModel",
    "MockVideoModel",
]


class MockImageModel:
    """An image model that answers what it is told. `do_generate_calls` keeps the options of every call."""

    specification_version = "v4"

    def __init__(
        self,
        *,
        provider: str = "mock-provider",
        model_id: str = "mock-model-id",
        max_images_per_call: MaxPerCall = 1,
        do_generate: Scripted[ImageResult, ImageCallOptions] | None = None,
    ) -> None:
        self.provider = provider
        self.model_id = model_id
        self.max_images_per_call: MaxPerCall = max_images_per_call
        self.do_generate_calls: list[ImageCallOptions] = []
        self._generate = do_generate

    async def do_generate(self, options: ImageCallOptions) -> ImageResult:
        """The next answer."""
        self.do_generate_calls.append(options)
        return await scripted_answer(self._generate, len(self.do_generate_calls) - 1, options, "do_generate")


class MockSpeechModel:
    """A speech model that answers what it is told. `do_generate_calls` keeps the options of every call."""

    specification_version = "v4"

    def __init__(
        self,
        *,
        provider: str = "mock-provider",
        model_id: str = "mock-model-id",
        do_generate: Scripted[SpeechResult, SpeechCallOptions] | None = None,
    ) -> None:
        self.provider = provider
        self.model_id = model_id
        self.do_generate_calls: list[SpeechCallOptions] = []
        self._generate = do_generate

    async def do_generate(self, options: SpeechCallOptions) -> SpeechResult:
        """The next answer."""
        self.do_generate_calls.append(options)
        return await scripted_answer(self._generate, len(self.do_generate_calls) - 1, options, "do_generate")


class MockRerankingModel:
    """A reranking model that answers what it is told. `do_rerank_calls` keeps the options of every call."""

    specification_version = "v4"

    def __init__(
        self,
        *,
        provider: str = "mock-provider",
        model_id: str = "mock-model-id",
        do_rerank: Scripted[RerankingResult, RerankingCallOptions] | None = None,
    ) -> None:
        self.provider = provider
        self.model_id = model_id
        self.do_rerank_calls: list[RerankingCallOptions] = []
        self._rerank = do_rerank

    async def do_rerank(self, options: RerankingCallOptions) -> RerankingResult:
        """The next answer."""
        self.do_rerank_calls.append(options)
        return await scripted_answer(self._rerank, len(self.do_rerank_calls) - 1, options, "do_rerank")


class MockTranscriptionModel:
    """A transcription model that answers what it is told.

    `do_generate_calls` and `do_stream_calls` keep the options of every call. It is a `StreamingTranscriptionModel`,
    with a method `do_stream`, only if `do_stream` is given. A result with a stream can be read once: give a function
    that makes one for each call, for example with `simulate_stream`.
    """

    specification_version = "v4"
    do_stream: Callable[[TranscriptionStreamOptions], Awaitable[TranscriptionStreamResult]]

    def __init__(
        self,
        *,
        provider: str = "mock-provider",
        model_id: str = "mock-model-id",
        do_generate: Scripted[TranscriptionResult, TranscriptionCallOptions] | None = None,
        do_stream: Scripted[TranscriptionStreamResult, TranscriptionStreamOptions] | None = None,
    ) -> None:
        self.provider = provider
        self.model_id = model_id
        self.do_generate_calls: list[TranscriptionCallOptions] = []
        self.do_stream_calls: list[TranscriptionStreamOptions] = []
        self._generate = do_generate
        self._stream = do_stream
        if do_stream is not None:
            self.do_stream = self._do_stream

    async def do_generate(self, options: TranscriptionCallOptions) -> TranscriptionResult:
        """The next answer."""
        self.do_generate_calls.append(options)
        return await scripted_answer(self._generate, len(self.do_generate_calls) - 1, options, "do_generate")

    async def _do_stream(self, options: TranscriptionStreamOptions) -> TranscriptionStreamResult:
        self.do_stream_calls.append(options)
        return await scripted_answer(self._stream, len(self.do_stream_calls) - 1, options, "do_stream")


class MockVideoModel:
    """A video model that answers with the videos. `do_generate_calls` keeps the options of every call."""

    specification_version = "v4"

    def __init__(
        self,
        *,
        provider: str = "mock-provider",
        model_id: str = "mock-model-id",
        max_videos_per_call: MaxPerCall = 1,
        do_generate: Scripted[VideoResult, VideoCallOptions] | None = None,
    ) -> None:
        self.provider = provider
        self.model_id = model_id
        self.max_videos_per_call: MaxPerCall = max_videos_per_call
        self.do_generate_calls: list[VideoCallOptions] = []
        self._generate = do_generate

    async def do_generate(self, options: VideoCallOptions) -> VideoResult:
        """The next answer."""
        self.do_generate_calls.append(options)
        return await scripted_answer(self._generate, len(self.do_generate_calls) - 1, options, "do_generate")


class MockVideoJobModel:
    """A video model that starts a job and tells of it when asked.

        MockVideoJobModel(do_start=VideoStarted({"job": 1}), do_status=[VideoPending(), VideoCompleted([...])])

    `do_start_calls` and `do_status_calls` keep the options of every call.
    """

    specification_version = "v4"

    def __init__(
        self,
        *,
        provider: str = "mock-provider",
        model_id: str = "mock-model-id",
        max_videos_per_call: MaxPerCall = 1,
        do_start: Scripted[VideoStarted, VideoStartOptions] | None = None,
        do_status: Scripted[VideoStatus, VideoStatusOptions] | None = None,
    ) -> None:
        self.provider = provider
        self.model_id = model_id
        self.max_videos_per_call: MaxPerCall = max_videos_per_call
        self.do_start_calls: list[VideoStartOptions] = []
        self.do_status_calls: list[VideoStatusOptions] = []
        self._start = do_start
        self._status = do_status

    async def do_start(self, options: VideoStartOptions) -> VideoStarted:
        """The next job."""
        self.do_start_calls.append(options)
        return await scripted_answer(self._start, len(self.do_start_calls) - 1, options, "do_start")

    async def do_status(self, options: VideoStatusOptions) -> VideoStatus:
        """How the job is now."""
        self.do_status_calls.append(options)
        return await scripted_answer(self._status, len(self.do_status_calls) - 1, options, "do_status")
