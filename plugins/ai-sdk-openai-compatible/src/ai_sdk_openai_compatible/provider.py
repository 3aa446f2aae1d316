"""The provider: settings in, models out.

    async with create_openai_compatible(name="acme", base_url="https://api.acme.example/v1", api_key=key) as acme:
        result = await generate_text(acme("acme-large"), "Why is the sky blue?")

A vendor with a prefix of its own is one call of this factory behind the two hooks of `__init__.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ai_sdk.provider import BaseProvider
from ai_sdk.provider import ImageModel as AnyImageModel
from ai_sdk.provider_utils import AiohttpTransport, ErrorStructure, Transport, validate_base_url

from ai_sdk_openai_compatible.__about__ import __version__
from ai_sdk_openai_compatible.available_models import AvailableModels, fetch_available_models
from ai_sdk_openai_compatible.chat.metadata import MetadataExtractor
from ai_sdk_openai_compatible.chat.model import ChatModel, ChatSettings, SupportedUrlsSetting, TransformRequestBody
from ai_sdk_openai_compatible.chat.usage import ConvertUsage
from ai_sdk_openai_compatible.chat.usage import convert_usage as usual_usage
from ai_sdk_openai_compatible.completion.model import CompletionModel
from ai_sdk_openai_compatible.embedding import EmbeddingModel
from ai_sdk_openai_compatible.endpoint import MAX_RESPONSE_BYTES, APIKey, Endpoint, bearer_headers, key_source
from ai_sdk_openai_compatible.errors import OPENAI_ERRORS
from ai_sdk_openai_compatible.image import ImageModel

__all__ = ["USER_AGENT", "OpenAICompatibleProvider", "create_openai_compatible"]

USER_AGENT = f"ai-sdk/openai-compatible/{__version__}"


def create_openai_compatible(
    *,
    base_url: str | Callable[[], str],
    name: str,
    api_key: APIKey = None,
    headers: Mapping[str, str | None] | None = None,
    query_params: Mapping[str, str] | None = None,
    include_usage: bool = False,
    supports_structured_outputs: bool = False,
    supported_urls: SupportedUrlsSetting | None = None,
    transform_request_body: TransformRequestBody | None = None,
    metadata_extractor: MetadataExtractor | None = None,
    convert_usage: ConvertUsage | None = None,
    errors: ErrorStructure = OPENAI_ERRORS,
    user_agent: str = USER_AGENT,
    transport: Transport | None = None,
    max_response_bytes: int = MAX_RESPONSE_BYTES,
) -> OpenAICompatibleProvider:
    """A provider for a server that speaks the OpenAI protocol. Reads no environment variables.

        ollama = create_openai_compatible(name="ollama", base_url="http://127.0.0.1:11434/v1", include_usage=True)

    - `base_url`: what comes before `/chat/completions`; a function is asked for it before each request.
    - `name`: names the provider in results, and is the key of its options: `provider_options={"ollama": {...}}`.
    - `api_key`: sent as `Authorization: Bearer ...`; nothing is sent if there is none.
    - `headers`: for every request; they win over the key's. `query_params`: the whole query of every request.
    - `include_usage`: asks for usage in streams (chat and completion). Servers that don't know of it may refuse.
    - `supports_structured_outputs`: send JSON schemas; otherwise only that JSON is wanted, with a warning.
    - `supported_urls`: media type pattern -> regular expressions of the URLs that the server fetches itself.
    - `transform_request_body`: changes the body of a chat request just before it is sent.
    - `metadata_extractor`: takes more provider metadata out of chat answers. `convert_usage`: reads usage another way.
    - `errors`: the form of error bodies, if it is not OpenAI's. `user_agent`: the token of the user agent.
    - `transport`: what sends the requests. Your own stays open when the provider is closed.
    - `max_response_bytes`: larger answers are given up with an `APICallError` (256 MiB; streams have no such limit).

    Raises `InvalidArgumentError` for a base URL that is none.
    """
    if isinstance(base_url, str):
        # Now, where the mistake is, and not at the first request.
        validate_base_url(base_url)
    key = key_source(api_key)
    endpoint = Endpoint(
        name=name,
        base_url=base_url if callable(base_url) else _always(base_url),
        headers=bearer_headers(lambda: key() or None, headers),
        user_agent=user_agent,
        transport=AiohttpTransport() if transport is None else transport,
        max_response_bytes=max_response_bytes,
        query_params=query_params,
        errors=errors,
    )
    chat = ChatSettings(
        include_usage=include_usage,
        supports_structured_outputs=supports_structured_outputs,
        supported_urls={} if supported_urls is None else supported_urls,
        transform_request_body=transform_request_body,
        metadata_extractor=metadata_extractor,
        convert_usage=convert_usage or usual_usage,
    )
    return OpenAICompatibleProvider(endpoint, chat, owns_transport=transport is None)


class OpenAICompatibleProvider(BaseProvider):
    """Chat, completion, embedding and image models of one endpoint. Calling it gives a chat model."""

    def __init__(self, endpoint: Endpoint, chat: ChatSettings | None = None, *, owns_transport: bool = False) -> None:
        self.name = endpoint.name
        self._endpoint = endpoint
        self._chat = chat or ChatSettings()
        self._owns_transport = owns_transport

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}>"

    def language_model(self, model_id: str) -> ChatModel:
        """The chat model of this id."""
        return ChatModel(model_id, endpoint=self._endpoint, settings=self._chat)

    def chat_model(self, model_id: str) -> ChatModel:
        """The same as `language_model`."""
        return self.language_model(model_id)

    def completion_model(self, model_id: str) -> CompletionModel:
        """The model of this id behind the older completions API: a language model without tools and files."""
        return CompletionModel(model_id, endpoint=self._endpoint, include_usage=self._chat.include_usage)

    def embedding_model(self, model_id: str) -> EmbeddingModel:
        """The embedding model of this id."""
        return EmbeddingModel(model_id, endpoint=self._endpoint)

    def image_model(self, model_id: str) -> AnyImageModel:
        """The image model of this id. Vendors with an image API of their own give another class."""
        return ImageModel(model_id, endpoint=self._endpoint)

    async def get_available_models(self) -> AvailableModels:
        """The models that the server says it has. Not every server can tell. Raises `APICallError`."""
        return await fetch_available_models(self._endpoint)

    async def aclose(self) -> None:
        """Closes the connections, unless the transport was the caller's. The provider can be used again."""
        if self._owns_transport:
            await self._endpoint.transport.aclose()


def _always(base_url: str) -> Callable[[], str]:
    return lambda: base_url
