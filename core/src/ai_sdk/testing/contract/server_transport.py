"""Real HTTP to a scripted server, whatever host a provider asks for."""

from __future__ import annotations

from dataclasses import replace

from ai_sdk.provider_utils import AiohttpTransport, HttpRequest, HttpResponse

__all__ = ["ServerTransport"]


class ServerTransport:
    """Sends every request to the server at `url`, with the path and query of its own URL."""

    def __init__(self, url: str = "") -> None:
        self.url = url
        self._transport = AiohttpTransport()

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Sends it there."""
        rest = request.url.partition("://")[2]
        _, slash, path = rest.partition("/")
        return await self._transport.send(replace(request, url=f"{self.url}{slash}{path}"))

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._transport.aclose()
