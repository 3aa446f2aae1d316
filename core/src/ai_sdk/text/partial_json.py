"""JSON that is still coming: the value of a text that may stop anywhere.

    parse_partial_json('{"a":1,"b":"x')         # PartialJSON(value={'a': 1, 'b': 'x'}, state='repaired-parse')

    parser = PartialJSONParser()
    for delta in deltas:
        if parser.feed(delta):                   # true if the value is another one now
            print(parser.value)

What is unfinished is closed, and what says nothing yet is left out: an open string ends here (without an unfinished
escape), an open object or list too, `tr` is true, `1.5e` is 1.5, and a comma, a key without a value and a lone `-` are
dropped. After a whole value anything may follow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from ai_sdk.provider.errors import JSONParseError
from ai_sdk.provider_utils.json_text import parse_json

__all__ = ["PartialJSON", "PartialJSONParser", "PartialJSONState", "parse_partial_json"]

PartialJSONState: TypeAlias = Literal["undefined-input", "successful-parse", "repaired-parse", "failed-parse"]
"""No text was given; it is JSON as it stands; it is JSON once repaired; it says nothing yet, or is no JSON."""


@dataclass(frozen=True, slots=True)
class PartialJSON:
    """What a text that may stop anywhere says. `value` is None where `state` is `undefined-input` or `failed-parse`."""

    value: Any
    state: PartialJSONState


def parse_partial_json(text: str | None) -> PartialJSON:
    """The value of a JSON text that may stop anywhere.

        parse_partial_json('[{"x":1},{"y')       # PartialJSON(value=[{'x': 1}, {}], state='repaired-parse')

    Never raises. As strict as `parse_json`: no NaN, no comments, no objects with a `__proto__`.
    """
    if text is None:
        return PartialJSON(None, "undefined-input")
    # The parser below judges forbidden keys one by one, parse_json at the end: only one of them may judge a text.
    if "proto" not in text and "\\u" not in text:
        try:
            return PartialJSON(parse_json(text), "successful-parse")
        except JSONParseError:
            pass
    parser = PartialJSONParser()
    parser.feed(text)
    return PartialJSON(parser.value, parser.state)


class PartialJSONParser:
    """JSON text in, piece by piece; at any time out comes what `parse_partial_json` says of the text so far.

    Each character is looked at once. A `value` is built when it is read, and costs a copy of the containers that are
    still open; what is finished is shared by all later values. Later text changes no value that was handed out.
    """

    __slots__ = ("_changed", "_pieces", "_root", "_shown", "_slots", "_stack", "_state", "_tail", "_token", "_trailing")

    def __init__(self) -> None:
        self._state: _State = PartialJSONParser._value
        self._root: Any = None
        # The open containers from the root on, without the open scalar; and where in each of them the next one stands.
        self._stack: list[Any] = []
        self._slots: list[Any] = []
        # The value of the open number or literal, _STRING for the open string, _NOTHING for none.
        self._shown: Any = _NOTHING
        self._pieces: list[str] = []
        self._token = ""
        # The end of the last delta that has no meaning yet: the beginning of an escape.
        self._tail = ""
        self._changed = False
        self._trailing = False

    def feed(self, delta: str) -> bool:
        """Takes more text. True if `value` changed.

        (A key that comes twice in an object may give true without a change.) What comes after the text has stopped
        being JSON is ignored: false.
        """
        if self._tail:
            delta = self._tail + delta
            self._tail = ""
        self._changed = False
        position, end = 0, len(delta)
        try:
            while position < end:
                position = self._state(self, delta, position)
            if self._state is PartialJSONParser._number:
                self._show_number()
        except _InvalidJSON:
            self._state = PartialJSONParser._failed
            self._root = None
            self._stack = []
            self._shown = _NOTHING
            return False
        return self._changed

    @property
    def value(self) -> Any:
        """The value so far, None if there is none. Finished parts are shared with other values: don't change them."""
        shown = self._shown
        if shown is _STRING:
            shown = "".join(self._pieces)
            self._pieces = [shown]
        stack = self._stack
        if not stack:
            return self._root if shown is _NOTHING else shown
        child = stack[-1].copy()
        if shown is not _NOTHING:
            if child.__class__ is list:
                child.append(shown)
            else:
                child[self._slots[-1]] = shown
        for level in range(len(stack) - 2, -1, -1):
            container = stack[level].copy()
            container[self._slots[level]] = child
            child = container
        return child

    @property
    def state(self) -> PartialJSONState:
        """What `parse_partial_json` says of the text so far."""
        if self._state is PartialJSONParser._done:
            return "repaired-parse" if self._trailing else "successful-parse"
        if self._stack:
            return "repaired-parse"
        if self._shown is _NOTHING:
            return "failed-parse"
        if self._state is PartialJSONParser._number and _number(self._token):
            return "successful-parse"
        return "repaired-parse"

    @property
    def is_complete(self) -> bool:
        """Whether the value is whole, whatever follows it. (A number that nothing follows may still grow.)"""
        return self._state is PartialJSONParser._done

    @property
    def live_root(self) -> Any:
        """The container at the root as it is being filled, for looking into without a copy. Not to be handed out."""
        return self._root

    def live_length(self, items: list[Any]) -> int:
        """How many items the value shows of a list that was found in `live_root`, the unfinished one included."""
        is_open = self._shown is not _NOTHING and self._stack and self._stack[-1] is items
        return len(items) + 1 if is_open else len(items)

    # The states: each takes the text and a position, and gives the position where the next state begins.

    def _value(self, text: str, position: int) -> int:
        char = text[position]
        if char == '"':
            self._pieces = []
            self._shown = _STRING
            self._changed = True
            self._state = PartialJSONParser._string
        elif char == "{":
            self._open({}, PartialJSONParser._first_key)
        elif char == "[":
            self._open([], PartialJSONParser._first_item)
        elif char in "-0123456789":
            self._token = ""
            self._state = PartialJSONParser._number
            return position
        elif char in _LITERALS:
            self._token, self._shown = _LITERALS[char]
            self._changed = True
            self._state = PartialJSONParser._literal
            return position
        else:
            return _skip_space(text, position)
        return position + 1

    def _first_item(self, text: str, position: int) -> int:
        char = text[position]
        if char == "]":
            self._close()
            return position + 1
        if char in _SPACES:
            return _skip_space(text, position)
        self._state = PartialJSONParser._value
        return position

    def _first_key(self, text: str, position: int) -> int:
        if text[position] == "}":
            self._close()
            return position + 1
        return self._next_key(text, position)

    def _next_key(self, text: str, position: int) -> int:
        if text[position] != '"':
            return _skip_space(text, position)
        self._pieces = []
        self._state = PartialJSONParser._string
        return position + 1

    def _colon(self, text: str, position: int) -> int:
        if text[position] != ":":
            return _skip_space(text, position)
        self._state = PartialJSONParser._value
        return position + 1

    def _after_value(self, text: str, position: int) -> int:
        char = text[position]
        is_list = self._stack[-1].__class__ is list
        if char == ",":
            self._state = PartialJSONParser._value if is_list else PartialJSONParser._next_key
        elif char == ("]" if is_list else "}"):
            self._close()
        else:
            return _skip_space(text, position)
        return position + 1

    def _string(self, text: str, position: int) -> int:
        """A string value if `_shown` says so, else a key."""
        end = _string_part(text, position)
        part = text[position:end]
        is_closed = text.startswith('"', end)
        rest = "" if is_closed else text[end:]
        if rest and not _is_escape_beginning(rest):
            raise _InvalidJSON
        if "\\" in part:
            raw, part = part, json.loads(f'"{part}"')
            # Half of a surrogate pair is no text: it waits for the other half as an unfinished escape does.
            if not is_closed and part[-1] != raw[-1] and "\ud800" <= part[-1] <= "\udbff":
                part = part[:-1]
                rest = raw[-6:] + rest
        if part:
            self._pieces.append(part)
        if self._shown is _STRING:
            if part:
                self._changed = True
            if is_closed:
                self._put("".join(self._pieces))
        elif is_closed:
            self._close_key("".join(self._pieces))
        if is_closed:
            return end + 1
        self._tail = rest
        return len(text)

    def _number(self, text: str, position: int) -> int:
        end = _number_part(text, position)
        self._token += text[position:end]
        if end == len(text):
            return end  # more of it may come
        if not self._stack and not _number(self._token):
            # What follows a whole value does not matter, though it look like a number.
            self._token = self._token.rstrip("eE+-.")
            self._trailing = True
        value = _to_number(self._token)
        if self._shown is _NOTHING or value != self._shown:
            self._changed = True
        self._put(value)
        return end

    def _show_number(self) -> None:
        digits = self._token.rstrip("eE+-.")
        if digits:
            value = _to_number(digits)
            if self._shown is _NOTHING or value != self._shown:
                self._changed = True
            self._shown = value  # 1.0 takes the place of 1, though they are the same

    def _literal(self, text: str, position: int) -> int:
        end = min(position + len(self._token), len(text))
        if not self._token.startswith(text[position:end]):
            raise _InvalidJSON
        self._token = self._token[end - position :]
        if not self._token:
            self._put(self._shown)
        return end

    def _done(self, text: str, position: int) -> int:
        if _space(text, position) != len(text):
            self._trailing = True
        return len(text)

    def _failed(self, text: str, _position: int) -> int:
        return len(text)

    # What the states do to the tree

    def _open(self, container: Any, state: _State) -> None:
        if len(self._stack) == _MAX_DEPTH:
            raise _InvalidJSON
        self._put(container)  # it stands in its parent from its beginning on
        self._stack.append(container)
        self._slots.append(-1)
        self._state = state
        self._changed = True

    def _close(self) -> None:
        self._stack.pop()
        self._slots.pop()
        self._state = PartialJSONParser._after_value if self._stack else PartialJSONParser._done

    def _close_key(self, key: str) -> None:
        slots = self._slots
        if key == "__proto__" or (key == "prototype" and len(slots) > 1 and slots[-2] == "constructor"):
            raise _InvalidJSON
        slots[-1] = key
        self._state = PartialJSONParser._colon

    def _put(self, value: Any) -> None:
        self._shown = _NOTHING
        if not self._stack:
            self._root = value
            self._state = PartialJSONParser._done
            return
        container = self._stack[-1]
        if container.__class__ is list:
            container.append(value)
        else:
            container[self._slots[-1]] = value
        self._state = PartialJSONParser._after_value


_State: TypeAlias = Callable[[PartialJSONParser, str, int], int]


class _InvalidJSON(Exception):
    pass


_NOTHING: Final[Any] = object()
_STRING: Final[Any] = object()

# Far above what answers have, and below what the standard library's parser takes.
_MAX_DEPTH = 500

_SPACES = " \t\n\r"
_LITERALS: Final[dict[str, tuple[str, Any]]] = {"t": ("true", True), "f": ("false", False), "n": ("null", None)}

_number = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?").fullmatch
_is_escape_beginning = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?").fullmatch


def _end_of(pattern: str) -> Callable[[str, int], int]:
    """Where what `pattern` matches at a position ends. It must match the empty text too."""
    match = re.compile(pattern).match

    def end(text: str, position: int) -> int:
        return match(text, position).end()  # pyright: ignore[reportOptionalMemberAccess]

    return end


_space = _end_of(r"[ \t\n\r]*+")
_number_part = _end_of(r"[0-9eE+\-.]*+")
# The group's repeat is not possessive: early releases of Python 3.11 get that wrong for groups.
_string_part = _end_of(r'[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*')


def _skip_space(text: str, position: int) -> int:
    end = _space(text, position)
    if end == position:
        raise _InvalidJSON
    return end


def _to_number(token: str) -> int | float:
    match = _number(token)
    if match is None:
        raise _InvalidJSON
    # int() refuses more than 4300 digits; as a double that is infinite.
    return int(token) if match.lastindex is None and len(token) < 4300 else float(token)
