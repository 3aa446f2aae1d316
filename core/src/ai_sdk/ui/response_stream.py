"""What every stream of an answer has: the id of its message, and callbacks that get the message that came of it."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

from ai_sdk.provider.content import UnifiedFinishReason
from ai_sdk.text.callbacks import notify
from ai_sdk.ui.chunks import AbortChunk, FinishStepChunk, StartChunk, UIMessageChunk
from ai_sdk.ui.message_state import UIMessageState
from ai_sdk.ui.messages import UIMessage
from ai_sdk.ui.wire import ui_message_from_json

__all__ = [
    "ErrorText",
    "OnEnd",
    "OnStepEnd",
    "UIMessageEnd",
    "UIMessageInput",
    "UIMessageStepEnd",
    "as_ui_messages",
    "close",
    "hide_error",
    "in_background",
    "observed",
    "reading",
    "response_message_id",
]

T = TypeVar("T")

UIMessageInput: TypeAlias = UIMessage | Mapping[str, Any]
"""A UI message, or its JSON."""

ErrorText: TypeAlias = Callable[[object], str]
"""What the user is told of an error, which is an exception or what a provider reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UIMessageStepEnd:
    """A step of the answer is done. `messages` is the conversation with the answer so far."""

    messages: Sequence[UIMessage]
    response_message: UIMessage
    is_continuation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UIMessageEnd:
    """The stream is over: read to its end, or left by its reader.

    `messages` is the conversation with the answer, `response_message` the answer; it continues the last of the original
    messages where that was an assistant's (`is_continuation`). `is_aborted`: the call was stopped by the server.
    """

    messages: Sequence[UIMessage]
    response_message: UIMessage
    is_continuation: bool
    is_aborted: bool
    finish_reason: UnifiedFinishReason | None = None


OnEnd: TypeAlias = Callable[[UIMessageEnd], Awaitable[None] | None]
OnStepEnd: TypeAlias = Callable[[UIMessageStepEnd], Awaitable[None] | None]


def hide_error(_: object) -> str:
    """What users are told of errors unless the application says more: nothing that gives away how the server works."""
    return "An error occurred."


def as_ui_messages(messages: Sequence[UIMessageInput] | None) -> Sequence[UIMessage] | None:
    """Messages as objects. Raises `TypeValidationError` for what is no message."""
    return None if messages is None else tuple(ui_message_from_json(message) for message in messages)


async def close(stream: object) -> None:
    """Closes a stream, if it can be closed."""
    aclose = getattr(stream, "aclose", None)
    if aclose is not None:
        await aclose()


@asynccontextmanager
async def reading(stream: AsyncIterable[T]) -> AsyncGenerator[AsyncIterator[T], None]:
    """What `stream` gives, closed at the end together with it: they need not be the same object."""
    items = aiter(stream)
    try:
        yield items
    finally:
        try:
            await close(items)
        finally:
            if items is not stream:
                await close(stream)


def continued(messages: Sequence[UIMessage] | None) -> UIMessage | None:
    """The message that an answer continues: the last one, if it is an assistant's."""
    return messages[-1] if messages and messages[-1].role == "assistant" else None


def response_message_id(messages: Sequence[UIMessage] | None, generate: Callable[[], str] | None) -> str | None:
    """The id of the answer: that of the message that it continues, else a new one, else None (the client makes one)."""
    last = continued(messages)
    if last is not None:
        return last.id
    return None if generate is None else generate()


async def observed(
    chunks: AsyncGenerator[UIMessageChunk, None],
    *,
    message_id: str | None,
    original_messages: Sequence[UIMessage] | None,
    on_end: OnEnd | None,
    on_step_end: OnStepEnd | None = None,
    on_error: ErrorText = hide_error,
) -> AsyncGenerator[UIMessageChunk, None]:
    """The chunks, with the id in the first one, and the callbacks told of the message that they make.

    `on_end` is told once, at the end or when the reader leaves, also by being cancelled; not if the stream raises.
    What it raises itself is logged; what `on_step_end` raises is for `on_error`.
    """
    original = original_messages or ()
    last = continued(original)
    state = UIMessageState(last, message_id=message_id or "") if on_end or on_step_end else None
    aborted = False

    def conversation() -> dict[str, Any]:
        assert state is not None
        message = state.message()
        is_continuation = last is not None and message.id == last.id
        kept = original[:-1] if is_continuation else original
        return {"messages": (*kept, message), "response_message": message, "is_continuation": is_continuation}

    def ended() -> UIMessageEnd:
        assert state is not None
        return UIMessageEnd(**conversation(), is_aborted=aborted, finish_reason=state.finish_reason)

    try:
        async for chunk in chunks:
            kind = chunk.__class__
            if isinstance(chunk, StartChunk):
                if message_id is not None and chunk.message_id is None:
                    chunk = replace(chunk, message_id=message_id)  # noqa: PLW2901 - the writer's own stays as it is
            elif kind is AbortChunk:
                aborted = True
            if state is not None:
                state.apply(chunk)
                if on_step_end is not None and kind is FinishStepChunk:
                    try:
                        answer = on_step_end(UIMessageStepEnd(**conversation()))
                        if inspect.isawaitable(answer):
                            await answer
                    except Exception as error:  # noqa: BLE001 - an answer is not lost since a copy could not be kept
                        on_error(error)
            yield chunk
    except (GeneratorExit, asyncio.CancelledError):
        # Whoever reads has gone.
        telling = None if on_end is None else in_background(lambda: notify(on_end, ended()))
        try:
            await chunks.aclose()
        finally:
            if telling is not None:
                await asyncio.shield(telling)
        raise
    else:
        if on_end is not None:
            await asyncio.shield(in_background(lambda: notify(on_end, ended())))
    finally:
        await chunks.aclose()


# The event loop keeps only weak references to tasks.
_background: set[asyncio.Task[None]] = set()


def in_background(work: Callable[[], Coroutine[Any, Any, None]]) -> asyncio.Task[None]:
    """Starts what must not be lost with its reader: what keeps an answer, say.

    It goes on by itself even if the reading task is cancelled while it waits, once or, as some servers do, at every
    `await`.
    """
    task = asyncio.get_running_loop().create_task(work())
    _background.add(task)
    task.add_done_callback(_background.discard)
    return task
