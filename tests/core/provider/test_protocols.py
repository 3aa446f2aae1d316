"""The protocols, by the smallest classes that fulfil them. Pyright checks the same at the assignments."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import ai_sdk.provider
import pytest
from ai_sdk.provider import (
    MODEL_KINDS,
    BaseProvider,
    BatchItem,
    BatchLanguageModel,
    BatchOptions,
    BatchStarted,
    BatchStartOptions,
    BatchStatus,
    EmbeddingCallOptions,
    EmbeddingModel,
    EmbeddingResult,
    Files,
    Finish,
    FinishReason,
    GenerateResult,
    GeneratingVideoModel,
    ImageCallOptions,
    ImageModel,
    ImageResult,
    LanguageCallOptions,
    LanguageModel,
    NoSuchModelError,
    Provider,
    RerankingCallOptions,
    RerankingModel,
    RerankingResult,
    Skills,
    SpeechCallOptions,
    SpeechModel,
    SpeechResult,
    StartingVideoModel,
    StreamingTranscriptionModel,
    StreamPart,
    StreamResult,
    StreamStart,
    SupportedUrls,
    TextContent,
    TranscriptionCallOptions,
    TranscriptionModel,
    TranscriptionResult,
    TranscriptionStreamOptions,
    TranscriptionStreamPart,
    TranscriptionStreamResult,
    UploadFileOptions,
    UploadFileResult,
    UploadSkillOptions,
    UploadSkillResult,
    Usage,
    UserMessage,
    VideoCallOptions,
    VideoModel,
    VideoPending,
    VideoResult,
    VideoStarted,
    VideoStartOptions,
    VideoStatus,
    VideoStatusOptions,
)


class Base:
    specification_version = "v4"
    provider = "acme.kind"
    model_id = "acme-1"


class Echo(Base):
    @property
    def supported_urls(self) -> SupportedUrls:
        return {}

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        assert isinstance(options.prompt[-1], UserMessage)
        part = options.prompt[-1].parts[0]
        assert part.type == "text"
        return GenerateResult([TextContent(part.text)], FinishReason("stop"), Usage())

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        return StreamResult(self._parts())

    async def _parts(self) -> AsyncGenerator[StreamPart, None]:
        yield StreamStart()
        yield Finish(FinishReason("stop"), Usage())


class BatchEcho(Echo):
    async def do_start_batch(self, options: BatchStartOptions) -> BatchStarted:
        return BatchStarted("pending", batch_id="b")

    async def do_get_batch_status(self, options: BatchOptions) -> BatchStatus:
        return BatchStatus("pending")

    async def do_get_batch_results(self, options: BatchOptions) -> AsyncGenerator[BatchItem, None]:
        for item in ():
            yield item


class Embedder(Base):
    max_embeddings_per_call = None
    supports_parallel_calls = False

    async def do_embed(self, options: EmbeddingCallOptions) -> EmbeddingResult:
        return EmbeddingResult([[float(len(value))] for value in options.values])


class Painter(Base):
    max_images_per_call = 1

    async def do_generate(self, options: ImageCallOptions) -> ImageResult:
        return ImageResult([b""])


class Speaker(Base):
    async def do_generate(self, options: SpeechCallOptions) -> SpeechResult:
        return SpeechResult(b"")


class Listener(Base):
    async def do_generate(self, options: TranscriptionCallOptions) -> TranscriptionResult:
        return TranscriptionResult("")


class LiveListener(Listener):
    async def do_stream(self, options: TranscriptionStreamOptions) -> TranscriptionStreamResult:
        return TranscriptionStreamResult(self._parts())

    async def _parts(self) -> AsyncGenerator[TranscriptionStreamPart, None]:
        yield StreamStart()


class Judge(Base):
    async def do_rerank(self, options: RerankingCallOptions) -> RerankingResult:
        return RerankingResult([])


class Filmer(Base):
    max_videos_per_call = None

    async def do_generate(self, options: VideoCallOptions) -> VideoResult:
        return VideoResult([])


class PatientFilmer(Base):
    max_videos_per_call = None

    async def do_start(self, options: VideoStartOptions) -> VideoStarted:
        return VideoStarted({})

    async def do_status(self, options: VideoStatusOptions) -> VideoStatus:
        return VideoPending()


class Store(Base):
    async def upload_file(self, options: UploadFileOptions) -> UploadFileResult:
        return UploadFileResult({})

    async def upload_skill(self, options: UploadSkillOptions) -> UploadSkillResult:
        return UploadSkillResult({})


class Acme(BaseProvider):
    def language_model(self, model_id: str) -> LanguageModel:
        return Echo()


language_model: LanguageModel = Echo()
batch_model: BatchLanguageModel = BatchEcho()
embedding_model: EmbeddingModel = Embedder()
image_model: ImageModel = Painter()
speech_model: SpeechModel = Speaker()
transcription_model: TranscriptionModel = Listener()
streaming_transcription_model: StreamingTranscriptionModel = LiveListener()
reranking_model: RerankingModel = Judge()
video_model: GeneratingVideoModel = Filmer()
starting_video_model: StartingVideoModel = PatientFilmer()
files: Files = Store()
skills: Skills = Store()
provider: Provider = Acme()


@pytest.mark.parametrize(
    ("value", "protocol"),
    [
        (language_model, LanguageModel),
        (batch_model, BatchLanguageModel),
        (batch_model, LanguageModel),
        (embedding_model, EmbeddingModel),
        (image_model, ImageModel),
        (speech_model, SpeechModel),
        (transcription_model, TranscriptionModel),
        (streaming_transcription_model, StreamingTranscriptionModel),
        (reranking_model, RerankingModel),
        (video_model, VideoModel),
        (video_model, GeneratingVideoModel),
        (starting_video_model, StartingVideoModel),
        (files, Files),
        (skills, Skills),
        (provider, Provider),
        (BaseProvider(), Provider),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_a_small_class_fulfils_the_protocol(value: object, protocol: type) -> None:
    assert isinstance(value, protocol)


def test_protocols_tell_models_apart() -> None:
    assert not isinstance(Echo(), BatchLanguageModel)
    assert not isinstance(Echo(), EmbeddingModel)
    assert not isinstance(Filmer(), StartingVideoModel)
    assert not isinstance(Listener(), StreamingTranscriptionModel)


def test_every_protocol_of_the_contract_is_fulfilled_above() -> None:
    protocols = {
        name for name in ai_sdk.provider.__all__ if getattr(getattr(ai_sdk.provider, name), "_is_protocol", False)
    } - {"URL"}
    assert protocols == {
        "BatchLanguageModel", "EmbeddingModel", "Files", "GeneratingVideoModel", "ImageModel", "LanguageModel",
        "Provider", "RerankingModel", "Skills", "SpeechModel", "StartingVideoModel", "StreamingTranscriptionModel",
        "TranscriptionModel", "VideoModel",
    }  # fmt: skip


async def test_the_smallest_model_answers() -> None:
    options = LanguageCallOptions(prompt=[UserMessage("hi")])
    assert (await language_model.do_generate(options)).content == [TextContent("hi")]
    stream = (await language_model.do_stream(options)).stream
    assert [part.type async for part in stream] == ["stream-start", "finish"]


@pytest.mark.parametrize("kind", MODEL_KINDS)
def test_a_provider_says_of_each_kind_that_it_lacks_it(kind: str) -> None:
    with pytest.raises(NoSuchModelError) as caught:
        getattr(BaseProvider(), f"{kind}_model")("x-1")
    assert (caught.value.model_id, caught.value.model_type) == ("x-1", f"{kind}Model")


async def test_a_provider_is_called_for_a_language_model_and_closes_itself() -> None:
    closed: list[str] = []

    class Closing(Acme):
        async def aclose(self) -> None:
            closed.append("yes")

    async with Closing() as acme:
        assert isinstance(acme("x"), Echo)
        assert not closed
    assert closed == ["yes"]
