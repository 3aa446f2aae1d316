from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from ai_sdk.middleware import extract_reasoning_middleware, simulate_streaming_middleware, wrap_language_model
from ai_sdk.provider import (
    Finish,
    OtherWarning,
    ReasoningContent,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    RequestInfo,
    ResponseInfo,
    ResponseMetadata,
    StreamStart,
    TextContent,
    TextDelta,
    TextEnd,
    TextStart,
    ToolCallContent,
    Usage,
)
from ai_sdk.testing import MockLanguageModel

from tests.core.middleware.helpers import STOP, answer, asked, short


async def test_a_whole_answer_comes_as_a_stream() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    metadata = {"p": {"a": 1}}
    call = ToolCallContent("c", "t", "{}")
    result = replace(
        answer(
            ReasoningContent("why", provider_metadata=metadata),
            TextContent(""),
            TextContent("text", provider_metadata=metadata),
            call,
            ReasoningContent("", provider_metadata=metadata),
        ),
        warnings=[OtherWarning("w")],
        provider_metadata=metadata,
        request=RequestInfo({"q": 1}),
        response=ResponseInfo(id="r", timestamp=now, model_id="m"),
    )
    model = MockLanguageModel(do_generate=result)
    streamed = await wrap_language_model(model, simulate_streaming_middleware()).do_stream(asked())
    assert (streamed.request, streamed.response) == (result.request, result.response)
    assert [part async for part in streamed.stream] == [
        StreamStart([OtherWarning("w")]),
        ResponseMetadata("r", now, "m"),
        ReasoningStart("0", metadata), ReasoningDelta("0", "why"), ReasoningEnd("0"),
        TextStart("1", metadata), TextDelta("1", "text"), TextEnd("1"),
        call,
        ReasoningStart("2", metadata), ReasoningDelta("2", ""), ReasoningEnd("2"),
        Finish(STOP, Usage(), metadata),
    ]  # fmt: skip
    assert model.do_stream_calls == []


async def test_an_answer_without_response_info_has_empty_metadata() -> None:
    model = wrap_language_model(MockLanguageModel(do_generate=answer()), simulate_streaming_middleware())
    assert [part async for part in (await model.do_stream(asked())).stream] == [
        StreamStart(),
        ResponseMetadata(),
        Finish(STOP, Usage()),
    ]


async def test_other_middleware_sees_the_simulated_stream() -> None:
    model = wrap_language_model(
        MockLanguageModel(do_generate=answer(TextContent("<think>a</think>b"))),
        [extract_reasoning_middleware(tag_name="think"), simulate_streaming_middleware()],
    )
    parts = [part async for part in (await model.do_stream(asked())).stream]
    assert short(parts[2:-1]) == [
        "reasoning-start:reasoning-0", "reasoning-0:a", "reasoning-end:reasoning-0",
        "text-start:0", "0:b", "text-end:0",
    ]  # fmt: skip
