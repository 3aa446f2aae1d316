"""What the tests of this plugin share: providers over scripted servers, and the smallest call."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any, TypeAlias

import pytest
from ai_sdk.provider import LanguageCallOptions, UserMessage
from ai_sdk.testing import ScriptedAnswer, ScriptedServer, ScriptedTransport
from ai_sdk_gateway import GatewayProvider, create_gateway

Serve: TypeAlias = Callable[..., Awaitable[tuple[GatewayProvider, ScriptedServer]]]
Scripted: TypeAlias = Callable[..., tuple[GatewayProvider, ScriptedTransport]]

ANSWER = {
    "content": [{"type": "text", "text": "Hello"}],
    "finishReason": {"unified": "stop", "raw": "stop"},
    "usage": {"inputTokens": {"total": 4}, "outputTokens": {"total": 2}},
    "warnings": [],
}

VARIABLES = (
    "AI_GATEWAY_API_KEY",
    "VERCEL_OIDC_TOKEN",
    "VERCEL_DEPLOYMENT_ID",
    "VERCEL_ENV",
    "VERCEL_REGION",
    "VERCEL_PROJECT_ID",
)


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """A provider in front of a real server on this machine that plays the answers."""
    async with AsyncExitStack() as stack:

        async def start(*answers: ScriptedAnswer, **settings: Any) -> tuple[GatewayProvider, ScriptedServer]:
            server = await stack.enter_async_context(ScriptedServer(*answers))
            provider = create_gateway(**{"base_url": f"{server.url}/v4/ai", "api_key": "k", **settings})
            await stack.enter_async_context(provider)
            return provider, server

        yield start


@pytest.fixture
def scripted() -> Scripted:
    """A provider in front of a transport that plays the answers, without a network."""

    def make(*answers: ScriptedAnswer, **settings: Any) -> tuple[GatewayProvider, ScriptedTransport]:
        transport = ScriptedTransport(*answers)
        given = {"base_url": "https://gateway.test/v4/ai", "api_key": "k", "transport": transport, **settings}
        return create_gateway(**given), transport

    return make


@pytest.fixture
def hi() -> LanguageCallOptions:
    """The smallest call."""
    return LanguageCallOptions(prompt=[UserMessage("hi")])


@pytest.fixture
def answer() -> dict[str, Any]:
    """A complete answer of a language model."""
    return {**ANSWER}
