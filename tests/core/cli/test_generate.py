from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.cli.app import run
from ai_sdk.plugins import isolated_registry
from ai_sdk.provider import (
    APICallError,
    FilePart,
    FinishReason,
    JSONFormat,
    LanguageCallOptions,
    RetryError,
    SystemMessage,
    TextPart,
    UserMessage,
)
from ai_sdk.testing import MockLanguageModel, MockProvider, MockStream, text_result, text_stream

MockRun = Callable[..., LanguageCallOptions]


@pytest.fixture
def providers() -> Iterator[dict[str, Any]]:
    models: dict[str, Any] = {"unused": MockLanguageModel()}
    provider = MockProvider(language_models=models)
    with isolated_registry({"mock": provider}):
        yield models
        if any(model.do_generate_calls or model.do_stream_calls for model in models.values()):
            assert provider.closed


@pytest.fixture
def model(providers: dict[str, Any]) -> MockLanguageModel:
    model = MockLanguageModel(
        do_generate=text_result("Hello, world."), do_stream=text_stream("Hello", ", ", "wörld", ".")
    )
    providers["m"] = model
    return model


def test_the_answer_is_streamed_and_ends_with_a_line_break(
    model: MockLanguageModel, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr("click.echo", lambda text="", nl=True, **_: written.append(text + "\n" * nl))
    assert run(["generate", "mock:m", "Hi"]) == 0
    assert written == ["Hello", ", ", "wörld", ".", "\n"]
    (options,) = model.do_stream_calls
    assert options.prompt == [UserMessage((TextPart("Hi"),))]
    assert options.max_output_tokens is None
    assert options.temperature is None
    assert capsys.readouterr().err == ""


def test_a_line_break_of_the_model_is_not_doubled(
    providers: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    providers["m"] = MockLanguageModel(do_stream=text_stream("one\n", "two\n"))
    assert run(["generate", "mock:m", "Hi"]) == 0
    assert capsys.readouterr().out == "one\ntwo\n"


def test_without_streaming_the_whole_answer_is_printed(
    model: MockLanguageModel, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["generate", "mock:m", "Hi", "--no-stream"]) == 0
    assert capsys.readouterr().out == "Hello, world.\n"
    assert len(model.do_generate_calls) == 1


def test_settings_reach_the_model(model: MockLanguageModel) -> None:
    arguments = ["--instructions", "Be brief.", "--max-output-tokens", "7", "--temperature", "0"]
    assert run(["generate", "mock:m", "Hi", *arguments]) == 0
    (options,) = model.do_stream_calls
    assert options.prompt == [SystemMessage("Be brief."), UserMessage((TextPart("Hi"),))]
    assert (options.max_output_tokens, options.temperature) == (7, 0)


def test_a_dash_reads_the_standard_input(model: MockLanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Two\nlines"))
    assert run(["generate", "mock:m", "-"]) == 0
    assert model.do_stream_calls[0].prompt == [UserMessage((TextPart("Two\nlines"),))]


def test_files_and_urls_are_attached(model: MockLanguageModel, tmp_path: Path) -> None:
    model.supported_urls = {"*/*": []}
    (tmp_path / "cat.png").write_bytes(b"\x89PNG")
    (tmp_path / "notes").write_text("plain", encoding="utf-8")
    (tmp_path / "blob").write_bytes(b"\xff\xfe\x00")
    files = [str(tmp_path / name) for name in ("cat.png", "notes", "blob")]
    assert run(["generate", "mock:m", "Hi", *(f"--file={file}" for file in files)]) == 0
    (message,) = model.do_stream_calls[0].prompt
    assert isinstance(message, UserMessage)
    assert list(message.parts) == [
        TextPart("Hi"),
        FilePart(b"\x89PNG", "image/png", filename="cat.png"),
        FilePart(b"plain", "text/plain", filename="notes"),
        FilePart(b"\xff\xfe\x00", "application/octet-stream", filename="blob"),
    ]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["-f", "not-there.png"], "Invalid value for '--file': 'not-there.png' can't be read: No such file"),
        (["-f", "https://example.com/cat"], "the ending of 'https://example.com/cat' does not tell what it is."),
        (["--schema", "not-there.json"], "File 'not-there.json' does not exist."),
        (["--max-output-tokens", "0"], "0 is not in the range x>=1."),
        (["--temperature", "hot"], "'hot' is not a valid float."),
    ],
)
def test_a_wrong_option_ends_with_2_before_any_request(
    model: MockLanguageModel, capsys: pytest.CaptureFixture[str], arguments: list[str], text: str
) -> None:
    assert run(["generate", "mock:m", "Hi", *arguments]) == 2
    assert text in capsys.readouterr().err
    assert model.do_stream_calls == []


def test_json_has_text_usage_and_finish_reason(model: MockLanguageModel, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["generate", "mock:m", "Hi", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["text"] == "Hello, world."
    assert answer["finishReason"] == "stop"
    assert answer["usage"]["inputTokens"] == 3
    assert answer["usage"]["outputTokens"] == 10
    assert answer["warnings"] == []
    assert "output" not in answer


def test_a_cut_answer_is_a_warning_on_stderr(providers: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    providers["m"] = MockLanguageModel(do_stream=text_stream("Hel", finish_reason=FinishReason("length")))
    assert run(["generate", "mock:m", "Hi"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "Hel\n"
    assert captured.err == "Warning: the answer ends at the limit of its length (--max-output-tokens)\n"


@pytest.fixture
def schema(tmp_path: Path) -> str:
    pytest.importorskip("ai_sdk.schema")
    file = tmp_path / "schema.json"
    file.write_text(
        json.dumps({"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}),
        encoding="utf-8",
    )
    return str(file)


def test_a_schema_asks_for_structured_output(
    providers: dict[str, Any], capsys: pytest.CaptureFixture[str], schema: str
) -> None:
    providers["m"] = MockLanguageModel(
        do_generate=text_result('{"city": "Oslo"}'), do_stream=text_stream('{"city"', ': "Oslo"}')
    )
    assert run(["generate", "mock:m", "Hi", "--schema", schema]) == 0
    assert capsys.readouterr().out == '{"city": "Oslo"}\n'
    response_format = providers["m"].do_stream_calls[0].response_format
    assert isinstance(response_format, JSONFormat)
    assert response_format.schema is not None
    assert response_format.schema["required"] == ["city"]

    assert run(["generate", "mock:m", "Hi", "--schema", schema, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["output"] == {"city": "Oslo"}


@pytest.mark.parametrize("arguments", [[], ["--no-stream"], ["--json"]])
def test_an_answer_that_does_not_follow_the_schema_is_a_failure(
    providers: dict[str, Any], capsys: pytest.CaptureFixture[str], schema: str, arguments: list[str]
) -> None:
    providers["m"] = MockLanguageModel(do_generate=text_result("Oslo"), do_stream=text_stream("Oslo"))
    assert run(["generate", "mock:m", "Hi", "--schema", schema, *arguments]) == 1
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 1
    assert errors[0].startswith("Error: No object generated")


@pytest.mark.parametrize("content", ["{", "[]"])
def test_a_schema_that_is_no_json_object_is_refused(
    model: MockLanguageModel, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    (tmp_path / "schema.json").write_text(content, encoding="utf-8")
    assert run(["generate", "mock:m", "Hi", "--schema", str(tmp_path / "schema.json")]) == 2
    assert "Invalid value for '--schema'" in capsys.readouterr().err


LOST = APICallError("Connection refused", url="https://example.com")
RETRIED = RetryError("Failed after 3 attempts. Last error: x", reason="maxRetriesExceeded", errors=[LOST])
HTML = APICallError("Invalid JSON response: <html>\n<body>" + "no " * 500, url="https://example.com", status_code=200)


@pytest.mark.parametrize("arguments", [[], ["--no-stream"], ["--json"]])
@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            APICallError("Invalid API key", url="https://example.com", status_code=401),
            "Error: Invalid API key (status 401",
        ),
        (RETRIED, "Error: Failed after 3 attempts. Last error: x (no answer from https://example.com)"),
        (HTML, "Error: Invalid JSON response: <html> <body>no no no no "),
        (KeyError("engine"), "Error: KeyError: 'engine' (AI_SDK_TRACEBACK=1 shows where)"),
    ],
)
def test_a_failure_is_one_line_on_stderr(
    providers: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    line: str,
    arguments: list[str],
) -> None:
    providers["m"] = MockLanguageModel(do_generate=error, do_stream=error)
    assert run(["generate", "mock:m", "Hi", *arguments]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(line)
    assert captured.err.count("\n") == 1
    assert len(captured.err) < 700


def test_what_came_before_a_failure_stays(providers: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    stream = MockStream([*text_stream("Hel", "lo").parts[:4], APICallError("Connection lost", url="https://x.example")])
    providers["m"] = MockLanguageModel(do_stream=stream)
    assert run(["generate", "mock:m", "Hi"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "Hello\n"
    assert captured.err == "Error: Connection lost (no answer from https://x.example)\n"
    assert stream.closed == 1


@pytest.mark.parametrize(("prompt", "typed"), [("", ""), (" ", ""), ("-", ""), ("-", "\n\n")])
def test_nothing_to_ask_is_a_wrong_command_line(
    model: MockLanguageModel,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    prompt: str,
    typed: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert run(["generate", "mock:m", prompt]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "Error: Invalid value for 'PROMPT': there is nothing to ask."
    assert model.do_stream_calls == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("groq:m", "Provider 'groq' is switched off: isolated_registry()"),
        ("mock:", "Model 'mock:' has no model id after the ':'."),
        ("", "Model '' is empty."),
        ("mock:other", "No such languageModel: other"),
    ],
)
def test_a_wrong_model_is_one_line_on_stderr(
    model: MockLanguageModel, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    assert run(["generate", name, "Hi"]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith(f"Error: {text}")
    assert captured.err.count("\n") == 1


def test_a_traceback_is_there_for_who_asks(
    providers: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AI_SDK_TRACEBACK", "1")
    providers["m"] = MockLanguageModel(do_stream=KeyError("engine"))
    assert run(["generate", "mock:m", "Hi"]) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err
