"""Streams of parts made from others."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from dataclasses import replace
from typing import cast

from ai_sdk.provider.language_model import StreamResult
from ai_sdk.provider.stream_parts import StreamPart

__all__ = ["with_parts"]

PartFeed = Callable[[StreamPart], Iterable[StreamPart]]


async def with_parts(result: StreamResult, feed: PartFeed) -> StreamResult:
    """`result` with a stream of what `feed` makes of its parts, one after the other.

    Closing the new stream closes the old one, also before anything was read.
    """
    parts = _parts(result.stream, feed)
    # A generator that was never begun does not run its cleanup when it is closed.
    await anext(parts)
    return replace(result, stream=cast("AsyncGenerator[StreamPart, None]", parts))


async def _parts(source: AsyncGenerator[StreamPart, None], feed: PartFeed) -> AsyncGenerator[StreamPart | None, None]:
    async with aclosing(source):
        yield None
        async for part in source:
            for made in feed(part):
                yield made
