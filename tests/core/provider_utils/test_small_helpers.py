"""Reasoning levels, response metadata, tool names, references, JSON instructions, supported URLs, derived schemas."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from ai_sdk.provider import (
    CallWarning,
    CompatibilityWarning,
    FunctionTool,
    NoSuchProviderReferenceError,
    ProviderTool,
    ResponseMetadata,
    SystemMessage,
    UnsupportedWarning,
    UserMessage,
)
from ai_sdk.provider_utils import (
    EMPTY_OBJECT_SCHEMA,
    ToolNames,
    add_additional_properties,
    create_response_metadata,
    derived_json_schema,
    inject_json_instruction,
    inline_definitions,
    is_custom_reasoning,
    is_url_supported,
    map_reasoning_to_budget,
    map_reasoning_to_effort,
    resolve_provider_reference,
    unix_time,
)
from pydantic import BaseModel


def test_a_level_is_custom_unless_the_provider_decides() -> None:
    assert [is_custom_reasoning(each) for each in (None, "provider-default", "none", "low")] == [
        False,
        False,
        True,
        True,
    ]


def test_a_level_becomes_the_providers_word_or_a_warning() -> None:
    warnings: list[CallWarning] = []
    efforts = {"low": "low", "xhigh": "high"}
    assert map_reasoning_to_effort("low", efforts, warnings=warnings) == "low"
    assert warnings == []
    assert map_reasoning_to_effort("xhigh", efforts, warnings=warnings) == "high"
    assert map_reasoning_to_effort("none", efforts, warnings=warnings) is None
    assert warnings == [
        CompatibilityWarning(
            "reasoning", 'reasoning "xhigh" is not directly supported by this model. mapped to effort "high".'
        ),
        UnsupportedWarning("reasoning", 'reasoning "none" is not supported by this model.'),
    ]


def test_a_level_becomes_a_share_of_the_tokens() -> None:
    warnings: list[CallWarning] = []

    def budget(level: Any, tokens: int, most: int) -> int | None:
        return map_reasoning_to_budget(level, max_output_tokens=tokens, max_reasoning_budget=most, warnings=warnings)

    assert budget("medium", 64000, 32000) == 19200
    assert budget("low", 2000, 32000) == 1024
    assert budget("high", 64000, 1000) == 1000
    assert budget("low", 10245, 32000) == 1025
    assert warnings == []
    assert budget("none", 64000, 32000) is None
    assert len(warnings) == 1


def test_metadata_of_a_response_may_be_missing() -> None:
    assert create_response_metadata({"id": "i", "model": "m", "created": 0}) == ResponseMetadata(
        "i", datetime(1970, 1, 1, tzinfo=UTC), "m"
    )
    assert create_response_metadata({"created": None}) == ResponseMetadata()
    assert unix_time(1.5) == datetime(1970, 1, 1, 0, 0, 1, 500_000, UTC)
    assert unix_time(1e300) is None


def test_provider_tools_have_two_names() -> None:
    tools = [ProviderTool("acme.search", "find", {}), ProviderTool("other.x", "x", {}), FunctionTool("f", {})]
    names = ToolNames.of(tools, {"acme.search": "search_v2"})
    assert (names.to_api("find"), names.from_api("search_v2")) == ("search_v2", "find")
    assert (names.to_api("x"), names.from_api("f")) == ("x", "f")
    assert ToolNames.of(None, {}).to_api("a") == "a"


def test_a_reference_is_that_of_the_provider() -> None:
    assert resolve_provider_reference({"acme": "f1", "b": "f2"}, provider="acme") == "f1"
    with pytest.raises(NoSuchProviderReferenceError, match=r"'c'\. Available providers: acme, b"):
        resolve_provider_reference({"acme": "f1", "b": "f2"}, provider="c")


def test_the_json_instruction_stands_in_the_system_message() -> None:
    user = UserMessage("hi")
    assert inject_json_instruction([user]) == [SystemMessage("You MUST answer with JSON."), user]
    system = SystemMessage("Sys", provider_options={"p": {"a": 1}})
    assert inject_json_instruction([system, user], schema={"type": "object", "x": 1.0}) == [
        SystemMessage(
            'Sys\n\nJSON schema:\n{"type":"object","x":1}\n'
            "You MUST answer with a JSON object that matches the JSON schema above.",
            provider_options={"p": {"a": 1}},
        ),
        user,
    ]
    assert inject_json_instruction([], schema={}, schema_prefix="P", schema_suffix="S") == [SystemMessage("P\n{}\nS")]


def test_patterns_keep_no_state_between_questions() -> None:
    supported = {"image/*": [re.compile("^https://a/")], "*": ["^gs://"]}
    for _ in range(2):
        assert is_url_supported("IMAGE/PNG", "HTTPS://A/b", supported)
        assert is_url_supported("text/plain", "gs://x", supported)
        assert not is_url_supported("text/plain", "https://a/b", supported)
        assert not is_url_supported("image/png", "http://a/b", supported)


# Derived schemas


class Leaf(BaseModel):
    name: str


class Tree(BaseModel):
    leaf: Leaf
    others: list[Leaf] = []
    any_of: Leaf | None = None
    table: dict[str, Leaf] = {}


class Node(BaseModel):
    value: Leaf
    children: list[Node] = []


def test_objects_of_a_derived_schema_are_closed_at_every_level() -> None:
    schema = derived_json_schema(Tree.model_json_schema())
    assert next(iter(schema)) == "$schema"
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    leaf = {
        "title": "Leaf",
        "type": "object",
        "properties": {"name": {"title": "Name", "type": "string"}},
        "required": ["name"],
        "additionalProperties": False,
    }
    assert "$defs" not in schema
    assert schema["additionalProperties"] is False
    assert schema["properties"]["leaf"] == leaf
    assert schema["properties"]["others"]["items"] == leaf
    assert schema["properties"]["any_of"]["anyOf"] == [leaf, {"type": "null"}]
    assert schema["properties"]["table"]["additionalProperties"] == leaf


def test_a_type_that_contains_itself_stays_a_definition() -> None:
    schema = derived_json_schema(Node.model_json_schema())
    node = schema["definitions"]["Node"]
    assert schema["$ref"] == "#/definitions/Node"
    assert node["properties"]["children"]["items"] == {"$ref": "#/definitions/Node"}
    assert node["properties"]["value"]["additionalProperties"] is False
    assert "Leaf" not in schema["definitions"]


def test_only_the_known_places_of_a_schema_are_visited() -> None:
    open_object = {"type": "object"}
    closed = {"type": "object", "additionalProperties": False}
    assert add_additional_properties({"type": ["object", "null"], "additionalProperties": True}) == {
        "type": ["object", "null"],
        "additionalProperties": False,
    }
    schema = {
        "items": [open_object, True],
        "allOf": [open_object],
        "oneOf": [open_object],
        "definitions": {"a": open_object, "b": False},
        "properties": {"a": open_object},
        "not": open_object,
        "$defs": {"a": open_object},
    }
    assert add_additional_properties(schema) == {
        "items": [closed, True],
        "allOf": [closed],
        "oneOf": [closed],
        "definitions": {"a": closed, "b": False},
        "properties": {"a": open_object},
        "not": open_object,
        "$defs": {"a": open_object},
    }
    assert open_object == {"type": "object"}
    assert EMPTY_OBJECT_SCHEMA == {"type": "object", "properties": {}, "additionalProperties": False}


def test_words_beside_a_reference_win_over_what_it_means() -> None:
    schema = {"$defs": {"A": {"type": "string", "title": "A"}}, "anyOf": [{"$ref": "#/$defs/A", "title": "B"}]}
    assert inline_definitions(schema) == {"anyOf": [{"type": "string", "title": "B"}]}
    assert inline_definitions({"$ref": "#/elsewhere"}) == {"$ref": "#/elsewhere"}
