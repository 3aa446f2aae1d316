from __future__ import annotations

import asyncio
import io
import signal
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from ai_sdk.cli.app import run
from ai_sdk.plugins import isolated_registry
from ai_sdk.provider import (
    APICallError,
    AssistantMessage,
    LanguageCallOptions,
    OtherWarning,
    StreamPart,
    StreamResult,
    StreamStart,
    SystemMessage,
    TextPart,
    UserMessage,
)
from ai_sdk.testing import MockLanguageModel, MockProvider, MockStream, text_stream


@pytest.fixture
def models() -> Iterator[dict[str, Any]]:
    models: dict[str, Any] = {"unused": MockLanguageModel()}
    provider = MockProvider(language_models=models)
    with isolated_registry({"mock": provider}):
        yield models
    assert provider.closed


def type_lines(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def texts(options: LanguageCallOptions) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    for message in options.prompt:
        assert isinstance(message, (UserMessage, AssistantMessage))
        said.append((message.role, "".join(part.text for part in message.parts if isinstance(part, TextPart))))
    return said


def test_each_question_is_sent_with_all_that_was_said_before(
    models: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = models["m"] = MockLanguageModel(do_stream=[text_stream("Hel", "lo"), text_stream("Fine")])
    type_lines(monkeypatch, "Hi", "", "  How are you? ", "/exit", "not asked")
    assert run(["chat", "mock:m"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("Hello\nFine\n", "")
    assert texts(model.do_stream_calls[1]) == [("user", "Hi"), ("assistant", "Hello"), ("user", "How are you?")]


def test_the_end_of_the_input_ends_it_and_instructions_come_first(
    models: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = models["m"] = MockLanguageModel(do_stream=text_stream("Yes"))
    type_lines(monkeypatch, "Hi")
    assert run(["chat", "mock:m", "--instructions", "Be brief."]) == 0
    assert model.do_stream_calls[0].prompt[0] == SystemMessage("Be brief.")


def test_a_question_that_failed_is_told_in_one_line_and_forgotten(
    models: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = APICallError("Too long", url="https://acme.test", status_code=400)
    model = models["m"] = MockLanguageModel(do_stream=[refused, text_stream("Yes")])
    type_lines(monkeypatch, "one", "two")
    # Out of a pipe, nobody sees the line.
    assert run(["chat", "mock:m"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "Yes\n"
    assert captured.err == "Error: Too long (status 400 from https://acme.test)\n"
    assert texts(model.do_stream_calls[1]) == [("user", "two")]


def test_a_model_that_is_not_there_is_told_before_the_first_question(
    models: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_lines(monkeypatch, "one", "two")
    assert run(["chat", "mock:other"]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "Error: No such languageModel: other\n")


def test_what_is_warned_of_stands_behind_the_answer(
    models: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = [StreamStart([OtherWarning("Old model.")]), *text_stream("Yes").parts[1:]]
    models["m"] = MockLanguageModel(do_stream=MockStream(parts))
    written: list[str] = []
    monkeypatch.setattr("click.echo", lambda text="", nl=True, **_: written.append(text + "\n" * nl))
    type_lines(monkeypatch, "one")
    assert run(["chat", "mock:m"]) == 0
    assert written == ["Yes", "\n", "Warning: (mock-provider / mock-model-id): Old model.\n"]


def test_ctrl_c_stops_the_answer_and_not_the_conversation(
    models: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed: list[bool] = []

    async def parts() -> AsyncIterator[StreamPart]:
        try:
            for part in text_stream("Once", " upon").parts[:4]:
                yield part
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(60)
        finally:
            closed.append(True)

    async def endless(options: LanguageCallOptions) -> StreamResult:
        return StreamResult(parts())

    model = models["m"] = MockLanguageModel(do_stream=[endless, text_stream("Yes")])
    type_lines(monkeypatch, "A story", "Go on?")
    assert run(["chat", "mock:m"]) == 0
    assert closed == [True]
    said = texts(model.do_stream_calls[1])
    assert said[0] == ("user", "A story")
    assert said[1][0] == "assistant"
    assert said[1][1].startswith("Once")
    assert said[2] == ("user", "Go on?")
    assert capsys.readouterr().out == f"{said[1][1]}\nYes\n"
