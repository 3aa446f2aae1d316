"""JSON Schemas as the engine's grammars, and what a model is told of its tools: pure functions.

A grammar decides which tokens may come next, so that even a tiny model answers in the right form. What stands in the
form is the model's own doing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ai_sdk.provider import FunctionTool, JSONObject, JSONValue
from ai_sdk.provider_utils import to_json_text

__all__ = ["any_tool_grammar", "any_tool_instructions", "json_grammar", "one_tool_instructions"]

# Any white space at any length would be right too, and small models love it.
_ENGINE_OPTIONS: Final = {"whitespace_flexible": False}
_ENGINE_KEY: Final = "x-guidance"

_DATA_KEYWORDS: Final = frozenset({"const", "default", "enum", "example", "examples"})
"""Keywords whose value is data, not schema."""

_NAMED_SCHEMAS: Final = frozenset({"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"})
"""Keywords whose value maps names, which may be any word, to schemas."""


def json_grammar(schema: JSONObject | None, *, lenient: bool = False) -> JSONObject:
    """The grammar of JSON that fits `schema`; without one, of any JSON object.

    `lenient` skips the keywords that the engine does not know instead of refusing them.
    """
    if schema is None:
        schema = {"type": "object"}
    options: dict[str, JSONValue] = {**_ENGINE_OPTIONS, "lenient": True} if lenient else {**_ENGINE_OPTIONS}
    own_options = schema.get(_ENGINE_KEY)
    if isinstance(own_options, Mapping):
        options |= own_options
    return {**schema, _ENGINE_KEY: options}


def any_tool_grammar(tools: Sequence[FunctionTool]) -> JSONObject:
    """The schema of `{"name": ..., "arguments": ...}` for one of several tools, in this order of keys."""
    calls: list[JSONValue] = []
    inputs: dict[str, JSONValue] = {}
    for index, tool in enumerate(tools):
        place = f"tool{index}"
        # A schema that moves takes its references along.
        inputs[place] = _moved(tool.input_schema, f"#/$defs/{place}")
        calls.append(
            {
                "type": "object",
                "properties": {"name": {"const": tool.name}, "arguments": {"$ref": f"#/$defs/{place}"}},
                "required": ["name", "arguments"],
                "additionalProperties": False,
            }
        )
    return {"anyOf": calls, "$defs": inputs}


def one_tool_instructions(tool: FunctionTool) -> str:
    """What the model reads when it has to call this tool."""
    return f"Call this tool:\n{_tool_text(tool)}\n\nAnswer with its arguments, as JSON."


def any_tool_instructions(tools: Sequence[FunctionTool]) -> str:
    """What the model reads when it has to call one of these tools."""
    descriptions = "\n".join(_tool_text(tool) for tool in tools)
    return (
        f"Call one of these tools:\n{descriptions}\n\n"
        'Answer with its name and arguments, as JSON: {"name": ..., "arguments": ...}'
    )


def _tool_text(tool: FunctionTool) -> str:
    described: dict[str, JSONValue] = {"name": tool.name}
    if tool.description:
        described["description"] = tool.description
    described["parameters"] = tool.input_schema
    if tool.input_examples:
        described["examples"] = [example.input for example in tool.input_examples]
    return to_json_text(described)


def _moved(schema: JSONValue, place: str) -> JSONValue:
    """The schema as it must be where the root of its references is `place`."""
    if isinstance(schema, Sequence) and not isinstance(schema, str):
        return [_moved(item, place) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    moved: dict[str, JSONValue] = {}
    for key, value in schema.items():
        if key in _DATA_KEYWORDS:
            moved[key] = value
        elif key in _NAMED_SCHEMAS and isinstance(value, Mapping):
            moved[key] = {name: _moved(item, place) for name, item in value.items()}
        elif key == "$ref" and isinstance(value, str) and value.startswith("#"):
            moved[key] = place + value[1:]
        else:
            moved[key] = _moved(value, place)
    return moved
