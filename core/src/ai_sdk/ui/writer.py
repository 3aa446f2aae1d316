"""A UI message stream that the application writes itself, alone or around the answers of models.

async def execute(writer: UIMessageWriter) -> None:
    writer.write(DataChunk("status", "searching", transient=True))
    found = await search(question)
    writer.write(DataChunk("results", found, id="r1"))
    writer.merge(to_ui_message_stream(stream_text(model, prompt_with(found))))

return create_ui_message_stream_response(create_ui_message_stream(execute))
"""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias

from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider_utils.ids import generate_id
from ai_sdk.text.text_stream import TextStream
from ai_sdk.ui.chunks import ErrorChunk, UIMessageChunk
from ai_sdk.ui.response_stream import (
    ErrorText,
    OnEnd,
    OnStepEnd,
    UIMessageInput,
    as_ui_messages,
    close,
    hide_error,
    observed,
    reading,
    response_message_id,
)
from ai_sdk.ui.wire import ui_chunk_from_json, with_own_json

__all__ = ["UIMessageWriter", "create_ui_message_stream"]

UIMessageChunkInput: TypeAlias = UIMessageChunk | Mapping[str, Any]
"""A chunk, or its JSON."""

# How many chunks may wait for the reader before those who can wait do so.
_WAITING = 16


class UIMessageWriter:
    """Where `execute` writes to. Made by `create_ui_message_stream`.

    `on_error` is what the stream tells users of errors, to pass on to streams that are merged.
    """

    def __init__(self, on_error: ErrorText) -> None:
        self.on_error = on_error
        self._chunks: deque[UIMessageChunk] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        # Those whose task has not begun.
        self._streams: list[AsyncIterable[Any]] = []
        self._failure: BaseException | None = None
        self._is_closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = 0
        # The reader waits for something to be there, the sources for room.
        self._arrival = asyncio.Event()
        self._room = asyncio.Event()

    def write(self, chunk: UIMessageChunkInput) -> None:
        """Sends a chunk, or its JSON. Returns at once; after the end of the stream it does nothing.

        May be called in any thread: tools that are plain functions run in worker threads.

        Raises `TypeValidationError` for what is no chunk, `SerializationError` for data without a JSON form.
        """
        if not self._is_closed:
            self._put(with_own_json(ui_chunk_from_json(chunk)))

    async def drain(self) -> None:
        """Waits until the reader has taken most of what was written. For those who write much."""
        while len(self._chunks) >= _WAITING and not self._is_closed:
            self._room.clear()
            await self._room.wait()

    def merge(self, stream: AsyncIterable[UIMessageChunkInput]) -> None:
        """Sends the chunks of `stream` too, as they come. Returns at once.

        The stream is read as fast as the reader takes chunks, and closed with this one. What it raises becomes an
        `ErrorChunk`. May be called as long as `execute` or a merged stream is not done.
        Raises `InvalidParameterError` for a text stream, whose events are no chunks, `RuntimeError` in another thread.
        """
        if isinstance(stream, TextStream):
            raise InvalidParameterError(
                parameter="stream",
                value=stream,
                message="a TextStream has no chunks: give to_ui_message_stream(stream)",
            )
        if not self._is_closed:
            self._streams.append(stream)
            self._start(lambda: self._forward(stream))

    def _start(self, work: Callable[[], Awaitable[None] | None]) -> None:
        """Runs something that writes. The stream ends when all of these are done."""
        task = asyncio.get_running_loop().create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def chunks(
        self, execute: Callable[[UIMessageWriter], Awaitable[None] | None]
    ) -> AsyncGenerator[UIMessageChunk, None]:
        """For `create_ui_message_stream`: what `execute` and all that it merges write. Closing it stops them."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._start(lambda: execute(self))
        waiting = self._chunks
        try:
            while True:
                while waiting:
                    chunk = waiting.popleft()
                    if len(waiting) < _WAITING:
                        self._room.set()
                    yield chunk
                if self._failure is not None:
                    raise self._failure
                if not self._tasks:
                    return
                self._arrival.clear()
                await self._arrival.wait()
        finally:
            await self._stop()

    async def _stop(self) -> None:
        """Stops what still writes, and waits until it has let go."""
        self._is_closed = True
        self._room.set()
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        try:
            await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            await asyncio.gather(*map(close, self._streams), return_exceptions=True)

    def _put(self, chunk: UIMessageChunk) -> None:
        self._chunks.append(chunk)
        if self._loop is None or threading.get_ident() == self._thread:
            self._arrival.set()
        else:
            self._loop.call_soon_threadsafe(self._arrival.set)

    async def _guarded(self, work: Callable[[], Awaitable[None] | None]) -> None:
        try:
            answer = work()
            if inspect.isawaitable(answer):
                await answer
        except Exception as error:  # noqa: BLE001 - the user is told what may be told
            self._put(ErrorChunk(self.on_error(error)))

    async def _forward(self, stream: AsyncIterable[UIMessageChunkInput]) -> None:
        self._streams.remove(stream)
        async with reading(stream) as chunks:
            async for chunk in chunks:
                # The source goes on before the chunk is read.
                self._put(with_own_json(ui_chunk_from_json(chunk)))
                if len(self._chunks) >= _WAITING:
                    await self.drain()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._failure = task.exception()
        self._arrival.set()


def create_ui_message_stream(
    execute: Callable[[UIMessageWriter], Awaitable[None] | None],
    *,
    on_error: ErrorText = hide_error,
    original_messages: Sequence[UIMessageInput] | None = None,
    generate_message_id: Callable[[], str] = generate_id,
    on_step_end: OnStepEnd | None = None,
    on_end: OnEnd | None = None,
) -> AsyncGenerator[UIMessageChunk, None]:
    """The chunks that `execute` writes. It runs, as a task of its own, when the first chunk is asked for.

        async def execute(writer):
            writer.write(StartChunk())
            writer.merge(to_ui_message_stream(stream, send_start=False))

    The stream ends when `execute` and all that it merged are done. No chunk is added, but a `StartChunk` without an id
    gets one. Closing the stream early cancels `execute` and closes what it merged.

    on_error: what the user is told of an exception in `execute` or in a merged stream, which is an `ErrorChunk`; the
        others go on. By default only that there was one.
    original_messages, generate_message_id, on_end: see `to_ui_message_stream`.
    on_step_end: gets a `UIMessageStepEnd` after each step. What it raises is for `on_error`.
    """
    original = as_ui_messages(original_messages)
    return observed(
        UIMessageWriter(on_error).chunks(execute),
        message_id=response_message_id(original, generate_message_id),
        original_messages=original,
        on_end=on_end,
        on_step_end=on_step_end,
        on_error=on_error,
    )
