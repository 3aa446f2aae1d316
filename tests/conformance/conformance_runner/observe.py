"""Our objects as plain trees that can be compared with the recorded JSON.

A field of a dataclass is structure: its name becomes camelCase, and None means absent. The keys of a mapping are data:
they stay as they are, and None in them is a real null.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from enum import Enum
from typing import Any

from .names import camel_case, snake_case

__all__ = ["Fields", "Missing", "observe", "observe_attributes"]

_DISCRIMINATORS = ("type", "role", "status", "source_type")
# Times and the ids of calls are not recorded.
_NOT_RECORDED = frozenset({"performance", "callId"})
_FILE_FIELDS = frozenset({"data", "media_type", "provider_metadata"})
"""Only a file that a model made has all of them; one that goes to a model has provider options."""
_SCALARS = (str, bytes, bool, int, float, datetime, BaseException, re.Pattern)


class Fields(dict[str, Any]):
    """Observed structure, by camelCase name. `source` is the object itself."""

    def __init__(self, source: object, values: Iterable[tuple[str, Any]]) -> None:
        super().__init__(values)
        self.source = source


@dataclasses.dataclass(frozen=True)
class Missing:
    """Stands where an attribute should be that the object does not have."""

    attribute: str
    owner: str

    def __repr__(self) -> str:
        return f"<no attribute {self.attribute!r} on {self.owner}>"


def observe(value: Any, *, core: bool = False) -> Any:
    """`value` as a tree of dicts, lists and scalars. Exceptions, datetimes, bytes and patterns stay themselves.

    With `core` the value is one of the generic functions: their events name fields as our attributes do, and a file
    that a model made stands there as one object under `file`.
    """
    if value is None or isinstance(value, _SCALARS):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Fields | Missing):
        return value
    if isinstance(value, Enum):
        return observe(value.value)
    if isinstance(value, bytearray | memoryview):
        return bytes(value)
    if isinstance(value, Mapping):
        return {str(key): observe(item, core=core) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return Fields(value, _fields_of(value, core=core))
    if isinstance(value, Sequence):
        return [observe(item, core=core) for item in value]
    if isinstance(value, Set):
        return sorted((observe(item, core=core) for item in value), key=repr)
    dump = getattr(value, "model_dump", None)
    if callable(dump):  # a pydantic model: its field names are data
        return observe(dump(by_alias=True))
    return value


def _fields_of(value: Any, *, core: bool) -> Iterable[tuple[str, Any]]:
    for name in _DISCRIMINATORS:
        constant = getattr(type(value), name, None)
        if isinstance(constant, str):
            yield camel_case(name), constant
    names = [field.name for field in dataclasses.fields(value) if not field.name.startswith("_")]
    if core and set(names) >= _FILE_FIELDS:
        yield "file", value
        names = [name for name in names if name not in _FILE_FIELDS or name == "provider_metadata"]
    renamed = {} if core else {field.name: field.metadata.get("json") for field in dataclasses.fields(value)}
    for name in names:
        recorded = renamed.get(name) or camel_case(name)
        if recorded not in _NOT_RECORDED:
            yield recorded, observe(getattr(value, name), core=core)


def observe_attributes(value: object, names: Iterable[str], *, core: bool = False) -> Fields:
    """The attributes of `value` that the camelCase `names` ask for, with `Missing` where there is none."""
    return Fields(value, ((name, _attribute(value, name, core=core)) for name in names))


def _attribute(value: object, name: str, *, core: bool) -> Any:
    attribute = snake_case(name)
    try:
        return observe(getattr(value, attribute), core=core)
    except AttributeError:
        return Missing(attribute, type(value).__name__)
