"""Transcriptions: the form that is sent, and what comes back."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    InvalidArgumentError,
    InvalidDataContentError,
    TranscriptionCallOptions,
    TranscriptionSegment,
)
from ai_sdk.testing import RecordedRequest, ScriptedResponse
from ai_sdk_groq import GroqTranscriptionOptions
from ai_sdk_groq.transcription import transcript_segments

SEGMENT = {
    "id": 0,
    "seek": 0,
    "start": 0,
    "end": 1.5,
    "text": "Hello",
    "tokens": [1],
    "temperature": 0,
    "avg_logprob": -0.1,
    "compression_ratio": 1,
    "no_speech_prob": 0.1,
    "more": 1,
}
ANSWER = {"text": "Hello", "x_groq": {"id": "req_1"}}


def call(options: Any = None, **changes: Any) -> TranscriptionCallOptions:
    given: dict[str, Any] = {"audio": b"\xff\xfb", "media_type": "audio/mpeg", **changes}
    return TranscriptionCallOptions(**given, provider_options=None if options is None else {"groq": options})


def fields(request: RecordedRequest) -> list[tuple[Any, Any, bytes]]:
    """Name, file name and bytes of each field of a form."""
    head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
    found: list[tuple[Any, Any, bytes]] = []
    for part in BytesParser(policy=HTTP).parsebytes(head + request.body).iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.append((part.get_param("name", header="content-disposition"), part.get_filename(), content))
    return found


async def test_nothing_but_model_and_file_is_sent_by_default(serve: Any) -> None:
    provider, server = await serve(ScriptedResponse(json=ANSWER))
    model = provider.transcription_model("whisper-large-v3")
    result = await model.do_generate(call())
    [request] = server.requests
    assert request.path == "/openai/v1/audio/transcriptions"
    assert request.headers["authorization"] == "Bearer k"
    assert fields(request) == [("model", None, b"whisper-large-v3"), ("file", "audio.mp3", b"\xff\xfb")]
    assert model.provider == "groq.transcription"
    assert (result.text, result.segments, result.language, result.warnings) == ("Hello", [], None, ())
    assert result.response is not None
    assert (result.response.model_id, result.response.body) == ("whisper-large-v3", ANSWER)
    assert result.response.timestamp is not None


async def test_all_options_are_fields_of_the_form(scripted: Any) -> None:
    options = GroqTranscriptionOptions(
        language="en",
        prompt="Grüße",
        response_format="verbose_json",
        temperature=0,
        timestamp_granularities=("word", "segment"),
    )
    provider, transport = scripted(ScriptedResponse(json=ANSWER))
    await provider.transcription_model("w").do_generate(call(options.to_json(), audio="//s", media_type="audio/wav"))
    assert fields(transport.requests[0]) == [
        ("model", None, b"w"),
        ("file", "audio.wav", b"\xff\xfb"),
        ("language", None, b"en"),
        ("prompt", None, "Grüße".encode()),
        ("response_format", None, b"verbose_json"),
        ("temperature", None, b"0"),
        ("timestamp_granularities[]", None, b"word"),
        ("timestamp_granularities[]", None, b"segment"),
    ]


async def test_segments_win_over_words_also_if_there_are_none() -> None:
    words = [{"word": "Hi", "start": 0, "end": 1}]
    assert transcript_segments({"segments": [SEGMENT], "words": words}) == [TranscriptionSegment("Hello", 0, 1.5)]
    assert transcript_segments({"segments": None, "words": words}) == [TranscriptionSegment("Hi", 0, 1)]
    assert transcript_segments({"segments": [], "words": words}) == []


async def test_a_verbose_answer_has_language_and_duration(scripted: Any) -> None:
    answer = {**ANSWER, "language": "English", "duration": 1.5, "segments": [SEGMENT]}
    provider, _ = scripted(ScriptedResponse(json=answer))
    result = await provider.transcription_model("w").do_generate(call())
    assert (result.language, result.duration_in_seconds) == ("English", 1.5)
    assert result.segments == [TranscriptionSegment("Hello", 0, 1.5)]


async def test_a_plain_text_is_taken_as_it_is(serve: Any) -> None:
    provider, _ = await serve(ScriptedResponse(body=" Grüße\n".encode() + b"\xff"))
    result = await provider.transcription_model("w").do_generate(call({"response_format": "text"}))
    assert result.text == " Grüße\n\ufffd"
    assert result.response is not None
    assert result.response.body == result.text


@pytest.mark.parametrize(
    "options", [{"temperature": 1.5}, {"temperature": -0.1}, {"language": 5}, {"timestampGranularities": "word"}]
)
async def test_an_option_of_a_wrong_type_is_refused(scripted: Any, options: Any) -> None:
    provider, transport = scripted()
    with pytest.raises(InvalidArgumentError, match="invalid groq provider options"):
        await provider.transcription_model("w").do_generate(call(options))
    assert transport.requests == []


async def test_a_null_option_is_none_and_unknown_ones_are_not_sent(scripted: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=ANSWER))
    options = {"language": None, "temperature": None, "timestampGranularities": None, "x": 1}
    await provider.transcription_model("w").do_generate(call(options))
    assert [name for name, _, _ in fields(transport.requests[0])] == ["model", "file"]


async def test_audio_that_is_no_base64_is_refused(scripted: Any) -> None:
    provider, transport = scripted()
    with pytest.raises(InvalidDataContentError):
        await provider.transcription_model("w").do_generate(call(audio="ä"))
    assert transport.requests == []


async def test_an_answer_that_is_not_groqs_is_a_typed_error(scripted: Any) -> None:
    provider, _ = scripted(ScriptedResponse(json={"text": "Hello"}))
    with pytest.raises(APICallError, match="Invalid JSON response"):
        await provider.transcription_model("w").do_generate(call())


async def test_transcribe_takes_a_path_and_the_options_object(scripted: Any, tmp_path: Path) -> None:
    from ai_sdk import transcribe

    audio = tmp_path / "talk.mp3"
    audio.write_bytes(b"\xff\xfb\x90\x00" + bytes(8))
    provider, transport = scripted(ScriptedResponse(json={**ANSWER, "segments": [SEGMENT]}))
    options = GroqTranscriptionOptions(response_format="verbose_json")
    result = await transcribe(provider.transcription_model("w"), audio, provider_options=[options])
    assert (result.text, [segment.text for segment in result.segments]) == ("Hello", ["Hello"])
    assert fields(transport.requests[0])[1:] == [
        ("file", "audio.mp3", audio.read_bytes()),
        ("response_format", None, b"verbose_json"),
    ]
