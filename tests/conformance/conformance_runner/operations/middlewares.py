"""Middleware of a case, and models wrapped in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from conformance_runner.names import snake_case
from conformance_runner.outcome import Run
from conformance_runner.project import named
from conformance_runner.values import decode, without_undefined

__all__ = ["custom_middleware", "make_middleware", "wrapped_model"]


def wrapped_model(run: Run, model: Any) -> Any:
    """`model` in the middleware that the case lists, or `model` itself if it lists none."""
    if "middleware" not in run.data:
        return model
    wrap = named("ai_sdk", "wrap_language_model")
    names = {snake_case(name): value for name, value in (run.data.get("wrap") or {}).items()}
    return wrap(model=model, middleware=[make_middleware(entry) for entry in run.data["middleware"]], **names)


def make_middleware(entry: Mapping[str, Any], *, model_kind: str = "language") -> Any:
    """One middleware: a built-in one, or one of the custom ones of the case format."""
    kind, arguments = entry["$middleware"], without_undefined(decode(entry.get("args") or {}))
    custom = custom_middleware(kind, arguments, model_kind)
    if custom is not None:
        return custom
    factory = named("ai_sdk", f"{kind}_middleware")
    return factory(**{snake_case(name): value for name, value in arguments.items()})


def custom_middleware(kind: str, arguments: Mapping[str, Any], model_kind: str) -> Any:
    """A middleware of the case format's own, or None."""
    hooks = {"set_params": _SetParams, "prefix_text": _PrefixText, "override_ids": _OverrideIds}.get(kind)
    if hooks is None:
        return None
    base = named("ai_sdk", f"{model_kind.capitalize()}ModelMiddleware")
    return type(hooks.__name__, (hooks, base), {})(arguments)


def from_interface(value: Any) -> dict[str, Any]:
    """Call options in the interface's spelling, as ours."""
    return {snake_case(name): item for name, item in value.items()}


class _Custom:
    def __init__(self, arguments: Mapping[str, Any]) -> None:
        self.arguments = arguments


class _SetParams(_Custom):
    async def transform_params(self, call: Any) -> Any:
        """The options with the arguments over them."""
        return replace(call.params, **from_interface(self.arguments))


class _PrefixText(_Custom):
    async def wrap_generate(self, call: Any) -> Any:
        """The result with a prefix before every text."""
        result = await call.do_generate()
        return replace(result, content=self._prefixed(result.content))

    def _prefixed(self, content: Sequence[Any]) -> list[Any]:
        prefix = self.arguments["prefix"]
        return [replace(part, text=prefix + part.text) if part.type == "text" else part for part in content]


class _OverrideIds(_Custom):
    def override_provider(self, model: Any) -> str:
        """Another provider id."""
        return self.arguments.get("provider", model.provider)

    def override_model_id(self, model: Any) -> str:
        """Another model id."""
        return self.arguments.get("modelId", model.model_id)
