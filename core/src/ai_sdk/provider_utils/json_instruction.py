"""Asking for JSON in words, for models that have no JSON mode.

inject_json_instruction([UserMessage("A recipe, please.")], schema={"type": "object"})
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ai_sdk.provider.json_values import JSONObject
from ai_sdk.provider.prompt import Message, SystemMessage
from ai_sdk.provider_utils.json_text import to_json_text

__all__ = ["inject_json_instruction", "json_instruction_text"]


def inject_json_instruction(
    messages: Sequence[Message],
    *,
    schema: JSONObject | None = None,
    schema_prefix: str | None = None,
    schema_suffix: str | None = None,
) -> list[Message]:
    """The messages with the instruction in their system message, which is put first if there is none."""
    first = messages[0] if messages else None
    if isinstance(first, SystemMessage):
        system, rest = first, messages[1:]
    else:
        system, rest = SystemMessage(""), messages
    text = json_instruction_text(
        system.content, schema=schema, schema_prefix=schema_prefix, schema_suffix=schema_suffix
    )
    return [replace(system, content=text), *rest]


def json_instruction_text(
    system: str | None = None,
    *,
    schema: JSONObject | None = None,
    schema_prefix: str | None = None,
    schema_suffix: str | None = None,
) -> str:
    """`system` with the lines that ask for JSON, of `schema` if one is given, after it."""
    lines: list[str] = [system, ""] if system else []
    if schema is None:
        lines += [schema_prefix] if schema_prefix is not None else []
        lines.append("You MUST answer with JSON." if schema_suffix is None else schema_suffix)
    else:
        lines += [
            "JSON schema:" if schema_prefix is None else schema_prefix,
            to_json_text(schema),
            "You MUST answer with a JSON object that matches the JSON schema above."
            if schema_suffix is None
            else schema_suffix,
        ]
    return "\n".join(lines)
