"""The shapes of chat answers, and the short cut for plain chunks."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider_utils import ShapeError
from ai_sdk_openai_compatible.chat.shapes import (
    CHAT_CHUNK,
    CHAT_RESPONSE,
    check_chunk,
    checked_response,
    is_plain_chunk,
    is_plain_response,
)
from hypothesis import given
from hypothesis import strategies as st

PLAIN = {
    "id": "c",
    "object": "chat.completion.chunk",
    "created": 1702657020,
    "model": "m",
    "choices": [{"index": 0, "delta": {"content": "b"}, "finish_reason": None}],
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3) | st.just("assistant"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


def objects_like(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from([*names, "more"]), json_values | st.text(max_size=2), max_size=4)


deltas = objects_like("content", "role", "reasoning", "reasoning_content", "tool_calls")
choices = st.fixed_dictionaries({}, optional={"delta": deltas | json_values, "finish_reason": json_values})
chunks = st.fixed_dictionaries(
    {"choices": st.lists(choices | json_values, max_size=2) | json_values},
    optional={
        "id": st.text(max_size=2) | json_values,
        "model": st.text(max_size=2) | json_values,
        "created": st.integers() | json_values,
        "usage": json_values,
        "error": json_values,
    },
)


functions = st.fixed_dictionaries({"name": st.text(max_size=2) | json_values}, optional={"arguments": json_values})
calls = st.fixed_dictionaries(
    {"function": functions | json_values}, optional={"id": json_values, "extra_content": json_values}
)
messages = st.fixed_dictionaries(
    {"content": st.text(max_size=2) | json_values},
    optional={"role": json_values, "tool_calls": st.lists(calls | json_values, max_size=2) | json_values},
)
counts = st.dictionaries(
    st.sampled_from(["prompt_tokens", "total_tokens", "prompt_tokens_details", "more"]),
    st.integers() | json_values | st.dictionaries(st.sampled_from(["cached_tokens", "x"]), json_values, max_size=2),
    max_size=3,
)
responses = st.fixed_dictionaries(
    {
        "id": st.text(max_size=2) | json_values,
        "model": st.text(max_size=2),
        "created": st.integers() | json_values,
        "choices": st.lists(
            st.fixed_dictionaries({"message": messages | json_values, "finish_reason": st.text(max_size=2)}),
            min_size=1,
            max_size=2,
        ),
    },
    optional={"usage": counts | json_values},
)


@given(responses | json_values)
def test_what_is_plain_at_first_sight_has_the_shape_of_a_response(response: Any) -> None:
    if is_plain_response(response):
        assert CHAT_RESPONSE(response) is response


@pytest.mark.parametrize(
    "message",
    [
        {"role": "assistant", "content": "b", "refusal": None, "annotations": []},
        {"tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
    ],
)
def test_the_usual_responses_take_the_short_cut(message: Any) -> None:
    response = {
        **PLAIN,
        "choices": [{"message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "total_tokens": 2, "prompt_tokens_details": {"cached_tokens": 0}},
    }
    assert is_plain_response(response)
    assert checked_response(response) is response


@given(chunks | json_values)
def test_what_is_plain_at_first_sight_has_the_shape_of_a_chunk(chunk: Any) -> None:
    if is_plain_chunk(chunk):
        assert CHAT_CHUNK(chunk) is chunk


@pytest.mark.parametrize(
    "delta",
    [{"content": "b"}, {}, {"role": "assistant", "content": ""}, {"reasoning": "r", "content": None}, {"more": None}],
)
def test_the_usual_chunks_take_the_short_cut(delta: Any) -> None:
    chunk = {**PLAIN, "choices": [{"delta": delta}], "usage": None}
    end = {**PLAIN, "choices": [{"delta": {}, "finish_reason": "stop"}]}
    usage = {**PLAIN, "choices": [], "usage": {"prompt_tokens": 1, "prompt_tokens_details": {"cached_tokens": 0}}}
    for each in (chunk, end, usage):
        assert is_plain_chunk(each)
        check_chunk(each)


@pytest.mark.parametrize(
    "chunk",
    [
        {"choices": []},
        {"choices": [{}], "more": 1},
        {"choices": [{"delta": None}]},
        {"choices": [{"delta": {"role": ""}}]},
        {"choices": [{"delta": {"tool_calls": [{"function": {}}, {"index": None, "function": {"name": None}}]}}]},
        {"choices": [], "usage": {"prompt_tokens": None, "prompt_tokens_details": {"x": []}}},
        {"choices": [], "id": None, "created": 1.5},
        {"choices": [], "error": "kept"},
    ],
)
def test_chunks_may_miss_nearly_everything(chunk: Any) -> None:
    check_chunk(chunk)


@pytest.mark.parametrize(
    ("chunk", "problem"),
    [
        (None, "expected an object"),
        ([], "expected an object"),
        ({}, "choices: is missing"),
        ({"choices": None}, "choices: expected a list"),
        ({"choices": [None]}, "choices[0]: expected an object"),
        ({"choices": [{"delta": "x"}]}, "choices[0].delta: expected an object"),
        ({"choices": [{"delta": {"content": ["x"]}}]}, "choices[0].delta.content: expected a string"),
        ({"choices": [{"delta": {"role": "user"}}]}, "choices[0].delta.role: expected one of 'assistant', ''"),
        ({"choices": [{}, {"finish_reason": 1}]}, "choices[1].finish_reason: expected a string"),
        ({"choices": [{"delta": {"tool_calls": "assistant"}}]}, "choices[0].delta.tool_calls: expected a list"),
        (
            {"choices": [{"delta": {"tool_calls": [{"id": "x"}]}}]},
            "choices[0].delta.tool_calls[0].function: is missing",
        ),
        (
            {"choices": [{"delta": {"tool_calls": [{"function": {}, "index": "0"}]}}]},
            "choices[0].delta.tool_calls[0].index: expected a number",
        ),
        (
            {"choices": [{"delta": {"tool_calls": [{"function": {}, "extra_content": {"google": 1}}]}}]},
            "choices[0].delta.tool_calls[0].extra_content.google: expected an object",
        ),
        ({"choices": [], "usage": {"prompt_tokens": "4"}}, "usage.prompt_tokens: expected a number"),
        ({"choices": [], "created": True}, "created: expected a number"),
        ({"choices": [], "id": 1}, "id: expected a string"),
    ],
)
def test_what_is_no_chunk_is_refused_with_its_place(chunk: Any, problem: str) -> None:
    with pytest.raises(ShapeError) as caught:
        check_chunk(chunk)
    assert str(caught.value).startswith(problem)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"choices": [{}]}, "choices[0].message: is missing"),
        ({"choices": [{"message": {"role": ""}}]}, "choices[0].message.role"),
        ({"choices": [{"message": {"content": [{"text": "x"}]}}]}, "choices[0].message.content: expected a string"),
        ({"choices": [{"message": {"tool_calls": [{"function": {"name": "f"}}]}}]}, "choices[0].message.tool_calls[0]"),
        ({"usage": 5}, "usage: expected an object"),
    ],
)
def test_a_complete_answer_of_another_shape_is_refused(answer: dict[str, Any], change: Any, problem: str) -> None:
    assert CHAT_RESPONSE(answer) is answer
    with pytest.raises(ShapeError) as caught:
        CHAT_RESPONSE({**answer, **change})
    assert str(caught.value).startswith(problem)
