"""Options of the generic functions, made from the camelCase JSON of a case.

Plain data is passed on under its snake_case name. What stands for a function in a case (`{"$stop": ...}`) becomes one.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from typing import Any

from .mocks import MockLanguageModel, scripted_error
from .names import snake_case
from .observe import Missing, observe, observe_attributes
from .outcome import CannotRun, Run
from .project import first_of, keyword_names, named
from .schemas import enforced_schema
from .tools import at_path, make_tools
from .values import decode, encoding_of, without_undefined

__all__ = ["optional_keywords", "plain_options", "text_options"]

_EXPERIMENTAL = "experimental_"


_NEW_NAMES = {"system": "instructions"}
"""Names that the interface keeps beside the ones that replace them; only the new ones are ours."""


def option_name(name: str) -> str:
    """Our name of an option: snake_case, and without the mark of an experiment."""
    return snake_case(_NEW_NAMES.get(name, name).removeprefix(_EXPERIMENTAL))


def optional_keywords(function: Any, **keywords: Any) -> dict[str, Any]:
    """Those of `keywords` that `function` takes."""
    known = keyword_names(function)
    return {name: value for name, value in keywords.items() if known is None or name in known}


def plain_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options that are data only."""
    decoded = without_undefined(decode(options))
    return {option_name(name): value for name, value in decoded.items()}


def text_options(run: Run, data: Mapping[str, Any]) -> dict[str, Any]:
    """The keyword arguments of a text function for `data`, which has `options` and may have `tools` and hooks."""
    keywords: dict[str, Any] = {}
    for name, value in data.get("options", {}).items():
        if name == "record_callbacks":
            keywords |= _callbacks(run, data["operation"])
        elif name == "includeRawChunks":
            keywords["include"] = [*keywords.get("include", ()), *(["raw_chunks"] if value else [])]
        elif name in _SPECIAL:
            keywords[option_name(name)] = _SPECIAL[name](run, value)
        elif encoding_of(value) != "$undefined":
            keywords[option_name(name)] = without_undefined(decode(value))
    if "tools" in data:
        keywords["tools"] = make_tools(run, data["tools"])
    if "download" in data:
        keywords["download"] = _download(run, data["download"])
    if "generate_id" in data:
        constant = data["generate_id"]["constant"]
        keywords["generate_id"] = lambda: constant
    return keywords


# Options that need more than decoding


def _timeout(run: Run, value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value / 1000
    limits: dict[str, Any] = {}
    for name, limit in value.items():
        if name == "tools":
            limits["tools"] = {tool.removesuffix("Ms"): milliseconds / 1000 for tool, milliseconds in limit.items()}
        else:
            limits[snake_case(name.removesuffix("Ms"))] = limit / 1000
    return named("ai_sdk", "Timeouts")(**limits)


def _stop_condition(run: Run, value: Any) -> Any:
    if isinstance(value, list):
        return [_stop_condition(run, item) for item in value]
    match value["$stop"]:
        case "step_count":
            return named("ai_sdk", "is_step_count")(value["count"])
        case "has_tool_call":
            return named("ai_sdk", "has_tool_call")(*value["names"])
        case "loop_finished":
            return named("ai_sdk", "is_loop_finished")()
        case "text_contains":
            return lambda steps: any(value["text"] in step.text for step in steps)
        case kind:
            raise CannotRun(f"the runner knows no stop condition {kind!r}")


def _output(run: Run, value: Mapping[str, Any]) -> Any:
    make = getattr(named("ai_sdk", "Output"), value["$output"])
    arguments = [enforced_schema(value[name]) for name in ("schema", "element") if name in value]
    arguments += [value["options"]] if "options" in value else []
    return make(*arguments, **{name: value[name] for name in ("name", "description") if name in value})


def _transform(run: Run, value: Any) -> Any:
    if isinstance(value, list):
        return [_transform(run, item) for item in value]
    if "$uppercase" in value:
        return _uppercase
    if "$smooth" in value:
        return named("ai_sdk", "smooth_stream")(delay=None, **decode(value["$smooth"]))
    raise CannotRun(f"the runner knows no transform {value!r}")


async def _uppercase(events: AsyncIterator[Any]) -> AsyncIterator[Any]:
    async for event in events:
        if event.type == "text-delta":
            event.text = event.text.upper()
        yield event


def _prepare_step(run: Run, value: Mapping[str, Any]) -> Callable[[Any], Any]:
    def prepare_step(context: Any) -> dict[str, Any] | None:
        facts = observe_attributes(
            context,
            ("stepNumber", "messages", "initialMessages", "responseMessages", "instructions"),
        )
        facts["steps"] = len(context.steps)
        if isinstance(facts["instructions"], Missing):
            del facts["instructions"]
        run.log("prepare_step_calls", facts)
        entry = value["$steps"].get(str(context.step_number))
        if entry is None:
            return None
        changes = {
            option_name(name): without_undefined(decode(setting))
            for name, setting in entry.items()
            if name != "model_script"
        }
        if "model_script" in entry:
            changes["model"] = MockLanguageModel(run, entry["model_script"], is_replacement=True)
        return changes

    return prepare_step


def _repair_tool_call(run: Run, value: Mapping[str, Any]) -> Callable[[Any], Any]:
    async def repair(context: Any) -> Any:
        call = context.tool_call
        name = (value.get("return") or {}).get("toolName", call.tool_name)
        schema = context.input_schema(name) if callable(context.input_schema) else context.input_schema
        facts = observe_attributes(context, ("toolCall", "error", "messages"))
        facts |= {"toolNames": list(context.tools), "inputSchema": observe(await _value_of(schema))}
        run.log("repair_calls", facts)
        if "throw" in value:
            raise scripted_error(value["throw"])
        if value["return"] is None:
            return None
        changes = {snake_case(name): item for name, item in value["return"].items()}
        return replace(call, **changes)

    return repair


async def _value_of(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


def _refine_tool_input(run: Run, value: Mapping[str, Any]) -> dict[str, Callable[[Any], Any]]:
    def refining(merge: Mapping[str, Any]) -> Callable[[Any], Any]:
        return lambda tool_input: {**tool_input, **merge}

    return {tool: refining(script["merge"]) for tool, script in value.items()}


def _tool_approval(run: Run, value: Mapping[str, Any]) -> Any:
    if "$all" in value:
        statuses = value["$all"]

        def for_all(context: Any) -> Any:
            call = context.tool_call
            facts = {"toolName": call.tool_name, "input": observe(call.input), "messages": observe(context.messages)}
            run.log("approval_calls", facts)
            return _status(statuses.get(call.tool_name), call.input)

        return for_all
    return {tool: _approval_of_tool(status) for tool, status in value.items()}


def _approval_of_tool(status: Any) -> Any:
    if isinstance(status, Mapping) and "$when" in status:
        return lambda tool_input, context: _status(status, tool_input)
    return _status(status, None)


def _status(status: Any, tool_input: Any) -> Any:
    if isinstance(status, Mapping) and "$when" in status:
        condition = status["$when"]
        holds = at_path(tool_input, condition["path"]) == condition["equals"]
        return _status(condition.get("then" if holds else "else"), tool_input)
    if isinstance(status, Mapping):
        return named("ai_sdk", "ToolApproval")(**{snake_case(name): value for name, value in status.items()})
    return status


def _download(run: Run, script: Mapping[str, Any]) -> Callable[[Any], Any]:
    async def download(requests: Any) -> list[Any]:
        asked = [
            {"url": str(request.url), "isUrlSupportedByModel": request.is_url_supported_by_model}
            for request in requests
        ]
        run.log("downloads", asked)
        return [_downloaded(script.get(str(request.url))) for request in requests]

    return download


def _downloaded(entry: Mapping[str, Any] | None) -> Any:
    if entry is None:
        return None
    if "throw" in entry:
        raise scripted_error(entry["throw"])
    file_class = first_of(("ai_sdk", "DownloadedFile"), ("ai_sdk.provider_utils", "DownloadedFile"))
    return file_class(decode({"$base64": entry["base64"]}), media_type=entry.get("mediaType"))


def _include(run: Run, value: Mapping[str, bool]) -> list[str]:
    return [snake_case(name) for name, wanted in value.items() if wanted]


_SPECIAL: Mapping[str, Callable[[Run, Any], Any]] = {
    "timeout": _timeout,
    "stopWhen": _stop_condition,
    "output": _output,
    "transform": _transform,
    "prepareStep": _prepare_step,
    "repairToolCall": _repair_tool_call,
    "refineToolInput": _refine_tool_input,
    "toolApproval": _tool_approval,
    "include": _include,
}


# Callbacks


def _tool_call(event: Any) -> dict[str, Any]:
    call = event.tool_call
    return {"toolName": call.tool_name, "toolCallId": call.tool_call_id, "input": observe(call.input)}


def _finished_step(step: Any) -> dict[str, Any]:
    return {"stepNumber": step.step_number, "finishReason": step.finish_reason, "text": step.text}


def _ended(event: Any) -> dict[str, Any]:
    return {**_finished_step(event.steps[-1]), "steps": len(event.steps)}


_CALLBACKS: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {
    "onStart": lambda event: {},
    "onStepStart": lambda event: {"stepNumber": event.step_number, "steps": len(event.steps)},
    "onLanguageModelCallStart": lambda event: {},
    "onLanguageModelCallEnd": lambda event: {"finishReason": event.finish_reason},
    "onToolExecutionStart": lambda event: {"toolCall": _tool_call(event)},
    "onToolExecutionEnd": lambda event: {
        "toolCall": _tool_call(event),
        "toolOutput": observe(event.tool_output, core=True),
    },
    "onStepEnd": _finished_step,
    "onEnd": _ended,
}
_STREAM_CALLBACKS: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {
    "onChunk": lambda event: {"chunkType": event.chunk.type},
    "onAbort": lambda event: {"steps": len(event.steps)},
}


def _callbacks(run: Run, operation: str) -> dict[str, Callable[[Any], None]]:
    """Every callback, logging its name and the facts that are recorded of it."""
    known = {**_CALLBACKS, **(_STREAM_CALLBACKS if operation == "stream_text" else {})}

    def logging(name: str, facts: Callable[[Any], Mapping[str, Any]]) -> Callable[[Any], None]:
        return lambda event: run.log("callbacks", {"name": name, **facts(event)})

    return {snake_case(name): logging(name, facts) for name, facts in known.items()}
