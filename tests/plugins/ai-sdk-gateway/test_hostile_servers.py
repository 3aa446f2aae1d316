"""Every kind of model in front of servers that misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from ai_sdk.provider import (
    AISDKError,
    APICallError,
    BatchOptions,
    EmbeddingCallOptions,
    Finish,
    ImageCallOptions,
    LanguageCallOptions,
    RerankingCallOptions,
    SpeechCallOptions,
    TextDocuments,
    TranscriptionCallOptions,
    VideoCallOptions,
    VideoStatusOptions,
)
from ai_sdk.testing import ScriptedResponse
from ai_sdk_gateway import GatewayError, GatewayProvider

from tests.plugins.hostile_servers import ANSWERS, LIMIT, SECONDS, STREAMS, fails_well, has_a_text_before_a_timeout

CALLS: dict[str, Callable[[GatewayProvider], Any]] = {
    "embedding": lambda p: p.embedding_model("m").do_embed(EmbeddingCallOptions(values=["a"])),
    "image": lambda p: p.image_model("m").do_generate(ImageCallOptions(prompt="a")),
    "speech": lambda p: p.speech_model("m").do_generate(SpeechCallOptions(text="a")),
    "transcription": lambda p: p.transcription_model("m").do_generate(
        TranscriptionCallOptions(audio=b"a", media_type="audio/wav")
    ),
    "reranking": lambda p: p.reranking_model("m").do_rerank(
        RerankingCallOptions(documents=TextDocuments(["a"]), query="q")
    ),
    "video status": lambda p: p.video_model("m").do_status(VideoStatusOptions(operation={})),
    "batch status": lambda p: p("m").do_get_batch_status(BatchOptions(batch_id="b")),
    "models": lambda p: p.get_available_models(),
    "credits": lambda p: p.get_credits(),
    "token": lambda p: p.get_realtime_token(model="m"),
}


@pytest.mark.parametrize("kind", ANSWERS)
async def test_a_language_call_fails_with_a_typed_error(serve: Any, hi: LanguageCallOptions, kind: str) -> None:
    provider, server = await serve(ANSWERS[kind], max_response_bytes=LIMIT)
    await fails_well(lambda: provider("m").do_generate(hi), server)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("kind", ["HTML", "an empty body", "no answer", "the wrong shape", "a list", "a gzip bomb"])
async def test_every_other_call_fails_with_a_gateway_error(serve: Any, call: str, kind: str) -> None:
    provider, server = await serve(ANSWERS[kind], max_response_bytes=LIMIT)
    await fails_well(lambda: CALLS[call](provider), server)
    with pytest.raises(GatewayError):
        await CALLS[call](provider)


@pytest.mark.parametrize("kind", STREAMS)
async def test_a_stream_fails_with_a_typed_error_or_has_no_finish(
    serve: Any, hi: LanguageCallOptions, kind: str
) -> None:
    provider, _ = await serve(STREAMS[kind])
    parts: list[Any] = []
    try:
        async with asyncio.timeout(SECONDS):
            async for part in (await provider("m").do_stream(hi)).stream:
                parts.append(part)  # noqa: PERF401 - what came before an error counts
    except AISDKError:
        pass
    assert not any(isinstance(part, Finish) for part in parts)


@pytest.mark.parametrize("kind", STREAMS)
async def test_a_video_fails_with_a_typed_error(serve: Any, kind: str) -> None:
    provider, server = await serve(STREAMS[kind])
    await fails_well(lambda: provider.video_model("m").do_generate(VideoCallOptions(prompt="a")), server)


async def test_a_stream_that_never_ends_is_left_by_a_timeout(serve: Any, hi: LanguageCallOptions) -> None:
    events = ['data: {"type":"text-delta","id":"1","delta":"a"}\n\n']
    provider, server = await serve(ScriptedResponse(chunks=events, hang=True))
    await has_a_text_before_a_timeout(lambda: provider("m").do_stream(hi), server)


async def test_batch_results_that_break_off_raise(serve: Any) -> None:
    lines = ['{"id":"1","status":"expired"}\n{"id":"2"', ',"status":']
    provider, _ = await serve(ScriptedResponse(chunks=lines, disconnect="mid-stream"))
    results = provider("m").do_get_batch_results(BatchOptions(batch_id="b"))
    assert (await anext(results)).id == "1"
    with pytest.raises(APICallError, match="broke while"):
        await anext(results)
