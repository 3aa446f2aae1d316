"""What wrapping has in common for all kinds of models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, cast

from ai_sdk.provider.errors import InvalidArgumentError

__all__ = ["check_wrapped", "middleware_list"]

T = TypeVar("T")


def middleware_list(middleware: object, kind: type[T]) -> list[T]:
    """One middleware or several as a list. Raises `InvalidArgumentError` for what is none of this kind."""
    given = cast("Sequence[object]", middleware) if isinstance(middleware, Sequence) else (middleware,)
    layers: list[T] = []
    for layer in given:
        if not isinstance(layer, kind):
            called = " Call it to make one." if callable(layer) else ""
            raise InvalidArgumentError(
                f"expected a {kind.__name__} or a list of such, got {layer!r}.{called}",
                argument="middleware",
                value=layer,
            )
        layers.append(layer)
    return layers


def check_wrapped(model: object, kind: str, needed: Sequence[str]) -> None:
    """Raises `InvalidArgumentError` if `model` is no model object of this kind, such as a model string."""
    if isinstance(model, str):
        raise InvalidArgumentError(
            f"a model object is needed here, got {model!r}. Pass ai_sdk.registry.{kind}_model({model!r}).",
            argument="model",
            value=model,
        )
    if isinstance(model, type) or not all(hasattr(model, name) for name in needed):
        raise InvalidArgumentError(
            f"expected a model of the kind {kind!r}, got {model!r}", argument="model", value=model
        )
