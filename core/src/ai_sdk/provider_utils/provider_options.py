"""The options that a caller gives for one provider.

    OPTIONS = object_of({"reasoningFormat": optional(one_of("parsed", "raw"))})
    options = parse_provider_options(call.provider_options, provider="groq", validate=OPTIONS)

Options are written as the API's documentation spells them, or in snake_case: `reasoning_format` counts too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from ai_sdk.provider.codec import camel_case
from ai_sdk.provider.errors import InvalidArgumentError, TypeValidationError
from ai_sdk.provider_utils.shapes import Shape

__all__ = ["camel_case", "parse_provider_options", "with_camel_case_keys"]

T = TypeVar("T")


def parse_provider_options(
    provider_options: Mapping[str, Any] | None, *, provider: str, validate: Callable[[Any], T]
) -> T | None:
    """The options for `provider`, validated; None if there are none.

    If `validate` is the `Shape` of an object, snake_case spellings of its members are accepted.
    Raises `InvalidArgumentError`.
    """
    given: object = (provider_options or {}).get(provider)
    if given is None:
        return None
    options = given
    if isinstance(validate, Shape) and isinstance(given, Mapping):
        options = with_camel_case_keys(cast("Mapping[str, Any]", given), validate.members)
    try:
        return validate(options)
    except (ValueError, TypeError) as error:
        cause = TypeValidationError.wrap(value=options, cause=error)
        raise InvalidArgumentError(
            f"invalid {provider} provider options", argument="provider_options", value=options, cause=cause
        ) from cause


def with_camel_case_keys(options: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The options with each snake_case key that means a key of `known` spelled so; all others stay as they are.

    Where both spellings are given, the exact one wins.
    """
    result: dict[str, Any] = {}
    for key, value in options.items():
        name = key if key in known else camel_case(key)
        if name in known and (name == key or name not in options):
            result[name] = value
        elif name not in known:
            result[key] = value
    return result
