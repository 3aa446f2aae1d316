"""The completion model: `POST {base_url}/completions`, as one answer or as a stream."""

from __future__ import annotations

from typing import Literal

from ai_sdk.provider import (
    Content,
    GenerateResult,
    LanguageCallOptions,
    RequestInfo,
    ResponseInfo,
    StreamResult,
    SupportedUrls,
    TextContent,
)
from ai_sdk.provider_utils import create_response_metadata, post_json, post_json_stream

from ai_sdk_openai_compatible.chat.usage import finish_reason
from ai_sdk_openai_compatible.completion.request import completion_request
from ai_sdk_openai_compatible.completion.shapes import COMPLETION_CHUNK, COMPLETION_RESPONSE, completion_usage
from ai_sdk_openai_compatible.completion.stream import CompletionStream
from ai_sdk_openai_compatible.endpoint import Endpoint
from ai_sdk_openai_compatible.streaming import event_validator, open_stream
from ai_sdk_openai_compatible.wire import first_choice

__all__ = ["CompletionModel"]


class CompletionModel:
    """A completion model at an endpoint. To the core it is a language model without tools and files."""

    specification_version: Literal["v4"] = "v4"

    def __init__(self, model_id: str, *, endpoint: Endpoint, include_usage: bool = False) -> None:
        self.model_id = model_id
        self.provider = f"{endpoint.name}.completion"
        self._endpoint = endpoint
        self._include_usage = include_usage
        self._validate_chunk = event_validator(COMPLETION_CHUNK, errors=endpoint.errors)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    @property
    def supported_urls(self) -> SupportedUrls:
        """None: there are no files."""
        return {}

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        """The whole answer. Raises `APICallError`, and `InvalidResponseDataError` for an answer without choices."""
        body, warnings = completion_request(options, model_id=self.model_id, provider=self.provider)
        answer = await post_json(
            self._endpoint.transport,
            self._endpoint.url("/completions"),
            headers=self._endpoint.request_headers(options.headers),
            body=body,
            validate=COMPLETION_RESPONSE,
            errors=self._endpoint.errors,
            max_bytes=self._endpoint.max_response_bytes,
        )
        choice = first_choice(answer.value)
        content: list[Content] = [TextContent(choice["text"])] if choice["text"] else []
        known = create_response_metadata(answer.value)
        return GenerateResult(
            content,
            finish_reason(choice["finish_reason"]),
            completion_usage(answer.value.get("usage")),
            warnings,
            request=RequestInfo(body),
            response=ResponseInfo(known.id, known.timestamp, known.model_id, answer.headers, answer.raw_value),
        )

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        """The answer as it comes. Raises `APICallError`; what breaks later is raised while the stream is read."""
        body, warnings = completion_request(options, model_id=self.model_id, provider=self.provider)
        body["stream"] = True
        if self._include_usage:
            body["stream_options"] = {"include_usage": True}
        answer = await post_json_stream(
            self._endpoint.transport,
            self._endpoint.url("/completions"),
            headers=self._endpoint.request_headers(options.headers),
            body=body,
            validate=self._validate_chunk,
            errors=self._endpoint.errors,
            max_bytes=self._endpoint.max_response_bytes,
        )
        machine = CompletionStream(warnings=warnings, include_raw_chunks=bool(options.include_raw_chunks))
        return StreamResult(
            await open_stream(answer, machine),
            request=RequestInfo(body),
            response=ResponseInfo(headers=answer.headers),
        )
