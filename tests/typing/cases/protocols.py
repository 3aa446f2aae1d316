"""Plain class attributes and methods are enough to be a model or a provider."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from ai_sdk.provider import (
    BaseProvider,
    EmbeddingCallOptions,
    EmbeddingModel,
    EmbeddingResult,
    FinishReason,
    GenerateResult,
    LanguageCallOptions,
    LanguageModel,
    Provider,
    StreamPart,
    StreamResult,
    StreamStart,
    SupportedUrls,
    TextContent,
    Usage,
)
from ai_sdk.testing import MockEmbeddingModel, MockLanguageModel, MockProvider


class Echo:
    specification_version = "v4"
    provider = "echo"
    model_id = "echo-1"
    supported_urls: SupportedUrls = {}  # noqa: RUF012 - a `ClassVar` would not fulfil the protocol

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        return GenerateResult([TextContent("hi")], FinishReason("stop"), Usage())

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        return StreamResult(self._parts())

    async def _parts(self) -> AsyncGenerator[StreamPart, None]:
        yield StreamStart()


class Lengths:
    specification_version = "v4"
    provider = "lengths"
    model_id = "lengths-1"
    max_embeddings_per_call = None
    supports_parallel_calls = False

    async def do_embed(self, options: EmbeddingCallOptions) -> EmbeddingResult:
        return EmbeddingResult([[float(len(value))] for value in options.values])


class Acme(BaseProvider):
    def language_model(self, model_id: str) -> LanguageModel:
        return Echo()


language_models: list[LanguageModel] = [Echo(), MockLanguageModel()]
embedding_models: list[EmbeddingModel] = [Lengths(), MockEmbeddingModel()]
providers: list[Provider] = [BaseProvider(), Acme(), MockProvider()]
