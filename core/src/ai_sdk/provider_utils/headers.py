"""Request and response headers: merging, lower-casing, the user agent, and what may not be sent.

    headers = combine_headers(provider_headers, call_headers)   # later wins; None takes a header away
    headers = with_user_agent_suffix(headers, "ai-sdk/groq/0.1.0")

The rules are those of fetch and of the TypeScript AI SDK, so that a proxy sees the same requests from both.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from ai_sdk.__about__ import __version__
from ai_sdk.provider.errors import InvalidArgumentError

__all__ = [
    "PROVIDER_UTILS_USER_AGENT",
    "RUNTIME_USER_AGENT",
    "RequestHeaders",
    "combine_headers",
    "normalize_headers",
    "request_headers",
    "response_headers",
    "with_user_agent_suffix",
]

RUNTIME_USER_AGENT = "runtime/python/{}.{}.{}".format(*sys.version_info[:3])
"""The token that names this Python, for example `runtime/python/3.12.1`."""

PROVIDER_UTILS_USER_AGENT = f"ai-sdk/provider-utils/{__version__}"
"""The token that every HTTP call of the SDK adds."""

_USER_AGENT = f"{PROVIDER_UTILS_USER_AGENT} {RUNTIME_USER_AGENT}"

# What fetch trims from a header value.
_WHITESPACE = " \t\r\n"
_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_FORBIDDEN_IN_VALUE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def combine_headers(*headers: Mapping[str, str | None] | None) -> dict[str, str | None]:
    """The headers of all mappings; the later wins. Names are compared as they are spelled, None stays None.

    A None thus takes away a header of the same spelling once the names are normalised.
    """
    combined: dict[str, str | None] = {}
    for each in headers:
        if each is not None:
            combined.update(each)
    return combined


def normalize_headers(headers: Mapping[str, str | None] | None) -> dict[str, str]:
    """The headers with lower-case names and without the None ones; of two spellings of a name the later wins."""
    if headers is None:
        return {}
    return {name.lower(): value for name, value in headers.items() if value is not None}


def with_user_agent_suffix(headers: Mapping[str, str | None] | None, *tokens: str | None) -> dict[str, str]:
    """The headers, normalised, sorted and with trimmed values, and with `tokens` appended to their `user-agent`.

    Raises `InvalidArgumentError` for a value that is no text.
    """
    normal: dict[str, str] = {}
    for name, value in (headers or {}).items():
        if value is not None:
            if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
                check_header(name, value)
            normal[name.lower()] = value.strip(_WHITESPACE)
    given = normal.get("user-agent")
    normal["user-agent"] = " ".join([token for token in (given, *tokens) if token])
    return dict(sorted(normal.items()))


class RequestHeaders(dict[str, str]):
    """Headers as `request_headers` gives them. It gives them back as they are, so a provider may keep them."""


def request_headers(headers: Mapping[str, str | None] | None) -> RequestHeaders:
    """The headers as an API call sends them: normalised, checked, with the SDK's tokens in the user agent.

    Raises `InvalidArgumentError` for a header that can't be sent. Values may be secret, so the error has the name only.
    """
    if isinstance(headers, RequestHeaders):
        return headers
    sent = with_user_agent_suffix(headers, _USER_AGENT)
    for name, value in sent.items():
        if not (value.isascii() and value.isprintable() and _is_name(name)):
            check_header(name, value)
    return RequestHeaders(sent)


@lru_cache(maxsize=256)
def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def check_header(name: str, value: object) -> None:
    """Raises `InvalidArgumentError` for a header that HTTP/1.1 can't carry."""
    if isinstance(value, str) and value.isascii() and value.isprintable() and _is_name(name):
        return
    if not _NAME.fullmatch(name):
        raise InvalidArgumentError(f"{name!r} is no valid header name.", argument="headers", value=name)
    if not isinstance(value, str):
        raise InvalidArgumentError(
            f"The value of the header {name!r} must be a string, not {type(value).__name__}.", argument="headers"
        )
    if _FORBIDDEN_IN_VALUE.search(value):
        problem = "a line break or another control character"
    elif value.isascii() or all(character <= "\xff" for character in value):
        return
    else:
        problem = "a character outside latin-1"
    raise InvalidArgumentError(
        f"The value of the header {name!r} contains {problem}, which HTTP does not allow.", argument="headers"
    )


def response_headers(
    items: Iterable[tuple[str, str]], read_value: Callable[[str], str] | None = None
) -> dict[str, str]:
    """A flat mapping of received headers: lower-case names, repeats joined by `, `, of `set-cookie` the last.

    `read_value`, if given, makes the text of each value.
    """
    flat: dict[str, str] = {}
    for spelled, received in items:
        name = spelled.lower()
        value = received if read_value is None else read_value(received)
        known = flat.get(name)
        flat[name] = value if known is None or name == "set-cookie" else f"{known}, {value}"
    return flat
