"""The short cut for chunks that differ in their text only gives what the long way gives."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ai_sdk.provider import JSONParseError, TextDelta
from ai_sdk.provider_utils import JSONEvent, parse_json
from ai_sdk_openai_compatible.chat.stream import ChatStream, StreamStyle
from ai_sdk_openai_compatible.chat.text_chunks import TextChunks
from ai_sdk_openai_compatible.errors import OPENAI_ERRORS
from ai_sdk_openai_compatible.streaming import event_validator
from hypothesis import example, given
from hypothesis import strategies as st

HEAD = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}


def usage(given: Any) -> Any:
    own = given.get("x_acme")
    return own.get("usage") if isinstance(own, dict) else None


VENDOR = StreamStyle(usage=usage, reasoning_fields=("reasoning",))


def chunk(text: Any, *, delta: dict[str, Any] | None = None, choice: dict[str, Any] | None = None, **top: Any) -> Any:
    choices = [{"index": 0, "delta": {"content": text, **(delta or {})}, "finish_reason": None, **(choice or {})}]
    return {**HEAD, "choices": choices, **top}


def data(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def parts(read: Any, datas: list[bytes], style: StreamStyle) -> Any:
    """What a stream of these events gives, with their parser."""
    stream = ChatStream(metadata_key="acme", style=style)
    validate = event_validator(style.check_chunk, errors=OPENAI_ERRORS)
    found = stream.start()
    for text in datas:
        try:
            raw = read(text)
        except JSONParseError as error:
            found += stream.feed([JSONEvent(None, None, error)])
            continue
        try:
            found += stream.feed([JSONEvent(validate(raw), raw)])
        except ValueError as error:
            found.append(str(error))  # pyright: ignore[reportArgumentType]
    return repr([*found, *stream.finish()])


texts = st.text(max_size=3) | st.sampled_from(["a", 'q"q', "b\\", "\n", "\u00a0", "\x7f", "\U0001f600", ""]) | st.none()
chunks = st.builds(
    chunk,
    texts,
    delta=st.dictionaries(
        st.sampled_from(["role", "reasoning", "refusal", "content "]),
        st.sampled_from(["assistant", "a", "", None]),
        max_size=2,
    ),
    choice=st.fixed_dictionaries({}, optional={"finish_reason": texts, "content": texts, "index": st.integers()}),
)
wholes = st.tuples(
    chunks,
    st.dictionaries(
        st.sampled_from(["usage", "error", "content", "x_acme", "model"]),
        st.sampled_from(["x", None, {"prompt_tokens": 1}, {"usage": {"prompt_tokens": 2}}, "content"]),
        max_size=1,
    ),
).map(lambda pair: {**pair[0], **pair[1]})
streams = st.lists(
    st.tuples(wholes, st.booleans(), st.booleans()).map(
        lambda given: json.dumps(
            given[0], ensure_ascii=given[1], separators=(", ", ": ") if given[2] else (",", ":")
        ).encode("utf-8", "surrogatepass")
    )
    | st.binary(max_size=3)
    | st.just(b'"a"'),
    max_size=8,
)


@given(streams, st.sampled_from([StreamStyle(), VENDOR]))
@example([data(chunk("a")), data(chunk("b", choice={"finish_reason": "stop"})), data(chunk("c"))], StreamStyle())
@example([data(chunk("a")), data(chunk(None, delta={"reasoning": "r"})), data(chunk("c"))], StreamStyle())
def test_a_stream_is_the_same_with_and_without_the_short_cut(datas: list[bytes], style: StreamStyle) -> None:
    # Twice, so that much of it has been there before.
    twice = datas * 2
    long_way = parts(lambda text: parse_json(text, keep_bom=True), twice, style)
    assert parts(TextChunks(style).read, twice, style) == long_way


def test_the_next_chunk_with_the_same_frame_is_a_piece_of_text() -> None:
    read = TextChunks().read
    assert read(data(chunk("Hel"))) == chunk("Hel")
    for text in ("lo", " ", "w\u00f6rld \U0001f600", "{}", "'", "/"):
        assert read(data(chunk(text))) == TextDelta("txt-0", text)


@pytest.mark.parametrize("text", ["", '"', "\\", "\n", "\x7f", "\u2028", 'a","b":"c'])
def test_a_text_that_is_written_with_escapes_or_may_mean_more_is_parsed(text: str) -> None:
    read = TextChunks().read
    read(data(chunk("a")))
    assert read(data(chunk(text))) == chunk(text)
    assert read(data(chunk("b"))) == TextDelta("txt-0", "b")


@pytest.mark.parametrize(
    "inside", [b'b"', b'b","tool_calls":"', b"b\\", b"\n", b"\xff", b'"},"finish_reason":"stop","x":{"y":"']
)
def test_bytes_that_only_look_alike_are_parsed(inside: bytes) -> None:
    read = TextChunks().read
    read(data(chunk("a")))
    alike = data(chunk("SPLIT")).replace(b"SPLIT", inside)
    try:
        expected = parse_json(alike, keep_bom=True)
    except JSONParseError:
        with pytest.raises(JSONParseError):
            read(alike)
    else:
        assert read(alike) == expected


@pytest.mark.parametrize(
    "first",
    [
        chunk(""),
        chunk("a", choice={"finish_reason": "stop"}),
        chunk("a", usage={"prompt_tokens": 1}),
        chunk("a", error="no"),
        chunk("a", delta={"reasoning": "r"}),
        chunk("a", delta={"tool_calls": []}),
        chunk("a", content="a"),
        chunk("a", id=5),
        chunk("a", model="\\"),
    ],
)
def test_a_chunk_that_says_more_than_a_text_is_no_frame_for_others(first: Any) -> None:
    read = TextChunks().read
    read(data(first))
    second = json.loads(json.dumps(first))
    second["choices"][0]["delta"]["content"] = "b"
    assert read(data(second)) == second


def test_a_server_that_puts_something_new_into_each_chunk_is_soon_left_alone() -> None:
    read = TextChunks().read
    for number in range(6):
        assert read(data(chunk("a", salt=str(number)))) == chunk("a", salt=str(number))
    assert read(data(chunk("b", salt="5"))) == chunk("b", salt="5")


def test_a_frame_that_changes_now_and_then_is_found_again_each_time() -> None:
    read = TextChunks().read
    for second in range(20):
        assert read(data(chunk("a", created=second))) == chunk("a", created=second)
        assert read(data(chunk("b", created=second))) == TextDelta("txt-0", "b")


def test_what_a_vendor_has_elsewhere_is_not_lost() -> None:
    read = TextChunks(VENDOR).read
    first, second = (chunk(text, x_acme={"usage": {"prompt_tokens": 1}}) for text in "ab")
    assert read(data(first)) == first
    assert read(data(second)) == second
