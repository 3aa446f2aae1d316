"""Settings that hold where a call says nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from ai_sdk.middleware.embedding_model import EmbeddingModelMiddleware, EmbeddingModelParams
from ai_sdk.middleware.language_model import LanguageModelMiddleware, LanguageModelParams
from ai_sdk.provider.codec import from_json
from ai_sdk.provider.embedding_model import EmbeddingCallOptions
from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.provider.language_model import LanguageCallOptions
from ai_sdk.provider_utils.merging import deep_merge
from ai_sdk.provider_utils.options_objects import as_provider_options

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    OptionsT = TypeVar("OptionsT", bound=DataclassInstance)

__all__ = ["default_embedding_settings_middleware", "default_settings_middleware"]

# Of these the default and the call's own are merged; of everything else one holds.
_MERGED = ("headers", "provider_options")
_CAPITAL = re.compile("[A-Z]")


class _DefaultSettings(LanguageModelMiddleware):
    def __init__(self, defaults: LanguageCallOptions) -> None:
        self._defaults = defaults

    async def transform_params(self, call: LanguageModelParams) -> LanguageCallOptions:
        return _with_defaults(call.params, self._defaults)


class _DefaultEmbeddingSettings(EmbeddingModelMiddleware):
    def __init__(self, defaults: EmbeddingCallOptions) -> None:
        self._defaults = defaults

    async def transform_params(self, call: EmbeddingModelParams) -> EmbeddingCallOptions:
        return _with_defaults(call.params, self._defaults)


def default_settings_middleware(*, settings: Mapping[str, Any]) -> LanguageModelMiddleware:
    """Settings of `LanguageCallOptions` for calls that don't give them.

        default_settings_middleware(settings={"temperature": 0.2, "provider_options": {"groq": {"user": "me"}}})

    A setting of the call wins, 0 and empty lists included. `headers` and `provider_options` are merged, lists are not.
    `generate_text` and `stream_text` always give a tool choice, so a default one does not reach a model through them.
    Raises `InvalidArgumentError` for a name that is no setting, `TypeValidationError` for a value of the wrong kind.
    """
    return _DefaultSettings(_read(LanguageCallOptions, settings, without="prompt"))


def default_embedding_settings_middleware(*, settings: Mapping[str, Any]) -> EmbeddingModelMiddleware:
    """`headers` and `provider_options` for calls of an embedding model; those of the call win.

    default_embedding_settings_middleware(settings={"provider_options": {"openai": {"dimensions": 256}}})
    """
    return _DefaultEmbeddingSettings(_read(EmbeddingCallOptions, settings, without="values"))


def _read(kind: type[OptionsT], settings: Mapping[str, Any], *, without: str) -> OptionsT:
    """The settings as call options. `without` is what only a call can say."""
    names = {_CAPITAL.sub(lambda capital: f"_{capital[0].lower()}", name): name for name in settings}
    known = sorted({field.name for field in fields(kind)} - {without})
    for name, given in names.items():
        if name not in known:
            raise InvalidArgumentError(
                f"{given!r} is no setting that can have a default. Those are {', '.join(known)}.",
                argument="settings",
                value=given,
            )
    values = {name: settings[given] for name, given in names.items()}
    if "provider_options" in values:
        values["provider_options"] = as_provider_options(values["provider_options"])
    return from_json(kind, {**values, without: []})


def _with_defaults(params: OptionsT, defaults: OptionsT) -> OptionsT:
    changes: dict[str, Any] = {}
    for field in fields(defaults):
        name = field.name
        default = getattr(defaults, name)
        given = getattr(params, name)
        if default is None:
            continue
        if given is None:
            changes[name] = default
        elif name in _MERGED:
            changes[name] = deep_merge(default, given)
    return replace(params, **changes) if changes else params
