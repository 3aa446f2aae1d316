"""Recordings of a whole provider: what is recorded once is what a replay gives, and no key is in the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ai_sdk import APICallError, embed_many, generate_text, stream_text
from ai_sdk.provider_utils import Transport
from ai_sdk.testing import ReplayMismatchError, ScriptedResponse, ScriptedServer, record, replay
from ai_sdk_openai_compatible import OpenAICompatibleProvider, create_openai_compatible

KEY = "sk-0123456789abcdef"


def provider(url: str, transport: Transport, *, api_key: str = KEY) -> OpenAICompatibleProvider:
    return create_openai_compatible(name="acme", base_url=f"{url}/v1", api_key=api_key, transport=transport)


async def test_an_answer_a_stream_and_an_error_are_replayed_without_the_server_and_the_key(
    tmp_path: Path, answer: dict[str, Any], streamed: Callable[..., ScriptedResponse]
) -> None:
    path = tmp_path / "calls.json"
    refused = ScriptedResponse(status=401, json={"error": {"message": f"Incorrect API key provided: {KEY}"}})
    answers = [
        ScriptedResponse(json=answer),
        streamed({"content": "Hel"}, {"content": "lo"}, chunk_delay=0.02),
        refused,
    ]

    async def calls(acme: OpenAICompatibleProvider) -> list[Any]:
        whole = await generate_text(acme("m"), "hi")
        stream = stream_text(acme("m"), "hi")
        pieces = [piece async for piece in stream.text_stream]
        with pytest.raises(APICallError, match="Incorrect API key provided") as caught:
            await generate_text(acme("m"), "hi again")
        return [whole.text, whole.usage, pieces, caught.value.status_code]

    async with ScriptedServer(*answers) as server:
        async with record(path) as transport:
            first = await calls(provider(server.url, transport))
        url = server.url
    text = path.read_text("utf-8")
    assert KEY not in text
    assert len(json.loads(text)["exchanges"][1]["response"]["chunks"]) >= 2

    async with replay(path) as transport:
        assert await calls(provider(url, transport, api_key="another-key")) == first


async def test_another_prompt_is_named(tmp_path: Path, answer: dict[str, Any]) -> None:
    path = tmp_path / "calls.json"
    async with ScriptedServer(ScriptedResponse(json=answer)) as server, record(path) as transport:
        await generate_text(provider(server.url, transport)("m"), "hi")
    async with replay(path, allow_unused=True) as transport:
        with pytest.raises(ReplayMismatchError, match=r"body\.messages\[0\]\.content: recorded 'hi', sent 'ho'"):
            await generate_text(provider(server.url, transport)("m"), "ho")


async def test_requests_side_by_side_find_their_answers(tmp_path: Path) -> None:
    def embedded(request: Any) -> ScriptedResponse:
        texts = request.json()["input"]
        return ScriptedResponse(json={"data": [{"embedding": [float(len(text))]} for text in texts]})

    path = tmp_path / "calls.json"
    texts = ["a" * number for number in range(1, 12)]

    async def embeddings(transport: Transport, url: str) -> list[Any]:
        acme = provider(url, transport)
        result = await embed_many(acme.embedding_model("e"), texts)
        return [list(each) for each in result.embeddings]

    async with ScriptedServer(embedded) as server, record(path) as transport:
        first = await embeddings(transport, server.url)
    async with replay(path) as transport:
        assert await embeddings(transport, server.url) == first
