"""The errors of the gateway, one class for each kind that it reports.

    try:
        result = await generate_text("gateway:openai/gpt-5", "hi")
    except GatewayRateLimitError as error:
        print(error.status_code, error.generation_id)

    AISDKError
      APICallError
        GatewayError
          GatewayAuthenticationError   GatewayInvalidRequestError   GatewayRateLimitError   GatewayModelNotFoundError
          GatewayNotFoundError   GatewayForbiddenError   GatewayFailedDependencyError   GatewayInternalServerError
          GatewayResponseError   GatewayTimeoutError

The kind says what the gateway meant; whether a second try is worth it is decided by the status of the answer, as
everywhere: 408, 409, 429 and everything from 500 on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Literal

from ai_sdk.provider import APICallError, TypeValidationError

__all__ = [
    "ERROR_CLASSES",
    "GatewayAuthenticationError",
    "GatewayError",
    "GatewayFailedDependencyError",
    "GatewayForbiddenError",
    "GatewayInternalServerError",
    "GatewayInvalidRequestError",
    "GatewayModelNotFoundError",
    "GatewayNotFoundError",
    "GatewayRateLimitError",
    "GatewayResponseError",
    "GatewayTimeoutError",
    "authentication_message",
]


class GatewayError(APICallError):
    """A call to the gateway failed.

    `type` is the gateway's word for the kind, `generation_id` the id to ask support about, where there is one; it
    stands at the end of the message too. What the HTTP answer was (URL, headers, body) is on `cause`, an
    `APICallError`, where there was one; here those fields are None.
    """

    name = "GatewayError"
    type: ClassVar[str] = "gateway_error"
    default_status: ClassVar[int] = 500
    default_message: ClassVar[str] = "Gateway request failed"

    # The connection fields of an API call are the cause's: the gateway's error is about what lies behind it.
    url: str | None  # pyright: ignore[reportIncompatibleVariableOverride]

    def __init__(
        self,
        message: str | None = None,
        *,
        status_code: int | None = None,
        generation_id: str | None = None,
        is_retryable: bool | None = None,
        cause: BaseException | None = None,
    ) -> None:
        text = self.default_message if message is None else message
        super().__init__(
            f"{text} [{generation_id}]" if generation_id else text,
            url="",
            status_code=self.default_status if status_code is None else status_code,
            is_retryable=is_retryable,
            cause=cause,
        )
        self.url = None
        self.generation_id = generation_id or None


class GatewayAuthenticationError(GatewayError):
    """No key or token was found, or the gateway does not take it. The message says what to do."""

    name = "GatewayAuthenticationError"
    type = "authentication_error"
    default_status = 401
    default_message = "Authentication failed"


class GatewayInvalidRequestError(GatewayError):
    """The request is not one that the gateway or the model takes."""

    name = "GatewayInvalidRequestError"
    type = "invalid_request_error"
    default_status = 400
    default_message = "Invalid request"


class GatewayRateLimitError(GatewayError):
    """Too many requests, or no credits left."""

    name = "GatewayRateLimitError"
    type = "rate_limit_exceeded"
    default_status = 429
    default_message = "Rate limit exceeded"


class GatewayModelNotFoundError(GatewayError):
    """There is no such model; `model_id` is the one that is missing, if the gateway says so."""

    name = "GatewayModelNotFoundError"
    type = "model_not_found"
    default_status = 404
    default_message = "Model not found"

    def __init__(self, message: str | None = None, *, model_id: str | None = None, **details: Any) -> None:
        super().__init__(message, **details)
        self.model_id = model_id


class GatewayNotFoundError(GatewayError):
    """There is no such generation, batch or other thing."""

    name = "GatewayNotFoundError"
    type = "not_found"
    default_status = 404
    default_message = "Resource not found"


class GatewayForbiddenError(GatewayError):
    """A rule of the team forbids the call; `rule_id` names it, if the gateway says so."""

    name = "GatewayForbiddenError"
    type = "forbidden"
    default_status = 403
    default_message = "Forbidden"

    def __init__(self, message: str | None = None, *, rule_id: str | None = None, **details: Any) -> None:
        super().__init__(message, **details)
        self.rule_id = rule_id


class GatewayFailedDependencyError(GatewayError):
    """Something that the gateway needs for the call failed."""

    name = "GatewayFailedDependencyError"
    type = "failed_dependency"
    default_status = 424
    default_message = "Failed dependency"


class GatewayInternalServerError(GatewayError):
    """The gateway or the provider behind it failed, or it reported a kind of error that is not known here."""

    name = "GatewayInternalServerError"
    type = "internal_server_error"
    default_status = 500
    default_message = "Internal server error"


class GatewayResponseError(GatewayError):
    """The answer is not one of the gateway's: no JSON, another shape, or no answer at all.

    `response` is what came, as JSON or text, and `validation_error` says why it is no error of the gateway's.
    """

    name = "GatewayResponseError"
    type = "response_error"
    default_status = 502
    default_message = "Invalid response from Gateway"

    def __init__(
        self,
        message: str | None = None,
        *,
        response: Any = None,
        validation_error: TypeValidationError | None = None,
        **details: Any,
    ) -> None:
        super().__init__(message, **details)
        self.response = response
        self.validation_error = validation_error


class GatewayTimeoutError(GatewayError):
    """A time limit of the transport ran out. (Limits given as `timeout` raise `TimeoutError`.)"""

    name = "GatewayTimeoutError"
    type = "timeout_error"
    default_status = 408
    default_message = "Request timed out"


ERROR_CLASSES: Final[Mapping[str, type[GatewayError]]] = {
    each.type: each
    for each in (
        GatewayAuthenticationError,
        GatewayInvalidRequestError,
        GatewayRateLimitError,
        GatewayModelNotFoundError,
        GatewayNotFoundError,
        GatewayForbiddenError,
        GatewayFailedDependencyError,
        GatewayInternalServerError,
    )
}
"""The classes of the kinds that the gateway reports in its answers, by its word for them."""

_API_KEYS: Final = "https://vercel.com/d?to=%2F%5Bteam%5D%2F%7E%2Fai%2Fapi-keys"
_GET_OIDC_TOKEN: Final = "Run 'npx vercel link' to link your project, then 'vc env pull' to fetch the token."  # noqa: S105


def authentication_message(method: Literal["api-key", "oidc"] | None) -> str:
    """What to do when the gateway refuses a key or token, or when there was none."""
    failed = "AI Gateway authentication failed:"
    match method:
        case "api-key":
            return (
                f"{failed} Invalid API key or token.\n\n"
                f"Create a new API key: {_API_KEYS}\n\n"
                "Provide an API key or Vercel access token via 'api_key' option or 'AI_GATEWAY_API_KEY' environment "
                "variable."
            )
        case "oidc":
            return (
                f"{failed} Invalid OIDC token.\n\n"
                f"{_GET_OIDC_TOKEN}\n\n"
                f"Alternatively, use an API key: {_API_KEYS}\n"
                "or pass a Vercel access token via the 'api_key' option."
            )
        case None:
            return (
                f"{failed} No authentication provided.\n\n"
                f"Option 1 - API key:\nCreate an API key: {_API_KEYS}\n"
                "Provide via 'api_key' option or 'AI_GATEWAY_API_KEY' environment variable.\n\n"
                "Option 2 - Vercel access token:\n"
                "Pass a Vercel personal access token or Vercel app access token via the 'api_key' option.\n\n"
                f"Option 3 - OIDC token:\n{_GET_OIDC_TOKEN}"
            )
