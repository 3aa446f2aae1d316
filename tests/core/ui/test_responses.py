from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest
from ai_sdk import stream_text
from ai_sdk.testing import text_stream
from ai_sdk.ui import (
    UI_MESSAGE_STREAM_HEADERS,
    DataChunk,
    TextDeltaChunk,
    create_ui_message_stream,
    create_ui_message_stream_response,
    encode_ui_message_sse,
    to_ui_message_stream_response,
)
from ai_sdk.ui.two_readers import two_readers

from tests.core.text.helpers import Stalled, playing, streaming, text, until
from tests.core.ui.helpers import Source, all_of, each, events_of


async def test_a_response_has_the_headers_that_the_browser_looks_for() -> None:
    response = create_ui_message_stream_response(each([{"type": "start"}]))
    assert response.status == 200
    assert response.headers == {
        "content-type": "text/event-stream",
        "cache-control": "no-cache",
        "connection": "keep-alive",
        "x-vercel-ai-ui-message-stream": "v1",
        "x-accel-buffering": "no",
    }
    assert b"".join(await all_of(response.body)) == b'data: {"type":"start"}\n\ndata: [DONE]\n\n'


async def test_status_and_headers_of_the_caller_win() -> None:
    response = create_ui_message_stream_response(
        each([]), status=201, headers={"Cache-Control": "no-store", "X-Mine": "1"}
    )
    assert response.status == 201
    assert response.headers == {**UI_MESSAGE_STREAM_HEADERS, "cache-control": "no-store", "x-mine": "1"}
    assert b"".join(await all_of(response.body)) == b"data: [DONE]\n\n"


async def test_a_text_stream_as_a_response_takes_all_the_options() -> None:
    ends: list[Any] = []
    response = to_ui_message_stream_response(
        stream_text(streaming(text_stream("Gr\u00fc\u00dfe", "\n")), "Hi"),
        status=202,
        generate_message_id=lambda: "m",
        send_finish=False,
        on_end=ends.append,
    )
    events = events_of(b"".join(await all_of(response.body)))
    assert response.status == 202
    assert events[0] == {"type": "start", "messageId": "m"}
    assert [event["delta"] for event in events[:-1] if event["type"] == "text-delta"] == ["Gr\u00fc\u00dfe", "\n"]
    assert [event["type"] for event in events[-3:-1]] == ["text-end", "finish-step"]
    assert events[-1] == "[DONE]"
    assert len(ends) == 1


async def test_each_chunk_is_one_piece_of_the_body() -> None:
    pieces = await all_of(encode_ui_message_sse(each([DataChunk("a", 1), DataChunk("b", 2)])))
    assert pieces == [
        b'data: {"type":"data-a","data":1}\n\n',
        b'data: {"type":"data-b","data":2}\n\n',
        b"data: [DONE]\n\n",
    ]


async def test_closing_the_body_closes_the_connection_to_the_model() -> None:
    source = Stalled(text("a"))
    response = to_ui_message_stream_response(stream_text(streaming(source), "Hi"))
    async for piece in response.body:
        if b"text-delta" in piece:
            break
    await response.body.aclose()
    assert source.closed == 1


async def test_a_stream_that_breaks_off_cuts_the_body_without_its_mark() -> None:
    model = streaming(playing(*text("a"), ValueError("broken"), end=None))
    response = to_ui_message_stream_response(stream_text(model, "Hi"))
    pieces: list[bytes] = []
    with pytest.raises(ValueError, match="broken"):
        async for piece in response.body:
            pieces.append(piece)  # noqa: PERF401 - what came before counts
    assert b"text-end" in pieces[-1]


# A copy for those who come back


async def kept_by(kept: list[bytes], copy: Any) -> None:
    async for piece in copy:
        kept.append(piece)  # noqa: PERF401 - as far as it came


async def test_the_copy_has_the_same_pieces() -> None:
    kept: list[bytes] = []
    response = create_ui_message_stream_response(
        each([DataChunk("a", number) for number in range(1000)]),
        consume_sse_stream=lambda copy: kept_by(kept, copy),
    )
    body = await all_of(response.body)
    assert len(body) == 1001
    await until(lambda: kept == body)


async def test_the_copy_goes_on_when_the_reader_leaves() -> None:
    kept: list[bytes] = []
    go = asyncio.Event()
    ends: list[Any] = []

    async def execute(writer: Any) -> None:
        writer.write(DataChunk("a", 1))
        await go.wait()
        writer.write(DataChunk("a", 2))

    response = create_ui_message_stream_response(
        create_ui_message_stream(execute, on_end=ends.append),
        consume_sse_stream=lambda copy: kept_by(kept, copy),
    )
    reader = asyncio.create_task(all_of(response.body))
    await until(lambda: len(kept) == 1)
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    go.set()
    await until(lambda: kept[-1:] == [b"data: [DONE]\n\n"])
    assert len(kept) == 3
    await until(lambda: len(ends) == 1)
    assert [part.data for part in ends[0].response_message.parts] == [1, 2]


async def test_the_copy_goes_on_when_the_body_is_never_read() -> None:
    kept: list[bytes] = []
    response = create_ui_message_stream_response(
        each([DataChunk("a", number) for number in range(1000)]),
        consume_sse_stream=lambda copy: kept_by(kept, copy),
    )
    await response.body.aclose()
    await until(lambda: len(kept) == 1001)
    forgotten = create_ui_message_stream_response(
        each([DataChunk("a", number) for number in range(1000)]),
        consume_sse_stream=lambda copy: kept_by(kept, copy),
    )
    del forgotten
    gc.collect()
    await until(lambda: len(kept) == 2002)


async def test_a_copy_that_nobody_reads_does_not_hold_up_the_answer() -> None:
    def take_nothing(copy: Any) -> None:
        pass

    response = create_ui_message_stream_response(
        each([DataChunk("a", number) for number in range(1000)]), consume_sse_stream=take_nothing
    )
    assert len(await all_of(response.body)) == 1001


async def test_a_copy_that_can_not_be_kept_is_logged_and_the_answer_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(copy: Any) -> None:
        await anext(copy)
        raise OSError("disk full")

    response = create_ui_message_stream_response(
        each([DataChunk("a", number) for number in range(1000)]), consume_sse_stream=fail
    )
    assert len(await all_of(response.body)) == 1001
    [record] = caplog.records
    assert record.name.startswith("ai_sdk")
    assert "disk full" in str(record.exc_info)


async def test_the_stream_is_closed_when_both_have_left() -> None:
    async def first_only(copy: Any) -> None:
        await anext(copy)

    source = Stalled(text("a"))
    response = to_ui_message_stream_response(stream_text(streaming(source), "Hi"), consume_sse_stream=first_only)
    before = asyncio.all_tasks()
    async for piece in response.body:
        if b"text-delta" in piece:
            break
    assert source.closed == 0
    await response.body.aclose()
    assert source.closed == 1
    await until(lambda: asyncio.all_tasks() <= before)


async def test_neither_reader_runs_far_ahead_of_the_other() -> None:
    source = Source(TextDeltaChunk("1", "x") for _ in range(10_000))
    first, second = two_readers(each_of(source))
    for _ in range(10):
        await anext(first)
    await asyncio.sleep(0.01)
    assert source.taken < 300
    assert len(await all_of_both(first, second)) == 2
    assert source.taken == 10_000


async def each_of(source: Source) -> Any:
    async for item in source:
        yield item


async def all_of_both(first: Any, second: Any) -> list[int]:
    return [len(items) for items in await asyncio.gather(all_of(first), all_of(second))]


async def test_both_readers_are_told_of_an_error() -> None:
    first, second = two_readers(each_of(Source([1], error=ValueError("broken"))))
    for reader in (first, second):
        assert await anext(reader) == 1
    for reader in (first, second):
        with pytest.raises(ValueError, match="broken"):
            await anext(reader)
        with pytest.raises(StopAsyncIteration):
            await anext(reader)


@pytest.mark.parametrize("unread", [0, 256], ids=["who waits", "who is behind"])
async def test_both_readers_are_told_that_the_stream_was_cancelled(unread: int) -> None:
    async def stream() -> Any:
        for number in range(unread):
            yield number
        raise asyncio.CancelledError

    first, second = two_readers(stream())
    for reader in (first, second):
        with pytest.raises(asyncio.CancelledError):
            async with asyncio.timeout(5):
                await all_of(reader)
            pytest.fail("ended as if nothing were")


async def test_closing_a_reader_ends_the_wait_of_another_task() -> None:
    async def never() -> Any:
        await asyncio.Event().wait()
        yield

    first, second = two_readers(never())
    waiting = asyncio.create_task(all_of(first))
    await asyncio.sleep(0)
    await first.aclose()
    async with asyncio.timeout(5):
        assert await waiting == []
    await second.aclose()


async def test_a_reader_can_be_thrown_an_error_which_ends_it() -> None:
    first, second = two_readers(each_of(Source([1, 2])))
    assert await anext(first) == 1
    with pytest.raises(KeyError):
        await first.athrow(KeyError("x"))
    assert await all_of(first) == []
    assert await all_of(second) == [1, 2]
