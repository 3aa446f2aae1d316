"""Realtime sessions and client secrets: what a browser or a phone needs to talk to the gateway by itself.

    secret = await gateway.get_realtime_token(model="openai/gpt-realtime")
    config = gateway.realtime_model("openai/gpt-realtime").get_websocket_config(token=secret.token, url=secret.url)

The session itself is not held here. Its events are JSON of the form that the gateway speaks, both ways.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from ai_sdk.provider_utils import NUMBER, STRING, base64_to_bytes, nullish, object_of

from ai_sdk_gateway.endpoint import Endpoint

__all__ = [
    "RealtimeModel",
    "RealtimeProtocol",
    "RealtimeToken",
    "WebSocketConfig",
    "client_secret",
    "decode_realtime_protocol",
    "subprotocols",
]

REALTIME_MARKER: Final = "ai-gateway-realtime.v1"
TRANSCRIPTION_MARKER: Final = "ai-gateway-transcription.v1"

_AUTH: Final = "ai-gateway-auth."
_TEAM: Final = "ai-gateway-team."
_SECRET = object_of({"token": STRING, "expiresAt": nullish(NUMBER)})


@dataclass(frozen=True, slots=True)
class RealtimeToken:
    """A secret for one client, for a short time. `expires_at` is seconds since 1970."""

    token: str = field(repr=False)
    url: str
    expires_at: float | None = None


@dataclass(frozen=True, slots=True)
class WebSocketConfig:
    """How a client opens the WebSocket of a session. `protocols` hold the secret."""

    url: str
    protocols: Sequence[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RealtimeProtocol:
    """What the subprotocols of a WebSocket say: see `decode_realtime_protocol`."""

    token: str | None = field(default=None, repr=False)
    team_id_or_slug: str | None = None


class RealtimeModel:
    """A realtime model: where its sessions are, and how clients open them."""

    specification_version: Literal["v4"] = "v4"

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self.provider = "gateway.realtime"
        self._endpoint = endpoint

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    async def create_client_secret(self, *, expires_after_seconds: float | None = None) -> RealtimeToken:
        """A secret for one client. The gateway's own time is 60 seconds, at most 300. Raises `GatewayError`."""
        return await client_secret(
            self._endpoint,
            self.model_id,
            path="/realtime-model",
            route_kind=None,
            expires_after_seconds=expires_after_seconds,
        )

    def get_websocket_config(self, *, token: str, url: str) -> WebSocketConfig:
        """How a client that was given `token` and `url` opens its WebSocket."""
        return WebSocketConfig(url, subprotocols(REALTIME_MARKER, token, self._endpoint.team_id_or_slug))

    def parse_server_event(self, event: Mapping[str, Any]) -> Mapping[str, Any]:
        """An event of the gateway, which is in the common form already."""
        return event

    def serialize_client_event(self, event: Mapping[str, Any]) -> Mapping[str, Any]:
        """An event for the gateway, which reads the common form."""
        return event


async def client_secret(
    endpoint: Endpoint,
    model_id: str,
    *,
    path: str,
    route_kind: Literal["transcription"] | None,
    expires_after_seconds: float | None,
) -> RealtimeToken:
    """A secret for one client of a model's WebSocket at `path`."""
    body: dict[str, Any] = {"model": model_id}
    if route_kind is not None:
        body["routeKind"] = route_kind
    if expires_after_seconds is not None:
        body["expiresIn"] = expires_after_seconds
    answer = await endpoint.post(f"{endpoint.origin}/v1/realtime/client-secrets", body=body, validate=_SECRET)
    return RealtimeToken(answer.value["token"], endpoint.websocket_url(path, model_id), answer.value.get("expiresAt"))


def subprotocols(marker: str, token: str | None, team_id_or_slug: str | None) -> list[str]:
    """What is offered as subprotocols: the only words of a browser's WebSocket that can carry a secret."""
    protocols = [marker]
    if token:
        protocols.append(f"{_AUTH}{token}")
    if team_id_or_slug:
        team = base64.urlsafe_b64encode(team_id_or_slug.encode()).decode("ascii").rstrip("=")
        protocols.append(f"{_TEAM}{team}")
    return protocols


def decode_realtime_protocol(header: str) -> RealtimeProtocol:
    """Token and team in the header `sec-websocket-protocol` of a client, for servers that stand in between.

    What is empty or can't be read is None.
    """
    words = [word.strip() for word in header.split(",")]
    token = next((word.removeprefix(_AUTH) for word in words if word.startswith(_AUTH)), None)
    team = next((word.removeprefix(_TEAM) for word in words if word.startswith(_TEAM)), None)
    return RealtimeProtocol(token or None, _decoded(team) or None)


def _decoded(team: str | None) -> str | None:
    try:
        return None if team is None else base64_to_bytes(team).decode()
    except ValueError:
        return None
