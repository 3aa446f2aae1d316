"""Downloads from URLs that come from outside: prompts, tool results, answers. Nothing local can be reached.

    file = await download_url("https://example.com/cat.png")
    file.data, file.media_type

Every hop of a redirect is checked before it is requested, and every address its name resolves to before it is
connected (server-side request forgery). For a provider's own endpoints use `get_bytes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import unquote_to_bytes

from ai_sdk.provider.core_errors import InvalidDataContentError
from ai_sdk.provider.errors import DownloadError
from ai_sdk.provider_utils.aiohttp_transport import AiohttpTransport
from ai_sdk.provider_utils.base64_data import base64_to_bytes
from ai_sdk.provider_utils.headers import check_header, normalize_headers
from ai_sdk.provider_utils.public_addresses import check_host
from ai_sdk.provider_utils.size_limit import DEFAULT_MAX_BYTES
from ai_sdk.provider_utils.transport import HttpRequest, HttpResponse, Transport
from ai_sdk.provider_utils.urls import ParsedURL, parse_url, redact_url, resolve_url

__all__ = ["DownloadedFile", "download_url", "validate_download_url"]

_MAX_REDIRECTS: Final = 10
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
# What belongs to one connection or names who is asking, and what metadata services of clouds ask for.
_STRIPPED_HEADERS: Final = frozenset(
    {
        "connection",
        "cookie",
        "forwarded",
        "host",
        "keep-alive",
        "metadata",
        "metadata-flavor",
        "proxy-authorization",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
        "x-aws-ec2-metadata-token",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-metadata-token",
        "x-real-ip",
    }
)


@dataclass(slots=True, frozen=True)
class DownloadedFile:
    """A file: its bytes, and the media type that the server named, None if it named none."""

    data: bytes = field(repr=False)
    media_type: str | None = None


async def download_url(
    url: str,
    *,
    headers: Mapping[str, str | None] | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    transport: Transport | None = None,
    trusted_origin: str | None = None,
) -> DownloadedFile:
    """The file at an http, https or data URL. Raises `DownloadError`.

    At most `max_bytes` (2 GiB) and 10 redirects. After a redirect to another origin only the user agent is still sent.
    URLs of the origin of `trusted_origin`, a URL that the developer has configured, are not checked. A `transport` of
    your own must not follow redirects, and has to refuse local addresses itself.
    """
    sent = {name: value for name, value in normalize_headers(headers).items() if name not in _STRIPPED_HEADERS}
    trusted = parse_url(trusted_origin).origin if trusted_origin else None
    try:
        for name, value in sent.items():
            check_header(name, value)
        parsed = _checked(url, trusted)
        if parsed.scheme == "data":
            return _inline_file(parsed)
        response = await _follow(parsed, sent, transport, trusted)
        try:
            if not 200 <= response.status < 300:
                raise DownloadError(url=redact_url(url), status_code=response.status, status_text=response.reason)
            data = await response.read(limit=max_bytes)
        finally:
            await response.aclose()
    except DownloadError:
        raise
    except Exception as error:
        raise DownloadError(url=redact_url(url), cause=error) from error
    return DownloadedFile(data, response.headers.get("content-type"))


def validate_download_url(url: str) -> None:
    """Raises `DownloadError` for a URL that `download_url` would refuse to request."""
    _checked(url, None)


def _checked(url: str, trusted: str | None) -> ParsedURL:
    shown = redact_url(url)
    try:
        parsed = parse_url(url)
    except ValueError as error:
        raise DownloadError(f"Invalid URL: {shown}", url=shown, cause=error) from error
    if parsed.scheme == "data":
        return parsed
    if parsed.scheme not in ("http", "https"):
        raise DownloadError(f"URL scheme must be http, https, or data, got {parsed.scheme}:", url=shown)
    if parsed.origin != trusted:
        check_host(parsed.host or "", url=url)
    return parsed


async def _follow(
    parsed: ParsedURL, headers: dict[str, str], transport: Transport | None, trusted: str | None
) -> HttpResponse:
    redirects = 0
    while True:
        sender = transport or _transport(public_addresses_only=parsed.origin != trusted)
        response = await sender.send(HttpRequest("GET", parsed.href, headers))
        location = response.headers.get("location")
        if response.status not in _REDIRECTS or not location:
            return response
        await response.aclose()
        redirects += 1
        if redirects > _MAX_REDIRECTS:
            raise DownloadError(f"Too many redirects (max {_MAX_REDIRECTS})", url=redact_url(parsed.href))
        try:
            target = resolve_url(parsed.href, location)
        except ValueError:
            target = location
        next_hop = _checked(target, trusted)
        if next_hop.scheme == "data":
            raise DownloadError("A redirect may not lead to a data: URL", url=redact_url(parsed.href))
        if next_hop.origin != parsed.origin:
            headers = {name: value for name, value in headers.items() if name == "user-agent"}
        parsed = next_hop


@cache
def _transport(*, public_addresses_only: bool) -> Transport:
    # Shared by all downloads; its sessions end with their event loops.
    return AiohttpTransport(
        public_addresses_only=public_addresses_only, follow_redirects=False, environment_proxies=False
    )


def _inline_file(parsed: ParsedURL) -> DownloadedFile:
    head, comma, body = f"{parsed.path}{parsed.query}".partition(",")
    if not comma:
        raise DownloadError("The data: URL has no comma", url="data:")
    media_type = head
    data = unquote_to_bytes(body)
    if head.lower().rstrip().endswith(";base64"):
        media_type = head.rpartition(";")[0]
        try:
            data = base64_to_bytes(data.decode("ascii", "replace"))
        except InvalidDataContentError as error:
            raise DownloadError("The data: URL is no valid base64", url="data:", cause=error) from error
    return DownloadedFile(data, media_type.strip() or "text/plain;charset=US-ASCII")
