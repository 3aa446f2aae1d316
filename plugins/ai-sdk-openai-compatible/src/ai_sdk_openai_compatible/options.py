"""Provider options: typed objects for the caller, and how raw ones are read.

    await generate_text("ollama:qwen3", "hi", provider_options=[OpenAICompatibleOptions(reasoning_effort="low")])
    await generate_text("ollama:qwen3", "hi", provider_options={"ollama": {"reasoningEffort": "low", "top_k": 40}})

In raw options the known names are in camelCase, and every other member goes into the request as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from ai_sdk.provider import (
    CallWarning,
    DeprecatedWarning,
    JSONValue,
    ProviderOptions,
)
from ai_sdk.provider_utils import Shape, parse_provider_options

__all__ = [
    "DEPRECATED_KEY",
    "SHARED_KEY",
    "OpenAICompatibleCompletionOptions",
    "OpenAICompatibleEmbeddingOptions",
    "OpenAICompatibleImageOptions",
    "OpenAICompatibleOptions",
    "OptionKeys",
    "deprecation_warnings",
    "passed_through",
    "read_options",
]

SHARED_KEY: Final = "openaiCompatible"
"""Chat and embedding models of every provider of this protocol read these options too."""

DEPRECATED_KEY: Final = "openai-compatible"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAICompatibleOptions:
    """Options of a chat call.

    `provider` is the name of the provider that they are for, by default every one of this protocol. `extra` is sent as
    it is, in the server's own names, such as `{"top_k": 40}`; it needs `provider`, unless that is `openai-compatible`.
    """

    provider: str = SHARED_KEY
    user: str | None = None
    reasoning_effort: str | None = None
    text_verbosity: str | None = None
    strict_json_schema: bool | None = None
    extra: Mapping[str, JSONValue] = field(default_factory=dict[str, JSONValue])

    def to_json(self) -> dict[str, JSONValue]:
        """The options as a mapping of raw ones."""
        known: dict[str, JSONValue] = {
            "user": self.user,
            "reasoningEffort": self.reasoning_effort,
            "textVerbosity": self.text_verbosity,
            "strictJsonSchema": self.strict_json_schema,
        }
        return _given(known, self.extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAICompatibleCompletionOptions:
    """Options of a completion call, for the provider of this name."""

    provider: str
    echo: bool | None = None
    logit_bias: Mapping[str, float] | None = None
    suffix: str | None = None
    user: str | None = None
    extra: Mapping[str, JSONValue] = field(default_factory=dict[str, JSONValue])

    def to_json(self) -> dict[str, JSONValue]:
        """The options as a mapping of raw ones."""
        # In the server's names, since completion models pass all members through: one spelling, sent once.
        known: dict[str, JSONValue] = {
            "echo": self.echo,
            "logit_bias": self.logit_bias,
            "suffix": self.suffix,
            "user": self.user,
        }
        return _given(known, self.extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAICompatibleEmbeddingOptions:
    """Options of an embedding call."""

    provider: str = SHARED_KEY
    dimensions: int | None = None
    user: str | None = None

    def to_json(self) -> dict[str, JSONValue]:
        """The options as a mapping of raw ones."""
        return _given({"dimensions": self.dimensions, "user": self.user}, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAICompatibleImageOptions:
    """Options of an image call, for the provider of this name. `output_compression` is 0 to 100."""

    provider: str
    size: str | None = None
    quality: str | None = None
    output_format: str | None = None
    output_compression: int | None = None
    background: str | None = None
    extra: Mapping[str, JSONValue] = field(default_factory=dict[str, JSONValue])

    def to_json(self) -> dict[str, JSONValue]:
        """The options as a mapping of raw ones."""
        known: dict[str, JSONValue] = {
            "size": self.size,
            "quality": self.quality,
            "output_format": self.output_format,
            "output_compression": self.output_compression,
            "background": self.background,
        }
        return _given(known, self.extra)


def _given(known: Mapping[str, JSONValue], extra: Mapping[str, JSONValue]) -> dict[str, JSONValue]:
    return {**{name: value for name, value in known.items() if value is not None}, **extra}


# Reading


@dataclass(frozen=True, slots=True)
class OptionKeys:
    """The keys under which a provider's options stand: its name, and the name in camelCase, which is preferred."""

    raw: str
    camel: str

    @classmethod
    @cache
    def of(cls, provider: str) -> OptionKeys:
        """The keys for a model's provider label: the text before the first dot, `acme` for `acme.chat`."""
        raw = provider.partition(".")[0].strip()
        return cls(raw, _HYPHENATED.sub(lambda match: match[1].upper(), raw))

    def metadata_key(self, options: ProviderOptions) -> str:
        """The key of the metadata that come back: in camelCase if the caller wrote the options so."""
        return self.camel if self.camel != self.raw and options.get(self.camel) is not None else self.raw


_HYPHENATED = re.compile("[-_]([a-z])")


def deprecation_warnings(options: ProviderOptions, keys: OptionKeys, *, has_shared_keys: bool) -> list[CallWarning]:
    """The warnings about keys that have a newer spelling."""
    replaced = [(DEPRECATED_KEY, SHARED_KEY)] if has_shared_keys else []
    if keys.camel != keys.raw:
        replaced.append((keys.raw, keys.camel))
    return [
        DeprecatedWarning(f"providerOptions key '{old}'", f"Use '{new}' instead.")
        for old, new in replaced
        if options.get(old) is not None
    ]


def read_options(options: ProviderOptions, keys: Sequence[str], shape: Shape) -> dict[str, Any]:
    """The options that `shape` knows, from all `keys`; later keys win. Raises `InvalidArgumentError` for a wrong type.

    Here names are not accepted in snake_case: members in the server's spelling are passed through as they are.
    """
    read: dict[str, Any] = {}
    for key in dict.fromkeys(keys):
        read |= parse_provider_options(options, provider=key, validate=shape.check) or {}
    return read


def passed_through(options: ProviderOptions, keys: OptionKeys, *, without: Collection[str] = ()) -> dict[str, Any]:
    """The members of the provider's own options, but those in `without`: they go into the request as they are."""
    members = {**(options.get(keys.raw) or {}), **(options.get(keys.camel) or {})}
    return {name: value for name, value in members.items() if name not in without}
