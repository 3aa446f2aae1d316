from __future__ import annotations

import base64
from pathlib import Path

import pytest
from ai_sdk.__about__ import __version__
from ai_sdk.provider import (
    APICallError,
    NoSpeechGeneratedError,
    OtherWarning,
    ResponseInfo,
    SpeechCallOptions,
    SpeechResult,
)
from ai_sdk.speech import generate_speech
from ai_sdk.testing import MockSpeechModel

MP3 = b"\xff\xfb\x00"


async def test_a_text_becomes_audio(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    model = MockSpeechModel(
        do_generate=SpeechResult(
            MP3, [OtherWarning("slow")], response=ResponseInfo(id="r"), provider_metadata={"p": {"a": 1}}
        )
    )
    result = await generate_speech(model, "hello")
    assert (result.audio.bytes, result.audio.media_type, result.audio.format) == (MP3, "audio/mpeg", "mp3")
    assert result.warnings == [OtherWarning("slow")]
    assert "slow" in caplog.text
    assert result.provider_metadata == {"p": {"a": 1}}
    assert [response.id for response in result.responses] == ["r"]
    result.audio.save(tmp_path / "hello.mp3")
    assert (tmp_path / "hello.mp3").read_bytes() == MP3


@pytest.mark.parametrize(
    ("audio", "media_type", "extension"),
    [
        (b"RIFF\0\0\0\0WAVE", "audio/wav", "wav"),
        (base64.b64encode(b"OggS....").decode(), "audio/ogg", "ogg"),
        (b"???", "audio/mp3", "mp3"),
    ],
)
async def test_the_form_of_the_audio_is_told_by_its_bytes(audio: bytes | str, media_type: str, extension: str) -> None:
    result = await generate_speech(MockSpeechModel(do_generate=SpeechResult(audio)), "hello")
    assert (result.audio.media_type, result.audio.format) == (media_type, extension)


async def test_the_model_is_asked_what_the_caller_asks() -> None:
    model = MockSpeechModel(do_generate=SpeechResult(MP3))
    await generate_speech(
        model, "hi", voice="v", output_format="wav", instructions="slowly", speed=0.5, language="en", headers={"A": "1"}
    )
    assert model.do_generate_calls == [
        SpeechCallOptions(
            text="hi",
            voice="v",
            output_format="wav",
            instructions="slowly",
            speed=0.5,
            language="en",
            headers={"a": "1", "user-agent": f"ai/{__version__}"},
            provider_options={},
        )
    ]


@pytest.mark.parametrize("empty", [b"", ""])
async def test_empty_audio_is_an_error_with_the_response(empty: bytes | str) -> None:
    model = MockSpeechModel(do_generate=SpeechResult(empty, response=ResponseInfo(id="r")))
    with pytest.raises(NoSpeechGeneratedError) as caught:
        await generate_speech(model, "hi")
    assert [response.id for response in caught.value.responses] == ["r"]


async def test_what_may_work_later_is_tried_again(retry_waits: list[float]) -> None:
    failure = APICallError("busy", url="u", request_body_values={}, status_code=429)
    model = MockSpeechModel(do_generate=[failure, SpeechResult(MP3)])
    assert (await generate_speech(model, "hi")).audio.bytes == MP3
    assert retry_waits == [2.0]
