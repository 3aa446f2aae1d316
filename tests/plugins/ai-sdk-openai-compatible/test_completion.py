"""Completion models: one text in, its continuation out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    AssistantMessage,
    DeprecatedWarning,
    ErrorPart,
    FilePart,
    Finish,
    FinishReason,
    FunctionTool,
    InputTokens,
    InvalidArgumentError,
    InvalidPromptError,
    InvalidResponseDataError,
    JSONFormat,
    LanguageCallOptions,
    LanguageModel,
    NoToolChoice,
    OutputTokens,
    RawPart,
    ReasoningPart,
    ResponseMetadata,
    StreamPart,
    StreamStart,
    SystemMessage,
    TextContent,
    TextDelta,
    TextEnd,
    TextPart,
    TextStart,
    ToolCallPart,
    ToolMessage,
    TypeValidationError,
    UnsupportedFunctionalityError,
    UnsupportedWarning,
    Usage,
    UserMessage,
)
from ai_sdk.testing import ScriptedResponse
from ai_sdk_openai_compatible.completion.prompt import completion_prompt
from ai_sdk_openai_compatible.completion.request import completion_request

USAGE = {"prompt_tokens": 4, "completion_tokens": 6, "total_tokens": 10, "extra": 1}
ANSWER = {"id": "cmpl-1", "created": 1, "model": "m-1", "choices": [{"text": "Hi!", "finish_reason": "stop"}]}


def chunk(text: str, finish_reason: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": "cmpl-1", "choices": [{"text": text, "index": 0, "finish_reason": finish_reason}], **more}


def stream_of(*chunks: Any) -> ScriptedResponse:
    return ScriptedResponse(events=[*map(json.dumps, chunks), "[DONE]"])


async def read(model: LanguageModel, options: LanguageCallOptions) -> list[StreamPart]:
    return [part async for part in (await model.do_stream(options)).stream]


def test_a_conversation_is_one_text() -> None:
    prompt = [
        SystemMessage("Be kind."),
        UserMessage([TextPart("a"), FilePart(b"", "image/png"), TextPart("b")]),
        AssistantMessage([ReasoningPart("r"), TextPart("c")]),
        UserMessage("d"),
    ]
    assert completion_prompt(prompt) == "Be kind.\n\nuser:\nab\n\nassistant:\nc\n\nuser:\nd\n\nassistant:\n"


@pytest.mark.parametrize(
    ("prompt", "error"),
    [
        ([], InvalidPromptError),
        ([UserMessage("a"), SystemMessage("late")], InvalidPromptError),
        ([AssistantMessage([ToolCallPart("c", "f", {})])], UnsupportedFunctionalityError),
        ([ToolMessage([])], UnsupportedFunctionalityError),
    ],
)
def test_prompts_that_are_no_text_are_refused(prompt: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        completion_prompt(prompt)


def test_options_are_translated_and_also_passed_through() -> None:
    call = LanguageCallOptions(
        prompt=[UserMessage("hi")],
        max_output_tokens=5,
        temperature=0,
        stop_sequences=["END"],
        seed=1,
        provider_options={
            "acme-co": {"suffix": "s"},
            "acmeCo": {"logitBias": {"50256": -100}, "echo": True, "prompt": "no", "stop": "no", "stream": True},
        },
    )
    body, warnings = completion_request(call, model_id="m", provider="acme-co.completion")
    assert body == {
        "model": "m",
        "echo": True,
        "logit_bias": {"50256": -100},
        "logitBias": {"50256": -100},
        "suffix": "s",
        "max_tokens": 5,
        "temperature": 0,
        "seed": 1,
        "prompt": "user:\nhi\n\nassistant:\n",
        "stop": ["\nuser:", "END"],
    }
    assert warnings == [DeprecatedWarning("providerOptions key 'acme-co'", "Use 'acmeCo' instead.")]


@pytest.mark.parametrize("options", [{"echo": "yes"}, {"logitBias": {"1": "x"}}, {"user": None}])
def test_options_of_a_wrong_type_are_refused(options: Any) -> None:
    call = LanguageCallOptions(prompt=[UserMessage("hi")], provider_options={"acme": options})
    with pytest.raises(InvalidArgumentError, match="invalid acme provider options"):
        completion_request(call, model_id="m", provider="acme.completion")


def test_what_completions_do_not_know_is_warned_about() -> None:
    call = LanguageCallOptions(
        prompt=[UserMessage("hi")],
        top_k=1,
        tools=[FunctionTool("f", {})],
        tool_choice=NoToolChoice(),
        response_format=JSONFormat(),
        reasoning="high",
    )
    _, warnings = completion_request(call, model_id="m", provider="acme.completion")
    assert [warning.feature for warning in warnings if isinstance(warning, UnsupportedWarning)] == [
        "topK",
        "tools",
        "toolChoice",
        "responseFormat",
    ]


async def test_a_complete_answer(scripted: Any, hi: LanguageCallOptions) -> None:
    provider, transport = scripted(ScriptedResponse(json={**ANSWER, "usage": USAGE}))
    model = provider.completion_model("m")
    result = await model.do_generate(hi)
    assert model.provider == "acme.completion"
    assert transport.requests[0].path == "/v1/completions"
    assert result.content == [TextContent("Hi!")]
    assert result.usage == Usage(InputTokens(4, 4), OutputTokens(6, 6), USAGE)
    assert result.provider_metadata is None
    assert result.response is not None
    assert result.response.id == "cmpl-1"


@pytest.mark.parametrize(
    "change",
    [
        {"choices": [{"text": "x"}]},
        {"choices": [{"text": None, "finish_reason": "stop"}]},
        {"usage": {"prompt_tokens": 1}},
    ],
)
async def test_an_answer_of_another_shape_is_refused(scripted: Any, hi: LanguageCallOptions, change: Any) -> None:
    provider, _ = scripted(ScriptedResponse(json={**ANSWER, **change}))
    with pytest.raises(APICallError, match="Invalid JSON response"):
        await provider.completion_model("m").do_generate(hi)


async def test_an_answer_without_choices_is_a_typed_error(scripted: Any, hi: LanguageCallOptions) -> None:
    provider, _ = scripted(ScriptedResponse(json={"choices": []}))
    with pytest.raises(InvalidResponseDataError):
        await provider.completion_model("m").do_generate(hi)


async def test_a_streamed_answer(scripted: Any, hi: LanguageCallOptions) -> None:
    provider, transport = scripted(
        stream_of(chunk("H"), chunk("", error="not mine"), chunk("i", "length"), {"choices": [], "usage": USAGE}),
        include_usage=True,
    )
    parts = await read(provider.completion_model("m"), hi)
    assert parts == [
        StreamStart([]),
        ResponseMetadata("cmpl-1"),
        TextStart("0"),
        TextDelta("0", "H"),
        TextDelta("0", ""),
        TextDelta("0", "i"),
        TextEnd("0"),
        Finish(FinishReason("length", "length"), Usage(InputTokens(4, 4), OutputTokens(6, 6), USAGE)),
    ]
    sent = transport.requests[0].json()
    assert (sent["stream"], sent["stream_options"]) == (True, {"include_usage": True})
    assert transport.open_responses == 0


async def test_a_stream_without_a_finish_reason_just_ends(scripted: Any, hi: LanguageCallOptions) -> None:
    provider, _ = scripted(stream_of())
    parts = await read(provider.completion_model("m"), hi)
    assert parts == [StreamStart([]), Finish(FinishReason("other"), Usage())]


async def test_errors_within_a_stream_are_parts_of_it(scripted: Any, hi: LanguageCallOptions) -> None:
    missing_index = {"choices": [{"text": "x"}]}
    provider, _ = scripted(stream_of({"error": {"message": "no"}}, missing_index, chunk("a")))
    call = LanguageCallOptions(prompt=hi.prompt, include_raw_chunks=True)
    parts = await read(provider.completion_model("m"), call)
    errors = [part.error for part in parts if isinstance(part, ErrorPart)]
    assert errors[0] == {"message": "no"}
    assert isinstance(errors[1], TypeValidationError)
    assert [part.raw_value for part in parts if isinstance(part, RawPart)][1] == missing_index
    assert isinstance(parts[-1], Finish)
    assert parts[-1].finish_reason == FinishReason("error")
