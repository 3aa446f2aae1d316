"""JSON text in and out, by the rules of the wire.

    parse_json(b'{"a": 1}')          # {'a': 1}; strict grammar, JSONParseError otherwise
    to_json_text({"a": 1.0})         # '{"a":1}'; compact, non-ASCII as it is, numbers as JavaScript writes them

Reading uses pydantic's parser, imported at the first call; writing the standard library's.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from ai_sdk.provider.codec import iso_timestamp
from ai_sdk.provider.core_errors import SerializationError
from ai_sdk.provider.errors import JSONParseError

__all__ = ["is_parsable_json", "number_text", "parse_json", "to_json_bytes", "to_json_text"]

_BOM = b"\xef\xbb\xbf"
_BACKSLASH = ord("\\")


def parse_json(text: bytes | bytearray | str, *, keep_bom: bool = False) -> Any:
    """The value of a JSON text. Raises `JSONParseError` with the text and the reason.

    The grammar is strict: no NaN, comments or trailing commas. Duplicate keys: the last wins. Bytes are UTF-8; one
    leading BOM is dropped unless `keep_bom`, and invalid bytes become U+FFFD. Objects that try to reach a JavaScript
    prototype (`__proto__`, `constructor.prototype`) are refused, as every SDK of this family does.
    """
    try:
        value = _parser()(text, allow_inf_nan=False, cache_strings="keys")
    except (ValueError, TypeError, RecursionError):  # TypeError: a str with lone surrogates
        return _careful_parse(text, keep_bom=keep_bom)
    # Both forbidden keys contain `proto`, unless it is spelled with escapes. Scanning is cheaper than looking at keys.
    if isinstance(text, str):
        suspicious = "proto" in text or ("\\" in text and "\\u00" in text)
    else:
        # `rfind`, and the number of the backslash: both are several times as fast as `in` with bytes.
        suspicious = text.rfind(b"proto") >= 0 or (_BACKSLASH in text and b"\\u00" in text)
    if suspicious and _has_forbidden_key(value):
        raise JSONParseError(text=_decode(text, keep_bom=keep_bom), cause=ValueError(_FORBIDDEN))
    return value


def is_parsable_json(text: str) -> bool:
    """Whether `text` is a complete JSON text."""
    try:
        parse_json(text)
    except JSONParseError:
        return False
    return True


@cache
def _parser() -> Callable[..., Any]:
    # Importing this module must not import pydantic.
    from pydantic_core import from_json

    return from_json


def _careful_parse(text: bytes | bytearray | str, *, keep_bom: bool) -> Any:
    """The rules again with the standard library: it takes lone surrogate escapes and deeper nesting."""
    decoded = _decode(text, keep_bom=keep_bom)
    try:
        value = json.loads(decoded, parse_constant=_reject_constant, parse_int=_parse_int)
    except RecursionError:
        raise JSONParseError(text=decoded, cause=ValueError("The value is nested too deeply")) from None
    except ValueError as error:
        raise JSONParseError(text=decoded, cause=error) from error
    if _has_forbidden_key(value):
        raise JSONParseError(text=decoded, cause=ValueError(_FORBIDDEN))
    return value


def _decode(text: bytes | bytearray | str, *, keep_bom: bool) -> str:
    if isinstance(text, str):
        return text
    if not keep_bom:
        text = text.removeprefix(_BOM)
    return text.decode("utf-8", "replace")


def _reject_constant(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def _parse_int(digits: str) -> int | float:
    # int() refuses more than 4300 digits; as a double that is infinite.
    return int(digits) if len(digits) < 4300 else float(digits)


_FORBIDDEN = "Object contains forbidden prototype property"


def _has_forbidden_key(value: object) -> bool:
    todo = [value]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            items: dict[str, object] = node  # pyright: ignore[reportUnknownVariableType]
            if "__proto__" in items:
                return True
            constructor = items.get("constructor")
            if isinstance(constructor, dict) and "prototype" in constructor:
                return True
            todo.extend(items.values())
        elif isinstance(node, list):
            todo.extend(node)  # pyright: ignore[reportUnknownArgumentType]
    return False


def to_json_bytes(value: object) -> bytes:
    """`to_json_text` in UTF-8."""
    return to_json_text(value).encode()


def to_json_text(value: object) -> str:
    """The JSON text of `value` as it goes on the wire. Raises `SerializationError` for what JSON can't hold.

    Compact, with keys in their order. `1.0` is `1`, NaN and the infinities are `null`. Times are ISO 8601 with
    milliseconds and `Z` (without a zone they are UTC), bytes are objects `{"0": 1, "1": 2}`. Lone surrogates are
    escaped.
    """
    try:
        text = _encode(value)
    except (TypeError, ValueError, RecursionError):
        return _careful_text(value)
    # json writes some numbers in Python's way (1.0, 1e-07, 1e+16). False alarms, from strings, only cost time.
    # The patterns are plain texts: so they are found in half of the time that `in` takes.
    if _POINT_ZERO.search(text) and (".0," in text or ".0}" in text or ".0]" in text or text.endswith(".0")):
        return _careful_text(value)
    if (_E_MINUS.search(text) or ("+" in text and "e+" in text)) and _PYTHON_EXPONENT.search(text):
        return _careful_text(value)
    if not text.isascii() and _SURROGATE.search(text):
        return _SURROGATE.sub(_escape_surrogate, _join_surrogates(text))
    return text


_quote: Callable[[str], str] = json.encoder.encode_basestring


def _encoder() -> Callable[[object], str]:
    encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    make: Any = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return encoder.encode
    # What `encode` makes anew for each text, which takes longer than a short text does.
    sort_keys = skip_keys = allow_nan = False
    parts = make(None, encoder.default, _quote, None, ":", ",", sort_keys, skip_keys, allow_nan)
    return lambda value: "".join(parts(value, 0))


_encode = _encoder()
_POINT_ZERO = re.compile(r"\.0")
_E_MINUS = re.compile("e-")
_PYTHON_EXPONENT = re.compile(r"\de[-+]\d")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def _join_surrogates(text: str) -> str:
    def join(match: re.Match[str]) -> str:
        high, low = match.group()
        return chr(0x10000 + ((ord(high) - 0xD800) << 10) + (ord(low) - 0xDC00))

    return _SURROGATE_PAIR.sub(join, text)


def _escape_surrogate(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def _careful_text(value: object) -> str:
    parts: list[str] = []
    try:
        _write(value, parts.append)
    except RecursionError:
        raise SerializationError("The value is nested too deeply for JSON, or contains itself") from None
    text = "".join(parts)
    if not text.isascii() and _SURROGATE.search(text):
        return _SURROGATE.sub(_escape_surrogate, _join_surrogates(text))
    return text


def _write(value: Any, put: Callable[[str], object]) -> None:
    if value is None:
        put("null")
    elif isinstance(value, str):
        put(_quote(value))
    elif isinstance(value, bool):
        put("true" if value else "false")
    elif isinstance(value, (int, float)):
        put(number_text(value))
    elif isinstance(value, Mapping):
        _write_object(((_key_text(key), item) for key, item in value.items()), put)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    elif isinstance(value, (list, tuple)):
        mark = "["
        for item in value:  # pyright: ignore[reportUnknownVariableType]
            put(mark)
            _write(item, put)
            mark = ","
        put("]" if mark == "," else "[]")
    elif isinstance(value, (bytes, bytearray)):
        _write_object(((str(index), byte) for index, byte in enumerate(value)), put)
    elif isinstance(value, datetime):
        put(_quote(iso_timestamp(value)))
    else:
        raise SerializationError(
            f"A value of type {type(value).__name__} can't be written as JSON. Pass dicts, lists, strings, numbers, "
            "booleans and None"
        )


def _write_object(items: Any, put: Callable[[str], object]) -> None:
    mark = "{"
    for key, item in items:
        put(f"{mark}{_quote(key)}:")
        _write(item, put)
        mark = ","
    put("}" if mark == "," else "{}")


def _key_text(key: object) -> str:
    if isinstance(key, str):
        return key
    if key is None:
        return "null"
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, (int, float)):
        return number_text(key) if math.isfinite(key) else str(key)
    raise SerializationError(f"A key of type {type(key).__name__} can't be written as JSON. Keys are strings")


def number_text(value: int | float) -> str:
    """A number as JavaScript writes it: no `.0`, exponents from 1e21 on and below 1e-6; `null` if it is not finite."""
    if isinstance(value, int):
        return int.__repr__(value)
    if not math.isfinite(value):
        return "null"
    if not value:
        return "0"
    digits, _, exponent = float.__repr__(abs(value)).partition("e")
    whole, _, fraction = digits.partition(".")
    if fraction == "0":
        fraction = ""
    # The shortest digits that give this double, and where the point stands after the first of them.
    all_digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0)
    if whole == "0":
        point = int(exponent or 0) - (len(fraction) - len(fraction.lstrip("0")))
    all_digits = all_digits.rstrip("0")
    sign = "-" if value < 0 else ""
    count = len(all_digits)
    if count <= point <= 21:
        return f"{sign}{all_digits}{'0' * (point - count)}"
    if 0 < point <= 21:
        return f"{sign}{all_digits[:point]}.{all_digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{all_digits}"
    power = point - 1
    mantissa = all_digits if count == 1 else f"{all_digits[0]}.{all_digits[1:]}"
    return f"{sign}{mantissa}e{'+' if power > 0 else '-'}{abs(power)}"
