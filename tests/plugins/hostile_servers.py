"""Answers that no server should give, for the tests of every provider.

Whatever comes, a call must end with an error of the SDK, soon, in little memory, and without an open connection.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from typing import Final

import pytest
from ai_sdk.provider import AISDKError, APICallError, Finish, StreamPart, StreamResult, TextDelta
from ai_sdk.testing import ScriptedResponse, ScriptedServer

__all__ = ["ANSWERS", "LIMIT", "SECONDS", "STREAMS", "ends_well", "fails_well", "has_a_text_before_a_timeout"]

LIMIT: Final = 1_000_000
"""What `max_response_bytes` of the provider under test must be."""

SECONDS: Final = 5.0
"""How long a call may take. None takes longer than a part of a second; machines may be slow."""

_HTML = "<!DOCTYPE html><html><body>Bad gateway</body></html>"
_LARGE = [b'{"padding": "', *[b"0" * 100_000] * 30]
_BOMB = gzip.compress(b"0" * 50_000_000)
_GZIP = {"content-encoding": "gzip", "content-type": "application/json"}

ANSWERS: Final = {
    "HTML": ScriptedResponse(body=_HTML, headers={"content-type": "text/html"}),
    "HTML with an error status": ScriptedResponse(status=502, body=_HTML, headers={"content-type": "text/html"}),
    "an empty body": ScriptedResponse(body=b""),
    "an empty body with an error status": ScriptedResponse(status=503),
    "no content": ScriptedResponse(status=204),
    "no answer": ScriptedResponse(disconnect="before-response"),
    "no HTTP": ScriptedResponse(raw=b"220 mail.example ESMTP\r\n"),
    "half an answer": ScriptedResponse(body=b'{"id": "1", ', disconnect="mid-stream"),
    "half an answer in chunks": ScriptedResponse(chunks=[b'{"id": "1", '], disconnect="mid-stream"),
    "invalid UTF-8": ScriptedResponse(body=b'{"\xff\xfe": "\xc3\x28"}'),
    "the wrong shape": ScriptedResponse(json={"choices": None, "data": {}, "results": "none", "text": 5}),
    "a list": ScriptedResponse(json=[[]]),
    "JSON that is too deep": ScriptedResponse(body=b"[" * 200_000),
    "an announced large body": ScriptedResponse(body=b"".join(_LARGE)),
    "a large body without an end": ScriptedResponse(chunks=_LARGE, hang=True),
    "a gzip bomb": ScriptedResponse(body=_BOMB, headers=_GZIP),
    "a gzip bomb with an error status": ScriptedResponse(status=500, body=_BOMB, headers=_GZIP),
    "no gzip": ScriptedResponse(body=b"plain", headers=_GZIP),
}

_EVENTS = {"content-type": "text/event-stream"}
STREAMS: Final = {
    "HTML": ScriptedResponse(body=_HTML, headers={"content-type": "text/html"}),
    "HTML with an error status": ANSWERS["HTML with an error status"],
    "an empty body": ScriptedResponse(body=b"", headers=_EVENTS),
    "no content": ANSWERS["no content"],
    "no answer": ANSWERS["no answer"],
    "no HTTP": ANSWERS["no HTTP"],
    "half an event": ScriptedResponse(chunks=[b'data: {"id": "1", '], headers=_EVENTS, disconnect="mid-stream"),
    "invalid UTF-8": ScriptedResponse(chunks=[b'data: {"\xff": "\xc3\x28"}\n\ndata: \xff\n\n'], headers=_EVENTS),
    "the wrong shape": ScriptedResponse(events=['{"choices": 5}', "[]", "null", '{"error": 7}', '"[DONE]"']),
    "JSON that is too deep": ScriptedResponse(events=["[" * 200_000]),
    "no events but JSON": ScriptedResponse(json={"choices": []}),
    "no gzip": ScriptedResponse(body=b"plain", headers={**_EVENTS, "content-encoding": "gzip"}),
}


async def fails_well(call: Callable[[], Awaitable[object]], server: ScriptedServer) -> None:
    """Asserts that `call` fails with an `APICallError` of a readable length and leaves nothing open."""
    with pytest.raises(APICallError) as caught:
        async with asyncio.timeout(SECONDS):
            await call()
    assert len(str(caught.value)) < 1000
    await is_left_by_its_client(server)


async def ends_well(call: Callable[[], Awaitable[StreamResult]], server: ScriptedServer) -> None:
    """Asserts that a stream fails with an error of the SDK or comes to its end, and leaves nothing open."""
    parts: list[StreamPart] = []
    try:
        async with asyncio.timeout(SECONDS):
            async for part in (await call()).stream:
                parts.append(part)  # noqa: PERF401 - what came before an error counts
    except AISDKError:
        assert not any(isinstance(part, Finish) for part in parts)
    else:
        assert isinstance(parts[-1], Finish)
        assert parts[-1].finish_reason.unified in ("error", "other")
    await is_left_by_its_client(server)


async def has_a_text_before_a_timeout(call: Callable[[], Awaitable[StreamResult]], server: ScriptedServer) -> None:
    """Asserts that a stream that never ends gives what it has, and that a timeout closes it."""
    texts: list[str] = []

    async def read() -> None:
        async for part in (await call()).stream:
            if isinstance(part, TextDelta):
                texts.append(part.text)  # noqa: PERF401 - what came before the timeout counts

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(read(), 0.3)
    assert texts
    await is_left_by_its_client(server)


async def is_left_by_its_client(server: ScriptedServer) -> None:
    """Waits until the client has gone away from an answer that hangs."""
    answer = server.answers[-1]
    if isinstance(answer, ScriptedResponse) and answer.hang:
        async with asyncio.timeout(SECONDS):
            while server._tasks:  # noqa: ASYNC110 - the server has no event for this
                await asyncio.sleep(0.005)
