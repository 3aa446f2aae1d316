"""The scripted server: answers the n-th request with the n-th response of the script, and keeps what it received.

It speaks HTTP/1.1 over a bare socket, since a script decides the reason phrase, where the body is cut into writes, and
when the connection breaks.
"""

from __future__ import annotations

import asyncio
import base64
import socket
from collections.abc import Mapping, Sequence
from contextlib import closing
from http import HTTPStatus
from typing import Any, Self

from .http_messages import RecordedRequest, read_request
from .websocket import WebSocketSession

__all__ = ["ClosedPort", "ScriptedServer"]

# The recorded server's phrases; Python's table has newer ones for some, which differ between its versions.
_REASONS = {
    413: "Payload Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    418: "I'm a Teapot",
    422: "Unprocessable Entity",
}
_BODYLESS = frozenset({204, 304})
_LONGEST_HEAD = 2**20


class ClosedPort:
    """A port of 127.0.0.1 where nothing listens. It stays reserved until `close`."""

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        self._socket.close()


class ScriptedServer:
    """`async with ScriptedServer(responses) as server:` listens on `server.host`; `server.requests` is what came.

    A request beyond the script is recorded too and gets status 500. With `repeat_last` it gets the last response again.
    """

    def __init__(
        self,
        responses: Sequence[Mapping[str, Any]] = (),
        *,
        websocket: Mapping[str, Any] | None = None,
        repeat_last: bool = False,
    ) -> None:
        self._responses = list(responses)
        self._websocket = websocket
        self._repeat_last = repeat_last
        self._connections: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.requests: list[RecordedRequest] = []
        self.sessions: list[WebSocketSession] = []
        self.host = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=_LONGEST_HEAD)
        self.host = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            with closing(writer):
                while (request := await read_request(reader)) is not None:
                    if not await self._answer(request, reader, writer):
                        break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # The client has what it wants.
        except asyncio.CancelledError:
            # The case is over: what nobody reads must not keep the connection open.
            writer.transport.abort()
        finally:
            self._connections.discard(task)

    async def _answer(
        self, request: RecordedRequest, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Play one response. True if the connection can take another request."""
        if request.headers.get("upgrade", "").lower() == "websocket" and self._websocket is not None:
            session = WebSocketSession(request, self._websocket)
            self.sessions.append(session)
            await session.run(reader, writer)
            return False
        position = len(self.requests)
        self.requests.append(request)
        if self._repeat_last and self._responses:
            position = min(position, len(self._responses) - 1)
        if position >= len(self._responses):
            await _write_whole(writer, {"status": 500, "headers": {}, "body": "this request is not in the script"})
            return True
        return await _play(writer, self._responses[position])


async def _play(writer: asyncio.StreamWriter, response: Mapping[str, Any]) -> bool:
    if delay := response.get("delay_ms"):
        await asyncio.sleep(delay / 1000)
    disconnect = response.get("disconnect")
    if disconnect == "before-response":
        return False
    if "chunks" not in response:
        await _write_whole(writer, response)
        return disconnect is None
    writer.write(_head(response, {"transfer-encoding": "chunked"}))
    await writer.drain()
    pause = response.get("chunk_delay_ms", 1) / 1000
    for chunk in response["chunks"]:
        content = _bytes(chunk)
        if content:
            writer.write(b"%x\r\n%s\r\n" % (len(content), content))
            await writer.drain()
        await asyncio.sleep(pause)
    if disconnect is None:
        writer.write(b"0\r\n\r\n")
        await writer.drain()
    return disconnect is None


async def _write_whole(writer: asyncio.StreamWriter, response: Mapping[str, Any]) -> None:
    body = _bytes(response.get("body"))
    bodyless = response["status"] in _BODYLESS
    writer.write(_head(response, {} if bodyless else {"content-length": str(len(body))}))
    if not bodyless:
        writer.write(body)
    await writer.drain()


def _head(response: Mapping[str, Any], framing: Mapping[str, str]) -> bytes:
    status = response["status"]
    reason = response.get("status_text")
    if reason is None:
        reason = _REASONS.get(status) or (HTTPStatus(status).phrase if status in set(HTTPStatus) else "unknown")
    headers = {**response.get("headers", {}), **framing}
    lines = [f"HTTP/1.1 {status} {reason}"]
    for name, value in headers.items():
        lines += [f"{name}: {item}" for item in (value if isinstance(value, list) else [value])]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode("utf-8")
    return base64.b64decode(body["$base64"])
