"""Provider `local`: a language model and an embedding model inside this process, with no server and no key.

    from ai_sdk import generate_text

    result = await generate_text("local:smollm2", "Write one sentence about a cat.")

or with the provider itself: `local("smollm2")`, `create_local(cache_folder="models")`.

Importing this package and making a model loads nothing: the engine and the file come with the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ai_sdk.plugins import ProviderDescription, hookimpl

from ai_sdk_local.__about__ import __version__

if TYPE_CHECKING:
    from ai_sdk.plugins import ProviderContext

    from ai_sdk_local.errors import EngineError, LocalModelError, ModelFetchError
    from ai_sdk_local.provider import LocalProvider, create_local, local

__all__ = [
    "EngineError",
    "LocalModelError",
    "LocalProvider",
    "ModelFetchError",
    "__version__",
    "create_local",
    "local",
]


@hookimpl
def describe_provider(context: ProviderContext) -> ProviderDescription:
    """What the core may know without importing the rest."""
    return ProviderDescription(
        prefix=context.prefix,
        name="Local",
        contract=1,
        model_kinds={"language", "embedding"},
        optional_env=("AI_SDK_LOCAL_CACHE", "AI_SDK_LOCAL_LOG", "RAYON_NUM_THREADS", "OMP_NUM_THREADS"),
        docs="https://pypi.org/project/ai-sdk-local/",
    )


@hookimpl
def create_provider(context: ProviderContext) -> LocalProvider:
    """The provider of a registry."""
    from ai_sdk_local.provider import create_local

    return create_local(**context.settings)


def __getattr__(name: str) -> Any:
    # The hooks are asked for often, the rest rarely: listing the installed providers must not import a provider.
    if name in {"LocalProvider", "create_local", "local"}:
        from ai_sdk_local import provider

        return getattr(provider, name)
    if name in {"EngineError", "LocalModelError", "ModelFetchError"}:
        from ai_sdk_local import errors

        return getattr(errors, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
