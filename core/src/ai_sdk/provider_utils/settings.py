"""API keys, other settings and base URLs: from the caller, else from the environment.

    key = load_api_key(api_key, description="Groq", environment_variable="GROQ_API_KEY")

Call these when a request is made, not when a provider is: a program may set the environment later.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from ai_sdk.provider.errors import InvalidArgumentError, LoadAPIKeyError, LoadSettingError

__all__ = [
    "Secret",
    "load_api_key",
    "load_optional_setting",
    "load_setting",
    "validate_base_url",
    "without_trailing_slash",
]


class Secret:
    """A text that never shows in a repr, a log line or a traceback. `reveal()` gives it.

    Two secrets of the same text are equal.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "Secret('***')"

    def __format__(self, format_spec: str) -> str:
        return format(repr(self), format_spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash((Secret, self._text))


def load_api_key(
    api_key: object,
    *,
    description: str,
    environment_variable: str,
    parameter: str = "api_key",
    key_url: str | None = None,
) -> str:
    """The key: `api_key` (a string or `Secret`; an empty one counts), else the environment variable.

    Raises `LoadAPIKeyError` if there is none, with `key_url`, where keys are to be had, as a note. Surrounding
    whitespace of the variable is kept; headers trim it.
    """
    key = _given_text(api_key)
    if key is not None:
        return key
    if api_key is not None:
        raise LoadAPIKeyError(f"{description} API key must be a string.")
    key = os.environ.get(environment_variable)
    if key is None:
        error = LoadAPIKeyError(
            f"{description} API key is missing. Pass it using the '{parameter}' parameter or the "
            f"{environment_variable} environment variable."
        )
        if key_url is not None:
            # A note, since the message is the same in every SDK of this family.
            error.add_note(f"Get a key at {key_url}")
        raise error
    return key


def load_setting(value: object, *, description: str, environment_variable: str, parameter: str) -> str:
    """A setting that a provider can't do without, as `load_api_key` finds it. Raises `LoadSettingError`."""
    text = _given_text(value)
    if text is not None:
        return text
    if value is not None:
        raise LoadSettingError(f"{description} setting must be a string.")
    text = os.environ.get(environment_variable)
    if text is None:
        raise LoadSettingError(
            f"{description} setting is missing. Pass it using the '{parameter}' parameter or the "
            f"{environment_variable} environment variable."
        )
    return text


def load_optional_setting(value: object, *, environment_variable: str) -> str | None:
    """A setting that may be absent: `value`, else the environment variable, else None. Never raises.

    A value that is neither None nor a string counts as absent, and the environment is not asked.
    """
    if value is None:
        return os.environ.get(environment_variable)
    return _given_text(value)


def _given_text(value: object) -> str | None:
    if isinstance(value, Secret):
        return value.reveal()
    return value if isinstance(value, str) else None


def without_trailing_slash(url: str) -> str:
    """`url` without one `/` at its end."""
    return url.removesuffix("/")


def validate_base_url(base_url: str, *, parameter: str = "base_url") -> str:
    """`base_url` without a slash at its end, if requests can be made to it. Raises `InvalidArgumentError` otherwise.

    It must be an absolute http or https URL without credentials: those belong into `api_key` or `headers`.
    """
    text = base_url.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname
        has_credentials = parts.username is not None or parts.password is not None
        _ = parts.port
    except ValueError as error:
        raise InvalidArgumentError(
            f"{parameter} is no valid URL: {error}.", argument=parameter, value=base_url, cause=error
        ) from error
    if has_credentials:
        # The value is not repeated: it holds a password.
        raise InvalidArgumentError(
            f"{parameter} must not contain a user name or password. Pass them with 'headers' or 'api_key'.",
            argument=parameter,
        )
    if parts.scheme not in ("http", "https") or not host:
        raise InvalidArgumentError(
            f"{parameter} must be an absolute URL that starts with http:// or https://, got {base_url!r}.",
            argument=parameter,
            value=base_url,
        )
    return without_trailing_slash(text)
