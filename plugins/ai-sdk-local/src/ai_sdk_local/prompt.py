"""The prompt as chat messages: pure functions.

    chat_messages([UserMessage("hi")])      # [{"role": "user", "content": "hi"}]

The engine puts them through the chat template of the GGUF file. Templates differ in what they take, so only the roles
that all know are used, with plain text, and never two messages of one role in a row. Tool calls and results are written
in the tags that most open models were trained with.
"""

from __future__ import annotations

from collections.abc import Iterable

from ai_sdk.provider import (
    AssistantMessage,
    AssistantPart,
    ContentOutput,
    CustomPart,
    ErrorJSONOutput,
    ErrorTextOutput,
    ExecutionDeniedOutput,
    FileBytes,
    FilePart,
    FileText,
    InvalidPromptError,
    JSONOutput,
    JSONValue,
    Prompt,
    ReasoningPart,
    SystemMessage,
    TextOutput,
    TextPart,
    ToolCallPart,
    ToolMessage,
    ToolOutput,
    ToolPart,
    ToolResultPart,
    UnsupportedFunctionalityError,
    UserMessage,
    UserPart,
)
from ai_sdk.provider_utils import to_json_text

__all__ = ["chat_messages"]

_BREAK = "\n\n"


def chat_messages(prompt: Prompt, *, instructions: str | None = None) -> list[dict[str, str]]:
    """The messages for the engine. `instructions` are added to the system message.

    Raises `UnsupportedFunctionalityError` for content other than text, `InvalidPromptError` if nothing is left.
    """
    messages: list[dict[str, str]] = []

    def add(role: str, content: str) -> None:
        if not content:
            return
        if messages and messages[-1]["role"] == role:
            messages[-1]["content"] += _BREAK + content
        else:
            messages.append({"role": role, "content": content})

    for message in prompt:
        match message:
            case SystemMessage():
                add("system", message.content)
            case UserMessage():
                add("user", _join(_user_part(part) for part in message.parts))
            case AssistantMessage():
                add("assistant", _join(_assistant_part(part) for part in message.parts))
            case ToolMessage():
                add("user", _join(_tool_part(part) for part in message.parts))
    if not messages:
        raise InvalidPromptError("it has no text.", prompt=prompt)
    if instructions:
        if messages[0]["role"] == "system":
            messages[0]["content"] += _BREAK + instructions
        else:
            messages.insert(0, {"role": "system", "content": instructions})
    return messages


def tool_call_text(name: str, arguments: JSONValue) -> str:
    """A tool call as the model would have written it."""
    return f"<tool_call>\n{to_json_text({'name': name, 'arguments': arguments})}\n</tool_call>"


def _join(texts: Iterable[str]) -> str:
    return _BREAK.join(text for text in texts if text)


def _user_part(part: UserPart) -> str:
    return part.text if isinstance(part, TextPart) else _file_text(part)


def _assistant_part(part: AssistantPart) -> str:
    match part:
        case TextPart():
            return part.text
        case ReasoningPart():
            return ""  # what chat templates do with the reasoning of earlier turns
        case FilePart():
            return _file_text(part)
        case ToolCallPart():
            return tool_call_text(part.tool_name, part.input)
        case ToolResultPart():
            return _tool_result_text(part)
        case CustomPart():
            raise UnsupportedFunctionalityError(f"custom part {part.kind!r}")
        case _:
            raise UnsupportedFunctionalityError(f"{part.type} part")


def _tool_part(part: ToolPart) -> str:
    # Answers to approval requests concern tools that a provider runs; this one runs none.
    return _tool_result_text(part) if isinstance(part, ToolResultPart) else ""


def _tool_result_text(part: ToolResultPart) -> str:
    content = _output(part.output)
    return f"<tool_response>\n{to_json_text({'name': part.tool_name, 'content': content})}\n</tool_response>"


def _output(output: ToolOutput) -> JSONValue:
    match output:
        case TextOutput() | JSONOutput():
            return output.value
        case ErrorTextOutput() | ErrorJSONOutput():
            return {"error": output.value}
        case ExecutionDeniedOutput():
            return {"error": output.reason or "Tool execution denied."}
        case ContentOutput():
            return _join(_content_item(item) for item in output.value)


def _content_item(item: object) -> str:
    match item:
        case TextPart():
            return item.text
        case FilePart():
            return _file_text(item)
        case _:
            raise UnsupportedFunctionalityError("custom content in a tool result")


def _file_text(part: FilePart) -> str:
    match part.data:
        case FileText():
            text = part.data.text
        case FileBytes() if part.media_type.startswith("text/"):
            text = part.data.bytes().decode("utf-8", "replace")
        case FileBytes():
            raise UnsupportedFunctionalityError(
                f"file part media type {part.media_type}",
                message=f"The local models read text only, and the prompt has a file of type {part.media_type!r}. Send "
                "its text, or ask a model that takes such files.",
            )
        case _:
            raise UnsupportedFunctionalityError(f"file part given as {part.data.type}")
    return f"{part.filename}:\n{text}" if part.filename else text
