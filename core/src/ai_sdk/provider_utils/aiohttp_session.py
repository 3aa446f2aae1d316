"""What `AiohttpTransport` keeps for one event loop. Imports aiohttp, so only the first request imports this module."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Collection
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache, partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler
from yarl import URL

from ai_sdk.provider.errors import DownloadError, InvalidArgumentError
from ai_sdk.provider_utils.aiohttp_leftovers import abandon, abandon_response
from ai_sdk.provider_utils.form_data import FormData
from ai_sdk.provider_utils.headers import response_headers
from ai_sdk.provider_utils.public_addresses import check_host, check_resolved_address
from ai_sdk.provider_utils.size_limit import read_within_limit, too_large
from ai_sdk.provider_utils.transport import HttpRequest, TransportError
from ai_sdk.provider_utils.urls import parse_url, redact_url, resolve_url

if TYPE_CHECKING:
    from ai_sdk.provider_utils.aiohttp_transport import AiohttpTransport

__all__ = ["AiohttpResponse", "LoopSession"]

# A read may take up to twice this from the socket's buffer; larger buffers gain nothing, smaller ones cost wake-ups.
_READ_BUFFER_BYTES: Final = 2**18
# asyncio makes a buffer of 256 KiB for each read of a plain socket, which is more than the allocator keeps at hand:
# often it is mapped, and given back to the system, for a few hundred bytes.
_READ_BYTES: Final = 2**16
# Gateways put trace and rate-limit data into headers; aiohttp's own limit of 8 KiB for one is too tight for some.
_MAX_HEADER_BYTES: Final = 2**16
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS: Final = 20
# What another origin may see after a redirect: custom headers may be credentials as well as `authorization`.
_CROSS_ORIGIN_HEADERS: Final = frozenset({"accept", "accept-language", "content-type", "user-agent"})
_FAILURES: Final = (aiohttp.ClientError, OSError)


class LoopSession:
    """One aiohttp session, the hook that closes it with its loop, and the sending of requests."""

    __slots__ = (
        "_connect_timeout",
        "_follow_redirects",
        "_guard",
        "_loop",
        "_open_responses",
        "_proxies",
        "_proxy",
        "_public_only",
        "_session",
        "_ssl",
    )

    def __init__(self, settings: AiohttpTransport) -> None:
        self._loop = asyncio.get_running_loop()
        self._follow_redirects = settings.follow_redirects
        self._public_only = settings.public_addresses_only
        self._ssl = settings.ssl_context or True
        self._proxy = settings.proxy
        self._proxies: dict[str, str] = {}
        if settings.proxy is None and settings.environment_proxies and not settings.public_addresses_only:
            self._proxies = getproxies()
        self._connect_timeout = settings.connect_timeout
        resolver = PublicAddressResolver() if settings.public_addresses_only else aiohttp.ThreadedResolver()
        self._session = aiohttp.ClientSession(
            connector=_Connector(limit=0, resolver=resolver, keepalive_timeout=settings.keep_alive),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(connect=settings.connect_timeout, sock_read=settings.read_timeout),
            read_bufsize=_READ_BUFFER_BYTES,
            max_line_size=_MAX_HEADER_BYTES,
            max_field_size=_MAX_HEADER_BYTES,
            skip_auto_headers=("content-type", "user-agent"),
        )
        # Those that nobody has read to their end or closed yet.
        self._open_responses: set[aiohttp.ClientResponse] = set()
        self._guard = _close_at_shutdown(self._session, self._open_responses)

    @property
    def is_closed(self) -> bool:
        return self._session.closed

    async def close_with_loop(self) -> None:
        """Makes the loop's `shutdown_asyncgens()`, which `asyncio.run` awaits, close this session."""
        # The first step of an async generator registers it with the running loop.
        await self._guard.__anext__()

    async def aclose(self) -> None:
        # The guard is running already if the loop shuts down at the same time.
        with suppress(RuntimeError):
            await self._guard.aclose()

    def abandon(self) -> None:
        """Drops a session that can't be closed, since its loop does not run any more; without a warning."""
        abandon(self._session, tuple(self._open_responses))

    def __del__(self) -> None:
        try:
            if self._loop.is_closed():
                self.abandon()
        except Exception:  # noqa: BLE001, S110 - at the end of the interpreter even our own names may be gone
            pass

    async def send(self, request: HttpRequest, *, redirects: int = 0) -> AiohttpResponse:
        url, headers, body = request.url, request.headers, request.body
        if isinstance(body, FormData):
            content_type, body = body.encode()
            headers = {"content-type": content_type, **headers}
        target = _request_url(url)
        if self._public_only:
            # An address instead of a name is never resolved, so the resolver does not see it.
            check_host(parse_url(url).host or "", url=url)
        opened: list[asyncio.Transport] = []
        token = _opened_transports.set(opened)
        try:
            response = await self._session.request(
                request.method,
                target,
                headers=headers,
                data=body,
                allow_redirects=False,
                ssl=self._ssl,
                proxy=self._proxy or (self._environment_proxy(target) if self._proxies else None),
            )
        except BaseException as error:
            for transport in opened:
                _abort_if_tls(transport)
            if not isinstance(error, _FAILURES):
                raise
            raise TransportError(
                self._reason(error),
                is_retryable=_is_retryable(error),
                is_timeout=isinstance(error, TimeoutError),
                cause=error,
            ) from error
        finally:
            _opened_transports.reset(token)
        if response.status in _REDIRECTS and self._follow_redirects and (to := response.headers.get("location")):
            response.release()
            if redirects == _MAX_REDIRECTS:
                raise TransportError(f"Too many redirects (max {_MAX_REDIRECTS})", is_retryable=False)
            request = _redirected(HttpRequest(request.method, url, headers, body), response.status, to)
            return await self.send(request, redirects=redirects + 1)
        return AiohttpResponse(response, url, self._open_responses, self._loop)

    def _environment_proxy(self, target: URL) -> str | None:
        proxy = self._proxies.get(target.scheme)
        host = target.host
        if proxy is None or host is None or _is_loopback(host) or proxy_bypass(f"{host}:{target.port}"):
            return None
        return proxy

    def _reason(self, error: Exception) -> str:
        """A short reason. aiohttp's own texts repeat the URL, which may hold a key."""
        if isinstance(error, aiohttp.ConnectionTimeoutError):
            return f"no connection within {self._connect_timeout:g} seconds"
        if isinstance(error, aiohttp.ClientConnectorDNSError):
            return f"{error.host}: {error.os_error.strerror or error.os_error}"
        if isinstance(error, aiohttp.ClientConnectorCertificateError):
            return f"{error.host}:{error.port}: {error.certificate_error}"
        if isinstance(error, aiohttp.ClientConnectorError):
            cause = error.os_error
            is_tls = isinstance(error, aiohttp.ClientConnectorSSLError)
            text = os.strerror(cause.errno) if cause.errno and not is_tls else cause.strerror or str(cause)
            return f"{error.host}:{error.port}: {text}"
        if isinstance(error, aiohttp.InvalidURL):
            return "the URL is not valid"
        return _failure_text(error)


class AiohttpResponse:
    """An answer, as `HttpResponse` describes it."""

    __slots__ = ("_loop", "_open_responses", "_response", "_url", "headers", "reason", "status")

    def __init__(
        self,
        response: aiohttp.ClientResponse,
        url: str,
        open_responses: set[aiohttp.ClientResponse],
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._response = response
        self._url = url
        self._open_responses = open_responses
        self._loop = loop
        self.status = response.status
        self.reason = _header_text(response.reason or "")
        self.headers: dict[str, str] = response_headers(response.headers.items(), _header_text)
        # What has arrived as a whole has given its connection back already.
        if not response.closed:
            open_responses.add(response)

    def __repr__(self) -> str:
        return f"<AiohttpResponse {self.status} {redact_url(self._url)}>"

    async def read(self, *, limit: int) -> bytes:
        content = self._response.content
        if content.is_eof():
            # All of it is here.
            try:
                body = content.read_nowait()
            except _FAILURES as error:
                raise _broken(error) from error
            if len(body) <= limit:
                return body
            raise too_large(self._url, limit)
        return await read_within_limit(self.chunks(), limit=limit, url=self._url, headers=self.headers)

    def chunks(self) -> AsyncIterator[bytes]:
        return _Chunks(self._response.content)

    async def aclose(self) -> None:
        self._open_responses.discard(self._response)
        # What was read to its end has given its connection back already.
        if not self._response.closed:
            _close_response(self._response)

    def __del__(self) -> None:
        """Closes an answer that was forgotten, before aiohttp can notice and complain."""
        try:
            self._open_responses.discard(self._response)
            if self._response.closed:
                return
            if self._loop.is_closed():
                abandon_response(self._response)
            else:
                # The collector may run in any thread.
                self._loop.call_soon_threadsafe(_close_response, self._response)
        except Exception:  # noqa: BLE001, S110 - at the end of the interpreter even our own names may be gone
            pass


class _Chunks:
    """An iterator and no generator: it needs no closing, and costs less for each read."""

    __slots__ = ("_content",)

    def __init__(self, content: aiohttp.StreamReader) -> None:
        self._content = content

    def __aiter__(self) -> _Chunks:
        return self

    async def __anext__(self) -> bytes:
        try:
            data = await self._content.readany()
        except _FAILURES as error:
            raise _broken(error) from error
        if not data:
            raise StopAsyncIteration
        return data


_opened_transports: ContextVar[list[asyncio.Transport] | None] = ContextVar("_opened_transports", default=None)


class _Protocol(ResponseHandler):
    """A connection that starts reading again only if it was stopped.

    aiohttp's own does so after every piece, which makes its parser and the socket work for nothing, and takes a sixth
    of the time that a small piece takes to its reader.
    """

    def resume_reading(self, *settings: Any, **more: Any) -> None:
        if getattr(self, "_reading_paused", True):
            super().resume_reading(*settings, **more)


class _Connector(aiohttp.TCPConnector):
    """Tells who asks for a connection which one it is: when a request is cancelled, aiohttp keeps that to itself."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)  # pyright: ignore[reportUnknownMemberType]
        self._factory = partial(_Protocol, loop=self._loop)

    async def connect(self, *args: Any, **settings: Any) -> Any:
        connection = await super().connect(*args, **settings)
        transport: Any = connection.transport
        if transport is not None:
            if getattr(transport, "max_size", 0) > _READ_BYTES:
                transport.max_size = _READ_BYTES
            opened = _opened_transports.get()
            if opened is not None:
                opened.append(transport)
        return connection


class PublicAddressResolver(AbstractResolver):
    """Resolves names as usual, and refuses a name of which any address is private or local.

    The connector connects to exactly the addresses it gets from here, so a name can't change its mind in between.
    """

    def __init__(self) -> None:
        self._resolver = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        results = await self._resolver.resolve(host, port, family)
        if not results:
            raise DownloadError(f"Hostname {host} did not resolve to an address", url=host)
        for result in results:
            check_resolved_address(host, result["host"])
        return results

    async def close(self) -> None:
        await self._resolver.close()


async def _close_at_shutdown(
    session: aiohttp.ClientSession, responses: Collection[aiohttp.ClientResponse]
) -> AsyncGenerator[None, None]:
    try:
        yield
    finally:
        # First the session: it knows the connections of unread answers only as long as these are not closed, and waits
        # for them to be gone.
        await session.close()
        for response in tuple(responses):
            response.close()


def _close_response(response: aiohttp.ClientResponse) -> None:
    connection = response.connection
    transport = None if connection is None else connection.transport
    response.close()
    if transport is not None:
        _abort_if_tls(transport)


def _abort_if_tls(transport: asyncio.Transport) -> None:
    # A connection that is given up: TLS would wait for the other side's goodbye, longer than the event loop may live.
    if transport.get_extra_info("sslcontext") is not None:
        transport.abort()


@lru_cache(maxsize=256)
def _request_url(url: str) -> URL:
    try:
        parsed = parse_url(url)
    except ValueError as error:
        raise InvalidArgumentError(
            f"{redact_url(url)!r} is no valid URL: {error}.", argument="url", cause=error
        ) from error
    if parsed.username or parsed.password:
        raise InvalidArgumentError(
            f"The URL {redact_url(url)!r} has a user name or password in it. Pass them as a header.", argument="url"
        )
    if parsed.scheme not in ("http", "https"):
        raise InvalidArgumentError(f"The URL {redact_url(url)!r} must start with http:// or https://.", argument="url")
    return URL(parsed.href.partition("#")[0], encoded=True)


def _redirected(request: HttpRequest, status: int, location: str) -> HttpRequest:
    """The request that follows an answer, by the rules of fetch."""
    method, body, headers = request.method, request.body, request.headers
    target = _redirect_target(request.url, location)
    if (status == 303 and method not in ("GET", "HEAD")) or (status in (301, 302) and method == "POST"):
        method, body = "GET", None
        headers = {name: value for name, value in headers.items() if not name.startswith("content-")}
    if parse_url(target).origin != parse_url(request.url).origin:
        headers = {name: value for name, value in headers.items() if name in _CROSS_ORIGIN_HEADERS}
    return HttpRequest(method, target, headers, body)


def _redirect_target(url: str, location: str) -> str:
    try:
        target = resolve_url(url, _header_text(location))
        scheme = parse_url(target).scheme
    except ValueError as error:
        raise TransportError(f"redirected to an invalid URL: {error}", is_retryable=False, cause=error) from error
    if scheme not in ("http", "https"):
        raise TransportError(f"redirected to a {scheme}: URL", is_retryable=False)
    return target


def _is_retryable(error: Exception) -> bool:
    return not isinstance(error, (aiohttp.InvalidURL, aiohttp.ClientConnectorCertificateError))


def _broken(error: Exception) -> TransportError:
    return TransportError(_failure_text(error), is_timeout=isinstance(error, TimeoutError), cause=error)


def _failure_text(error: Exception) -> str:
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "the server closed the connection without an answer"
    if isinstance(error, aiohttp.ClientResponseError):
        return error.message.strip() or "the answer is no valid HTTP"
    return str(error) or type(error).__name__


def _header_text(text: str) -> str:
    """Bytes that are no UTF-8 arrive as surrogate escapes; HTTP means latin-1 by them."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape").decode("latin-1")
    return text


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
