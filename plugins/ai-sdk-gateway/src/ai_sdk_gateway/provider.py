"""The provider: settings in, models out, and what the gateway tells about itself.

from ai_sdk_gateway import gateway
result = await generate_text(gateway("openai/gpt-5"), "Why is the sky blue?")

async with create_gateway(api_key=key) as gateway: ...
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from ai_sdk.provider import BaseProvider
from ai_sdk.provider_utils import AiohttpTransport, Secret, Transport, validate_base_url

from ai_sdk_gateway.aiohttp_websocket import AiohttpWebSocketClient
from ai_sdk_gateway.authentication import APIKey
from ai_sdk_gateway.embedding import EmbeddingModel
from ai_sdk_gateway.endpoint import DEFAULT_BASE_URL, MAX_RESPONSE_BYTES, Endpoint
from ai_sdk_gateway.image import ImageModel
from ai_sdk_gateway.language import LanguageModel
from ai_sdk_gateway.metadata import (
    AvailableModels,
    Credits,
    GenerationInfo,
    SpendReport,
    fetch_available_models,
    fetch_credits,
    fetch_generation_info,
    fetch_spend_report,
)
from ai_sdk_gateway.metadata_cache import RefreshedValue
from ai_sdk_gateway.realtime import RealtimeModel, RealtimeToken, client_secret
from ai_sdk_gateway.reranking import RerankingModel
from ai_sdk_gateway.speech import SpeechModel
from ai_sdk_gateway.tools import GatewayTools
from ai_sdk_gateway.transcription import TRANSCRIPTION_PATH, TranscriptionModel
from ai_sdk_gateway.video import VideoModel
from ai_sdk_gateway.websocket import WebSocketClient

__all__ = ["GatewayProvider", "create_gateway", "gateway"]


def create_gateway(
    *,
    api_key: APIKey = None,
    base_url: str = DEFAULT_BASE_URL,
    headers: Mapping[str, str | None] | None = None,
    team_id_or_slug: str | None = None,
    metadata_cache_refresh: float = 300.0,
    max_response_bytes: int = MAX_RESPONSE_BYTES,
    transport: Transport | None = None,
    websocket: WebSocketClient | None = None,
) -> GatewayProvider:
    """A provider for the AI Gateway.

    - `api_key`: a text, a `Secret`, or a function that is asked before each request. Without one the environment
      variable `AI_GATEWAY_API_KEY` counts, then an OIDC token of Vercel; an empty text skips the variable.
    - `base_url`: what comes before `/language-model`.
    - `headers`: for every request; they win over those of the gateway's own protocol.
    - `team_id_or_slug`: the Vercel team that the requests are for.
    - `metadata_cache_refresh`: seconds after which `get_available_models` asks again.
    - `max_response_bytes`: larger answers are given up with a `GatewayError` (256 MiB; streams have no such limit).
    - `transport`: what sends the requests, `websocket` what opens WebSockets. Your own stay open when the provider is
      closed.

    Raises `InvalidArgumentError` for a base URL that is none.
    """
    validate_base_url(base_url)
    endpoint = Endpoint(
        base_url=base_url.strip(),
        api_key=Secret(api_key) if isinstance(api_key, str) else api_key,
        team_id_or_slug=team_id_or_slug,
        headers=headers or {},
        transport=AiohttpTransport() if transport is None else transport,
        websocket=AiohttpWebSocketClient() if websocket is None else websocket,
        max_response_bytes=max_response_bytes,
    )
    return GatewayProvider(
        endpoint,
        metadata_cache_refresh=metadata_cache_refresh,
        owns_transport=transport is None,
        owns_websocket=websocket is None,
    )


class GatewayProvider(BaseProvider):
    """Models of every kind behind one gateway. Calling it gives a language model.

    Model ids are `creator/model`, such as `anthropic/claude-sonnet-4.5`.
    """

    name = "gateway"

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        metadata_cache_refresh: float = 300.0,
        owns_transport: bool = False,
        owns_websocket: bool = False,
    ) -> None:
        self._endpoint = endpoint
        self._owns_transport = owns_transport
        self._owns_websocket = owns_websocket
        self._models = RefreshedValue(lambda: fetch_available_models(endpoint), refresh=metadata_cache_refresh)
        self.tools = GatewayTools()
        """Tools that the gateway runs itself, such as `gateway.tools.perplexity_search()`."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._endpoint.base_url!r}>"

    # Models

    def language_model(self, model_id: str) -> LanguageModel:
        """The language model of this id, which takes batches too."""
        return LanguageModel(model_id, endpoint=self._endpoint)

    def chat_model(self, model_id: str) -> LanguageModel:
        """The same as `language_model`."""
        return self.language_model(model_id)

    def embedding_model(self, model_id: str) -> EmbeddingModel:
        """The embedding model of this id."""
        return EmbeddingModel(model_id, endpoint=self._endpoint)

    def image_model(self, model_id: str) -> ImageModel:
        """The image model of this id."""
        return ImageModel(model_id, endpoint=self._endpoint)

    def video_model(self, model_id: str) -> VideoModel:
        """The video model of this id."""
        return VideoModel(model_id, endpoint=self._endpoint)

    def reranking_model(self, model_id: str) -> RerankingModel:
        """The reranking model of this id."""
        return RerankingModel(model_id, endpoint=self._endpoint)

    def speech_model(self, model_id: str) -> SpeechModel:
        """The speech model of this id."""
        return SpeechModel(model_id, endpoint=self._endpoint)

    def transcription_model(self, model_id: str) -> TranscriptionModel:
        """The transcription model of this id, which also reads audio while it comes."""
        return TranscriptionModel(model_id, endpoint=self._endpoint)

    def realtime_model(self, model_id: str) -> RealtimeModel:
        """The realtime model of this id (experimental)."""
        return RealtimeModel(model_id, endpoint=self._endpoint)

    # Secrets for clients

    async def get_realtime_token(self, *, model: str, expires_after_seconds: float | None = None) -> RealtimeToken:
        """A secret with which one client may open a realtime session. Raises `GatewayError`."""
        return await self.realtime_model(model).create_client_secret(expires_after_seconds=expires_after_seconds)

    async def get_transcription_token(self, *, model: str, expires_after_seconds: float | None = None) -> RealtimeToken:
        """A secret with which one client may stream audio to a transcription model. Raises `GatewayError`."""
        return await client_secret(
            self._endpoint,
            model,
            path=TRANSCRIPTION_PATH,
            route_kind="transcription",
            expires_after_seconds=expires_after_seconds,
        )

    # The gateway and the account

    async def get_available_models(self) -> AvailableModels:
        """The models that there are. Raises `GatewayError`.

        They are kept. When they get older than `metadata_cache_refresh` they are asked for again in the background,
        while the old ones are given at once.
        """
        return await self._models.get()

    async def get_credits(self) -> Credits:
        """The credits of the account. Raises `GatewayError`."""
        return await fetch_credits(self._endpoint)

    async def get_spend_report(
        self,
        *,
        start_date: str,
        end_date: str,
        group_by: Literal["day", "user", "model", "tag", "provider", "credential_type"] | None = None,
        date_part: Literal["day", "hour"] | None = None,
        user_id: str | None = None,
        model: str | None = None,
        provider: str | None = None,
        credential_type: Literal["byok", "system"] | None = None,
        tags: Sequence[str] | None = None,
    ) -> SpendReport:
        """What was spent from `start_date` to `end_date` (`2025-01-31`). Raises `GatewayError`."""
        return await fetch_spend_report(
            self._endpoint,
            {
                "start_date": start_date,
                "end_date": end_date,
                "group_by": group_by,
                "date_part": date_part,
                "user_id": user_id,
                "model": model,
                "provider": provider,
                "credential_type": credential_type,
                "tags": tags,
            },
        )

    async def get_generation_info(self, id: str) -> GenerationInfo:  # noqa: A002 - the gateway's own word
        """What is known of one generation: its cost, tokens and times.

        Its id stands in `provider_metadata["gateway"]["generationId"]` of the result. Raises `GatewayError`.
        """
        return await fetch_generation_info(self._endpoint, id)

    async def aclose(self) -> None:
        """Closes the connections, unless they are of the caller's transport. The provider can be used again."""
        await self._models.aclose()
        if self._owns_websocket:
            await self._endpoint.websocket.aclose()
        if self._owns_transport:
            await self._endpoint.transport.aclose()


gateway = create_gateway()
"""The provider with no settings: the key comes from the environment when it is needed."""
