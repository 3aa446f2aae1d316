"""Messages in the JSON form of the semantic conventions."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    AssistantMessage,
    ContentOutput,
    ErrorTextOutput,
    ExecutionDeniedOutput,
    FileBytes,
    FilePart,
    FileReference,
    FileUrl,
    FunctionTool,
    JSONOutput,
    ProviderTool,
    ReasoningContent,
    ReasoningPart,
    SystemMessage,
    TextContent,
    TextOutput,
    TextPart,
    ToolCallPart,
    ToolMessage,
    ToolResultPart,
    UserMessage,
)

pytest.importorskip("opentelemetry")

from ai_sdk_otel.messages import input_messages, output_messages, system_instructions, tool_definitions


def parts_of(message: Any) -> Any:
    (found,) = input_messages([message])
    return found["parts"]


def test_system_messages_are_instructions_and_no_messages() -> None:
    prompt = [SystemMessage("Be brief."), UserMessage("hi")]
    assert system_instructions(prompt) == [{"type": "text", "content": "Be brief."}]
    assert input_messages(prompt) == [{"role": "user", "parts": [{"type": "text", "content": "hi"}]}]


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        (
            FilePart(FileBytes(b"img"), "image/png"),
            {"type": "blob", "modality": "image", "mime_type": "image/png", "content": "aW1n"},
        ),
        (
            FilePart(FileBytes("aW1n"), "audio/wav"),
            {"type": "blob", "modality": "audio", "mime_type": "audio/wav", "content": "aW1n"},
        ),
        (
            FilePart(FileUrl("https://x.example/a.mp4"), "video/mp4"),
            {"type": "uri", "modality": "video", "mime_type": "video/mp4", "uri": "https://x.example/a.mp4"},
        ),
        (
            FilePart(FileBytes(b"pdf"), "application/pdf"),
            {"type": "blob", "modality": "image", "mime_type": "application/pdf", "content": "cGRm"},
        ),
    ],
)
def test_a_file_is_a_blob_or_a_uri(file: FilePart, shown: dict[str, str]) -> None:
    assert parts_of(UserMessage([TextPart("look"), file])) == [{"type": "text", "content": "look"}, shown]


def test_a_file_that_only_the_provider_has_is_left_out() -> None:
    assert parts_of(UserMessage([FilePart(FileReference({"acme": "f1"}), "image/png")])) == []


def test_reasoning_and_tool_calls_of_the_assistant_keep_their_order() -> None:
    message = AssistantMessage([TextPart("a"), ReasoningPart("hm"), ToolCallPart("c1", "weather", {"city": "Oslo"})])
    assert parts_of(message) == [
        {"type": "text", "content": "a"},
        {"type": "reasoning", "content": "hm"},
        {"type": "tool_call", "id": "c1", "name": "weather", "arguments": {"city": "Oslo"}},
    ]


@pytest.mark.parametrize(
    ("output", "response"),
    [
        (TextOutput("rain"), "rain"),
        (JSONOutput({"sky": "grey"}), {"sky": "grey"}),
        (ErrorTextOutput("broken"), "broken"),
        (ExecutionDeniedOutput("not today"), {"denied": True, "reason": "not today"}),
        (
            ContentOutput([TextPart("see"), FilePart(FileBytes(b"img"), "image/png")]),
            [
                {"type": "text", "content": "see"},
                {"type": "blob", "modality": "image", "mime_type": "image/png", "content": "aW1n"},
            ],
        ),
    ],
)
def test_a_tools_result_is_its_value(output: Any, response: Any) -> None:
    message = ToolMessage([ToolResultPart("c1", "weather", output)])
    assert parts_of(message) == [{"type": "tool_call_response", "id": "c1", "response": response}]


def test_the_answer_has_reasoning_before_text() -> None:
    (message,) = output_messages([TextContent("Yes."), ReasoningContent("hm")], "stop")
    assert [part["type"] for part in message["parts"]] == ["reasoning", "text"]


@pytest.mark.parametrize(
    ("reason", "shown"),
    [("stop", "stop"), ("content-filter", "content_filter"), ("tool-calls", "tool_call"), ("length", "stop")],
)
def test_finish_reasons_have_the_words_of_the_conventions(reason: str, shown: str) -> None:
    assert output_messages([], reason)[0]["finish_reason"] == shown


def test_tools_are_shown_with_what_they_have() -> None:
    schema = {"type": "object"}
    assert tool_definitions(
        [FunctionTool("weather", schema, description="The weather"), ProviderTool("acme.search", "search", {})]
    ) == [
        {"type": "function", "name": "weather", "description": "The weather", "parameters": schema},
        {"type": "provider", "name": "search"},
    ]
