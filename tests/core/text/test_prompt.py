"""What a caller may give as the prompt, and the error for everything else."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    AssistantMessage,
    FileBytes,
    FilePart,
    FileUrl,
    InvalidPromptError,
    SystemMessage,
    TextContent,
    TextPart,
    UserMessage,
)
from ai_sdk.text.prompt import standardize_prompt

from tests.core.text.helpers import Ask


def standard(prompt: Any = None, messages: Any = None, instructions: Any = None, *, allow: bool = False) -> Any:
    return standardize_prompt(
        prompt=prompt, messages=messages, instructions=instructions, allow_system_in_messages=allow
    )


def refused(**given: Any) -> InvalidPromptError:
    with pytest.raises(InvalidPromptError) as caught:
        standard(**given)
    return caught.value


def test_a_text_is_one_user_message_also_if_it_is_empty() -> None:
    assert standard("hi").messages == (UserMessage("hi"),)
    assert standard("").messages == (UserMessage(""),)


def test_messages_are_objects_or_mappings_in_either_spelling() -> None:
    given = [
        UserMessage("a"),
        {"role": "assistant", "content": "b"},
        {"role": "user", "content": [{"type": "text", "text": "c", "provider_options": {"x": {}}}]},
        {"role": "user", "content": [{"type": "text", "text": "c", "providerOptions": {"x": {}}}]},
    ]
    part = TextPart("c", provider_options={"x": {}})
    for where in ("prompt", "messages"):
        messages = list(standard(**{where: given}).messages)
        assert messages[:2] == [UserMessage("a"), AssistantMessage("b")]
        assert [list(message.content) for message in messages[2:]] == [[part], [part]]


def test_image_parts_of_stored_conversations_are_file_parts() -> None:
    image = {"type": "image", "image": "https://a.test/x.png"}
    [message] = standard([{"role": "user", "content": [image, {**image, "mediaType": "image/png"}]}]).messages
    assert list(message.content) == [
        FilePart(FileUrl("https://a.test/x.png"), "image"),
        FilePart(FileUrl("https://a.test/x.png"), "image/png"),
    ]


@pytest.mark.parametrize(
    "instructions",
    ["Be kind.", SystemMessage("Be kind."), [SystemMessage("Be kind.")], [{"role": "system", "content": "Be kind."}]],
)
def test_instructions_are_a_text_or_system_messages(instructions: Any) -> None:
    assert list(standard("hi", instructions=instructions).instructions) == [SystemMessage("Be kind.")]


def test_no_prompt_is_refused() -> None:
    assert str(refused()) == "Invalid prompt: prompt or messages must be defined"


def test_both_are_refused() -> None:
    error = refused(prompt="a", messages=[UserMessage("b")])
    assert str(error) == "Invalid prompt: prompt and messages cannot be defined at the same time"


@pytest.mark.parametrize("wrong", [[UserMessage("x")], [{"role": "user", "content": "x"}], [5], {"role": "nope"}])
def test_instructions_that_are_no_system_messages_are_refused(wrong: Any) -> None:
    assert "instructions must be a string, SystemModelMessage" in str(refused(prompt="a", instructions=wrong))


def test_no_messages_at_all_are_refused() -> None:
    assert str(refused(messages=[])) == "Invalid prompt: messages must not be empty"


@pytest.mark.parametrize("message", [SystemMessage("x"), {"role": "system", "content": "x"}])
def test_system_messages_among_the_others_need_to_be_allowed(message: Any) -> None:
    error = refused(messages=[message, UserMessage("a")])
    assert "System messages are not allowed" in str(error)
    assert "Use the instructions option instead" in str(error)
    assert standard(messages=[message, UserMessage("a")], allow=True).messages[0] == SystemMessage("x")


@pytest.mark.parametrize("wrong", [5, object(), {"role": "user"}])
def test_what_is_neither_a_text_nor_a_list_is_refused_with_its_value(wrong: Any) -> None:
    assert f"expected a text or a list of messages, got {wrong!r}" in str(refused(prompt=wrong))


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"role": "bot", "content": "x"}, "bot"),
        ({"role": "user"}, "content"),
        ({"role": "user", "content": 5}, "content"),
        ({"role": "user", "content": [{"type": "txt", "text": "x"}]}, "txt"),
        ({"role": "user", "content": [{"type": "text"}]}, "text"),
        ("hi", "hi"),
    ],
)
def test_messages_that_are_none_are_refused_and_a_note_says_where(wrong: Any, where: str) -> None:
    error = refused(messages=[UserMessage("a"), wrong])
    assert str(error) == "Invalid prompt: The messages do not match the ModelMessage[] schema."
    assert error.cause is not None
    [note] = error.__notes__
    assert where in note


async def test_a_wrong_prompt_asks_no_model(ask: Ask) -> None:
    with pytest.raises(InvalidPromptError):
        await ask(([TextContent("a")], "stop"), prompt=None)
    assert ask.calls == []


def test_bytes_of_a_message_are_kept() -> None:
    [message] = standard([UserMessage([FilePart(FileBytes(b"x"), "image/png")])]).messages
    assert message.content[0].data.data == b"x"
