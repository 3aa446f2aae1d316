"""What Groq's chat answers have that those of other servers of this protocol don't: shapes, usage, stream style. Pure.

Members that are not read are dropped where they are given on: the raw usage has no `queue_time` and the like.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ai_sdk.provider import InputTokens, OutputTokens, Usage
from ai_sdk.provider_utils import NUMBER, STRING, list_of, nullish, object_of, one_of, optional
from ai_sdk_openai_compatible.chat.shapes import is_plain_chunk
from ai_sdk_openai_compatible.chat.stream import StreamStyle
from ai_sdk_openai_compatible.wire import at

__all__ = ["GROQ_CHUNK", "GROQ_RESPONSE", "GROQ_STREAM", "REASONING_FIELDS", "check_chunk", "convert_usage"]

REASONING_FIELDS: Final = ("reasoning",)

_USAGE: Final = object_of(
    {
        "prompt_tokens": nullish(NUMBER),
        "completion_tokens": nullish(NUMBER),
        "total_tokens": nullish(NUMBER),
        "prompt_tokens_details": nullish(object_of({"cached_tokens": nullish(NUMBER)})),
        "completion_tokens_details": nullish(object_of({"reasoning_tokens": nullish(NUMBER)})),
    }
)
_HEAD: Final = {"id": nullish(STRING), "created": nullish(NUMBER), "model": nullish(STRING)}
_TEXTS: Final = {"content": nullish(STRING), "reasoning": nullish(STRING)}

_MESSAGE: Final = object_of(
    {
        **_TEXTS,
        "tool_calls": nullish(
            list_of(
                object_of(
                    {
                        "id": nullish(STRING),
                        "type": one_of("function"),
                        "function": object_of({"name": STRING, "arguments": STRING}),
                    }
                )
            )
        ),
    }
)

GROQ_RESPONSE: Final = object_of(
    {
        **_HEAD,
        "choices": list_of(object_of({"message": _MESSAGE, "index": NUMBER, "finish_reason": nullish(STRING)})),
        "usage": nullish(_USAGE),
    }
)
"""A complete answer."""

_DELTA: Final = object_of(
    {
        **_TEXTS,
        "tool_calls": nullish(
            list_of(
                object_of(
                    {
                        "index": NUMBER,
                        "id": nullish(STRING),
                        "type": optional(one_of("function")),
                        "function": object_of({"name": nullish(STRING), "arguments": nullish(STRING)}),
                    }
                )
            )
        ),
    }
)

GROQ_CHUNK: Final = object_of(
    {
        **_HEAD,
        "choices": list_of(object_of({"delta": nullish(_DELTA), "index": NUMBER, "finish_reason": nullish(STRING)})),
        "x_groq": nullish(object_of({"usage": nullish(_USAGE)})),
    }
)
"""A chunk of a streamed answer."""


def check_chunk(chunk: Any) -> None:
    """Raises `ShapeError` unless `chunk` has the shape of a chunk."""
    if is_plain_chunk(chunk) and "x_groq" not in chunk:
        choices = chunk["choices"]
        if not choices or type(choices[0].get("index")) is int:
            return
    GROQ_CHUNK(chunk)


GROQ_STREAM: Final = StreamStyle(
    check_chunk=check_chunk,
    # Groq reports usage beside its own ids, not where the protocol has it.
    usage=lambda chunk: at(chunk, "x_groq", "usage"),
    reasoning_fields=REASONING_FIELDS,
    has_late_tool_names=False,
    tool_type="required",
    must_finish=False,
    has_metadata=False,
    has_errors_in_chunks=False,
)


def convert_usage(usage: Mapping[str, Any] | None) -> Usage:
    """The tokens. Cached and reasoning tokens that Groq does not tell are unknown, not zero.

    Nothing is clamped: an account that does not add up is shown as it is.
    """
    if usage is None:
        return Usage()
    prompt = usage.get("prompt_tokens") or 0
    completion = usage.get("completion_tokens") or 0
    cached = at(usage, "prompt_tokens_details", "cached_tokens")
    reasoning = at(usage, "completion_tokens_details", "reasoning_tokens")
    return Usage(
        InputTokens(total=prompt, no_cache=prompt - (cached or 0), cache_read=cached),
        OutputTokens(total=completion, text=completion - (reasoning or 0), reasoning=reasoning),
        # Chunks of streams come here as they were sent.
        raw=_USAGE(usage),
    )
