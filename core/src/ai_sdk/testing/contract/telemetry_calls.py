"""One call of each kind that telemetry is told of, for integrations to follow. Models answer from a script."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from ai_sdk.embedding import embed, embed_many
from ai_sdk.provider import (
    APICallError,
    EmbeddingCallOptions,
    EmbeddingResult,
    EmbeddingUsage,
    FinishReason,
    GenerateResult,
    LanguageCallOptions,
    RankedDocument,
    RerankingResult,
    ToolCallContent,
    ToolResultContent,
)
from ai_sdk.reranking import rerank
from ai_sdk.telemetry import Telemetry
from ai_sdk.testing.mock_media_models import MockRerankingModel
from ai_sdk.testing.mock_models import MockEmbeddingModel, MockLanguageModel, text_result, text_stream
from ai_sdk.text.generate import generate_text
from ai_sdk.text.stop_conditions import is_step_count
from ai_sdk.text.stream import stream_text

__all__ = ["TELEMETRY_CALLS"]

TelemetryCall = Callable[[Sequence[Any]], Awaitable[None]]


def _calls(*names: str, provider_executed: bool = False) -> GenerateResult:
    content: list[Any] = []
    for name in names:
        content.append(ToolCallContent(f"call-{name}", name, '{"city": "Oslo"}', provider_executed=provider_executed))
        if provider_executed:
            content.append(ToolResultContent(f"call-{name}", name, {"sky": "grey"}))
    return GenerateResult(content=content, finish_reason=FinishReason("tool-calls"), usage=text_result("").usage)


def weather(city: str) -> str:
    """The weather of a city."""
    return f"rain in {city}"


def broken(city: str) -> str:
    """Fails."""
    raise ValueError(f"no thermometer in {city}")


async def a_tool_loop(integrations: Sequence[Any]) -> None:
    model = MockLanguageModel(do_generate=[_calls("weather", "broken"), text_result("Rain.")])
    await generate_text(
        model,
        "Oslo?",
        instructions="Be brief.",
        tools=[weather, broken],
        stop_when=is_step_count(3),
        temperature=0.5,
        stop_sequences=["END"],
        runtime_context={"user": "u"},
        telemetry=Telemetry(integrations=integrations, function_id="contract", include_runtime_context=["user"]),
    )


async def a_tool_of_the_provider(integrations: Sequence[Any]) -> None:
    model = MockLanguageModel(do_generate=_calls("search", provider_executed=True))
    await generate_text(model, "Oslo?", telemetry=Telemetry(integrations=integrations))


async def nothing_may_be_recorded(integrations: Sequence[Any]) -> None:
    telemetry = Telemetry(integrations=integrations, record_inputs=False, record_outputs=False)
    await generate_text(MockLanguageModel(do_generate=text_result("Hello")), "hi", telemetry=telemetry)


async def a_stream(integrations: Sequence[Any]) -> None:
    model = MockLanguageModel(do_stream=text_stream("Hel", "lo"))
    async with stream_text(model, "hi", telemetry=Telemetry(integrations=integrations)) as stream:
        await stream.result()


async def a_stream_that_is_left(integrations: Sequence[Any]) -> None:
    model = MockLanguageModel(do_stream=text_stream("Hel", "lo"))
    async with stream_text(model, "hi", telemetry=Telemetry(integrations=integrations)) as stream:
        async for _ in stream.text_stream:
            break


async def a_failure(integrations: Sequence[Any]) -> None:
    error = APICallError("down", url="https://vendor.example", status_code=400)
    with suppress(APICallError):
        await generate_text(MockLanguageModel(do_generate=error), "hi", telemetry=Telemetry(integrations=integrations))


async def a_cancelled_call(integrations: Sequence[Any]) -> None:
    asked = asyncio.Event()

    async def hang(_options: LanguageCallOptions) -> GenerateResult:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    work = generate_text(MockLanguageModel(do_generate=hang), "hi", telemetry=Telemetry(integrations=integrations))
    task = asyncio.ensure_future(work)
    await asked.wait()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _embeddings(options: EmbeddingCallOptions) -> EmbeddingResult:
    return EmbeddingResult([[1.0, 2.0]] * len(options.values), usage=EmbeddingUsage(3))


async def an_embedding(integrations: Sequence[Any]) -> None:
    await embed(MockEmbeddingModel(do_embed=_embeddings), "sun", telemetry=Telemetry(integrations=integrations))


async def many_embeddings(integrations: Sequence[Any]) -> None:
    model = MockEmbeddingModel(do_embed=_embeddings)
    await embed_many(model, ["sun", "rain"], telemetry=Telemetry(integrations=integrations))


async def a_reranking(integrations: Sequence[Any]) -> None:
    model = MockRerankingModel(do_rerank=RerankingResult([RankedDocument(1, 0.5)]))
    documents = ["sun", "umbrella"]
    await rerank(model, query="rain", documents=documents, telemetry=Telemetry(integrations=integrations))


TELEMETRY_CALLS: Final[Sequence[TelemetryCall]] = (
    a_tool_loop,
    a_tool_of_the_provider,
    nothing_may_be_recorded,
    a_stream,
    a_stream_that_is_left,
    a_failure,
    a_cancelled_call,
    an_embedding,
    many_embeddings,
    a_reranking,
)
"""Each calls a function of the SDK with these integrations, and raises nothing."""
