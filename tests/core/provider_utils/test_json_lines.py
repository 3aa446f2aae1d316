"""JSON lines: how bytes become lines, and answers that are such."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import APICallError, InvalidResponseDataError, JSONParseError, TypeValidationError
from ai_sdk.provider_utils import NUMBER, object_of, post_json_lines
from ai_sdk.provider_utils.json_lines import LineDecoder
from ai_sdk.testing import ScriptedResponse, ScriptedTransport
from hypothesis import given
from hypothesis import strategies as st

URL = "https://api.test/lines"


def lines_of(*pieces: bytes, **settings: Any) -> list[bytes]:
    decoder = LineDecoder(**settings)
    lines = [line for piece in pieces for line in decoder.feed(piece)]
    return [*lines, *decoder.finish()]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"\n\r\n \n", []),
        (b"a\nb\n", [b"a", b"b"]),
        (b"a\r\nb", [b"a", b"b"]),
        (b"\xef\xbb\xbfa\n", [b"a"]),
        ("ä\u2028ö\n".encode(), ["ä\u2028ö".encode()]),
    ],
)
def test_only_lf_ends_a_line_and_blank_lines_go(data: bytes, lines: list[bytes]) -> None:
    assert lines_of(data) == lines


@given(st.lists(st.binary(max_size=9), max_size=9))
def test_how_the_bytes_are_split_does_not_matter(pieces: list[bytes]) -> None:
    assert lines_of(*pieces) == lines_of(b"".join(pieces))


@pytest.mark.parametrize("pieces", [(b"12345",), (b"123", b"45"), (b"1\n12345",)])
def test_a_line_that_is_too_long_is_refused(pieces: tuple[bytes, ...]) -> None:
    with pytest.raises(InvalidResponseDataError, match="more than 4 bytes"):
        lines_of(*pieces, max_line_bytes=4)


async def test_an_answer_of_lines_is_a_stream_of_values_and_errors() -> None:
    transport = ScriptedTransport(ScriptedResponse(chunks=['{"a":1}\n{"a":', "2}\r\n\nnot json\n", '{"b":1}\n{"a":3}']))
    answer = await post_json_lines(transport, URL, body={}, validate=object_of({"a": NUMBER}))
    events = [event async for events in answer for event in events]
    assert [event.value for event in events] == [{"a": 1}, {"a": 2}, None, None, {"a": 3}]
    assert isinstance(events[2].error, JSONParseError)
    assert isinstance(events[3].error, TypeValidationError)
    assert transport.open_responses == 0


async def test_an_error_status_is_raised_before_there_are_lines() -> None:
    transport = ScriptedTransport(ScriptedResponse(status=404, body="gone"))
    with pytest.raises(APICallError, match="Not Found"):
        await post_json_lines(transport, URL, body={})
    assert transport.open_responses == 0
