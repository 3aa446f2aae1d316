"""The seam between the SDK and the network: what a provider asks for, and what comes back.

    class Replay:
        async def send(self, request: HttpRequest) -> HttpResponse: ...
        async def aclose(self) -> None: ...

    provider = create_groq(transport=Replay())

`AiohttpTransport` is the real one. A transport of your own raises `TransportError` (or any `OSError`) when it can't
reach the server or loses it; everything else it raises counts as a bug in it and is not turned into an API error.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from ai_sdk.provider.errors import AISDKError
from ai_sdk.provider_utils.form_data import FormData

__all__ = ["HttpRequest", "HttpResponse", "Transport", "TransportError"]


class TransportError(AISDKError):
    """The server was not reached, or the connection to it broke.

    API calls turn it into an `APICallError` and keep it as the cause. `is_retryable` is false where a second try
    can't end otherwise, for example after too many redirects; `is_timeout` is true if the transport's own time ran out.
    """

    name = "AI_TransportError"

    def __init__(
        self,
        message: str,
        *,
        is_retryable: bool = True,
        is_timeout: bool = False,
        cause: BaseException | None = None,
    ) -> None:
        super().__init__(message, cause=cause)
        self.is_retryable = is_retryable
        self.is_timeout = is_timeout


@dataclass(slots=True, frozen=True)
class HttpRequest:
    """One HTTP request.

    `url` is sent as it is, so it must be encoded already. `headers` have lower-case names. A `FormData` body is sent
    as `multipart/form-data`, with that content type unless `headers` has one.
    """

    method: str
    url: str
    # Headers hold credentials.
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | FormData | None = field(default=None, repr=False)


@runtime_checkable
class HttpResponse(Protocol):
    """An answer whose head has arrived and whose body is still to be read, once.

    The reader closes it, also after an error. Reading the body to its end frees the connection for the next request;
    closing earlier drops the connection.
    """

    @property
    def status(self) -> int: ...

    @property
    def reason(self) -> str:
        """The reason phrase, or an empty string."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """Lower-case names. Repeated headers are joined by `, `; of repeated `set-cookie` headers the last counts."""
        ...

    async def read(self, *, limit: int) -> bytes:
        """The whole body, decompressed. Raises `DownloadError` when it has more than `limit` bytes."""
        ...

    def chunks(self) -> AsyncIterator[bytes]:
        """The body, decompressed, in the pieces in which it arrives. No piece is empty."""
        ...

    async def aclose(self) -> None:
        """Gives the connection back, or drops it if the body was not read to its end. May be called again."""
        ...


@runtime_checkable
class Transport(Protocol):
    """Sends requests. One transport serves many requests at once, on any number of event loops."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        """The answer to `request`, as soon as its head is there. Redirects are followed.

        Raises `TransportError` if no answer came, and lets `asyncio.CancelledError` pass.
        """
        ...

    async def aclose(self) -> None:
        """Closes every connection. May be called again."""
        ...
