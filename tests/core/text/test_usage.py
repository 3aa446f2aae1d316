from __future__ import annotations

from ai_sdk.provider import InputTokens, OutputTokens, Usage
from ai_sdk.text.usage import InputTokenDetails, LanguageModelUsage, OutputTokenDetails, step_usage, sum_usage


def test_the_usage_of_a_step_has_the_sum_and_the_details() -> None:
    usage = step_usage(Usage(InputTokens(10, 4, 5, 1), OutputTokens(7, 5, 2), {"raw": True}))
    assert usage == LanguageModelUsage(10, 7, 17, InputTokenDetails(4, 5, 1), OutputTokenDetails(5, 2), {"raw": True})


def test_a_total_of_which_one_half_is_unknown_is_the_other_half() -> None:
    assert step_usage(Usage(InputTokens(10))).total_tokens == 10
    assert step_usage(Usage(output_tokens=OutputTokens(7))).total_tokens == 7
    assert step_usage(Usage()).total_tokens is None


def test_sums_treat_the_unknown_as_nothing_but_stay_unknown_if_nobody_knows() -> None:
    known = step_usage(Usage(InputTokens(10, cache_read=4), OutputTokens(7), {"raw": 1}))
    total = sum_usage([known, LanguageModelUsage(), known])
    assert (total.input_tokens, total.output_tokens, total.total_tokens) == (20, 14, 34)
    assert total.input_token_details == InputTokenDetails(None, 8, None)
    assert total.output_token_details == OutputTokenDetails()
    assert total.raw is None


def test_the_sum_of_nothing_is_unknown() -> None:
    assert sum_usage([]) == LanguageModelUsage()
