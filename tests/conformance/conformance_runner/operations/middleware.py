"""Wrapped models, called as a generic function would call them."""

from __future__ import annotations

from typing import Any

from conformance_runner.mocks import MockEmbeddingModel, MockLanguageModel
from conformance_runner.observe import observe
from conformance_runner.options import plain_options
from conformance_runner.outcome import Run
from conformance_runner.project import named

from . import operation
from .calls import call_options
from .middlewares import make_middleware, wrapped_model
from .other_models import embed_many_options, observe_fields

__all__: list[str] = []


def _wrapped(run: Run) -> Any:
    return wrapped_model(run, MockLanguageModel(run, run.data["model_script"]))


@operation("wrapped_generate")
async def wrapped_generate(run: Run) -> None:
    """`do_generate` of a wrapped model."""
    options = call_options("LanguageCallOptions", run.data["call"])
    run.record("result", observe(await _wrapped(run).do_generate(options)))


@operation("wrapped_stream")
async def wrapped_stream(run: Run) -> None:
    """`do_stream` of a wrapped model, to its end."""
    options = call_options("LanguageCallOptions", run.data["call"])
    result = await _wrapped(run).do_stream(options)
    run.record("result", [observe(part) async for part in result.stream])


@operation("wrapped_embed")
async def wrapped_embed(run: Run) -> None:
    """`embed_many` of a wrapped embedding model."""
    model = MockEmbeddingModel(run, run.data.get("model_script", ()), **embed_many_options(run.data))
    middleware = [make_middleware(entry, model_kind="embedding") for entry in run.data["middleware"]]
    wrapped = named("ai_sdk", "wrap_embedding_model")(model=model, middleware=middleware)
    result = await named("ai_sdk", "embed_many")(wrapped, **plain_options(run.data["options"]))
    fields = observe_fields(result, ("embeddings", "usage"))
    fields |= {"provider": wrapped.provider, "modelId": wrapped.model_id}
    run.record("result", fields)
