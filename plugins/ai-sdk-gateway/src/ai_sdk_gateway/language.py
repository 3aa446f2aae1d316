"""The language model: `POST {base_url}/language-model`, as one answer or as a stream."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from typing import Any, Final, Literal, cast

from ai_sdk.provider import (
    BatchItem,
    BatchOptions,
    BatchStarted,
    BatchStartOptions,
    BatchStatus,
    GenerateResult,
    LanguageCallOptions,
    RequestInfo,
    ResponseInfo,
    StreamResult,
    from_json,
)
from ai_sdk.provider_utils import ShapeError

from ai_sdk_gateway import batch
from ai_sdk_gateway.endpoint import Endpoint, ModelEndpoint
from ai_sdk_gateway.language_stream import is_unknown_content, open_parts, stream_part
from ai_sdk_gateway.request import language_request

__all__ = ["LanguageModel"]

_PATH: Final = "/language-model"


class LanguageModel:
    """A language model behind the gateway, which takes batches too (`do_start_batch`)."""

    specification_version: Literal["v4"] = "v4"
    provider = "gateway"

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self._endpoint = ModelEndpoint(
            endpoint, model_id, ai_language_model_specification_version="4", ai_language_model_id=model_id
        )
        self._batch = ModelEndpoint(endpoint, model_id, ai_model_id=model_id)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    @property
    def supported_urls(self) -> Mapping[str, list[re.Pattern[str]]]:
        """All: the gateway fetches what the model behind it can't."""
        return {"*/*": [re.compile(".*")]}

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        """The whole answer. Raises `GatewayError`."""
        body = language_request(options)
        answer = await self._endpoint.call(options.headers, _streaming("false")).post(
            _PATH, body=body, validate=_result
        )
        return replace(
            answer.value,
            request=RequestInfo(body),
            response=ResponseInfo(headers=answer.headers, body=answer.raw_value),
        )

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        """The answer as it comes. Raises `GatewayError`; while it is read, `APICallError` if the connection breaks,
        `JSONParseError` and `TypeValidationError` for an event that is none.
        """
        body = language_request(options)
        answer = await self._endpoint.call(options.headers, _streaming("true")).post_for_events(
            _PATH,
            body=body,
            validate=stream_part,
        )
        parts = await open_parts(answer, include_raw_chunks=bool(options.include_raw_chunks))
        return StreamResult(parts, request=RequestInfo(body), response=ResponseInfo(headers=answer.headers))

    async def do_start_batch(self, options: BatchStartOptions) -> BatchStarted:
        """Hands a batch in. Raises `GatewayError`."""
        return await batch.start(self._batch, options)

    async def do_get_batch_status(self, options: BatchOptions) -> BatchStatus:
        """How a batch is. Raises `GatewayError`."""
        return await batch.status(self._batch, options)

    def do_get_batch_results(self, options: BatchOptions) -> AsyncGenerator[BatchItem, None]:
        """The answers of a batch that has ended. Raises `GatewayError`, also if it has not ended."""
        return batch.results(self._batch, options)


def _streaming(value: str) -> dict[str, str]:
    return {"ai-language-model-streaming": value}


def _result(value: Any) -> GenerateResult:
    """The result that a body says. The server's own warnings and response are not taken over."""
    if not isinstance(value, Mapping):
        raise ShapeError("an object", value)
    body = cast("Mapping[str, Any]", value)
    content = body.get("content")
    if isinstance(content, list):
        # What only newer versions know stays in the response's body.
        content = [part for part in cast("list[Any]", content) if not is_unknown_content(part)]
    members = {
        "content": content,
        "finishReason": body.get("finishReason") or {"unified": "other"},
        "usage": body.get("usage") or {},
        "providerMetadata": body.get("providerMetadata"),
    }
    return from_json(GenerateResult, members)
