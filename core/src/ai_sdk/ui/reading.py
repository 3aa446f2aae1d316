"""Reading a UI message stream: what a browser does with it, for programs.

async for message in read_ui_message_stream(decode_ui_message_sse(response.chunks())):
    show(message)                   # the whole message so far, each time that it looks different
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Callable, Mapping
from typing import Any

from ai_sdk.provider.errors import AISDKError
from ai_sdk.provider_utils.json_text import parse_json
from ai_sdk.provider_utils.sse import SSEDecoder
from ai_sdk.ui.chunks import ErrorChunk, UIMessageChunk
from ai_sdk.ui.message_state import UIMessageState
from ai_sdk.ui.messages import UIMessage
from ai_sdk.ui.response_stream import UIMessageInput, reading
from ai_sdk.ui.wire import ui_chunk_from_json, ui_message_from_json

__all__ = ["UIMessageReportedError", "decode_ui_message_sse", "read_ui_message_stream"]


class UIMessageReportedError(AISDKError):
    """The stream itself says that something went wrong: the text of an `ErrorChunk`."""

    name = "Error"


async def read_ui_message_stream(
    stream: AsyncIterable[UIMessageChunk | Mapping[str, Any]],
    *,
    message: UIMessageInput | None = None,
    on_error: Callable[[Exception], None] | None = None,
    terminate_on_error: bool = False,
) -> AsyncGenerator[UIMessage, None]:
    """The message that the chunks build, whole, each time that it looks different. Reads no further than it is read.

    message: an assistant's message that the stream continues.
    on_error: told of error chunks, after which reading goes on, and of what ends the reading early: a chunk that is
        none or belongs to nothing, and what the stream raises. Without it, or with `terminate_on_error`, the first of
        these is raised: `UIMessageReportedError` for an error chunk, `UIMessageStreamError`, `TypeValidationError`.

    Parts that did not change are the same objects in each message. Leaving early closes the stream.
    """
    start = None if message is None else ui_message_from_json(message)
    is_assistant = start is not None and start.role == "assistant"
    state = UIMessageState(start if is_assistant else None, message_id="" if start is None else start.id)
    is_raised = on_error is None or terminate_on_error
    async with reading(stream) as chunks:
        while True:
            try:
                chunk = ui_chunk_from_json(await anext(chunks))
                changed = state.apply(chunk)
            except StopAsyncIteration:
                return
            except Exception as error:
                if on_error is not None:
                    on_error(error)
                if is_raised:
                    raise
                return
            if isinstance(chunk, ErrorChunk):
                reported = UIMessageReportedError(chunk.error_text)
                if on_error is not None:
                    on_error(reported)
                if is_raised:
                    raise reported
            if changed:
                yield state.message()


async def decode_ui_message_sse(body: AsyncIterable[bytes | str]) -> AsyncGenerator[UIMessageChunk, None]:
    """The chunks of an HTTP body of server-sent events, in pieces of any size.

    The body may end with or without `[DONE]`. Raises `JSONParseError` and `TypeValidationError` for events that are no
    chunks. Leaving early closes `body`.
    """
    decoder = SSEDecoder()
    async with reading(body) as pieces:
        async for piece in pieces:
            for event in decoder.feed(piece.encode() if isinstance(piece, str) else piece):
                if event != b"[DONE]":
                    yield ui_chunk_from_json(parse_json(event))
