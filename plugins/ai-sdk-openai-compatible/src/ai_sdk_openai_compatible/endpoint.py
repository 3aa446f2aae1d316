"""Where a vendor is reached, and with which headers: what all its models share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import urlencode

from ai_sdk.provider_utils import (
    ErrorStructure,
    RequestHeaders,
    Secret,
    Transport,
    combine_headers,
    normalize_url,
    request_headers,
    validate_base_url,
    with_user_agent_suffix,
)

from ai_sdk_openai_compatible.errors import OPENAI_ERRORS

__all__ = ["MAX_RESPONSE_BYTES", "APIKey", "Endpoint", "bearer_headers", "key_source"]

APIKey: TypeAlias = "str | Secret | Callable[[], str | Secret | None] | None"
"""A key, or a function that is asked for one before each request: for keys that change or come from elsewhere."""

MAX_RESPONSE_BYTES: Final = 256 * 1024**2
"""Room for some large images as base64; a server that goes on and on does not fill the memory."""


_Headers: TypeAlias = Mapping[str, str | None]
_MadeHeaders: TypeAlias = tuple[_Headers | None, _Headers | None, RequestHeaders]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One vendor's API.

    `name` is the provider's name: labels such as `acme.chat` and the keys of provider options come from it.
    `base_url` and `headers` are asked for each request, so they may read settings that come late.
    `user_agent` is the token that is appended to the user agent, such as `ai-sdk/acme/0.1.0`.
    `query_params`, if given, are the whole query of each URL. `errors` is the form of the vendor's error bodies.
    Answers larger than `max_response_bytes` are given up, streams aside.
    """

    name: str
    base_url: Callable[[], str]
    headers: Callable[[], Mapping[str, str | None]] = field(repr=False)
    user_agent: str
    transport: Transport
    query_params: Mapping[str, str] | None = field(default=None, repr=False)
    errors: ErrorStructure = OPENAI_ERRORS
    max_response_bytes: int = MAX_RESPONSE_BYTES
    # The last headers of the vendor and of a call, and what was made of them: they hardly ever change.
    _made: list[_MadeHeaders] = field(
        default_factory=lambda: [(None, None, RequestHeaders())], init=False, repr=False, compare=False
    )

    def url(self, path: str) -> str:
        """The URL of `path` (`/chat/completions`), encoded as it is sent."""
        url = _joined(self.base_url(), path)
        if self.query_params is None:
            return url
        url = url.partition("#")[0].partition("?")[0]
        # As URLSearchParams encodes: `*` stays, `~` does not.
        query = urlencode(self.query_params, safe="*").replace("~", "%7E")
        return f"{url}?{query}" if query else url

    def request_headers(self, call_headers: Mapping[str, str | None] | None) -> RequestHeaders:
        """The vendor's headers with those of a call over them. Raises what loading a key raises."""
        headers = self.headers()
        given, given_for_call, made = self._made[0]
        if headers != given or call_headers != given_for_call:
            own = with_user_agent_suffix(headers, self.user_agent)
            made = request_headers(combine_headers(own, call_headers))
            self._made[0] = (dict(headers), None if call_headers is None else dict(call_headers), made)
        return made


@lru_cache(maxsize=64)
def _joined(base_url: str, path: str) -> str:
    return normalize_url(validate_base_url(base_url) + path)


def key_source(api_key: APIKey) -> Callable[[], str | None]:
    """A function that gives the text of the key, or None. No repr shows it."""
    given = Secret(api_key) if isinstance(api_key, str) else api_key

    def text() -> str | None:
        key = given() if callable(given) else given
        return key.reveal() if isinstance(key, Secret) else key

    return text


def bearer_headers(
    key: Callable[[], str | None], headers: Mapping[str, str | None] | None
) -> Callable[[], Mapping[str, str | None]]:
    """The headers of an `Endpoint`: the key as a bearer token, if there is one, and `headers` over it."""
    given = headers or {}

    def all_headers() -> Mapping[str, str | None]:
        text = key()
        return given if text is None else {"Authorization": f"Bearer {text}", **given}

    return all_headers
