"""`generate_text`, `stream_text` and the agent, with scripted models."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from conformance_runner.mocks import Error, MockLanguageModel
from conformance_runner.names import snake_case
from conformance_runner.observe import Fields, Missing, observe, observe_attributes
from conformance_runner.options import optional_keywords, text_options
from conformance_runner.outcome import Run
from conformance_runner.project import check_keywords, named
from conformance_runner.retries import recorded_delays

from . import operation
from .middlewares import wrapped_model

__all__ = ["observe_result", "observe_steps", "read_stream"]

RESULT_FIELDS = (
    "text",
    "content",
    "reasoning",
    "reasoningText",
    "files",
    "sources",
    "toolCalls",
    "toolResults",
    "staticToolCalls",
    "dynamicToolCalls",
    "finishReason",
    "rawFinishReason",
    "usage",
    "totalUsage",
    "warnings",
    "request",
    "response",
    "responseMessages",
    "providerMetadata",
    "steps",
)
_NOT_RECORDED_OF_STREAMS = frozenset({"reasoning", "staticToolCalls", "dynamicToolCalls"})
STREAM_RESULT_FIELDS = tuple(name for name in RESULT_FIELDS if name not in _NOT_RECORDED_OF_STREAMS)
STEP_FIELDS = (
    "stepNumber",
    "model",
    "content",
    "finishReason",
    "rawFinishReason",
    "usage",
    "warnings",
    "request",
    "response",
    "providerMetadata",
    "runtimeContext",
    "toolsContext",
)


def observe_steps(steps: Iterable[Any]) -> list[Fields]:
    """Steps with the fields that are recorded of them."""
    return [observe_attributes(step, STEP_FIELDS, core=True) for step in steps]


def _observe_field(result: Any, name: str) -> Any:
    attribute = snake_case(name)
    if name == "steps":
        return observe_steps(result.steps)
    if not hasattr(type(result), attribute) and not hasattr(result, attribute):
        return Missing(attribute, type(result).__name__)
    value = getattr(result, attribute)
    if name == "files":
        return list(value)
    return observe(value, core=True)


def observe_result(result: Any, names: Iterable[str]) -> tuple[Fields, dict[str, BaseException]]:
    """The fields of a result, and what reading some of them raised."""
    values: dict[str, Any] = {}
    errors: dict[str, BaseException] = {}
    for name in names:
        try:
            values[name] = _observe_field(result, name)
        except Exception as error:  # noqa: BLE001 - compared with the recorded one
            errors[name] = error
    return Fields(result, values.items()), errors


def with_output(names: Iterable[str], options: Mapping[str, Any]) -> list[str]:
    """The names, and `output` if the case asks for one."""
    return [*names, *(["output"] if "output" in options else [])]


def scripted_model(run: Run) -> Any:
    """The scripted model of a case, wrapped in its middleware."""
    model = MockLanguageModel(run, run.data["model_script"])
    return wrapped_model(run, model)


@operation("generate_text")
async def generate_text(run: Run) -> None:
    """`generate_text`."""
    function = named("ai_sdk", "generate_text")
    keywords = text_options(run, run.data)
    check_keywords(function, set(keywords))
    model = scripted_model(run)

    async def call() -> Any:
        return await function(model, **keywords)

    with recorded_delays(run):
        if (run.data.get("abort") or {}).get("already"):
            run.outcome.cancelled = True
            task = asyncio.create_task(call())
            task.cancel()
            result = await task
        else:
            result = await call()
    fields, errors = observe_result(result, with_output(RESULT_FIELDS, run.data["options"]))
    if "output" in errors:
        run.record("output_error", errors.pop("output"))
    if errors:
        run.record("result_errors", errors)
    run.record("result", fields)


@operation("stream_text")
async def stream_text(run: Run) -> None:
    """`stream_text`, every event, and the result."""
    function = named("ai_sdk", "stream_text")
    keywords = text_options(run, run.data)
    keywords |= optional_keywords(function, on_error=lambda event: run.log("on_error", getattr(event, "error", event)))
    check_keywords(function, set(keywords))
    with recorded_delays(run):
        stream = function(scripted_model(run), **keywords)
        await read_stream(run, stream)
        await _read_outputs(run, stream)
        await record_stream_result(run, stream, with_output(STREAM_RESULT_FIELDS, run.data["options"]))


async def read_stream(run: Run, stream: Any) -> None:
    """Read all events of a text stream; abort it where the case says so."""
    abort = run.data.get("abort") or {}
    run.outcome.values.setdefault("stream", [])
    count = 0
    try:
        async for event in stream:
            run.log("stream", observe(event, core=True))
            count += 1
            if count == abort.get("after_stream_parts"):
                # Somebody else aborts, while this reader waits for the next event.
                reason = [Error(abort["reason"])] if "reason" in abort else []
                asyncio.get_running_loop().call_soon(stream.abort, *reason)
    except Exception as error:  # noqa: BLE001 - compared with the recorded one
        run.outcome.stream_error = error


async def _read_outputs(run: Run, stream: Any) -> None:
    output = run.data["options"].get("output")
    if output is None:
        return
    readings = [("partial_outputs", "partial_output_stream")]
    if output["$output"] == "array":
        readings.append(("elements", "element_stream"))
    for name, attribute in readings:
        try:
            async for item in getattr(stream, attribute):
                run.log(name, observe(item, core=True))
        except Exception:
            # What went wrong in the stream was seen there.
            if run.outcome.stream_error is None and not run.outcome.values.get("on_error"):
                raise


async def record_stream_result(run: Run, stream: Any, names: Iterable[str]) -> None:
    """The awaited values of a stream, and those that raised."""
    names = list(names)
    try:
        result = await stream.result()
    except Exception as error:  # noqa: BLE001 - compared with the recorded one
        run.record("result", {})
        run.record("result_errors", error)
        return
    fields, errors = observe_result(result, names)
    run.record("result", fields)
    if errors:
        run.record("result_errors", errors)


@operation("agent")
async def agent(run: Run) -> None:
    """`ToolLoopAgent`, generating or streaming."""
    script = run.data["agent"]
    settings = text_options(run, {**run.data, "options": script.get("settings", {})})
    call = text_options(run, {"operation": run.case.operation, "options": script.get("call", {})})
    made = named("ai_sdk", "ToolLoopAgent")(model=scripted_model(run), **settings)
    names = list(run.case.expect.get("result", RESULT_FIELDS))
    if script.get("stream"):
        stream = made.stream(**call)
        await read_stream(run, stream)
        await record_stream_result(run, stream, names)
        return
    run.record("result", observe_result(await made.generate(**call), names)[0])
