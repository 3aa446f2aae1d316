"""The provider: settings in, models out.

    async with create_togetherai(api_key=key) as togetherai:
        ranked = await rerank(togetherai.reranking_model("Salesforce/Llama-Rank-v1"), query="...", documents=[...])

Chat, completion and embedding models are those of `ai_sdk_openai_compatible`; images and reranking are its own.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final
from warnings import warn

from ai_sdk.provider_utils import AiohttpTransport, Transport, load_api_key, validate_base_url
from ai_sdk_openai_compatible.chat.model import ChatSettings
from ai_sdk_openai_compatible.endpoint import MAX_RESPONSE_BYTES, APIKey, Endpoint, bearer_headers, key_source
from ai_sdk_openai_compatible.provider import OpenAICompatibleProvider

from ai_sdk_togetherai.__about__ import __version__
from ai_sdk_togetherai.image import TogetherAIImageModel
from ai_sdk_togetherai.reranking import TogetherAIRerankingModel

__all__ = ["TogetherAIProvider", "create_togetherai", "load_key"]

BASE_URL: Final = "https://api.together.xyz/v1"
_KEY: Final = "TOGETHER_API_KEY"
_OLD_KEY: Final = "TOGETHER_AI_API_KEY"


def create_togetherai(
    *,
    api_key: APIKey = None,
    base_url: str | None = None,
    headers: Mapping[str, str | None] | None = None,
    transport: Transport | None = None,
    max_response_bytes: int = MAX_RESPONSE_BYTES,
) -> TogetherAIProvider:
    """A provider for Together AI.

        togetherai = create_togetherai(headers={"x-team": "search"})

    - `api_key`: a text, a `Secret`, or a function that is asked before each request; by default `TOGETHER_API_KEY`
      counts, which is read at each request.
    - `base_url`: what comes before `/chat/completions`, by default `https://api.together.xyz/v1`.
    - `headers`: for every request; they win over the key's.
    - `transport`: what sends the requests. Your own stays open when the provider is closed.
    - `max_response_bytes`: larger answers are given up with an `APICallError` (256 MiB; streams have no such limit).

    Raises `InvalidArgumentError` for a base URL that is none. A missing key is a `LoadAPIKeyError` of the first call.
    """
    # Now, where the mistake is, and not at the first request.
    url = validate_base_url(BASE_URL if base_url is None else base_url)
    key = key_source(api_key)
    endpoint = Endpoint(
        name="togetherai",
        base_url=lambda: url,
        headers=bearer_headers(lambda: load_key(key()), headers),
        user_agent=f"ai-sdk/togetherai/{__version__}",
        transport=AiohttpTransport() if transport is None else transport,
        max_response_bytes=max_response_bytes,
    )
    return TogetherAIProvider(endpoint, ChatSettings(include_usage=True), owns_transport=transport is None)


def load_key(api_key: str | None) -> str:
    """The key: `api_key`, else `TOGETHER_API_KEY`, else with a warning its old name. Raises `LoadAPIKeyError`."""
    if api_key is None and _KEY not in os.environ and _OLD_KEY in os.environ:
        warn(
            f"{_OLD_KEY} is deprecated and will be removed in a future release. Please use {_KEY} instead.",
            # For whoever runs the program: Python hides a DeprecationWarning from them.
            FutureWarning,
            stacklevel=2,
        )
        return os.environ[_OLD_KEY]
    return load_api_key(
        api_key,
        description="TogetherAI",
        environment_variable=_KEY,
        key_url="https://api.together.ai/settings/api-keys",
    )


class TogetherAIProvider(OpenAICompatibleProvider):
    """Chat, completion, embedding, image and reranking models of Together AI. Calling it gives a chat model."""

    def image_model(self, model_id: str) -> TogetherAIImageModel:
        """The image model of this id, such as `black-forest-labs/FLUX.1-schnell`."""
        return TogetherAIImageModel(model_id, endpoint=self._endpoint)

    def reranking_model(self, model_id: str) -> TogetherAIRerankingModel:
        """The reranking model of this id, such as `Salesforce/Llama-Rank-v1`."""
        return TogetherAIRerankingModel(model_id, endpoint=self._endpoint)
