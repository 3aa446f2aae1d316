"""The prompt as messages of a chat request."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    AssistantMessage,
    ContentOutput,
    CustomPart,
    ErrorJSONOutput,
    ErrorTextOutput,
    ExecutionDeniedOutput,
    FileBytes,
    FilePart,
    FileReference,
    FileText,
    JSONOutput,
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
from ai_sdk_openai_compatible.chat.messages import MessageStyle, chat_messages

PNG = b"\x89PNG\r\n\x1a\n"


def extra(**members: Any) -> dict[str, dict[str, Any]]:
    return {"openaiCompatible": members}


def content_part(part: FilePart) -> Any:
    [message] = chat_messages([UserMessage([TextPart("see"), part])])
    return message["content"][1]


def test_a_lone_text_is_sent_as_a_string() -> None:
    assert chat_messages([UserMessage("hi")]) == [{"role": "user", "content": "hi"}]
    assert chat_messages([UserMessage([TextPart("hi")])]) == [{"role": "user", "content": "hi"}]


def test_several_parts_are_sent_as_a_list_and_none_as_an_empty_one() -> None:
    assert chat_messages([UserMessage([TextPart("a"), TextPart("b")])]) == [
        {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}
    ]
    assert chat_messages([UserMessage([])]) == [{"role": "user", "content": []}]


def test_a_lone_text_takes_the_options_of_its_part_and_not_those_of_the_message() -> None:
    message = UserMessage([TextPart("hi", provider_options=extra(a=1))], provider_options=extra(b=2))
    assert chat_messages([message]) == [{"role": "user", "content": "hi", "a": 1}]


def test_options_are_added_last_and_can_replace_fields() -> None:
    system = SystemMessage("be kind", provider_options=extra(role="developer", cache=True))
    assert chat_messages([system]) == [{"role": "developer", "content": "be kind", "cache": True}]


def test_options_under_another_key_are_not_added() -> None:
    system = SystemMessage("be kind", provider_options={"acme": {"cache": True}})
    assert chat_messages([system], metadata_key="acme") == [{"role": "system", "content": "be kind"}]


@pytest.mark.parametrize(
    ("part", "sent"),
    [
        (
            FilePart(PNG, "image/png"),
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
        ),
        (
            FilePart(PNG, "image/*"),
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
        ),
        (
            FilePart("https://a.example/é.png", "image"),
            {"type": "image_url", "image_url": {"url": "https://a.example/%C3%A9.png"}},
        ),
        (
            FilePart(FileBytes("not checked"), "image/png"),
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,not checked"}},
        ),
        (
            FilePart("https://a.example/film.mp4", "video/mp4"),
            {"type": "video_url", "video_url": {"url": "https://a.example/film.mp4"}},
        ),
        (
            FilePart(b"\x01", "audio/wav"),
            {"type": "input_audio", "input_audio": {"data": "AQ==", "format": "wav"}},
        ),
        (
            FilePart(b"\x01", "audio/mpeg"),
            {"type": "input_audio", "input_audio": {"data": "AQ==", "format": "mp3"}},
        ),
        (
            FilePart(b"%PDF", "application"),
            {
                "type": "file",
                "file": {"filename": "document.pdf", "file_data": "data:application/pdf;base64,JVBERg=="},
            },
        ),
        (
            FilePart(b"%PDF", "application/pdf", filename=""),
            {"type": "file", "file": {"filename": "", "file_data": "data:application/pdf;base64,JVBERg=="}},
        ),
        (FilePart(b"\xef\xbb\xbfa\xff", "text/csv"), {"type": "text", "text": "a�"}),
        (FilePart("https://a.example/x.txt", "text/plain"), {"type": "text", "text": "https://a.example/x.txt"}),
    ],
)
def test_files_become_content_parts(part: FilePart, sent: Any) -> None:
    assert content_part(part) == sent


@pytest.mark.parametrize(
    ("part", "functionality"),
    [
        (FilePart(FileReference({"acme": "f1"}), "image/png"), "file parts with provider references"),
        (FilePart(FileText("a"), "text/plain"), "text file parts"),
        (FilePart("https://a.example/x", "audio/wav"), "audio file parts with URLs"),
        (FilePart(b"", "audio/ogg"), "audio media type audio/ogg"),
        (FilePart("https://a.example/x", "application/pdf"), "PDF file parts with URLs"),
        (FilePart(b"", "application/zip"), "file part media type application/zip"),
        (FilePart(b"", "font/woff"), "file part media type font/woff"),
        (FilePart(PNG, "IMAGE/PNG"), "file part media type IMAGE/PNG"),
    ],
)
def test_files_that_the_wire_has_no_form_for_are_refused(part: FilePart, functionality: str) -> None:
    with pytest.raises(UnsupportedFunctionalityError) as caught:
        content_part(part)
    assert caught.value.functionality == functionality


def test_a_part_carries_its_own_options() -> None:
    part = FilePart(PNG, "image/png", provider_options=extra(detail="low"))
    assert content_part(part)["detail"] == "low"


def test_an_assistant_message_joins_its_texts_and_its_reasoning() -> None:
    message = AssistantMessage(
        [ReasoningPart("a"), TextPart("x"), CustomPart("acme.z"), ReasoningPart("b"), TextPart("y")],
        provider_options=extra(name="bot"),
    )
    assert chat_messages([message]) == [
        {"role": "assistant", "content": "xy", "reasoning_content": "ab", "name": "bot"}
    ]


def test_an_assistant_message_of_tool_calls_alone_has_no_content() -> None:
    call = ToolCallPart("c1", "f", {"é": 1.0})
    assert chat_messages([AssistantMessage([call])]) == [
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": '{"é":1}'}}],
        }
    ]
    assert chat_messages([AssistantMessage([TextPart("x"), call])])[0]["content"] == "x"
    assert chat_messages([AssistantMessage([])]) == [{"role": "assistant", "content": ""}]


@pytest.mark.parametrize(
    ("options", "signature"),
    [
        ({"acme": {"thoughtSignature": "s"}}, "s"),
        ({"google": {"thoughtSignature": "g"}}, "g"),
        ({"acme": {"thoughtSignature": "s"}, "google": {"thoughtSignature": "g"}}, "s"),
        ({"acme": {"thoughtSignature": ""}, "google": {"thoughtSignature": "g"}}, None),
        ({"other": {"thoughtSignature": "o"}}, None),
    ],
)
def test_thought_signatures_go_back_with_their_calls(options: Any, signature: str | None) -> None:
    call = ToolCallPart("c1", "f", {}, provider_options=options)
    [message] = chat_messages([AssistantMessage([call])], metadata_key="acme")
    sent = message["tool_calls"][0].get("extra_content")
    assert sent == (None if signature is None else {"google": {"thought_signature": signature}})


@pytest.mark.parametrize(
    ("output", "content"),
    [
        (TextOutput("a"), "a"),
        (ErrorTextOutput("bad"), "bad"),
        (JSONOutput({"a": [1, None]}), '{"a":[1,null]}'),
        (JSONOutput(None), "null"),
        (ErrorJSONOutput("x"), '"x"'),
        (ExecutionDeniedOutput(), "Tool call execution denied."),
        (ExecutionDeniedOutput(""), ""),
        (
            ContentOutput([TextPart("a"), FilePart(b"\x01", "image/png")]),
            '[{"type":"text","text":"a"},{"type":"file","data":{"type":"data","data":"AQ=="},"mediaType":"image/png"}]',
        ),
    ],
)
def test_tool_results_become_text(output: ToolOutput, content: str) -> None:
    [message] = chat_messages([ToolMessage([ToolResultPart("c1", "f", output, provider_options=extra(a=1))])])
    assert message == {"role": "tool", "tool_call_id": "c1", "content": content, "a": 1}


def test_each_tool_result_is_a_message_and_approvals_are_none() -> None:
    results = [ToolResultPart(f"c{number}", "f", TextOutput("x")) for number in range(2)]
    messages = chat_messages([ToolMessage([results[0], ToolApprovalResponsePart("a", approved=True), results[1]])])
    assert [message["tool_call_id"] for message in messages] == ["c0", "c1"]


def test_a_vendor_writes_messages_in_its_own_style() -> None:
    def only_images(part: FilePart) -> dict[str, Any]:
        raise UnsupportedFunctionalityError("Non-image file content parts")

    style = MessageStyle(
        options_key=None,
        reasoning_field="reasoning",
        empty_content="",
        file_part=only_images,
        has_thought_signatures=False,
    )
    call = ToolCallPart("c1", "f", {}, provider_options={"google": {"thoughtSignature": "g"}, **extra(a=1)})
    assert chat_messages([AssistantMessage([ReasoningPart("r"), call], provider_options=extra(b=1))], style=style) == [
        {
            "role": "assistant",
            "content": "",
            "reasoning": "r",
            "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
        }
    ]
    with pytest.raises(UnsupportedFunctionalityError, match="Non-image"):
        chat_messages([UserMessage([FilePart(b"", "audio/wav")])], style=style)
