"""A real HTTP server on this machine that answers from a script and remembers what it was asked.

    async with ScriptedServer(ScriptedResponse(json={"id": "x"})) as server:
        await get_json(transport, f"{server.url}/models")
    server.requests[0].path

It writes exactly what the script says and no header of its own but those that frame the body, so it can also be as
broken as a script wants.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from http.client import responses as reason_phrases
from ssl import SSLContext
from typing import TYPE_CHECKING

from ai_sdk.testing.scripted_response import RecordedRequest, ScriptedResponse

if TYPE_CHECKING:
    from types import TracebackType

    from ai_sdk.testing.scripted_transport import ScriptedAnswer

__all__ = ["ScriptedServer"]

_NO_BODY_STATUSES = (204, 205, 304)


class ScriptedServer:
    """Answers the n-th request with the n-th answer; the last one repeats.

    `url` is its origin, `requests` what it was asked, `connections` how many connections it accepted. An exception as
    an answer cuts the connection. `ssl_context` makes it speak TLS.
    """

    def __init__(self, *answers: ScriptedAnswer, ssl_context: SSLContext | None = None) -> None:
        self.answers: list[ScriptedAnswer] = list(answers) or [ScriptedResponse(json={})]
        self.requests: list[RecordedRequest] = []
        self.connections = 0
        self.url = ""
        self._ssl_context = ssl_context
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def open_connections(self) -> int:
        """How many connections neither side has closed."""
        return len(self._tasks)

    async def start(self) -> ScriptedServer:
        """Listens on a free port of 127.0.0.1."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=self._ssl_context, backlog=1024)
        port: int = self._server.sockets[0].getsockname()[1]
        self.url = f"{'https' if self._ssl_context else 'http'}://127.0.0.1:{port}"
        return self

    async def aclose(self) -> None:
        """Cuts every connection and stops listening."""
        if self._server is not None:
            self._server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._server.wait_closed()
            self._server = None

    async def __aenter__(self) -> ScriptedServer:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Tasks of our own: asyncio's would log what a cut connection raises.
        self.connections += 1
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (request := await _read_request(reader)) is not None:
                answer = self.answers[min(len(self.requests), len(self.answers) - 1)]
                self.requests.append(request)
                if isinstance(answer, BaseException):
                    break
                script = answer if isinstance(answer, ScriptedResponse) else answer(request)
                if not await _play(script, reader, writer):
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the client left
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


async def _play(script: ScriptedResponse, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Writes the answer. Returns whether the connection can be used again."""
    if script.delay:
        await asyncio.sleep(script.delay)
    if script.disconnect == "before-response":
        return False
    if script.raw is not None:
        writer.write(script.raw)
        await writer.drain()
        return False
    pieces = script.pieces()
    writer.write(_head(script, sum(map(len, pieces))))
    await writer.drain()
    for piece in pieces:
        if script.chunk_delay:
            await asyncio.sleep(script.chunk_delay)
        if piece:
            writer.write(b"%x\r\n%b\r\n" % (len(piece), piece) if script.is_streamed else piece)
        await writer.drain()
    if script.hang:
        await reader.read()
        return False
    if script.disconnect == "mid-stream":
        return False
    if script.is_streamed:
        writer.write(b"0\r\n\r\n")
        await writer.drain()
    return True


def _head(script: ScriptedResponse, size: int) -> bytes:
    reason = reason_phrases.get(script.status, "") if script.status_text is None else script.status_text
    lines = [f"HTTP/1.1 {script.status} {reason}"]
    pairs = script.header_pairs()
    lines += [f"{name}: {value}" for name, value in pairs]
    if script.is_streamed:
        lines.append("transfer-encoding: chunked")
    elif script.status not in _NO_BODY_STATUSES and not any(name.lower() == "content-length" for name, _ in pairs):
        # A cut body was announced to be longer.
        lines.append(f"content-length: {size + (script.disconnect == 'mid-stream')}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def _read_request(reader: asyncio.StreamReader) -> RecordedRequest | None:
    """The next request, None when the client has closed the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    start, *lines = head.decode("latin-1").split("\r\n")[:-2]
    method, target, _ = start.split(" ", 2)
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = await _read_chunks(reader)
    else:
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    path, _, query = target.partition("?")
    return RecordedRequest(method, path, query, headers, body)


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    parts: list[bytes] = []
    while size := int(await reader.readuntil(b"\r\n"), 16):
        parts.append((await reader.readexactly(size + 2))[:-2])
    await reader.readuntil(b"\r\n")
    return b"".join(parts)
