"""Calls of a provider's models, from the call options down to HTTP."""

from __future__ import annotations

import inspect
from typing import Any

from conformance_runner.names import snake_case
from conformance_runner.observe import Fields, observe, observe_attributes
from conformance_runner.outcome import Run
from conformance_runner.project import member
from conformance_runner.providers import make_model, make_provider
from conformance_runner.values import decode, without_undefined

from . import operation
from .calls import CALL_OPTIONS, call_options, drain, in_task

__all__: list[str] = []

_STREAM_RESULT = ("request", "response")
_PROPERTIES = (
    "specificationVersion",
    "provider",
    "modelId",
    "supportedUrls",
    "supportsStructuredOutputs",
    "maxEmbeddingsPerCall",
    "supportsParallelCalls",
    "maxImagesPerCall",
    "maxVideosPerCall",
)


def _model(run: Run) -> Any:
    provider = make_provider(run, run.case.provider, run.data["settings"])
    return make_model(provider, run.case.model_kind, run.data["model_id"])


@operation("generate", "embed", "rerank")
async def call_model(run: Run) -> None:
    """`do_generate`, `do_embed` or `do_rerank`."""
    call = run.data["call"]
    model = _model(run)
    method = member(model, f"do_{run.case.operation}")
    options = call_options(CALL_OPTIONS[run.case.model_kind], call)
    run.record("result", await in_task(run, call, lambda: method(options)))


@operation("stream")
async def stream(run: Run) -> None:
    """`do_stream`, and the stream to its end."""
    call = run.data["call"]
    model = _model(run)
    options = call_options(CALL_OPTIONS[run.case.model_kind], call)
    result = await in_task(run, call, lambda: model.do_stream(options))
    run.record("result", observe_attributes(result, _STREAM_RESULT))
    await drain(run, result.stream)


@operation("describe")
async def describe(run: Run) -> None:
    """The properties of a model."""
    model = _model(run)
    expected = run.case.expect["result"]
    properties: dict[str, Any] = {}
    for name in _PROPERTIES:
        value = getattr(model, snake_case(name), None)
        if inspect.isawaitable(value):
            value = await value
        if name in expected or value:
            properties[name] = observe(value)
    run.record("result", Fields(model, properties.items()))


@operation("tool")
async def tool(run: Run) -> None:
    """A provider's factory of a tool of its own."""
    provider = make_provider(run, run.case.provider, run.data["settings"])
    call = run.data["call"]
    factory = member(member(provider, "tools"), snake_case(call["factory"]))
    config = without_undefined(decode(call.get("config", {})))
    made = factory(**{snake_case(key): value for key, value in config.items()})
    facts = observe_attributes(made, ("kind", "id", "args", "isProviderExecuted"))
    # The reference calls it `type`, as it does for everything that has kinds.
    run.record("result", Fields(made, {"type": facts.pop("kind"), **facts}.items()))
