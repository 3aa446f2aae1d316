"""The settings of a model call that every text function takes, and what they may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import repeat
from operator import is_not
from typing import Any, cast

from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.tools import ReasoningLevel

__all__ = ["SETTING_NAMES", "CallSettings", "call_settings", "check_max_retries", "given_arguments"]

_INTEGERS = {"max_output_tokens": 1, "seed": None}
_NUMBERS = ("temperature", "top_p", "top_k", "presence_penalty", "frequency_penalty")
_REASONING = ("provider-default", "none", "minimal", "low", "medium", "high", "xhigh")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSettings:
    """How a model writes. None means: not said, the provider's default holds. 0 is a value like any other.

    Raises `InvalidParameterError` for a value of the wrong kind.
    """

    max_output_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: float | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    stop_sequences: Sequence[str] | None = None
    seed: int | None = None
    reasoning: ReasoningLevel | None = None

    def __post_init__(self) -> None:
        for name, minimum in _INTEGERS.items():
            _check_integer(name, getattr(self, name), minimum)
        for name in _NUMBERS:
            value: object = getattr(self, name)
            if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
                raise InvalidParameterError(parameter=name, value=value, message=f"{name} must be a number")
        if self.reasoning is not None and self.reasoning not in _REASONING:
            raise InvalidParameterError(
                parameter="reasoning",
                value=self.reasoning,
                message=f"reasoning must be one of {', '.join(map(repr, _REASONING))}, got {self.reasoning!r}",
            )
        stop: Any = self.stop_sequences
        if stop is not None and (isinstance(stop, str) or not all(isinstance(text, str) for text in stop)):
            raise InvalidParameterError(
                parameter="stop_sequences", value=stop, message=f"stop_sequences must be a list of texts, got {stop!r}"
            )


def check_max_retries(max_retries: int) -> int:
    """`max_retries` itself. Raises `InvalidParameterError` unless it is a whole number from 0 on."""
    if cast("object", max_retries) is None:
        raise InvalidParameterError(
            parameter="max_retries", value=None, message="max_retries must be an integer; use 0 for no retries"
        )
    _check_integer("max_retries", max_retries, 0)
    return max_retries


def _check_integer(name: str, value: object, minimum: int | None) -> None:
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidParameterError(parameter=name, value=value, message=f"{name} must be an integer")
    if minimum is not None and value < minimum:
        raise InvalidParameterError(parameter=name, value=value, message=f"{name} must be >= {minimum}")


SETTING_NAMES = tuple(field.name for field in fields(CallSettings))
"""The names of the settings, which are parameters of every text function."""

_NO_SETTINGS = CallSettings()


def call_settings(arguments: Mapping[str, Any]) -> CallSettings:
    """The settings among the arguments of a text function. Raises `InvalidParameterError`."""
    given = given_arguments(arguments, SETTING_NAMES)
    return CallSettings(**given) if given else _NO_SETTINGS


def given_arguments(arguments: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Those of the arguments with these names that are not None."""
    values = [*map(arguments.get, names)]
    # Nearly always none is given, which is seen at once so.
    if not any(map(is_not, values, repeat(None))):
        return {}
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}
