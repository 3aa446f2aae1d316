"""The AI Gateway: the hooks of the prefix `gateway`.

    await generate_text("gateway:openai/gpt-5", "Why is the sky blue?")

    from ai_sdk_gateway import gateway
    await generate_text(gateway("openai/gpt-5"), "Why is the sky blue?")

From here it goes on in `provider.py`. Importing this imports nothing heavy: the names load when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ai_sdk.plugins import ProviderDescription, hookimpl

if TYPE_CHECKING:
    from ai_sdk.plugins import ProviderContext

    from ai_sdk_gateway.aiohttp_websocket import AiohttpWebSocketClient
    from ai_sdk_gateway.errors import (
        GatewayAuthenticationError,
        GatewayError,
        GatewayFailedDependencyError,
        GatewayForbiddenError,
        GatewayInternalServerError,
        GatewayInvalidRequestError,
        GatewayModelNotFoundError,
        GatewayNotFoundError,
        GatewayRateLimitError,
        GatewayResponseError,
        GatewayTimeoutError,
    )
    from ai_sdk_gateway.language_stream import UnknownPart
    from ai_sdk_gateway.metadata import (
        AvailableModel,
        AvailableModels,
        Credits,
        GenerationInfo,
        ModelPricing,
        ModelSpecification,
        SpendReport,
        SpendReportRow,
    )
    from ai_sdk_gateway.options import GatewayOptions
    from ai_sdk_gateway.provider import GatewayProvider, create_gateway, gateway
    from ai_sdk_gateway.realtime import (
        RealtimeModel,
        RealtimeProtocol,
        RealtimeToken,
        WebSocketConfig,
        decode_realtime_protocol,
    )
    from ai_sdk_gateway.request_context import vercel_request_headers
    from ai_sdk_gateway.websocket import WebSocket, WebSocketClient

__all__ = [
    "AiohttpWebSocketClient",
    "AvailableModel",
    "AvailableModels",
    "Credits",
    "GatewayAuthenticationError",
    "GatewayError",
    "GatewayFailedDependencyError",
    "GatewayForbiddenError",
    "GatewayInternalServerError",
    "GatewayInvalidRequestError",
    "GatewayModelNotFoundError",
    "GatewayNotFoundError",
    "GatewayOptions",
    "GatewayProvider",
    "GatewayRateLimitError",
    "GatewayResponseError",
    "GatewayTimeoutError",
    "GenerationInfo",
    "ModelPricing",
    "ModelSpecification",
    "RealtimeModel",
    "RealtimeProtocol",
    "RealtimeToken",
    "SpendReport",
    "SpendReportRow",
    "UnknownPart",
    "WebSocket",
    "WebSocketClient",
    "WebSocketConfig",
    "create_gateway",
    "create_provider",
    "decode_realtime_protocol",
    "describe_provider",
    "gateway",
    "vercel_request_headers",
]


@hookimpl
def describe_provider(context: ProviderContext) -> ProviderDescription:
    """What the gateway is."""
    return ProviderDescription(
        prefix=context.prefix,
        name="AI Gateway",
        contract=1,
        model_kinds={"language", "embedding", "image", "speech", "transcription", "reranking", "video"},
        env=(("AI_GATEWAY_API_KEY", "VERCEL_OIDC_TOKEN"),),
        docs="https://vercel.com/docs/ai-gateway",
    )


@hookimpl
def create_provider(context: ProviderContext) -> GatewayProvider:
    """The provider. Settings win over environment variables, which are read at each request."""
    from ai_sdk_gateway.provider import create_gateway

    return create_gateway(**context.settings)


_LAZY = {
    "aiohttp_websocket": "AiohttpWebSocketClient",
    "errors": (
        "GatewayAuthenticationError GatewayError GatewayFailedDependencyError GatewayForbiddenError "
        "GatewayInternalServerError GatewayInvalidRequestError GatewayModelNotFoundError GatewayNotFoundError "
        "GatewayRateLimitError GatewayResponseError GatewayTimeoutError"
    ),
    "language_stream": "UnknownPart",
    "metadata": (
        "AvailableModel AvailableModels Credits GenerationInfo ModelPricing ModelSpecification SpendReport "
        "SpendReportRow"
    ),
    "options": "GatewayOptions",
    "provider": "GatewayProvider create_gateway gateway",
    "realtime": "RealtimeModel RealtimeProtocol RealtimeToken WebSocketConfig decode_realtime_protocol",
    "request_context": "vercel_request_headers",
    "websocket": "WebSocket WebSocketClient",
}
_MODULES = {name: module for module, names in _LAZY.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
