"""The seam between streaming models and WebSockets: what is asked for, and what comes back.

    class Replay:
        async def connect(self, url, *, protocols, headers): ...
        async def aclose(self): ...

    provider = create_gateway(websocket=Replay())

`AiohttpWebSocketClient` is the real one. A client of your own raises `TransportError` (or any `OSError`) when it can't
reach the server or loses it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

__all__ = ["WebSocket", "WebSocketClient"]


@runtime_checkable
class WebSocket(Protocol):
    """An open connection. One task may send while another receives."""

    async def send(self, message: str | bytes) -> None:
        """Sends a text or binary message, and waits while too much of what was sent before is still on its way."""
        ...

    async def receive(self) -> str | bytes | None:
        """The next message; None when the other side has closed, or this one."""
        ...

    async def aclose(self, code: int = 1000) -> None:
        """Closes the connection, with a code if it is still open. May be called again."""
        ...


@runtime_checkable
class WebSocketClient(Protocol):
    """Opens connections, any number at once."""

    async def connect(self, url: str, *, protocols: Sequence[str], headers: Mapping[str, str]) -> WebSocket:
        """A connection to `url` (`ws:` or `wss:`, encoded), with these subprotocols offered."""
        ...

    async def aclose(self) -> None:
        """Closes every connection. May be called again."""
        ...
