"""OpenAI-compatible servers: hooks for the prefixes `openai-compatible`, `ollama`, `lmstudio`, `llamacpp` and `vllm`.

    await generate_text("ollama:llama3.2:3b", "Why is the sky blue?")

    from ai_sdk_openai_compatible import create_openai_compatible
    acme = create_openai_compatible(name="acme", base_url="https://api.acme.example/v1", api_key=key)
    await generate_text(acme("acme-large"), "Why is the sky blue?")

From here it goes on in `provider.py`. Importing this imports nothing heavy: the names load when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ai_sdk.plugins import ProviderDescription, hookimpl

from ai_sdk_openai_compatible.local_servers import LOCAL_SERVERS, with_version

if TYPE_CHECKING:
    from ai_sdk.plugins import ProviderContext

    from ai_sdk_openai_compatible.chat.metadata import MetadataExtractor, StreamMetadataExtractor
    from ai_sdk_openai_compatible.options import (
        OpenAICompatibleCompletionOptions,
        OpenAICompatibleEmbeddingOptions,
        OpenAICompatibleImageOptions,
        OpenAICompatibleOptions,
    )
    from ai_sdk_openai_compatible.provider import OpenAICompatibleProvider, create_openai_compatible

__all__ = [
    "MetadataExtractor",
    "OpenAICompatibleCompletionOptions",
    "OpenAICompatibleEmbeddingOptions",
    "OpenAICompatibleImageOptions",
    "OpenAICompatibleOptions",
    "OpenAICompatibleProvider",
    "StreamMetadataExtractor",
    "create_openai_compatible",
    "create_provider",
    "describe_provider",
]

_BASE_URL = "OPENAI_COMPATIBLE_BASE_URL"
_API_KEY = "OPENAI_COMPATIBLE_API_KEY"


@hookimpl
def describe_provider(context: ProviderContext) -> ProviderDescription:
    """What `context.prefix` is."""
    server = LOCAL_SERVERS.get(context.prefix)
    return ProviderDescription(
        prefix=context.prefix,
        name="OpenAI-compatible" if server is None else server.name,
        contract=1,
        model_kinds={"language", "embedding", "image"},
        env=(_BASE_URL,) if server is None else (),
        optional_env=(_API_KEY,) if server is None else (server.base_url_variable, server.api_key_variable),
        docs="https://platform.openai.com/docs/api-reference/chat" if server is None else server.docs,
    )


@hookimpl
def create_provider(context: ProviderContext) -> OpenAICompatibleProvider:
    """The provider of `context.prefix`. Settings win over environment variables, which are read at each request."""
    from ai_sdk.provider_utils import load_optional_setting, load_setting, validate_base_url

    from ai_sdk_openai_compatible.provider import create_openai_compatible

    server = LOCAL_SERVERS.get(context.prefix)
    settings: dict[str, Any] = {"name": context.prefix, **context.settings}
    if server is None:
        settings.setdefault(
            "base_url",
            lambda: validate_base_url(
                load_setting(
                    None,
                    description="OpenAI-compatible base URL",
                    environment_variable=_BASE_URL,
                    parameter="base_url",
                ),
                parameter=_BASE_URL,
            ),
        )
        settings.setdefault("api_key", lambda: load_optional_setting(None, environment_variable=_API_KEY))
    else:
        # Local servers of today know `stream_options`, and without it their streams have no usage.
        settings.setdefault("include_usage", True)
        settings.setdefault(
            "base_url",
            lambda: with_version(
                validate_base_url(
                    load_optional_setting(None, environment_variable=server.base_url_variable) or server.base_url,
                    parameter=server.base_url_variable,
                )
            ),
        )
        settings.setdefault(
            "api_key", lambda: load_optional_setting(None, environment_variable=server.api_key_variable)
        )
    return create_openai_compatible(**settings)


_LAZY = {
    "MetadataExtractor": "chat.metadata",
    "OpenAICompatibleCompletionOptions": "options",
    "OpenAICompatibleEmbeddingOptions": "options",
    "OpenAICompatibleImageOptions": "options",
    "OpenAICompatibleOptions": "options",
    "OpenAICompatibleProvider": "provider",
    "StreamMetadataExtractor": "chat.metadata",
    "create_openai_compatible": "provider",
}


def __getattr__(name: str) -> Any:
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
