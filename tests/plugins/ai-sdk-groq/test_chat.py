"""The chat model in front of real servers: what comes back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    ErrorPart,
    Finish,
    FinishReason,
    InputTokens,
    InvalidResponseDataError,
    LanguageCallOptions,
    LanguageModel,
    OutputTokens,
    ReasoningContent,
    ReasoningDelta,
    StreamPart,
    TextContent,
    TextDelta,
    ToolCallContent,
    TypeValidationError,
    Usage,
)
from ai_sdk.provider_utils import ShapeError
from ai_sdk.testing import ScriptedResponse
from ai_sdk_groq.answer import GROQ_CHUNK, check_chunk, convert_usage


async def read(model: LanguageModel, options: LanguageCallOptions) -> list[StreamPart]:
    return [part async for part in (await model.do_stream(options)).stream]


def finish(parts: list[StreamPart]) -> Finish:
    assert isinstance(parts[-1], Finish)
    return parts[-1]


def chunk(**choice: Any) -> str:
    return json.dumps({"choices": [{"index": 0, **choice}]})


async def test_a_call_sends_one_request_and_reports_the_answer(
    serve: Any, hi: LanguageCallOptions, answer: dict[str, Any]
) -> None:
    answer["choices"][0]["message"] |= {"reasoning": "hm", "reasoning_content": "not Groq's"}
    provider, server = await serve(ScriptedResponse(json=answer))
    model = provider("llama-3.3-70b-versatile")
    result = await model.do_generate(hi)
    [request] = server.requests
    assert (request.method, request.path) == ("POST", "/openai/v1/chat/completions")
    assert request.headers["authorization"] == "Bearer k"
    assert request.headers["user-agent"].startswith("ai-sdk/groq/0.1.0 ai-sdk/provider-utils/")
    assert (model.provider, model.model_id) == ("groq.chat", "llama-3.3-70b-versatile")
    assert result.content == [TextContent("Hello"), ReasoningContent("hm")]
    assert result.finish_reason == FinishReason("stop", "stop")
    assert result.provider_metadata is None
    assert result.request is not None
    assert result.request.body == request.body.decode()
    assert result.response is not None
    assert (result.response.id, result.response.body) == ("chatcmpl-1", answer)


async def test_a_tool_call_without_an_id_gets_one(serve: Any, hi: LanguageCallOptions, answer: dict[str, Any]) -> None:
    function = {"name": "f", "arguments": "{}"}
    answer["choices"][0]["message"] = {"tool_calls": [{"id": "", "type": "function", "function": function}]}
    provider, _ = await serve(ScriptedResponse(json=answer))
    [content] = (await provider("m").do_generate(hi)).content
    assert isinstance(content, ToolCallContent)
    assert content.tool_call_id
    assert (content.tool_name, content.input) == ("f", "{}")


@pytest.mark.parametrize("change", [{"index": None}, {"message": {"tool_calls": [{"function": {"name": "f"}}]}}])
async def test_an_answer_of_another_shape_is_a_typed_error(
    serve: Any, hi: LanguageCallOptions, answer: dict[str, Any], change: dict[str, Any]
) -> None:
    answer["choices"][0] |= change
    provider, _ = await serve(ScriptedResponse(json=answer))
    with pytest.raises(APICallError, match="Invalid JSON response"):
        await provider("m").do_generate(hi)


def test_usage_keeps_what_is_unknown_apart_from_zero_and_is_not_clamped() -> None:
    assert convert_usage(None) == Usage()
    assert convert_usage({"prompt_tokens": 5, "completion_tokens": None, "queue_time": 1}) == Usage(
        InputTokens(total=5, no_cache=5),
        OutputTokens(total=0, text=0),
        raw={"prompt_tokens": 5, "completion_tokens": None},
    )
    details = {
        "prompt_tokens_details": {"cached_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 6, "x": 1},
    }
    usage = convert_usage({"prompt_tokens": 5, "completion_tokens": 2, **details})
    assert usage.input_tokens == InputTokens(total=5, no_cache=5, cache_read=0)
    assert usage.output_tokens == OutputTokens(total=2, text=-4, reasoning=6)


async def test_a_stream_has_reasoning_text_and_the_usage_of_the_last_chunk(
    serve: Any, hi: LanguageCallOptions, streamed: Any
) -> None:
    provider, server = await serve(streamed({"reasoning": "hm"}, {"content": "Hel"}, {"content": "lo"}))
    parts = await read(provider("m"), hi)
    assert [part.text for part in parts if isinstance(part, ReasoningDelta)] == ["hm"]
    assert [part.text for part in parts if isinstance(part, TextDelta)] == ["Hel", "lo"]
    assert finish(parts).usage.raw == {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    assert finish(parts).provider_metadata is None
    assert "stream_options" not in server.requests[0].json()


async def test_a_stream_without_a_reason_ends_with_other(serve: Any, hi: LanguageCallOptions, streamed: Any) -> None:
    provider, _ = await serve(streamed({"content": "a"}, finish_reason=None))
    parts = await read(provider("m"), hi)
    assert not any(isinstance(part, ErrorPart) for part in parts)
    assert finish(parts).finish_reason == FinishReason("other")


async def test_errors_of_a_stream_have_groqs_form(serve: Any, hi: LanguageCallOptions) -> None:
    events = [
        '{"error": {"message": "over", "type": "quota", "code": 1}}',
        '{"error": {"message": "no type"}}',
        json.dumps({**json.loads(chunk(delta={"content": "a"})), "error": {"message": "beside"}}),
    ]
    provider, _ = await serve(ScriptedResponse(events=events))
    parts = await read(provider("m"), hi)
    errors = [part.error for part in parts if isinstance(part, ErrorPart)]
    assert errors[0] == {"message": "over", "type": "quota"}
    assert isinstance(errors[1], TypeValidationError)
    assert len(errors) == 2
    assert any(isinstance(part, TextDelta) for part in parts)


async def test_a_streamed_tool_call_must_say_that_it_is_a_function(serve: Any, hi: LanguageCallOptions) -> None:
    call = {"index": 0, "id": "c1", "function": {"name": "f", "arguments": "{}"}}
    good = [chunk(delta={"tool_calls": [{**call, "type": "function"}]}), chunk(finish_reason="tool_calls")]
    bad = [chunk(delta={"tool_calls": [call]})]
    provider, _ = await serve(ScriptedResponse(events=good), ScriptedResponse(events=bad))
    assert ToolCallContent("c1", "f", "{}") in await read(provider("m"), hi)
    with pytest.raises(InvalidResponseDataError, match="Expected 'function' type"):
        await read(provider("m"), hi)


@pytest.mark.parametrize(
    "value",
    [
        {"choices": []},
        {"id": "c", "created": 1, "model": "m", "choices": [{"index": 0, "delta": {"content": "a"}}]},
        {"id": "c", "created": 1, "model": "m", "choices": [{"delta": {"content": "a"}}]},
        {"id": "c", "created": 1, "model": "m", "choices": [{"index": True, "delta": {}}]},
        {"id": "c", "created": 1, "model": "m", "choices": [{"index": 0, "delta": {}}], "x_groq": 5},
        {"id": "c", "created": 1, "model": "m", "choices": [{"index": 0, "delta": {}}], "x_groq": {"usage": {}}},
        {"choices": [{"index": 0, "delta": None, "finish_reason": "stop"}]},
        {"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "type": None, "function": {}}]}}]},
        [],
    ],
)
def test_the_quick_look_at_a_chunk_agrees_with_its_shape(value: Any) -> None:
    def fits(check: Any) -> bool:
        try:
            check(value)
        except ShapeError:
            return False
        return True

    assert fits(check_chunk) == fits(GROQ_CHUNK)


async def test_an_error_without_a_type_has_the_reason_phrase(serve: Any, hi: LanguageCallOptions) -> None:
    provider, _ = await serve(
        ScriptedResponse(status=400, json={"error": {"message": "no", "type": "bad", "code": "x"}}),
        ScriptedResponse(status=418, status_text="Tea", json={"error": {"message": "no"}}),
    )
    with pytest.raises(APICallError, match=r"^no$") as caught:
        await provider("m").do_generate(hi)
    assert caught.value.data == {"error": {"message": "no", "type": "bad"}}
    with pytest.raises(APICallError, match=r"^Tea$"):
        await provider("m").do_generate(hi)
