from __future__ import annotations

import pytest
from ai_sdk.provider import (
    AssistantMessage,
    ContentOutput,
    CustomPart,
    ErrorTextOutput,
    ExecutionDeniedOutput,
    FileBytes,
    FilePart,
    FileReference,
    FileText,
    FileUrl,
    InvalidPromptError,
    JSONOutput,
    ReasoningFilePart,
    ReasoningPart,
    SystemMessage,
    TextOutput,
    TextPart,
    ToolApprovalResponsePart,
    ToolCallPart,
    ToolMessage,
    ToolOutput,
    ToolResultPart,
    UnsupportedFunctionalityError,
    UserMessage,
)
from ai_sdk_local.prompt import chat_messages


def test_each_role_becomes_a_chat_message() -> None:
    prompt = [SystemMessage("Be brief."), UserMessage("hi"), AssistantMessage("hello"), UserMessage("bye")]
    assert chat_messages(prompt) == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "hi"},
        {"role": "assistant", "content": "hello"},
        {"role": "user", "content": "bye"},
    ]


def test_parts_and_messages_of_one_role_become_one_message() -> None:
    prompt = [SystemMessage("a"), SystemMessage("b"), UserMessage([TextPart("c"), TextPart("d")]), UserMessage("e")]
    assert chat_messages(prompt) == [
        {"role": "system", "content": "a\n\nb"},
        {"role": "user", "content": "c\n\nd\n\ne"},
    ]


def test_instructions_join_the_system_message_or_make_one() -> None:
    assert chat_messages([SystemMessage("a"), UserMessage("b")], instructions="c")[0]["content"] == "a\n\nc"
    assert chat_messages([UserMessage("b")], instructions="c") == [
        {"role": "system", "content": "c"},
        {"role": "user", "content": "b"},
    ]


def test_empty_messages_are_left_out() -> None:
    assert chat_messages([SystemMessage(""), UserMessage("hi"), AssistantMessage([])]) == [
        {"role": "user", "content": "hi"}
    ]


def test_a_prompt_without_any_text_is_refused() -> None:
    with pytest.raises(InvalidPromptError, match="has no text"):
        chat_messages([UserMessage("")])


def test_a_tool_call_and_its_result_become_tagged_text() -> None:
    prompt = [
        UserMessage("Weather in Oslo?"),
        AssistantMessage([TextPart("Let me look."), ToolCallPart("1", "weather", {"city": "Oslo"})]),
        ToolMessage([ToolResultPart("1", "weather", JSONOutput({"degrees": 4}))]),
    ]
    assert chat_messages(prompt)[1:] == [
        {
            "role": "assistant",
            "content": 'Let me look.\n\n<tool_call>\n{"name":"weather","arguments":{"city":"Oslo"}}\n</tool_call>',
        },
        {
            "role": "user",
            "content": '<tool_response>\n{"name":"weather","content":{"degrees":4}}\n</tool_response>',
        },
    ]


@pytest.mark.parametrize(
    ("output", "content"),
    [
        (TextOutput("rain"), '"rain"'),
        (ErrorTextOutput("broken"), '{"error":"broken"}'),
        (ExecutionDeniedOutput(), '{"error":"Tool execution denied."}'),
        (ExecutionDeniedOutput("no"), '{"error":"no"}'),
        (ContentOutput([TextPart("a"), TextPart("b")]), '"a\\n\\nb"'),
    ],
)
def test_every_kind_of_tool_result_is_written_out(output: ToolOutput, content: str) -> None:
    [message] = chat_messages([ToolMessage([ToolResultPart("1", "t", output)])])
    assert message["content"] == f'<tool_response>\n{{"name":"t","content":{content}}}\n</tool_response>'


def test_earlier_reasoning_is_left_out() -> None:
    assert chat_messages([UserMessage("hi"), AssistantMessage([ReasoningPart("hm"), TextPart("yes")])])[1] == {
        "role": "assistant",
        "content": "yes",
    }


def test_an_answer_about_approval_says_nothing_to_a_model_that_runs_no_tools() -> None:
    prompt = [UserMessage("hi"), ToolMessage([ToolApprovalResponsePart("1", True)])]
    assert chat_messages(prompt) == [{"role": "user", "content": "hi"}]


def test_text_files_are_read_to_the_model() -> None:
    parts = [
        FilePart(FileText("one"), media_type="application/pdf", filename="a.pdf"),
        FilePart(FileBytes("två".encode()), media_type="text/plain"),
    ]
    assert chat_messages([UserMessage(parts)])[0]["content"] == "a.pdf:\none\n\ntvå"


@pytest.mark.parametrize(
    "part",
    [
        FilePart(b"\x89PNG", media_type="image/png"),
        FilePart(FileUrl("https://example.com/a.txt"), media_type="text/plain"),
        FilePart(FileReference({"local": "1"}), media_type="text/plain"),
    ],
)
def test_other_files_are_not_supported(part: FilePart) -> None:
    with pytest.raises(UnsupportedFunctionalityError):
        chat_messages([UserMessage([part])])


def test_the_error_for_an_image_names_its_type_and_says_what_to_do() -> None:
    with pytest.raises(UnsupportedFunctionalityError, match=r"'image/png'.*ask a model that takes such files"):
        chat_messages([UserMessage([FilePart(b"", media_type="image/png")])])


@pytest.mark.parametrize("part", [CustomPart("x.y"), ReasoningFilePart(FileBytes(b""), "image/png")])
def test_parts_that_only_other_providers_know_are_not_supported(part: CustomPart | ReasoningFilePart) -> None:
    with pytest.raises(UnsupportedFunctionalityError):
        chat_messages([AssistantMessage([part])])
