"""UI message streams as the answer of a web server, for any framework.

    stream = stream_text(model, messages=await convert_to_model_messages(ui_messages))
    response = to_ui_message_stream_response(stream)
    return StreamingResponse(response.body, status_code=response.status, headers=response.headers)

The last line is Starlette's; other frameworks have the same three things. Don't use `async with` around the stream in a
handler: the framework reads the body after the handler has returned.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ai_sdk.text.callbacks import notify
from ai_sdk.ui.response_stream import in_background, reading
from ai_sdk.ui.text_events import UIMessageStreamOptions, to_ui_message_stream
from ai_sdk.ui.two_readers import two_readers
from ai_sdk.ui.wire import sse_event, ui_chunk_from_json

if TYPE_CHECKING:
    from typing import Unpack

    from ai_sdk.text.events import TextStreamEvent
    from ai_sdk.ui.chunks import UIMessageChunk

__all__ = [
    "UI_MESSAGE_STREAM_HEADERS",
    "ConsumeSSEStream",
    "UIMessageStreamResponse",
    "create_ui_message_stream_response",
    "encode_ui_message_sse",
    "to_ui_message_stream_response",
]

UI_MESSAGE_STREAM_HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "content-type": "text/event-stream",
        "cache-control": "no-cache",
        "connection": "keep-alive",
        "x-vercel-ai-ui-message-stream": "v1",
        # Keeps nginx from collecting the events.
        "x-accel-buffering": "no",
    }
)
"""The headers of an answer that is a UI message stream."""

ConsumeSSEStream: TypeAlias = Callable[[AsyncGenerator[bytes, None]], Awaitable[None] | None]
"""Gets a second copy of a body, to keep it for clients that come back."""


@dataclass(slots=True, frozen=True)
class UIMessageStreamResponse:
    """What a web server sends: `headers` with lower-case names, and `body` in pieces of UTF-8, to be read once.

    Closing `body` before its end, as servers do when the reader goes away, closes the stream.
    """

    status: int
    headers: Mapping[str, str]
    body: AsyncGenerator[bytes, None]


async def encode_ui_message_sse(
    stream: AsyncIterable[UIMessageChunk | Mapping[str, Any]],
) -> AsyncGenerator[bytes, None]:
    """The chunks as server-sent events, one a piece, and `[DONE]` after the last. Closing it closes the stream."""
    async with reading(stream) as chunks:
        async for chunk in chunks:
            yield sse_event(ui_chunk_from_json(chunk))
        yield b"data: [DONE]\n\n"


def create_ui_message_stream_response(
    stream: AsyncIterable[UIMessageChunk | Mapping[str, Any]],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    consume_sse_stream: ConsumeSSEStream | None = None,
) -> UIMessageStreamResponse:
    """A UI message stream as an answer. `headers` of the caller win.

        return create_ui_message_stream_response(create_ui_message_stream(execute))

    consume_sse_stream: gets a second copy of the body, to keep it for a client that comes back (resuming). It begins at
        once, so there must be an event loop running, and is not waited for; what it raises is logged. Then a reader
        that goes away does not stop the stream: it goes on for the copy, and is closed when both are. Neither runs far
        ahead of the other, so read the copy to its end or close it.
    """
    given = {name.lower(): value for name, value in (headers or {}).items()}
    body = encode_ui_message_sse(stream)
    if consume_sse_stream is not None:
        body, copy = two_readers(body)
        _consume(consume_sse_stream, copy)
    return UIMessageStreamResponse(status, {**UI_MESSAGE_STREAM_HEADERS, **given}, body)


def to_ui_message_stream_response(
    stream: AsyncIterable[TextStreamEvent],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    consume_sse_stream: ConsumeSSEStream | None = None,
    **options: Unpack[UIMessageStreamOptions],
) -> UIMessageStreamResponse:
    """A text stream as an answer that `useChat` reads. `options` are those of `to_ui_message_stream`.

    return to_ui_message_stream_response(stream_text(model, messages=messages), send_sources=True)
    """
    return create_ui_message_stream_response(
        to_ui_message_stream(stream, **options),
        status=status,
        headers=headers,
        consume_sse_stream=consume_sse_stream,
    )


def _consume(consume: ConsumeSSEStream, copy: AsyncGenerator[bytes, None]) -> None:
    async def run() -> None:
        try:
            await notify(consume, copy)
        finally:
            # What it left unread must not hold up the answer.
            await copy.aclose()

    in_background(run)
