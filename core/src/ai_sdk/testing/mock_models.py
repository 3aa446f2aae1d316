"""Models that answer what a test says, and keep what they were asked.

    model = MockLanguageModel(do_generate=text_result("Hello"))
    result = await generate_text(model, "Hi")
    assert model.do_generate_calls[0].prompt == [UserMessage([TextPart("Hi")])]

What a model answers is one result for all calls, a list with one for each call, or a function of the call options,
plain or async. An exception in place of a result is raised.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from ai_sdk.provider.content import (
    Content,
    FinishReason,
    InputTokens,
    OutputTokens,
    RequestInfo,
    ResponseInfo,
    TextContent,
    Usage,
)
from ai_sdk.provider.embedding_model import EmbeddingCallOptions, EmbeddingResult
from ai_sdk.provider.language_model import GenerateResult, LanguageCallOptions, StreamResult, SupportedUrls
from ai_sdk.provider.provider import BaseProvider, ModelKind
from ai_sdk.provider.stream_parts import Finish, StreamPart, StreamStart, TextDelta, TextEnd, TextStart
from ai_sdk.testing.scripting import Scripted, scripted_answer

__all__ = [
    "MockEmbeddingModel",
    "MockLanguageModel",
    "MockProvider",
    "MockStream",
    "mock_id",
    "mock_values",
    "text_result",
    "text_stream",
]

T = TypeVar("T")


class MockStream:
    """Stream parts that are played anew for each call.

    An exception among the parts is raised there. `delay` is waited before each part, in seconds. `opened` and `closed`
    count the streams that were begun to be read, and those that ended or were closed.
    """

    def __init__(
        self,
        parts: Sequence[StreamPart | BaseException],
        *,
        delay: float = 0,
        request: RequestInfo | None = None,
        response: ResponseInfo | None = None,
    ) -> None:
        self.parts = parts
        self.delay = delay
        self.request = request
        self.response = response
        self.opened = 0
        self.closed = 0

    def __call__(self, _options: LanguageCallOptions) -> StreamResult:
        return StreamResult(self._play(), request=self.request, response=self.response)

    async def _play(self) -> AsyncGenerator[StreamPart, None]:
        self.opened += 1
        try:
            for part in self.parts:
                # A real model waits for the network between parts. One that never waits would starve other tasks.
                await asyncio.sleep(self.delay)
                if isinstance(part, BaseException):
                    raise part
                yield part
        finally:
            self.closed += 1


class MockLanguageModel:
    """A language model that answers what it is told.

    `do_generate_calls` and `do_stream_calls` keep the options of every call. What was not told raises
    `NotImplementedError`. A `StreamResult` can be read once: give a `MockStream` for more than one call.
    """

    specification_version = "v4"

    def __init__(
        self,
        *,
        provider: str = "mock-provider",
        model_id: str = "mock-model-id",
        supported_urls: SupportedUrls | None = None,
        do_generate: Scripted[GenerateResult, LanguageCallOptions] | None = None,
        do_stream: Scripted[StreamResult, LanguageCallOptions] | None = None,
    ) -> None:
        self.provider = provider
        self.model_id = model_id
        self.supported_urls: SupportedUrls | Awaitable[SupportedUrls] = supported_urls or {}
        self.do_generate_calls: list[LanguageCallOptions] = []
        self.do_stream_calls: list[LanguageCallOptions] = []
        self._generate = do_generate
        self._stream = do_stream

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        """The next answer."""
        self.do_generate_calls.append(options)
        return await scripted_answer(self._generate, len(self.do_generate_calls) - 1, options, "do_generate")

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        """The next stream."""
        self.do_stream_calls.append(options)
        return await scripted_answer(self._stream, len(self.do_stream_calls) - 1, options, "do_stream")


class MockEmbeddingModel:
    """An embedding model that answers what it is told. `do_embed_calls` keeps the options of every call."""

    specification_version = "v4"

    def __init__(
        self,
        *,
        provider: str = "mock-provider",
        model_id: str = "mock-model-id",
        max_embeddings_per_call: int | None = 1,
        supports_parallel_calls: bool = False,
        do_embed: Scripted[EmbeddingResult, EmbeddingCallOptions] | None = None,
    ) -> None:
        self.provider = provider
        self.model_id = model_id
        self.max_embeddings_per_call: int | Awaitable[int | None] | None = max_embeddings_per_call
        self.supports_parallel_calls: bool | Awaitable[bool] = supports_parallel_calls
        self.do_embed_calls: list[EmbeddingCallOptions] = []
        self._embed = do_embed

    async def do_embed(self, options: EmbeddingCallOptions) -> EmbeddingResult:
        """The next answer."""
        self.do_embed_calls.append(options)
        return await scripted_answer(self._embed, len(self.do_embed_calls) - 1, options, "do_embed")


class MockProvider(BaseProvider):
    """A provider of the models that it is given, by kind and id. For others it raises `NoSuchModelError`.

        provider = MockProvider(language_models={"m": MockLanguageModel(...)})
        provider.language_model("m")

    `closed` says whether `aclose()` was called.
    """

    def __init__(
        self,
        *,
        language_models: Mapping[str, Any] | None = None,
        embedding_models: Mapping[str, Any] | None = None,
        image_models: Mapping[str, Any] | None = None,
        speech_models: Mapping[str, Any] | None = None,
        transcription_models: Mapping[str, Any] | None = None,
        reranking_models: Mapping[str, Any] | None = None,
        video_models: Mapping[str, Any] | None = None,
    ) -> None:
        self._models: dict[ModelKind, Mapping[str, Any]] = {
            "language": language_models or {},
            "embedding": embedding_models or {},
            "image": image_models or {},
            "speech": speech_models or {},
            "transcription": transcription_models or {},
            "reranking": reranking_models or {},
            "video": video_models or {},
        }
        self.closed = False

    def language_model(self, model_id: str) -> Any:
        """The language model of this id."""
        return self._models["language"].get(model_id) or super().language_model(model_id)

    def embedding_model(self, model_id: str) -> Any:
        """The embedding model of this id."""
        return self._models["embedding"].get(model_id) or super().embedding_model(model_id)

    def image_model(self, model_id: str) -> Any:
        """The image model of this id."""
        return self._models["image"].get(model_id) or super().image_model(model_id)

    def speech_model(self, model_id: str) -> Any:
        """The speech model of this id."""
        return self._models["speech"].get(model_id) or super().speech_model(model_id)

    def transcription_model(self, model_id: str) -> Any:
        """The transcription model of this id."""
        return self._models["transcription"].get(model_id) or super().transcription_model(model_id)

    def reranking_model(self, model_id: str) -> Any:
        """The reranking model of this id."""
        return self._models["reranking"].get(model_id) or super().reranking_model(model_id)

    def video_model(self, model_id: str) -> Any:
        """The video model of this id."""
        return self._models["video"].get(model_id) or super().video_model(model_id)

    async def aclose(self) -> None:
        """Only notes that it was called."""
        self.closed = True


def text_result(*texts: str, finish_reason: FinishReason | None = None) -> GenerateResult:
    """An answer of these texts, with a usage of 3 tokens in and 10 out."""
    content: list[Content] = [TextContent(text) for text in texts]
    return GenerateResult(content, finish_reason or FinishReason("stop"), _USAGE)


def text_stream(*pieces: str, finish_reason: FinishReason | None = None, delay: float = 0) -> MockStream:
    """A stream of one text in these pieces, with a usage of 3 tokens in and 10 out."""
    deltas = [TextDelta("0", piece) for piece in pieces]
    finish = Finish(finish_reason or FinishReason("stop"), _USAGE)
    return MockStream([StreamStart(), TextStart("0"), *deltas, TextEnd("0"), finish], delay=delay)


_USAGE = Usage(InputTokens(total=3, no_cache=3), OutputTokens(total=10, text=10))


def mock_values(*values: T) -> Callable[[], T]:
    """A function that gives the values one after the other, then the last for ever."""
    if not values:
        raise ValueError("mock_values needs at least one value")
    left = list(reversed(values))
    return lambda: left.pop() if len(left) > 1 else left[0]


def mock_id(*, prefix: str = "id") -> Callable[[], str]:
    """A function that gives `id-0`, `id-1`, and so on: a predictable `generate_id`."""
    count = -1

    def generate() -> str:
        nonlocal count
        count += 1
        return f"{prefix}-{count}"

    return generate
