"""From what a call raised, or what the gateway sent, to the error that says it.

The body of an error is `{"error": {"message", "type", "param", "code"}, "generationId"}`; anything else is a
`GatewayResponseError` with the status of the answer.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast

from ai_sdk.provider import APICallError, JSONParseError, TypeValidationError, error_text
from ai_sdk.provider_utils import (
    ANY,
    NUMBER,
    STRING,
    ErrorStructure,
    ShapeError,
    TransportError,
    first_of,
    nullish,
    object_of,
    optional,
    parse_json,
)

from ai_sdk_gateway.authentication import AuthMethod
from ai_sdk_gateway.errors import (
    ERROR_CLASSES,
    GatewayAuthenticationError,
    GatewayError,
    GatewayForbiddenError,
    GatewayInternalServerError,
    GatewayModelNotFoundError,
    GatewayResponseError,
    GatewayTimeoutError,
    authentication_message,
)

__all__ = ["GATEWAY_ERRORS", "as_gateway_error", "error_from_body", "gateway_errors", "reported_error"]

GATEWAY_ERRORS: Final = ErrorStructure(validate=lambda body: body, message=error_text)
"""Any JSON is an error body here: what it means is found out by `as_gateway_error`."""

_BODY = object_of(
    {
        "error": object_of(
            {
                "message": STRING,
                "type": nullish(STRING),
                "param": optional(ANY),
                "code": nullish(first_of(STRING, NUMBER)),
            }
        ),
        "generationId": nullish(STRING),
    }
)

_FAILED: Final = "Gateway request failed"
_TIMEOUT_HINT: Final = (
    "This is a time limit of the client, not of the gateway. Give a transport with a longer one, for example "
    "create_gateway(transport=AiohttpTransport(read_timeout=900))."
)


@contextmanager
def gateway_errors(method: AuthMethod | None) -> Generator[None, None, None]:
    """Turns the `APICallError` of a call into the `GatewayError` that it is. `method` is how the call authenticated."""
    try:
        yield
    except GatewayError:
        raise
    except APICallError as error:
        raise as_gateway_error(error, method) from error


def as_gateway_error(error: BaseException, method: AuthMethod | None) -> GatewayError:
    """The gateway's error for anything that went wrong. `error` stays its cause."""
    if isinstance(error, GatewayError):
        return error
    timeout = error.cause if isinstance(error, APICallError) else error
    if isinstance(timeout, TransportError) and timeout.is_timeout:
        return GatewayTimeoutError(f"Gateway request timed out: {error}. {_TIMEOUT_HINT}", cause=error)
    if isinstance(error, APICallError):
        status = 500 if error.status_code is None else error.status_code
        # No status: the transport knows better whether there is sense in trying again.
        retryable = error.is_retryable if error.status_code is None else None
        return error_from_body(
            _body_of(error), status=status, text=_FAILED, method=method, is_retryable=retryable, cause=error
        )
    return error_from_body({}, status=500, text=f"{_FAILED}: {error}", method=method, cause=error)


def error_from_body(
    body: Any,
    *,
    status: int,
    method: AuthMethod | None,
    text: str = _FAILED,
    is_retryable: bool | None = None,
    cause: BaseException | None = None,
) -> GatewayError:
    """The error that `body` describes, or a `GatewayResponseError` if it describes none."""
    try:
        checked = _BODY(body)
    except ShapeError as problem:
        return GatewayResponseError(
            f"Invalid error response format: {text}",
            status_code=status,
            response=body,
            validation_error=TypeValidationError(value=cast("object", body), cause=problem),
            generation_id=_text_of(body, "generationId"),
            is_retryable=is_retryable,
            cause=cause,
        )
    error = checked["error"]
    return reported_error(
        error.get("type"),
        error["message"],
        param=error.get("param"),
        status=status,
        method=method,
        generation_id=checked.get("generationId"),
        cause=cause,
    )


def reported_error(
    kind: object,
    message: str,
    *,
    method: AuthMethod | None,
    param: object = None,
    status: int | None = None,
    generation_id: str | None = None,
    cause: BaseException | None = None,
) -> GatewayError:
    """The error of a kind (`rate_limit_exceeded`). Without a status it gets the usual one of its kind."""
    details: dict[str, Any] = {"status_code": status, "generation_id": generation_id, "cause": cause}
    error_class = ERROR_CLASSES.get(kind) if isinstance(kind, str) else None
    if error_class is None:
        return GatewayInternalServerError(message, **details)
    if error_class is GatewayAuthenticationError:
        return GatewayAuthenticationError(authentication_message(method), **details)
    if error_class is GatewayModelNotFoundError:
        details["model_id"] = _text_of(param, "modelId")
    elif error_class is GatewayForbiddenError:
        details["rule_id"] = _text_of(param, "ruleId")
    return error_class(message, **details)


def _text_of(param: object, name: str) -> str | None:
    value = cast("Mapping[str, Any]", param).get(name) if isinstance(param, Mapping) else None
    return value if isinstance(value, str) else None


def _body_of(error: APICallError) -> Any:
    text = error.response_body
    if text is None:
        return {} if error.data is None else error.data
    try:
        return parse_json(text)
    except JSONParseError:
        return text
