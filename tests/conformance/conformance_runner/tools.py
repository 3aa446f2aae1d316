"""Tools of a case: their schemas, and functions that do what the script says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any

from .mocks import scripted_error
from .names import snake_case
from .observe import Fields, observe
from .outcome import Run
from .project import check_keywords, first_of, named
from .schemas import enforced_schema
from .values import decode, without_undefined

__all__ = ["at_path", "make_tools"]

# Fields of a tool that are data and are passed on under their own names.
_PASSED_ON = (
    "description",
    "title",
    "strict",
    "provider_options",
)
_SCHEMAS = ("input_schema", "output_schema", "context_schema")


def make_tools(run: Run, scripts: Mapping[str, Any]) -> dict[str, Any]:
    """The tools of a case, by name."""
    return {name: _make_tool(run, name, script) for name, script in scripts.items()}


def _make_tool(run: Run, name: str, script: Mapping[str, Any]) -> Any:
    keywords: dict[str, Any] = {key: without_undefined(decode(script[key])) for key in _PASSED_ON if key in script}
    keywords |= {key: enforced_schema(script[key]) for key in _SCHEMAS if key in script}
    keywords["name"] = name
    if "input_examples" in script:
        keywords["input_examples"] = without_undefined(decode(script["input_examples"]))
    if "execute" in script:
        keywords["execute"] = _Executions(run, name, script["execute"]).function()
    if "needs_approval" in script:
        keywords["needs_approval"] = _approval(script["needs_approval"])
    if "to_model_output" in script:
        keywords["to_model_output"] = _model_output(run, name, script["to_model_output"])
    if script.get("input_callbacks"):
        keywords.update(_input_callbacks(run, name))
    if script.get("type") == "provider":
        keywords |= {
            key: script[key]
            for key in ("id", "args", "is_provider_executed", "supports_deferred_results")
            if key in script
        }
        factory = first_of(("ai_sdk", "provider_tool"), ("ai_sdk", "ProviderDefinedTool"))
    else:
        factory = named("ai_sdk", "dynamic_tool" if script.get("dynamic") else "Tool")
    check_keywords(factory, set(keywords))
    return factory(**keywords)


def at_path(value: Any, path: str) -> Any:
    """The value at a dotted path, or None."""
    for step in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def _approval(script: Any) -> Any:
    if isinstance(script, bool):
        return script
    condition = script["when"]
    return lambda tool_input, context: at_path(tool_input, condition["path"]) == condition["equals"]


def _model_output(run: Run, name: str, script: Mapping[str, Any]) -> Callable[..., Any]:
    def to_model_output(output: Any, context: Any) -> Any:
        facts = {"toolCallId": context.tool_call_id, "input": observe(context.input), "output": observe(output)}
        run.log("to_model_output_calls", {"tool": name, **facts})
        output_type = named("ai_sdk.provider", "ToolOutput")
        return named("ai_sdk.provider", "from_json")(output_type, without_undefined(decode(script["return"])))

    return to_model_output


def _input_callbacks(run: Run, name: str) -> dict[str, Callable[..., Any]]:
    """`on_input_start`, `on_input_delta` and `on_input_available`, which log what they are told."""

    def logging(callback: str, *fields: str) -> Callable[..., Any]:
        def called(event: Any) -> None:
            facts = {field: observe(getattr(event, snake_case(field))) for field in ("toolCallId", *fields)}
            run.log("input_callbacks", {"tool": name, "callback": callback, **facts})

        return called

    return {
        "on_input_start": logging("onInputStart"),
        "on_input_delta": logging("onInputDelta", "inputTextDelta"),
        "on_input_available": logging("onInputAvailable", "input"),
    }


class _Executions:
    """The `execute` function of a tool: logs each execution and plays the script."""

    def __init__(self, run: Run, name: str, script: Mapping[str, Any]) -> None:
        self._run = run
        self._name = name
        self._script = script
        self._count = 0

    def function(self) -> Callable[..., Any]:
        """A generator function, a plain one or a coroutine function, as the script wants it."""
        if "yield" in self._script:
            return self._generate
        return self._plain if self._script.get("sync") else self._run_once

    def _log(self, tool_input: Any, context: Any) -> Mapping[str, Any]:
        facts = [
            ("tool", self._name),
            ("input", observe(tool_input)),
            ("toolCallId", context.tool_call_id),
            ("messages", observe(context.messages)),
            ("context", observe(getattr(context, "context", None))),
        ]
        self._run.log("tool_executions", Fields(context, facts))
        self._count += 1
        if "by_call" in self._script:
            entries = self._script["by_call"]
            return entries[min(self._count, len(entries)) - 1]
        return self._script

    @staticmethod
    def _answer(script: Mapping[str, Any], tool_input: Any) -> Any:
        if "throw" in script:
            raise scripted_error(script["throw"])
        return tool_input if script.get("return_input") else without_undefined(decode(script.get("return")))

    def _plain(self, tool_input: Any, context: Any) -> Any:
        return self._answer(self._log(tool_input, context), tool_input)

    async def _run_once(self, tool_input: Any, context: Any) -> Any:
        script = self._log(tool_input, context)
        await asyncio.sleep(script.get("delay_ms", 0) / 1000)
        if script.get("hang"):
            await asyncio.Event().wait()
        return self._answer(script, tool_input)

    async def _generate(self, tool_input: Any, context: Any) -> AsyncGenerator[Any, None]:
        script = self._log(tool_input, context)
        for item in script["yield"]:
            await asyncio.sleep(script.get("delay_ms", 0) / 1000)
            if isinstance(item, Mapping) and item.keys() == {"$throw"}:
                raise scripted_error(item["$throw"])
            yield without_undefined(decode(item))
