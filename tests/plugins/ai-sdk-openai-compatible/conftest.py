"""What the tests of this plugin share: providers over scripted servers, and short ways to say chunks."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any, TypeAlias

import pytest
from ai_sdk.provider import LanguageCallOptions, UserMessage
from ai_sdk.testing import ScriptedAnswer, ScriptedResponse, ScriptedServer, ScriptedTransport
from ai_sdk_openai_compatible import OpenAICompatibleProvider, create_openai_compatible

Serve: TypeAlias = Callable[..., Awaitable[tuple[OpenAICompatibleProvider, ScriptedServer]]]
Scripted: TypeAlias = Callable[..., tuple[OpenAICompatibleProvider, ScriptedTransport]]

ANSWER = {
    "id": "chatcmpl-1",
    "created": 1711115037,
    "model": "acme-1-0301",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 4, "completion_tokens": 30, "total_tokens": 34},
}


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """A provider in front of a real server on this machine that plays the answers."""
    async with AsyncExitStack() as stack:

        async def start(*answers: ScriptedAnswer, **settings: Any) -> tuple[OpenAICompatibleProvider, ScriptedServer]:
            server = await stack.enter_async_context(ScriptedServer(*answers))
            provider = create_openai_compatible(**{"base_url": f"{server.url}/v1", "name": "acme", **settings})
            await stack.enter_async_context(provider)
            return provider, server

        yield start


@pytest.fixture
def scripted() -> Scripted:
    """A provider in front of a transport that plays the answers, without a network."""

    def make(*answers: ScriptedAnswer, **settings: Any) -> tuple[OpenAICompatibleProvider, ScriptedTransport]:
        transport = ScriptedTransport(*answers)
        given = {"base_url": "https://acme.test/v1", "name": "acme", "transport": transport, **settings}
        return create_openai_compatible(**given), transport

    return make


@pytest.fixture
def hi() -> LanguageCallOptions:
    """The smallest call."""
    return LanguageCallOptions(prompt=[UserMessage("hi")])


@pytest.fixture
def answer() -> dict[str, Any]:
    """A complete chat answer."""
    return json.loads(json.dumps(ANSWER))


@pytest.fixture
def streamed() -> Callable[..., ScriptedResponse]:
    """A streamed answer of these deltas, one chunk each, with a finish reason at the end."""

    def make(*deltas: dict[str, Any], finish_reason: str | None = "stop", **more: Any) -> ScriptedResponse:
        chunks: list[dict[str, Any]] = [
            {"id": "c", "created": 1, "model": "m", "choices": [{"index": 0, "delta": delta}]} for delta in deltas
        ]
        if finish_reason is not None:
            chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish_reason}]})
        return ScriptedResponse(events=[*map(json.dumps, chunks), "[DONE]"], **more)

    return make
