"""The messages that a step adds to the conversation."""

from __future__ import annotations

from typing import Any

from ai_sdk.provider import (
    AssistantMessage,
    CustomContent,
    CustomPart,
    ErrorTextOutput,
    ExecutionDeniedOutput,
    FileBytes,
    FileContent,
    FilePart,
    JSONOutput,
    ReasoningContent,
    ReasoningFileContent,
    ReasoningFilePart,
    ReasoningPart,
    TextContent,
    TextOutput,
    TextPart,
    ToolApprovalResponsePart,
    ToolMessage,
    ToolResultPart,
    UrlSource,
)
from ai_sdk.text.response_messages import to_response_messages
from ai_sdk.text.tool_parts import ToolApprovalResponse, ToolCall, ToolError, ToolResult

META = {"acme": {"k": 1}}


def made(call_id: str, tool_input: Any = None, **more: Any) -> ToolCall:
    return ToolCall(call_id, "t", {} if tool_input is None else tool_input, **more)


async def test_an_empty_step_adds_nothing() -> None:
    assert await to_response_messages([]) == []
    assert await to_response_messages([TextContent(""), UrlSource("s", "https://a.test")]) == []


async def test_what_the_assistant_said_goes_back_with_its_metadata_as_options() -> None:
    data = FileBytes(b"x")
    content: list[Any] = [
        ReasoningContent("", provider_metadata=META),
        TextContent("", provider_metadata=META),
        TextContent("hi", provider_metadata=META),
        FileContent(data, "image/png", provider_metadata=META),
        ReasoningFileContent(data, "image/png", provider_metadata=META),
        CustomContent("acme.x", provider_metadata=META),
    ]
    assert await to_response_messages(content) == [
        AssistantMessage(
            [
                ReasoningPart("", provider_options=META),
                TextPart("hi", provider_options=META),
                FilePart(data, "image/png", provider_options=META),
                ReasoningFilePart(data, "image/png", provider_options=META),
                CustomPart("acme.x", provider_options=META),
            ]
        )
    ]


async def test_results_are_sorted_by_their_calls_and_words_of_a_policy_keep_their_places() -> None:
    first, second, third = made("c1"), made("c2"), made("c3")
    content: list[Any] = [
        first,
        second,
        third,
        ToolApprovalResponse("a3", third, approved=False, reason="no"),
        ToolResult("c2", "t", {}, "two"),
        ToolError("c1", "t", {}, LookupError("one")),
    ]
    [_, answers] = await to_response_messages(content)
    assert isinstance(answers, ToolMessage)
    assert [getattr(part, "tool_call_id", part.type) for part in answers.content] == [
        "tool-approval-response",
        "c1",
        "c2",
        "c3",
    ]
    assert answers.content[0] == ToolApprovalResponsePart("a3", approved=False, reason="no")
    assert answers.content[2:] == [
        ToolResultPart("c2", "t", TextOutput("two")),
        ToolResultPart("c3", "t", ExecutionDeniedOutput("no")),
    ]
    error = answers.content[1]
    assert isinstance(error, ToolResultPart)
    assert isinstance(error.output, ErrorTextOutput)
    assert "one" in error.output.value


async def test_preliminary_results_are_left_out() -> None:
    content: list[Any] = [made("c1"), ToolResult("c1", "t", {}, "half", preliminary=True), ToolResult("c1", "t", {}, 2)]
    [_, answers] = await to_response_messages(content)
    assert isinstance(answers, ToolMessage)
    assert [part.output for part in answers.content] == [JSONOutput(2)]  # type: ignore[union-attr]


async def test_inputs_of_invalid_calls_that_are_no_json_objects_become_empty_ones() -> None:
    for given, sent in (("raw {", {}), (5, {}), ({"a": 1}, {"a": 1}), ([1], [1])):
        [message] = await to_response_messages([made("c1", given, invalid=True, error=LookupError())])
        assert message.content[0].input == sent  # type: ignore[union-attr]
    [message] = await to_response_messages([made("c1", "text")])
    assert message.content[0].input == "text"  # type: ignore[union-attr]
