"""The one codec between the contract's values and their canonical JSON (V4, camelCase).

    to_json(UserMessage("hi"))                              # {"role": "user", "content": "hi"}
    from_json(Message, {"role": "user", "content": "hi"})   # UserMessage("hi")

The gateway's wire, stored messages, UI messages and the golden cases are all this JSON. The rules come from the
dataclasses themselves: a field is its name in camelCase (or what its metadata says under `json`), None is left out
unless the field is required, a class attribute `type`, `role`, `source_type` or `status` is the discriminator, bytes
are base64, times are ISO 8601 with milliseconds. Where JSON is the caller's or the provider's own (options, metadata,
schemas) it passes untouched. Reading accepts snake_case too, and ignores what it does not know.
"""

from __future__ import annotations

import base64
import dataclasses
import sys
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, overload

from ai_sdk.provider.errors import AISDKError, TypeValidationError, shortened

__all__ = ["camel_case", "from_json", "iso_timestamp", "json_decoder", "to_json"]

T = TypeVar("T")
_Encoder = Callable[[Any], Any]
_Decoder = Callable[[Any], Any]

_TAGS = ("type", "role", "status")


class _Opaque:
    """Stands in type hints for JSON that passes untouched."""


_OPAQUE_NAMES: dict[str, Any] = dict.fromkeys(
    ("JSONValue", "JSONObject", "ProviderOptions", "ProviderMetadata", "Headers"), _Opaque
)


class _Mismatch(ValueError):
    """A value that does not fit, and the path to it, which grows as the error rises."""

    def __init__(self, expected: str, value: object, problem: str | None = None) -> None:
        self.expected = expected
        self.value = value
        self.problem = problem
        self.path: list[str] = []

    def __str__(self) -> str:
        # Made when it is read: most mismatches only say that a union's first alternative was not the one.
        where = "".join(reversed(self.path)).removeprefix(".")
        return f"{where or 'value'}: {self.problem or f'expected {self.expected}, got {shortened(repr(self.value))}'}"


def to_json(value: object) -> Any:
    """The canonical JSON of a contract value, or of a list, tuple or mapping of such."""
    return _encode(value)


@overload
def from_json(kind: type[T], data: object) -> T: ...


@overload
def from_json(kind: Any, data: object) -> Any: ...


def from_json(kind: Any, data: object) -> Any:
    """The value of `kind` that `data` says. `kind` is a contract class or a union of them, such as `Message`.

    Raises `TypeValidationError` with the path of the first thing that does not fit.
    """
    return json_decoder(kind)(data)


def json_decoder(kind: Any) -> Callable[[object], Any]:
    """`from_json` for one kind, as a function: for many values of it, such as the parts of a stream.

    Looking up what to do for a large union costs more than decoding one small part.
    """
    decode = _decoder(kind)

    def decode_json(data: object) -> Any:
        try:
            return decode(data)
        except _Mismatch as mismatch:
            raise TypeValidationError(value=data, cause=mismatch) from mismatch

    return decode_json


def iso_timestamp(value: datetime) -> str:
    """A time as JSON has it: UTC, milliseconds, `Z`. A time without a zone is taken for UTC."""
    value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


# Encoding


def _encode(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return iso_timestamp(value)
    if isinstance(value, Mapping):
        return {key: _encode(item) for key, item in cast("Mapping[Any, Any]", value).items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _object_encoder(type(value))(value)
    if isinstance(value, BaseException):
        name = value.name if isinstance(value, AISDKError) else type(value).__name__
        return {"name": name, "message": str(value)}
    if isinstance(value, Sequence):
        return [_encode(item) for item in cast("Sequence[Any]", value)]
    return str(value)


@cache
def _object_encoder(cls: type[Any]) -> _Encoder:
    tags: dict[str, Any] = {camel_case(name): tag for name, tag in _tags(cls).items()}
    fields = [
        (field.name, _json_name(field), not _may_be_left_out(field), _is_opaque(hint)) for field, hint in _fields(cls)
    ]

    def encode(value: Any) -> dict[str, Any]:
        result = dict(tags)
        for name, json_name, required, opaque in fields:
            item = getattr(value, name)
            if item is not None or required:
                result[json_name] = item if opaque else _encode(item)
        return result

    return encode


# Decoding


@cache
def _decoder(hint: Any) -> _Decoder:
    if hint is _Opaque or hint is Any:
        return _anything
    if isinstance(hint, str):
        raise TypeError(f"unresolved type {hint!r}")
    if dataclasses.is_dataclass(hint):
        return _object_decoder(cast("type[Any]", hint))
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _literal_decoder(arguments)
    if origin in (Union, types.UnionType):
        return _union_decoder(arguments)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_decoder(_decoder(arguments[1]))
    if origin is not None and issubclass(origin, Sequence):
        return _sequence_decoder(_decoder(arguments[0]))
    raise TypeError(f"{hint!r} has no JSON form")


def _anything(value: Any) -> Any:
    return value


def _expect(expected: str, fits: Callable[[Any], bool]) -> _Decoder:
    def decode(value: Any) -> Any:
        if not fits(value):
            raise _Mismatch(expected, value)
        return value

    return decode


def _datetime(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            parsed = datetime.fromisoformat(value)
        except ValueError:
            raise _Mismatch("an ISO 8601 time", value) from None
        return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    raise _Mismatch("an ISO 8601 time", value)


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        try:
            return base64.b64decode(value, validate=True)
        except ValueError:
            pass
    raise _Mismatch("bytes or base64", value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _integer(value: Any) -> int:
    if _is_integer(value):
        return value
    # JSON does not tell 1.0 from 1.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise _Mismatch("an integer", value)


_HINT_WORDS: dict[Any, str] = {
    str: "a string",
    bytes: "bytes",
    float: "a number",
    Sequence: "a list",
    Mapping: "an object",
}
_SCALARS: dict[Any, _Decoder] = {
    str: _expect("a string", lambda value: isinstance(value, str)),
    bool: _expect("a boolean", lambda value: isinstance(value, bool)),
    float: _expect("a number", _is_number),
    int: _integer,
    bytes: _bytes,
    datetime: _datetime,
    type(None): _expect("null", lambda value: value is None),
}


def _literal_decoder(values: tuple[Any, ...]) -> _Decoder:
    return _expect(_one_of(values), lambda value: value in values)


def _mapping_decoder(item: _Decoder) -> _Decoder:
    def decode(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise _Mismatch("an object", value)
        return {key: _at(f".{key}", item, member) for key, member in cast("Mapping[str, Any]", value).items()}

    return decode


def _sequence_decoder(item: _Decoder) -> _Decoder:
    def decode(value: Any) -> list[Any]:
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes)):
            raise _Mismatch("a list", value)
        return [_at(f"[{index}]", item, member) for index, member in enumerate(cast("Sequence[Any]", value))]

    return decode


def _at(step: str, decoder: _Decoder, value: Any) -> Any:
    try:
        return decoder(value)
    except _Mismatch as mismatch:
        mismatch.path.append(step)
        raise


def _union_decoder(alternatives: tuple[Any, ...]) -> _Decoder:
    """Objects are told apart by their discriminators, everything else by trying in turn."""
    classes = tuple(cast("type[Any]", hint) for hint in alternatives if dataclasses.is_dataclass(hint))
    rest = [hint for hint in alternatives if not dataclasses.is_dataclass(hint)]
    # Base64 text stays text where the value may be text.
    others = [_decoder(hint) for hint in sorted(rest, key=lambda hint: hint is bytes)]
    by_tag: dict[str, dict[str, list[type[Any]]]] = {}
    for cls in classes:
        for name, tags in list(_discriminators(cls).items())[:1]:
            for tag in tags:
                by_tag.setdefault(name, {}).setdefault(tag, []).append(cls)
    expected = " or ".join(
        [f"an object with {name} {_one_of(tags)}" for name, tags in by_tag.items()]
        + [_HINT_WORDS.get(get_origin(hint) or hint, str(hint)) for hint in rest]
    )

    def decode(value: Any) -> Any:
        # Asked first since nearly everything is one, and the other questions are slower.
        is_dict = value.__class__ is dict
        if not is_dict and classes and isinstance(value, classes):
            return value
        members = cast("Mapping[str, Any]", value) if is_dict or isinstance(value, Mapping) else None
        if members is not None:
            for name, tags in by_tag.items():
                tag = members.get(name)
                candidates = tags.get(tag) if isinstance(tag, str) else None
                if candidates:
                    return _decoder(candidates[0] if len(candidates) == 1 else _narrow(candidates, members))(members)
        for decoder in others:
            try:
                return decoder(value)
            except _Mismatch as mismatch:
                if mismatch.path:
                    raise
        if len(classes) == 1 and not by_tag:
            return _decoder(classes[0])(value)
        if members is not None and by_tag:
            name = next(iter(by_tag))
            raise _mismatch_at(f".{name}", _one_of(by_tag[name]), members.get(name))
        raise _Mismatch(expected, cast("object", value))

    return decode


def _narrow(candidates: list[type[Any]], members: Mapping[str, Any]) -> type[Any]:
    """Among classes with one `type`, the one whose second discriminator fits too (`source_type`)."""
    name = list(_tags(candidates[0]))[1]
    second = {_tags(cls)[name]: cls for cls in candidates}
    given = _get(members, camel_case(name), name)
    if not isinstance(given, str) or given not in second:
        raise _mismatch_at(f".{camel_case(name)}", _one_of(second), None if given is _ABSENT else given)
    return second[given]


def _one_of(values: Iterable[object]) -> str:
    return " or ".join(map(repr, values))


_ABSENT: Any = object()


def _get(members: Mapping[str, Any], json_name: str, name: str) -> Any:
    value = members.get(json_name, _ABSENT)
    return members.get(name, _ABSENT) if value is _ABSENT and name != json_name else value


@cache
def _object_decoder(cls: type[Any]) -> _Decoder:
    tags = [(name, camel_case(name), tag) for name, tag in _tags(cls).items()]
    fields: list[tuple[str, str, str, _Decoder, object, bool, bool]] = []
    for field, hint in _fields(cls):
        json_name, has_default = _json_name(field), _has_default(field)
        plain = _without_none(hint)
        fields.append(
            (
                field.name,
                json_name,
                f".{json_name}",
                _foreign(field.metadata["decode"]) if "decode" in field.metadata else _decoder(plain),
                # Texts, nearly all that a streamed part has, need no call.
                str if plain is str and "decode" not in field.metadata else None,
                has_default,
                not has_default and _is_anything(hint),
            )
        )

    def decode(value: Any) -> Any:
        if value.__class__ is not dict:
            if isinstance(value, cls):
                return value
            if not isinstance(value, Mapping):
                raise _Mismatch("an object", value)
        members = cast("Mapping[str, Any]", value)
        for name, json_name, tag in tags:
            given = members.get(json_name, _ABSENT)
            if given is _ABSENT and name != json_name:
                given = members.get(name, _ABSENT)
            if given is not _ABSENT and given != tag:
                raise _mismatch_at(f".{json_name}", repr(tag), given)
        get = members.get
        arguments: dict[str, Any] = {}
        for name, json_name, step, decoder, kind, has_default, is_nullable in fields:
            item = get(json_name, _ABSENT)
            if item.__class__ is kind:
                arguments[name] = item
                continue
            if item is _ABSENT and name != json_name:
                item = get(name, _ABSENT)
            if item is _ABSENT or (item is None and not is_nullable):
                if not has_default:
                    raise _mismatch_at(step, "a value", None)
                continue
            try:
                arguments[name] = decoder(item)
            except _Mismatch as mismatch:
                mismatch.path.append(step)
                raise
        return cls(**arguments)

    return decode


def _foreign(function: Callable[[Any], Any]) -> _Decoder:
    """A decoder out of a function that says what is wrong by an error of its own."""

    def decode(value: Any) -> Any:
        try:
            return function(value)
        except AISDKError as error:
            raise _Mismatch("", value, error.message) from error

    return decode


def _mismatch_at(step: str, expected: str, value: Any) -> _Mismatch:
    mismatch = _Mismatch(expected, value)
    mismatch.path.append(step)
    return mismatch


# What the dataclasses say


@cache
def _fields(cls: type[Any]) -> list[tuple[dataclasses.Field[Any], Any]]:
    module = vars(sys.modules[cls.__module__])
    hints = typing.get_type_hints(cls, globalns=module, localns=_OPAQUE_NAMES)
    return [(field, hints[field.name]) for field in dataclasses.fields(cls)]


@cache
def _tags(cls: type[Any]) -> dict[str, str]:
    """The constant discriminators of a class: its string class attributes `type`, `role`, `status`, `source_type`."""
    fields = {field.name for field in dataclasses.fields(cls)}
    return {
        name: value
        for name in (*_TAGS, "source_type")
        if name not in fields and isinstance(value := getattr(cls, name, None), str)
    }


def _discriminators(cls: type[Any]) -> dict[str, tuple[str, ...]]:
    """What tells a class from the others of a union: its tags, and fields of such a name that take few words."""
    tags = {name: (tag,) for name, tag in _tags(cls).items()}
    for field, hint in _fields(cls):
        if field.name in _TAGS and get_origin(hint) is Literal:
            tags[field.name] = get_args(hint)
    return tags


def _json_name(field: dataclasses.Field[Any]) -> str:
    return field.metadata.get("json") or camel_case(field.name)


def camel_case(name: str) -> str:
    """A Python name as it stands in JSON: `reasoning_format` as `reasoningFormat`. Leading underscores stay."""
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] if part else "_" for part in rest) if head else name


def _has_default(field: dataclasses.Field[Any]) -> bool:
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def _may_be_left_out(field: dataclasses.Field[Any]) -> bool:
    return field.default is None


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    return Union[tuple(argument for argument in get_args(hint) if argument is not type(None))]  # noqa: UP007


def _is_opaque(hint: Any) -> bool:
    return _without_none(hint) is _Opaque


def _is_anything(hint: Any) -> bool:
    return hint is Any or hint is _Opaque
