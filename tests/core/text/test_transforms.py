"""Transforms: from the events of a call to those that the readers, the callbacks and the result see."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from ai_sdk import is_step_count, stream_text
from ai_sdk.provider import AISDKError, NoOutputGeneratedError, TextDelta
from ai_sdk.testing import text_stream

from tests.core.text.helpers import Stalled, call, echo, events_of, playing, streaming, text, types_of


async def upper(events: Any) -> Any:
    async for event in events:
        yield replace(event, text=event.text.upper()) if event.type == "text-delta" else event


def dropping(*types: str) -> Any:
    async def drop(events: Any) -> Any:
        async for event in events:
            if event.type not in types:
                yield event

    return drop


async def test_what_a_transform_changes_is_changed_in_the_result_and_for_the_next_step() -> None:
    model = streaming(playing(*text("one"), call(), end="tool-calls"), text_stream("two"))
    seen: list[str] = []
    stream = stream_text(
        model,
        "Hi",
        tools=[echo()],
        stop_when=is_step_count(2),
        transform=upper,
        on_chunk=lambda info: seen.append(getattr(info.chunk, "text", "")),
    )
    assert [piece async for piece in stream.text_stream] == ["ONE", "TWO"]
    assert (await stream.result()).text == "TWO"
    assert model.do_stream_calls[1].prompt[1].content[0].text == "ONE"
    assert [each for each in seen if each] == ["ONE", "TWO"]


async def test_transforms_are_applied_in_their_order() -> None:
    async def exclaim(events: Any) -> Any:
        async for event in events:
            yield replace(event, text=f"{event.text}!a") if event.type == "text-delta" else event

    stream = stream_text(streaming(text_stream("x")), "Hi", transform=[upper, exclaim])
    assert (await stream.result()).text == "X!a"
    stream = stream_text(streaming(text_stream("x")), "Hi", transform=[exclaim, upper])
    assert (await stream.result()).text == "X!A"


async def test_dropped_events_are_not_in_the_result() -> None:
    parts = [*text("a"), call()]
    stream = stream_text(
        streaming(playing(*parts, end="tool-calls")), "Hi", tools=[echo()], transform=dropping("tool-result")
    )
    result = await stream.result()
    assert [part.type for part in result.content] == ["text", "tool-call"]


@pytest.mark.parametrize("dropped", ["start", "start-step", "text-start", "text-end", "finish"])
async def test_events_of_the_frame_may_be_dropped(dropped: str) -> None:
    stream = stream_text(streaming(text_stream("a")), "Hi", transform=dropping(dropped))
    got = await events_of(stream)
    assert dropped not in types_of(got)
    assert len((await stream.result()).steps) == 1


async def test_a_transform_may_add_events() -> None:
    async def twice(events: Any) -> Any:
        async for event in events:
            yield event
            if type(event) is TextDelta:
                yield TextDelta(event.id, event.text)

    stream = stream_text(streaming(text_stream("a", "b")), "Hi", transform=twice)
    assert (await stream.result()).text == "aabb"


async def test_a_transform_that_ends_early_after_its_own_ends_gives_a_whole_result_and_closes_the_model() -> None:
    from ai_sdk.provider import ResponseInfo
    from ai_sdk.text.events import StepFinish, StreamFinish
    from ai_sdk.text.usage import LanguageModelUsage

    async def first_piece(events: Any) -> Any:
        async for event in events:
            yield event
            if event.type == "text-delta":
                break
        yield StepFinish("stop", None, LanguageModelUsage(), ResponseInfo("r"))
        yield StreamFinish("stop", None, LanguageModelUsage())

    source = text_stream("a", "b", "c")
    stream = stream_text(streaming(source), "Hi", transform=first_piece)
    result = await stream.result()
    assert (result.text, result.finish_reason, result.output) == ("a", "stop", "a")
    assert source.closed == 1


async def test_a_transform_that_ends_early_without_the_end_of_a_step_leaves_no_result() -> None:
    async def nothing(events: Any) -> Any:
        async for event in events:
            yield event
            if event.type == "text-delta":
                return

    source = text_stream("a", "b")
    stream = stream_text(streaming(source), "Hi", transform=nothing)
    assert [piece async for piece in stream.text_stream] == ["a"]
    with pytest.raises(NoOutputGeneratedError):
        await stream.result()
    assert source.closed == 1


@pytest.mark.parametrize("steps", [1, 2])
async def test_a_transform_that_holds_back_the_end_of_a_step_is_a_clear_error_and_no_deadlock(steps: int) -> None:
    async def delayed(events: Any) -> Any:
        held: list[Any] = []
        async for event in events:
            if event.type == "finish-step":
                held.append(event)
            else:
                yield event
        for event in held:
            yield event

    model = streaming(playing(call(), end="tool-calls"), text_stream("b"))
    stream = stream_text(model, "Hi", tools=[echo()], stop_when=is_step_count(steps), transform=delayed)
    async with asyncio.timeout(1):
        with pytest.raises(AISDKError, match="Every transform must hand on StepFinish"):
            await stream.result()


async def test_a_transform_that_fails_fails_all_readers_and_closes_the_model() -> None:
    async def broken(events: Any) -> Any:
        async for event in events:
            if event.type == "text-delta":
                raise LookupError("no such word")
            yield event

    source = Stalled(text("a"))
    stream = stream_text(streaming(source), "Hi", transform=broken)
    for read in (events_of(stream), stream.result()):
        with pytest.raises(LookupError, match="no such word"):
            await read
    assert source.closed == 1


async def test_a_transform_that_fails_before_its_first_event_fails_the_readers() -> None:
    def broken(events: Any) -> Any:
        raise LookupError("not ready")

    stream = stream_text(streaming(text_stream("a")), "Hi", transform=[upper, broken])
    for read in (events_of(stream), stream.result()):
        with pytest.raises(LookupError, match="not ready"):
            await read


async def test_a_transform_may_be_any_asynchronous_iterator() -> None:
    class Through:
        def __init__(self, events: Any) -> None:
            self._events = aiter(events)

        def __aiter__(self) -> Any:
            return self

        async def __anext__(self) -> Any:
            return await anext(self._events)

    stream = stream_text(streaming(text_stream("a", "b")), "Hi", transform=Through)
    assert (await stream.result()).text == "ab"
