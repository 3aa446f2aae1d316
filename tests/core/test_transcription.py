from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.__about__ import __version__
from ai_sdk.provider import (
    APICallError,
    DownloadError,
    FileReference,
    InvalidDataContentError,
    NoTranscriptGeneratedError,
    OtherWarning,
    ResponseInfo,
    TranscriptionCallOptions,
    TranscriptionResult,
    TranscriptionSegment,
)
from ai_sdk.provider_utils import DownloadedFile
from ai_sdk.testing import MockTranscriptionModel
from ai_sdk.transcription import transcribe

WAV = b"RIFF\0\0\0\0WAVEfmt "
HELLO = TranscriptionResult("hello")


async def test_the_result_has_the_text_and_what_else_is_known() -> None:
    segments = [TranscriptionSegment("hello", 0, 1)]
    model = MockTranscriptionModel(
        do_generate=TranscriptionResult(
            "hello",
            segments,
            "en",
            1.0,
            [OtherWarning("noisy")],
            response=ResponseInfo(id="r"),
            provider_metadata={"p": {"a": 1}},
        )
    )
    result = await transcribe(model, WAV)
    assert (result.text, result.segments, result.language, result.duration_in_seconds) == ("hello", segments, "en", 1.0)
    assert result.warnings == [OtherWarning("noisy")]
    assert [response.id for response in result.responses] == ["r"]
    assert result.provider_metadata == {"p": {"a": 1}}


async def test_audio_may_be_given_in_every_form(tmp_path: Path) -> None:
    path = tmp_path / "talk.wav"
    path.write_bytes(WAV)
    encoded = base64.b64encode(WAV).decode()
    for audio in (WAV, bytearray(WAV), encoded, encoded.rstrip("="), path, f"data:audio/wav;base64,{encoded}"):
        model = MockTranscriptionModel(do_generate=HELLO)
        await transcribe(model, audio, headers={"A": "1"}, provider_options={"acme": {"b": 1}})
        assert model.do_generate_calls == [
            TranscriptionCallOptions(
                audio=WAV,
                media_type="audio/wav",
                headers={"a": "1", "user-agent": f"ai/{__version__}"},
                provider_options={"acme": {"b": 1}},
            )
        ]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\xff\xfb\x00", "audio/mpeg"),
        (b"\0\0\0\x20ftypM4A ", "audio/mp4"),
        (b"\x1aE\xdf\xa3", "audio/webm"),
        (b"?", "audio/wav"),
    ],
)
async def test_the_media_type_is_told_by_the_bytes(data: bytes, media_type: str) -> None:
    model = MockTranscriptionModel(do_generate=HELLO)
    await transcribe(model, data)
    assert model.do_generate_calls[0].media_type == media_type


async def test_a_url_is_downloaded_once_and_not_retried_with_the_request(retry_waits: list[float]) -> None:
    asked: list[str] = []

    async def download(url: str) -> DownloadedFile:
        asked.append(url)
        return DownloadedFile(WAV, "text/html")

    failure = APICallError("busy", url="u", request_body_values={}, status_code=500)
    model = MockTranscriptionModel(do_generate=[failure, HELLO])
    await transcribe(model, "https://x.test/talk", download=download)
    assert asked == ["https://x.test/talk"]
    assert [(call.audio, call.media_type) for call in model.do_generate_calls] == [(WAV, "audio/wav")] * 2


async def test_the_built_in_download_reaches_nothing_local() -> None:
    model = MockTranscriptionModel(do_generate=HELLO)
    with pytest.raises(DownloadError):
        await transcribe(model, "http://127.0.0.1/talk.wav")
    with pytest.raises(DownloadError, match="scheme"):
        await transcribe(model, "file:///etc/passwd")
    assert model.do_generate_calls == []


@pytest.mark.parametrize(
    ("audio", "error"),
    [
        ("no base64 at all!", InvalidDataContentError),
        (FileReference({"acme": "1"}), InvalidDataContentError),
        (7, InvalidDataContentError),
        (Path("/nowhere/talk.mp3"), FileNotFoundError),
    ],
)
async def test_what_is_no_audio_is_refused_before_the_request(audio: Any, error: type[Exception]) -> None:
    model = MockTranscriptionModel(do_generate=HELLO)
    with pytest.raises(error):
        await transcribe(model, audio)
    assert model.do_generate_calls == []


async def test_an_empty_text_is_an_error_with_the_response() -> None:
    model = MockTranscriptionModel(do_generate=TranscriptionResult("", response=ResponseInfo(id="r")))
    with pytest.raises(NoTranscriptGeneratedError) as caught:
        await transcribe(model, WAV)
    assert [response.id for response in caught.value.responses] == ["r"]


async def test_a_file_name_is_not_taken_for_base64() -> None:
    with pytest.raises(InvalidDataContentError, match=r"Path\('talk\.mp3'\)"):
        await transcribe(MockTranscriptionModel(), "talk.mp3")
