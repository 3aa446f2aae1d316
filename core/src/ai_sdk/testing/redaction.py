"""What a recording must not hold: keys in headers, in URLs, and wherever else the same texts turn up again."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import unquote_plus

__all__ = ["MASK", "Redactor"]

MASK: Final = "***"

_SECRET_NAME: Final = re.compile(
    r"(?:^|[-_.])(?:key|apikey|token|secret|password|passwd|sig|signature|auth|session|jwt)$"
    r"|authorization|credential|cookie",
    re.IGNORECASE,
)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Not `token` and `key` alone: log probabilities have tokens, and answers have keys, that are no secrets.
_SECRET_MEMBER: Final = re.compile(
    rb'"(?:(?:x[-_]?)?api[-_]?key|(?:access|refresh|id|auth|bearer)[-_]?token|client[-_]?secret'
    rb'|secret(?:[-_]?key)?|private[-_]?key|password|authorization)"\s*:\s*"((?:[^"\\]|\\.)*)"',
    re.IGNORECASE,
)
# A shorter text may be an everyday word, which the bodies must keep.
_SHORTEST: Final = 8


class Redactor:
    """Masks secrets. What it once saw as the value of a secret header or parameter it masks everywhere."""

    def __init__(
        self,
        *,
        secrets: Iterable[str] = (),
        secret_headers: Collection[str] = (),
        redact_body: Callable[[bytes], bytes] | None = None,
    ) -> None:
        self._secret_headers = frozenset(name.lower() for name in secret_headers)
        self._redact_body = redact_body
        self._known: set[bytes] = {secret.encode() for secret in secrets if secret}

    def learn(self, url: str, headers: Mapping[str, str]) -> None:
        """Remembers the secrets of a request."""
        for name, value in headers.items():
            if self._is_secret_header(name):
                # `Bearer <key>` and the key alone.
                self._remember(value, value.partition(" ")[2].strip())
        for name, value in _query_of(url):
            if _is_secret(name):
                self._remember(value, unquote_plus(value))
        user, password = _user_of(url)
        self._remember(user, password)

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The headers, sorted, with masked values."""
        return {
            name: MASK if self._is_secret_header(name) else self.text(value)
            for name, value in sorted((name.lower(), value) for name, value in headers.items())
        }

    def url(self, url: str) -> str:
        """The URL without user name and password and without the values of parameters such as `api-key`."""
        head, mark, query = url.partition("#")[0].partition("?")
        scheme, slashes, rest = head.partition("://")
        authority, slash, path = rest.partition("/")
        if slashes and "@" in authority:
            head = f"{scheme}://{MASK}@{authority.rpartition('@')[2]}{slash}{path}"
        if mark:
            pairs = [pair.partition("=") for pair in query.split("&")]
            shown = (f"{name}{equals}{MASK if value and _is_secret(name) else value}" for name, equals, value in pairs)
            head = f"{head}?{'&'.join(shown)}"
        return self.text(head)

    def text(self, text: str) -> str:
        """The text without known secrets."""
        for secret in self._longest_first():
            text = text.replace(secret.decode("utf-8", "replace"), MASK)
        return text

    def body(self, chunks: Sequence[bytes]) -> list[bytes]:
        """The body in the same chunks. A secret that begins in one chunk and ends in another goes from both."""
        if self._redact_body is not None:
            chunks = [self._redact_body(chunk) for chunk in chunks]
        whole = b"".join(chunks)
        spans = _merged([*self._known_spans(whole), *(match.span(1) for match in _SECRET_MEMBER.finditer(whole))])
        if not spans:
            return list(chunks)
        masked: list[bytes] = []
        start = 0
        for chunk in chunks:
            end = start + len(chunk)
            piece, position = b"", start
            for first, last in spans:
                if last <= start or first >= end:
                    continue
                if first >= start:
                    piece += whole[position:first] + MASK.encode()
                position = min(last, end)
            masked.append(piece + whole[position:end])
            start = end
        return [piece for piece in masked if piece]

    def _known_spans(self, whole: bytes) -> Iterable[tuple[int, int]]:
        for secret in self._known:
            for match in re.finditer(re.escape(secret), whole):
                yield match.span()

    def _is_secret_header(self, name: str) -> bool:
        return name.lower() in self._secret_headers or _is_secret(name)

    def _remember(self, *values: str) -> None:
        self._known.update(value.encode("utf-8", "replace") for value in values if len(value) >= _SHORTEST)

    def _longest_first(self) -> list[bytes]:
        return sorted(self._known, key=lambda secret: (-len(secret), secret))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if first == last:
            continue
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _is_secret(name: str) -> bool:
    return _SECRET_NAME.search(_CAMEL.sub("_", name)) is not None


def _query_of(url: str) -> list[tuple[str, str]]:
    query = url.partition("#")[0].partition("?")[2]
    pairs = [pair.partition("=") for pair in query.split("&")]
    return [(name, value) for name, _, value in pairs]


def _user_of(url: str) -> tuple[str, str]:
    authority = url.partition("://")[2].partition("/")[0]
    user, at, _ = authority.rpartition("@")
    name, _, password = user.partition(":") if at else ("", "", "")
    return name, password
