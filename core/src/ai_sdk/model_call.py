"""What the functions that call one model have in common: the model, retries, time limits, headers, provider options."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar

from ai_sdk.__about__ import __version__
from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.json_values import Headers, ProviderOptions
from ai_sdk.provider.warnings import CallWarning, UnsupportedWarning
from ai_sdk.provider_utils.headers import with_user_agent_suffix
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput, as_provider_options
from ai_sdk.provider_utils.retry import with_retries
from ai_sdk.timeouts import Deadline, TimeoutLike, Timeouts, as_timeouts, time_limit

__all__ = ["AnyModel", "ModelCall", "check_at_least", "known_response"]

T = TypeVar("T")


class AnyModel(Protocol):
    """What a model of every kind has."""

    @property
    def provider(self) -> str: ...

    @property
    def model_id(self) -> str: ...


ModelT = TypeVar("ModelT", bound=AnyModel)


class ModelCall(Generic[ModelT]):
    """One call of a generic function, which may be several calls of the model.

    Raises `InvalidParameterError` and `InvalidArgumentError` for arguments of the wrong kind. `function` is what the
    user called; it is named in the warning about limits that are none of `limits`.
    """

    __slots__ = ("headers", "limits", "max_retries", "model", "provider_options")

    def __init__(
        self,
        function: str,
        model: ModelT,
        *,
        max_retries: int = 0,
        timeout: TimeoutLike = None,
        headers: Headers | None = None,
        provider_options: ProviderOptionsInput | None = None,
        limits: Sequence[str] = ("total", "step"),
    ) -> None:
        self.model = model
        self.max_retries = check_at_least("max_retries", max_retries, 0)
        self.limits: Timeouts = as_timeouts(timeout)
        self.headers: Headers = with_user_agent_suffix(headers, f"ai/{__version__}")
        self.provider_options: ProviderOptions | None = as_provider_options(provider_options)
        if unused := _unused_limits(self.limits, limits):
            self.log([UnsupportedWarning("timeout", f"{function} knows no {' and no '.join(unused)}.")])

    def log(self, warnings: Sequence[CallWarning] | None) -> None:
        """Tells the developer of the warnings."""
        if warnings:
            from ai_sdk.warning_log import log_warnings

            log_warnings(warnings, provider=self.model.provider, model=self.model.model_id)

    def total(self) -> AbstractAsyncContextManager[None, bool | None]:
        """The limit of everything, from now on."""
        return time_limit(Deadline.after(self.limits.total, "Total"))

    async def ask(self, request: Callable[[], Awaitable[T]]) -> T:
        """What `request()` gives, within the limit of a step, tried again as far as its errors allow."""
        async with time_limit(Deadline.after(self.limits.step, "Step")):
            return await with_retries(request, max_retries=self.max_retries)

    def response(self, response: ResponseInfo | None) -> ResponseInfo:
        """What is known of a response of this model: see `known_response`."""
        return known_response(response, self.model.model_id)


def known_response(response: ResponseInfo | None, model_id: str) -> ResponseInfo:
    """The response. Where the provider gave no time or model, they are the time of now and `model_id`."""
    if response is not None and response.timestamp is not None and response.model_id is not None:
        return response
    known = response or ResponseInfo()
    return replace(known, timestamp=known.timestamp or datetime.now(UTC), model_id=known.model_id or model_id)


def check_at_least(parameter: str, value: Any, minimum: int) -> int:
    """`value` itself. Raises `InvalidParameterError` unless it is a whole number from `minimum` on."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidParameterError(
            parameter=parameter, value=value, message=f"{parameter} must be an integer, got {value!r}"
        )
    if value < minimum:
        raise InvalidParameterError(
            parameter=parameter, value=value, message=f"{parameter} must be >= {minimum}, got {value!r}"
        )
    return value


def _unused_limits(limits: Timeouts, used: Sequence[str]) -> list[str]:
    names = ("total", "step", "first_chunk", "chunk", "tool")
    unused = [name for name in names if name not in used and getattr(limits, name) is not None]
    return [*unused, "tools"] if limits.tools else unused
