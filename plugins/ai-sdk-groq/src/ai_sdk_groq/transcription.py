"""The transcription model: `POST {base_url}/audio/transcriptions`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

from ai_sdk.provider import ResponseInfo, TranscriptionCallOptions, TranscriptionResult, TranscriptionSegment
from ai_sdk.provider_utils import (
    NUMBER,
    STRING,
    FormData,
    base64_to_bytes,
    list_of,
    media_type_to_extension,
    nullish,
    object_of,
    parse_provider_options,
    post_form,
    post_form_for_bytes,
)
from ai_sdk_openai_compatible.endpoint import Endpoint

from ai_sdk_groq.options import TRANSCRIPTION_OPTIONS

__all__ = ["GroqTranscriptionModel", "transcript_segments", "transcription_form"]

_RESPONSE: Final = object_of(
    {
        "text": STRING,
        "x_groq": object_of({"id": STRING}),
        "task": nullish(STRING),
        "language": nullish(STRING),
        "duration": nullish(NUMBER),
        "segments": nullish(
            list_of(
                object_of(
                    {
                        "id": NUMBER,
                        "seek": NUMBER,
                        "start": NUMBER,
                        "end": NUMBER,
                        "text": STRING,
                        "tokens": list_of(NUMBER),
                        "temperature": NUMBER,
                        "avg_logprob": NUMBER,
                        "compression_ratio": NUMBER,
                        "no_speech_prob": NUMBER,
                    }
                )
            )
        ),
        "words": nullish(list_of(object_of({"word": STRING, "start": NUMBER, "end": NUMBER}))),
    }
)


# Field of the form -> option.
_FIELDS: Final = {
    "language": "language",
    "prompt": "prompt",
    "response_format": "responseFormat",
    "temperature": "temperature",
}


def transcription_form(options: TranscriptionCallOptions, own: Mapping[str, Any], *, model_id: str) -> FormData:
    """The form of a request; `own` are the provider options.

    Raises `InvalidDataContentError` for audio given as a text that is no base64.
    """
    audio = options.audio
    form = FormData()
    form.append("model", model_id)
    form.append_file(
        "file",
        base64_to_bytes(audio) if isinstance(audio, str) else audio,
        media_type=options.media_type,
        # The server goes by the ending of the name.
        filename=f"audio.{media_type_to_extension(options.media_type)}",
    )
    for field, name in _FIELDS.items():
        if (value := own.get(name)) is not None:
            form.append(field, value)
    for granularity in own.get("timestampGranularities") or ():
        form.append("timestamp_granularities[]", granularity)
    return form


def transcript_segments(answer: Mapping[str, Any]) -> list[TranscriptionSegment]:
    """The segments, or the words where there is no list of segments."""
    segments = answer.get("segments")
    if segments is not None:
        return [TranscriptionSegment(each["text"], each["start"], each["end"]) for each in segments]
    return [TranscriptionSegment(each["word"], each["start"], each["end"]) for each in answer.get("words") or ()]


class GroqTranscriptionModel:
    """A transcription model of Groq."""

    specification_version: Literal["v4"] = "v4"

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self.provider = f"{endpoint.name}.transcription"
        self._endpoint = endpoint

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.model_id!r}>"

    async def do_generate(self, options: TranscriptionCallOptions) -> TranscriptionResult:
        """The text of the audio, with segments if they are asked for (`response_format="verbose_json"`).

        Raises `APICallError`, and `InvalidArgumentError` for provider options of a wrong type.
        """
        started = datetime.now(UTC)
        own: Mapping[str, Any] = (
            parse_provider_options(options.provider_options, provider="groq", validate=TRANSCRIPTION_OPTIONS) or {}
        )
        send: dict[str, Any] = {
            "headers": self._endpoint.request_headers(options.headers),
            "form": transcription_form(options, own, model_id=self.model_id),
            "errors": self._endpoint.errors,
            "max_bytes": self._endpoint.max_response_bytes,
        }
        transport, url = self._endpoint.transport, self._endpoint.url("/audio/transcriptions")
        if own.get("responseFormat") == "text":
            plain = await post_form_for_bytes(transport, url, **send)
            text = plain.value.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
            return TranscriptionResult(text, response=ResponseInfo(None, started, self.model_id, plain.headers, text))
        answer = await post_form(transport, url, validate=_RESPONSE, **send)
        return TranscriptionResult(
            answer.value["text"],
            transcript_segments(answer.value),
            answer.value.get("language"),
            answer.value.get("duration"),
            response=ResponseInfo(None, started, self.model_id, answer.headers, answer.raw_value),
        )
