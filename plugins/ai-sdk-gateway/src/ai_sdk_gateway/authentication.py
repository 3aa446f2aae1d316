"""Who asks: an API key, else an OIDC token of Vercel. Found anew for each request.

1. The `api_key` of the factory, if it is a text. An empty one says: do not look into the environment.
2. The environment variable `AI_GATEWAY_API_KEY`.
3. An OIDC token: the header `x-vercel-oidc-token` of the incoming request (see `request_context.py`), else the
   environment variable `VERCEL_OIDC_TOKEN`. It must be a JWT that has not expired.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, cast

from ai_sdk.provider import LoadSettingError
from ai_sdk.provider_utils import Secret, base64_to_bytes, load_optional_setting, parse_json

from ai_sdk_gateway.errors import GatewayAuthenticationError, authentication_message
from ai_sdk_gateway.request_context import request_header

__all__ = ["API_KEY_VARIABLE", "AUTH_METHOD_HEADER", "APIKey", "AuthMethod", "Credential", "auth_method", "credential"]

API_KEY_VARIABLE: Final = "AI_GATEWAY_API_KEY"
OIDC_VARIABLE: Final = "VERCEL_OIDC_TOKEN"
AUTH_METHOD_HEADER: Final = "ai-gateway-auth-method"

AuthMethod: TypeAlias = Literal["api-key", "oidc"]

APIKey: TypeAlias = "str | Secret | Callable[[], str | Secret | None] | None"
"""A key, or a function that is asked for one before each request: for keys that change or come from elsewhere."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request is sent with."""

    token: str = field(repr=False)
    method: AuthMethod


def credential(api_key: APIKey) -> Credential:
    """The credential of a request that is made now. Raises `GatewayAuthenticationError` if there is none."""
    given = api_key() if callable(api_key) else api_key
    key = load_optional_setting(given, environment_variable=API_KEY_VARIABLE)
    if key:
        return Credential(key, "api-key")
    try:
        return Credential(_oidc_token(), "oidc")
    except LoadSettingError as error:
        raise GatewayAuthenticationError(authentication_message(None), status_code=401, cause=error) from error


def auth_method(headers: Mapping[str, str | None]) -> AuthMethod | None:
    """What the headers of a request say about how it was authenticated."""
    method = headers.get(AUTH_METHOD_HEADER)
    return method if method in ("api-key", "oidc") else None


def now() -> float:
    """The clock that tokens expire by, seconds since 1970. A test replaces it here."""
    return time.time()


def _oidc_token() -> str:
    token = request_header("x-vercel-oidc-token") or os.environ.get(OIDC_VARIABLE)
    if not token:
        raise LoadSettingError(
            f"There is no OIDC token: neither a request header 'x-vercel-oidc-token' nor {OIDC_VARIABLE}."
        )
    if _expiry(token) < now():
        raise LoadSettingError("The OIDC token has expired. Run 'vc env pull' to fetch a new one.")
    return token


def _expiry(token: str) -> float:
    """When a token expires, seconds since 1970. The error does not repeat the token."""
    parts = token.split(".")
    payload: Any = None
    if len(parts) == 3:
        # What is wrong in detail is not said: those errors repeat the token.
        with suppress(ValueError):
            payload = parse_json(base64_to_bytes(parts[1]))
    if not isinstance(payload, dict):
        raise LoadSettingError("The OIDC token is no JWT: it must have three parts, with JSON in the second.")
    expiry = cast("dict[str, Any]", payload).get("exp")
    if isinstance(expiry, (int, float)):
        return expiry
    # A token without an end does not end.
    return float("inf")
