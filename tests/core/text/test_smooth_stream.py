"""Smooth streams: where text is cut, what travels with it, how long it takes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Sequence
from time import perf_counter
from typing import Any

import pytest
from ai_sdk import ErrorPart, ReasoningDelta, ReasoningEnd, TextDelta, TextEnd, TextStart, smooth_stream, stream_text
from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.testing import MockLanguageModel, text_stream
from hypothesis import given
from hypothesis import strategies as st


async def stream(events: Sequence[Any]) -> AsyncGenerator[Any, None]:
    for event in events:
        yield event


async def smoothed(events: Sequence[Any], **options: Any) -> list[Any]:
    transform = smooth_stream(**{"delay": None, **options})
    return [event async for event in transform(stream(events))]


async def texts(*deltas: str, **options: Any) -> list[str]:
    return [event.text for event in await smoothed([TextDelta("1", delta) for delta in deltas], **options)]


# Where text is cut


async def test_words_are_put_together_and_taken_apart() -> None:
    assert await texts("Hel", "lo wor", "ld and ", "mo", "re") == ["Hello ", "world ", "and ", "more"]


async def test_white_space_before_a_word_and_after_it_goes_with_it() -> None:
    assert await texts("  a  b", " ", " c") == ["  a  ", "b ", " c"]


async def test_lines_go_with_the_line_breaks_after_them() -> None:
    assert await texts("one\n\ntwo", " and\nthree", chunking="line") == ["one\n\n", "two and\n", "three"]


async def test_a_pattern_cuts_after_each_match() -> None:
    assert await texts("ab,cd,e", chunking=re.compile(",")) == ["ab,", "cd,", "e"]


async def test_a_pattern_that_looks_behind_sees_the_piece_only() -> None:
    assert await texts("ab,cd,e", chunking=re.compile("(?<=,)")) == ["ab,", "cd,", "e"]


async def test_a_function_cuts_where_it_likes() -> None:
    def pairs(text: str) -> str | None:
        return text[:2] if len(text) >= 2 else None

    assert await texts("abc", "de", chunking=pairs) == ["ab", "cd", "e"]


@given(deltas=st.lists(st.text(st.sampled_from("ab \n\t,é"), max_size=6)), chunking=st.sampled_from(["word", "line"]))
async def test_words_and_lines_do_not_depend_on_how_the_text_came(deltas: list[str], chunking: str) -> None:
    came = await texts(*deltas, chunking=chunking)
    assert "".join(came) == "".join(deltas)
    # One letter at a time: white space after a word is not waited for, so it may come before the next.
    single = await texts(*"".join(deltas), chunking=chunking)
    assert [each.strip() for each in came if each.strip()] == [each.strip() for each in single if each.strip()]


async def test_a_long_text_without_spaces_is_not_looked_through_again_and_again() -> None:
    began = perf_counter()
    assert await texts(*["漢字" * 5] * 4000) == ["漢字" * 20_000]
    assert perf_counter() - began < 1


# What travels along


async def test_other_events_come_in_their_place() -> None:
    events = [TextStart("1"), TextDelta("1", "a b"), TextEnd("1"), ErrorPart("x"), TextDelta("2", "c")]
    assert await smoothed(events) == [
        TextStart("1"),
        TextDelta("1", "a "),
        TextDelta("1", "b"),
        TextEnd("1"),
        ErrorPart("x"),
        TextDelta("2", "c"),
    ]


async def test_blocks_are_not_mixed() -> None:
    events = [TextDelta("1", "a"), TextDelta("2", "b "), ReasoningDelta("2", "c"), TextDelta("2", "d")]
    assert await smoothed(events) == events


async def test_metadata_goes_with_the_next_piece_once() -> None:
    metadata = {"acme": {"itemId": "i"}}
    events = [TextDelta("1", "a"), TextDelta("1", "b c d", metadata), TextEnd("1")]
    assert await smoothed(events) == [
        TextDelta("1", "ab ", metadata),
        TextDelta("1", "c "),
        TextDelta("1", "d"),
        TextEnd("1"),
    ]


async def test_a_signature_after_the_last_word_survives() -> None:
    signature = {"acme": {"signature": "s"}}
    events = [ReasoningDelta("1", "so be it "), ReasoningDelta("1", "", signature), ReasoningEnd("1")]
    assert (await smoothed(events))[-2:] == [ReasoningDelta("1", "", signature), ReasoningEnd("1")]


async def test_a_signature_does_not_go_to_another_block() -> None:
    signature = {"acme": {"signature": "s"}}
    events = [ReasoningDelta("1", "", signature), TextDelta("1", "a "), TextDelta("1", "b")]
    assert await smoothed(events) == events


# Time


async def test_each_piece_is_followed_by_the_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    assert await texts("a b c", delay=0.5) == ["a ", "b ", "c"]
    assert slept == [0.5, 0.5]
    await texts("a b c")
    assert slept == [0.5, 0.5]


async def test_a_delay_of_zero_lets_others_run() -> None:
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    await texts("a b c d ", delay=0)
    task.cancel()
    assert turns >= 4


# What can't be


@pytest.mark.parametrize("chunking", ["words", None, 3, ["word"]])
def test_another_chunking_is_refused(chunking: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="Chunking must be") as caught:
        smooth_stream(chunking=chunking)
    assert caught.value.argument == "chunking"


@pytest.mark.parametrize("delay", [-1, float("nan")])
def test_a_delay_that_is_none_is_refused(delay: float) -> None:
    with pytest.raises(InvalidArgumentError, match="delay"):
        smooth_stream(delay=delay)


@pytest.mark.parametrize(
    ("chunking", "message"),
    [
        (lambda text: "", "non-empty"),
        (lambda text: "x", "prefix of the buffer"),
        (re.compile("x*"), "matched nothing"),
    ],
)
async def test_a_wrong_piece_is_an_error(chunking: Callable[[str], str] | re.Pattern[str], message: str) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        await texts("abc", chunking=chunking)


# In a stream


async def test_the_readers_of_a_stream_get_words() -> None:
    model = MockLanguageModel(do_stream=text_stream("Hel", "lo the", "re, you"))
    async with stream_text(model, "hi", transform=smooth_stream(delay=None)) as answer:
        assert [text async for text in answer.text_stream] == ["Hello ", "there, ", "you"]
        assert (await answer.result()).text == "Hello there, you"
