"""Functions over messages: UI messages to model messages, validation, pruning."""

from __future__ import annotations

import json
from typing import Any

from conformance_runner.names import snake_case
from conformance_runner.observe import observe
from conformance_runner.outcome import Run
from conformance_runner.project import named
from conformance_runner.schemas import enforced_schema
from conformance_runner.tools import make_tools
from conformance_runner.values import decode, without_undefined

from . import operation

__all__: list[str] = []


def _ui(name: str) -> Any:
    return named("ai_sdk.ui", name)


@operation("convert_to_model_messages")
async def convert_to_model_messages(run: Run) -> None:
    """UI messages as model messages."""
    keywords: dict[str, Any] = {}
    if "tools" in run.data:
        keywords["tools"] = make_tools(run, run.data["tools"])
    if "ignore_incomplete_tool_calls" in run.data:
        keywords["ignore_incomplete_tool_calls"] = run.data["ignore_incomplete_tool_calls"]
    if run.data.get("data_parts_as_text"):
        keywords["convert_data_part"] = _data_as_text
    messages = without_undefined(decode(run.data["messages"]))
    run.record("result", observe(await _ui("convert_to_model_messages")(messages, **keywords)))


def _data_as_text(part: Any) -> Any:
    text = json.dumps(part.data, ensure_ascii=False, separators=(",", ":"))
    return named("ai_sdk.provider", "TextPart")(text)


@operation("validate_ui_messages")
async def validate_ui_messages(run: Run) -> None:
    """UI messages that come back as they are, or an error."""
    keywords: dict[str, Any] = {"tools": make_tools(run, run.data["tools"])} if "tools" in run.data else {}
    if "metadata_schema" in run.data:
        keywords["metadata_schema"] = enforced_schema(run.data["metadata_schema"])
    if "data_schemas" in run.data:
        keywords["data_schemas"] = {name: enforced_schema(schema) for name, schema in run.data["data_schemas"].items()}
    messages = without_undefined(decode(run.data.get("messages")))
    validated = _ui("validate_ui_messages")(messages, **keywords)
    run.record("result", [_ui("ui_message_to_json")(message) for message in validated])


@operation("prune_messages")
async def prune_messages(run: Run) -> None:
    """Model messages with parts taken out."""
    options = without_undefined(decode(run.data["options"]))
    from_json = named("ai_sdk.provider", "from_json")
    message_type = named("ai_sdk.provider", "Message")
    messages = [from_json(message_type, message) for message in options.pop("messages")]
    keywords = {snake_case(name): value for name, value in options.items()}
    run.record("result", observe(named("ai_sdk", "prune_messages")(messages, **keywords)))
