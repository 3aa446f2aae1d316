"""The shapes of completions, and their usage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ai_sdk.provider import InputTokens, OutputTokens, Usage
from ai_sdk.provider_utils import NUMBER, STRING, list_of, nullish, object_of

__all__ = ["COMPLETION_CHUNK", "COMPLETION_RESPONSE", "completion_usage"]

_HEAD = {"id": nullish(STRING), "created": nullish(NUMBER), "model": nullish(STRING)}
_USAGE = nullish(
    object_of(
        {"prompt_tokens": NUMBER, "completion_tokens": NUMBER, "total_tokens": NUMBER},
        keep_unknown=True,
    )
)

COMPLETION_RESPONSE: Final = object_of(
    {**_HEAD, "choices": list_of(object_of({"text": STRING, "finish_reason": STRING})), "usage": _USAGE}
)
"""A complete answer."""

COMPLETION_CHUNK: Final = object_of(
    {
        **_HEAD,
        "choices": list_of(object_of({"text": STRING, "finish_reason": nullish(STRING), "index": NUMBER})),
        "usage": _USAGE,
    }
)
"""A chunk of a streamed answer."""


def completion_usage(usage: Mapping[str, Any] | None) -> Usage:
    """The tokens; this API tells nothing of caches and reasoning."""
    if usage is None:
        return Usage()
    prompt, completion = usage["prompt_tokens"], usage["completion_tokens"]
    return Usage(InputTokens(total=prompt, no_cache=prompt), OutputTokens(total=completion, text=completion), raw=usage)
