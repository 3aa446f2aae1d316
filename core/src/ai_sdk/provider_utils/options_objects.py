"""Typed options of one provider, and what the functions of the core take as `provider_options`.

@dataclass(frozen=True, slots=True, kw_only=True)
class AcmeOptions:
    provider: ClassVar[str] = "acme"
    reasoning_format: str | None = None

    def to_json(self):
        return {} if self.reasoning_format is None else {"reasoningFormat": self.reasoning_format}

await generate_text("acme:model", "hi", provider_options=[AcmeOptions(reasoning_format="parsed")])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias, cast, runtime_checkable

from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.provider.json_values import JSONObject, JSONValue, ProviderOptions

__all__ = ["ProviderOptionsInput", "ProviderOptionsObject", "as_provider_options"]


@runtime_checkable
class ProviderOptionsObject(Protocol):
    """Options of one provider as an object. `provider` is the key that they stand under, `to_json()` the options."""

    @property
    def provider(self) -> str: ...

    def to_json(self) -> JSONObject:
        """The options that were given, spelled as the provider reads them."""
        ...


ProviderOptionsInput: TypeAlias = ProviderOptions | ProviderOptionsObject | Sequence[ProviderOptionsObject]


def as_provider_options(options: ProviderOptionsInput | None) -> ProviderOptions | None:
    """The options by provider. Of two objects for one provider the later wins where both say something.

    Raises `InvalidArgumentError` for anything else than a mapping of mappings or options objects.
    """
    if options is None:
        return None
    if isinstance(options, Mapping):
        for provider, values in cast("Mapping[str, Any]", options).items():
            if not isinstance(values, Mapping):
                raise _wrong(f"the options for {provider!r} must be a mapping, got {values!r}", options)
        return options
    objects: Sequence[Any] = (options,) if isinstance(options, ProviderOptionsObject) else options
    merged: dict[str, dict[str, JSONValue]] = {}
    for each in objects:
        if not isinstance(each, ProviderOptionsObject):
            raise _wrong(f"{each!r} is no options object of a provider", options)
        merged.setdefault(each.provider, {}).update(each.to_json())
    return merged


def _wrong(what: str, options: object) -> InvalidArgumentError:
    return InvalidArgumentError(
        f"Invalid provider_options: {what}. "
        'Give a mapping such as {"groq": {"reasoning_format": "parsed"}}, or a list of options objects.',
        argument="provider_options",
        value=options,
    )
