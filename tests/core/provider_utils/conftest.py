"""Fixtures of the transport's tests: real sockets on this machine, nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from ai_sdk.provider_utils import AiohttpTransport
from ai_sdk.testing import ScriptedAnswer, ScriptedServer

Serve = Callable[..., Awaitable[ScriptedServer]]


@pytest.fixture
async def transport() -> AsyncIterator[AiohttpTransport]:
    async with AiohttpTransport(connect_timeout=5) as transport:
        yield transport


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts servers that end with the test: `server = await serve(ScriptedResponse(...))`."""
    servers: list[ScriptedServer] = []

    async def start(*answers: ScriptedAnswer) -> ScriptedServer:
        server = await ScriptedServer(*answers).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        await server.aclose()
