"""Tokens, as the text functions count them: of one step, and summed over steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ai_sdk.provider.content import Usage
from ai_sdk.provider.json_values import JSONObject

__all__ = ["InputTokenDetails", "LanguageModelUsage", "OutputTokenDetails", "step_usage", "sum_usage"]


@dataclass(slots=True)
class InputTokenDetails:
    """How the tokens of the prompt split up, as far as the provider tells."""

    no_cache_tokens: int | None = None
    cache_read_tokens: int | None = None
    cache_write_tokens: int | None = None


@dataclass(slots=True)
class OutputTokenDetails:
    """How the tokens of the answer split up, as far as the provider tells."""

    text_tokens: int | None = None
    reasoning_tokens: int | None = None


@dataclass(slots=True)
class LanguageModelUsage:
    """Tokens of a step or of a call. None means that the provider did not say.

    `raw` is the provider's own account of one step; sums have none.
    """

    input_tokens: int | None = None
    output_tokens: int | None = None
    total_tokens: int | None = None
    input_token_details: InputTokenDetails = field(default_factory=InputTokenDetails)
    output_token_details: OutputTokenDetails = field(default_factory=OutputTokenDetails)
    raw: JSONObject | None = None


def step_usage(usage: Usage) -> LanguageModelUsage:
    """The usage of one model call."""
    given, made = usage.input_tokens, usage.output_tokens
    return LanguageModelUsage(
        given.total,
        made.total,
        _sum(given.total, made.total),
        InputTokenDetails(given.no_cache, given.cache_read, given.cache_write),
        OutputTokenDetails(made.text, made.reasoning),
        usage.raw,
    )


def sum_usage(usages: Iterable[LanguageModelUsage]) -> LanguageModelUsage:
    """The sum. What no step knows stays None; what some know is their sum."""
    total: LanguageModelUsage | None = None
    for usage in usages:
        total = _without_raw(usage) if total is None else _add(total, usage)
    return total or LanguageModelUsage()


def _without_raw(usage: LanguageModelUsage) -> LanguageModelUsage:
    return LanguageModelUsage(
        usage.input_tokens,
        usage.output_tokens,
        usage.total_tokens,
        usage.input_token_details,
        usage.output_token_details,
    )


def _add(a: LanguageModelUsage, b: LanguageModelUsage) -> LanguageModelUsage:
    a_in, b_in = a.input_token_details, b.input_token_details
    a_out, b_out = a.output_token_details, b.output_token_details
    return LanguageModelUsage(
        _sum(a.input_tokens, b.input_tokens),
        _sum(a.output_tokens, b.output_tokens),
        _sum(a.total_tokens, b.total_tokens),
        InputTokenDetails(
            _sum(a_in.no_cache_tokens, b_in.no_cache_tokens),
            _sum(a_in.cache_read_tokens, b_in.cache_read_tokens),
            _sum(a_in.cache_write_tokens, b_in.cache_write_tokens),
        ),
        OutputTokenDetails(
            _sum(a_out.text_tokens, b_out.text_tokens), _sum(a_out.reasoning_tokens, b_out.reasoning_tokens)
        ),
    )


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None and b is None else (a or 0) + (b or 0)
