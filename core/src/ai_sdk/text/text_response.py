"""A text stream as the answer of a web server, for any framework.

    response = stream_text(model, "Tell me a story").to_text_stream_response()
    return StreamingResponse(response.body, status_code=response.status, headers=response.headers)

The second line is Starlette's; other frameworks have the same three things. Don't use `async with` around the stream
in a handler: the framework reads the body after the handler has returned.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ai_sdk.text.text_stream import TextStream

__all__ = ["TextStreamResponse", "text_stream_response"]


@dataclass(slots=True, frozen=True)
class TextStreamResponse:
    """What a web server sends: `headers` with lower-case names, and `body` in pieces of UTF-8, to be read once.

    Closing `body` before its end, as servers do when the reader goes away, closes the stream. A call that fails raises
    in `body`; the head is sent by then, so a server can only cut the connection.
    """

    status: int
    headers: Mapping[str, str]
    body: AsyncGenerator[bytes, None]


def text_stream_response(
    stream: TextStream[Any, Any], *, status: int = 200, headers: Mapping[str, str] | None = None
) -> TextStreamResponse:
    """The text of `stream` as plain text. A `content-type` in `headers` wins."""
    given = {name.lower(): value for name, value in (headers or {}).items()}
    return TextStreamResponse(status, {"content-type": "text/plain; charset=utf-8", **given}, _body(stream))


async def _body(stream: TextStream[Any, Any]) -> AsyncGenerator[bytes, None]:
    try:
        async with aclosing(stream.text_stream) as texts:
            async for text in texts:
                # A frame of nothing would end a body that is sent in chunks.
                if text:
                    yield text.encode("utf-8", "replace")
    finally:
        await stream.aclose()
