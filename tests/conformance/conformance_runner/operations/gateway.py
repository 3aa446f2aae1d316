"""What only the gateway has: batches, videos in the background, account data, realtime, streaming transcription."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

from conformance_runner.names import snake_case
from conformance_runner.observe import Fields, observe_attributes
from conformance_runner.outcome import Run
from conformance_runner.project import member, named
from conformance_runner.providers import make_model, make_provider
from conformance_runner.values import decode, without_undefined

from . import operation
from .calls import call_options, drain, in_task

__all__: list[str] = []

_SETTLE = 0.05
"""Seconds in which background work of the provider comes to rest."""


def _provider(run: Run) -> Any:
    return make_provider(run, run.case.provider, run.data["settings"])


def _model(run: Run) -> Any:
    return make_model(_provider(run), run.case.model_kind, run.data["model_id"])


def _keywords(call: Mapping[str, Any]) -> dict[str, Any]:
    return {snake_case(name): value for name, value in without_undefined(decode(call)).items()}


# Batches


@operation("batch_start")
async def batch_start(run: Run) -> None:
    """Hand in a batch."""
    start = member(_model(run), "do_start_batch")
    options = call_options("BatchStartOptions", run.data["call"])
    run.record("result", await in_task(run, run.data["call"], lambda: start(options)))


@operation("batch_status")
async def batch_status(run: Run) -> None:
    """How a batch is."""
    status = member(_model(run), "do_get_batch_status")
    options = call_options("BatchOptions", run.data["call"])
    run.record("result", await in_task(run, run.data["call"], lambda: status(options)))


@operation("batch_results")
async def batch_results(run: Run) -> None:
    """The answers of a batch. What fails before the first of them has failed the call."""
    results = member(_model(run), "do_get_batch_results")(call_options("BatchOptions", run.data["call"]))
    if "error" in run.case.expect:
        async for _ in results:
            pass
        return
    await drain(run, results)


# Videos


@operation("video_start")
async def video_start(run: Run) -> None:
    """Start a video."""
    start = member(_model(run), "do_start")
    options = call_options("VideoStartOptions", run.data["call"])
    run.record("result", await in_task(run, run.data["call"], lambda: start(options)))


@operation("video_status")
async def video_status(run: Run) -> None:
    """How a video is."""
    status = member(_model(run), "do_status")
    options = call_options("VideoStatusOptions", run.data["call"])
    run.record("result", await in_task(run, run.data["call"], lambda: status(options)))


# Account data


@operation("get_available_models")
async def get_available_models(run: Run) -> None:
    """The models, asked for one or several times."""
    provider = _provider(run)
    for time in range(run.data["call"].get("times", 1)):
        result = await member(provider, "get_available_models")()
        if time == 0:
            run.record("result", result)
    await asyncio.sleep(_SETTLE)


@operation("get_credits")
async def get_credits(run: Run) -> None:
    """The credits of the account."""
    run.record("result", await member(_provider(run), "get_credits")())


@operation("get_spend_report")
async def get_spend_report(run: Run) -> None:
    """What was spent."""
    run.record("result", await member(_provider(run), "get_spend_report")(**_keywords(run.data["call"])))


@operation("get_generation_info")
async def get_generation_info(run: Run) -> None:
    """What is known of one generation."""
    run.record("result", await member(_provider(run), "get_generation_info")(**_keywords(run.data["call"])))


# Realtime


@operation("realtime_get_token")
async def realtime_get_token(run: Run) -> None:
    """A token for a realtime model."""
    run.record("result", await member(_provider(run), "get_realtime_token")(**_keywords(run.data["call"])))


@operation("transcription_get_token")
async def transcription_get_token(run: Run) -> None:
    """A token for a streaming transcription model."""
    run.record("result", await member(_provider(run), "get_transcription_token")(**_keywords(run.data["call"])))


@operation("realtime_websocket_config")
async def realtime_websocket_config(run: Run) -> None:
    """The URL and subprotocols of a realtime connection."""
    model = member(_provider(run), "realtime_model")(run.data["model_id"])
    config = member(model, "get_websocket_config")(**_keywords(run.data["call"]))
    run.record("result", observe_attributes(config, ("url", "protocols")))


@operation("realtime_decode_protocol")
async def realtime_decode_protocol(run: Run) -> None:
    """What a server reads from a client's subprotocols."""
    decode_protocol = named("ai_sdk_gateway", "decode_realtime_protocol")
    run.record("result", decode_protocol(run.data["call"]["header"]))


# Streaming transcription


async def _audio(chunks: list[Any]) -> AsyncIterator[bytes | str]:
    for chunk in chunks:
        await asyncio.sleep(0)
        yield chunk


def _stream_options(call: Mapping[str, Any], audio: AsyncIterator[bytes | str]) -> Any:
    # Audio that is still to come has no JSON form, so these options are not read by the codec as a whole.
    keywords = {name: value for name, value in _keywords(call).items() if name != "abort_signal"}
    audio_format = named("ai_sdk.provider", "AudioFormat")
    keywords["input_audio_format"] = named("ai_sdk.provider", "from_json")(audio_format, keywords["input_audio_format"])
    return named("ai_sdk.provider", "TranscriptionStreamOptions")(audio=audio, **keywords)


# Headers of the handshake itself.
_HANDSHAKE = frozenset(
    {
        "host",
        "upgrade",
        "connection",
        "origin",
        "pragma",
        "cache-control",
        "accept",
        "accept-encoding",
        "accept-language",
    }
)


@operation("transcription_stream")
async def transcription_stream(run: Run) -> None:
    """`do_stream` of a transcription model over a WebSocket, and what the client did there."""
    call = dict(run.data["call"])
    audio = decode(call.pop("audio_chunks"))
    model = _model(run)
    options = _stream_options(call, _audio(audio))
    try:
        result = await in_task(run, call, lambda: model.do_stream(options))
        run.record("result", observe_attributes(result, ("request", "response")))
        await drain(run, result.stream)
        await asyncio.sleep(_SETTLE)
    finally:
        run.record("websocket", _websocket(run))


def _websocket(run: Run) -> Fields:
    if not run.server.sessions:
        return Fields(run.server, ())
    session = run.server.sessions[0]
    request = session.request
    expected = run.case.expect["websocket"].get("headers", {})
    headers = {
        name: value
        for name, value in request.headers.items()
        if name not in _HANDSHAKE
        and not name.startswith("sec-websocket-")
        and (name in expected or name != "user-agent")
    }
    frames = session.frames
    if _has_error_part(run):
        # After an error from the server the client may stop sending.
        recorded = run.case.expect["websocket"].get("client_frames", [])
        frames = [*frames, *decode(recorded[len(frames) :])]
    query = f"?{request.query}" if request.query else ""
    values = {
        "url": f"ws://{run.server.host}{request.path}{query}",
        "protocols": session.protocols,
        "headers": headers,
        "client_frames": frames,
        "client_close": session.close_code,
    }
    return Fields(session, values.items())


def _has_error_part(run: Run) -> bool:
    script = run.data.get("websocket") or {}
    steps = [*script.get("on_open", ()), *script.get("on_audio_done", ())]
    return any(isinstance(step.get("send"), dict) and step["send"].get("type") == "error" for step in steps)
