"""The transcription model: `POST {base_url}/transcription-model`, and a WebSocket there while the audio still comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal

from ai_sdk.provider import (
    RequestInfo,
    ResponseInfo,
    TranscriptionCallOptions,
    TranscriptionResult,
    TranscriptionStreamOptions,
    TranscriptionStreamResult,
    from_json,
)
from ai_sdk.provider_utils import NUMBER, STRING, list_of, normalize_headers, nullish, object_of, optional, to_base64

from ai_sdk_gateway.endpoint import Endpoint, ModelEndpoint
from ai_sdk_gateway.request import with_provider_options
from ai_sdk_gateway.shapes import METADATA, WARNINGS
from ai_sdk_gateway.transcription_stream import TranscriptionStream, start_frame

__all__ = ["TRANSCRIPTION_PATH", "TranscriptionModel"]

TRANSCRIPTION_PATH = "/transcription-model"

_ANSWER = object_of(
    {
        "text": STRING,
        "segments": optional(list_of(object_of({"text": STRING, "startSecond": NUMBER, "endSecond": NUMBER}))),
        "language": nullish(STRING),
        "durationInSeconds": nullish(NUMBER),
        "warnings": WARNINGS,
        "providerMetadata": optional(METADATA),
    }
)


class TranscriptionModel:
    """A transcription model behind the gateway."""

    specification_version: Literal["v4"] = "v4"
    provider = "gateway"

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self._endpoint = ModelEndpoint(
            endpoint, model_id, ai_transcription_model_specification_version="4", ai_model_id=model_id
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    async def do_generate(self, options: TranscriptionCallOptions) -> TranscriptionResult:
        """The text of the audio. Raises `GatewayError`."""
        called_at = datetime.now(UTC)
        body = {"audio": to_base64(options.audio), "mediaType": options.media_type}
        answer = await self._endpoint.call(options.headers).post(
            TRANSCRIPTION_PATH,
            body=with_provider_options(body, options.provider_options),
            validate=_result,
        )
        return replace(
            answer.value,
            response=ResponseInfo(None, called_at, self.model_id, answer.headers, answer.raw_value),
        )

    async def do_stream(self, options: TranscriptionStreamOptions) -> TranscriptionStreamResult:
        """The text while the audio comes. Nothing is opened before the stream is read.

        Raises `GatewayAuthenticationError` without a key or token; reading the stream raises `GatewayError`.
        """
        call = self._endpoint.call(options.headers)
        frame = start_frame(options)
        endpoint = self._endpoint.endpoint
        stream = TranscriptionStream(
            client=endpoint.websocket,
            url=endpoint.websocket_url(TRANSCRIPTION_PATH, self.model_id),
            headers=normalize_headers(call.headers),
            start=frame,
            audio=options.audio,
            method=call.method,
        )
        return TranscriptionStreamResult(
            stream.parts(),
            request=RequestInfo(frame),
            response=ResponseInfo(None, datetime.now(UTC), self.model_id),
        )


def _result(value: Any) -> TranscriptionResult:
    return from_json(TranscriptionResult, _ANSWER(value))
