"""Every model in front of servers that misbehave."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
from ai_sdk.provider import LanguageCallOptions, TranscriptionCallOptions

from tests.plugins.hostile_servers import ANSWERS, LIMIT, STREAMS, ends_well, fails_well, has_a_text_before_a_timeout

AUDIO = TranscriptionCallOptions(audio=b"\xff\xfb", media_type="audio/mpeg")


@pytest.mark.parametrize("kind", ANSWERS)
async def test_a_chat_call_fails_with_a_typed_error(serve: Any, hi: LanguageCallOptions, kind: str) -> None:
    provider, server = await serve(ANSWERS[kind], max_response_bytes=LIMIT)
    await fails_well(lambda: provider("m").do_generate(hi), server)


@pytest.mark.parametrize("kind", ANSWERS)
async def test_a_transcription_fails_with_a_typed_error(serve: Any, kind: str) -> None:
    provider, server = await serve(ANSWERS[kind], max_response_bytes=LIMIT)
    await fails_well(lambda: provider.transcription_model("whisper").do_generate(AUDIO), server)


@pytest.mark.parametrize("kind", STREAMS)
async def test_a_stream_fails_with_a_typed_error_or_ends(serve: Any, hi: LanguageCallOptions, kind: str) -> None:
    provider, server = await serve(STREAMS[kind], max_response_bytes=LIMIT)
    await ends_well(lambda: provider("m").do_stream(hi), server)


async def test_a_gzip_bomb_does_not_fill_the_memory(serve: Any, hi: LanguageCallOptions) -> None:
    provider, server = await serve(ANSWERS["a gzip bomb"], max_response_bytes=LIMIT)
    tracemalloc.start()
    try:
        await fails_well(lambda: provider("m").do_generate(hi), server)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * LIMIT


async def test_a_stream_that_never_ends_is_left_by_a_timeout(
    serve: Any, hi: LanguageCallOptions, streamed: Any
) -> None:
    provider, server = await serve(streamed({"content": "a"}, finish_reason=None, hang=True))
    await has_a_text_before_a_timeout(lambda: provider("m").do_stream(hi), server)
