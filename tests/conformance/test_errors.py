from __future__ import annotations

import asyncio
from typing import Any

import pytest
from ai_sdk.provider import APICallError, LoadAPIKeyError, RetryError
from conformance_runner.compare import Comparer
from conformance_runner.compare_errors import error_name
from conformance_runner.placeholders import Bindings

RECORDED = {
    "name": "AI_APICallError",
    "message": "slow down",
    "url": "{BASE_URL}/v1",
    "requestBodyValues": {"model": "m"},
    "statusCode": 429,
    "responseHeaders": {"Retry-After": "2"},
    "responseBody": "no",
    "isRetryable": True,
    "data": {"error": {"message": "slow down"}},
    "cause": {"name": "Error", "message": "anything"},
}


def api_error(message: str = "slow down", **changes: Any) -> APICallError:
    values: dict[str, Any] = {
        "url": "http://127.0.0.1:4001/v1",
        "request_body_values": {"model": "m"},
        "status_code": 429,
        "response_headers": {"retry-after": "2", "date": "today"},
        "response_body": "no",
        "data": {"error": {"message": "slow down"}},
        **changes,
    }
    return APICallError(message, **values)


def path_of(expected: Any, actual: Any) -> str | None:
    comparer = Comparer(Bindings({"{BASE_URL}": "http://127.0.0.1:4001"}))
    difference = comparer.compare_error(expected, actual, "expect.error")
    return None if difference is None else difference.path


def test_an_error_with_all_its_fields_is_equal() -> None:
    assert path_of(RECORDED, api_error()) is None


@pytest.mark.parametrize(
    ("actual", "path"),
    [
        (api_error("fast"), "message"),
        (api_error(status_code=500), "statusCode"),
        (api_error(is_retryable=False), "isRetryable"),
        (api_error(url="http://127.0.0.1:4001/v2"), "url"),
        (api_error(request_body_values={"model": "n"}), "requestBodyValues.model"),
        (api_error(request_body_values={"model": "m", "x": None}), "requestBodyValues.x"),
        (api_error(response_headers={}), "responseHeaders.retry-after"),
        (api_error(response_body=None), "responseBody"),
        (api_error(data=None), "data"),
        (LoadAPIKeyError("slow down"), "name"),
        (ValueError("slow down"), "name"),
    ],
)
def test_every_field_of_an_error_counts(actual: BaseException, path: str) -> None:
    assert path_of(RECORDED, actual) == f"expect.error.{path}"


def test_a_field_that_was_not_recorded_must_be_absent() -> None:
    recorded = {key: value for key, value in RECORDED.items() if key != "data"}
    assert path_of(recorded, api_error()) == "expect.error.data"


def test_what_is_no_exception_is_no_error() -> None:
    assert path_of(RECORDED, {"name": "AI_APICallError", "message": "slow down"}) == "expect.error"


def test_a_plain_exception_is_called_error() -> None:
    assert error_name(RuntimeError("x")) == "Error"
    assert error_name(ImportError("x", name="module")) == "Error"
    assert error_name(api_error()) == "AI_APICallError"
    assert path_of({"name": "Error", "message": "x"}, RuntimeError("x")) is None
    assert path_of({"name": "Error", "message": "x"}, LoadAPIKeyError("x")) == "expect.error.name"


def test_parameters_may_be_named_in_either_spelling() -> None:
    recorded = {"name": "AI_LoadAPIKeyError", "message": "Pass it using the 'apiKey' parameter."}
    assert path_of(recorded, LoadAPIKeyError("Pass it using the 'api_key' parameter.")) is None
    assert path_of(recorded, LoadAPIKeyError("Pass it using the 'key' parameter.")) == "expect.error.message"


def test_parameters_in_the_value_of_an_error_may_be_named_in_either_spelling() -> None:
    recorded = {"name": "Error", "message": "x", "value": {"vector1Length": 2}}
    error = RuntimeError("x")
    error.value = {"vector1_length": 2}  # type: ignore[attr-defined]
    assert path_of(recorded, error) is None
    error.value = {"vector1_length": 3}  # type: ignore[attr-defined]
    assert path_of(recorded, error) == "expect.error.value.vector1Length"


def test_only_the_prefix_of_a_message_counts_where_one_is_recorded() -> None:
    recorded = {"name": "Error", "message": "Cannot connect: abc", "message_prefix": "Cannot connect: "}
    assert path_of(recorded, OSError("Cannot connect: xyz")) is None
    assert path_of(recorded, OSError("Cannot reach: xyz")) == "expect.error.message"
    assert path_of(recorded, OSError("Cannot")) == "expect.error.message"


def test_colours_of_a_message_do_not_count() -> None:
    recorded = {"name": "Error", "message": "\x1b[1m\x1b[31mNo key.\x1b[0m"}
    assert path_of(recorded, OSError("No key.")) is None


def test_of_an_error_that_is_not_portable_only_its_being_raised_counts() -> None:
    recorded = {"name": "AbortError", "message": "aborted", "message_portable": False}
    assert path_of(recorded, asyncio.CancelledError()) is None
    assert path_of(recorded, None) == "expect.error"


def test_errors_inside_errors_are_compared_too() -> None:
    recorded = {
        "name": "AI_RetryError",
        "message": "Failed",
        "reason": "maxRetriesExceeded",
        "lastError": {"$error": RECORDED},
        "errors": [RECORDED],
    }
    assert path_of(recorded, RetryError("Failed", reason="maxRetriesExceeded", errors=[api_error()])) is None
    other = RetryError("Failed", reason="maxRetriesExceeded", errors=[api_error(status_code=500)])
    assert path_of(recorded, other) == "expect.error.lastError.statusCode"
    more = RetryError("Failed", reason="maxRetriesExceeded", errors=[api_error(), api_error()])
    assert path_of(recorded, more) == "expect.error.errors"


def test_an_exception_in_a_result_is_compared_as_an_error() -> None:
    comparer = Comparer()
    recorded = {"type": "error", "error": {"$error": {"name": "Error", "message": "x"}}}
    assert comparer.compare(recorded, {"type": "error", "error": RuntimeError("x")}, "p") is None
    difference = comparer.compare(recorded, {"type": "error", "error": RuntimeError("y")}, "p")
    assert difference is not None
    assert difference.path == "p.error.message"


def test_an_error_in_a_row_of_a_table_is_compared_as_an_error() -> None:
    comparer = Comparer()
    recorded = [{"args": [1], "error": {"name": "Error", "message": "x"}}]
    assert comparer.compare(recorded, [{"args": [1], "error": RuntimeError("x")}], "p") is None
    assert comparer.compare(recorded, [{"args": [1], "error": RuntimeError("y")}], "p") is not None


def test_a_value_that_is_not_there_is_null_in_a_message() -> None:
    recorded = {"name": "Error", "message": "Type validation failed: Value: undefined."}
    assert path_of(recorded, RuntimeError("Type validation failed: Value: null.")) is None
    assert path_of(recorded, RuntimeError("Type validation failed: Value: 1.")) == "expect.error.message"
