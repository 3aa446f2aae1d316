"""Over a real connection: what a browser gets, and what happens when it goes away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

from ai_sdk import StreamBegin, TextDelta, TextStart
from ai_sdk.ui import (
    UIMessageEnd,
    decode_ui_message_sse,
    read_ui_message_stream,
    to_ui_message_stream_response,
)
from aiohttp import ClientSession, web

from tests.core.text.helpers import until


class Endless:
    """The events of an answer that never ends."""

    def __init__(self) -> None:
        self.closed = 0

    async def events(self) -> AsyncGenerator[Any, None]:
        try:
            yield StreamBegin()
            yield TextStart("1")
            while True:
                await asyncio.sleep(0.001)
                yield TextDelta("1", "x")
        finally:
            self.closed += 1


@asynccontextmanager
async def served(answer: Any) -> AsyncIterator[str]:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = answer()
        sent = web.StreamResponse(status=response.status, headers=response.headers)
        async with aclosing(response.body) as body:
            try:
                await sent.prepare(request)
                async for piece in body:
                    await sent.write(piece)
            except ConnectionResetError:
                pass
        return sent

    app = web.Application()
    app.router.add_get("/", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def test_a_browser_that_goes_away_ends_the_call_and_the_answer_is_told_as_far_as_it_came() -> None:
    source = Endless()
    ends: list[UIMessageEnd] = []
    async with served(lambda: to_ui_message_stream_response(source.events(), on_end=ends.append)) as url:
        async with ClientSession() as session, session.get(url) as response:
            assert response.headers["x-vercel-ai-ui-message-stream"] == "v1"
            assert response.headers["content-type"] == "text/event-stream"
            messages = read_ui_message_stream(decode_ui_message_sse(response.content.iter_any()))
            async with aclosing(messages):
                async for message in messages:
                    if getattr(message.parts[0], "text", "") == "xxx":
                        break
        await until(lambda: source.closed == 1 and len(ends) == 1)
    assert ends[0].response_message.parts[0].text.startswith("xxx")  # type: ignore[union-attr]


async def test_with_a_copy_the_answer_goes_on_without_the_browser() -> None:
    source = Endless()
    kept: list[bytes] = []

    async def keep(copy: AsyncGenerator[bytes, None]) -> None:
        async for piece in copy:
            kept.append(piece)
            if len(kept) == 200:
                break

    async with served(lambda: to_ui_message_stream_response(source.events(), consume_sse_stream=keep)) as url:
        async with ClientSession() as session, session.get(url) as response:
            await response.content.readany()
        assert len(kept) < 200
        await until(lambda: source.closed == 1, turns=3000)
    assert len(kept) == 200
