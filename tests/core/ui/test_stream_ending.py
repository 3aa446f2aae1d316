"""Ids, and what callbacks are told, at every way in which a stream can end."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from ai_sdk import AbortError, stream_text
from ai_sdk.testing import MockLanguageModel, text_stream
from ai_sdk.ui import (
    StartChunk,
    StepStartUIPart,
    TextUIPart,
    UIMessage,
    UIMessageEnd,
    create_ui_message_stream,
    to_ui_message_stream,
)

from tests.core.text.helpers import Stalled, playing, streaming, text
from tests.core.ui.helpers import all_of, text_block

USER = UIMessage("u1", "user", (TextUIPart("q"),))
ANSWER = UIMessage("a1", "assistant", (TextUIPart("prev"),))


def new_id() -> str:
    return "new"


@pytest.mark.parametrize(
    ("original", "generate", "expected"),
    [
        (None, None, None),
        (None, new_id, "new"),
        ([USER, ANSWER], None, "a1"),
        ([USER, ANSWER], new_id, "a1"),
        ([USER], new_id, "new"),
        ([USER], None, None),
        ([], new_id, "new"),
    ],
)
async def test_the_id_of_the_answer(original: Any, generate: Any, expected: str | None) -> None:
    stream = stream_text(streaming(text_stream("a")), "Hi")
    chunks = await all_of(to_ui_message_stream(stream, original_messages=original, generate_message_id=generate))
    assert chunks[0] == StartChunk(message_id=expected)


async def test_a_stream_without_an_id_is_told_of_at_the_end_all_the_same() -> None:
    ends: list[UIMessageEnd] = []
    stream = stream_text(streaming(text_stream("a")), "Hi")
    chunks = await all_of(to_ui_message_stream(stream, original_messages=[USER], on_end=ends.append))
    assert chunks[0] == StartChunk()
    answer = UIMessage("", "assistant", (StepStartUIPart(), TextUIPart("a", state="done")))
    assert ends == [
        UIMessageEnd(
            messages=(USER, answer),
            response_message=answer,
            is_continuation=False,
            is_aborted=False,
            finish_reason="stop",
        )
    ]


async def test_a_continued_answer_takes_the_place_of_the_last_message() -> None:
    ends: list[UIMessageEnd] = []
    stream = stream_text(streaming(text_stream("more")), "Hi")
    original = [{"id": "u1", "role": "user", "parts": [{"type": "text", "text": "q"}]}, ANSWER]
    await all_of(to_ui_message_stream(stream, original_messages=original, on_end=ends.append))
    (end,) = ends
    assert end.is_continuation
    assert [message.id for message in end.messages] == ["u1", "a1"]
    assert end.messages[0] == USER
    assert end.response_message.parts == (
        TextUIPart("prev"),
        StepStartUIPart(),
        TextUIPart("more", state="done"),
    )


async def test_the_end_is_told_before_the_stream_is_over() -> None:
    order: list[str] = []

    async def on_end(end: UIMessageEnd) -> None:
        await asyncio.sleep(0)
        order.append("end")

    async for chunk in to_ui_message_stream(stream_text(streaming(text_stream("a")), "Hi"), on_end=on_end):
        order.append(chunk.type)  # noqa: PERF401 - the order of both counts
    assert order[-2:] == ["finish", "end"]


async def test_an_aborted_stream_is_told_as_aborted() -> None:
    ends: list[UIMessageEnd] = []
    stream = stream_text(streaming(Stalled(text("a", "b"))), "Hi")
    chunks = to_ui_message_stream(stream, on_end=ends.append)
    seen: list[str] = []
    async for chunk in chunks:
        seen.append(chunk.type)
        if seen[-2:] == ["text-delta", "text-delta"]:
            stream.abort("user stop")
    assert seen[-1] == "abort"
    (end,) = ends
    assert end.is_aborted
    assert end.response_message.parts[-1] == TextUIPart("ab", state="streaming")


async def test_leaving_closes_the_text_stream_and_tells_the_end_once() -> None:
    ends: list[UIMessageEnd] = []
    source = Stalled(text("a", "b"))
    stream = stream_text(streaming(source), "Hi")
    chunks = to_ui_message_stream(stream, on_end=ends.append)
    async for chunk in chunks:
        if chunk.type == "text-delta":
            break
    await chunks.aclose()
    await chunks.aclose()
    assert source.closed == 1
    assert len(ends) == 1
    assert not ends[0].is_aborted
    assert ends[0].response_message.parts[-1] == TextUIPart("a", state="streaming")
    with pytest.raises(AbortError):
        await stream.result()


async def test_leaving_closes_the_text_stream_also_where_nobody_is_told() -> None:
    source = Stalled(text("a"))
    chunks = to_ui_message_stream(stream_text(streaming(source), "Hi"))
    async for chunk in chunks:
        if chunk.type == "text-delta":
            break
    await chunks.aclose()
    assert source.closed == 1


async def test_a_reader_that_is_cancelled_is_told_of_even_if_it_is_cancelled_twice() -> None:
    told = asyncio.Event()
    may_save = asyncio.Event()
    source = Stalled(text("a"))

    async def on_end(end: UIMessageEnd) -> None:
        await may_save.wait()  # a slow database
        assert end.response_message.parts[-1] == TextUIPart("a", state="done")
        told.set()

    task = asyncio.create_task(all_of(to_ui_message_stream(stream_text(streaming(source), "Hi"), on_end=on_end)))
    await source.stalls.wait()
    task.cancel()
    for _ in range(10):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert source.closed == 1
    may_save.set()
    await asyncio.wait_for(told.wait(), 1)


async def test_a_reader_that_is_cancelled_while_the_end_is_told_does_not_take_that_away() -> None:
    saving, saved, may_save = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def on_end(end: UIMessageEnd) -> None:
        saving.set()
        await may_save.wait()
        saved.set()

    stream = stream_text(streaming(text_stream("a")), "Hi")
    task = asyncio.create_task(all_of(to_ui_message_stream(stream, on_end=on_end)))
    await saving.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    may_save.set()
    await asyncio.wait_for(saved.wait(), 1)


async def test_a_stream_that_raises_is_not_told() -> None:
    ends: list[UIMessageEnd] = []
    model = streaming(playing(*text("a"), ValueError("broken"), end=None))
    with pytest.raises(ValueError, match="broken"):
        await all_of(to_ui_message_stream(stream_text(model, "Hi"), on_end=ends.append))
    assert ends == []


async def test_a_call_that_fails_is_told_since_the_stream_goes_to_its_end() -> None:
    ends: list[UIMessageEnd] = []
    stream = stream_text(MockLanguageModel(do_stream=ValueError("x")), "Hi", on_error=lambda event: None)
    await all_of(to_ui_message_stream(stream, on_end=ends.append, generate_message_id=new_id))
    assert ends[0].response_message == UIMessage("new", "assistant", ())


async def test_a_callback_that_fails_is_logged_and_the_stream_ends_well(caplog: pytest.LogCaptureFixture) -> None:
    def on_end(end: UIMessageEnd) -> None:
        raise RuntimeError("no database")

    chunks = await all_of(to_ui_message_stream(stream_text(streaming(text_stream("a")), "Hi"), on_end=on_end))
    assert chunks[-1].type == "finish"
    assert "no database" in caplog.text


async def test_each_step_is_told_with_the_answer_so_far() -> None:
    told: list[Any] = []
    errors: list[object] = []

    def on_step_end(step: Any) -> None:
        told.append((len(step.messages), len(step.response_message.parts), step.is_continuation))
        raise RuntimeError("not today")

    def on_error(error: object) -> str:
        errors.append(error)
        return "x"

    def execute(writer: Any) -> None:
        for number in "12":
            for chunk in ({"type": "start-step"}, *text_block(number, block=number), {"type": "finish-step"}):
                writer.write(chunk)

    stream = create_ui_message_stream(execute, original_messages=[USER], on_step_end=on_step_end, on_error=on_error)
    assert len(await all_of(stream)) == 10
    assert told == [(2, 2, False), (2, 4, False)]
    assert [str(error) for error in errors] == ["not today", "not today"]


async def test_the_callers_start_chunk_stays_as_it_is() -> None:
    start = StartChunk()

    def execute(writer: Any) -> None:
        writer.write(start)

    (sent,) = await all_of(create_ui_message_stream(execute, generate_message_id=new_id))
    assert sent == StartChunk(message_id="new")
    assert start == StartChunk()
