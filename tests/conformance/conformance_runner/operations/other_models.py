"""`embed`, `embed_many`, `rerank` and the functions that make or read images, speech, text of speech, and videos."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from conformance_runner.mocks import MockEmbeddingModel, MockModel
from conformance_runner.observe import Fields, observe_attributes
from conformance_runner.options import plain_options
from conformance_runner.outcome import Run
from conformance_runner.project import check_keywords, named
from conformance_runner.retries import recorded_delays

from . import operation

__all__ = ["RESULT_FIELDS", "embed_many_options", "generic_function", "observe_fields"]

RESULT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "embed": ("value", "embedding", "usage", "warnings", "providerMetadata", "response"),
    "embed_many": ("values", "embeddings", "usage", "warnings", "providerMetadata", "responses"),
    "generate_image": ("images", "warnings", "responses", "providerMetadata", "usage"),
    "generate_speech": ("audio", "warnings", "responses", "providerMetadata"),
    "generate_video": ("videos", "warnings", "responses", "providerMetadata"),
    "rerank": ("originalDocuments", "ranking", "rerankedDocuments", "response", "providerMetadata"),
    "transcribe": ("text", "segments", "language", "durationInSeconds", "warnings", "responses", "providerMetadata"),
}
_FILES = ("images", "audio", "videos")
# What the scripted model is called by, and what it answers with.
_MODELS: Mapping[str, tuple[str, str]] = {
    "generate_image": ("generate", "ImageResult"),
    "generate_speech": ("generate", "SpeechResult"),
    "generate_video": ("generate", "VideoResult"),
    "rerank": ("rerank", "RerankingResult"),
    "transcribe": ("generate", "TranscriptionResult"),
}
# By this attribute a model is known to be of its kind.
_PER_CALL: Mapping[str, str] = {"generate_image": "max_images_per_call", "generate_video": "max_videos_per_call"}
# The first argument after the model has no name where there can be only one.
_NAMELESS = frozenset({"value", "values"})


def observe_fields(result: Any, names: Iterable[str]) -> Fields:
    """The fields of a result. Files stay the objects that they are."""
    names = list(names)
    fields = observe_attributes(result, [name for name in names if name not in _FILES], core=True)
    for name in names:
        if name in _FILES:
            files = getattr(result, name)
            fields[name] = list(files) if isinstance(files, list | tuple) else files
    return fields


def embed_many_options(data: Mapping[str, Any]) -> dict[str, Any]:
    """How a scripted embedding model takes its values."""
    names = ("max_embeddings_per_call", "supports_parallel_calls")
    return {name: data[name] for name in names if name in data}


def _model(run: Run) -> Any:
    script = run.data.get("model_script")
    if run.case.operation in ("embed", "embed_many"):
        return MockEmbeddingModel(run, script or (), **embed_many_options(run.data))
    method, result_class = _MODELS[run.case.operation]
    name = _PER_CALL.get(run.case.operation)
    per_call = {} if name is None else {name: run.data.get(name, 1)}
    return MockModel(run, script or {}, method=method, result_class=result_class, **per_call)


async def call_function(name: str, model: Any, options: Mapping[str, Any]) -> Any:
    """Call a generic function of the SDK with a model and camelCase options."""
    function = named("ai_sdk", name)
    keywords = plain_options(options)
    arguments = [keywords.pop(key) for key in list(keywords) if key in _NAMELESS]
    check_keywords(function, set(keywords))
    return await function(model, *arguments, **keywords)


@operation("embed", "rerank", core=True)
@operation("embed_many", "generate_image", "generate_speech", "generate_video", "transcribe")
async def generic_function(run: Run) -> None:
    """The function that the operation is named after, with a scripted model."""
    name = run.case.operation
    with recorded_delays(run):
        result = await call_function(name, _model(run), run.data["options"])
    run.record("result", observe_fields(result, RESULT_FIELDS[name]))
