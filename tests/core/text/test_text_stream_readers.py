"""Readers of a stream: several side by side, late ones, ones that leave early; and that nothing runs ahead of them."""

from __future__ import annotations

import asyncio
import gc
from contextlib import aclosing
from typing import Any

import pytest
from ai_sdk import Output, stream_text
from ai_sdk.provider import ErrorPart, StreamResult, TextDelta, UnsupportedFunctionalityError
from ai_sdk.testing import MockLanguageModel, text_stream

from tests.core.text.helpers import Stalled, call, echo, events_of, playing, streaming, text, types_of, until


async def test_nothing_is_sent_before_something_is_read() -> None:
    model = streaming(text_stream("hi"))
    stream = stream_text(model, "Hi")
    await asyncio.sleep(0.005)
    assert model.do_stream_calls == []
    reader = aiter(stream)
    assert (await anext(reader)).type == "start"
    assert model.do_stream_calls == []
    assert (await anext(reader)).type == "start-step"
    assert len(model.do_stream_calls) == 1
    await reader.aclose()
    await stream.aclose()


async def test_nothing_runs_ahead_of_the_reader() -> None:
    source = text_stream(*"abcdef")
    taken = 0

    async def counted(options: Any) -> Any:
        async def parts() -> Any:
            nonlocal taken
            async with aclosing(source(options).stream) as given:
                async for part in given:
                    taken += 1
                    yield part

        return StreamResult(parts())

    async with stream_text(MockLanguageModel(do_stream=counted), "Hi") as stream:
        reader = stream.text_stream
        assert await anext(reader) == "a"
        await asyncio.sleep(0.005)
        assert taken == 3  # stream-start, text-start, the first delta
        await reader.aclose()


async def test_three_readers_side_by_side_lose_nothing_of_ten_thousand_events() -> None:
    pieces = [f"{index} " for index in range(10_000)]
    async with stream_text(streaming(playing(*text(*pieces))), "Hi") as stream:
        texts, events, result = await asyncio.gather(_list(stream.text_stream), events_of(stream), stream.result())
    assert texts == pieces
    assert [event.text for event in events if type(event) is TextDelta] == pieces
    assert types_of(events)[:3] == ["start", "start-step", "text-start"]
    assert types_of(events)[-3:] == ["text-end", "finish-step", "finish"]
    assert result.text == "".join(pieces)


async def _list(items: Any) -> list[Any]:
    return [item async for item in items]


async def test_the_model_is_asked_once_for_all_readers() -> None:
    model = streaming(text_stream("a", "b"))
    async with stream_text(model, "Hi") as stream:
        await asyncio.gather(*(_list(stream.text_stream) for _ in range(5)))
        await stream.result()
        await stream.result()
    assert len(model.do_stream_calls) == 1


async def test_a_late_reader_sees_everything_from_the_beginning() -> None:
    async with stream_text(streaming(text_stream("a", "b")), "Hi") as stream:
        first = await events_of(stream)
        assert await events_of(stream) == first
        assert await _list(stream.text_stream) == ["a", "b"]


async def test_a_reader_that_begins_in_the_middle_sees_everything() -> None:
    async with stream_text(streaming(text_stream("a", "b", "c")), "Hi") as stream:
        early = stream.text_stream
        assert await anext(early) == "a"
        assert await _list(stream.text_stream) == ["a", "b", "c"]
        assert await _list(early) == ["b", "c"]


async def test_a_reader_that_leaves_early_holds_up_nobody() -> None:
    async with stream_text(streaming(text_stream(*"abcd")), "Hi") as stream:

        async def one() -> str:
            async for piece in stream.text_stream:
                return piece
            return ""

        first, rest = await asyncio.gather(one(), _list(stream.text_stream))
    assert (first, rest) == ("a", list("abcd"))


async def test_a_waiting_reader_that_is_cancelled_takes_nothing_from_the_others() -> None:
    source = Stalled(text("a"))
    model = streaming(source)
    async with stream_text(model, "Hi") as stream:
        pulling = asyncio.create_task(_list(stream.text_stream))
        await source.stalls.wait()
        waiting = asyncio.create_task(events_of(stream))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert not pulling.done()
        stream.abort()
        assert await pulling == ["a"]


async def test_breaking_inside_async_with_closes_the_model_stream_at_once() -> None:
    source = Stalled(text("a"))
    async with stream_text(streaming(source), "Hi") as stream:
        async for _ in stream.text_stream:
            break
        assert source.closed == 0
    assert source.closed == 1


async def test_breaking_without_async_with_closes_the_model_stream_when_the_stream_is_dropped() -> None:
    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi")
    async for _ in stream.text_stream:
        break
    del stream
    gc.collect()
    await until(lambda: source.closed == 1)


async def test_dropping_a_stream_without_async_with_cancels_its_running_tool() -> None:
    started, cancelled = asyncio.Event(), asyncio.Event()

    async def slow(given: Any, context: Any) -> None:
        started.set()
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    async def quick(given: Any, context: Any) -> str:
        await started.wait()
        return "ready"

    parts = [call("slow", call_id="c1"), call("quick", call_id="c2")]
    stream = stream_text(
        streaming(playing(*parts, end="tool-calls")), "Hi", tools=[echo(slow, "slow"), echo(quick, "quick")]
    )
    async for event in stream:
        if event.type == "tool-result":
            break
    del stream, event
    gc.collect()
    await asyncio.wait_for(cancelled.wait(), 1)


async def test_a_stream_that_is_read_to_its_end_has_closed_everything_without_async_with() -> None:
    source = text_stream("a")
    stream = stream_text(streaming(source), "Hi")
    assert await _list(stream.text_stream) == ["a"]
    assert (source.opened, source.closed) == (1, 1)


async def test_a_stream_of_events_shows_an_error_part_where_the_texts_raise_it() -> None:
    stream = stream_text(streaming(playing(*text("a"), ErrorPart("broken"))), "Hi")
    assert types_of(await events_of(stream))[-3:] == ["error", "finish-step", "finish"]
    with pytest.raises(Exception, match="broken"):
        await _list(stream.text_stream)


async def test_reading_a_stream_from_one_of_its_own_callbacks_is_an_error_and_no_deadlock(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def on_chunk(info: Any) -> None:
        await stream.result()

    stream = stream_text(streaming(text_stream("a")), "Hi", on_chunk=on_chunk)
    async with asyncio.timeout(1):
        assert await _list(stream.text_stream) == ["a"]
    assert "its own callbacks" in caplog.text


async def test_elements_are_for_array_outputs_only() -> None:
    stream = stream_text(streaming(text_stream("a")), "Hi")
    with pytest.raises(UnsupportedFunctionalityError, match="element streams in text mode"):
        _ = stream.element_stream
    stream = stream_text(streaming(text_stream("{}")), "Hi", output=Output.json())
    with pytest.raises(UnsupportedFunctionalityError, match="element streams in json mode"):
        _ = stream.element_stream  # type: ignore[misc]


async def test_elements_and_partials_are_read_side_by_side_with_the_texts() -> None:
    pieces = ['{"elements":[{"n', '":1},{"n":2}', ",", '{"n":3}]}']
    output = Output.array({"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]})
    async with stream_text(streaming(text_stream(*pieces)), "Hi", output=output) as stream:
        elements, partials, texts, result = await asyncio.gather(
            _list(stream.element_stream),
            _list(stream.partial_output_stream),
            _list(stream.text_stream),
            stream.result(),
        )
    assert elements == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert partials[-1] == elements
    assert "".join(texts) == "".join(pieces)
    assert result.output == elements
