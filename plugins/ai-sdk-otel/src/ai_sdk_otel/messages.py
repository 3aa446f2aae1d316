"""Messages and content in the JSON form of the semantic conventions."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["input_messages", "output_messages", "system_instructions", "tool_definitions"]

_FINISH_REASONS = {"content-filter": "content_filter", "tool-calls": "tool_call"}
_ORDER = ("reasoning", "text", "tool_call", "tool_call_response", "blob", "uri")


def system_instructions(messages: Iterable[Any]) -> list[dict[str, Any]]:
    """The parts of the system messages."""
    return [{"type": "text", "content": message.content} for message in messages if message.role == "system"]


def input_messages(messages: Iterable[Any]) -> list[dict[str, Any]]:
    """All messages but the system's."""
    return [
        {"role": message.role, "parts": _parts(getattr(message, "parts", message.content))}
        for message in messages
        if message.role != "system"
    ]


def output_messages(content: Iterable[Any], finish_reason: str) -> list[dict[str, Any]]:
    """The answer as one message, its parts in the order of the conventions."""
    parts = sorted(_parts(content), key=lambda part: _ORDER.index(part["type"]))
    return [{"role": "assistant", "parts": parts, "finish_reason": _FINISH_REASONS.get(finish_reason, "stop")}]


def tool_definitions(tools: Sequence[Any] | None) -> list[dict[str, Any]]:
    """The tools that the model may call."""
    found: list[dict[str, Any]] = []
    for tool in tools or ():
        definition: dict[str, Any] = {"type": tool.type, "name": tool.name}
        if getattr(tool, "description", None) is not None:
            definition["description"] = tool.description
        if getattr(tool, "input_schema", None) is not None:
            definition["parameters"] = tool.input_schema
        found.append(definition)
    return found


def _parts(content: Iterable[Any]) -> list[dict[str, Any]]:
    found = [_part(part) for part in content]
    return [part for part in found if part is not None]


def _part(part: Any) -> dict[str, Any] | None:
    match part.type:
        case "text" | "reasoning":
            return {"type": part.type, "content": part.text}
        case "tool-call":
            return {"type": "tool_call", "id": part.tool_call_id, "name": part.tool_name, "arguments": part.input}
        case "tool-result":
            return {"type": "tool_call_response", "id": part.tool_call_id, "response": _response(part.output)}
        case "tool-error":
            return {"type": "tool_call_response", "id": part.tool_call_id, "response": {"error": str(part.error)}}
        case "file" | "reasoning-file":
            return _file(part)
        case _:
            return None


def _response(output: Any) -> Any:
    match getattr(output, "type", None):
        case "execution-denied":
            return {"denied": True, "reason": output.reason}
        case "content":
            return _parts(item for item in output.value if item.type in ("text", "file"))
        case "text" | "json" | "error-text" | "error-json":
            return output.value
        case _:
            return output


def _file(part: Any) -> dict[str, Any] | None:
    media_type = str(part.media_type)
    kind = media_type.split("/", maxsplit=1)[0]
    about = {"modality": kind if kind in ("image", "video", "audio") else "image", "mime_type": media_type}
    data = part.data
    if isinstance(data, Mapping):
        return None
    url = getattr(data, "url", None)
    if url is not None:
        return {"type": "uri", **about, "uri": url}
    raw = getattr(data, "data", None)
    if raw is None:
        return None
    return {"type": "blob", **about, "content": raw if isinstance(raw, str) else b64encode(raw).decode()}
