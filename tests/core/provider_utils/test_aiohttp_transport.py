"""The transport over real sockets: what is sent, what comes back, and that connections are used again and closed."""

from __future__ import annotations

import asyncio
import gc
import gzip
import threading
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from ai_sdk.provider import DownloadError, InvalidArgumentError
from ai_sdk.provider_utils import AiohttpTransport, FormData, HttpRequest, HttpResponse, Transport, TransportError
from ai_sdk.testing import RecordedRequest, ScriptedResponse, ScriptedServer

from tests.core.provider_utils.conftest import Serve

LIMIT = 10_000_000


async def read(response: HttpResponse) -> bytes:
    try:
        return await response.read(limit=LIMIT)
    finally:
        await response.aclose()


def post(url: str, body: bytes | FormData | None = b"{}", **headers: str) -> HttpRequest:
    return HttpRequest("POST", url, {name.replace("_", "-"): value for name, value in headers.items()}, body)


async def test_it_is_a_transport_and_its_answers_are_responses(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve()
    response = await transport.send(post(server.url))
    assert isinstance(transport, Transport)
    assert isinstance(response, HttpResponse)
    await response.aclose()


async def test_a_request_is_sent_as_it_is_and_no_identity_is_added(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve()
    await read(await transport.send(post(f"{server.url}/a%2Fb/%7Ec?x=%20+%3D&y=ä", b"body", x_a="1")))
    (request,) = server.requests
    assert (request.method, request.path, request.query) == ("POST", "/a%2Fb/%7Ec", "x=%20+%3D&y=%C3%A4")
    assert request.body == b"body"
    assert request.headers["x-a"] == "1"
    assert not {"user-agent", "content-type", "cookie", "authorization"} & request.headers.keys()


async def test_response_headers_are_one_flat_mapping(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(
        ScriptedResponse(
            status=299,
            status_text="Odd But Fine",
            headers=[("X-A", "1"), ("x-a", "2"), ("Set-Cookie", "a=1"), ("set-cookie", "b=2"), ("X-L", "caf\xe9")],
            body="x",
        )
    )
    response = await transport.send(post(server.url))
    assert (response.status, response.reason) == (299, "Odd But Fine")
    assert response.headers["x-a"] == "1, 2"
    assert response.headers["set-cookie"] == "b=2"
    assert response.headers["x-l"] == "caf\xe9"
    assert await read(response) == b"x"


async def test_cookies_are_not_kept(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(headers={"set-cookie": "a=1; Path=/"}))
    for _ in range(2):
        await read(await transport.send(post(server.url)))
    assert "cookie" not in server.requests[1].headers


async def test_a_form_is_sent_as_multipart(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve()
    form = FormData()
    form.append("model", "m")
    await read(await transport.send(post(server.url, form)))
    (request,) = server.requests
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="model"\r\n\r\nm\r\n' in request.body


async def test_requests_one_after_the_other_share_a_connection(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(events=["1", "[DONE]"]))
    for _ in range(5):
        response = await transport.send(post(server.url))
        async for _ in response.chunks():
            pass
        await response.aclose()
    assert server.connections == 1


async def test_an_answer_closed_early_gives_its_connection_up(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(chunks=["a"], hang=True), ScriptedResponse(body="b"))
    response = await transport.send(post(server.url))
    assert await anext(aiter(response.chunks())) == b"a"
    await response.aclose()
    await response.aclose()
    assert await read(await transport.send(post(server.url))) == b"b"
    assert server.connections == 2


async def test_150_streams_run_at_once(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(chunks=["a"], hang=True))
    responses = await asyncio.gather(*(transport.send(post(server.url)) for _ in range(150)))
    assert server.connections == 150
    for response in responses:
        await response.aclose()


@pytest.mark.parametrize(
    ("status", "method", "keeps_body"),
    [(301, "GET", False), (302, "GET", False), (303, "GET", False), (307, "POST", True), (308, "POST", True)],
)
async def test_a_redirect_is_followed_as_fetch_does(
    transport: AiohttpTransport, serve: Serve, status: int, method: str, keeps_body: bool
) -> None:
    server = await serve(
        ScriptedResponse(status=status, headers={"location": "../next?a=b%20c"}), ScriptedResponse(body="ok")
    )
    response = await transport.send(
        post(f"{server.url}/v1/x/y", b"body", content_type="text/plain", authorization="Bearer k")
    )
    assert await read(response) == b"ok"
    second = server.requests[1]
    assert (second.method, second.path, second.query) == (method, "/v1/next", "a=b%20c")
    assert second.headers["authorization"] == "Bearer k"
    assert ("content-type" in second.headers) is keeps_body
    assert second.body == (b"body" if keeps_body else b"")


async def test_another_origin_gets_no_credentials_of_any_name(transport: AiohttpTransport, serve: Serve) -> None:
    other = await serve()
    server = await serve(ScriptedResponse(status=307, headers={"location": other.url}))
    request = post(server.url, authorization="Bearer k", x_api_key="k", cookie="a=b", user_agent="me/1", accept="x/y")
    await read(await transport.send(request))
    (arrived,) = other.requests
    assert not {"authorization", "x-api-key", "cookie"} & arrived.headers.keys()
    assert (arrived.headers["user-agent"], arrived.headers["accept"]) == ("me/1", "x/y")


@pytest.mark.parametrize("status", [300, 304, 307])
async def test_what_is_no_redirect_is_the_answer(transport: AiohttpTransport, serve: Serve, status: int) -> None:
    headers = {} if status == 307 else {"location": "/x"}
    server = await serve(ScriptedResponse(status=status, headers=headers))
    response = await transport.send(post(server.url))
    assert response.status == status
    await response.aclose()


@pytest.mark.parametrize(
    ("location", "words"),
    [("/", "Too many redirects"), ("file:///etc/passwd", "redirected to a file: URL"), ("http://[x", "invalid URL")],
)
async def test_a_redirect_that_leads_nowhere_is_an_error(
    transport: AiohttpTransport, serve: Serve, location: str, words: str
) -> None:
    server = await serve(ScriptedResponse(status=302, headers={"location": location}))
    with pytest.raises(TransportError, match=words) as caught:
        await transport.send(post(server.url))
    assert not caught.value.is_retryable


async def test_a_refused_connection_names_the_reason_and_no_query(transport: AiohttpTransport) -> None:
    async with ScriptedServer() as server:
        url = server.url
    with pytest.raises(TransportError) as caught:
        await transport.send(post(f"{url}/?key=secret"))
    host = url.removeprefix("http://")
    assert caught.value.message == f"{host}: Connection refused"
    assert caught.value.is_retryable
    assert isinstance(caught.value.cause, OSError)


async def test_a_connection_cut_before_the_answer_is_an_error(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(disconnect="before-response"))
    with pytest.raises(TransportError, match="closed the connection without an answer"):
        await transport.send(post(server.url))


@pytest.mark.parametrize("raw", [b"what?\r\n\r\n", b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n", b"\x16\x03\x01"])
async def test_an_answer_that_is_no_http_is_an_error(transport: AiohttpTransport, serve: Serve, raw: bytes) -> None:
    server = await serve(ScriptedResponse(raw=raw))
    with pytest.raises(TransportError):
        await transport.send(post(server.url))


@pytest.mark.parametrize("is_streamed", [True, False])
async def test_a_connection_cut_within_the_body_is_an_error(
    transport: AiohttpTransport, serve: Serve, is_streamed: bool
) -> None:
    script = {"chunks": ["abc"]} if is_streamed else {"body": "abc"}
    server = await serve(ScriptedResponse(disconnect="mid-stream", **script))  # type: ignore[arg-type]
    with pytest.raises(TransportError):
        await read(await transport.send(post(server.url)))


async def test_a_connection_takes_no_longer_than_it_may() -> None:
    # A listening socket whose queue is full accepts nothing more.
    import socket

    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(address)
        async with AiohttpTransport(connect_timeout=0.1) as transport:
            with pytest.raises(TransportError, match=r"no connection within 0\.1 seconds") as caught:
                await transport.send(post(f"http://127.0.0.1:{address[1]}/"))
        assert caught.value.is_timeout
        for filler in fillers:
            filler.close()


async def test_a_read_takes_no_longer_than_it_may(serve: Serve) -> None:
    server = await serve(ScriptedResponse(chunks=["a"], hang=True))
    async with AiohttpTransport(read_timeout=0.1) as transport:
        with pytest.raises(TransportError) as caught:
            await read(await transport.send(post(server.url)))
    assert caught.value.is_timeout


async def test_cancelling_passes_untouched_and_leaves_nothing_open(transport: AiohttpTransport, serve: Serve) -> None:
    arrived = asyncio.Event()

    def answer(_: RecordedRequest) -> ScriptedResponse:
        arrived.set()
        return ScriptedResponse(delay=60)

    server = await serve(answer)
    task = asyncio.create_task(transport.send(post(server.url)))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(
    "url", ["http://user:secret@127.0.0.1/", "ftp://127.0.0.1/", "/v1", "http://", "http://a b/", "http://h:99999/"]
)
async def test_a_url_that_can_not_be_requested_is_an_invalid_argument(transport: AiohttpTransport, url: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        await transport.send(post(url))
    assert caught.value.argument == "url"
    assert "secret" not in str(caught.value)


async def test_a_body_over_the_limit_is_refused_before_it_is_read(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(headers={"content-length": "300000000"}, body="x", hang=True))
    response = await transport.send(post(f"{server.url}/f?token=secret"))
    with pytest.raises(DownloadError) as caught:
        await response.read(limit=1000)
    await response.aclose()
    assert caught.value.message == (
        f"Download of {server.url}/f?token=*** exceeded maximum size of 1000 bytes (Content-Length: 300000000)."
    )


async def test_a_body_of_unknown_length_is_read_up_to_the_limit(transport: AiohttpTransport, serve: Serve) -> None:
    # 300 MB, of which the client takes little more than the limit and the buffers between.
    server = await serve(ScriptedResponse(chunks=[b"x" * 100_000] * 3000))
    response = await transport.send(post(server.url))
    tracemalloc.start()
    try:
        with pytest.raises(DownloadError, match=r"exceeded maximum size of 1000000 bytes\.$"):
            await response.read(limit=1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
        await response.aclose()


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_compressed_body_is_opened(transport: AiohttpTransport, serve: Serve, encoding: str) -> None:
    pack = gzip.compress if encoding == "gzip" else zlib.compress
    server = await serve(ScriptedResponse(headers={"content-encoding": encoding}, body=pack(b"hello")))
    assert await read(await transport.send(post(server.url))) == b"hello"


@pytest.mark.parametrize("encoding", [None, "gzip"])
async def test_a_slow_reader_stops_the_server_and_gets_everything_in_the_end(
    transport: AiohttpTransport, serve: Serve, encoding: str | None
) -> None:
    # Compressed, 20 MB fit into a piece or two of the network: there it is the unpacking that stops and goes on.
    pieces = [bytes([number]) * 200_000 for number in range(100)]
    body = b"".join(pieces)
    headers = {} if encoding is None else {"content-encoding": encoding}
    server = await serve(ScriptedResponse(headers=headers, chunks=[gzip.compress(body)] if encoding else pieces))
    response = await transport.send(post(server.url))
    received: list[bytes] = []
    tracemalloc.start()
    try:
        async for piece in response.chunks():
            received.append(piece)
            await asyncio.sleep(0.001 if len(received) > 3 else 0.05)
            if len(received) == 3:
                # What nobody has asked for yet is not here yet.
                assert tracemalloc.get_traced_memory()[0] < 10_000_000
    finally:
        tracemalloc.stop()
        await response.aclose()
    assert b"".join(received) == body


async def test_a_gzip_bomb_ends_at_the_limit_with_little_memory(transport: AiohttpTransport, serve: Serve) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(1000)) + packer.flush()
    assert len(bomb) < 1_100_000
    server = await serve(ScriptedResponse(headers={"content-encoding": "gzip"}, body=bomb))
    response = await transport.send(post(server.url))
    tracemalloc.start()
    try:
        with pytest.raises(DownloadError, match="exceeded maximum size"):
            await response.read(limit=5_000_000)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
        await response.aclose()


async def test_a_body_that_is_not_what_it_says_is_an_error(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(headers={"content-encoding": "gzip"}, body=b"plain"))
    with pytest.raises(TransportError):
        await read(await transport.send(post(server.url)))


async def test_a_closed_transport_opens_again(serve: Serve) -> None:
    server = await serve(ScriptedResponse(body="a"))
    transport = AiohttpTransport()
    async with transport:
        assert await read(await transport.send(post(server.url))) == b"a"
    await transport.aclose()
    assert await read(await transport.send(post(server.url))) == b"a"
    await transport.aclose()
    assert "0 open sessions" in repr(transport)


async def test_first_requests_at_once_share_one_session(serve: Serve) -> None:
    server = await serve(ScriptedResponse(body="a"))
    async with AiohttpTransport() as transport:
        responses = await asyncio.gather(*(transport.send(post(server.url)) for _ in range(3)))
        assert "1 open session" in repr(transport)
        for response in responses:
            await read(response)


async def test_an_answer_that_is_forgotten_is_closed_when_it_is_collected(serve: Serve) -> None:
    left = asyncio.Event()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n")
        await writer.drain()
        await reader.read()
        left.set()
        writer.close()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with AiohttpTransport() as transport:
        response = await transport.send(post(url, None))
        del response
        gc.collect()
        async with asyncio.timeout(5):
            await left.wait()
    server.close()


async def test_a_transport_that_is_forgotten_closes_its_connections(serve: Serve) -> None:
    server = await serve(ScriptedResponse(body="a"))
    transport = AiohttpTransport()
    await read(await transport.send(post(server.url)))
    del transport
    gc.collect()
    await asyncio.sleep(0.05)


def test_two_loops_in_two_threads_use_one_transport() -> None:
    transport = AiohttpTransport()
    results: list[bytes] = []

    async def call() -> None:
        async with ScriptedServer(ScriptedResponse(body="a")) as server:
            results.append(await read(await transport.send(post(server.url))))

    threads = [threading.Thread(target=lambda: asyncio.run(call())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [b"a"] * 4


def test_closing_from_one_loop_closes_the_session_of_another() -> None:
    transport = AiohttpTransport()
    used, done = threading.Event(), threading.Event()

    async def use() -> None:
        async with ScriptedServer(ScriptedResponse(body="a")) as server:
            await read(await transport.send(post(server.url)))
            used.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(use()))
    thread.start()
    used.wait()
    asyncio.run(transport.aclose())
    assert "0 open sessions" in repr(transport)
    done.set()
    thread.join()


async def test_a_proxy_of_the_environment_is_used_except_for_this_machine(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = await serve(ScriptedResponse(body="proxied"))
    server = await serve(ScriptedResponse(body="direct"))
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("no_proxy", "example.org")
    async with AiohttpTransport() as transport:
        assert await read(await transport.send(post("http://example.com/x"))) == b"proxied"
        assert await read(await transport.send(post(server.url))) == b"direct"
    assert proxy.requests[0].path == "http://example.com/x"
    async with AiohttpTransport(proxy=proxy.url, environment_proxies=False) as transport:
        assert await read(await transport.send(post("http://example.org/x"))) == b"proxied"


async def test_the_pieces_of_a_body_are_never_empty(transport: AiohttpTransport, serve: Serve) -> None:
    server = await serve(ScriptedResponse(chunks=[b"a"] * 500))
    response = await transport.send(post(server.url))

    async def pieces(chunks: AsyncIterator[bytes]) -> list[bytes]:
        return [piece async for piece in chunks]

    received = await pieces(response.chunks())
    await response.aclose()
    assert all(received)
    assert b"".join(received) == b"a" * 500


async def test_a_plain_socket_is_read_in_pieces_that_the_allocator_keeps(
    transport: AiohttpTransport, serve: Serve
) -> None:
    server = await serve(ScriptedResponse(chunks=["a"], hang=True))
    response = await transport.send(post(server.url))
    connection: Any = response._response.connection  # pyright: ignore[reportPrivateUsage]
    assert connection.transport.max_size == 65536
    await response.aclose()
