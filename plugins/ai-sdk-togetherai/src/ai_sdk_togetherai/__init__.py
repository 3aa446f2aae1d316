"""Together AI: hooks for the prefix `togetherai`, and the provider for direct use.

    await generate_text("togetherai:meta-llama/Llama-3.3-70B-Instruct-Turbo", "Why is the sky blue?")

    from ai_sdk_togetherai import create_togetherai, togetherai
    await generate_text(togetherai("meta-llama/Llama-3.3-70B-Instruct-Turbo"), "Why is the sky blue?")
    mine = create_togetherai(api_key=key)

From here it goes on in `provider.py`. Importing this imports nothing heavy: the names load when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ai_sdk.plugins import ProviderDescription, hookimpl

if TYPE_CHECKING:
    from ai_sdk.plugins import ProviderContext

    from ai_sdk_togetherai.options import (
        TogetherAICompletionOptions,
        TogetherAIEmbeddingOptions,
        TogetherAIImageOptions,
        TogetherAIOptions,
        TogetherAIRerankingOptions,
    )
    from ai_sdk_togetherai.provider import TogetherAIProvider, create_togetherai

    togetherai: TogetherAIProvider
    """The provider with the key of the environment. Made when it is first used, and shared."""

__all__ = [
    "TogetherAICompletionOptions",
    "TogetherAIEmbeddingOptions",
    "TogetherAIImageOptions",
    "TogetherAIOptions",
    "TogetherAIProvider",
    "TogetherAIRerankingOptions",
    "create_provider",
    "create_togetherai",
    "describe_provider",
    "togetherai",
]


@hookimpl
def describe_provider(context: ProviderContext) -> ProviderDescription:
    """What Together AI is."""
    return ProviderDescription(
        prefix=context.prefix,
        name="Together AI",
        contract=1,
        model_kinds={"language", "embedding", "image", "reranking"},
        env=(("TOGETHER_API_KEY", "TOGETHER_AI_API_KEY"),),
        docs="https://docs.together.ai",
    )


@hookimpl
def create_provider(context: ProviderContext) -> TogetherAIProvider:
    """The provider. The key is read at each request."""
    from ai_sdk_togetherai.provider import create_togetherai

    return create_togetherai(**context.settings)


_LAZY = {
    "TogetherAICompletionOptions": "options",
    "TogetherAIEmbeddingOptions": "options",
    "TogetherAIImageOptions": "options",
    "TogetherAIOptions": "options",
    "TogetherAIProvider": "provider",
    "TogetherAIRerankingOptions": "options",
    "create_togetherai": "provider",
}


def __getattr__(name: str) -> Any:
    if name == "togetherai":
        from ai_sdk_togetherai.provider import create_togetherai

        value = create_togetherai()
    elif name in _LAZY:
        value = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY, "togetherai"})
