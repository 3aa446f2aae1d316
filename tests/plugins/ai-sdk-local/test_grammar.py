from __future__ import annotations

from ai_sdk.provider import FunctionTool, ToolInputExample
from ai_sdk_local.grammar import any_tool_grammar, any_tool_instructions, json_grammar, one_tool_instructions


def test_a_schema_gets_the_engines_options_and_stays_as_it_is() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    assert json_grammar(schema) == {**schema, "x-guidance": {"whitespace_flexible": False}}
    assert "x-guidance" not in schema


def test_without_a_schema_any_object_is_right() -> None:
    assert json_grammar(None)["type"] == "object"


def test_a_lenient_grammar_skips_what_the_engine_does_not_know() -> None:
    assert json_grammar({"type": "string"}, lenient=True)["x-guidance"] == {
        "whitespace_flexible": False,
        "lenient": True,
    }


def test_the_callers_own_engine_options_win() -> None:
    grammar = json_grammar({"x-guidance": {"whitespace_flexible": True, "item_separator": ", "}})
    assert grammar["x-guidance"] == {"whitespace_flexible": True, "item_separator": ", "}


def test_one_of_several_tools_is_called_by_name_and_arguments() -> None:
    grammar = any_tool_grammar([FunctionTool("a", {"type": "object"}), FunctionTool("b", {"type": "string"})])
    assert [call["properties"]["name"] for call in grammar["anyOf"]] == [{"const": "a"}, {"const": "b"}]  # type: ignore[index]
    assert grammar["$defs"] == {"tool0": {"type": "object"}, "tool1": {"type": "string"}}


def test_references_of_a_tool_move_with_its_schema() -> None:
    schema = {
        "properties": {
            "self": {"$ref": "#"},
            "list": {"type": "array", "items": [{"$ref": "#/$defs/P"}]},
            "default": {"$ref": "#/$defs/P"},
            "$ref": {"type": "string"},
        },
        "const": {"$ref": "#/data"},
        "$defs": {"P": {"$ref": "https://example.com/p"}},
    }
    [moved] = any_tool_grammar([FunctionTool("a", schema)])["$defs"].values()  # type: ignore[union-attr]
    assert moved == {
        "properties": {
            "self": {"$ref": "#/$defs/tool0"},
            "list": {"type": "array", "items": [{"$ref": "#/$defs/tool0/$defs/P"}]},
            "default": {"$ref": "#/$defs/tool0/$defs/P"},
            "$ref": {"type": "string"},
        },
        "const": {"$ref": "#/data"},
        "$defs": {"P": {"$ref": "https://example.com/p"}},
    }


def test_the_model_is_told_everything_about_its_tools() -> None:
    tool = FunctionTool(
        "weather", {"type": "object"}, "The weather.", input_examples=[ToolInputExample({"city": "Oslo"})]
    )
    line = '{"name":"weather","description":"The weather.","parameters":{"type":"object"},"examples":[{"city":"Oslo"}]}'
    assert line in one_tool_instructions(tool)
    assert line in any_tool_instructions([tool, FunctionTool("b", {})])
