"""Every model in front of servers that misbehave."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from ai_sdk.provider import (
    EmbeddingCallOptions,
    ImageCallOptions,
    LanguageCallOptions,
    RerankingCallOptions,
    TextDocuments,
    UserMessage,
)
from ai_sdk_togetherai import TogetherAIProvider

from tests.plugins.hostile_servers import (
    ANSWERS,
    LIMIT,
    STREAMS,
    ends_well,
    fails_well,
    has_a_text_before_a_timeout,
)

HI = LanguageCallOptions(prompt=[UserMessage("hi")])
RERANKING = RerankingCallOptions(documents=TextDocuments(["a"]), query="q")

CALLS: dict[str, Callable[[TogetherAIProvider], Awaitable[object]]] = {
    "chat": lambda provider: provider.chat_model("m").do_generate(HI),
    "completion": lambda provider: provider.completion_model("m").do_generate(HI),
    "embedding": lambda provider: provider.embedding_model("m").do_embed(EmbeddingCallOptions(values=["a"])),
    "image": lambda provider: provider.image_model("m").do_generate(ImageCallOptions(prompt="a cat")),
    "reranking": lambda provider: provider.reranking_model("m").do_rerank(RERANKING),
}


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("call", CALLS)
async def test_a_call_fails_with_a_typed_error(serve: Any, call: str, kind: str) -> None:
    provider, server = await serve(ANSWERS[kind], max_response_bytes=LIMIT)
    await fails_well(lambda: CALLS[call](provider), server)


@pytest.mark.parametrize("kind", STREAMS)
@pytest.mark.parametrize("model", ["chat_model", "completion_model"])
async def test_a_stream_fails_with_a_typed_error_or_ends(serve: Any, model: str, kind: str) -> None:
    provider, server = await serve(STREAMS[kind], max_response_bytes=LIMIT)
    await ends_well(lambda: getattr(provider, model)("m").do_stream(HI), server)


async def test_a_stream_that_never_ends_is_left_by_a_timeout(serve: Any, streamed: Any) -> None:
    provider, server = await serve(streamed({"content": "a"}, finish_reason=None, hang=True))
    await has_a_text_before_a_timeout(lambda: provider("m").do_stream(HI), server)
