from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest
from ai_sdk.middleware import extract_json_middleware
from ai_sdk.provider import ReasoningContent, StreamPart, TextContent, TextDelta, TextEnd, TextStart
from hypothesis import given
from hypothesis import strategies as st

from tests.core.middleware.helpers import content_through, parts_through, short, text_block

JSON = extract_json_middleware()


async def texts(*deltas: str) -> list[str]:
    parts = await parts_through(JSON, text_block(deltas))
    assert isinstance(parts[0], TextStart)
    assert isinstance(parts[-1], TextEnd)
    return [part.text for part in parts if isinstance(part, TextDelta)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('```json\n{"a":1}\n```', '{"a":1}'),
        ('```\n{"a":1}\n```\n\n', '{"a":1}'),
        ('```json{"a":1}```', '{"a":1}'),
        (' {"a":1} ', '{"a":1}'),
        ('{"a":1}', '{"a":1}'),
        ('{"a":"```"}', '{"a":"```"}'),
        ("", ""),
        ("```", ""),
        ("``` ```", ""),
    ],
)
async def test_fences_around_a_whole_text_are_taken_away(text: str, expected: str) -> None:
    assert await content_through(JSON, TextContent(text)) == [TextContent(expected)]


async def test_only_text_is_touched() -> None:
    reasoning = ReasoningContent("```json\n1\n```")
    assert await content_through(JSON, reasoning, TextContent("```json\n1\n```")) == [reasoning, TextContent("1")]


@pytest.mark.parametrize(
    ("deltas", "expected"),
    [
        (["```", "json", "\n", "[1,", "2]", "\n``", "`"], ["[1,2]"]),
        (["```json\n[1,2,3,4,5,6,7,8]\n```\n"], ["[1,2,3,4,5", ",6,7,8]"]),
        (["[1,2,3,4,5,6,7,8]"], ["[1,2,", "3,4,5,6,7,8]"]),
        (["`", "`", "x is no fence"], ["``x", " is no fence"]),
        (["`a`"], ["`a`"]),
        (["`"], ["`"]),
        (["```js\n1\n```"], ["js\n1"]),
        (["```javascript\nlet a = 1\n```"], ["```javascript\nl", "et a = 1"]),
        (['```json{"a":', "1}```"], ['{"a":1}']),
        ([" \n[1]\n"], ["[1]"]),
        (["", ""], []),
        ([], []),
    ],
)
async def test_fences_around_a_stream_are_taken_away(deltas: list[str], expected: list[str]) -> None:
    assert await texts(*deltas) == expected


async def test_a_start_is_told_of_once_the_beginning_is_decided() -> None:
    parts = await parts_through(JSON, [*text_block(["``"], "1")[:2], *text_block(["[]"], "2"), TextEnd("1")])
    assert short(parts) == ["text-start:2", "2:[]", "text-end:2", "text-start:1", "1:``", "text-end:1"]


async def test_a_transform_gets_the_whole_block() -> None:
    seen: list[str] = []

    def transform(text: str) -> str:
        seen.append(text)
        return text.upper()

    middleware = extract_json_middleware(transform=transform)
    assert short(await parts_through(middleware, text_block(["a" * 20, "b\n", "c"]))) == [
        "text-start:1",
        f"1:{'A' * 20}B\nC",
        "text-end:1",
    ]
    assert await content_through(middleware, TextContent("x")) == [TextContent("X")]
    assert seen == ["a" * 20 + "b\nc", "x"]


async def test_metadata_of_a_block_is_kept() -> None:
    metadata = {"p": {"a": 1}}
    parts: list[StreamPart] = [TextStart("1", metadata), TextDelta("1", "[1]", metadata), TextEnd("1")]
    assert await parts_through(JSON, parts) == parts
    empty: list[StreamPart] = [TextStart("1"), TextDelta("1", "", metadata), TextEnd("1")]
    assert await parts_through(JSON, empty) == [TextStart("1"), TextEnd("1", metadata)]


async def test_parts_of_no_open_block_pass() -> None:
    parts: list[StreamPart] = [TextDelta("9", "```"), TextEnd("9")]
    assert await parts_through(JSON, parts) == parts


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(
    value=JSON_VALUES,
    opening=st.sampled_from(["", "```json\n", "```\n", "```json \n\n"]),
    closing=st.sampled_from(["", "\n```", "```", "\n```\n "]),
    cuts=st.lists(st.integers(0, 80)),
)
async def test_the_json_comes_out_however_it_is_cut(value: object, opening: str, closing: str, cuts: list[int]) -> None:
    text = opening + json.dumps(value, indent=1) + closing
    bounds = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    deltas = [text[begin:end] for begin, end in pairwise(bounds)]
    assert json.loads("".join(await texts(*deltas))) == value
    (content,) = await content_through(JSON, TextContent(text))
    assert isinstance(content, TextContent)
    assert json.loads(content.text) == value


async def test_a_long_block_costs_the_same_for_each_delta() -> None:
    began = time.perf_counter()
    assert "".join(await texts("```json", *["[1,2,3] "] * 5_000, "```")) == ("[1,2,3] " * 5_000).strip()
    assert "".join(await texts(*["[1,2,3] "] * 5_000)) == ("[1,2,3] " * 5_000).strip()
    assert time.perf_counter() - began < 3
