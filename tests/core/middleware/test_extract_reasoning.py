from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from ai_sdk.middleware import extract_reasoning_middleware
from ai_sdk.provider import (
    Content,
    ReasoningContent,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    StreamPart,
    TextContent,
    TextDelta,
    TextEnd,
    TextStart,
    ToolCallContent,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.core.middleware.helpers import content_through, parts_through, short, text_block

THINK = extract_reasoning_middleware(tag_name="think")
STARTS = extract_reasoning_middleware(tag_name="think", start_with_reasoning=True)


def reasoning(thought: str, text: str) -> list[Content]:
    return [ReasoningContent(thought), TextContent(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x<think>a</think>y<think>b</think>z", reasoning("a\nb", "x\ny\nz")),
        ("<think>a\n\nb</think>z", reasoning("a\n\nb", "z")),
        ("<think>a</think>", reasoning("a", "")),
        ("<think></think>z", reasoning("", "z")),
        ("x<think>a</think><think>b</think>z", reasoning("a\nb", "x\nz")),
        ("<think>never closed", [TextContent("<think>never closed")]),
        ("x</think>y", [TextContent("x</think>y")]),
        ("<THINK>a</THINK>", [TextContent("<THINK>a</THINK>")]),
        ("", [TextContent("")]),
    ],
)
async def test_reasoning_of_a_whole_text_stands_before_it(text: str, expected: list[Content]) -> None:
    assert await content_through(THINK, TextContent(text)) == expected


async def test_text_may_begin_with_reasoning() -> None:
    assert await content_through(STARTS, TextContent("a</think>z")) == reasoning("a", "z")
    assert await content_through(STARTS, TextContent("no tag")) == [TextContent("no tag")]


async def test_each_text_is_read_for_itself_and_the_rest_stays() -> None:
    call = ToolCallContent("c", "t", "{}")
    metadata = {"p": {"a": 1}}
    content = await content_through(
        THINK, TextContent("<think>a</think>b", provider_metadata=metadata), call, TextContent("<think>c</think>d")
    )
    assert content == [
        ReasoningContent("a"),
        TextContent("b", provider_metadata=metadata),
        call,
        *reasoning("c", "d"),
    ]


async def test_tag_and_separator_are_the_callers() -> None:
    middleware = extract_reasoning_middleware(tag_name="r.*", separator=" | ")
    assert await content_through(middleware, TextContent("x<r.*>a</r.*>y<r.*>b</r.*>")) == reasoning("a | b", "x | y")
    parts = await parts_through(middleware, text_block(["x<r.*>a</r.*>y<r.*>b</r.*>z"]))
    assert [part.text for part in parts if isinstance(part, (TextDelta, ReasoningDelta))] == [
        "x", "a", " | y", " | b", " | z",
    ]  # fmt: skip


async def test_a_stream_switches_between_text_and_reasoning() -> None:
    parts = await parts_through(THINK, text_block(["x<think>a</think>y<th", "ink>b</think>z"]))
    assert short(parts) == [
        "text-start:1", "1:x",
        "reasoning-start:reasoning-0", "reasoning-0:a", "reasoning-end:reasoning-0",
        "1:\ny",
        "reasoning-start:reasoning-1", "reasoning-1:\nb", "reasoning-end:reasoning-1",
        "1:\nz", "text-end:1",
    ]  # fmt: skip


async def test_empty_reasoning_is_told_of_each_time() -> None:
    parts = await parts_through(THINK, text_block(["<think></think><think></think>x"]))
    assert short(parts) == [
        "reasoning-start:reasoning-0", "reasoning-end:reasoning-0",
        "reasoning-start:reasoning-1", "reasoning-end:reasoning-1",
        "text-start:1", "1:x", "text-end:1",
    ]  # fmt: skip


async def test_a_beginning_that_became_no_tag_is_text_at_the_end() -> None:
    parts = await parts_through(THINK, text_block(["hello <th"]))
    assert short(parts) == ["text-start:1", "1:hello ", "1:<th", "text-end:1"]
    parts = await parts_through(STARTS, text_block(["hello </th"]))
    assert short(parts)[1:] == ["reasoning-0:hello ", "reasoning-0:</th", "text-start:1", "text-end:1"]


async def test_a_beginning_within_a_beginning_is_found() -> None:
    parts = await parts_through(THINK, text_block(["<", "<th", "<think>a</", "</think>z"]))
    assert short(parts) == [
        "text-start:1", "1:<", "1:<th",
        "reasoning-start:reasoning-0", "reasoning-0:a", "reasoning-0:</", "reasoning-end:reasoning-0",
        "1:\nz", "text-end:1",
    ]  # fmt: skip


async def test_blocks_side_by_side_have_reasoning_of_their_own() -> None:
    parts: list[StreamPart] = [
        TextStart("1"), TextStart("2"), TextDelta("1", "<think>a"), TextDelta("2", "<think>b"),
        TextDelta("1", "</think>c"), TextDelta("2", "</think>d"), TextEnd("1"), TextEnd("2"),
    ]  # fmt: skip
    assert short(await parts_through(THINK, parts)) == [
        "reasoning-start:reasoning-0", "reasoning-0:a", "reasoning-start:reasoning-1", "reasoning-1:b",
        "reasoning-end:reasoning-0", "text-start:1", "1:c",
        "reasoning-end:reasoning-1", "text-start:2", "2:d",
        "text-end:1", "text-end:2",
    ]  # fmt: skip


async def test_metadata_of_a_block_is_kept() -> None:
    start, end = {"p": {"start": 1}}, {"p": {"end": 1}}
    parts: list[StreamPart] = [
        TextStart("1", start), TextDelta("1", "a<", end), TextDelta("1", "", {"p": {"last": 1}}), TextEnd("1"),
    ]  # fmt: skip
    assert await parts_through(THINK, parts) == [
        TextStart("1", start), TextDelta("1", "a", end), TextDelta("1", "<", {"p": {"last": 1}}), TextEnd("1"),
    ]  # fmt: skip
    empty: list[StreamPart] = [TextStart("1"), TextDelta("1", "", end), TextEnd("1")]
    assert await parts_through(THINK, empty) == [TextStart("1"), TextEnd("1", end)]


async def test_parts_of_no_open_block_pass() -> None:
    parts: list[StreamPart] = [TextDelta("9", "<think>"), TextEnd("9"), ReasoningStart("r"), ReasoningEnd("r")]
    assert await parts_through(THINK, parts) == parts


PIECES = st.lists(st.sampled_from(["<think>", "</think>", "<th", "</", ">", "a", "b c", "\n"]), max_size=12)


def joined(parts: Sequence[StreamPart]) -> tuple[str, str]:
    return (
        "".join(part.text for part in parts if isinstance(part, TextDelta)),
        "".join(part.text for part in parts if isinstance(part, ReasoningDelta)),
    )


@given(pieces=PIECES, cuts=st.lists(st.integers(0, 60)), starts=st.booleans())
async def test_how_a_text_is_cut_changes_nothing(pieces: list[str], cuts: list[int], starts: bool) -> None:
    text = "".join(pieces)
    bounds = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    deltas = [text[begin:end] for begin, end in pairwise(bounds)]
    middleware = extract_reasoning_middleware(tag_name="think", separator="|", start_with_reasoning=starts)
    whole = await parts_through(middleware, text_block([text]))
    cut = await parts_through(middleware, text_block(deltas))
    assert joined(cut) == joined(whole)
    assert [part for part in short(cut) if "start" in part or "end" in part] == [
        part for part in short(whole) if "start" in part or "end" in part
    ]


@given(pieces=st.lists(st.tuples(st.text("xy", max_size=2), st.text("ab", min_size=1, max_size=2)), min_size=1))
async def test_a_stream_says_the_same_as_a_whole_answer(pieces: list[tuple[str, str]]) -> None:
    text = "".join(f"{before}<think>{thought}</think>" for before, thought in pieces)
    thought, rest = await content_through(THINK, TextContent(text))
    assert isinstance(thought, ReasoningContent)
    assert isinstance(rest, TextContent)
    assert joined(await parts_through(THINK, text_block([text]))) == (rest.text, thought.text)


async def test_a_long_block_costs_the_same_for_each_delta() -> None:
    middleware = THINK
    began = time.perf_counter()
    await content_through(middleware, TextContent("<think>" * 50_000))
    await parts_through(middleware, text_block(["<think>", *["abcd <"] * 5_000]))
    assert time.perf_counter() - began < 3
