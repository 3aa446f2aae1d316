"""Streaming transcription over a WebSocket: audio goes one way, parts of the transcript come the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Mapping
from contextlib import suppress
from typing import Any, Final, cast

from ai_sdk.provider import (
    AISDKError,
    ErrorPart,
    JSONParseError,
    StreamStart,
    TranscriptionFinish,
    TranscriptionStreamOptions,
    TranscriptionStreamPart,
    TypeValidationError,
    error_text,
    from_json,
    json_decoder,
    to_json,
)
from ai_sdk.provider_utils import TransportError, base64_to_bytes, parse_json, to_json_text
from ai_sdk.provider_utils.headers import check_header

from ai_sdk_gateway.authentication import AuthMethod
from ai_sdk_gateway.endpoint import TEAM_HEADER
from ai_sdk_gateway.error_conversion import as_gateway_error, reported_error
from ai_sdk_gateway.errors import GatewayError
from ai_sdk_gateway.realtime import TRANSCRIPTION_MARKER, subprotocols
from ai_sdk_gateway.request import with_provider_options
from ai_sdk_gateway.websocket import WebSocket, WebSocketClient

__all__ = ["TranscriptionStream", "start_frame", "transcription_part"]

_MAX_FRAME_BYTES: Final = 65_536
_AUDIO_DONE: Final = '{"type":"transcription-stream.audio-done"}'
_STREAM: Final = "AI Gateway transcription stream"
_BEARER: Final = "Bearer "
_ERROR_KINDS: Final = frozenset(
    {
        "authentication_error",
        "failed_dependency",
        "forbidden",
        "internal_server_error",
        "invalid_request_error",
        "model_not_found",
        "rate_limit_exceeded",
    }
)
"""The kinds of errors that this protocol has."""


def start_frame(options: TranscriptionStreamOptions) -> dict[str, Any]:
    """The first message: what the audio is, and the options."""
    frame: dict[str, Any] = {
        "type": "transcription-stream.start",
        "inputAudioFormat": to_json(options.input_audio_format),
    }
    with_provider_options(frame, options.provider_options)
    if options.include_raw_chunks is not None:
        frame["includeRawChunks"] = options.include_raw_chunks
    return frame


def transcription_part(message: str | bytes) -> TranscriptionStreamPart | None:
    """The part that a message is; None for one that is no part of this protocol, which is passed over."""
    try:
        value = parse_json(message)
    except JSONParseError:
        return None
    if not isinstance(value, dict):
        return None
    members = cast("dict[str, Any]", value)
    kind = members.get("type")
    if kind == TranscriptionFinish.type and not isinstance(members.get("segments"), list):
        return None
    if kind == StreamStart.type:
        return _stream_start(members)
    try:
        return json_decoder(TranscriptionStreamPart)(members)
    except TypeValidationError:
        return None


def _stream_start(members: Mapping[str, Any]) -> StreamStart | None:
    warnings: Any = members.get("warnings")
    if not isinstance(warnings, list):
        return None
    known: list[Any] = []
    for warning in cast("list[Any]", warnings):
        try:
            known += from_json(StreamStart, {"warnings": [warning]}).warnings
        except TypeValidationError:
            if not isinstance(warning, dict) or not isinstance(cast("dict[str, Any]", warning).get("type"), str):
                return None
            # Of a kind that this version does not know.
    return StreamStart(known)


class TranscriptionStream:
    """One connection, from its opening to its end. `parts()` may be called once."""

    def __init__(
        self,
        *,
        client: WebSocketClient,
        url: str,
        headers: Mapping[str, str],
        start: Mapping[str, Any],
        audio: AsyncIterable[bytes | str],
        method: AuthMethod | None,
    ) -> None:
        authorization = headers.get("authorization", "")
        token = authorization.removeprefix(_BEARER) if authorization.startswith(_BEARER) else None
        self._protocols = subprotocols(TRANSCRIPTION_MARKER, token, headers.get(TEAM_HEADER))
        for name, value in headers.items():
            check_header(name, value)
        for protocol in self._protocols:
            check_header("sec-websocket-protocol", protocol)
        self._client = client
        self._url = url
        self._headers = headers
        self._start = start
        self._audio = audio
        self._method: AuthMethod | None = method
        self._audio_failure: Exception | None = None

    async def parts(self) -> AsyncGenerator[TranscriptionStreamPart, None]:
        """The parts as they come. Raises `GatewayError`, and what reading the audio raises."""
        try:
            socket = await self._client.connect(self._url, protocols=self._protocols, headers=self._headers)
        except (TransportError, OSError) as error:
            failure = self._connection_error(error)
            raise failure from failure.cause
        sending: asyncio.Task[None] | None = None
        failed: ErrorPart | None = None
        try:
            await socket.send(to_json_text(self._start))
            sending = asyncio.create_task(self._send_audio(socket))
            while (message := await socket.receive()) is not None:
                part = transcription_part(message)
                if part is None:
                    continue
                if isinstance(part, ErrorPart):
                    failed = part
                    await self._stop_audio(sending)
                if isinstance(part, TranscriptionFinish):
                    # Before it is handed on: who has the last part may never ask again.
                    await self._stop_audio(sending)
                    await socket.aclose()
                    yield part
                    return
                yield part
        except (TransportError, OSError) as error:
            failure = self._connection_error(error)
            raise failure from failure.cause
        finally:
            if sending is not None:
                await self._stop_audio(sending)
            await socket.aclose()
        if self._audio_failure is not None:
            raise self._audio_failure
        if failed is not None:
            raise self._reported(failed.error)
        raise self._converted(f"{_STREAM} closed before a finish part was received")

    async def _send_audio(self, socket: WebSocket) -> None:
        try:
            async for chunk in self._audio:
                data = base64_to_bytes(chunk) if isinstance(chunk, str) else chunk
                for start in range(0, len(data), _MAX_FRAME_BYTES):
                    await socket.send(data[start : start + _MAX_FRAME_BYTES])
            await socket.send(_AUDIO_DONE)
        except TransportError:
            # The receiving side hears of it as well, and of what was said before.
            return
        except Exception as error:  # noqa: BLE001 - the audio is the caller's code: what it raises is raised to the caller
            self._audio_failure = error
            await socket.aclose()

    async def _stop_audio(self, sending: asyncio.Task[None]) -> None:
        if not sending.done():
            sending.cancel()
            await asyncio.wait([sending])
        # Not left to the task: one that is cancelled before its first step never runs.
        close = getattr(self._audio, "aclose", None)
        if close is not None:
            with suppress(RuntimeError):
                await close()

    def _reported(self, error: Any) -> GatewayError:
        details: Mapping[str, Any] = cast("Mapping[str, Any]", error) if isinstance(error, Mapping) else {}
        kind, message = details.get("type"), details.get("message")
        if kind in _ERROR_KINDS and isinstance(message, str):
            return reported_error(kind, message, method=self._method)
        text = message if isinstance(message, str) else error_text(cast("object", error))
        return self._converted(f"{_STREAM} failed: {text}")

    def _connection_error(self, cause: BaseException) -> GatewayError:
        if isinstance(cause, TransportError) and cause.is_timeout:
            return as_gateway_error(cause, self._method)
        return self._converted(f"Connection error on {_STREAM}", cause=cause)

    def _converted(self, message: str, cause: BaseException | None = None) -> GatewayError:
        return as_gateway_error(AISDKError(message, cause=cause), self._method)
