"""Leaving a stream over a real connection: the tools are cancelled, and the server sees that the client is gone."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any, TypeAlias

import pytest
from ai_sdk import Timeouts, Tool, is_step_count, stream_text
from ai_sdk.testing import ScriptedResponse, ScriptedServer
from ai_sdk_openai_compatible import create_openai_compatible

Serve: TypeAlias = Callable[..., Any]


def chunk(delta: dict[str, Any], finish_reason: str | None = None) -> str:
    return json.dumps({"id": "c", "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]})


def endless(*texts: str) -> ScriptedResponse:
    """An answer of these texts that is never finished: the connection stays open until the client leaves."""
    return ScriptedResponse(events=[chunk({"content": text}) for text in texts], hang=True)


def calling(name: str) -> ScriptedResponse:
    call = {"index": 0, "id": "c1", "function": {"name": name, "arguments": "{}"}}
    return ScriptedResponse(events=[chunk({"tool_calls": [call]}), chunk({}, "tool_calls"), "[DONE]"])


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    async with AsyncExitStack() as stack:

        async def start(*answers: ScriptedResponse) -> tuple[Any, ScriptedServer]:
            server = await stack.enter_async_context(ScriptedServer(*answers))
            provider = create_openai_compatible(base_url=f"{server.url}/v1", name="acme")
            await stack.enter_async_context(provider)
            return provider.language_model("m"), server

        yield start
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def client_is_gone(server: ScriptedServer) -> None:
    """Waits until the server has seen the end of every connection."""
    async with asyncio.timeout(2):
        await asyncio.gather(*server._tasks)


async def test_breaking_out_after_the_first_event_closes_the_connection(serve: Serve) -> None:
    model, server = await serve(endless("a", "b"))
    async with stream_text(model, "Hi") as stream:
        async for event in stream:
            if event.type == "text-delta":
                break
    await client_is_gone(server)


async def test_breaking_out_before_anything_was_sent_sends_nothing(serve: Serve) -> None:
    model, server = await serve(endless("a"))
    async with stream_text(model, "Hi") as stream:
        async for _ in stream:
            break
    assert server.requests == []


async def test_breaking_out_without_async_with_closes_the_connection_when_the_stream_is_dropped(
    serve: Serve,
) -> None:
    model, server = await serve(endless("a", "b"))
    stream = stream_text(model, "Hi")
    async for _ in stream.text_stream:
        break
    del stream
    gc.collect()
    await client_is_gone(server)


async def test_cancelling_the_reader_closes_the_connection(serve: Serve) -> None:
    model, server = await serve(endless("a"))
    got = asyncio.Event()

    async def read() -> None:
        async for _ in stream_text(model, "Hi").text_stream:
            got.set()

    task = asyncio.create_task(read())
    await got.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await client_is_gone(server)


async def test_an_abort_closes_the_connection(serve: Serve) -> None:
    model, server = await serve(endless("a"))
    stream = stream_text(model, "Hi")
    async for _ in stream.text_stream:
        stream.abort("enough")
    with pytest.raises(Exception, match="enough"):
        await stream.result()
    await client_is_gone(server)


@pytest.mark.parametrize("limits", [Timeouts(total=0.05), Timeouts(chunk=0.05), Timeouts(first_chunk=0.05)])
async def test_a_stalled_server_is_left_when_the_time_is_up(serve: Serve, limits: Timeouts) -> None:
    model, server = await serve(endless(*([] if limits.first_chunk else ["a"])))
    with pytest.raises(TimeoutError):
        await stream_text(model, "Hi", timeout=limits).result()
    await client_is_gone(server)


async def test_leaving_while_a_tool_runs_cancels_the_tool(serve: Serve) -> None:
    model, server = await serve(calling("slow"))
    started, cancelled = asyncio.Event(), asyncio.Event()

    async def slow(given: Any, context: Any) -> Any:
        yield "begun"
        try:
            started.set()
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    async with stream_text(model, "Hi", tools=[Tool(name="slow", execute=slow)]) as stream:
        async for event in stream:
            if event.type == "tool-result":
                break
        await started.wait()
    assert cancelled.is_set()
    assert len(server.requests) == 1


async def test_leaving_in_the_second_step_closes_its_connection_and_no_tool_is_left(serve: Serve) -> None:
    model, server = await serve(calling("quick"), endless("a"))

    async def quick(given: Any, context: Any) -> str:
        return "ready"

    stream = stream_text(model, "Hi", tools=[Tool(name="quick", execute=quick)], stop_when=is_step_count(3))
    async with stream:
        async for _ in stream.text_stream:
            break
    assert len(server.requests) == 2
    assert json.loads(server.requests[1].body)["messages"][-1]["content"] == "ready"
    await client_is_gone(server)


async def test_one_connection_serves_all_steps_of_a_loop(serve: Serve) -> None:
    done = ScriptedResponse(events=[chunk({"content": "done"}), chunk({}, "stop"), "[DONE]"])
    model, server = await serve(*[calling("quick")] * 4, done)

    async def quick(given: Any, context: Any) -> str:
        return "ready"

    result = await stream_text(
        model, "Hi", tools=[Tool(name="quick", execute=quick)], stop_when=is_step_count(9)
    ).result()
    assert (result.text, len(result.steps), server.connections) == ("done", 5, 1)
