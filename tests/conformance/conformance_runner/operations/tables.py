"""Small functions, called with the rows of a table."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from conformance_runner.names import snake_case
from conformance_runner.observe import Fields, observe
from conformance_runner.outcome import CannotRun, Run
from conformance_runner.project import first_of, named
from conformance_runner.tools import make_tools
from conformance_runner.values import UNDEFINED, decode, without_undefined

from . import operation

__all__: list[str] = []

# Where our name is not the recorded one.
_OUR_NAMES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "convert_bytes_to_base64": (("ai_sdk.provider_utils", "bytes_to_base64"),),
    "get_error_message": (("ai_sdk.provider", "error_text"),),
    "is_deep_equal": (("ai_sdk", "is_deep_equal_data"),),
    "last_assistant_complete_approvals": (("ai_sdk", "last_assistant_message_is_complete_with_approval_responses"),),
    "last_assistant_complete_tool_calls": (("ai_sdk", "last_assistant_message_is_complete_with_tool_calls"),),
    "tool_fingerprint": (("ai_sdk", "fingerprint_tools"),),
}


def _function(name: str) -> Any:
    places = _OUR_NAMES.get(name, (("ai_sdk.provider_utils", name), ("ai_sdk", name)))
    return first_of(*places)


@operation("table")
async def table(run: Run) -> None:
    """The result, or the error, of every row."""
    name = run.data["function"]
    function = _function(name)
    call = _CALLS.get(name, _call_plainly)
    rows: list[dict[str, Any]] = []
    for recorded in run.data["rows"]:
        arguments = decode(recorded)
        row: dict[str, Any] = {"args": arguments}
        try:
            result = call(run, function, arguments)
            row["result"] = observe(await result if inspect.isawaitable(result) else result)
        except CannotRun:
            raise
        except Exception as error:  # noqa: BLE001 - compared with the recorded one
            row["error"] = error
        rows.append(row)
    # None where a function gives nothing is nothing.
    run.record("result", [Fields(row, row.items()) for row in rows])


def _value(argument: Any) -> Any:
    return None if argument is UNDEFINED else without_undefined(argument)


def _call_plainly(run: Run, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    return function(*[_value(argument) for argument in arguments])


def _keywords(options: Mapping[str, Any]) -> dict[str, Any]:
    return {snake_case(name): value for name, value in options.items()}


def _combine_headers(run: Run, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    """A header that is undefined takes an earlier one away; in ours that is None."""
    given = [
        None
        if headers is UNDEFINED
        else {name: None if value is UNDEFINED else value for name, value in headers.items()}
        for headers in arguments
    ]
    return {name: value for name, value in function(*given).items() if value is not None}


def _inject_json_instruction(run: Run, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    keywords = _keywords(arguments[0])
    message_type = named("ai_sdk.provider", "Message")
    from_json = named("ai_sdk.provider", "from_json")
    return function([from_json(message_type, message) for message in keywords.pop("messages")], **keywords)


def _map_reasoning_to_budget(run: Run, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    keywords = _keywords(arguments[0])
    warnings: list[Any] = []
    budget = function(keywords.pop("reasoning"), **keywords, warnings=warnings)
    return {"budget": budget, "warnings": warnings}


def _tool_fingerprint(run: Run, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    return function(make_tools(run, arguments[0]))


def _raises_or_true(run: Run, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    result = function(*arguments)
    return True if result is None else result


_CALLS: Mapping[str, Callable[[Run, Callable[..., Any], Sequence[Any]], Any]] = {
    "combine_headers": _combine_headers,
    "inject_json_instruction": _inject_json_instruction,
    "map_reasoning_to_budget": _map_reasoning_to_budget,
    "tool_fingerprint": _tool_fingerprint,
    "validate_download_url": _raises_or_true,
}
