"""Random ids.

    generate_id()                                    # 'aB3dE5gH7jK9mN1p'
    new_message_id = create_id_generator(prefix="msg")
    new_message_id()                                 # 'msg-aB3dE5gH7jK9mN1p'

They come from the system's random source: neither a fork nor `random.seed` repeats them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from ai_sdk.provider.errors import InvalidArgumentError

__all__ = ["create_id_generator", "generate_id"]

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

_TABLE: Final = bytes(ord(_ALPHABET[byte % len(_ALPHABET)]) for byte in range(256))


def generate_id(size: int = 16) -> str:
    """`size` random characters of `0-9A-Za-z`."""
    return _random_text(size, _ALPHABET)


def create_id_generator(
    *, prefix: str | None = None, separator: str = "-", size: int = 16, alphabet: str = _ALPHABET
) -> Callable[[], str]:
    """A function that makes ids `prefix + separator + random characters`; without a prefix only the characters.

    The separator may not be in the alphabet, so that an id can be taken apart again (`InvalidArgumentError`).
    """
    if prefix is None:
        return lambda: _random_text(size, alphabet)
    if separator in alphabet:
        raise InvalidArgumentError(
            f'The separator "{separator}" must not be part of the alphabet "{alphabet}".',
            argument="separator",
            value=separator,
        )
    start = prefix + separator
    return lambda: start + _random_text(size, alphabet)


_STOCK_SIZE: Final = 32
_stock: list[str] = []
"""Random texts made in advance, of `_STOCK_SIZE` characters: one question to the system for many ids."""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_stock.clear)


def _random_text(size: int, alphabet: str) -> str:
    # A byte for each character. Some characters are a little likelier, which ids, being no secrets, can bear.
    if alphabet is _ALPHABET and size <= _STOCK_SIZE:
        try:
            # Atomic, so that threads never share a text.
            return _stock.pop()[:size]
        except IndexError:
            text = os.urandom(64 * _STOCK_SIZE).translate(_TABLE).decode("ascii")
            _stock.extend(text[start : start + _STOCK_SIZE] for start in range(_STOCK_SIZE, len(text), _STOCK_SIZE))
            return text[:size]
    base = len(alphabet)
    if base > 256:
        raise InvalidArgumentError("The alphabet has more than 256 characters.", argument="alphabet", value=alphabet)
    return "".join([alphabet[byte % base] for byte in os.urandom(size)])
