"""The server's side of a WebSocket, played from a script (RFC 6455, as much of it as the cases need)."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from .http_messages import RecordedRequest

__all__ = ["WebSocketSession"]

_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_CONTINUATION, _TEXT, _BINARY, _CLOSE, _PING = 0, 1, 2, 8, 9
_AUDIO_DONE = "audio-done"
"""The last word of the type of the frame with which a client says that its audio is complete."""


class WebSocketSession:
    """One connection: what the client offered, sent and how it closed. `script` says what the server does."""

    def __init__(self, request: RecordedRequest, script: Mapping[str, Any]) -> None:
        self.request = request
        self._script = script
        self.frames: list[dict[str, Any]] = []
        self.close_code: int | None = None
        self._said_goodbye = False

    @property
    def protocols(self) -> list[str]:
        """The subprotocols that the client offered."""
        offered = self.request.headers.get("sec-websocket-protocol", "")
        return [name.strip() for name in offered.split(",") if name.strip()]

    async def run(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Play the script until either side closes."""
        if self._script.get("refuse"):
            return
        writer.write(self._handshake())
        await writer.drain()
        await self._play(writer, self._script.get("on_open", ()))
        message = b""
        kind = _TEXT
        while True:
            final, opcode, payload = await _read_frame(reader)
            if opcode == _CLOSE:
                # Who answers a goodbye has chosen no code.
                if len(payload) >= 2 and not self._said_goodbye:
                    self.close_code = struct.unpack("!H", payload[:2])[0]
                writer.write(_frame(_CLOSE, payload))
                await writer.drain()
                return
            if opcode not in (_CONTINUATION, _TEXT, _BINARY):
                if opcode == _PING:
                    writer.write(_frame(10, payload))
                continue
            if opcode != _CONTINUATION:
                message, kind = b"", opcode
            message += payload
            if final:
                await self._received(kind, message, writer)

    def _handshake(self) -> bytes:
        key = self.request.headers["sec-websocket-key"].encode("ascii")
        accept = base64.b64encode(hashlib.sha1(key + _MAGIC).digest()).decode("ascii")
        lines = ["HTTP/1.1 101 Switching Protocols", "upgrade: websocket", "connection: Upgrade"]
        lines.append(f"sec-websocket-accept: {accept}")
        if self.protocols:
            lines.append(f"sec-websocket-protocol: {self.protocols[0]}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")

    async def _received(self, kind: int, message: bytes, writer: asyncio.StreamWriter) -> None:
        if kind == _BINARY:
            self.frames.append({"binary": message})
            return
        value = json.loads(message)
        self.frames.append({"text": value})
        if isinstance(value, dict) and str(value.get("type", "")).endswith(_AUDIO_DONE):
            await self._play(writer, self._script.get("on_audio_done", ()))

    async def _play(self, writer: asyncio.StreamWriter, steps: Sequence[Mapping[str, Any]]) -> None:
        for step in steps:
            if "send" in step:
                text = step["send"] if isinstance(step["send"], str) else json.dumps(step["send"], ensure_ascii=False)
                writer.write(_frame(_TEXT, text.encode("utf-8")))
            elif "close" in step:
                payload = struct.pack("!H", step["close"]) + step.get("reason", "").encode("utf-8")
                self._said_goodbye = True
                writer.write(_frame(_CLOSE, payload))
            await writer.drain()


def _frame(opcode: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", 0x80 | opcode, size)
    elif size < 2**16:
        head = struct.pack("!BBH", 0x80 | opcode, 126, size)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 127, size)
    return head + payload


async def _read_frame(reader: asyncio.StreamReader) -> tuple[bool, int, bytes]:
    first, second = await reader.readexactly(2)
    size = second & 0x7F
    if size == 126:
        size = struct.unpack("!H", await reader.readexactly(2))[0]
    elif size == 127:
        size = struct.unpack("!Q", await reader.readexactly(8))[0]
    mask = await reader.readexactly(4) if second & 0x80 else b"\0\0\0\0"
    data = await reader.readexactly(size)
    if size:
        # XOR as one big number: a byte loop over megabytes of audio would take seconds.
        repeated = (mask * (size // 4 + 1))[:size]
        data = (int.from_bytes(data, "big") ^ int.from_bytes(repeated, "big")).to_bytes(size, "big")
    return bool(first & 0x80), first & 0x0F, data
