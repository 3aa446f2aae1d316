"""Hypothesis strategies of every value of the contract, made from the fields of its dataclasses."""

from __future__ import annotations

import base64
import dataclasses
import sys
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import ai_sdk.provider
from hypothesis import strategies as st

# They hold streams, which are no JSON.
WITHOUT_JSON = {"StreamResult", "TranscriptionStreamOptions", "TranscriptionStreamResult"}

VALUE_CLASSES: list[type[Any]] = [
    value
    for name in ai_sdk.provider.__all__
    if name not in WITHOUT_JSON
    and isinstance(value := getattr(ai_sdk.provider, name), type)
    and dataclasses.is_dataclass(value)
]

UNIONS: dict[str, tuple[type[Any], ...]] = {
    name: get_args(value)
    for name in ai_sdk.provider.__all__
    if get_origin(value := getattr(ai_sdk.provider, name)) in (Union, types.UnionType)
    and all(dataclasses.is_dataclass(member) for member in get_args(value))
}

words = st.text(max_size=8)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
json_objects = st.dictionaries(words, json_values, max_size=3)
base64_texts = st.binary(max_size=8).map(lambda data: base64.b64encode(data).decode())
moments = st.integers(0, 4_000_000_000_000).map(lambda milliseconds: datetime.fromtimestamp(milliseconds / 1000, UTC))


class _JSONValue: ...


class _JSONObject: ...


class _OfProviders: ...


class _Headers: ...


_SHARED = {
    "JSONValue": _JSONValue,
    "JSONObject": _JSONObject,
    "ProviderOptions": _OfProviders,
    "ProviderMetadata": _OfProviders,
    "Headers": _Headers,
}

_LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    _JSONValue: json_values,
    _JSONObject: json_objects,
    _OfProviders: st.dictionaries(words, json_objects, max_size=2),
    _Headers: st.dictionaries(words, st.none() | words, max_size=2),
    Any: json_values,
    str: words,
    int: st.integers(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=8),
    datetime: moments,
    type(None): st.none(),
}


def field_types(cls: type[Any]) -> dict[str, Any]:
    """The type of each field, the shared JSON types as markers of this module."""
    module = vars(sys.modules[cls.__module__])
    hints = typing.get_type_hints(cls, globalns=module, localns=dict(_SHARED))
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


def is_opaque(hint: Any) -> bool:
    """Whether the JSON under this type is somebody else's, and passes as it is."""
    return any(hint is marker for marker in (*_SHARED.values(), Any)) or (
        get_origin(hint) in (Union, types.UnionType)
        and all(argument is type(None) or is_opaque(argument) for argument in get_args(hint))
    )


@cache
def values(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Values of a class of the contract."""
    if cls is ai_sdk.provider.FileBytes:
        return (st.binary(max_size=8) | base64_texts).map(ai_sdk.provider.FileBytes)
    return st.deferred(lambda: st.builds(cls, **{name: _of(hint) for name, hint in field_types(cls).items()}))


def _of(hint: Any) -> st.SearchStrategy[Any]:
    if hint in _LEAVES:
        return _LEAVES[hint]
    if dataclasses.is_dataclass(hint):
        return values(typing.cast("type[Any]", hint))
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        if set(arguments) == {bytes, str}:
            # As JSON, bytes are base64 text, and it stays text where it may be text.
            return base64_texts
        return st.one_of([_of(argument) for argument in arguments])
    if issubclass(origin, Mapping):
        return st.dictionaries(words, _of(arguments[1]), max_size=2)
    if issubclass(origin, Sequence):
        return st.lists(_of(arguments[0]), max_size=2)
    raise TypeError(f"no strategy for {hint!r}")
