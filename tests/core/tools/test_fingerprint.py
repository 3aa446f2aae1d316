"""Fingerprints of tools. That they are those of the reference is shown by the conformance cases."""

from __future__ import annotations

from typing import Any

from ai_sdk import Tool, ToolDrift, detect_tool_drift, fingerprint_tools, tool

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "number"}}}


def fingerprint(**fields: Any) -> str:
    return fingerprint_tools([Tool(**{"name": "t", "description": "d", "input_schema": SCHEMA, **fields})])["t"]


def test_a_fingerprint_changes_with_what_the_model_is_told() -> None:
    same = fingerprint()
    changed = [
        fingerprint(description="e"),
        fingerprint(description=None),
        fingerprint(description=lambda context: "d"),
        fingerprint(title="T"),
        fingerprint(title="undefined"),
        fingerprint(input_schema={**SCHEMA, "required": ["a"]}),
    ]
    assert len({same, *changed}) == 7


def test_a_fingerprint_does_not_change_with_the_order_of_keys_or_what_only_we_know() -> None:
    turned = {"properties": {"b": {"type": "number"}, "a": {"type": "string"}}, "type": "object"}
    assert fingerprint(input_schema=turned) == fingerprint()
    assert fingerprint(execute=print, needs_approval=True) == fingerprint()


def test_the_description_of_a_function_is_not_asked() -> None:
    assert fingerprint(description=lambda context: 1 / 0) == fingerprint(description=lambda context: "d")


def test_functions_and_mappings_have_fingerprints_too() -> None:
    @tool
    def add(a: int) -> int:
        """Adds."""
        return a

    assert fingerprint_tools([add]) == fingerprint_tools({"add": add})


def test_drift_names_what_is_new_and_gone_and_different() -> None:
    drift = detect_tool_drift({"same": "1", "new": "2", "other": "3"}, {"gone": "4", "other": "5", "same": "1"})
    assert drift == ToolDrift(added=["new"], removed=["gone"], changed=["other"])
    assert detect_tool_drift({}, {}) == ToolDrift([], [], [])
