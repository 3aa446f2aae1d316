"""How a stream ends before its time: abort(), aclose(), a cancelled reader, in whatever it is doing then."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from ai_sdk import is_step_count, stream_text
from ai_sdk.provider import AbortError, StreamPart
from ai_sdk.testing import text_stream

from tests.core.text.helpers import Stalled, call, echo, events_of, playing, streaming, text, types_of


async def _list(items: Any) -> list[Any]:
    return [item async for item in items]


# abort()


async def test_a_stream_that_is_aborted_before_its_start_asks_no_model() -> None:
    model = streaming(text_stream("a"))
    stream = stream_text(model, "Hi")
    stream.abort("no need")
    assert [(event.type, event.reason) for event in await events_of(stream)] == [("abort", "no need")]
    assert await _list(stream.text_stream) == []
    with pytest.raises(AbortError, match="no need"):
        await stream.result()
    assert model.do_stream_calls == []


async def test_an_abort_between_two_reads_ends_the_stream_at_the_next_one() -> None:
    source = Stalled(text("a", "b"))
    stream = stream_text(streaming(source), "Hi")
    texts = stream.text_stream
    assert await anext(texts) == "a"
    stream.abort("enough")
    assert await _list(texts) == []
    assert source.closed == 1
    assert types_of(await events_of(stream))[-1] == "abort"


async def test_an_abort_from_another_task_wakes_the_reader_that_waits_for_the_model() -> None:
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi")
    reader = asyncio.create_task(events_of(stream))
    await source.stalls.wait()
    stream.abort()
    events = await reader
    assert types_of(events) == ["start", "start-step", "text-start", "text-delta", "text-end", "abort"]
    assert events[-1].reason is None
    assert source.closed == 1
    with pytest.raises(AbortError, match="aborted"):
        await stream.result()


async def test_an_abort_while_the_model_has_not_answered_yet_cancels_the_request() -> None:
    asked, cancelled = asyncio.Event(), asyncio.Event()

    async def never(options: Any) -> Any:
        asked.set()
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    stream = stream_text(streaming(never), "Hi")
    reader = asyncio.create_task(events_of(stream))
    await asked.wait()
    stream.abort("late")
    assert types_of(await reader) == ["start", "abort"]
    assert cancelled.is_set()


async def test_an_abort_wakes_all_readers_that_wait() -> None:
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi")
    readers = [asyncio.create_task(_list(stream.text_stream)) for _ in range(3)]
    result = asyncio.create_task(stream.result())
    await source.stalls.wait()
    stream.abort()
    async with asyncio.timeout(1):
        assert await asyncio.gather(*readers) == [["a"]] * 3
        with pytest.raises(AbortError):
            await result


async def test_an_abort_while_a_tool_runs_cancels_the_tool() -> None:
    started, cancelled = asyncio.Event(), asyncio.Event()

    async def slow(given: Any, context: Any) -> None:
        started.set()
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    stream = stream_text(streaming(playing(call(), end="tool-calls")), "Hi", tools=[echo(slow)])
    reader = asyncio.create_task(events_of(stream))
    await started.wait()
    stream.abort("stop")
    assert types_of(await reader) == ["start", "start-step", "tool-call", "abort"]
    assert cancelled.is_set()


async def test_a_tool_may_abort_the_stream_that_runs_it() -> None:
    async def stop(given: Any, context: Any) -> str:
        stream.abort("found it")
        return "found"

    stream = stream_text(
        streaming(playing(call(), end="tool-calls"), text_stream("never")),
        "Hi",
        tools=[echo(stop)],
        stop_when=is_step_count(3),
    )
    async with asyncio.timeout(1):
        events = await events_of(stream)
    assert types_of(events)[-1] == "abort"
    await asyncio.sleep(0)


async def test_an_exception_as_the_reason_of_an_abort_is_raised_by_all_readers() -> None:
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi")
    readers = [asyncio.create_task(_list(stream.text_stream)), asyncio.create_task(events_of(stream))]
    await source.stalls.wait()
    stream.abort(PermissionError("budget spent"))
    for each in (*readers, stream.result(), events_of(stream)):
        with pytest.raises(PermissionError, match="budget spent"):
            await each
    assert source.closed == 1


async def test_an_abort_after_the_end_and_a_second_one_change_nothing() -> None:
    stream = stream_text(streaming(text_stream("a")), "Hi")
    result = await stream.result()
    stream.abort()
    assert await stream.result() is result
    assert result.finish_reason == "stop"
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi")
    stream.abort("first")
    stream.abort("second")
    assert (await events_of(stream))[-1].reason == "first"


async def test_a_callback_that_aborts_does_not_cancel_the_reader_s_own_code() -> None:
    def on_chunk(info: Any) -> None:
        if info.chunk.type == "text-delta":
            stream.abort("enough")

    source = text_stream("a", "b", "c")
    stream = stream_text(streaming(source), "Hi", on_chunk=on_chunk)
    texts = []
    async for piece in stream.text_stream:
        texts.append(piece)
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.001)
    assert texts == ["a"]
    assert source.closed == 1
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_an_async_callback_that_is_running_when_the_stream_is_aborted_does_not_cancel_the_reader() -> None:
    in_callback = asyncio.Event()

    async def on_chunk(info: Any) -> None:
        if info.chunk.type == "text-delta":
            in_callback.set()
            await asyncio.sleep(60)

    source = text_stream("a", "b")
    stream = stream_text(streaming(source), "Hi", on_chunk=on_chunk)
    reader = asyncio.create_task(events_of(stream))
    await in_callback.wait()
    stream.abort("enough")
    assert types_of(await reader)[-1] == "abort"
    assert source.closed == 1


async def test_an_abort_in_a_later_step_keeps_the_finished_ones() -> None:
    source = Stalled(text("more"))
    stream = stream_text(
        streaming(playing(*text("first"), call(), end="tool-calls"), source),
        "Hi",
        tools=[echo()],
        stop_when=is_step_count(5),
    )
    reader = asyncio.create_task(events_of(stream))
    await source.stalls.wait()
    stream.abort("enough")
    await reader
    result = await stream.result()
    assert (result.text, len(result.steps), result.finish_reason) == ("first", 1, "other")
    assert result.usage.total_tokens is None
    assert isinstance(result.interrupted_by, AbortError)
    with pytest.raises(AbortError):
        _ = result.output


async def test_an_abort_counts_though_the_model_s_stream_turns_it_into_an_error_of_its_own() -> None:
    class Rude(Stalled):
        async def _play(self) -> Any:
            try:
                async for part in super()._play():
                    yield part
            except asyncio.CancelledError:
                raise OSError("connection lost") from None

    source = Rude(text("a"))
    stream = stream_text(streaming(source), "Hi")
    reader = asyncio.create_task(events_of(stream))
    await source.stalls.wait()
    stream.abort("stop")
    assert types_of(await reader)[-1] == "abort"


# Cancelling


async def test_cancelling_the_reading_task_closes_the_model_stream_and_tells_the_others() -> None:
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi")
    reader = asyncio.create_task(events_of(stream))
    await source.stalls.wait()
    other = asyncio.create_task(events_of(stream))
    await asyncio.sleep(0)
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    assert source.closed == 1
    assert (await other)[-1].reason == "cancelled"
    with pytest.raises(AbortError, match="cancelled"):
        await stream.result()


async def test_cancelling_and_aborting_at_once_still_cancels_the_task() -> None:
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi")
    reader = asyncio.create_task(events_of(stream))
    await source.stalls.wait()
    stream.abort("stop")
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    assert source.closed == 1


async def test_a_reader_s_own_timeout_ends_the_stream_and_is_raised_as_such() -> None:
    source = Stalled(text("a"))
    async with stream_text(streaming(source), "Hi") as stream:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await stream.result()
        assert source.closed == 1


async def test_a_cancelled_task_leaves_no_running_tool() -> None:
    started, cancelled = asyncio.Event(), asyncio.Event()

    async def slow(given: Any, context: Any) -> None:
        started.set()
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    stream = stream_text(streaming(playing(call(), end="tool-calls")), "Hi", tools=[echo(slow)])
    reader = asyncio.create_task(stream.result())
    await started.wait()
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    assert cancelled.is_set()


# aclose()


async def test_a_stream_that_was_never_read_can_be_closed() -> None:
    model = streaming(text_stream("a"))
    async with stream_text(model, "Hi") as stream:
        pass
    assert model.do_stream_calls == []
    assert (await events_of(stream))[-1].reason == "closed"
    with pytest.raises(AbortError, match="closed before its end"):
        await stream.result()


async def test_what_was_read_before_closing_stays_readable() -> None:
    stream = stream_text(streaming(Stalled(text("a", "b"))), "Hi")
    async for _ in stream.text_stream:
        break
    await stream.aclose()
    await stream.aclose()
    assert await _list(stream.text_stream) == ["a"]


async def test_closing_while_another_task_reads_waits_until_it_has_let_go() -> None:
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi")
    reader = asyncio.create_task(events_of(stream))
    await source.stalls.wait()
    await stream.aclose()
    assert source.closed == 1
    assert (await reader)[-1].reason == "closed"


async def test_closing_twice_at_once_while_another_task_reads_is_no_error() -> None:
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi")
    reader = asyncio.create_task(events_of(stream))
    await source.stalls.wait()
    await asyncio.gather(stream.aclose(), stream.aclose())
    assert types_of(await reader)[-1] == "abort"


async def test_closing_waits_for_a_model_stream_that_takes_its_time_to_close() -> None:
    class Slow(Stalled):
        async def _play(self) -> Any:
            try:
                async for part in super()._play():
                    yield part
            finally:
                await asyncio.sleep(0.01)
                self.closed += 10

    source = Slow(text("a"))
    stream = stream_text(streaming(source), "Hi")
    reader = asyncio.create_task(events_of(stream))
    await source.stalls.wait()
    await stream.aclose()
    assert source.closed == 11
    await reader


async def test_a_callback_may_close_the_stream() -> None:
    async def on_chunk(info: Any) -> None:
        if info.chunk.type == "text-delta":
            await stream.aclose()

    source = text_stream("a", "b", "c")
    stream = stream_text(streaming(source), "Hi", on_chunk=on_chunk)
    assert await _list(stream.text_stream) == ["a"]
    assert source.closed == 1


async def test_a_callback_within_the_source_may_close_the_stream_before_the_model_is_asked() -> None:
    async def on_step_start(info: Any) -> None:
        await stream.aclose()

    model = streaming(text_stream("a"))
    stream = stream_text(model, "Hi", on_step_start=on_step_start)
    assert types_of(await events_of(stream)) == ["start", "abort"]


async def test_an_error_in_the_body_closes_the_stream_and_is_raised() -> None:
    source = Stalled(text("a"))

    async def failing() -> None:
        async with stream_text(streaming(source), "Hi") as stream:
            async for _ in stream.text_stream:
                raise KeyError

    with pytest.raises(KeyError):
        await failing()
    assert source.closed == 1


async def test_all_transforms_are_closed_though_one_fails_to_close() -> None:
    closed: list[str] = []

    def transform(name: str) -> Any:
        async def through(events: Any) -> Any:
            try:
                async for event in events:
                    yield event
            finally:
                closed.append(name)
                if name == "second":
                    raise OSError("can not close")

        return through

    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi", transform=[transform("first"), transform("second")])
    async for _ in stream.text_stream:
        break
    with pytest.raises(OSError, match="can not close"):
        await stream.aclose()
    assert closed == ["second", "first"]
    assert source.closed == 1


async def test_a_stream_whose_model_never_waits_can_still_be_closed_by_another_task() -> None:
    def forever(options: Any) -> Any:
        from ai_sdk.provider import StreamResult, TextDelta, TextStart

        async def parts() -> Any:
            part: StreamPart = TextStart("0")
            yield part
            while True:
                yield TextDelta("0", "a")

        return StreamResult(parts())

    stream = stream_text(streaming(forever), "Hi")

    async def read() -> None:
        async for _ in stream.text_stream:
            await asyncio.sleep(0)

    reader = asyncio.create_task(read())
    await asyncio.sleep(0.002)
    await stream.aclose()
    await reader
