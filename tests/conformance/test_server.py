from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from conformance_runner.compare import Comparer
from conformance_runner.exchanges import compare_requests
from conformance_runner.server import ClosedPort, ScriptedServer


@asynccontextmanager
async def scripted(*responses: Any, **options: Any) -> AsyncIterator[tuple[ScriptedServer, aiohttp.ClientSession]]:
    """A server, and a client whose paths are those of the server."""
    async with (
        ScriptedServer(responses, **options) as server,
        aiohttp.ClientSession(f"http://{server.host}") as session,
    ):
        yield server, session


OK = {"status": 200, "headers": {"content-type": "application/json"}, "body": "{}"}


async def test_requests_are_answered_in_order_and_kept() -> None:
    async with (
        scripted(OK, {**OK, "body": "[1]"}) as (server, session),
        session.post("/a?x=1", json={"k": "ü"}, headers={"X-A": "b"}) as first,
    ):
        assert await first.json() == {}
        async with session.get("/b") as second:
            assert await second.json() == [1]

    assert [(request.method, request.path, request.query) for request in server.requests] == [
        ("POST", "/a", "x=1"),
        ("GET", "/b", ""),
    ]
    assert json.loads(server.requests[0].body) == {"k": "ü"}
    assert server.requests[0].headers["x-a"] == "b"


async def test_a_request_beyond_the_script_is_kept_and_refused() -> None:
    async with scripted() as (server, session), session.get("/") as response:
        assert response.status == 500
    assert len(server.requests) == 1
    difference = compare_requests([], server.requests, Comparer())
    assert difference is not None
    assert difference.path == "exchanges.length"


async def test_the_last_response_can_repeat() -> None:
    async with scripted(OK, repeat_last=True) as (_, session):
        for _ in range(3):
            async with session.get("/") as response:
                assert response.status == 200


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ({"status": 418, "status_text": "I Am A Teapot"}, "I Am A Teapot"),
        ({"status": 422}, "Unprocessable Entity"),
        ({"status": 413}, "Payload Too Large"),
        ({"status": 404}, "Not Found"),
        ({"status": 529}, "unknown"),
    ],
)
async def test_the_reason_phrase_is_the_scripted_or_the_usual_one(script: dict[str, Any], reason: str) -> None:
    async with scripted({"headers": {}, "body": "x", **script}) as (_, session), session.get("/") as response:
        assert (response.status, response.reason) == (script["status"], reason)


async def test_a_status_without_a_body_has_none() -> None:
    async with scripted({"status": 304, "headers": {}, "body": "x"}) as (_, session), session.get("/") as response:
        assert await response.read() == b""


async def test_chunks_are_written_one_by_one() -> None:
    chunks = ["one", {"$base64": "dHdv"}, "", "drei🌍"]
    script = {"status": 200, "headers": {}, "chunks": chunks, "chunk_delay_ms": 20}
    async with scripted(script) as (_, session), session.get("/") as response:
        received = [chunk async for chunk in response.content.iter_any()]
    assert received == [b"one", b"two", "drei🌍".encode()]


async def test_a_dropped_connection_delivers_what_came_before() -> None:
    script = {"status": 200, "headers": {}, "chunks": ["abc"], "disconnect": "mid-stream"}
    async with scripted(script) as (_, session), session.get("/") as response:
        assert await response.content.readany() == b"abc"
        with pytest.raises(aiohttp.ClientPayloadError):
            await response.content.readany()


async def test_a_connection_can_be_dropped_before_the_response() -> None:
    async with scripted({**OK, "disconnect": "before-response"}) as (_, session):
        with pytest.raises(aiohttp.ServerDisconnectedError):
            # Not GET: aiohttp would try that again by itself.
            await session.post("/")


async def test_nothing_listens_on_a_closed_port() -> None:
    port = ClosedPort()
    try:
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(*port.host.split(":"))
    finally:
        port.close()


def recorded(**changes: Any) -> dict[str, Any]:
    request = {
        "method": "POST",
        "path": "/v1/x",
        "query": {},
        "headers": {"content-type": "application/json"},
        "json": {"a": None, "b": 1},
    }
    return {"request": {**request, **changes}}


async def posted(url: str, **options: Any) -> ScriptedServer:
    async with (
        scripted(OK) as (server, session),
        session.post(url, headers={"user-agent": "ua/1"}, **options) as response,
    ):
        await response.read()
    return server


async def path_of(exchange: dict[str, Any], url: str = "/v1/x", **options: Any) -> str | None:
    server = await posted(url, **(options or {"json": {"b": 1.0, "a": None}}))
    headers = {"user-agent": "ua/{VERSION}", **exchange["request"]["headers"]}
    exchange = {"request": {**exchange["request"], "headers": headers}}
    difference = compare_requests([exchange], server.requests, Comparer())
    return None if difference is None else difference.path


async def test_a_request_equals_its_record() -> None:
    assert await path_of(recorded()) is None


async def test_every_part_of_a_request_counts() -> None:
    assert await path_of(recorded(method="PUT")) == "exchanges[0].request.method"
    assert await path_of(recorded(path="/v1/y")) == "exchanges[0].request.path"
    assert await path_of(recorded(query={"q": "1"})) == "exchanges[0].request.query.q"
    assert await path_of(recorded(), "/v1/x?q=1") == "exchanges[0].request.query.q"
    assert await path_of(recorded(query={"q": ["1", "2"]}), "/v1/x?q=1&q=2") is None
    assert await path_of(recorded(headers={"content-type": "application/json", "x-a": "1"})) == (
        "exchanges[0].request.headers.x-a"
    )
    assert await path_of(recorded(headers={})) == "exchanges[0].request.headers.content-type"
    assert await path_of(recorded(json={"a": None, "b": 2})) == "exchanges[0].request.json.b"
    assert await path_of(recorded(json={"b": 1})) == "exchanges[0].request.json.a"


async def test_a_form_is_compared_part_by_part() -> None:
    form = [
        {"name": "model", "value": "m"},
        {"name": "file", "filename": "a.png", "content_type": "image/png", "base64": "aGk="},
    ]
    exchange = recorded(headers={"content-type": "multipart/form-data"})
    del exchange["request"]["json"]

    def data() -> aiohttp.FormData:
        made = aiohttp.FormData(quote_fields=False)
        made.add_field("model", "m")
        made.add_field("file", b"hi", filename="a.png", content_type="image/png")
        return made

    exchange["request"]["form"] = form
    assert await path_of(exchange, data=data()) is None
    exchange["request"]["form"] = form[::-1]
    assert await path_of(exchange, data=data()) == "exchanges[0].request.form[0].name"
    exchange["request"]["form"] = [form[0], {**form[1], "filename": "b.png"}]
    assert await path_of(exchange, data=data()) == "exchanges[0].request.form[1].filename"


async def test_a_websocket_is_played_from_its_script() -> None:
    script = {
        "on_open": [{"send": {"type": "hello"}}],
        "on_audio_done": [{"send": "raw text"}, {"close": 1011, "reason": "r"}],
    }
    big = bytes(range(256)) * 300
    async with (
        scripted(websocket=script) as (server, session),
        session.ws_connect("/ws?m=1", protocols=("p.v1", "p.auth")) as socket,
    ):
        assert socket.protocol == "p.v1"
        assert await socket.receive_json() == {"type": "hello"}
        await socket.send_bytes(big)
        await socket.send_json({"type": "some.audio-done"})
        assert await socket.receive_str() == "raw text"
        closing = await socket.receive()
        assert closing.type is aiohttp.WSMsgType.CLOSE
        assert closing.data == 1011
    [kept] = server.sessions
    assert kept.protocols == ["p.v1", "p.auth"]
    assert kept.frames == [{"binary": big}, {"text": {"type": "some.audio-done"}}]
    assert (kept.request.path, kept.request.query) == ("/ws", "m=1")


async def test_the_close_code_of_a_websocket_client_is_kept() -> None:
    async with scripted(websocket={}) as (server, session), session.ws_connect("/") as socket:
        await socket.close(code=1000)
    assert server.sessions[0].close_code == 1000


async def test_the_answer_to_a_goodbye_of_the_server_is_no_close_code_of_the_client() -> None:
    goodbye = {"on_open": [{"close": 4001}]}
    async with scripted(websocket=goodbye) as (server, session), session.ws_connect("/") as socket:
        await socket.receive()
    assert server.sessions[0].close_code is None


async def test_a_websocket_can_be_refused() -> None:
    async with scripted(websocket={"refuse": True}) as (server, session):
        with pytest.raises(aiohttp.ClientError):
            await session.ws_connect("/")
    assert server.sessions[0].close_code is None
