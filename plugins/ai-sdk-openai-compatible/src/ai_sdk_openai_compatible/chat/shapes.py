"""The shapes of chat answers: complete ones, and the chunks of streams.

Only what is read is checked. Everything else is free, and is kept.
"""

# JSON of unknown types is looked into here.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from operator import itemgetter
from typing import Any, Final

from ai_sdk.provider_utils import NUMBER, STRING, Shape, list_of, nullish, object_of, one_of

__all__ = [
    "CHAT_CHUNK",
    "CHAT_RESPONSE",
    "TOOL_CALL_EXTRAS",
    "USAGE",
    "check_chunk",
    "checked_response",
    "is_plain_chunk",
    "is_plain_response",
    "loose",
]


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


def checked_response(answer: Any) -> Any:
    """The answer. Raises `ShapeError` unless it has the shape of a complete one."""
    return answer if is_plain_response(answer) else CHAT_RESPONSE(answer)


# Nearly all answers are plain, as the functions below see it in a fraction of the time of the shapes. Their False only
# means: look closer.

_head_and_choices = itemgetter("id", "model", "created", "choices")
_PLAIN_TEXTS = frozenset(_TEXTS)
_COUNTS = frozenset(("prompt_tokens", "completion_tokens", "total_tokens"))


def is_plain_response(answer: Any) -> bool:
    """Whether `answer` is a complete answer at first sight. False only means: look closer."""
    choices = _plain_choices(answer)
    if choices is None or len(choices) != 1:
        return False
    choice: Any = choices[0]
    if type(choice) is not dict or type(choice.get("finish_reason")) is not str:
        return False
    message: Any = choice.get("message")
    if type(message) is not dict or not _has_plain_texts(message):
        return False
    calls: Any = message.get("tool_calls")
    return calls is None or _are_plain_calls(calls)


def _plain_choices(answer: Any) -> list[Any] | None:
    """The list of choices if the rest of `answer` is plain, else None."""
    try:
        answer_id, model, created, choices = _head_and_choices(answer)
    except (KeyError, TypeError):
        return None
    if (
        type(choices) is list
        and type(answer_id) is str
        and type(model) is str
        and type(created) is int
        and ((usage := answer.get("usage")) is None or _is_plain_usage(usage))
    ):
        return choices
    return None


def _has_plain_texts(message: dict[str, Any]) -> bool:
    for name, value in message.items():
        if name in _PLAIN_TEXTS:
            if value is not None and type(value) is not str:
                return False
        elif name == "role" and value is not None and value != "assistant":
            return False
    return True


def _are_plain_calls(calls: Any) -> bool:
    if type(calls) is not list:
        return False
    for call in calls:
        if type(call) is not dict or type(call.get("id")) is not str or call.get("extra_content") is not None:
            return False
        function: Any = call.get("function")
        if (
            type(function) is not dict
            or type(function.get("name")) is not str
            or type(function.get("arguments")) is not str
        ):
            return False
    return True


def _is_plain_usage(usage: Any) -> bool:
    if type(usage) is not dict:
        return False
    for name, value in usage.items():
        if type(value) is int or value is None:
            continue
        if name in _COUNTS or type(value) is not dict:
            return False
        for count in value.values():
            if type(count) is not int and count is not None:
                return False
    return True


def is_plain_chunk(chunk: Any) -> bool:
    """Whether `chunk` is a chunk at first sight: with texts, a finish reason, usage. False only means: look closer."""
    choices = _plain_choices(chunk)
    if choices is None or len(choices) != 1:
        return choices == []
    choice: Any = choices[0]
    if type(choice) is not dict or ((reason := choice.get("finish_reason")) is not None and type(reason) is not str):
        return False
    delta: Any = choice.get("delta")
    return type(delta) is dict and _has_plain_texts(delta) and delta.get("tool_calls") is None
