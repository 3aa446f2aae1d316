from __future__ import annotations

import asyncio
import gc
import threading
import time
from typing import Any

import pytest
from ai_sdk import InvalidParameterError, SerializationError, TypeValidationError, stream_text
from ai_sdk.testing import text_stream
from ai_sdk.ui import (
    DataChunk,
    ErrorChunk,
    StartChunk,
    TextDeltaChunk,
    UIMessageWriter,
    create_ui_message_stream,
    to_ui_message_stream,
)

from tests.core.text.helpers import Stalled, streaming, text, types_of, until
from tests.core.ui.helpers import Source, all_of, each, text_block


async def test_execute_may_be_a_plain_function() -> None:
    def execute(writer: UIMessageWriter) -> None:
        writer.write(DataChunk("a", 1))
        writer.write({"type": "data-b", "data": 2, "id": "x"})

    assert await all_of(create_ui_message_stream(execute)) == [DataChunk("a", 1), DataChunk("b", 2, id="x")]


async def test_execute_does_not_run_before_a_chunk_is_asked_for() -> None:
    ran: list[int] = []

    def execute(writer: UIMessageWriter) -> None:
        ran.append(1)

    stream = create_ui_message_stream(execute)
    await asyncio.sleep(0)
    assert ran == []
    await all_of(stream)
    assert ran == [1]


async def test_merged_streams_come_as_they_come_and_the_stream_waits_for_them() -> None:
    go = asyncio.Event()

    async def slow() -> Any:
        yield DataChunk("slow", 1)
        await go.wait()
        yield DataChunk("slow", 2)

    async def execute(writer: UIMessageWriter) -> None:
        writer.merge(slow())
        writer.merge(each([DataChunk("quick", 1)]))
        writer.write(DataChunk("own", 1))

    seen: list[Any] = []
    async for chunk in create_ui_message_stream(execute):
        seen.append(chunk)
        if len(seen) == 3:
            go.set()
    assert {chunk.name for chunk in seen[:3]} == {"slow", "quick", "own"}
    assert seen[3:] == [DataChunk("slow", 2)]


async def test_a_merged_stream_may_merge_another_after_execute_has_returned() -> None:
    def execute(writer: UIMessageWriter) -> None:
        async def first() -> Any:
            await asyncio.sleep(0.01)
            writer.merge(each([DataChunk("second", 1)]))
            yield DataChunk("first", 1)

        writer.merge(first())

    assert [chunk.name for chunk in await all_of(create_ui_message_stream(execute))] == ["first", "second"]


async def test_errors_are_told_in_the_words_of_the_application_and_others_go_on() -> None:
    async def execute(writer: UIMessageWriter) -> None:
        writer.merge(Source([DataChunk("a", 1)], error=ValueError("merged")))
        assert writer.on_error(ValueError("x")) == "told: x"
        await asyncio.sleep(0.01)
        writer.write(DataChunk("b", 1))
        raise ValueError("own")

    chunks = await all_of(create_ui_message_stream(execute, on_error=lambda error: f"told: {error}"))
    assert chunks == [DataChunk("a", 1), ErrorChunk("told: merged"), DataChunk("b", 1), ErrorChunk("told: own")]


async def test_a_callback_that_can_not_tell_an_error_fails_the_stream() -> None:
    def execute(writer: UIMessageWriter) -> None:
        raise ValueError("own")

    def on_error(error: object) -> str:
        raise RuntimeError("speechless")

    with pytest.raises(RuntimeError, match="speechless"):
        await all_of(create_ui_message_stream(execute, on_error=on_error))


async def test_what_is_written_after_the_end_is_ignored() -> None:
    kept: list[UIMessageWriter] = []
    late = Source([DataChunk("x", 1)])

    assert await all_of(create_ui_message_stream(kept.append)) == []
    kept[0].write(DataChunk("late", 1))
    kept[0].merge(late)
    assert late.taken == 0


async def test_what_is_no_chunk_is_refused_where_it_is_written() -> None:
    errors: list[object] = []

    def execute(writer: UIMessageWriter) -> None:
        with pytest.raises(TypeValidationError, match="there is no chunk of the type 'nope'"):
            writer.write({"type": "nope"})
        loop: list[Any] = []
        loop.append(loop)
        with pytest.raises(SerializationError):
            writer.write(DataChunk("a", loop))
        with pytest.raises(InvalidParameterError, match=r"give to_ui_message_stream\(stream\)"):
            writer.merge(stream_text(streaming(text_stream("a")), "Hi"))  # type: ignore[arg-type]

    assert await all_of(create_ui_message_stream(execute, on_error=lambda error: str(errors.append(error)))) == []
    assert errors == []


async def test_data_that_changes_after_it_was_written_was_sent_as_it_was() -> None:
    def execute(writer: UIMessageWriter) -> None:
        data = {"n": [1]}
        writer.write(DataChunk("a", data))
        data["n"].append(2)
        writer.write(DataChunk("a", data))

    assert [chunk.data for chunk in await all_of(create_ui_message_stream(execute))] == [{"n": [1]}, {"n": [1, 2]}]


async def test_data_of_a_merged_stream_that_changes_was_sent_as_it_was() -> None:
    async def counting() -> Any:
        data = {"n": 0}
        for data["n"] in range(3):
            yield DataChunk("a", data)

    chunks = await all_of(create_ui_message_stream(lambda writer: writer.merge(counting())))
    assert [chunk.data["n"] for chunk in chunks] == [0, 1, 2]


async def test_a_tool_in_a_worker_thread_may_write_and_is_read_at_once() -> None:
    go_on = threading.Event()

    def tool(writer: UIMessageWriter) -> None:
        time.sleep(0.05)  # until the event loop has nothing to do
        writer.write(DataChunk("a", 1))
        assert go_on.wait(5), "the reader was not woken"

    async def execute(writer: UIMessageWriter) -> None:
        await asyncio.to_thread(tool, writer)

    stream = create_ui_message_stream(execute, on_error=str)
    assert await anext(stream) == DataChunk("a", 1)
    go_on.set()
    assert await all_of(stream) == []


async def test_a_merged_stream_is_read_no_faster_than_its_reader() -> None:
    source = Source(TextDeltaChunk("1", "x") for _ in range(10_000))
    stream = create_ui_message_stream(lambda writer: writer.merge(source))
    for _ in range(5):
        await anext(stream)
    await asyncio.sleep(0.01)
    assert source.taken < 50
    await stream.aclose()
    assert source.closed


async def test_who_writes_much_can_wait_for_the_reader() -> None:
    written = 0

    async def execute(writer: UIMessageWriter) -> None:
        nonlocal written
        for written in range(1000):
            writer.write(DataChunk("a", written))
            await writer.drain()

    stream = create_ui_message_stream(execute)
    await anext(stream)
    await asyncio.sleep(0.01)
    assert written < 50
    assert len(await all_of(stream)) == 999


async def test_leaving_cancels_execute_and_closes_what_it_merged() -> None:
    source = Stalled(text("a"))
    never_begun = Source([DataChunk("x", 1)])
    ended: list[str] = []

    async def execute(writer: UIMessageWriter) -> None:
        writer.merge(to_ui_message_stream(stream_text(streaming(source), "Hi")))
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("execute")

    def begin(writer: UIMessageWriter) -> None:
        writer.write(StartChunk())
        writer.merge(never_begun)

    stream = create_ui_message_stream(execute)
    async for chunk in stream:
        if chunk.type == "text-delta":
            break
    await stream.aclose()
    assert ended == ["execute"]
    assert source.closed == 1

    stream = create_ui_message_stream(begin)
    await anext(stream)
    await stream.aclose()
    assert never_begun.closed


async def test_leaving_closes_what_is_not_its_own_iterator_too() -> None:
    closed: list[str] = []

    class Stream:
        async def __aiter__(self) -> Any:
            try:
                while True:
                    yield DataChunk("a", 1)
            finally:
                closed.append("iterator")

        async def aclose(self) -> None:
            closed.append("stream")

    stream = create_ui_message_stream(lambda writer: writer.merge(Stream()))
    await anext(stream)
    await stream.aclose()
    assert closed == ["iterator", "stream"]


async def test_a_reader_that_is_cancelled_takes_everything_with_it() -> None:
    source = Stalled(text("a"))
    stream = create_ui_message_stream(
        lambda writer: writer.merge(to_ui_message_stream(stream_text(streaming(source), "Hi")))
    )
    before = asyncio.all_tasks()
    task = asyncio.create_task(all_of(stream))
    await source.stalls.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert source.closed == 1
    assert asyncio.all_tasks() == before


async def test_a_stream_that_is_forgotten_leaves_nothing_behind() -> None:
    source = Stalled(text("a"))
    stream = create_ui_message_stream(
        lambda writer: writer.merge(to_ui_message_stream(stream_text(streaming(source), "Hi")))
    )
    before = asyncio.all_tasks()
    await anext(stream)
    del stream
    gc.collect()
    await until(lambda: asyncio.all_tasks() == before)


async def test_a_text_stream_in_the_middle_of_other_chunks() -> None:
    async def execute(writer: UIMessageWriter) -> None:
        writer.write(StartChunk())
        stream = stream_text(streaming(text_stream("a")), "Hi")
        writer.merge(to_ui_message_stream(stream, send_start=False, send_finish=False))
        await stream.result()
        writer.write(DataChunk("done", None))

    types = types_of(await all_of(create_ui_message_stream(execute, generate_message_id=lambda: "m")))
    assert types[0] == "start"
    assert sorted(types) == sorted(["start", "start-step", *types_of(text_block("a")), "finish-step", "data-done"])
