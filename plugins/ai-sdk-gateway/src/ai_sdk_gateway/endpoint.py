"""Where the gateway is reached, and with which headers: what all its models share."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from ai_sdk.provider_utils import (
    ApiResponse,
    ApiStream,
    Transport,
    combine_headers,
    get_json,
    normalize_url,
    parse_url,
    post_json,
    post_json_lines,
    post_json_stream,
    with_user_agent_suffix,
    without_trailing_slash,
)

from ai_sdk_gateway.__about__ import __version__
from ai_sdk_gateway.authentication import AUTH_METHOD_HEADER, APIKey, AuthMethod, auth_method, credential
from ai_sdk_gateway.error_conversion import GATEWAY_ERRORS, gateway_errors
from ai_sdk_gateway.request_context import request_header
from ai_sdk_gateway.websocket import WebSocketClient

__all__ = [
    "DEFAULT_BASE_URL",
    "MAX_RESPONSE_BYTES",
    "TEAM_HEADER",
    "USER_AGENT",
    "Endpoint",
    "ModelCall",
    "ModelEndpoint",
]

T = TypeVar("T")
Headers = Mapping[str, str | None]
Validator = Callable[[Any], T]

MAX_RESPONSE_BYTES: Final = 256 * 1024 * 1024
"""How large an answer may be that is read as a whole. Images and videos in base64 fit many times."""

DEFAULT_BASE_URL: Final = "https://ai-gateway.vercel.sh/v4/ai"
USER_AGENT: Final = f"ai-sdk/gateway/{__version__}"
TEAM_HEADER: Final = "x-vercel-ai-gateway-team"

_PROTOCOL_VERSION: Final = "0.0.1"
_OBSERVABILITY: Final = {
    "ai-o11y-deployment-id": "VERCEL_DEPLOYMENT_ID",
    "ai-o11y-environment": "VERCEL_ENV",
    "ai-o11y-region": "VERCEL_REGION",
    "ai-o11y-project-id": "VERCEL_PROJECT_ID",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One gateway, and who asks it."""

    base_url: str
    api_key: APIKey = field(repr=False)
    team_id_or_slug: str | None
    headers: Headers = field(repr=False)
    transport: Transport
    websocket: WebSocketClient
    max_response_bytes: int = MAX_RESPONSE_BYTES

    def url(self, path: str) -> str:
        """The URL of a path below the base URL, such as `/language-model`."""
        return normalize_url(without_trailing_slash(self.base_url) + path)

    @property
    def origin(self) -> str:
        """Scheme, host and port of the base URL: accounts are asked about there, whatever the path of the models."""
        return parse_url(self.base_url).origin

    def websocket_url(self, path: str, model_id: str) -> str:
        """The URL of a WebSocket of a model."""
        # `http` becomes `ws` and `https` `wss`; the id is encoded as in forms, by the rules of URLSearchParams.
        query = urlencode({"ai-model-id": model_id}, safe="*").replace("~", "%7E")
        return f"ws{self.url(path).removeprefix('http')}?{query}"

    def base_headers(self) -> dict[str, str]:
        """What every request is sent with. Raises `GatewayAuthenticationError` if there is no key and no token."""
        found = credential(self.api_key)
        return with_user_agent_suffix(
            {
                "Authorization": f"Bearer {found.token}",
                "ai-gateway-protocol-version": _PROTOCOL_VERSION,
                AUTH_METHOD_HEADER: found.method,
                TEAM_HEADER: self.team_id_or_slug,
                **self.headers,
            },
            USER_AGENT,
        )

    async def get(self, url: str, *, validate: Validator[T]) -> ApiResponse[T]:
        """What is at an absolute URL. Raises `GatewayError`."""
        headers = self.base_headers()
        # As in the other SDKs, these errors do not say which kind of credential was refused.
        with gateway_errors(None):
            return await get_json(
                self.transport,
                url,
                headers=headers,
                validate=validate,
                errors=GATEWAY_ERRORS,
                max_bytes=self.max_response_bytes,
            )

    async def post(self, url: str, *, body: Any, validate: Validator[T]) -> ApiResponse[T]:
        """The answer of an absolute URL that belongs to no model. Raises `GatewayError`."""
        headers = self.base_headers()
        with gateway_errors(auth_method(headers)):
            return await post_json(
                self.transport,
                url,
                headers=headers,
                body=body,
                validate=validate,
                errors=GATEWAY_ERRORS,
                max_bytes=self.max_response_bytes,
            )


class ModelEndpoint:
    """The gateway as one model sees it: `model_headers` go with each of its requests."""

    __slots__ = ("_observability", "endpoint", "model_headers", "model_id")

    def __init__(self, endpoint: Endpoint, model_id: str, **model_headers: str) -> None:
        self.endpoint = endpoint
        self.model_id = model_id
        self.model_headers = {name.replace("_", "-"): value for name, value in model_headers.items()}
        # Read once, when the model is made: the deployment does not change while it runs.
        self._observability = {
            header: value for header, variable in _OBSERVABILITY.items() if (value := os.environ.get(variable))
        }

    def call(self, call_headers: Headers | None, last_headers: Headers | None = None) -> ModelCall:
        """A call that is made now. Raises `GatewayAuthenticationError` if there is no key and no token."""
        base = self.endpoint.base_headers()
        observability: dict[str, str | None] = {**self._observability}
        if request_id := request_header("x-vercel-id"):
            observability["ai-o11y-request-id"] = request_id
        headers = combine_headers(base, call_headers, self.model_headers, observability, last_headers)
        return ModelCall(self.endpoint, headers, auth_method(base))


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call of a model: its headers, and how it authenticates. All methods raise `GatewayError`."""

    endpoint: Endpoint
    headers: Headers = field(repr=False)
    method: AuthMethod | None

    async def post(self, path: str, *, body: Any, validate: Validator[T]) -> ApiResponse[T]:
        """The JSON answer."""
        return await self._answer(post_json, path, body, validate)

    async def post_for_events(self, path: str, *, body: Any, validate: Validator[T]) -> ApiStream[T]:
        """The answer as an event stream."""
        return await self._answer(post_json_stream, path, body, validate)

    async def post_for_lines(self, path: str, *, body: Any, validate: Validator[T]) -> ApiStream[T]:
        """The answer as JSON lines."""
        return await self._answer(post_json_lines, path, body, validate)

    async def _answer(self, post: Callable[..., Awaitable[Any]], path: str, body: Any, validate: Any) -> Any:
        with gateway_errors(self.method):
            return await post(
                self.endpoint.transport,
                self.endpoint.url(path),
                headers=self.headers,
                body=body,
                validate=validate,
                errors=GATEWAY_ERRORS,
                max_bytes=self.endpoint.max_response_bytes,
            )
