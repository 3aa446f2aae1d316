"""Downloads: from anywhere outside, and from nowhere inside."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ai_sdk.provider import DownloadError
from ai_sdk.provider_utils import AiohttpTransport, TransportError, download_url, validate_download_url
from ai_sdk.provider_utils.public_addresses import is_blocked_address
from ai_sdk.testing import ScriptedAnswer, ScriptedResponse, ScriptedTransport

from tests.core.provider_utils.conftest import Serve

URL = "https://files.test/a?token=secret"
SHOWN = "https://files.test/a?token=***"


async def fails(*answers: ScriptedAnswer, url: str = URL, **settings: Any) -> DownloadError:
    transport = ScriptedTransport(*answers)
    with pytest.raises(DownloadError) as caught:
        await download_url(url, transport=transport, **settings)
    assert transport.open_responses == 0
    assert "secret" not in str(caught.value)
    return caught.value


def redirect(location: str, status: int = 302) -> ScriptedResponse:
    return ScriptedResponse(status=status, headers={"location": location})


async def test_a_file_has_its_bytes_and_the_media_type_of_the_server() -> None:
    transport = ScriptedTransport(ScriptedResponse(body=b"\x00\x01", headers={"content-type": "image/png"}))
    file = await download_url(URL, transport=transport)
    assert (file.data, file.media_type) == (b"\x00\x01", "image/png")
    assert (await download_url(URL, transport=ScriptedTransport(ScriptedResponse(body="x")))).media_type is None
    (request,) = transport.requests
    assert (request.method, request.headers, request.body) == ("GET", {}, b"")


async def test_headers_of_connections_and_metadata_services_are_not_sent() -> None:
    transport = ScriptedTransport(ScriptedResponse())
    headers = {
        "User-Agent": "me",
        "Authorization": "k",
        "Host": "x",
        "Metadata-Flavor": "Google",
        "Cookie": "c",
        "X-N": None,
    }
    await download_url(URL, headers=headers, transport=transport)
    assert transport.requests[0].headers == {"user-agent": "me", "authorization": "k"}


async def test_another_origin_gets_only_the_user_agent_and_so_does_the_way_back() -> None:
    transport = ScriptedTransport(
        redirect("/b"), redirect("https://other.test/c"), redirect(URL), ScriptedResponse(body="x")
    )
    await download_url(URL, headers={"user-agent": "me", "authorization": "k"}, transport=transport)
    assert [sorted(request.headers) for request in transport.requests] == [
        ["authorization", "user-agent"],
        ["authorization", "user-agent"],
        ["user-agent"],
        ["user-agent"],
    ]
    assert [request.path for request in transport.requests] == ["/a", "/b", "/c", "/a"]


async def test_ten_redirects_are_followed_and_not_eleven() -> None:
    transport = ScriptedTransport(*[redirect("/x")] * 10, ScriptedResponse(body="x"))
    assert (await download_url(URL, transport=transport)).data == b"x"
    assert (await fails(redirect("/x"))).message == "Too many redirects (max 10)"


@pytest.mark.parametrize("status", [300, 304])
async def test_other_statuses_with_a_location_are_final(status: int) -> None:
    error = await fails(redirect("/x", status))
    assert error.status_code == status


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "//169.254.169.254/latest",
        "http://2130706433/",
        "file:///etc/passwd",
        "gopher://x/",
        "http://[x",
        "data:text/plain,x",
        "\\\\10.0.0.1\\x",
    ],
)
async def test_every_hop_is_checked_before_it_is_requested(location: str) -> None:
    transport = ScriptedTransport(redirect(location))
    with pytest.raises(DownloadError):
        await download_url("https://files.test/a", transport=transport)
    assert len(transport.requests) == 1
    assert transport.open_responses == 0


async def test_an_error_status_is_reported_with_its_reason() -> None:
    error = await fails(ScriptedResponse(status=404))
    assert error.message == f"Failed to download {SHOWN}: 404 Not Found"
    assert (error.url, error.status_code, error.status_text) == (SHOWN, 404, "Not Found")


async def test_a_lost_connection_is_the_cause() -> None:
    error = await fails(TransportError("reset"))
    assert error.message == f"Failed to download {SHOWN}: AI_TransportError: reset"
    assert isinstance(error.cause, TransportError)
    assert (await fails(ScriptedResponse(chunks=["a"], disconnect="mid-stream"))).cause is not None


async def test_files_are_as_large_as_they_may_be() -> None:
    error = await fails(ScriptedResponse(body="x" * 11), max_bytes=10)
    assert "exceeded maximum size of 10 bytes (Content-Length" not in error.message
    assert error.message.startswith("Download of ")
    assert error.message.endswith("exceeded maximum size of 10 bytes.")


@pytest.mark.parametrize(
    ("url", "data", "media_type"),
    [
        ("data:text/plain;charset=utf-8,a%20b%C3%A4", "a b\u00e4".encode(), "text/plain;charset=utf-8"),
        ("data:image/png;base64,aGVsbG8", b"hello", "image/png"),
        ("data:,x?y", b"x?y", "text/plain;charset=US-ASCII"),
        ("data:;base64,aGk=", b"hi", "text/plain;charset=US-ASCII"),
    ],
)
async def test_a_data_url_is_its_own_file(url: str, data: bytes, media_type: str) -> None:
    file = await download_url(url)
    assert (file.data, file.media_type) == (data, media_type)


@pytest.mark.parametrize("url", ["data:text/plain", "data:text/plain;base64,!!!"])
async def test_a_broken_data_url_is_a_download_error(url: str) -> None:
    with pytest.raises(DownloadError):
        await download_url(url)


async def test_a_url_with_credentials_is_refused_without_showing_them(serve: Serve) -> None:
    server = await serve()
    url = server.url.replace("http://", "http://user:secret@")
    error_text = f"Failed to download {server.url.replace('http://', 'http://***@')}/"
    with pytest.raises(DownloadError, match=re.escape(error_text)) as caught:
        await download_url(f"{url}/", trusted_origin=server.url)
    assert "secret" not in str(caught.value)


async def test_what_is_on_this_machine_is_downloaded_only_from_a_trusted_origin(serve: Serve) -> None:
    server = await serve(redirect("/b"), ScriptedResponse(body="x"))
    with pytest.raises(DownloadError, match=r"URL with IP address 127\.0\.0\.1 is not allowed"):
        await download_url(f"{server.url}/a")
    assert not server.requests
    assert (await download_url(f"{server.url}/a", trusted_origin=f"{server.url}/v1")).data == b"x"


async def test_a_name_is_refused_for_the_address_that_it_resolves_to(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    import aiohttp

    server = await serve()
    port = server.url.rpartition(":")[2]
    addresses = ["127.0.0.1"]

    async def resolve(self: object, host: str, port: int = 0, family: int = 0) -> list[dict[str, Any]]:
        return [
            {"hostname": host, "host": address, "port": port, "family": family, "proto": 0, "flags": 0}
            for address in addresses
        ]

    monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", resolve)
    with pytest.raises(DownloadError, match=r"Hostname inner\.test resolved to disallowed IP address 127\.0\.0\.1"):
        await download_url(f"http://inner.test:{port}/")
    # One bad address is enough, wherever it stands.
    addresses[:] = ["8.8.8.8", "fd00::1"]
    with pytest.raises(DownloadError, match=r"Hostname mixed\.test resolved to disallowed IP address fd00::1"):
        await download_url(f"http://mixed.test:{port}/")
    addresses.clear()
    with pytest.raises(DownloadError, match=r"Hostname no\.test did not resolve to an address"):
        await download_url(f"http://no.test:{port}/")
    assert not server.requests


async def test_a_transport_for_public_addresses_refuses_written_ones_too(serve: Serve) -> None:
    from ai_sdk.provider_utils import HttpRequest

    server = await serve()
    async with AiohttpTransport(public_addresses_only=True) as transport:
        for url in (server.url, server.url.replace("127.0.0.1", "localhost")):
            with pytest.raises(DownloadError):
                await transport.send(HttpRequest("GET", url, {}))
    assert not server.requests


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.31.0.1",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.19.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fc00::1",
        "fdff::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "3fff::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "64:ff9b::192.168.0.1",
        "64:ff9b:1::127.0.0.1",
        "64:ff9b:1:7f00:0:100::",
        "2002:7f00:1::",
        "x",
        "",
        "1.2.3",
        "1:2",
    ],
)
def test_an_address_of_this_machine_or_network_is_blocked(address: str) -> None:
    assert is_blocked_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "100.128.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2001:4860:4860::8888",
        "2002:808:808::",
    ],
)
def test_a_public_address_is_not(address: str) -> None:
    assert not is_blocked_address(address)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("no url", "Invalid URL: no url"),
        ("ftp://h/", "URL scheme must be http, https, or data, got ftp:"),
        ("http://./", "URL must have a hostname"),
        ("http://LOCALHOST./", "URL with hostname localhost is not allowed"),
        ("http://a.b.local", "URL with hostname a.b.local is not allowed"),
        ("http://127.0.0.1./", "URL with IP address 127.0.0.1 is not allowed"),
        ("http://[::ffff:7f00:1]/", "URL with IPv6 address [::ffff:7f00:1] is not allowed"),
        ("http://\uff4cocalhost/", "URL with hostname localhost is not allowed"),
    ],
)
def test_a_url_that_is_refused_says_why(url: str, message: str) -> None:
    with pytest.raises(DownloadError) as caught:
        validate_download_url(url)
    assert caught.value.message == message


@pytest.mark.parametrize(
    "url", ["https://example.com", "http://h:1/", "data:,x", "http://8.8.8.8", "http://local.example"]
)
def test_a_url_that_leads_outside_is_allowed(url: str) -> None:
    validate_download_url(url)
