"""The speech model: `POST {base_url}/speech-model`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal

from ai_sdk.provider import ResponseInfo, SpeechCallOptions, SpeechResult, from_json
from ai_sdk.provider_utils import STRING, object_of, optional

from ai_sdk_gateway.endpoint import Endpoint, ModelEndpoint
from ai_sdk_gateway.request import with_provider_options
from ai_sdk_gateway.shapes import METADATA, WARNINGS

__all__ = ["SpeechModel"]

_ANSWER = object_of({"audio": STRING, "warnings": WARNINGS, "providerMetadata": optional(METADATA)})


class SpeechModel:
    """A speech model behind the gateway."""

    specification_version: Literal["v4"] = "v4"
    provider = "gateway"

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self._endpoint = ModelEndpoint(
            endpoint, model_id, ai_speech_model_specification_version="4", ai_model_id=model_id
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    async def do_generate(self, options: SpeechCallOptions) -> SpeechResult:
        """The audio, as base64. Raises `GatewayError`."""
        called_at = datetime.now(UTC)
        answer = await self._endpoint.call(options.headers).post(
            "/speech-model", body=_request(options), validate=_result
        )
        return replace(
            answer.value,
            response=ResponseInfo(None, called_at, self.model_id, answer.headers, answer.raw_value),
        )


def _request(options: SpeechCallOptions) -> dict[str, Any]:
    body: dict[str, Any] = {"text": options.text}
    texts = (("voice", options.voice), ("outputFormat", options.output_format), ("instructions", options.instructions))
    body.update((name, value) for name, value in texts if value)
    if options.speed is not None:
        body["speed"] = options.speed
    if options.language:
        body["language"] = options.language
    return with_provider_options(body, options.provider_options)


def _result(value: Any) -> SpeechResult:
    return from_json(SpeechResult, _ANSWER(value))
