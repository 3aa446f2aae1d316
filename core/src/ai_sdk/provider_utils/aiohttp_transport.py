"""The transport over real sockets.

    transport = AiohttpTransport(connect_timeout=5)
    async with create_groq(transport=transport) as groq: ...

aiohttp is imported when the first request is sent. Each event loop gets its own session; it is closed by `aclose()`,
and at the latest when the loop shuts down (`asyncio.run` does that), so a program may just end.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import ssl
    from types import CoroutineType, TracebackType

    from ai_sdk.provider_utils.aiohttp_session import AiohttpResponse, LoopSession
    from ai_sdk.provider_utils.transport import HttpRequest

__all__ = ["AiohttpTransport"]

_OTHER_LOOP_SECONDS: Final = 5.0


class AiohttpTransport:
    """Sends requests with aiohttp, without a limit of connections.

    Times are seconds. There is no limit for a whole request: cancel the task, or use the `timeout` of the functions
    that generate. `connect_timeout` (30) covers name lookup and TLS, `read_timeout` (none) each wait for more bytes.
    `proxy` is the URL of an HTTP proxy; without one the usual environment variables count (`HTTPS_PROXY`, `NO_PROXY`),
    unless `environment_proxies` is false. `public_addresses_only` refuses every connection to a private or local
    address, whatever the name resolves to, with a `DownloadError`.
    """

    def __init__(
        self,
        *,
        connect_timeout: float | None = 30.0,
        read_timeout: float | None = None,
        keep_alive: float = 15.0,
        follow_redirects: bool = True,
        proxy: str | None = None,
        environment_proxies: bool = True,
        public_addresses_only: bool = False,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self.connect_timeout = connect_timeout
        self.read_timeout = read_timeout
        self.keep_alive = keep_alive
        self.follow_redirects = follow_redirects
        self.proxy = proxy
        self.environment_proxies = environment_proxies
        self.public_addresses_only = public_addresses_only
        self.ssl_context = ssl_context
        self._sessions: dict[asyncio.AbstractEventLoop, LoopSession] = {}
        # Loops may run in several threads; only adding and removing sessions needs the lock.
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"AiohttpTransport({len(self._sessions)} open sessions)"

    def send(self, request: HttpRequest) -> CoroutineType[Any, Any, AiohttpResponse]:
        """The answer to `request`. Raises `TransportError` when there is none.

        After `aclose()` it opens a new session.
        """
        session = self._sessions.get(asyncio.get_running_loop())
        if session is None or session.is_closed:
            return self._open_and_send(request)
        return session.send(request)

    async def _open_and_send(self, request: HttpRequest) -> AiohttpResponse:
        session = await self._open_session()
        return await session.send(request)

    async def _open_session(self) -> LoopSession:
        from ai_sdk.provider_utils.aiohttp_session import LoopSession

        loop = asyncio.get_running_loop()
        with self._lock:
            # Sessions of loops that were closed without a shutdown go here at the latest.
            for other in [other for other in self._sessions if other.is_closed()]:
                self._sessions.pop(other).abandon()
            # Nothing is awaited from here to the assignment: two first requests share one session.
            session = self._sessions[loop] = LoopSession(self)
        await session.close_with_loop()
        return session

    async def aclose(self) -> None:
        """Closes the sessions of every event loop."""
        with self._lock:
            sessions = dict(self._sessions)
            self._sessions.clear()
        here = asyncio.get_running_loop()
        for loop, session in sessions.items():
            if loop is here:
                await session.aclose()
            elif loop.is_running():
                closing = asyncio.run_coroutine_threadsafe(session.aclose(), loop)
                with suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.wrap_future(closing), _OTHER_LOOP_SECONDS)
            else:
                session.abandon()

    async def __aenter__(self) -> AiohttpTransport:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
