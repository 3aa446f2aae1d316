"""Generic functions over the real provider packages and the scripted server."""

from __future__ import annotations

from conformance_runner.options import optional_keywords, text_options
from conformance_runner.outcome import CannotRun, Run
from conformance_runner.project import check_keywords, named
from conformance_runner.providers import make_model, make_provider
from conformance_runner.retries import recorded_delays

from . import operation
from .language import observe_result, read_stream, record_stream_result
from .other_models import call_function, observe_fields

__all__: list[str] = []

_MODEL_KINDS = {
    "embed": "embedding",
    "embed_many": "embedding",
    "generate_image": "image",
    "generate_speech": "speech",
    "generate_text": "language",
    "generate_video": "video",
    "rerank": "reranking",
    "stream_text": "language",
    "transcribe": "transcription",
}


@operation("over_http")
async def over_http(run: Run) -> None:
    """`http.fn` with the model `http.model_id` of `http.provider`. Only the recorded fields of the result are read."""
    http = run.data["http"]
    name = http["fn"]
    if name not in _MODEL_KINDS:
        raise CannotRun(f"the runner knows no function {name!r}")
    function = named("ai_sdk", name)
    provider = make_provider(run, http["provider"], http["settings"])
    model = make_model(provider, _MODEL_KINDS[name], http["model_id"])
    fields = list(run.case.expect.get("result", ()))
    if name not in ("generate_text", "stream_text"):
        with recorded_delays(run):
            run.record("result", observe_fields(await call_function(name, model, run.data["options"]), fields))
        return
    keywords = text_options(run, {**run.data, "operation": name})
    if name == "stream_text":
        keywords |= optional_keywords(function, on_error=lambda event: None)
    check_keywords(function, set(keywords))
    with recorded_delays(run):
        if name == "generate_text":
            values, errors = observe_result(await function(model, **keywords), fields)
            run.record("result", values)
            if errors:
                run.record("result_errors", errors)
        else:
            stream = function(model, **keywords)
            await read_stream(run, stream)
            await record_stream_result(run, stream, fields)
