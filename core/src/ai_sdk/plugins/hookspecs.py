"""The hooks of provider plugins and of extensions, all on this page.

    # pyproject.toml
    [project.entry-points."ai_sdk.providers"]
    acme = "ai_sdk_acme"

    # ai_sdk_acme/__init__.py: imports nothing heavy
    from ai_sdk.plugins import ProviderDescription, hookimpl

    @hookimpl
    def describe_provider(context):
        return ProviderDescription(prefix="acme", name="Acme", contract=1, model_kinds={"language"})

    @hookimpl
    def create_provider(context):
        from ai_sdk_acme.provider import create_acme
        return create_acme(**context.settings)

An extension is an entry point of the group `ai_sdk.plugins`: see `ExtensionHooks`.

A hook takes one context object and returns one value, so that both can grow. Hooks that the core does not know are
a warning: a plugin may serve newer cores too. pluggy is imported when a plugin is loaded, not by a plugin.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from ai_sdk.plugins.description import ExtensionDescription, ProviderDescription
    from ai_sdk.provider.provider import ModelKind, Provider

__all__ = ["HOOK_MARK", "ExtensionContext", "ExtensionHooks", "ProviderContext", "ProviderHooks", "hookimpl"]

HOOK_MARK: Final = "ai_sdk_hook"
"""The attribute that `hookimpl` sets on a function."""

AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])


def hookimpl(function: AnyFunction) -> AnyFunction:
    """Marks a function of a plugin's module as the hook of its name."""
    setattr(function, HOOK_MARK, True)
    return function


@dataclass(slots=True, frozen=True, kw_only=True)
class ProviderContext:
    """What a hook is given.

    `prefix` is the one that was asked for: one module may serve several entry points. `settings` are keyword arguments
    for the provider's factory, empty if none were given.
    """

    prefix: str
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])


class ProviderHooks:
    """The hooks of the group `ai_sdk.providers`. A plugin implements both."""

    def describe_provider(self, context: ProviderContext) -> ProviderDescription:
        """Describes the provider `context.prefix`, without importing or reading anything. Called before any use."""
        raise NotImplementedError

    def create_provider(self, context: ProviderContext) -> Provider:
        """Makes the provider `context.prefix`, without I/O. Called once a registry, when a model is first asked for.

        A missing key is no error here but when a request is made.
        """
        raise NotImplementedError


@dataclass(slots=True, frozen=True, kw_only=True)
class ExtensionContext:
    """What a hook of an extension is given: the name of its entry point, and the model kind for `model_middleware`."""

    name: str
    model_kind: ModelKind | None = None


class ExtensionHooks:
    """The hooks of the group `ai_sdk.plugins`: `describe_extension`, and of the others those that are needed.

        # pyproject.toml
        [project.entry-points."ai_sdk.plugins"]
        acme-tracing = "ai_sdk_acme_tracing"

        # ai_sdk_acme_tracing/__init__.py
        @hookimpl
        def describe_extension(context):
            return ExtensionDescription(name=context.name, contract=1)

        @hookimpl
        def telemetry_integrations(context):
            from ai_sdk_acme_tracing.integration import AcmeTracing
            return [AcmeTracing()]

    An extension is imported when the SDK is first used, not with it. Each hook is called once, `model_middleware` once
    for each kind. What fails is left out with a logged warning; `ai-sdk doctor` says why.
    """

    def describe_extension(self, context: ExtensionContext) -> ExtensionDescription:
        """Describes the extension `context.name`, without importing or reading anything. Called before all others."""
        raise NotImplementedError

    def telemetry_integrations(self, context: ExtensionContext) -> Sequence[Any]:
        """`TelemetryIntegration`s (`ai_sdk.telemetry`) that are told of every call."""
        raise NotImplementedError

    def model_middleware(self, context: ExtensionContext) -> Sequence[Any]:
        """Middleware for every model of `context.model_kind`: `language`, `embedding` or `image`. Called for each."""
        raise NotImplementedError

    def cli_commands(self, context: ExtensionContext) -> Sequence[Any]:
        """Commands (of click) of the command `ai-sdk`."""
        raise NotImplementedError
