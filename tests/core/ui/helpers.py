"""Short ways to make streams of chunks and to read them."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterable, Iterable
from typing import Any

from ai_sdk.ui import TextDeltaChunk, TextEndChunk, TextStartChunk, UIMessage, UIMessageChunk, read_ui_message_stream


def text_block(*pieces: str, block: str = "1") -> list[UIMessageChunk]:
    """A block of text in these pieces."""
    return [TextStartChunk(block), *(TextDeltaChunk(block, piece) for piece in pieces), TextEndChunk(block)]


class Source:
    """An asynchronous iterable of these items, which counts what was taken and notes that it was closed."""

    def __init__(self, items: Iterable[Any], *, error: BaseException | None = None) -> None:
        self._items = iter(items)
        self._error = error
        self.taken = 0
        self.closed = False

    def __aiter__(self) -> Source:
        return self

    async def __anext__(self) -> Any:
        for item in self._items:
            self.taken += 1
            return item
        if self._error is not None:
            raise self._error
        raise StopAsyncIteration

    async def aclose(self) -> None:
        self.closed = True


async def each(items: Iterable[Any]) -> AsyncGenerator[Any, None]:
    for item in items:
        yield item


async def all_of(stream: AsyncIterable[Any]) -> list[Any]:
    return [item async for item in stream]


async def last_message(chunks: Iterable[Any], **arguments: Any) -> UIMessage:
    """The message that the chunks build."""
    return (await all_of(read_ui_message_stream(each(chunks), **arguments)))[-1]


def events_of(body: bytes) -> list[Any]:
    """The JSON of the events of a body, `[DONE]` as it is."""
    *events, rest = body.decode().split("\n\n")
    assert rest == ""
    data = [event.removeprefix("data: ") for event in events]
    return [event if event == "[DONE]" else json.loads(event) for event in data]
