"""Tokens and finish reasons of chat answers, in the words of the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from ai_sdk.provider import FinishReason, InputTokens, OutputTokens, Usage

__all__ = ["ConvertUsage", "convert_usage", "finish_reason", "prediction_tokens"]

ConvertUsage: TypeAlias = Callable[[Mapping[str, Any] | None], Usage | None]
"""Makes `Usage` of a server's account of its tokens, None where it sent none. A result of None means: the usual way."""

_KNOWN: Final = (
    FinishReason("stop", "stop"),
    FinishReason("length", "length"),
    FinishReason("content-filter", "content_filter"),
    FinishReason("tool-calls", "function_call"),
    FinishReason("tool-calls", "tool_calls"),
)
_FINISH_REASONS: Final = {reason.raw: reason for reason in _KNOWN}


def finish_reason(raw: str | None) -> FinishReason:
    """A server's finish reason beside the unified one; an unknown or missing one is `other`."""
    return _FINISH_REASONS.get(raw) or FinishReason("other", raw)


def convert_usage(usage: Mapping[str, Any] | None) -> Usage:
    """The usual way to read usage: what is missing or null counts as zero; without any usage nothing is known."""
    if usage is None:
        return Usage()
    prompt = usage.get("prompt_tokens") or 0
    completion = usage.get("completion_tokens") or 0
    prompt_details, completion_details = usage.get("prompt_tokens_details"), usage.get("completion_tokens_details")
    cached = (prompt_details and prompt_details.get("cached_tokens")) or 0
    reasoning = (completion_details and completion_details.get("reasoning_tokens")) or 0
    return Usage(
        # Not clamped: a server that counts more cached than prompt tokens is shown as it is.
        InputTokens(total=prompt, no_cache=prompt - cached, cache_read=cached),
        OutputTokens(total=completion, text=max(0, completion - reasoning), reasoning=reasoning),
        raw=usage,
    )


def prediction_tokens(usage: Mapping[str, Any] | None) -> dict[str, Any]:
    """Accepted and rejected tokens of a predicted output, as provider metadata."""
    details = usage and usage.get("completion_tokens_details")
    tokens: dict[str, Any] = {}
    if details:
        if (accepted := details.get("accepted_prediction_tokens")) is not None:
            tokens["acceptedPredictionTokens"] = accepted
        if (rejected := details.get("rejected_prediction_tokens")) is not None:
            tokens["rejectedPredictionTokens"] = rejected
    return tokens
