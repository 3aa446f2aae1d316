"""What every call checks and sends: settings, retries, headers, what results carry on demand."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from ai_sdk import RetryError, generate_text, stream_text
from ai_sdk.__about__ import __version__
from ai_sdk.provider import (
    APICallError,
    FinishReason,
    GenerateResult,
    InvalidParameterError,
    NoSuchProviderError,
    RequestInfo,
    ResponseInfo,
    TextContent,
)
from ai_sdk.provider_utils import retry
from ai_sdk.testing import MockLanguageModel, text_result, text_stream
from ai_sdk.text.call import TextCall
from ai_sdk.text.callbacks import CALLBACK_NAMES
from ai_sdk.text.settings import SETTING_NAMES, CallSettings

from tests.core.text.helpers import USAGE, Ask, playing, streaming, text

DONE = ([TextContent("done")], "stop")


# Settings


def test_zero_is_a_value_and_none_is_none() -> None:
    settings = CallSettings(temperature=0, top_p=0.0, seed=0, stop_sequences=())
    assert (settings.temperature, settings.top_p, settings.seed, settings.top_k) == (0, 0.0, 0, None)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("max_output_tokens", 0, "max_output_tokens must be >= 1"),
        ("max_output_tokens", 1.5, "max_output_tokens must be an integer"),
        ("max_output_tokens", True, "max_output_tokens must be an integer"),
        ("seed", "7", "seed must be an integer"),
        ("temperature", "hot", "temperature must be a number"),
        ("top_p", True, "top_p must be a number"),
        ("top_k", [], "top_k must be a number"),
        ("presence_penalty", "1", "presence_penalty must be a number"),
        ("frequency_penalty", "1", "frequency_penalty must be a number"),
        ("stop_sequences", "END", "stop_sequences must be a list of texts, got 'END'"),
        ("stop_sequences", [1], r"stop_sequences must be a list of texts, got \[1\]"),
        ("reasoning", "much", "reasoning must be one of 'provider-default', .*, got 'much'"),
        ("max_retries", -1, "max_retries must be >= 0"),
        ("max_retries", 1.5, "max_retries must be an integer"),
        ("max_retries", None, "max_retries must be an integer; use 0 for no retries"),
        ("timeout", 0, "timeout must be a positive number of seconds, got 0"),
        ("include", ["body"], "'body' is none of 'request_body'"),
    ],
)
async def test_a_wrong_value_is_named_before_anything_is_sent(name: str, value: Any, message: str) -> None:
    model = MockLanguageModel(do_generate=text_result("a"), do_stream=text_stream("a"))
    with pytest.raises(InvalidParameterError, match=message) as caught:
        await generate_text(model, "Hi", **{name: value})
    assert name in caught.value.parameter
    with pytest.raises(InvalidParameterError, match=message):
        stream_text(model, "Hi", **{name: value})
    assert model.do_generate_calls == model.do_stream_calls == []


async def test_an_unknown_model_is_told_at_once() -> None:
    with pytest.raises(NoSuchProviderError, match="nope"):
        stream_text("nope:model", "Hi")
    with pytest.raises(NoSuchProviderError, match="nope"):
        await generate_text("nope:model", "Hi")


async def test_settings_reach_the_model_as_they_are_and_the_others_are_absent(ask: Ask) -> None:
    given: dict[str, Any] = {
        "max_output_tokens": 5, "temperature": 0, "top_p": 0.5, "top_k": 3, "presence_penalty": 0.1,
        "frequency_penalty": 0.2, "stop_sequences": ["END"], "seed": 7, "reasoning": "low",
    }  # fmt: skip
    await ask(DONE, **given)
    assert {name: getattr(ask.calls[0], name) for name in given} == given
    await ask(DONE)
    options = ask.calls[0]
    assert {getattr(options, name) for name in given} == {None}
    assert options.response_format is None
    assert options.tools is None
    assert options.tool_choice.type == "auto"
    assert options.provider_options is None


def test_both_functions_take_the_same_parameters_and_each_of_them_arrives() -> None:
    generate, stream = (set(inspect.signature(function).parameters) for function in (generate_text, stream_text))
    assert stream - generate == {"transform", "on_chunk", "on_error", "on_abort"}
    assert generate - stream == set()
    fields = set(TextCall.__dataclass_fields__)
    renamed = {"timeout", "transform"}
    for name in stream - renamed - set(SETTING_NAMES) - set(CALLBACK_NAMES):
        assert name in fields
    assert set(SETTING_NAMES) <= generate
    assert set(CALLBACK_NAMES) <= stream
    defaults = [
        {name: each.default for name, each in inspect.signature(function).parameters.items() if name in generate}
        for function in (generate_text, stream_text)
    ]
    assert defaults[0] == defaults[1]


async def test_provider_options_may_be_a_mapping_or_typed_objects(ask: Ask) -> None:
    await ask(DONE, provider_options={"acme": {"deep": {"n": None}}})
    assert ask.calls[0].provider_options == {"acme": {"deep": {"n": None}}}


# Headers


async def test_generate_text_names_itself_in_the_user_agent_and_stream_text_leaves_headers_alone() -> None:
    generate, stream = Ask("generate"), Ask("stream")
    for headers in (None, {"User-Agent": "mine/1", "x-a": "b"}):
        await generate(DONE, headers=headers)
        await stream(DONE, headers=headers)
        sent = {name.lower(): value for name, value in generate.calls[0].headers.items()}
        agent = f"ai/{__version__}"
        assert sent == ({"user-agent": agent} if headers is None else {"user-agent": f"mine/1 {agent}", "x-a": "b"})
        assert stream.calls[0].headers == headers


# Retries


def failure(**more: Any) -> APICallError:
    return APICallError("busy", url="u", **{"status_code": 503, "is_retryable": True, **more})


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were to be waited between attempts."""
    seconds: list[float] = []

    async def at_once(wait: float) -> None:
        seconds.append(wait)

    monkeypatch.setattr(retry, "sleep", at_once)
    return seconds


async def test_a_failure_that_may_pass_is_tried_again_twice_and_each_wait_is_longer(
    ask: Ask, waits: list[float]
) -> None:
    assert (await ask(failure(), failure(), DONE)).text == "done"
    assert (len(ask.calls), waits) == (3, [2.0, 4.0])


async def test_when_all_attempts_have_failed_all_errors_are_told(ask: Ask, waits: list[float]) -> None:
    with pytest.raises(RetryError, match=r"^Failed after 3 attempts\. Last error: .*busy") as caught:
        await ask(failure(), failure(), failure())
    assert len(caught.value.errors) == 3
    assert len(ask.calls) == 3


async def test_without_retries_the_failure_itself_is_raised(ask: Ask, waits: list[float]) -> None:
    with pytest.raises(APICallError, match="busy"):
        await ask(failure(), max_retries=0)
    assert waits == []


async def test_a_failure_that_will_not_pass_is_raised_at_once(ask: Ask, waits: list[float]) -> None:
    for error in (failure(is_retryable=False, status_code=400), KeyError("mine")):
        with pytest.raises(type(error)):
            await ask(error)
        assert len(ask.calls) == 1


async def test_the_server_may_say_how_long_to_wait(ask: Ask, waits: list[float]) -> None:
    await ask(failure(response_headers={"retry-after-ms": "70"}), failure(response_headers={"retry-after": "1"}), DONE)
    assert waits == [0.07, 1.0]


async def test_nothing_is_tried_again_once_the_stream_has_begun(waits: list[float]) -> None:
    model = streaming(playing(*text("a"), failure(), end=None), text_stream("b"))
    with pytest.raises(APICallError, match="busy"):
        await stream_text(model, "Hi").result()
    assert len(model.do_stream_calls) == 1


async def test_a_stream_tells_of_each_attempt_and_generate_text_of_the_step_once(ask: Ask, waits: list[float]) -> None:
    steps: list[Any] = []
    await ask(failure(), DONE, on_step_start=steps.append)
    assert len(steps) == (1 if ask.name == "generate" else 2)


# What results carry on demand


def whole(**more: Any) -> MockLanguageModel:
    request, response = RequestInfo({"q": 1}), ResponseInfo("r", body={"a": 1}, headers={"x": "y"})
    return MockLanguageModel(
        do_generate=GenerateResult(
            [TextContent("a")], FinishReason("stop"), USAGE, request=request, response=response, **more
        ),
        do_stream=playing(*text("a"), request=request, response=response),
    )


async def test_bodies_and_messages_are_in_the_result_on_demand_only(ask: Ask) -> None:
    result = await ask(model=whole())
    assert (result.request.body, result.request.messages, result.response.body) == (None, None, None)
    assert result.response.headers == {"x": "y"}
    result = await ask(model=whole(), include=["request_body", "request_messages", "response_body"])
    assert result.request.body == {"q": 1}
    assert [message.content for message in result.request.messages] == ["Hi"]
    assert result.response.body == ({"a": 1} if ask.name == "generate" else None)


# Results


async def test_a_result_shows_itself_shortly(ask: Ask) -> None:
    result = await ask(([TextContent("word " * 50)], "stop"))
    assert len(repr(result)) < 160
    assert repr(result).startswith("GenerateTextResult(text='word word")


async def test_the_output_of_generate_text_needs_an_answer_that_came_to_its_end() -> None:
    from ai_sdk.provider import NoOutputGeneratedError

    result = await Ask("generate")(([TextContent("a")], "length"))
    assert result.text == "a"
    with pytest.raises(NoOutputGeneratedError) as raised:
        _ = result.output
    assert str(raised.value) == "No output generated."
    [note] = raised.value.__notes__
    assert "finish reason 'length'" in note
    assert "max_output_tokens" in note
    assert (await Ask("stream")(([TextContent("a")], "length"))).output == "a"
