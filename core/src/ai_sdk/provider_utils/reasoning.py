"""From the reasoning level of a call to what a provider calls it: an effort word, or a budget of tokens.

    effort = map_reasoning_to_effort(options.reasoning, {"low": "low", "xhigh": "high"}, warnings=warnings)

What a model can't do becomes a warning in the list that is given, never an error.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final, TypeGuard

from ai_sdk.provider.tools import ReasoningLevel
from ai_sdk.provider.warnings import CallWarning, CompatibilityWarning, UnsupportedWarning

__all__ = ["is_custom_reasoning", "map_reasoning_to_budget", "map_reasoning_to_effort"]

_MIN_BUDGET: Final = 1024
_BUDGET_SHARES: Final[Mapping[str, float]] = {"minimal": 0.02, "low": 0.1, "medium": 0.3, "high": 0.6, "xhigh": 0.9}


def is_custom_reasoning(reasoning: ReasoningLevel | None) -> TypeGuard[ReasoningLevel]:
    """Whether the caller asked for a level: neither None nor `provider-default`."""
    return reasoning is not None and reasoning != "provider-default"


def map_reasoning_to_effort(
    reasoning: ReasoningLevel, efforts: Mapping[str, str], *, warnings: list[CallWarning]
) -> str | None:
    """The provider's word for a level, from `efforts`. A missing level gives None, another word a warning as well."""
    effort = efforts.get(reasoning)
    if effort is None:
        warnings.append(_unsupported(reasoning))
    elif effort != reasoning:
        warnings.append(
            CompatibilityWarning(
                "reasoning",
                f'reasoning "{reasoning}" is not directly supported by this model. mapped to effort "{effort}".',
            )
        )
    return effort


def map_reasoning_to_budget(
    reasoning: ReasoningLevel,
    *,
    max_output_tokens: int,
    max_reasoning_budget: int,
    warnings: list[CallWarning],
    shares: Mapping[str, float] = _BUDGET_SHARES,
) -> int | None:
    """A share of the output tokens, at least 1024 and, which counts more, at most `max_reasoning_budget`."""
    share = shares.get(reasoning)
    if share is None:
        warnings.append(_unsupported(reasoning))
        return None
    # Halves are rounded up, as JavaScript does.
    return min(max_reasoning_budget, max(_MIN_BUDGET, math.floor(max_output_tokens * share + 0.5)))


def _unsupported(reasoning: str) -> UnsupportedWarning:
    return UnsupportedWarning("reasoning", f'reasoning "{reasoning}" is not supported by this model.')
