"""The project's names, looked up when a case needs them: what is not built yet fails the case, not the run."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

from .outcome import CannotRun

__all__ = ["first_of", "keyword_names", "member", "named"]


def named(module: str, name: str) -> Any:
    """`name` from `module`, or `CannotRun`."""
    try:
        return getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as error:
        if error.name is not None and (module == error.name or module.startswith(f"{error.name}.")):
            raise CannotRun(f"there is no module {error.name!r}") from error
        raise
    except AttributeError as error:
        raise CannotRun(f"{module} has no {name!r}") from error


def first_of(*places: tuple[str, str]) -> Any:
    """The first of several (module, name) that exists, or `CannotRun` with the first reason."""
    reasons: list[CannotRun] = []
    for module, name in places:
        try:
            return named(module, name)
        except CannotRun as reason:
            reasons.append(reason)
    raise reasons[0]


def member(owner: Any, name: str) -> Any:
    """An attribute of an object, or `CannotRun`."""
    try:
        return getattr(owner, name)
    except AttributeError as error:
        raise CannotRun(f"{type(owner).__name__} has no {name!r}") from error


def keyword_names(function: Any) -> set[str] | None:
    """The names of the parameters of `function`, or None if it takes any."""
    parameters = inspect.signature(function).parameters.values()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return None
    return {parameter.name for parameter in parameters}


def check_keywords(function: Any, names: set[str]) -> None:
    """`CannotRun` if `function` does not take one of `names`."""
    known = keyword_names(function)
    if known is not None and (unknown := names - known):
        raise CannotRun(f"{function.__name__} does not take {', '.join(sorted(unknown))}")
