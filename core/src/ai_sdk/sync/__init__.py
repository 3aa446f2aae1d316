"""The SDK without `await`: the same functions, with the same arguments and results, for programs that block.

    from ai_sdk.sync import generate_text, stream_text

    print(generate_text("groq:llama-3.3-70b-versatile", "Why is the sky blue?").text)

    with stream_text("groq:llama-3.3-70b-versatile", "Tell me a story") as stream:
        for text in stream.text_stream:
            print(text, end="", flush=True)

They may be called from any thread, also from one whose event loop runs (a notebook, say), which then waits. The work is
done by the async functions on one event loop in a thread of its own, which starts at the first call and ends with the
program; connections are kept between calls. Functions that you pass, such as tools, run there too, not in your thread,
and can't call this module from there unless they are plain functions that the SDK runs in worker threads. Ctrl-C while
a call waits cancels it.

For everything that has no twin here there is `run`: `run(registry.aclose)`.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import ai_sdk.embedding
import ai_sdk.text.generate
import ai_sdk.text.stream
from ai_sdk.sync.background import run
from ai_sdk.sync.text_stream import TextStream
from ai_sdk.text.text_stream import TextStream as AsyncTextStream

__all__ = ["TextStream", "embed", "embed_many", "generate_text", "run", "stream_text"]

P = ParamSpec("P")
T = TypeVar("T")
OutputT = TypeVar("OutputT")
PartialT = TypeVar("PartialT")


def _blocking(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    @wraps(function)
    def twin(*args: P.args, **kwargs: P.kwargs) -> T:
        return run(function, *args, **kwargs)

    return _named(twin, function)


def _streaming(
    function: Callable[P, AsyncTextStream[OutputT, PartialT]],
) -> Callable[P, TextStream[OutputT, PartialT]]:
    @wraps(function)
    def twin(*args: P.args, **kwargs: P.kwargs) -> TextStream[OutputT, PartialT]:
        return TextStream(function(*args, **kwargs))

    return _named(twin, function)


def _named(twin: Callable[P, T], function: Callable[..., Any]) -> Callable[P, T]:
    twin.__module__ = __name__
    twin.__doc__ = f"The blocking twin of `ai_sdk.{function.__name__}`, of which this is said:\n\n{function.__doc__}"
    return twin


generate_text = _blocking(ai_sdk.text.generate.generate_text)
stream_text = _streaming(ai_sdk.text.stream.stream_text)
embed = _blocking(ai_sdk.embedding.embed)
embed_many = _blocking(ai_sdk.embedding.embed_many)
