"""What the tests of this plugin share: providers over scripted servers, and short ways to say answers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any, TypeAlias

import pytest
from ai_sdk.provider import LanguageCallOptions, UserMessage
from ai_sdk.testing import ScriptedAnswer, ScriptedResponse, ScriptedServer, ScriptedTransport
from ai_sdk_groq import GroqProvider, create_groq

Serve: TypeAlias = Callable[..., Awaitable[tuple[GroqProvider, ScriptedServer]]]
Scripted: TypeAlias = Callable[..., tuple[GroqProvider, ScriptedTransport]]


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GROQ_API_KEY", raising=False)


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """A provider in front of a real server on this machine that plays the answers."""
    async with AsyncExitStack() as stack:

        async def start(*answers: ScriptedAnswer, **settings: Any) -> tuple[GroqProvider, ScriptedServer]:
            server = await stack.enter_async_context(ScriptedServer(*answers))
            provider = create_groq(**{"base_url": f"{server.url}/openai/v1", "api_key": "k", **settings})
            await stack.enter_async_context(provider)
            return provider, server

        yield start


@pytest.fixture
def scripted() -> Scripted:
    """A provider in front of a transport that plays the answers, without a network."""

    def make(*answers: ScriptedAnswer, **settings: Any) -> tuple[GroqProvider, ScriptedTransport]:
        transport = ScriptedTransport(*answers)
        return create_groq(**{"api_key": "k", "transport": transport, **settings}), transport

    return make


@pytest.fixture
def hi() -> LanguageCallOptions:
    """The smallest call."""
    return LanguageCallOptions(prompt=[UserMessage("hi")])


@pytest.fixture
def answer() -> dict[str, Any]:
    """A complete chat answer."""
    return {
        "id": "chatcmpl-1",
        "created": 1711115037,
        "model": "llama-3.3-70b-versatile",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 4, "completion_tokens": 30, "total_tokens": 34, "queue_time": 0.1},
        "x_groq": {"id": "req_1"},
    }


@pytest.fixture
def streamed() -> Callable[..., ScriptedResponse]:
    """A streamed answer of these deltas, one chunk each, then a finish reason with usage."""

    def make(*deltas: dict[str, Any], finish_reason: str | None = "stop", **more: Any) -> ScriptedResponse:
        chunks: list[dict[str, Any]] = [
            {"id": "c", "created": 1, "model": "m", "choices": [{"index": 0, "delta": delta}]} for delta in deltas
        ]
        if finish_reason is not None:
            usage = {"queue_time": 0.1, "prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
            last = {"choices": [{"index": 0, "delta": {}, "finish_reason": finish_reason}]}
            chunks.append({**last, "x_groq": {"id": "r", "usage": usage}})
        return ScriptedResponse(events=[*map(json.dumps, chunks), "[DONE]"], **more)

    return make
