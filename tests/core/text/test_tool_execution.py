"""Running the tools of a step."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from ai_sdk import generate_text, is_step_count, stream_text
from ai_sdk.provider import GenerateResult, TypeValidationError
from ai_sdk.testing import MockLanguageModel
from pydantic import BaseModel

from tests.core.text.helpers import Ask, call, echo, events_of, playing, streaming, text, types_of, until

TWO = ([call("a", call_id="c1"), call("b", call_id="c2")], "tool-calls")


async def test_the_tools_of_a_step_run_at_once(ask: Ask) -> None:
    barrier = asyncio.Barrier(2)

    async def meet(given: Any, context: Any) -> str:
        async with asyncio.timeout(1):
            await barrier.wait()
        return "met"

    result = await ask(TWO, tools=[echo(meet, "a"), echo(meet, "b")])
    assert [each.output for each in result.tool_results] == ["met", "met"]


async def test_results_are_streamed_as_they_are_ready() -> None:
    first_is_out = asyncio.Event()

    async def slow(given: Any, context: Any) -> str:
        await first_is_out.wait()
        return "slow"

    stream = stream_text(streaming(playing(*TWO[0], end="tool-calls")), "Hi", tools=[echo(slow, "a"), echo(name="b")])
    outputs = []
    async for event in stream:
        if event.type == "tool-result":
            outputs.append(event.output)
            first_is_out.set()
    assert outputs == ["ran x", "slow"]


async def test_all_tools_are_cancelled_together_when_the_call_is(ask: Ask) -> None:
    running = cancelled = 0

    async def slow(given: Any, context: Any) -> None:
        nonlocal running, cancelled
        running += 1
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            cancelled += 1

    task = asyncio.create_task(ask(TWO, tools=[echo(slow, "a"), echo(slow, "b")]))
    await until(lambda: running == 2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert cancelled == 2


async def test_a_plain_function_runs_in_a_thread_of_its_own(ask: Ask) -> None:
    threads: list[threading.Thread] = []

    def plain(given: Any, context: Any) -> str:
        threads.append(threading.current_thread())
        return "plain"

    result = await ask(([call()], "tool-calls"), tools=[echo(plain)])
    assert [each.output for each in result.tool_results] == ["plain"]
    assert threads != [threading.main_thread()]


async def test_plain_functions_run_side_by_side(ask: Ask) -> None:
    barrier = threading.Barrier(2)

    def meet(given: Any, context: Any) -> str:
        barrier.wait(timeout=5)
        return "met"

    result = await ask(TWO, tools=[echo(meet, "a"), echo(meet, "b")])
    assert len(result.tool_results) == 2


async def test_a_tool_that_fails_is_told_to_the_model_and_stops_nobody(ask: Ask) -> None:
    async def fail(given: Any, context: Any) -> None:
        raise OSError("disk full")

    result = await ask(TWO, ([], "stop"), tools=[echo(fail, "a"), echo(name="b")], stop_when=is_step_count(2))
    [error] = [part for part in result.content if part.type == "tool-error"]
    assert isinstance(error.error, OSError)
    assert [part.output.type for part in ask.calls[1].prompt[-1].content] == ["error-text", "text"]
    assert "disk full" in ask.calls[1].prompt[-1].content[0].output.value


async def test_a_tool_whose_own_work_was_cancelled_has_failed_and_the_loop_goes_on(ask: Ask) -> None:
    async def cancelled_inside(given: Any, context: Any) -> None:
        job = asyncio.ensure_future(asyncio.sleep(60))
        job.cancel()
        await job

    async with asyncio.timeout(1):
        result = await ask(
            ([call()], "tool-calls"), ([], "stop"), tools=[echo(cancelled_inside)], stop_when=is_step_count(2)
        )
    assert len(result.steps) == 2
    [error] = [part for part in result.content if part.type == "tool-error"]
    assert isinstance(error.error, asyncio.CancelledError)


async def test_a_plain_function_that_raises_stop_iteration_has_failed_like_any_other(ask: Ask) -> None:
    def plain(given: Any, context: Any) -> Any:
        return next(iter(()))

    async with asyncio.timeout(1):
        result = await ask(([call()], "tool-calls"), tools=[echo(plain)])
    assert [part.type for part in result.content] == ["tool-call", "tool-error"]


async def test_each_value_of_a_generator_is_preliminary_and_the_last_one_final() -> None:
    async def grow(given: Any, context: Any) -> Any:
        yield "half"
        yield "whole"

    stream = stream_text(streaming(playing(call(), end="tool-calls")), "Hi", tools=[echo(grow)])
    outputs = [(e.output, e.preliminary) for e in await events_of(stream) if e.type == "tool-result"]
    assert outputs == [("half", True), ("whole", True), ("whole", None)]
    assert [each.output for each in (await stream.result()).tool_results] == ["whole"]


async def test_generate_text_keeps_the_last_value_of_a_generator_only() -> None:
    async def grow(given: Any, context: Any) -> Any:
        yield "half"
        yield "whole"

    result = await Ask("generate")(([call()], "tool-calls"), tools=[echo(grow)])
    assert [each.output for each in result.tool_results] == ["whole"]


async def test_a_generator_without_values_gives_none(ask: Ask) -> None:
    async def empty(given: Any, context: Any) -> Any:
        return
        yield

    result = await ask(([call()], "tool-calls"), tools=[echo(empty)])
    assert [each.output for each in result.tool_results] == [None]


async def test_leaving_closes_a_generator_that_is_in_the_middle() -> None:
    closed = asyncio.Event()

    async def grow(given: Any, context: Any) -> Any:
        try:
            yield "half"
            await asyncio.sleep(60)
        finally:
            closed.set()

    async with stream_text(streaming(playing(call(), end="tool-calls")), "Hi", tools=[echo(grow)]) as stream:
        async for event in stream:
            if event.type == "tool-result":
                break
    assert closed.is_set()


async def test_a_tool_knows_its_call_the_messages_and_the_contexts(ask: Ask) -> None:
    seen: list[Any] = []

    async def look(given: Any, context: Any) -> str:
        seen.append(context)
        return ""

    await ask(
        ([call()], "tool-calls"),
        tools=[echo(look)],
        instructions="Be kind.",
        runtime_context={"tenant": 7},
        tools_context={"echo": {"key": "k"}, "other": 1},
    )
    [context] = seen
    assert (context.tool_call_id, context.context, context.runtime_context) == ("c1", {"key": "k"}, {"tenant": 7})
    assert [message.role for message in context.messages] == ["user"]


class Context(BaseModel):
    key: str


async def test_a_context_that_its_schema_refuses_fails_generate_text() -> None:
    with pytest.raises(TypeValidationError):
        await Ask("generate")(
            ([call()], "tool-calls"), tools=[echo(context_schema=Context)], tools_context={"echo": {"key": 1}}
        )


async def test_a_context_that_its_schema_refuses_is_an_error_part_and_ends_the_loop_of_a_stream() -> None:
    stream = stream_text(
        streaming(playing(call(), end="tool-calls")),
        "Hi",
        tools=[echo(context_schema=Context)],
        tools_context={"echo": {"key": 1}},
        stop_when=is_step_count(5),
    )
    events = await events_of(stream)
    assert types_of(events)[-3:] == ["error", "finish-step", "finish"]
    assert (await stream.result()).finish_reason == "error"


async def test_a_context_reaches_the_tool_as_its_schema_has_it(ask: Ask) -> None:
    async def look(given: Any, context: Any) -> str:
        return type(context.context).__name__

    result = await ask(
        ([call()], "tool-calls"),
        tools=[echo(look, context_schema=Context)],
        tools_context={"echo": {"key": "k"}},
    )
    assert result.tool_results[0].output == "Context"


async def test_the_times_of_the_tools_are_in_the_result(ask: Ask) -> None:
    async def slow(given: Any, context: Any) -> str:
        await asyncio.sleep(0.01)
        return ""

    result = await ask(([call()], "tool-calls"), tools=[echo(slow)])
    performance = result.final_step.performance
    assert performance is not None
    assert 0.005 < performance.tool_times["c1"] <= performance.step_time < 5


async def test_calls_with_one_id_each_get_a_result_in_generate_text() -> None:
    async def say(given: Any, context: Any) -> str:
        return given["text"]

    answer = GenerateResult([call(), call("echo", {"text": "y"})], *_tool_calls())
    result = await generate_text(MockLanguageModel(do_generate=answer), "Hi", tools=[echo(say)])
    assert [each.output for each in result.tool_results] == ["x", "y"]


def _tool_calls() -> Any:
    from ai_sdk.provider import FinishReason

    from tests.core.text.helpers import USAGE

    return FinishReason("tool-calls"), USAGE


async def test_tools_begin_only_after_the_model_is_done() -> None:
    order: list[str] = []

    async def note(given: Any, context: Any) -> str:
        order.append("tool")
        return ""

    stream = stream_text(
        streaming(playing(call(), *text("after"), end="tool-calls")),
        "Hi",
        tools=[echo(note)],
        on_chunk=lambda info: order.append(info.chunk.type),
    )
    await stream.result()
    assert order.index("tool") > order.index("text-end")
