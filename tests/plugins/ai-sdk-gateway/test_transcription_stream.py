"""Streaming transcription against a real WebSocket server on this machine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
from ai_sdk.provider import (
    AudioFormat,
    ErrorPart,
    InvalidArgumentError,
    StreamStart,
    TranscriptDelta,
    TranscriptionFinish,
    TranscriptionStreamOptions,
)
from ai_sdk_gateway import (
    GatewayAuthenticationError,
    GatewayRateLimitError,
    GatewayResponseError,
    create_gateway,
    decode_realtime_protocol,
)
from ai_sdk_gateway.transcription_stream import transcription_part
from aiohttp import WSMsgType, web

Play = Callable[["Session"], Awaitable[None]]
FINISH = {"type": "finish", "text": "Hello", "segments": [], "language": "en"}


class Session:
    """One connection as the server sees it."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.request = request
        self.socket = socket
        self.texts: list[Any] = []
        self.audio: list[bytes] = []
        self.close_code: int | None = None

    async def read(self, *, until_done: bool = True) -> None:
        """Reads what the client sends, to the end of its audio or of the connection."""
        async for message in self.socket:
            if message.type is WSMsgType.BINARY:
                self.audio.append(message.data)
            else:
                self.texts.append(json.loads(message.data))
                if until_done and self.texts[-1]["type"] == "transcription-stream.audio-done":
                    return
        self.close_code = self.socket.close_code


@pytest.fixture
async def gateway_with() -> AsyncIterator[Callable[..., Any]]:
    """A provider in front of a server that plays a function on each connection, and the sessions."""
    async with AsyncExitStack() as stack:

        async def start(play: Play, **settings: Any) -> tuple[Any, list[Session]]:
            sessions: list[Session] = []

            async def handle(request: web.Request) -> web.StreamResponse:
                socket = web.WebSocketResponse(protocols=("ai-gateway-transcription.v1",))
                await socket.prepare(request)
                sessions.append(Session(request, socket))
                await play(sessions[-1])
                return socket

            app = web.Application()
            app.router.add_get("/v4/ai/transcription-model", handle)
            runner = web.AppRunner(app, shutdown_timeout=0.1)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            port = runner.addresses[0][1]
            url = f"http://127.0.0.1:{port}/v4/ai"
            provider = create_gateway(**{"base_url": url, "api_key": "k", **settings})
            await stack.enter_async_context(provider)
            return provider, sessions

        yield start


async def chunks(*items: bytes | str) -> AsyncIterator[bytes | str]:
    for item in items:
        await asyncio.sleep(0)
        yield item


async def silence() -> AsyncIterator[bytes]:
    while True:
        yield b"\0" * 100
        await asyncio.sleep(0.001)


def options(audio: Any, **more: Any) -> TranscriptionStreamOptions:
    return TranscriptionStreamOptions(audio=audio, input_audio_format=AudioFormat("audio/pcm", 16000), **more)


async def open_stream(provider: Any, audio: Any, **more: Any) -> Any:
    return (await provider.transcription_model("openai/x y").do_stream(options(audio, **more))).stream


async def answering(session: Session) -> None:
    await session.read()
    for part in ({"type": "stream-start", "warnings": []}, {"type": "transcript-delta", "delta": "Hel"}, FINISH):
        await session.socket.send_json(part)
    await session.read(until_done=False)


async def test_audio_goes_one_way_and_parts_come_the_other(gateway_with: Any) -> None:
    provider, sessions = await gateway_with(answering, team_id_or_slug="tëam/1")
    stream = await open_stream(provider, chunks(b"a" * 100_000, "AQI="), include_raw_chunks=True)
    assert sessions == []
    parts = [part async for part in stream]
    assert parts == [StreamStart([]), TranscriptDelta("Hel"), TranscriptionFinish("Hello", [], "en")]
    (session,) = sessions
    assert session.texts == [
        {
            "type": "transcription-stream.start",
            "inputAudioFormat": {"type": "audio/pcm", "rate": 16000},
            "includeRawChunks": True,
        },
        {"type": "transcription-stream.audio-done"},
    ]
    assert [len(frame) for frame in session.audio] == [65_536, 34_464, 2]
    assert session.request.raw_path == "/v4/ai/transcription-model?ai-model-id=openai%2Fx+y"
    offered = decode_realtime_protocol(session.request.headers["sec-websocket-protocol"])
    assert (offered.token, offered.team_id_or_slug) == ("k", "tëam/1")
    await asyncio.sleep(0.01)
    assert session.close_code == 1000
    assert len(provider._endpoint.websocket._open) == 0


async def test_leaving_the_stream_closes_the_connection_and_the_audio(gateway_with: Any) -> None:
    async def play(session: Session) -> None:
        await session.socket.send_json({"type": "transcript-delta", "delta": "a"})
        await session.read(until_done=False)

    provider, sessions = await gateway_with(play)
    audio = silence()
    stream = await open_stream(provider, audio)
    await anext(stream)
    await stream.aclose()
    with pytest.raises(StopAsyncIteration):
        await anext(audio)
    await asyncio.sleep(0.01)
    assert sessions[0].close_code == 1000
    assert len([task for task in asyncio.all_tasks() if "send_audio" in repr(task)]) == 0


async def test_cancelling_closes_the_connection_and_is_not_wrapped(gateway_with: Any) -> None:
    async def play(session: Session) -> None:
        await session.read(until_done=False)

    provider, sessions = await gateway_with(play)
    stream = await open_stream(provider, silence())
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(stream), 0.05)
    await asyncio.sleep(0.01)
    assert sessions[0].close_code == 1000


async def test_after_an_error_no_more_audio_is_sent_and_its_kind_is_raised(gateway_with: Any) -> None:
    error = {"message": "slow down", "type": "rate_limit_exceeded"}

    async def play(session: Session) -> None:
        await session.socket.send_json({"type": "error", "error": error})
        await session.socket.send_json({"type": "transcript-delta", "delta": "a"})
        await asyncio.sleep(0.02)
        await session.socket.close()

    provider, _ = await gateway_with(play)
    stream = await open_stream(provider, silence())
    assert await anext(stream) == ErrorPart(error)
    assert await anext(stream) == TranscriptDelta("a")
    with pytest.raises(GatewayRateLimitError, match="slow down") as caught:
        await anext(stream)
    assert caught.value.status_code == 429


@pytest.mark.parametrize("error", [{"message": "odd", "type": "brand_new"}, "odd"])
async def test_an_error_of_another_kind_is_a_response_error(gateway_with: Any, error: Any) -> None:
    async def play(session: Session) -> None:
        await session.socket.send_json({"type": "error", "error": error})
        await session.socket.close()

    provider, _ = await gateway_with(play)
    stream = await open_stream(provider, silence())
    await anext(stream)
    with pytest.raises(GatewayResponseError, match="AI Gateway transcription stream failed: odd"):
        await anext(stream)


async def test_what_reading_the_audio_raises_is_raised_to_the_reader(gateway_with: Any) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"a"
        raise OSError("microphone gone")

    async def play(session: Session) -> None:
        await session.read(until_done=False)

    provider, _ = await gateway_with(play)
    stream = await open_stream(provider, broken())
    with pytest.raises(OSError, match="microphone gone"):
        await anext(stream)


async def test_a_server_that_goes_away_is_an_error(gateway_with: Any) -> None:
    async def play(session: Session) -> None:
        session.request.transport.abort()

    provider, _ = await gateway_with(play)
    with pytest.raises(GatewayResponseError, match="AI Gateway transcription stream") as caught:
        await anext(await open_stream(provider, silence()))
    assert caught.value.is_retryable


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:1/v4/ai", None])
async def test_a_server_that_does_not_answer_is_an_error(serve: Any, base_url: str | None) -> None:
    from ai_sdk.testing import ScriptedResponse

    provider, _ = await serve(ScriptedResponse(status=401), **({} if base_url is None else {"base_url": base_url}))
    stream = await open_stream(provider, silence())
    with pytest.raises(GatewayResponseError, match="Connection error on AI Gateway transcription stream") as caught:
        await anext(stream)
    cause = caught.value.cause
    assert cause is not None
    assert "127.0.0.1:1" in str(cause.__cause__) or "status 401" in str(cause.__cause__)


async def test_without_a_key_it_fails_before_there_is_a_stream() -> None:
    provider = create_gateway()
    with pytest.raises(GatewayAuthenticationError):
        await open_stream(provider, silence())


async def test_a_key_that_can_not_be_a_header_is_refused_without_showing_it() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        await open_stream(create_gateway(api_key="sec\nret"), silence())
    assert "ret" not in str(caught.value)


@pytest.mark.parametrize(
    "message",
    [
        "not json",
        "null",
        "5",
        '{"type":"brand-new"}',
        '{"type":"transcript-delta"}',
        '{"type":"transcript-delta","delta":5}',
        '{"type":"stream-start"}',
        '{"type":"stream-start","warnings":[5]}',
        '{"type":"finish","text":"a"}',
        '{"type":"finish","text":"a","segments":[{"text":"a"}]}',
        '{"type":"response-metadata","timestamp":"yesterday"}',
        '{"type":"error"}',
        '{"type":"transcript-delta","delta":"a","__proto__":{}}',
    ],
)
def test_messages_that_are_no_parts_are_passed_over(message: str) -> None:
    assert transcription_part(message) is None


def test_warnings_of_unknown_kinds_do_not_cost_the_start() -> None:
    message = '{"type":"stream-start","warnings":[{"type":"brand-new"},{"type":"other","message":"w"}]}'
    part = transcription_part(message)
    assert isinstance(part, StreamStart)
    assert [warning.type for warning in part.warnings] == ["other"]
