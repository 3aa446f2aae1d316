"""URLs as browsers and fetch read them (the WHATWG rules), for what is sent, embedded or checked.

    normalize_url("HTTP://Example.com:80/a b")    # 'http://example.com/a%20b'
    parse_url("http://0x7f.1/").host              # '127.0.0.1'

Python's own parser keeps such spellings, so a check of what it returns would look at another host than the one that
gets connected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode, urljoin

__all__ = ["ParsedURL", "normalize_url", "parse_url", "redact_url", "resolve_url", "url_with_query"]

_DEFAULT_PORTS: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_EDGES = "".join(map(chr, range(0x21)))
_TABS_AND_LINES = re.compile(r"[\t\n\r]")
_FORBIDDEN_HOST = re.compile(r"[\x00-\x20#/:<>?@\[\\\]^|%\x7f]")
_PATH_ESCAPES: Final = frozenset(b' "#<>?`{}')
_QUERY_ESCAPES: Final = frozenset(b" \"#<>'")
_FRAGMENT_ESCAPES: Final = frozenset(b' "<>`')
_USERINFO_ESCAPES: Final = frozenset(b' "#<>?^`{}/:;=@[\\]|')


@dataclass(slots=True, frozen=True)
class ParsedURL:
    """The parts of a normalised URL. `port` is None where it is the scheme's default; `query` and `fragment` have
    their `?` and `#`. A URL without a host (`data:`, `mailto:`) has everything after the colon in `path`."""

    scheme: str
    host: str | None
    port: int | None
    path: str
    query: str
    fragment: str
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def href(self) -> str:
        """The whole URL."""
        if self.host is None:
            return f"{self.scheme}:{self.path}{self.query}{self.fragment}"
        user = self.username + (f":{self.password}" if self.password else "")
        return f"{self.scheme}://{user}{'@' if user else ''}{self.authority}{self.path}{self.query}{self.fragment}"

    @property
    def authority(self) -> str:
        """Host, and port unless it is the default one."""
        return f"{self.host}" if self.port is None else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what two URLs must share to be of the same origin."""
        return f"{self.scheme}://{self.authority}"


def normalize_url(url: str) -> str:
    """The URL as fetch would send it. Raises `ValueError` if it is not an absolute URL."""
    return parse_url(url).href


@lru_cache(maxsize=256)
def parse_url(url: str) -> ParsedURL:
    """The parts of an absolute URL. Raises `ValueError`."""
    text = _TABS_AND_LINES.sub("", url.strip(_EDGES))
    match = _SCHEME.match(text)
    if match is None:
        raise ValueError("the URL has no scheme")
    scheme = match.group(1).lower()
    rest, hash_mark, fragment = text[match.end() :].partition("#")
    rest, question_mark, query = rest.partition("?")
    is_special = scheme in _DEFAULT_PORTS
    encoded_query = question_mark + _escape(query, _QUERY_ESCAPES if is_special else _QUERY_ESCAPES - {0x27})
    encoded_fragment = hash_mark + _escape(fragment, _FRAGMENT_ESCAPES)
    if not is_special:
        escapes = _PATH_ESCAPES if rest.startswith("/") else frozenset[int]()
        return ParsedURL(scheme, None, None, _escape(rest, escapes), encoded_query, encoded_fragment)

    rest = rest.replace("\\", "/").lstrip("/")
    authority, slash, path = rest.partition("/")
    user, at, host_and_port = authority.rpartition("@")
    host, port = _split_port(host_and_port)
    username, _, password = user.partition(":") if at else ("", "", "")
    return ParsedURL(
        scheme,
        _normal_host(host),
        None if port == _DEFAULT_PORTS[scheme] else port,
        _normal_path(slash + path),
        encoded_query,
        encoded_fragment,
        _escape(username, _USERINFO_ESCAPES),
        _escape(password, _USERINFO_ESCAPES),
    )


def resolve_url(base: str, reference: str) -> str:
    """`reference` (an absolute URL, or one relative to `base`), normalised. Raises `ValueError`."""
    text = _TABS_AND_LINES.sub("", reference.strip(_EDGES))
    cut = min((index for index in (text.find("?"), text.find("#")) if index >= 0), default=len(text))
    text = text[:cut].replace("\\", "/") + text[cut:]
    parsed = parse_url(base)
    match = _SCHEME.match(text)
    if match is not None:
        rest = text[match.end() :]
        if match.group(1).lower() != parsed.scheme or rest.startswith("//"):
            return normalize_url(text)
        # `http:path` is relative to an http base.
        text = rest
    return normalize_url(urljoin(parsed.href, text))


def url_with_query(url: str, parameters: object) -> str:
    """`url` with the query parameters of a mapping (or of pairs) added, form-encoded: a space is `+`.

    An existing query is kept and, as URLSearchParams does, written again in the same encoding. None gives `url`.
    """
    if not parameters:
        return url
    rest, mark, fragment = url.partition("#")
    path, _, query = rest.partition("?")
    old = parse_qsl(query, keep_blank_values=True)
    new = parameters.items() if hasattr(parameters, "items") else parameters  # type: ignore[union-attr]
    return f"{path}?{urlencode([*old, *new], safe='*')}{mark}{fragment}"  # type: ignore[list-item]


_SECRET_NAME: Final = re.compile(
    r"(?:^|[-_.])(?:key|apikey|token|secret|password|passwd|sig|signature|auth)$|credential", re.IGNORECASE
)


def redact_url(url: str) -> str:
    """`url` without what may be secret: user name and password, and the values of parameters such as `api-key`."""
    head, mark, tail = url.partition("?")
    scheme, slashes, rest = head.partition("://")
    if slashes:
        authority, slash, path = rest.partition("/")
        if "@" in authority:
            head = f"{scheme}://***@{authority.rpartition('@')[2]}{slash}{path}"
    if not mark:
        return head
    query, hash_mark, fragment = tail.partition("#")
    pairs = [pair.partition("=") for pair in query.split("&")]
    shown = "&".join(
        f"{name}{equals}{'***' if value and _SECRET_NAME.search(name) else value}" for name, equals, value in pairs
    )
    return f"{head}?{shown}{hash_mark}{fragment}"


def _escape(text: str, escapes: frozenset[int]) -> str:
    if text.isascii() and text.isprintable() and not any(ord(character) in escapes for character in text):
        return text
    return "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in escapes else f"%{byte:02X}"
        for byte in text.encode("utf-8", "replace")
    )


def _split_port(text: str) -> tuple[str, int | None]:
    if text.startswith("["):
        host, bracket, rest = text.partition("]")
        if not bracket:
            raise ValueError("the IPv6 address has no closing bracket")
        host += bracket
        if rest and not rest.startswith(":"):
            raise ValueError("there is text after the IPv6 address")
        digits = rest[1:]
    else:
        host, _, digits = text.partition(":")
    if not digits:
        return host, None
    if not (digits.isascii() and digits.isdigit()) or int(digits) > 65535:
        raise ValueError(f"{digits!r} is no port")
    return host, int(digits)


def _normal_path(path: str) -> str:
    segments: list[str] = []
    parts = (path or "/").split("/")[1:]
    for position, part in enumerate(parts):
        dots = part.lower().replace("%2e", ".")
        is_last = position == len(parts) - 1
        if dots == "..":
            if segments:
                segments.pop()
        elif dots != ".":
            segments.append(part)
            continue
        if is_last:
            segments.append("")
    return _escape("/" + "/".join(segments), _PATH_ESCAPES)


def _normal_host(host: str) -> str:
    if host.startswith("["):
        return f"[{_normal_ipv6(host[1:-1])}]"
    name = unquote_to_bytes(host).decode("utf-8", "replace")
    name = name.lower() if name.isascii() else _ascii_domain(name)
    if not name:
        raise ValueError("the URL has no host")
    if _FORBIDDEN_HOST.search(name):
        raise ValueError("the host has a character that no host may have")
    labels = name.split(".")
    if labels[-1] == "" and len(labels) > 1:
        labels.pop()
    if _is_number(labels[-1]):
        return _normal_ipv4(labels)
    return name


def _ascii_domain(name: str) -> str:
    try:
        import idna
    except ImportError:  # yarl, which aiohttp needs, brings it; the codec is an older edition of the same rules.
        return name.encode("idna").decode("ascii").lower()
    try:
        return idna.encode(name, uts46=True, std3_rules=False).decode("ascii").lower()
    except idna.IDNAError as error:
        raise ValueError(f"the host {name!r} is no domain name") from error


def _is_number(label: str) -> bool:
    return bool(label) and (label.isdigit() or re.fullmatch(r"0x[0-9a-f]*", label) is not None)


def _normal_ipv4(labels: list[str]) -> str:
    if len(labels) > 4:
        raise ValueError("the IPv4 address has more than four parts")
    numbers: list[int] = []
    for label in labels:
        try:
            if label.startswith("0x"):
                numbers.append(int(label[2:] or "0", 16))
            elif len(label) > 1 and label.startswith("0"):
                numbers.append(int(label, 8))
            else:
                numbers.append(int(label, 10) if label.isascii() and label.isdigit() else int("x"))
        except ValueError:
            raise ValueError("the IPv4 address has a part that is no number") from None
    last = numbers.pop()
    if any(number > 255 for number in numbers) or last >= 256 ** (4 - len(numbers)):
        raise ValueError("the IPv4 address is out of range")
    value = last
    for position, number in enumerate(numbers):
        value += number << (8 * (3 - position))
    return str(IPv4Address(value))


def _normal_ipv6(text: str) -> str:
    try:
        address = IPv6Address(text)
        if address.scope_id is not None:
            raise ValueError("an IPv6 address in a URL has no zone")
    except AddressValueError as error:
        raise ValueError("the IPv6 address is not valid") from error
    return ipv6_text(address)


def ipv6_text(address: IPv6Address) -> str:
    """The address with its longest run of zero groups shortened, and embedded IPv4 in hexadecimal."""
    groups = [f"{int.from_bytes(address.packed[index : index + 2], 'big'):x}" for index in range(0, 16, 2)]
    # The longest run of at least two zero groups is left out, the first one if there are several.
    best_start, best_length, start = 0, 1, 0
    for index, group in enumerate([*groups, "end"]):
        if group != "0":
            if index - start > best_length:
                best_start, best_length = start, index - start
            start = index + 1
    if best_length < 2:
        return ":".join(groups)
    return f"{':'.join(groups[:best_start])}::{':'.join(groups[best_start + best_length :])}"
