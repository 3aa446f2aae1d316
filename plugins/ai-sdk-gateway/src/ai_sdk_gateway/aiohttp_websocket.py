"""WebSockets over real sockets, with aiohttp, which is imported at the first connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ai_sdk.provider_utils import TransportError

if TYPE_CHECKING:
    import ssl

    import aiohttp

__all__ = ["AiohttpWebSocket", "AiohttpWebSocketClient"]

# A part may hold a whole transcript.
_MAX_MESSAGE_BYTES: Final = 64 * 1024 * 1024
_CLOSE_SECONDS: Final = 2.0


class AiohttpWebSocketClient:
    """Opens WebSockets with aiohttp. `connect_timeout` is in seconds, `proxy` the URL of an HTTP proxy."""

    def __init__(
        self,
        *,
        connect_timeout: float | None = 30.0,
        proxy: str | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self.connect_timeout = connect_timeout
        self.proxy = proxy
        self.ssl_context = ssl_context
        self._open: set[AiohttpWebSocket] = set()

    def __repr__(self) -> str:
        return f"AiohttpWebSocketClient({len(self._open)} open)"

    async def connect(self, url: str, *, protocols: Sequence[str], headers: Mapping[str, str]) -> AiohttpWebSocket:
        """A connection to `url`. Raises `TransportError` if there is none."""
        import aiohttp
        from yarl import URL

        # A session of its own: streams are long and few, and nothing stays open after them.
        session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, connect=self.connect_timeout),
            skip_auto_headers=("user-agent",),
        )
        try:
            socket = await session.ws_connect(
                URL(url, encoded=True),
                protocols=protocols,
                headers=headers,
                proxy=self.proxy,
                ssl=self.ssl_context or True,
                max_msg_size=_MAX_MESSAGE_BYTES,
                timeout=aiohttp.ClientWSTimeout(ws_close=_CLOSE_SECONDS),  # pyright: ignore[reportCallIssue]
            )
        except BaseException as error:
            await session.close()
            if not isinstance(error, (aiohttp.ClientError, OSError)):
                raise
            raise TransportError(_reason(error), is_timeout=isinstance(error, TimeoutError), cause=error) from error
        opened = AiohttpWebSocket(session, socket, self._open)
        self._open.add(opened)
        return opened

    async def aclose(self) -> None:
        """Closes every connection."""
        for socket in list(self._open):
            await socket.aclose()


class AiohttpWebSocket:
    """An open connection."""

    __slots__ = ("_open", "_session", "_socket")

    def __init__(
        self, session: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse, among: set[AiohttpWebSocket]
    ) -> None:
        self._session = session
        self._socket = socket
        self._open = among

    async def send(self, message: str | bytes) -> None:
        """Sends a message; it waits while the connection is slower than the caller."""
        try:
            if isinstance(message, str):
                await self._socket.send_str(message)
            else:
                await self._socket.send_bytes(message)
        except OSError as error:
            raise TransportError(str(error) or type(error).__name__, cause=error) from error

    async def receive(self) -> str | bytes | None:
        """The next message, None at the end. Raises `TransportError` if the connection broke."""
        import aiohttp

        while True:
            message = await self._socket.receive()
            if message.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                return message.data
            if message.type is aiohttp.WSMsgType.ERROR:
                raise TransportError(f"the connection broke: {type(message.data).__name__}", cause=message.data)
            if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED):
                return None

    async def aclose(self, code: int = 1000) -> None:
        """Says goodbye with `code`, and closes."""
        self._open.discard(self)
        try:
            await self._socket.close(code=code)
        finally:
            await self._session.close()


def _reason(error: Exception) -> str:
    """A short reason. aiohttp's own texts repeat the URL and may repeat headers."""
    import aiohttp

    if isinstance(error, aiohttp.WSServerHandshakeError):
        return f"the server answered with status {error.status} instead of a WebSocket"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"{error.host}:{error.port}: {error.os_error.strerror or error.os_error}"
    return type(error).__name__
