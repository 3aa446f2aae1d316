"""Fingerprints of tools: whether what a model is told of them has changed since somebody looked at it.

    baseline = fingerprint_tools(tools)                              # kept when the tools were reviewed
    drift = detect_tool_drift(fingerprint_tools(tools), baseline)
    if drift.added or drift.changed:
        ...                                                          # ask again before they are used

For tools that others describe, such as a server: a description is an instruction to the model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ai_sdk.tools.canonical_json import base64url, canonical_json
from ai_sdk.tools.collection import ToolsInput, as_tools
from ai_sdk.tools.tool import Tool

__all__ = ["ToolDrift", "detect_tool_drift", "fingerprint_tools"]


@dataclass(frozen=True, slots=True)
class ToolDrift:
    """The names of the tools that are new, gone, or told otherwise."""

    added: Sequence[str]
    removed: Sequence[str]
    changed: Sequence[str]


def fingerprint_tools(tools: ToolsInput) -> dict[str, str]:
    """Tool name -> fingerprint of its description, input schema and title, the same as in the AI SDK for TypeScript.

    A description that is a function is not asked: it counts as a function, whatever it says.
    """
    return {name: _fingerprint(tool) for name, tool in as_tools(tools).items()}


def detect_tool_drift(current: Mapping[str, str], baseline: Mapping[str, str]) -> ToolDrift:
    """What has changed between two results of `fingerprint_tools`."""
    return ToolDrift(
        added=[name for name in current if name not in baseline],
        removed=[name for name in baseline if name not in current],
        changed=[name for name in current if name in baseline and current[name] != baseline[name]],
    )


def _fingerprint(tool: Tool[Any, Any]) -> str:
    description: dict[str, Any]
    if tool.description is None:
        description = {"type": "none"}
    elif isinstance(tool.description, str):
        description = {"type": "string", "value": tool.description}
    else:
        description = {"type": "function"}
    # The reference writes a title that is not there in JavaScript's word.
    title = "undefined" if tool.title is None else canonical_json(tool.title)
    schema = canonical_json(tool.schema.json_schema)
    text = f'{{"description":{canonical_json(description)},"inputSchema":{schema},"title":{title}}}'
    return base64url(hashlib.sha256(text.encode()).digest())
