"""Groq: hooks for the prefix `groq`, and the provider for direct use.

    await generate_text("groq:llama-3.3-70b-versatile", "Why is the sky blue?")

    from ai_sdk_groq import create_groq, groq
    await generate_text(groq("llama-3.3-70b-versatile"), "Why is the sky blue?")
    mine = create_groq(api_key=key)

From here it goes on in `provider.py`. Importing this imports nothing heavy: the names load when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ai_sdk.plugins import ProviderDescription, hookimpl

if TYPE_CHECKING:
    from ai_sdk.plugins import ProviderContext

    from ai_sdk_groq.options import GroqOptions, GroqTranscriptionOptions
    from ai_sdk_groq.provider import GroqProvider, create_groq

    groq: GroqProvider
    """The provider with the key of the environment. Made when it is first used, and shared."""

__all__ = [
    "GroqOptions",
    "GroqProvider",
    "GroqTranscriptionOptions",
    "create_groq",
    "create_provider",
    "describe_provider",
    "groq",
]


@hookimpl
def describe_provider(context: ProviderContext) -> ProviderDescription:
    """What Groq is."""
    return ProviderDescription(
        prefix=context.prefix,
        name="Groq",
        contract=1,
        model_kinds={"language", "transcription"},
        env=("GROQ_API_KEY",),
        docs="https://console.groq.com/docs",
    )


@hookimpl
def create_provider(context: ProviderContext) -> GroqProvider:
    """The provider. The key is read at each request."""
    from ai_sdk_groq.provider import create_groq

    return create_groq(**context.settings)


_LAZY = {
    "GroqOptions": "options",
    "GroqProvider": "provider",
    "GroqTranscriptionOptions": "options",
    "create_groq": "provider",
}


def __getattr__(name: str) -> Any:
    if name == "groq":
        from ai_sdk_groq.provider import create_groq

        value = create_groq()
    elif name in _LAZY:
        value = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY, "groq"})
