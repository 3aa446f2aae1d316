"""The chat model: `POST {base_url}/chat/completions`, as one answer or as a stream.

Messages, tools and the state machine of streams are those of `ai_sdk_openai_compatible`; what Groq has otherwise stands
in `request.py` (what is sent) and `answer.py` (what comes back).
"""

from __future__ import annotations

import re
from typing import Final, Literal

from ai_sdk.provider import (
    GenerateResult,
    LanguageCallOptions,
    RequestInfo,
    ResponseInfo,
    StreamResult,
    SupportedUrls,
)
from ai_sdk.provider_utils import create_response_metadata, post_json, post_json_stream, to_json_text
from ai_sdk_openai_compatible.chat.response import chat_content
from ai_sdk_openai_compatible.chat.stream import ChatStream
from ai_sdk_openai_compatible.chat.text_chunks import TextChunks
from ai_sdk_openai_compatible.chat.usage import finish_reason
from ai_sdk_openai_compatible.endpoint import Endpoint
from ai_sdk_openai_compatible.streaming import event_validator, open_stream
from ai_sdk_openai_compatible.wire import first_choice

from ai_sdk_groq.answer import GROQ_RESPONSE, GROQ_STREAM, REASONING_FIELDS, check_chunk, convert_usage
from ai_sdk_groq.errors import GROQ_ERRORS
from ai_sdk_groq.request import groq_request

__all__ = ["GroqChatModel"]

_SUPPORTED_URLS: Final = {"image/*": [re.compile(r"^https?://.*$")]}
_validate_chunk = event_validator(check_chunk, errors=GROQ_ERRORS)


class GroqChatModel:
    """A chat model of Groq."""

    specification_version: Literal["v4"] = "v4"

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self.provider = f"{endpoint.name}.chat"
        self._endpoint = endpoint

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.model_id!r}>"

    @property
    def supported_urls(self) -> SupportedUrls:
        """Images: Groq fetches them itself."""
        return _SUPPORTED_URLS

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        """The whole answer. Raises `APICallError`, and `InvalidResponseDataError` for an answer without choices."""
        body, warnings = groq_request(options, model_id=self.model_id)
        answer = await post_json(
            self._endpoint.transport,
            self._endpoint.url("/chat/completions"),
            headers=self._endpoint.request_headers(options.headers),
            body=body,
            validate=GROQ_RESPONSE,
            errors=self._endpoint.errors,
            max_bytes=self._endpoint.max_response_bytes,
        )
        choice = first_choice(answer.value)
        known = create_response_metadata(answer.value)
        return GenerateResult(
            chat_content(choice["message"], reasoning_fields=REASONING_FIELDS),
            finish_reason(choice.get("finish_reason")),
            convert_usage(answer.value.get("usage")),
            warnings,
            request=RequestInfo(to_json_text(body)),
            response=ResponseInfo(known.id, known.timestamp, known.model_id, answer.headers, answer.raw_value),
        )

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        """The answer as it comes. Raises `APICallError`; what breaks later is raised while the stream is read."""
        body, warnings = groq_request(options, model_id=self.model_id)
        body["stream"] = True
        answer = await post_json_stream(
            self._endpoint.transport,
            self._endpoint.url("/chat/completions"),
            headers=self._endpoint.request_headers(options.headers),
            body=body,
            validate=_validate_chunk,
            errors=self._endpoint.errors,
            max_bytes=self._endpoint.max_response_bytes,
            parse=None if options.include_raw_chunks else TextChunks(GROQ_STREAM).read,
        )
        machine = ChatStream(
            metadata_key=self._endpoint.name,
            style=GROQ_STREAM,
            warnings=warnings,
            include_raw_chunks=bool(options.include_raw_chunks),
            convert_usage=convert_usage,
        )
        return StreamResult(
            await open_stream(answer, machine),
            request=RequestInfo(to_json_text(body)),
            response=ResponseInfo(headers=answer.headers),
        )
