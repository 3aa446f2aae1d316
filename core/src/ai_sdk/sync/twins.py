"""From the async functions to those that block."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from ai_sdk.sync.background import run

if TYPE_CHECKING:
    from ai_sdk.sync.iteration import BlockingIterator
    from ai_sdk.sync.text_stream import TextStream
    from ai_sdk.sync.transcript_stream import TranscriptStream
    from ai_sdk.text.text_stream import TextStream as AsyncTextStream
    from ai_sdk.transcript_stream import TranscriptStream as AsyncTranscriptStream

__all__ = ["blocking", "iterating", "streaming", "transcribing"]

P = ParamSpec("P")
T = TypeVar("T")
OutputT = TypeVar("OutputT")
PartialT = TypeVar("PartialT")


def blocking(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """The twin of a coroutine function."""

    @wraps(function)
    def twin(*args: P.args, **kwargs: P.kwargs) -> T:
        return run(function, *args, **kwargs)

    return _named(twin, function)


def streaming(
    function: Callable[P, AsyncTextStream[OutputT, PartialT]],
) -> Callable[P, TextStream[OutputT, PartialT]]:
    """The twin of a function that gives a text stream."""
    from ai_sdk.sync.text_stream import TextStream

    @wraps(function)
    def twin(*args: P.args, **kwargs: P.kwargs) -> TextStream[OutputT, PartialT]:
        return TextStream(function(*args, **kwargs))

    return _named(twin, function)


def transcribing(function: Callable[P, AsyncTranscriptStream]) -> Callable[P, TranscriptStream]:
    """The twin of a function that gives a transcript stream."""
    from ai_sdk.sync.transcript_stream import TranscriptStream

    @wraps(function)
    def twin(*args: P.args, **kwargs: P.kwargs) -> TranscriptStream:
        return TranscriptStream(function(*args, **kwargs))

    return _named(twin, function)


def iterating(function: Callable[P, AsyncIterator[T]]) -> Callable[P, BlockingIterator[T]]:
    """The twin of a function that gives an async iterator."""
    from ai_sdk.sync.iteration import BlockingIterator

    @wraps(function)
    def twin(*args: P.args, **kwargs: P.kwargs) -> BlockingIterator[T]:
        return BlockingIterator(function(*args, **kwargs))

    return _named(twin, function)


def _named(twin: Callable[P, T], function: Callable[..., Any]) -> Callable[P, T]:
    twin.__module__ = "ai_sdk.sync"
    twin.__doc__ = f"The blocking twin of `ai_sdk.{function.__name__}`, of which this is said:\n\n{function.__doc__}"
    return twin
