from __future__ import annotations

import json
from typing import Any

import pytest
from ai_sdk import (
    AssistantMessage,
    ContentOutput,
    CustomPart,
    ErrorJSONOutput,
    ErrorTextOutput,
    FilePart,
    FileReference,
    FileUrl,
    JSONOutput,
    MessageConversionError,
    MissingToolResultsError,
    ReasoningFilePart,
    ReasoningPart,
    SystemMessage,
    TextOutput,
    TextPart,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallPart,
    ToolMessage,
    ToolResult,
    ToolResultPart,
    TypeValidationError,
    UserMessage,
    generate_text,
    stream_text,
)
from ai_sdk.testing import MockLanguageModel, text_result, text_stream
from ai_sdk.ui import (
    CustomUIPart,
    DataUIPart,
    FileUIPart,
    ReasoningFileUIPart,
    ReasoningUIPart,
    SourceUrlUIPart,
    StepStartUIPart,
    TextUIPart,
    ToolUIApproval,
    ToolUIPart,
    UIMessage,
    convert_to_model_messages,
    read_ui_message_stream,
    to_ui_message_chunk,
    to_ui_message_stream,
)

from tests.core.text.helpers import call, echo, streaming, types_of
from tests.core.ui.helpers import all_of

P = {"p": {"k": 1}}


def assistant(*parts: Any) -> list[UIMessage]:
    return [UIMessage("a", "assistant", parts)]


async def test_a_user_says_texts_and_files() -> None:
    message = UIMessage(
        "u",
        "user",
        [
            TextUIPart("look", provider_metadata=P),
            FileUIPart("https://x/a.png", media_type="image/png", filename="a.png"),
            FileUIPart("https://x/b", media_type="image/png", provider_reference={"p": "file-1"}),
            DataUIPart("chart", 1),
            StepStartUIPart(),
        ],
    )
    assert await convert_to_model_messages([message]) == [
        UserMessage(
            [
                TextPart("look", provider_options=P),
                FilePart(FileUrl("https://x/a.png"), "image/png", filename="a.png"),
                FilePart(FileReference({"p": "file-1"}), "image/png"),
            ]
        )
    ]


async def test_data_reaches_a_model_where_the_application_says_how() -> None:
    parts = (DataUIPart("note", "n"), DataUIPart("chart", [1]))
    converted = await convert_to_model_messages(
        [UIMessage("u", "user", parts), UIMessage("a", "assistant", parts)],
        convert_data_part=lambda part: TextPart(part.data) if part.name == "note" else None,
    )
    assert converted == [UserMessage([TextPart("n")]), AssistantMessage([TextPart("n")])]


async def test_an_answer_is_split_at_its_steps_and_sources_are_left_out() -> None:
    converted = await convert_to_model_messages(
        assistant(
            StepStartUIPart(),
            ReasoningUIPart("hm", provider_metadata=P),
            ReasoningFileUIPart("data:a/b;base64,AA==", media_type="a/b"),
            TextUIPart("one"),
            CustomUIPart("p.x"),
            ToolUIPart("t", "c", "output-available", input={}, output="done", call_provider_metadata=P),
            StepStartUIPart(),
            SourceUrlUIPart("s", "https://x"),
            StepStartUIPart(),
            TextUIPart("two"),
        )
    )
    assert converted == [
        AssistantMessage(
            [
                ReasoningPart("hm", provider_options=P),
                ReasoningFilePart(FileUrl("data:a/b;base64,AA=="), "a/b"),
                TextPart("one"),
                CustomPart("p.x"),
                ToolCallPart("c", "t", {}, provider_options=P),
            ]
        ),
        ToolMessage([ToolResultPart("c", "t", TextOutput("done"), provider_options=P)]),
        AssistantMessage([TextPart("two")]),
    ]


async def test_what_a_provider_ran_stays_in_the_answer_with_the_metadata_of_its_result() -> None:
    ran: dict[str, Any] = {"input": {}, "provider_executed": True, "call_provider_metadata": P}
    result = {"p": {"r": 1}}
    converted = await convert_to_model_messages(
        assistant(
            ToolUIPart("t", "1", "output-available", output=[1], result_provider_metadata=result, **ran),
            ToolUIPart(
                "t", "2", "approval-responded", approval=ToolUIApproval("a", approved=True), provider_executed=True
            ),
        )
    )
    assert converted == [
        AssistantMessage(
            [
                ToolCallPart("1", "t", {}, provider_executed=True, provider_options=P),
                ToolResultPart("1", "t", JSONOutput([1]), provider_options=result),
                ToolCallPart("2", "t", None, provider_executed=True),
                ToolApprovalRequestPart("a", "2"),
            ]
        ),
        ToolMessage([ToolApprovalResponsePart("a", True, provider_executed=True)]),
    ]


async def test_a_question_keeps_its_signature() -> None:
    approval = ToolUIApproval("a", is_automatic=True, signature="s")
    converted = await convert_to_model_messages(
        assistant(ToolUIPart("t", "c", "approval-requested", input={}, approval=approval))
    )
    assert converted == [
        AssistantMessage(
            [ToolCallPart("c", "t", {}), ToolApprovalRequestPart("a", "c", is_automatic=True, signature="s")]
        )
    ]


async def test_a_tool_says_how_a_model_is_told_of_its_output() -> None:
    tool = echo(to_model_output=lambda output, context: ContentOutput([TextPart(f"{context.input} gave {output}")]))
    converted = await convert_to_model_messages(
        assistant(
            ToolUIPart("echo", "1", "output-available", input=7, output=8),
            ToolUIPart("echo", "2", "output-error", input=7, error_text="failed"),
        ),
        tools=[tool],
    )
    assert converted[1] == ToolMessage(
        [
            ToolResultPart("1", "echo", ContentOutput([TextPart("7 gave 8")])),
            ToolResultPart("2", "echo", ErrorTextOutput("failed")),
        ]
    )


@pytest.mark.parametrize(
    ("output", "shown"),
    [
        (ContentOutput([TextPart("a"), FilePart(b"\0", "image/png")]), None),
        (ErrorTextOutput("no"), {"type": "error-text", "value": "no"}),
        (ErrorJSONOutput([1]), {"type": "error-json", "value": [1]}),
        (TextOutput("a"), "a"),
        (JSONOutput({"a": 1}), {"a": 1}),
        (JSONOutput({"type": "content", "value": "plain"}), {"type": "content", "value": "plain"}),
    ],
)
async def test_what_a_tool_says_for_the_model_survives_the_way_over_the_browser(output: Any, shown: Any) -> None:
    chunk: Any = to_ui_message_chunk(ToolResult("c", "t", {}, output))
    if shown is not None:
        assert chunk.output == shown
    over_the_wire = json.loads(json.dumps(chunk.output))
    converted = await convert_to_model_messages(
        assistant(ToolUIPart("t", "c", "output-available", input={}, output=over_the_wire))
    )
    assert converted[1].content[0].output == output  # type: ignore[union-attr]


async def test_an_output_with_any_kind_of_type_is_json() -> None:
    part = ToolUIPart("t", "c", "output-available", input={}, output={"type": ["a"], "value": 1})
    _, answer = await convert_to_model_messages([UIMessage("m", "assistant", [part])])
    assert answer.content[0].output == JSONOutput({"type": ["a"], "value": 1})  # type: ignore[union-attr]


async def test_a_denial_without_a_reason_has_words_of_ours() -> None:
    part = ToolUIPart("t", "c", "output-denied", input={}, approval=ToolUIApproval("a", approved=False))
    converted = await convert_to_model_messages(assistant(part))
    assert converted[1].content[1].output == ErrorTextOutput("Tool call execution denied.")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("part", "stays"),
    [
        (ToolUIPart("t", "c", "input-streaming"), False),
        (ToolUIPart("t", "c", "input-available"), False),
        (ToolUIPart("t", "c", "approval-requested", approval=ToolUIApproval("a")), False),
        (ToolUIPart("t", "c", "output-available", output=1, preliminary=True), False),
        (ToolUIPart("t", "c", "output-available", output=1), True),
        (ToolUIPart("t", "c", "output-error", error_text="e"), True),
        (ToolUIPart("t", "c", "approval-responded", approval=ToolUIApproval("a", approved=True)), True),
        (ToolUIPart("t", "c", "output-denied"), True),
    ],
)
async def test_calls_without_an_outcome_can_be_left_out(part: ToolUIPart, stays: bool) -> None:
    converted = await convert_to_model_messages(assistant(part), ignore_incomplete_tool_calls=True)
    assert bool(converted) is stays


async def test_an_open_call_raises_when_a_model_is_asked() -> None:
    messages = await convert_to_model_messages(
        [*assistant(ToolUIPart("t", "c", "input-available", input={})), UIMessage("u", "user", [TextUIPart("hi")])]
    )
    with pytest.raises(MissingToolResultsError):
        await generate_text(MockLanguageModel(do_generate=text_result("x")), messages=messages)


async def test_parts_of_types_that_do_not_exist_are_left_out_and_others_must_be_whole() -> None:
    new = {"role": "user", "parts": [{"type": "hologram"}, {"type": "text", "text": "hi"}]}
    assert await convert_to_model_messages([new]) == [UserMessage([TextPart("hi")])]
    with pytest.raises(TypeValidationError, match=r"messages\[1\]\.parts\[0\]\.text: expected a value"):
        await convert_to_model_messages([new, {"role": "user", "parts": [{"type": "text"}]}])


@pytest.mark.parametrize("message", [{"role": "robot", "parts": []}, {}, 7, UIMessage("1", "robot")])  # type: ignore[arg-type]
async def test_a_role_that_does_not_exist_is_an_error(message: Any) -> None:
    with pytest.raises(MessageConversionError, match="Unsupported role") as caught:
        await convert_to_model_messages([message])
    assert caught.value.original_message is message


async def test_system_texts_become_one() -> None:
    message = UIMessage("s", "system", [TextUIPart("A", provider_metadata={"a": {}}), TextUIPart("B")])
    assert await convert_to_model_messages([message]) == [SystemMessage("AB", provider_options={"a": {}})]


async def test_a_conversation_goes_on_after_an_approval() -> None:
    """From the first question over a person's word to the answer, as a server and a browser do it."""
    tool = echo(needs_approval=True)
    user = UIMessage("u1", "user", [TextUIPart("do it")])
    model = streaming([call("echo", {"text": "x"}, call_id="c1")], text_stream("done"))
    first = stream_text(model, messages=await convert_to_model_messages([user]), tools=[tool])
    chunks = to_ui_message_stream(first, original_messages=[user], generate_message_id=lambda: "a1")
    shown = (await all_of(read_ui_message_stream(chunks)))[-1]
    (asked,) = [part for part in shown.parts if isinstance(part, ToolUIPart)]
    assert (shown.id, asked.state) == ("a1", "approval-requested")
    assert asked.approval is not None

    from dataclasses import replace

    answered = replace(asked, state="approval-responded", approval=replace(asked.approval, approved=True))
    conversation = [user, replace(shown, parts=[*shown.parts[:-1], answered])]
    messages = await convert_to_model_messages(conversation, tools=[tool])
    second = stream_text(model, messages=messages, tools=[tool])
    ends: list[Any] = []
    chunks = await all_of(to_ui_message_stream(second, original_messages=conversation, on_end=ends.append))
    # The outcome comes before the next step begins: it belongs to the call of the last one.
    assert types_of(chunks)[:3] == ["start", "tool-output-available", "start-step"]
    assert chunks[0].message_id == "a1"
    (end,) = ends
    assert end.is_continuation
    assert types_of(end.response_message.parts) == ["step-start", "tool-echo", "step-start", "text"]
    assert end.response_message.parts[1].output == "ran x"
