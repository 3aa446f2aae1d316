"""The error tree, and how answers and failures become errors of it."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable
from typing import Any

import ai_sdk_gateway
import pytest
from ai_sdk.provider import AISDKError, APICallError, LanguageCallOptions, TypeValidationError
from ai_sdk.provider_utils import TransportError, is_retryable_error, retry_delay
from ai_sdk.testing import ScriptedResponse
from ai_sdk_gateway import (
    GatewayError,
    GatewayForbiddenError,
    GatewayInternalServerError,
    GatewayModelNotFoundError,
    GatewayRateLimitError,
    GatewayResponseError,
    GatewayTimeoutError,
)

Scripted = Callable[..., Any]

TABLE = [
    ("GatewayAuthenticationError", "authentication_error", 401, "Authentication failed", False),
    ("GatewayInvalidRequestError", "invalid_request_error", 400, "Invalid request", False),
    ("GatewayRateLimitError", "rate_limit_exceeded", 429, "Rate limit exceeded", True),
    ("GatewayModelNotFoundError", "model_not_found", 404, "Model not found", False),
    ("GatewayNotFoundError", "not_found", 404, "Resource not found", False),
    ("GatewayForbiddenError", "forbidden", 403, "Forbidden", False),
    ("GatewayFailedDependencyError", "failed_dependency", 424, "Failed dependency", False),
    ("GatewayInternalServerError", "internal_server_error", 500, "Internal server error", True),
    ("GatewayResponseError", "response_error", 502, "Invalid response from Gateway", True),
    ("GatewayTimeoutError", "timeout_error", 408, "Request timed out", True),
]
REPORTED = [row for row in TABLE if row[1] not in ("response_error", "timeout_error")]


@pytest.fixture
def failing(scripted: Scripted, hi: LanguageCallOptions) -> Callable[..., Any]:
    """The error of a call that is answered so."""

    async def error(answer: Any) -> GatewayError:
        provider, transport = scripted(answer)
        with pytest.raises(GatewayError) as caught:
            await provider("m").do_generate(hi)
        assert transport.open_responses == 0
        return caught.value

    return error


@pytest.mark.parametrize(("name", "kind", "status", "message", "retryable"), TABLE)
def test_every_class_has_its_name_kind_and_defaults(
    name: str, kind: str, status: int, message: str, retryable: bool
) -> None:
    error_class = getattr(ai_sdk_gateway, name)
    error = error_class()
    assert (error.name, error.type, error.status_code, str(error)) == (name, kind, status, message)
    assert error.is_retryable is retryable
    for caught_by in (error_class, GatewayError, APICallError, AISDKError):
        assert isinstance(error, caught_by)
    others = {getattr(ai_sdk_gateway, row[0]) for row in TABLE} - {error_class}
    assert not any(isinstance(error, other) for other in others)
    assert str(error_class("no", generation_id="gen_1")) == "no [gen_1]"


@pytest.mark.parametrize(("name", "kind", "status", "message", "retryable"), REPORTED)
async def test_every_kind_that_is_reported_becomes_its_class(
    failing: Any, name: str, kind: str, status: int, message: str, retryable: bool
) -> None:
    body = {"error": {"message": "no", "type": kind, "param": None, "code": None}, "generationId": "gen_1"}
    error = await failing(ScriptedResponse(status=status, json=body))
    assert type(error) is getattr(ai_sdk_gateway, name)
    assert (error.status_code, error.is_retryable, error.generation_id) == (status, retryable, "gen_1")
    assert str(error).endswith(" [gen_1]")
    assert isinstance(error.cause, APICallError)
    assert error.cause.url == "https://gateway.test/v4/ai/language-model"
    assert error.url is None


async def test_the_status_that_came_decides_about_a_second_try(failing: Any) -> None:
    busy = await failing(
        ScriptedResponse(status=503, json={"error": {"message": "x", "type": "invalid_request_error"}})
    )
    assert busy.is_retryable
    strange = await failing(ScriptedResponse(status=400, json={"error": {"message": "x", "type": "brand_new"}}))
    assert type(strange) is GatewayInternalServerError
    assert (strange.status_code, strange.is_retryable) == (400, False)


async def test_params_tell_of_models_and_rules(failing: Any) -> None:
    body = {"error": {"message": "x", "type": "model_not_found", "param": {"modelId": "a/b"}}}
    missing = await failing(ScriptedResponse(status=404, json=body))
    assert isinstance(missing, GatewayModelNotFoundError)
    assert missing.model_id == "a/b"
    body = {"error": {"message": "x", "type": "forbidden", "param": {"ruleId": "r1"}}}
    forbidden = await failing(ScriptedResponse(status=403, json=body))
    assert isinstance(forbidden, GatewayForbiddenError)
    assert forbidden.rule_id == "r1"
    body = {"error": {"message": "x", "type": "forbidden", "param": ["ruleId"]}}
    assert (await failing(ScriptedResponse(status=403, json=body))).rule_id is None


@pytest.mark.parametrize(
    ("answer", "status", "response", "retryable"),
    [
        (ScriptedResponse(status=502, body="<html>bad</html>"), 502, "<html>bad</html>", True),
        (ScriptedResponse(status=500, body=""), 500, "", True),
        (ScriptedResponse(status=404, json={"oops": 1}), 404, {"oops": 1}, False),
        (ScriptedResponse(status=400, body="null"), 400, None, False),
        (ScriptedResponse(status=400, body='{"error":{"message":1}}'), 400, {"error": {"message": 1}}, False),
        (ScriptedResponse(body="{oops"), 200, "{oops", False),
        (ScriptedResponse(json={"content": "no list"}), 200, {"content": "no list"}, False),
        (ScriptedResponse(body="null"), 200, None, False),
        (ScriptedResponse(body="[1]"), 200, [1], False),
        (TransportError("no route"), 500, {}, True),
        (TransportError("bad certificate", is_retryable=False), 500, {}, False),
    ],
)
async def test_what_is_no_answer_of_the_gateway_is_a_response_error(
    failing: Any, answer: Any, status: int, response: Any, retryable: bool
) -> None:
    error = await failing(answer)
    assert isinstance(error, GatewayResponseError)
    assert str(error) == "Invalid error response format: Gateway request failed"
    assert (error.status_code, error.response, error.is_retryable) == (status, response, retryable)
    assert isinstance(error.validation_error, TypeValidationError)


async def test_a_time_limit_of_the_transport_is_a_timeout_error(failing: Any) -> None:
    error = await failing(TransportError("no bytes within 5 seconds", is_timeout=True))
    assert isinstance(error, GatewayTimeoutError)
    assert str(error).startswith("Gateway request timed out: Cannot connect to API: no bytes within 5 seconds")
    assert "read_timeout" in str(error)
    assert error.is_retryable


async def test_cancelling_is_not_wrapped(scripted: Scripted, hi: LanguageCallOptions) -> None:
    provider, transport = scripted(ScriptedResponse(chunks=["{"], hang=True))
    task = asyncio.create_task(provider("m").do_generate(hi))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert transport.open_responses == 0


async def test_retries_wait_as_long_as_the_server_asks(failing: Any) -> None:
    body = {"error": {"message": "slow down", "type": "rate_limit_exceeded"}}
    error = await failing(ScriptedResponse(status=429, json=body, headers={"retry-after": "7"}))
    assert isinstance(error, GatewayRateLimitError)
    assert is_retryable_error(error)
    assert retry_delay(error, 2.0) == 7


def test_errors_can_be_pickled() -> None:
    error = pickle.loads(pickle.dumps(GatewayModelNotFoundError("x", model_id="m", generation_id="g")))
    assert (type(error), str(error), error.model_id, error.status_code) == (
        GatewayModelNotFoundError,
        "x [g]",
        "m",
        404,
    )
