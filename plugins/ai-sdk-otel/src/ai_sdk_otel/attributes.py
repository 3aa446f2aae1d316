"""Values of spans' attributes, and the names that the semantic conventions have for providers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

__all__ = ["clean", "flat", "json_text", "provider_name", "shown_headers"]

_PROVIDERS: Final = (
    ("google.vertex", "gcp.vertex_ai"),
    ("google-vertex", "gcp.vertex_ai"),
    ("google.generative-ai", "gcp.gemini"),
    ("google", "gcp.gemini"),
    ("amazon-bedrock", "aws.bedrock"),
    ("bedrock", "aws.bedrock"),
    ("azure-openai", "azure.ai.openai"),
    ("anthropic", "anthropic"),
    ("openai", "openai"),
    ("azure", "azure.ai.inference"),
    ("mistral", "mistral_ai"),
    ("cohere", "cohere"),
    ("groq", "groq"),
    ("deepseek", "deepseek"),
    ("perplexity", "perplexity"),
    ("xai", "x_ai"),
)

# Our own kind of provider, which the prefix "openai" would swallow.
_UNCHANGED: Final = "openai-compatible"

_SECRET: Final = ("auth", "key", "token", "secret", "cookie", "password")


def provider_name(provider: str) -> str:
    """`groq.chat` -> `groq`, `google.vertex.chat` -> `gcp.vertex_ai`; unknown ones stay as they are."""
    if provider.startswith(_UNCHANGED):
        return provider
    for prefix, name in _PROVIDERS:
        if provider == prefix or provider.startswith((f"{prefix}.", f"{prefix}-")):
            return name
    return provider


def clean(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes that a span can have: no absent values, no infinite numbers, no lists of several types."""
    return {name: value for name, value in attributes.items() if _is_attribute(value)}


def _is_attribute(value: Any) -> bool:
    if isinstance(value, (str, bool, int)):
        return True
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, (list, tuple)):
        items = cast("Sequence[Any]", value)
        kinds: set[type[Any]] = {item.__class__ for item in items}
        return len(kinds) <= 1 and all(not isinstance(item, (list, tuple)) and _is_attribute(item) for item in items)
    return False


def flat(prefix: str, value: Any) -> dict[str, Any]:
    """Nested mappings as one: `{"a": {"b": 1}}` under `x` is `{"x.a.b": 1}`."""
    if not isinstance(value, Mapping):
        return {prefix: value}
    found: dict[str, Any] = {}
    for name, inner in cast("Mapping[str, Any]", value).items():
        found |= flat(f"{prefix}.{name}", inner)
    return found


def json_text(value: Any) -> str:
    """The value as JSON; what JSON has no form for as text."""
    return json.dumps(value, ensure_ascii=False, default=str)


def shown_headers(headers: Mapping[str, str | None] | None) -> dict[str, Any]:
    """The headers as attributes, without those whose name tells of a secret."""
    return {
        f"ai.request.headers.{name.lower()}": value
        for name, value in (headers or {}).items()
        if not any(word in name.lower() for word in _SECRET)
    }
