"""The provider: settings in, models and tools out.

async with create_groq(api_key=key) as groq:
    result = await generate_text(groq("llama-3.3-70b-versatile"), "Why is the sky blue?")
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ai_sdk.provider import BaseProvider
from ai_sdk.provider_utils import AiohttpTransport, Transport, load_api_key, validate_base_url
from ai_sdk_openai_compatible.endpoint import MAX_RESPONSE_BYTES, APIKey, Endpoint, bearer_headers, key_source

from ai_sdk_groq.__about__ import __version__
from ai_sdk_groq.chat import GroqChatModel
from ai_sdk_groq.errors import GROQ_ERRORS
from ai_sdk_groq.tools import GroqTools
from ai_sdk_groq.transcription import GroqTranscriptionModel

__all__ = ["GroqProvider", "create_groq"]

BASE_URL: Final = "https://api.groq.com/openai/v1"


def create_groq(
    *,
    api_key: APIKey = None,
    base_url: str | None = None,
    headers: Mapping[str, str | None] | None = None,
    transport: Transport | None = None,
    max_response_bytes: int = MAX_RESPONSE_BYTES,
) -> GroqProvider:
    """A provider for Groq.

        groq = create_groq(headers={"x-team": "search"})

    - `api_key`: a text, a `Secret`, or a function that is asked before each request; by default `GROQ_API_KEY` counts,
      which is read at each request.
    - `base_url`: what comes before `/chat/completions`, by default `https://api.groq.com/openai/v1`.
    - `headers`: for every request; they win over the key's.
    - `transport`: what sends the requests. Your own stays open when the provider is closed.
    - `max_response_bytes`: larger answers are given up with an `APICallError` (256 MiB; streams have no such limit).

    Raises `InvalidArgumentError` for a base URL that is none. A missing key is a `LoadAPIKeyError` of the first call.
    """
    # Now, where the mistake is, and not at the first request.
    url = validate_base_url(BASE_URL if base_url is None else base_url)
    key = key_source(api_key)
    endpoint = Endpoint(
        name="groq",
        base_url=lambda: url,
        headers=bearer_headers(
            lambda: load_api_key(
                key(),
                description="Groq",
                environment_variable="GROQ_API_KEY",
                key_url="https://console.groq.com/keys",
            ),
            headers,
        ),
        user_agent=f"ai-sdk/groq/{__version__}",
        transport=AiohttpTransport() if transport is None else transport,
        max_response_bytes=max_response_bytes,
        errors=GROQ_ERRORS,
    )
    return GroqProvider(endpoint, owns_transport=transport is None)


class GroqProvider(BaseProvider):
    """Chat and transcription models of Groq, and its tools. Calling it gives a chat model."""

    def __init__(self, endpoint: Endpoint, *, owns_transport: bool = False) -> None:
        self.name = endpoint.name
        self.tools = GroqTools()
        self._endpoint = endpoint
        self._owns_transport = owns_transport

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def language_model(self, model_id: str) -> GroqChatModel:
        """The chat model of this id."""
        return GroqChatModel(model_id, endpoint=self._endpoint)

    def chat_model(self, model_id: str) -> GroqChatModel:
        """The same as `language_model`."""
        return self.language_model(model_id)

    def transcription_model(self, model_id: str) -> GroqTranscriptionModel:
        """The transcription model of this id, such as `whisper-large-v3-turbo`."""
        return GroqTranscriptionModel(model_id, endpoint=self._endpoint)

    async def aclose(self) -> None:
        """Closes the connections, unless the transport was the caller's. The provider can be used again."""
        if self._owns_transport:
            await self._endpoint.transport.aclose()
