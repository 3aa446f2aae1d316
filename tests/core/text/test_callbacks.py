"""What a caller is told while a call runs, in which order, and that a callback can break nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from ai_sdk import is_step_count, stream_text
from ai_sdk.provider import APICallError, TextContent
from ai_sdk.testing import text_stream
from ai_sdk.text.callbacks import CALLBACK_NAMES, notify

from tests.core.text.helpers import Ask, Stalled, call, echo, events_of, playing, streaming, text

DONE = ([TextContent("done")], "stop")
COMMON = [name for name in CALLBACK_NAMES if name not in ("on_chunk", "on_error", "on_abort")]


async def test_the_order_of_the_callbacks_of_two_steps(ask: Ask) -> None:
    order: list[str] = []
    listeners = {name: (lambda info, name=name: order.append(name)) for name in COMMON}
    await ask(([call()], "tool-calls"), DONE, tools=[echo()], stop_when=is_step_count(2), **listeners)
    step = ["on_step_start", "on_language_model_call_start", "on_language_model_call_end"]
    tool = ["on_tool_execution_start", "on_tool_execution_end"]
    assert order == ["on_start", *step, *tool, "on_step_end", *step, "on_step_end", "on_end"]


async def test_callbacks_are_told_what_they_need(ask: Ask) -> None:
    told: dict[str, list[Any]] = {name: [] for name in COMMON}
    listeners = {name: told[name].append for name in COMMON}
    result = await ask(
        ([TextContent("a"), call()], "tool-calls"),
        DONE,
        tools=[echo()],
        stop_when=is_step_count(2),
        instructions="Be kind.",
        temperature=0.5,
        runtime_context={"r": 1},
        tools_context={"echo": "c"},
        **listeners,
    )
    [start], [end] = told["on_start"], told["on_end"]
    assert (start.settings.temperature, start.runtime_context, start.tools_context) == (0.5, {"r": 1}, {"echo": "c"})
    assert [message.content for message in start.instructions] == ["Be kind."]
    assert [info.step_number for info in told["on_step_start"]] == [0, 1]
    assert [len(info.steps) for info in told["on_step_start"]] == [0, 1]
    assert told["on_language_model_call_start"][1].options is ask.calls[1]
    first = told["on_language_model_call_end"][0]
    assert [part.type for part in first.content] == ["text", "tool-call"]
    assert (first.finish_reason, first.usage.total_tokens) == ("tool-calls", 13)
    [began], [ended] = told["on_tool_execution_start"], told["on_tool_execution_end"]
    assert (began.tool_call.tool_call_id, began.tool_context) == ("c1", "c")
    assert ended.tool_output.output == "ran x"
    assert ended.seconds >= 0
    assert told["on_step_end"] == list(result.steps)
    assert (end.text, end.finish_reason, end.step_number) == ("done", "stop", 1)
    assert end.total_usage == result.usage
    assert list(end.response_messages) == list(result.response_messages)
    assert len({info.call_id for infos in told.values() for info in infos}) == 1


async def test_callbacks_may_be_async_and_are_waited_for(ask: Ask) -> None:
    order: list[str] = []

    async def slow(info: Any) -> None:
        await asyncio.sleep(0.002)
        order.append("told")

    await ask(DONE, on_step_end=slow, on_end=lambda info: order.append("end"))
    assert order == ["told", "end"]


async def test_a_callback_that_fails_is_logged_and_breaks_nothing(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    def fail(info: Any) -> None:
        raise LookupError("no listener")

    async def fail_later(info: Any) -> None:
        fail(info)

    listeners = {name: (fail if index % 2 else fail_later) for index, name in enumerate(COMMON)}
    result = await ask(([call()], "tool-calls"), DONE, tools=[echo()], stop_when=is_step_count(2), **listeners)
    assert result.text == "done"
    assert caplog.text.count("LookupError: no listener") >= len(COMMON)
    assert "fail" in caplog.records[0].getMessage()


async def test_callbacks_of_streams_that_fail_break_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def fail(info: Any) -> None:
        raise LookupError("no listener")

    failure = APICallError("no", url="u", status_code=400)
    stream = stream_text(streaming(failure), "Hi", on_chunk=fail, on_error=fail)
    assert (await events_of(stream))[-1].error is failure
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi", on_abort=fail)
    async for _ in stream.text_stream:
        break
    await stream.aclose()
    assert source.closed == 1
    assert "no listener" in caplog.text


async def test_cancelling_goes_through_a_callback() -> None:
    async def stuck(info: Any) -> None:
        await asyncio.sleep(60)

    task = asyncio.create_task(notify(stuck, None))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_each_event_is_told_before_a_reader_has_it() -> None:
    order: list[str] = []
    stream = stream_text(
        streaming(text_stream("a", "b")), "Hi", on_chunk=lambda info: order.append(f"told {info.chunk.type}")
    )
    async for event in stream:
        order.append(f"read {event.type}")  # noqa: PERF401
    assert order[::2] == [each.replace("read", "told") for each in order[1::2]]


async def test_an_abort_is_told_with_its_reason_and_the_finished_steps() -> None:
    told: list[Any] = []
    source = Stalled(text("b"))
    stream = stream_text(
        streaming(playing(*text("a"), call(), end="tool-calls"), source),
        "Hi",
        tools=[echo()],
        stop_when=is_step_count(3),
        on_abort=told.append,
        on_end=lambda info: told.append("end"),
        on_error=lambda info: told.append("error"),
    )
    reader = asyncio.create_task(events_of(stream))
    await source.stalls.wait()
    stream.abort("enough")
    await reader
    [abort, end] = told
    assert (abort.reason, [step.text for step in abort.steps], end) == ("enough", ["a"], "end")


async def test_an_abort_in_the_first_step_has_no_end() -> None:
    told: list[Any] = []
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi", on_abort=told.append, on_end=told.append)
    async for _ in stream.text_stream:
        stream.abort("enough")
    assert [info.reason for info in told] == ["enough"]


async def test_generate_text_tells_no_end_of_a_call_that_fails() -> None:
    told: list[Any] = []
    with pytest.raises(APICallError):
        await Ask("generate")(APICallError("no", url="u", status_code=400), on_end=told.append)
    assert told == []
