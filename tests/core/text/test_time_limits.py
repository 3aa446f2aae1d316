"""Time limits of calls: which of them holds when, and that a slow reader is nobody's fault."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from ai_sdk import (
    AssistantMessage,
    Timeouts,
    ToolMessage,
    UserMessage,
    generate_text,
    is_step_count,
    stream_text,
)
from ai_sdk.provider import (
    APICallError,
    RawPart,
    TextDelta,
    TextStart,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallPart,
)
from ai_sdk.provider_utils import retry
from ai_sdk.testing import MockLanguageModel, text_result, text_stream

from tests.core.text.helpers import (
    Ask,
    Stalled,
    call,
    echo,
    events_of,
    playing,
    streaming,
    text,
    types_of,
)


async def never(*_: Any) -> Any:
    await asyncio.sleep(60)


def approved() -> list[Any]:
    """A conversation in which somebody has just approved a call."""
    return [
        UserMessage("Hi"),
        AssistantMessage([ToolCallPart("c1", "echo", {"text": "x"}), ToolApprovalRequestPart("a1", "c1")]),
        ToolMessage([ToolApprovalResponsePart("a1", approved=True)]),
    ]


async def test_the_whole_call_is_limited(ask: Ask) -> None:
    model = MockLanguageModel(do_generate=never, do_stream=never)
    with pytest.raises(TimeoutError, match=r"^Total timeout of 0\.01 s exceeded$"):
        await ask(model=model, timeout=0.01)


async def test_the_limit_of_a_step_begins_anew_with_each_step(ask: Ask) -> None:
    async def slow(given: Any, context: Any) -> str:
        await asyncio.sleep(0.03)
        return "ready"

    answers = ([call()], "tool-calls"), ([call()], "tool-calls"), ([call()], "tool-calls")
    result = await ask(*answers, tools=[echo(slow)], stop_when=is_step_count(3), timeout=Timeouts(step=0.08))
    assert len(result.steps) == 3


async def test_the_limit_of_a_step_covers_its_tools(ask: Ask) -> None:
    cancelled = asyncio.Event()

    async def slow(given: Any, context: Any) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    with pytest.raises(TimeoutError, match=r"Step timeout of 0\.02 s exceeded"):
        await ask(([call()], "tool-calls"), tools=[echo(slow)], timeout=Timeouts(step=0.02))
    assert cancelled.is_set()


async def test_the_limit_of_a_step_covers_prepare_step(ask: Ask) -> None:
    with pytest.raises(TimeoutError, match="Step timeout"):
        await ask(([], "stop"), prepare_step=never, timeout=Timeouts(step=0.01))


@pytest.mark.parametrize("limits", [Timeouts(total=0.02), Timeouts(step=0.02)])
async def test_a_policy_that_takes_too_long_is_limited_like_everything(ask: Ask, limits: Timeouts) -> None:
    with pytest.raises(TimeoutError, match="timeout"):
        await ask(([call()], "tool-calls"), tools=[echo()], tool_approval=never, timeout=limits)


async def test_a_repair_that_takes_too_long_is_limited_like_everything(ask: Ask) -> None:
    with pytest.raises(TimeoutError, match="Step timeout"):
        await ask(([call("nope")], "tool-calls"), tools=[echo()], repair_tool_call=never, timeout=Timeouts(step=0.02))


async def test_a_to_model_output_that_takes_too_long_is_limited_like_everything(ask: Ask) -> None:
    with pytest.raises(TimeoutError, match="Step timeout"):
        await ask(([call()], "tool-calls"), tools=[echo(to_model_output=never)], timeout=Timeouts(step=0.02))


async def test_a_stop_condition_that_takes_too_long_is_limited_by_the_whole_limit(ask: Ask) -> None:
    asking = ask(([call()], "tool-calls"), tools=[echo()], stop_when=never, timeout=0.05)
    if ask.name == "generate":
        with pytest.raises(TimeoutError, match="Total timeout"):
            await asking
    else:
        assert isinstance((await asking).interrupted_by, TimeoutError)


async def test_a_policy_that_takes_too_long_when_the_conversation_goes_on_is_limited(ask: Ask) -> None:
    with pytest.raises(TimeoutError, match="Total timeout"):
        await ask(([], "stop"), messages=approved(), tools=[echo()], tool_approval=never, timeout=0.02)


async def test_the_limit_holds_while_approved_calls_are_run_again(ask: Ask) -> None:
    with pytest.raises(TimeoutError, match="Total timeout"):
        await ask(([], "stop"), messages=approved(), tools=[echo(never)], timeout=0.02)


async def test_waiting_for_the_next_attempt_counts_and_nothing_is_tried_after_the_limit(ask: Ask) -> None:
    failure = APICallError("busy", url="u", status_code=503, is_retryable=True)
    with pytest.raises(TimeoutError, match="Total timeout"):
        await ask(failure, failure, failure, timeout=0.01)
    assert len(ask.calls) == 1


async def test_a_limit_that_ends_the_second_attempt_is_raised_as_it_is(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(seconds: float) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(retry, "sleep", at_once)
    failure = APICallError("busy", url="u", status_code=503, is_retryable=True)
    model = MockLanguageModel(do_generate=[failure, never], do_stream=[failure, never])
    with pytest.raises(TimeoutError, match=r"Step timeout of 0\.01 s"):
        await ask(model=model, timeout=Timeouts(step=0.01))
    assert len(ask.calls) == 2


# Tools


async def test_a_tool_out_of_time_is_cancelled_and_the_model_is_told(ask: Ask) -> None:
    cancelled = asyncio.Event()

    async def slow(given: Any, context: Any) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    result = await ask(([call()], "tool-calls"), tools=[echo(slow)], timeout=Timeouts(tool=0.01))
    [error] = [part for part in result.content if part.type == "tool-error"]
    assert isinstance(error.error, TimeoutError)
    assert str(error.error) == "Tool timeout of 0.01 s exceeded"
    assert cancelled.is_set()
    assert result.response_messages[-1].content[0].output.value == "TimeoutError: Tool timeout of 0.01 s exceeded"


async def test_a_tool_s_own_limit_counts_before_that_of_all_tools(ask: Ask) -> None:
    async def slow(given: Any, context: Any) -> str:
        await asyncio.sleep(0.02)
        return "ready"

    result = await ask(
        ([call("a", call_id="c1"), call("b", call_id="c2")], "tool-calls"),
        tools=[echo(slow, "a"), echo(slow, "b")],
        timeout=Timeouts(tool=0.005, tools={"a": 5}),
    )
    outcomes = {part.tool_name: part.type for part in result.content if part.type != "tool-call"}
    assert outcomes == {"a": "tool-result", "b": "tool-error"}


async def test_a_generator_out_of_time_keeps_what_it_gave_before() -> None:
    async def slow(given: Any, context: Any) -> Any:
        yield "half"
        await asyncio.sleep(60)

    events = await events_of(
        stream_text(streaming(playing(call(), end="tool-calls")), "Hi", tools=[echo(slow)], timeout=Timeouts(tool=0.01))
    )
    outputs = [(event.type, getattr(event, "output", None)) for event in events if event.type.startswith("tool-")]
    assert outputs == [("tool-call", None), ("tool-result", "half"), ("tool-error", None)]


async def test_a_plain_function_out_of_time_is_no_longer_waited_for(ask: Ask) -> None:
    def slow(given: Any, context: Any) -> str:
        time.sleep(0.05)
        return "too late"

    result = await ask(([call()], "tool-calls"), tools=[echo(slow)], timeout=Timeouts(tool=0.01))
    assert result.tool_results == []
    [error] = [part for part in result.content if part.type == "tool-error"]
    assert isinstance(error.error, TimeoutError)


# Chunks


async def test_the_first_chunk_is_limited() -> None:
    source = Stalled()
    stream = stream_text(streaming(source), "Hi", timeout=Timeouts(first_chunk=0.01))
    events = await events_of(stream)
    assert types_of(events) == ["start", "abort"]
    assert events[-1].reason == "First chunk timeout of 0.01 s exceeded"
    assert source.closed == 1
    with pytest.raises(TimeoutError, match="First chunk"):
        await stream.result()
    with pytest.raises(TimeoutError, match="First chunk"):
        _ = [piece async for piece in stream.text_stream]


async def test_parts_that_are_no_output_do_not_count_as_the_first_chunk() -> None:
    stream = stream_text(
        streaming(Stalled([TextStart("0"), TextDelta("0", ""), RawPart({})])), "Hi", timeout=Timeouts(first_chunk=0.02)
    )
    events = await events_of(stream)
    assert types_of(events) == ["start", "start-step", "text-start", "abort"]


async def test_the_first_chunk_s_limit_is_over_with_the_first_chunk() -> None:
    source = playing(*text("a", "b", "c"), delay=0.006)
    stream = stream_text(streaming(source), "Hi", timeout=Timeouts(first_chunk=0.025))
    assert [piece async for piece in stream.text_stream] == ["a", "b", "c"]


async def test_the_time_between_chunks_is_limited() -> None:
    source = Stalled([TextStart("0"), TextDelta("0", "a")])
    stream = stream_text(streaming(source), "Hi", timeout=Timeouts(chunk=0.01))
    events = await events_of(stream)
    assert [event.reason for event in events if event.type == "abort"] == ["Chunk timeout of 0.01 s exceeded"]
    assert source.closed == 1


async def test_parts_that_are_no_output_do_not_keep_a_stream_alive() -> None:
    silence = [RawPart({}) for _ in range(20)]
    source = playing(TextStart("0"), TextDelta("0", "a"), *silence, delay=0.004)
    stream = stream_text(streaming(source), "Hi", timeout=Timeouts(chunk=0.03))
    assert (await events_of(stream))[-1].reason == "Chunk timeout of 0.03 s exceeded"


async def test_a_slow_reader_does_not_run_into_the_limits_of_chunks() -> None:
    limits = Timeouts(first_chunk=0.02, chunk=0.02)
    stream = stream_text(streaming(text_stream("a", "b", "c")), "Hi", timeout=limits)
    types = []
    async for event in stream:
        types.append(event.type)
        await asyncio.sleep(0.025)
    assert types[-1] == "finish"


async def test_running_tools_do_not_run_into_the_limit_of_chunks() -> None:
    async def slow(given: Any, context: Any) -> str:
        await asyncio.sleep(0.02)
        return "ready"

    stream = stream_text(
        streaming(playing(call(), end="tool-calls")), "Hi", tools=[echo(slow)], timeout=Timeouts(chunk=0.01)
    )
    assert (await stream.result()).tool_results[0].output == "ready"


async def test_the_whole_limit_counts_the_reader_s_time_too() -> None:
    stream = stream_text(streaming(text_stream("a", "b")), "Hi", timeout=0.01)
    types = []
    async for event in stream:
        types.append(event.type)
        await asyncio.sleep(0.02)
    assert types == ["start", "abort"]


async def test_a_stream_out_of_time_in_a_later_step_keeps_the_finished_ones() -> None:
    source = Stalled(text("more"))
    stream = stream_text(
        streaming(playing(*text("first"), call(), end="tool-calls"), source),
        "Hi",
        tools=[echo()],
        stop_when=is_step_count(5),
        timeout=Timeouts(step=0.02),
    )
    result = await stream.result()
    assert (result.text, result.finish_reason) == ("first", "other")
    assert isinstance(result.interrupted_by, TimeoutError)


async def test_limits_that_only_streams_know_are_a_warning_of_generate_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    model = MockLanguageModel(do_generate=text_result("hi"))
    result = await generate_text(model, "Hi", timeout=Timeouts(chunk=1))
    assert result.text == "hi"
    assert "first_chunk and chunk apply to stream_text only" in caplog.text
