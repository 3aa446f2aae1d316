"""Header rules."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ai_sdk.provider import InvalidArgumentError
from ai_sdk.provider_utils import (
    PROVIDER_UTILS_USER_AGENT,
    RUNTIME_USER_AGENT,
    combine_headers,
    normalize_headers,
    request_headers,
    response_headers,
    with_user_agent_suffix,
)


def test_later_headers_win_under_the_same_spelling() -> None:
    assert combine_headers({"a": "1", "b": "2"}, {"b": "3"}, None) == {"a": "1", "b": "3"}
    assert combine_headers({"A": "1"}, {"a": "2"}) == {"A": "1", "a": "2"}


def test_none_takes_a_header_away_only_under_its_own_spelling() -> None:
    provider = {"authorization": "Bearer k"}
    assert normalize_headers(combine_headers(provider, {"authorization": None})) == {}
    assert normalize_headers(combine_headers(provider, {"Authorization": None})) == provider
    assert normalize_headers(combine_headers(provider, {"AUTHORIZATION": "x"})) == {"authorization": "x"}
    assert normalize_headers(None) == {}


def test_tokens_are_appended_to_the_user_agent() -> None:
    assert with_user_agent_suffix({}, "a/1", "b/2") == {"user-agent": "a/1 b/2"}
    assert with_user_agent_suffix({"User-Agent": "mine/1", "X-A": "v"}, "a/1") == {
        "user-agent": "mine/1 a/1",
        "x-a": "v",
    }
    assert with_user_agent_suffix({"user-agent": "", "x": None}, "a/1", None, "") == {"user-agent": "a/1"}


def test_names_are_sorted_and_values_trimmed() -> None:
    headers = with_user_agent_suffix({"X": "1\n", "Authorization": "Bearer "}, "a/1")
    assert list(headers.items()) == [("authorization", "Bearer"), ("user-agent", "a/1"), ("x", "1")]


def test_the_tokens_name_sdk_and_python() -> None:
    assert re.fullmatch(r"ai-sdk/provider-utils/\d+\.\d+\.\d+\S*", PROVIDER_UTILS_USER_AGENT)
    assert re.fullmatch(r"runtime/python/3\.\d+\.\d+", RUNTIME_USER_AGENT)


def test_received_headers_are_flat() -> None:
    items = [("A", "1"), ("a", "2"), ("Set-Cookie", "x"), ("set-cookie", "y")]
    assert response_headers(items) == {"a": "1, 2", "set-cookie": "y"}


def test_a_value_that_is_no_text_is_refused_with_the_name_only() -> None:
    headers: Any = {"x-key": 12345}
    with pytest.raises(InvalidArgumentError, match="'x-key' must be a string, not int") as caught:
        with_user_agent_suffix(headers, "a/1")
    assert "12345" not in str(caught.value)


def test_headers_that_were_checked_are_given_back_as_they_are() -> None:
    checked = request_headers({"X-A": "1", "user-agent": "me"})
    assert request_headers(checked) is checked
