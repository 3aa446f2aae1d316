"""From messages to the prompt of a model."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ai_sdk import DownloadedFile
from ai_sdk.provider import (
    AssistantMessage,
    ContentOutput,
    DownloadError,
    FileBytes,
    FilePart,
    FileReference,
    FileText,
    FileUrl,
    InvalidDataContentError,
    InvalidParameterError,
    MissingToolResultsError,
    ReasoningFilePart,
    SystemMessage,
    TextOutput,
    TextPart,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallPart,
    ToolMessage,
    ToolResultPart,
    UserMessage,
)
from ai_sdk.text.convert import ModelPrompts, deep_merge, to_model_prompt
from ai_sdk.text.prompt import StandardPrompt

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


class Downloads:
    """A `download` that has these files and notes what it is asked."""

    def __init__(self, files: dict[str, Any] | None = None) -> None:
        self.files = files or {}
        self.asked: list[tuple[str, bool]] = []

    async def __call__(self, requests: Any) -> Any:
        self.asked += [(each.url, each.is_url_supported_by_model) for each in requests]
        return [self.files.get(each.url) for each in requests]


async def prompt(*messages: Any, supported: Any = None, download: Any = None, instructions: Any = ()) -> list[Any]:
    return list(
        await to_model_prompt(
            StandardPrompt(instructions, messages), supported_urls=supported or {}, download=download or Downloads()
        )
    )


async def one_file(data: Any, media_type: str = "image", **more: Any) -> FilePart:
    [message] = await prompt(UserMessage([FilePart(data, media_type)]), **more)
    return message.content[0]


# Texts


async def test_instructions_come_first_and_texts_become_parts() -> None:
    got = await prompt(UserMessage(""), AssistantMessage("a"), instructions=[SystemMessage("s")])
    assert [message.role for message in got] == ["system", "user", "assistant"]
    assert [list(message.content) for message in got[1:]] == [[TextPart("")], [TextPart("a")]]


async def test_empty_texts_in_lists_go_except_those_of_assistants_with_options() -> None:
    marked = TextPart("", provider_options={"a": {}})
    got = await prompt(UserMessage([TextPart(""), marked, TextPart("a")]), AssistantMessage([TextPart(""), marked]))
    assert [list(message.content) for message in got] == [[TextPart("a")], [marked]]


# Files


async def test_a_url_that_the_model_does_not_fetch_is_downloaded_and_told_by_its_bytes() -> None:
    url = "https://a.test/x"
    download = Downloads({url: DownloadedFile(PNG, "application/octet-stream")})
    part = await one_file(FileUrl(url), download=download)
    assert (part.data, part.media_type) == (FileBytes(PNG), "image/png")
    assert download.asked == [(url, False)]


async def test_the_server_s_media_type_counts_where_the_part_s_is_not_whole() -> None:
    url = "https://a.test/x"
    download = Downloads({url: DownloadedFile(b"text", "text/markdown")})
    assert (await one_file(FileUrl(url), "text", download=download)).media_type == "text/markdown"
    assert (await one_file(FileUrl(url), "text/plain", download=download)).media_type == "text/plain"


async def test_a_url_that_the_model_fetches_is_left_as_it_is() -> None:
    url = "https://a.test/x.png"
    download = Downloads()
    supported = {"image/*": [re.compile("^https://a")]}
    part = await one_file(FileUrl(url), "image/png", supported=supported, download=download)
    assert part.data == FileUrl(url)
    assert download.asked == [(url, True)]


async def test_by_default_what_the_model_fetches_is_not_downloaded_and_private_hosts_are_refused() -> None:
    messages = [UserMessage([FilePart(FileUrl("http://127.0.0.1/x.png"), "image/png")])]
    supported = {"image/*": [re.compile("^http")]}
    [message] = await to_model_prompt(StandardPrompt((), messages), supported_urls=supported)
    assert message.content[0].data == FileUrl("http://127.0.0.1/x.png")
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1"):
        await to_model_prompt(StandardPrompt((), messages), supported_urls={})


async def test_one_url_is_asked_for_once() -> None:
    url = "https://a.test/x"
    download = Downloads({url: DownloadedFile(PNG)})
    [message] = await prompt(UserMessage([FilePart(FileUrl(url), "image")] * 2), download=download)
    assert download.asked == [(url, False)]
    assert [part.data for part in message.content] == [FileBytes(PNG)] * 2


async def test_files_of_tool_results_are_downloaded_and_those_of_assistants_are_not() -> None:
    url = "https://a.test/x"
    download = Downloads({url: DownloadedFile(PNG)})
    result = ToolResultPart("c1", "t", ContentOutput([TextPart("see"), FilePart(FileUrl(url), "image")]))
    got = await prompt(
        AssistantMessage([FilePart(FileUrl("https://b.test/y"), "image/png"), ToolCallPart("c1", "t", {})]),
        ToolMessage([result]),
        download=download,
    )
    assert download.asked == [(url, False)]
    assert got[0].content[0].data == FileUrl("https://b.test/y")
    assert got[1].content[0].output.value[1] == FilePart(FileBytes(PNG), "image/png")


async def test_a_failed_download_fails_the_call() -> None:
    async def fail(requests: Any) -> Any:
        raise DownloadError(url=requests[0].url, status_code=404, status_text="Not Found")

    with pytest.raises(DownloadError, match="404 Not Found"):
        await one_file(FileUrl("https://a.test/x"), download=fail)


async def test_a_download_function_with_too_few_answers_is_told_what_to_give() -> None:
    async def forgetful(requests: Any) -> Any:
        return []

    with pytest.raises(InvalidParameterError, match="gave 0 answers to 1 requests; it must give one for each"):
        await one_file(FileUrl("https://a.test/x"), download=forgetful)


async def test_a_data_url_is_opened_and_its_own_media_type_counts() -> None:
    part = await one_file(FileUrl("data:text/plain;base64,aGk="), "image/png")
    assert (part.data, part.media_type) == (FileBytes("aGk="), "text/plain")
    part = await one_file(FileUrl("data:text/plain,a%20b"))
    assert (part.data, part.media_type) == (FileBytes(b"a b"), "text/plain")
    [message] = await prompt(AssistantMessage([ReasoningFilePart(FileUrl("data:image/png;base64,aGk="), "image")]))
    assert (message.content[0].data, message.content[0].media_type) == (FileBytes("aGk="), "image/png")


@pytest.mark.parametrize("wrong", ["data:;base64,aGk=", "data:text/plain;base64", "data:text/plain;base64,"])
async def test_a_data_url_with_a_part_missing_is_refused_with_its_text(wrong: str) -> None:
    with pytest.raises(InvalidDataContentError, match=re.escape(repr(wrong))):
        await one_file(FileUrl(wrong))


async def test_a_data_url_as_inline_data_is_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidDataContentError, match="give it as a URL"):
        await one_file(FileBytes("data:image/png;base64,aGk="))


async def test_images_are_told_by_their_bytes_whatever_was_said() -> None:
    assert (await one_file(FileBytes(PNG), "application/pdf")).media_type == "image/png"
    assert (await one_file(FileBytes(b"%PDF-1.7"), "application/pdf")).media_type == "application/pdf"


async def test_references_and_texts_pass_as_they_are() -> None:
    for data in (FileReference({"acme": "f1"}), FileText("hi")):
        assert (await one_file(data, "text/plain")).data is data


# Tool messages


def called(*ids: str, **more: Any) -> AssistantMessage:
    return AssistantMessage([ToolCallPart(each, "t", {}, **more) for each in ids])


def answered(*ids: str, **more: Any) -> ToolMessage:
    return ToolMessage([ToolResultPart(each, "t", TextOutput("ok")) for each in ids], **more)


async def test_tool_messages_in_a_row_become_one_and_the_earlier_one_s_options_move_to_its_last_part() -> None:
    first = ToolMessage(
        [
            ToolResultPart("c1", "t", TextOutput("ok")),
            ToolResultPart("c2", "t", TextOutput("ok"), provider_options={"a": {"x": 1}}),
        ],
        provider_options={"a": {"x": 9, "y": 2}},
    )
    got = await prompt(called("c1", "c2", "c3"), first, answered("c3", provider_options={"b": {}}))
    assert [message.role for message in got] == ["assistant", "tool"]
    assert [part.tool_call_id for part in got[1].content] == ["c1", "c2", "c3"]
    assert [part.provider_options for part in got[1].content] == [None, {"a": {"x": 1, "y": 2}}, None]
    assert got[1].provider_options == {"b": {}}


async def test_approvals_that_only_we_need_go_and_messages_that_become_empty_too() -> None:
    got = await prompt(
        AssistantMessage([ToolCallPart("c1", "t", {}), ToolApprovalRequestPart("a1", "c1")]),
        ToolMessage([ToolApprovalResponsePart("a1", approved=True)]),
    )
    assert [message.role for message in got] == ["assistant"]
    assert [part.type for part in got[0].content] == ["tool-call"]


async def test_approvals_of_calls_that_the_provider_runs_are_sent() -> None:
    response = ToolApprovalResponsePart("a1", approved=True, provider_executed=True)
    got = await prompt(called("c1", provider_executed=True), ToolMessage([response]))
    assert list(got[1].content) == [response]


@pytest.mark.parametrize(
    ("messages", "missing"),
    [
        ([called("c1")], ["c1"]),
        ([called("c1", "c2"), answered("c2"), UserMessage("x")], ["c1"]),
        ([called("c1"), UserMessage("x"), answered("c1")], ["c1"]),
        ([called("c1"), SystemMessage("x"), answered("c1")], ["c1"]),
        ([called("c1", "c2")], ["c1", "c2"]),
    ],
)
async def test_a_call_without_its_result_is_refused(messages: Any, missing: list[str]) -> None:
    with pytest.raises(MissingToolResultsError) as caught:
        await prompt(UserMessage("Hi"), *messages)
    assert caught.value.tool_call_ids == missing
    assert all(each in str(caught.value) for each in missing)


async def test_results_may_come_in_several_messages_and_calls_of_the_provider_need_none() -> None:
    await prompt(called("c1", "c2"), answered("c2"), answered("c1"), UserMessage("x"))
    await prompt(called("p1", provider_executed=True), UserMessage("x"))


@pytest.mark.parametrize("approved", [True, False])
async def test_a_call_that_somebody_has_decided_on_needs_no_result(approved: bool) -> None:
    await prompt(
        AssistantMessage([ToolCallPart("c1", "t", {}), ToolApprovalRequestPart("a1", "c1")]),
        ToolMessage([ToolApprovalResponsePart("a1", approved=approved)]),
        UserMessage("x"),
    )


CONVERSATION = (
    UserMessage("Hi"),
    UserMessage([TextPart(""), TextPart("look")]),
    called("c1", "c2"),
    answered("c1"),
    answered("c2", provider_options={"p": {"a": 1}}),
    UserMessage([FilePart(FileUrl("https://x.test/a.png"), "image")]),
    AssistantMessage("Done"),
    UserMessage("Thanks"),
)


async def test_a_conversation_that_grows_is_converted_as_if_it_were_new() -> None:
    download = Downloads({"https://x.test/a.png": DownloadedFile(PNG, "image/png")})
    prompts = ModelPrompts(download)
    for count in (1, 2, 5, 6, 7, 8, 3, 8):
        if count == 3:
            with pytest.raises(MissingToolResultsError):
                await prompts.convert(StandardPrompt((), CONVERSATION[:count]), {})
            continue
        found = await prompts.convert(StandardPrompt((), CONVERSATION[:count]), {})
        assert list(found) == await prompt(*CONVERSATION[:count], download=download)


async def test_a_call_that_stays_open_is_found_in_a_later_step_too() -> None:
    prompts = ModelPrompts()
    asked = AssistantMessage([ToolCallPart("c1", "t", {}), ToolApprovalRequestPart("a1", "c1")])
    decided = ToolMessage([ToolApprovalResponsePart("a1", approved=True)])
    await prompts.convert(StandardPrompt((), (UserMessage("Hi"), asked, decided)), {})
    with pytest.raises(MissingToolResultsError):
        await prompts.convert(
            StandardPrompt((), (UserMessage("Hi"), asked, decided, called("c2"), UserMessage("?"))), {}
        )


async def test_what_is_there_already_is_not_converted_again() -> None:
    prompts = ModelPrompts()
    first = await prompts.convert(StandardPrompt((), CONVERSATION[:5]), {})
    second = await prompts.convert(StandardPrompt((), (*CONVERSATION[:5], UserMessage("x"))), {})
    assert all(before is after for before, after in zip(first, second, strict=False))


def test_mappings_merge_deeply_and_everything_else_is_replaced() -> None:
    under = {"a": {"x": 1, "l": [1, 2]}, "b": 1}
    assert deep_merge(under, {"a": {"y": 2, "l": [3]}, "b": {"z": 1}}) == {
        "a": {"x": 1, "y": 2, "l": [3]},
        "b": {"z": 1},
    }
    assert under == {"a": {"x": 1, "l": [1, 2]}, "b": 1}
