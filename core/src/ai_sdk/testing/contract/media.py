"""The contracts of embedding, image, speech, transcription and reranking models.

Each has `scripts`-like members: the vendor's `good_answer` and what it means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

import pytest

from ai_sdk.provider import (
    EmbeddingCallOptions,
    EmbeddingModel,
    EmbeddingResult,
    ImageCallOptions,
    ImageModel,
    ImageResult,
    RerankingCallOptions,
    RerankingModel,
    RerankingResult,
    SpeechCallOptions,
    SpeechModel,
    SpeechResult,
    TextDocuments,
    TooManyEmbeddingValuesForCallError,
    TranscriptionCallOptions,
    TranscriptionModel,
    TranscriptionResult,
)
from ai_sdk.provider_utils import base64_to_bytes
from ai_sdk.testing.contract.base import ModelContract
from ai_sdk.testing.scripted_response import ScriptedResponse

__all__ = [
    "EmbeddingModelContract",
    "ImageModelContract",
    "RerankingModelContract",
    "SpeechModelContract",
    "TranscriptionModelContract",
]


class _MediaContract(ModelContract):
    good_answer: ClassVar[ScriptedResponse]
    """The vendor's answer. What it has to mean says each kind."""

    def answer(self) -> ScriptedResponse:
        return self.good_answer


class EmbeddingModelContract(_MediaContract):
    """Embedding models. `good_answer`: the vectors `[1, 2]` and `[3, 4]` for two values; 8 tokens if it counts."""

    kind = "embedding"
    counts_tokens: ClassVar[bool] = True

    async def call(self, model: EmbeddingModel, **settings: Any) -> EmbeddingResult:
        return await model.do_embed(replace(EmbeddingCallOptions(values=["a", "b"]), **settings))

    def check_answer(self, result: EmbeddingResult) -> None:
        assert [list(vector) for vector in result.embeddings] == [[1, 2], [3, 4]]
        if self.counts_tokens:
            assert result.usage is not None
            assert result.usage.tokens == 8

    def check_live(self, result: EmbeddingResult) -> None:
        first, second = result.embeddings
        assert len(first) == len(second) > 1

    def test_the_model_is_an_embedding_model(self) -> None:
        model, _ = self.scripted()
        assert isinstance(model, EmbeddingModel)

    def test_more_values_than_one_call_takes_are_refused_without_a_request(self) -> None:
        async def limit(model: EmbeddingModel) -> Any:
            found: Any = model.max_embeddings_per_call
            return await found if hasattr(found, "__await__") else found

        model, transport = self.scripted(self.answer())
        most = self.run(limit(model))
        if most is not None and most < 100_000:
            with pytest.raises(TooManyEmbeddingValuesForCallError):
                self.run(self.call(model, values=["a"] * (most + 1)))
            assert transport.requests == []


class ImageModelContract(_MediaContract):
    """Image models. `good_answer`: one image of the bytes `img`, as base64 `aW1n` or what the vendor sends."""

    kind = "image"

    async def call(self, model: ImageModel, **settings: Any) -> ImageResult:
        return await model.do_generate(replace(ImageCallOptions(prompt="a cat"), **settings))

    def check_answer(self, result: ImageResult) -> None:
        assert [_bytes(image) for image in result.images] == [b"img"]

    def check_live(self, result: ImageResult) -> None:
        assert [len(_bytes(image)) > 100 for image in result.images] == [True]

    def settings(self) -> dict[str, Any]:
        return {"size": "512x512", "aspect_ratio": "16:9", "seed": 7}

    def test_the_model_is_an_image_model(self) -> None:
        model, _ = self.scripted()
        assert isinstance(model, ImageModel)


class SpeechModelContract(_MediaContract):
    """Speech models. `good_answer`: the audio bytes `audio`."""

    kind = "speech"

    async def call(self, model: SpeechModel, **settings: Any) -> SpeechResult:
        return await model.do_generate(replace(SpeechCallOptions(text="hi"), **settings))

    def check_answer(self, result: SpeechResult) -> None:
        assert _bytes(result.audio) == b"audio"

    def check_live(self, result: SpeechResult) -> None:
        assert len(_bytes(result.audio)) > 100

    def settings(self) -> dict[str, Any]:
        return {"voice": "nova", "output_format": "wav", "instructions": "slowly", "speed": 1.5, "language": "de"}

    def test_the_model_is_a_speech_model(self) -> None:
        model, _ = self.scripted()
        assert isinstance(model, SpeechModel)


class TranscriptionModelContract(_MediaContract):
    """Transcription models. `good_answer`: the text `Hello`. `live_audio`: a file for live tests, as WAV."""

    kind = "transcription"
    live_audio: ClassVar[bytes] = b""

    async def call(self, model: TranscriptionModel, **settings: Any) -> TranscriptionResult:
        audio = self.live_audio or b"RIFF\x24\x00\x00\x00WAVE"
        return await model.do_generate(
            replace(TranscriptionCallOptions(audio=audio, media_type="audio/wav"), **settings)
        )

    def check_answer(self, result: TranscriptionResult) -> None:
        assert result.text == "Hello"
        assert all(segment.start_second <= segment.end_second for segment in result.segments)

    def live(self, request: pytest.FixtureRequest) -> None:
        super().live(request)
        if not self.live_audio:
            pytest.skip("needs audio in live_audio")

    def check_live(self, result: TranscriptionResult) -> None:
        assert result.text.strip()

    def test_the_model_is_a_transcription_model(self) -> None:
        model, _ = self.scripted()
        assert isinstance(model, TranscriptionModel)

    def test_audio_may_be_bytes_or_base64(self) -> None:
        model, transport = self.scripted(self.answer())
        for audio in (b"RIFF", "UklGRg=="):
            self.check_answer(self.run(self.call(model, audio=audio)))
        assert [len(request.body) for request in transport.requests[:1]] == [
            len(request.body) for request in transport.requests[1:]
        ], "The same audio is another request as base64."


class RerankingModelContract(_MediaContract):
    """Reranking models. `good_answer`: of two documents the second (0.9) before the first (0.1)."""

    kind = "reranking"

    async def call(self, model: RerankingModel, **settings: Any) -> RerankingResult:
        options = RerankingCallOptions(documents=TextDocuments(["a", "b"]), query="q")
        return await model.do_rerank(replace(options, **settings))

    def check_answer(self, result: RerankingResult) -> None:
        assert [(item.index, item.relevance_score) for item in result.ranking] == [(1, 0.9), (0, 0.1)]

    def check_live(self, result: RerankingResult) -> None:
        scores: Sequence[float] = [item.relevance_score for item in result.ranking]
        assert list(scores) == sorted(scores, reverse=True)

    def settings(self) -> dict[str, Any]:
        return {"top_n": 1}

    def test_the_model_is_a_reranking_model(self) -> None:
        model, _ = self.scripted()
        assert isinstance(model, RerankingModel)


def _bytes(data: bytes | str) -> bytes:
    return data if isinstance(data, bytes) else base64_to_bytes(data)
