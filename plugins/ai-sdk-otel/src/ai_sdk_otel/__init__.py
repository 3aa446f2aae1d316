"""OpenTelemetry spans of every call. Installed is enough; this is for options.

    import ai_sdk_otel
    ai_sdk_otel.configure(record_inputs=True, record_outputs=True)

Importing this imports nothing heavy: the names load when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ai_sdk.plugins import ExtensionDescription, hookimpl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_sdk.plugins import ExtensionContext

    from ai_sdk_otel.installed import configure
    from ai_sdk_otel.integration import OpenTelemetry
    from ai_sdk_otel.options import SpanInfo

__all__ = ["OpenTelemetry", "SpanInfo", "configure", "describe_extension", "telemetry_integrations"]


@hookimpl
def describe_extension(context: ExtensionContext) -> ExtensionDescription:
    """What this extension is."""
    return ExtensionDescription(
        name=context.name, contract=1, docs="https://opentelemetry.io/docs/specs/semconv/gen-ai/"
    )


@hookimpl
def telemetry_integrations(context: ExtensionContext) -> Sequence[OpenTelemetry]:  # noqa: ARG001
    """The integration for every call, whose options `configure` sets."""
    from ai_sdk_otel.installed import installed

    return [installed]


_LAZY = {"OpenTelemetry": "integration", "SpanInfo": "options", "configure": "installed"}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
