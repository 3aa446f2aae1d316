"""Complete chat answers: content, usage, finish reasons, metadata."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    FinishReason,
    InputTokens,
    OutputTokens,
    ReasoningContent,
    TextContent,
    ToolCallContent,
    Usage,
)
from ai_sdk_openai_compatible.chat.metadata import provider_metadata
from ai_sdk_openai_compatible.chat.response import chat_content
from ai_sdk_openai_compatible.chat.usage import convert_usage, finish_reason

CALL = {"id": "c1", "function": {"name": "f", "arguments": "{}"}}


def signed(signature: Any) -> dict[str, Any]:
    return {**CALL, "extra_content": {"google": {"thought_signature": signature}}}


def test_content_comes_as_text_reasoning_and_tool_calls() -> None:
    message = {"tool_calls": [CALL], "reasoning_content": "r", "content": "t"}
    assert chat_content(message) == [TextContent("t"), ReasoningContent("r"), ToolCallContent("c1", "f", "{}")]


@pytest.mark.parametrize(
    "message",
    [{}, {"content": None}, {"content": "", "reasoning": "", "tool_calls": []}, {"tool_calls": None}],
)
def test_empty_content_is_none(message: Any) -> None:
    assert chat_content(message) == []


def test_an_empty_first_reasoning_hides_the_second() -> None:
    assert chat_content({"reasoning_content": None, "reasoning": "r"}) == [ReasoningContent("r")]
    assert chat_content({"reasoning_content": "", "reasoning": "r"}) == []
    assert chat_content({"reasoning_content": "x", "reasoning": "r"}, reasoning_fields=("reasoning",)) == [
        ReasoningContent("r")
    ]


@pytest.mark.parametrize("missing", [None, ""])
def test_a_tool_call_without_an_id_gets_one(missing: Any) -> None:
    calls = chat_content({"tool_calls": [{**CALL, "id": missing}, {**CALL, "id": missing}]})
    ids = {call.tool_call_id for call in calls if isinstance(call, ToolCallContent)}
    assert len(ids) == 2
    assert all(len(each) == 16 for each in ids)


def test_a_thought_signature_is_kept_under_the_providers_key() -> None:
    message = {"tool_calls": [signed("s"), signed(""), signed(None), {**CALL, "extra_content": None}]}
    metadata = [call.provider_metadata for call in chat_content(message, metadata_key="acme")]
    assert metadata == [{"acme": {"thoughtSignature": "s"}}, None, None, None]
    assert chat_content({"tool_calls": [signed("s")]})[0].provider_metadata is None


@pytest.mark.parametrize(
    ("raw", "unified"),
    [
        ("stop", "stop"),
        ("length", "length"),
        ("content_filter", "content-filter"),
        ("function_call", "tool-calls"),
        ("tool_calls", "tool-calls"),
        ("eos", "other"),
        ("", "other"),
        (None, "other"),
    ],
)
def test_finish_reasons(raw: str | None, unified: Any) -> None:
    assert finish_reason(raw) == FinishReason(unified, raw)


def test_without_usage_nothing_is_known() -> None:
    assert convert_usage(None) == Usage()


def test_missing_tokens_count_as_none_spent() -> None:
    raw = {"prompt_tokens": None, "prompt_tokens_details": None, "queue_time": 1}
    assert convert_usage(raw) == Usage(InputTokens(0, 0, 0), OutputTokens(0, 0, 0), raw)


def test_cached_and_reasoning_tokens_are_told_apart() -> None:
    raw = {
        "prompt_tokens": 10,
        "completion_tokens": 20,
        "prompt_tokens_details": {"cached_tokens": 4},
        "completion_tokens_details": {"reasoning_tokens": 15},
    }
    assert convert_usage(raw) == Usage(InputTokens(10, 6, 4), OutputTokens(20, 5, 15), raw)


def test_more_reasoning_than_output_leaves_no_text_but_more_cached_than_input_shows() -> None:
    usage = convert_usage(
        {
            "prompt_tokens": 1,
            "completion_tokens": 2,
            "prompt_tokens_details": {"cached_tokens": 3},
            "completion_tokens_details": {"reasoning_tokens": 5},
        }
    )
    assert usage == Usage(InputTokens(1, -2, 3), OutputTokens(2, 0, 5), usage.raw)


def test_metadata_stand_under_the_providers_key_also_when_there_are_none() -> None:
    assert provider_metadata("acme", None, None) == {"acme": {}}


def test_extracted_metadata_replace_whole_keys_and_predictions_are_added() -> None:
    usage = {"completion_tokens_details": {"accepted_prediction_tokens": 0, "rejected_prediction_tokens": None}}
    extracted = {"acme": {"x": 1}, "other": {"y": 2}}
    assert provider_metadata("acme", extracted, usage) == {
        "acme": {"x": 1, "acceptedPredictionTokens": 0},
        "other": {"y": 2},
    }
    assert extracted == {"acme": {"x": 1}, "other": {"y": 2}}
