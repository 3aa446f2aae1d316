from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from conformance_runner.names import camel_case, snake_case, words_in_snake_case
from conformance_runner.observe import Fields, observe, observe_attributes
from conformance_runner.values import UNDEFINED, Url, decode, parse_instant, without_undefined


def test_encoded_values_become_python_values() -> None:
    decoded = decode(
        {
            "bytes": {"$base64": "aGk="},
            "url": {"$url": "https://example.com"},
            "date": {"$date": "2024-01-01T00:00:00.000Z"},
            "pattern": {"$regex": "a+"},
            "infinity": {"$number": "-Infinity"},
        }
    )

    assert decoded["bytes"] == b"hi"
    assert decoded["url"] == "https://example.com"
    assert decoded["date"] == datetime(2024, 1, 1, tzinfo=UTC)
    assert decoded["pattern"].pattern == "a+"
    assert decoded["infinity"] == -math.inf
    assert math.isnan(decode({"$number": "NaN"}))
    assert decode({"$url": "x:y"}, keep_urls=True) == Url("x:y")


def test_a_json_schema_is_no_encoded_value() -> None:
    schema = {"$schema": "http://json-schema.org/draft-07/schema#"}
    assert decode(schema) == schema


def test_undefined_keys_vanish_and_undefined_items_become_none() -> None:
    decoded = decode({"a": {"$undefined": True}, "b": [{"$undefined": True}, None], "c": None})
    assert decoded["a"] is UNDEFINED
    assert without_undefined(decoded) == {"b": [None, None], "c": None}


def test_instants_keep_their_offset() -> None:
    assert parse_instant("2024-01-01T02:00:00+02:00") == datetime(2024, 1, 1, tzinfo=UTC)
    assert parse_instant("2024-01-01T02:00:00+02:00").tzinfo == timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("camel", "snake"),
    [
        ("toolCallId", "tool_call_id"),
        ("maxImagesPerCall", "max_images_per_call"),
        ("text", "text"),
        ("isURLSupported", "is_url_supported"),
        ("top1Result", "top1_result"),
    ],
)
def test_names_are_mapped_mechanically(camel: str, snake: str) -> None:
    assert snake_case(camel) == snake
    assert snake_case(snake) == snake


def test_snake_case_names_become_camel_case() -> None:
    assert camel_case("tool_call_id") == "toolCallId"
    assert camel_case("toolCallId") == "toolCallId"


def test_only_words_with_humps_change_in_a_text() -> None:
    text = "Pass it using the 'apiKey' parameter, SHOUT and Say https://x/Y"
    assert words_in_snake_case(text) == "Pass it using the 'api_key' parameter, SHOUT and Say https://x/Y"


def test_a_mapping_is_data_and_keeps_its_keys_and_nulls() -> None:
    observed = observe({"max_tokens": None})
    assert observed == {"max_tokens": None}
    assert not isinstance(observed, Fields)


def test_an_attribute_that_is_not_there_says_so() -> None:
    fields = observe_attributes(object(), ["toolCalls"])
    assert repr(fields["toolCalls"]) == "<no attribute 'tool_calls' on object>"
