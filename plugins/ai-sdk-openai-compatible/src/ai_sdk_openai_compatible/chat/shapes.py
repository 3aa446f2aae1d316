"""The shapes of chat answers: complete ones, and the chunks of streams.

Only what is read is checked. Everything else is free, and is kept.
"""

# JSON of unknown types is looked into here.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import Any, Final

from ai_sdk.provider_utils import NUMBER, STRING, Shape, list_of, nullish, object_of, one_of

__all__ = ["CHAT_CHUNK", "CHAT_RESPONSE", "TOOL_CALL_EXTRAS", "USAGE", "check_chunk", "is_plain_chunk", "loose"]


def loose(members: dict[str, Shape]) -> Shape:
    """An object that keeps the members it does not know."""
    return object_of(members, keep_unknown=True)


USAGE: Final = loose(
    {
        "prompt_tokens": nullish(NUMBER),
        "completion_tokens": nullish(NUMBER),
        "total_tokens": nullish(NUMBER),
        "prompt_tokens_details": nullish(loose({"cached_tokens": nullish(NUMBER)})),
        "completion_tokens_details": nullish(
            loose(
                {
                    "reasoning_tokens": nullish(NUMBER),
                    "accepted_prediction_tokens": nullish(NUMBER),
                    "rejected_prediction_tokens": nullish(NUMBER),
                }
            )
        ),
    }
)

TOOL_CALL_EXTRAS: Final = nullish(loose({"google": nullish(loose({"thought_signature": nullish(STRING)}))}))

_HEAD = {"id": nullish(STRING), "created": nullish(NUMBER), "model": nullish(STRING)}
_TEXTS = {"content": nullish(STRING), "reasoning_content": nullish(STRING), "reasoning": nullish(STRING)}

_MESSAGE = loose(
    {
        "role": nullish(one_of("assistant")),
        **_TEXTS,
        "tool_calls": nullish(
            list_of(
                loose(
                    {
                        "id": nullish(STRING),
                        "function": loose({"name": STRING, "arguments": STRING}),
                        "extra_content": TOOL_CALL_EXTRAS,
                    }
                )
            )
        ),
    }
)

CHAT_RESPONSE: Final = loose(
    {
        **_HEAD,
        "choices": list_of(loose({"message": _MESSAGE, "finish_reason": nullish(STRING)})),
        "usage": nullish(USAGE),
    }
)
"""A complete answer."""

_DELTA = loose(
    {
        # Some servers send an empty role with every chunk but the first.
        "role": nullish(one_of("assistant", "")),
        **_TEXTS,
        "tool_calls": nullish(
            list_of(
                loose(
                    {
                        "index": nullish(NUMBER),
                        "id": nullish(STRING),
                        "function": loose({"name": nullish(STRING), "arguments": nullish(STRING)}),
                        "extra_content": TOOL_CALL_EXTRAS,
                    }
                )
            )
        ),
    }
)

CHAT_CHUNK: Final = loose(
    {
        **_HEAD,
        "choices": list_of(loose({"delta": nullish(_DELTA), "finish_reason": nullish(STRING)})),
        "usage": nullish(USAGE),
    }
)
"""A chunk of a streamed answer."""


def check_chunk(chunk: Any) -> None:
    """Raises `ShapeError` unless `chunk` has the shape of a chunk."""
    if not is_plain_chunk(chunk):
        CHAT_CHUNK(chunk)


_PLAIN_TEXTS = frozenset(_TEXTS)


def is_plain_chunk(chunk: Any) -> bool:
    """Whether `chunk` is a chunk at first sight: one choice, in it text or nothing. False only means: look closer.

    Nearly all chunks of a stream are such, and this takes a third of the time of the shape.
    """
    if type(chunk) is not dict:
        return False
    get: Any = chunk.get
    choices = get("choices")
    if (
        type(choices) is not list
        or len(choices) != 1
        or type(get("id")) is not str
        or type(get("model")) is not str
        or type(get("created")) is not int
        or get("usage") is not None
    ):
        return False
    choice: Any = choices[0]
    if type(choice) is not dict or choice.get("finish_reason") is not None:
        return False
    delta: Any = choice.get("delta")
    if type(delta) is not dict:
        return False
    for name, value in delta.items():
        if value is None or (type(value) is str and name in _PLAIN_TEXTS):
            continue
        if name != "role" or value != "assistant":
            return False
    return True
