from __future__ import annotations

import asyncio
from typing import Any

import pytest
from ai_sdk import JSONParseError, TypeValidationError, UIMessageStreamError
from ai_sdk.ui import (
    ErrorChunk,
    StartChunk,
    TextDeltaChunk,
    TextStartChunk,
    TextUIPart,
    UIMessage,
    UIMessageReportedError,
    decode_ui_message_sse,
    encode_ui_message_sse,
    read_ui_message_stream,
)
from ai_sdk.ui.message_state import UIMessageState
from hypothesis import given
from hypothesis import strategies as st

from tests.core.ui.helpers import Source, all_of, each, last_message, text_block
from tests.core.ui.strategies import streams


@given(streams(), st.integers(1, 50))
def test_what_is_written_as_events_is_read_as_the_same_message(chunks: list[Any], size: int) -> None:
    async def there_and_back() -> UIMessage:
        body = b"".join(await all_of(encode_ui_message_sse(each(chunks))))
        pieces = [body[at : at + size] for at in range(0, len(body), size)]
        read = await all_of(read_ui_message_stream(decode_ui_message_sse(each(pieces))))
        return read[-1] if read else UIMessage("", "assistant")

    state = UIMessageState()
    for chunk in chunks:
        state.apply(chunk)
    read = asyncio.run(there_and_back())
    expected = state.message()
    # What comes last may change nothing that can be seen.
    assert read.parts == expected.parts[: len(read.parts)]
    assert {part.type for part in expected.parts[len(read.parts) :]} <= {"step-start"}
    assert (read.id, read.metadata) == (expected.id, expected.metadata)


async def test_each_message_is_whole_and_shares_the_parts_that_did_not_change() -> None:
    messages = await all_of(read_ui_message_stream(each([*text_block("a", block="1"), *text_block("b", block="2")])))
    assert [[part.text for part in message.parts] for message in messages] == [
        [""],
        ["a"],
        ["a"],
        ["a", ""],
        ["a", "b"],
        ["a", "b"],
    ]
    assert messages[2].parts[0] is messages[-1].parts[0]


async def test_only_a_message_of_the_assistant_is_continued() -> None:
    old = UIMessage("u", "user", [TextUIPart("q")])
    message = await last_message(text_block("a"), message=old)
    assert message == UIMessage("u", "assistant", [TextUIPart("a", state="done")])
    message = await last_message(text_block("b"), message={"id": "a", "role": "assistant", "parts": []})
    assert message == UIMessage("a", "assistant", [TextUIPart("b", state="done")])


async def test_an_error_chunk_is_raised_unless_somebody_is_told_of_it() -> None:
    chunks = [TextStartChunk("1"), ErrorChunk("bad"), TextDeltaChunk("1", "x")]
    with pytest.raises(UIMessageReportedError, match=r"^bad$"):
        await all_of(read_ui_message_stream(each(chunks)))
    told: list[str] = []
    messages = await all_of(read_ui_message_stream(each(chunks), on_error=lambda error: told.append(str(error))))
    assert told == ["bad"]
    assert [message.parts[0].text for message in messages] == ["", "x"]
    with pytest.raises(UIMessageReportedError):
        await all_of(
            read_ui_message_stream(
                each(chunks), on_error=lambda error: told.append(str(error)), terminate_on_error=True
            )
        )
    assert told == ["bad", "bad"]


@pytest.mark.parametrize(
    ("items", "error", "expected"),
    [
        ([TextDeltaChunk("1", "x"), StartChunk(message_id="m")], None, UIMessageStreamError),
        ([{"type": "nope"}, StartChunk(message_id="m")], None, TypeValidationError),
        ([], OSError("reset"), OSError),
    ],
)
async def test_what_ends_the_reading_early_is_raised_or_told(
    items: list[Any], error: BaseException | None, expected: type[Exception]
) -> None:
    with pytest.raises(expected):
        await all_of(read_ui_message_stream(Source(items, error=error)))
    told: list[Exception] = []
    source = Source(items, error=error)
    assert await all_of(read_ui_message_stream(source, on_error=told.append)) == []
    assert [type(each) for each in told] == [expected]
    assert source.closed


async def test_leaving_closes_the_stream() -> None:
    source = Source(text_block("a", "b"))
    messages = read_ui_message_stream(source)
    await anext(messages)
    await messages.aclose()
    assert source.closed
    assert source.taken == 1


async def test_events_are_read_with_and_without_a_mark_at_the_end() -> None:
    for end in (b"", b"data: [DONE]\n\n"):
        body = each([b': hi\r\n\r\nevent: x\ndata: {"type":"sta', b'rt"}\n', "\n", end])
        assert await all_of(decode_ui_message_sse(body)) == [StartChunk()]


async def test_events_that_are_no_chunks_are_errors_and_the_body_is_closed() -> None:
    for event, expected in ((b"data: {\n\n", JSONParseError), (b"data: []\n\n", TypeValidationError)):
        body = Source([event])
        with pytest.raises(expected):
            await all_of(decode_ui_message_sse(body))
        assert body.closed
