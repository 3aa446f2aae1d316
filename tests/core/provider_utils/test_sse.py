"""Event streams: the same events whatever the pieces, and no more memory than an event may take."""

from __future__ import annotations

import itertools
import time

import pytest
from ai_sdk.provider import InvalidResponseDataError
from ai_sdk.provider_utils import SSEDecoder
from hypothesis import example, given
from hypothesis import strategies as st


def decode(*chunks: bytes) -> list[bytes]:
    decoder = SSEDecoder()
    return [event for chunk in chunks for event in decoder.feed(chunk)]


def in_pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = [0, *sorted({cut % (len(data) + 1) for cut in cuts}), len(data)]
    return [data[start:end] for start, end in itertools.pairwise(edges)]


def reference(data: bytes) -> list[bytes]:
    """The rules line by line, over the whole stream at once."""
    text = data.removeprefix(b"\xef\xbb\xbf")
    # A CR at the very end waits for an LF that never comes.
    text = text.removesuffix(b"\r") if text.endswith(b"\r") else text
    lines = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")[:-1]
    events: list[bytes] = []
    pending: list[bytes] = []
    for line in lines:
        name, _, value = line.partition(b":")
        if not line:
            if pending:
                events.append(b"\n".join(pending))
            pending = []
        elif name == b"data":
            pending.append(value.removeprefix(b" "))
    return events


@pytest.mark.parametrize(
    ("stream", "events"),
    [
        (b"data: a\n\n", [b"a"]),
        (b"data:a\n\n", [b"a"]),
        (b"data:  a\n\n", [b" a"]),
        (b"data\n\n", [b""]),
        (b"data:\n\n", [b""]),
        (b"data: a\ndata: b\n\n", [b"a\nb"]),
        (b"event: x\nid: 1\nretry: 5\ndata: a\nunknown: y\n\n", [b"a"]),
        (b": comment\n\ndata: a\n\n:\n\n", [b"a"]),
        (b"event: ping\n\ndata: a\n\n", [b"a"]),
        (b"data: a\r\n\r\ndata: b\r\rdata: c\n\n", [b"a", b"b", b"c"]),
        (b"data: a\r\r", []),
        (b"data: a\r\rx", [b"a"]),
        (b"data: a\n", []),
        (b"\xef\xbb\xbfdata: a\n\n", [b"a"]),
        (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\n", []),
        (b"data: \xef\xbb\xbfa\n\n", [b"\xef\xbb\xbfa"]),
        (b" data: a\n\n", []),
        (b"database: a\n\n", []),
        ("data: a\u2028b\x85c\x0bd\n\n".encode(), ["a\u2028b\x85c\x0bd".encode()]),
        (b'{"error": "no stream"}', []),
        (b"", []),
        (b"\n\n\n", []),
    ],
)
def test_an_event_stream_is_read_by_the_rules_of_the_standard(stream: bytes, events: list[bytes]) -> None:
    assert decode(stream) == events
    assert decode(*(stream[index : index + 1] for index in range(len(stream)))) == events


def test_a_cr_at_the_end_of_a_chunk_waits_for_its_lf() -> None:
    decoder = SSEDecoder()
    assert decoder.feed(b"data: a\r") == []
    assert decoder.feed(b"\n\r") == []
    assert decoder.feed(b"") == []
    assert decoder.feed(b"\ndata: b\n\n") == [b"a", b"b"]


LINES = st.sampled_from(
    [
        b"data: {}",
        b"data:",
        b"data",
        b"data: [DONE]",
        b": c",
        b"event: e",
        b"",
        b"",
        b"id",
        "data: \u00e4\U0001f600".encode(),
    ]
)
ENDS = st.sampled_from([b"\n", b"\r\n", b"\r", b"\n\n"])
STREAMS = st.builds(
    lambda bom, parts: bom + b"".join(line + end for line, end in parts),
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    st.lists(st.tuples(LINES, ENDS), max_size=12),
) | st.binary(max_size=40)


@given(stream=STREAMS, cuts=st.lists(st.integers(0, 400), max_size=20))
@example(stream=b"data: a\r\n\r\n", cuts=[8, 9, 10])
def test_any_split_gives_the_same_events(stream: bytes, cuts: list[int]) -> None:
    assert decode(*in_pieces(stream, cuts)) == decode(stream) == reference(stream)


def test_a_line_in_many_pieces_takes_time_in_proportion_to_its_length() -> None:
    def seconds(pieces: int) -> float:
        decoder = SSEDecoder()
        start = time.process_time()
        decoder.feed(b"data: ")
        for _ in range(pieces):
            decoder.feed(b"0123456789" * 5)
        assert len(decoder.feed(b"\n\n")[0]) == pieces * 50
        return time.process_time() - start

    # Joining for every piece would copy 250 GB.
    assert seconds(100_000) < 2


def test_an_endless_line_ends_in_an_error_and_not_in_the_memory() -> None:
    decoder = SSEDecoder(max_event_bytes=1000)
    decoder.feed(b"data: " + b"x" * 900)
    with pytest.raises(InvalidResponseDataError, match="more than 1000 bytes"):
        decoder.feed(b"x" * 200)


def test_an_event_of_endless_lines_ends_in_an_error_too() -> None:
    decoder = SSEDecoder(max_event_bytes=1000)
    for _ in range(166):
        decoder.feed(b"data:\n")
    with pytest.raises(InvalidResponseDataError, match="more than 1000 bytes"):
        decoder.feed(b"data:\n")


def test_an_event_that_comes_whole_is_measured_like_one_that_comes_in_pieces() -> None:
    for field in (b"data: ", b"data:"):
        with pytest.raises(InvalidResponseDataError, match="more than 1000 bytes"):
            SSEDecoder(max_event_bytes=1000).feed(field + b"x" * 1001 + b"\n\n")
        small = field + b"x" * 900 + b"\n\n"
        assert len(SSEDecoder(max_event_bytes=1000).feed(small * 3)) == 3


def test_comments_without_end_are_no_event() -> None:
    decoder = SSEDecoder(max_event_bytes=1000)
    for _ in range(1000):
        assert decoder.feed(b": still here\n\n") == []
    assert decoder.feed(b"data: a\n\n") == [b"a"]
