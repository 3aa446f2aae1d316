"""The chat model: `POST {base_url}/chat/completions`, as one answer or as a stream."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any, Literal, TypeAlias

from ai_sdk.provider import (
    GenerateResult,
    LanguageCallOptions,
    RequestInfo,
    ResponseInfo,
    StreamResult,
    SupportedUrls,
)
from ai_sdk.provider_utils import create_response_metadata, post_json, post_json_stream

from ai_sdk_openai_compatible.chat.messages import MessageStyle
from ai_sdk_openai_compatible.chat.metadata import MetadataExtractor, provider_metadata
from ai_sdk_openai_compatible.chat.request import ChatRequest, chat_request
from ai_sdk_openai_compatible.chat.response import chat_content
from ai_sdk_openai_compatible.chat.shapes import checked_response
from ai_sdk_openai_compatible.chat.stream import ChatStream, StreamStyle
from ai_sdk_openai_compatible.chat.text_chunks import TextChunks
from ai_sdk_openai_compatible.chat.usage import ConvertUsage, convert_usage, finish_reason
from ai_sdk_openai_compatible.endpoint import Endpoint
from ai_sdk_openai_compatible.streaming import event_validator, open_stream
from ai_sdk_openai_compatible.wire import first_choice

__all__ = ["ChatModel", "ChatSettings", "SupportedUrlsSetting", "TransformRequestBody"]

TransformRequestBody: TypeAlias = Callable[[dict[str, Any]], "Mapping[str, Any] | None"]
"""Changes a whole request body just before it is sent. None keeps the body."""

SupportedUrlsSetting: TypeAlias = (
    Mapping[str, Sequence[str | re.Pattern[str]]] | Callable[[], SupportedUrls | Awaitable[SupportedUrls]]
)
"""Media type pattern -> regular expressions of the URLs that the model fetches itself; or a function that gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSettings:
    """What can be set for chat models, beside where they are. The keywords of `create_openai_compatible` say more."""

    include_usage: bool = False
    supports_structured_outputs: bool = False
    supported_urls: SupportedUrlsSetting = field(default_factory=dict[str, Sequence[str]])
    transform_request_body: TransformRequestBody | None = None
    metadata_extractor: MetadataExtractor | None = None
    convert_usage: ConvertUsage = convert_usage
    message_style: MessageStyle = field(default_factory=MessageStyle)
    stream_style: StreamStyle = field(default_factory=StreamStyle)


class ChatModel:
    """A chat model at an endpoint."""

    specification_version: Literal["v4"] = "v4"

    def __init__(self, model_id: str, *, endpoint: Endpoint, settings: ChatSettings | None = None) -> None:
        self.model_id = model_id
        self.provider = f"{endpoint.name}.chat"
        self._endpoint = endpoint
        self._settings = settings or ChatSettings()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    @property
    def supports_structured_outputs(self) -> bool:
        """Whether JSON schemas are sent; otherwise only that JSON is wanted."""
        return self._settings.supports_structured_outputs

    @property
    def supported_urls(self) -> SupportedUrls | Awaitable[SupportedUrls]:
        """The URLs that the server fetches itself; the core downloads all others."""
        urls = self._settings.supported_urls
        if callable(urls):
            return urls()
        return {key: [re.compile(pattern) for pattern in patterns] for key, patterns in urls.items()}

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        """The whole answer. Raises `APICallError`, and `InvalidResponseDataError` for an answer without choices."""
        request = self._request(options)
        body = self._transformed(request.body)
        answer = await post_json(
            self._endpoint.transport,
            self._endpoint.url("/chat/completions"),
            headers=self._endpoint.request_headers(options.headers),
            body=body,
            validate=checked_response,
            errors=self._endpoint.errors,
            max_bytes=self._endpoint.max_response_bytes,
        )
        choice = first_choice(answer.value)
        usage = answer.value.get("usage")
        converted = self._settings.convert_usage(usage)
        known = create_response_metadata(answer.value)
        extractor = self._settings.metadata_extractor
        extracted = None if extractor is None else extractor.extract_metadata(answer.raw_value)
        if extracted is not None and isawaitable(extracted):
            extracted = await extracted
        return GenerateResult(
            chat_content(choice["message"], metadata_key=request.metadata_key),
            finish_reason(choice.get("finish_reason")),
            convert_usage(usage) if converted is None else converted,
            request.warnings,
            provider_metadata=provider_metadata(request.metadata_key, extracted, usage),
            request=RequestInfo(body),
            response=ResponseInfo(known.id, known.timestamp, known.model_id, answer.headers, answer.raw_value),
        )

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        """The answer as it comes. Raises `APICallError`; what breaks later is raised while the stream is read."""
        settings = self._settings
        request = self._request(options)
        body: dict[str, Any] = {**request.body, "stream": True}
        if settings.include_usage:
            body["stream_options"] = {"include_usage": True}
        body = self._transformed(body)
        # Made before anything is open, since an extractor is the caller's code and may raise.
        extractor = settings.metadata_extractor
        style = settings.stream_style
        # Who wants to see each chunk gets each chunk.
        reads_texts = extractor is None and not options.include_raw_chunks
        machine = ChatStream(
            metadata_key=request.metadata_key,
            style=style,
            warnings=request.warnings,
            include_raw_chunks=bool(options.include_raw_chunks),
            extractor=None if extractor is None else extractor.create_stream_extractor(),
            convert_usage=settings.convert_usage,
        )
        answer = await post_json_stream(
            self._endpoint.transport,
            self._endpoint.url("/chat/completions"),
            headers=self._endpoint.request_headers(options.headers),
            body=body,
            validate=event_validator(style.check_chunk, errors=self._endpoint.errors),
            errors=self._endpoint.errors,
            max_bytes=self._endpoint.max_response_bytes,
            parse=TextChunks(style).read if reads_texts else None,
        )
        stream = await open_stream(answer, machine)
        return StreamResult(stream, request=RequestInfo(body), response=ResponseInfo(headers=answer.headers))

    def _request(self, options: LanguageCallOptions) -> ChatRequest:
        return chat_request(
            options,
            model_id=self.model_id,
            provider=self.provider,
            supports_structured_outputs=self._settings.supports_structured_outputs,
            style=self._settings.message_style,
        )

    def _transformed(self, body: dict[str, Any]) -> Any:
        transform = self._settings.transform_request_body
        transformed = None if transform is None else transform(body)
        return body if transformed is None else transformed
