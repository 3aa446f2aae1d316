from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest
from ai_sdk.provider import (
    AbortError,
    APICallError,
    ErrorPart,
    LanguageCallOptions,
    StreamPart,
    StreamResult,
    StreamStart,
    TextDelta,
    TextStart,
    UnsupportedFunctionalityError,
)
from ai_sdk.sync import TextStream, stream_text
from ai_sdk.testing import MockLanguageModel, text_stream

from tests.core.sync.test_background import interrupt, python
from tests.core.sync.test_iteration import eventually


def model(stream: Any) -> MockLanguageModel:
    return MockLanguageModel(do_stream=stream)


class Stalled:
    """A stream of two texts, and then nothing more."""

    def __init__(self, *, when_stalled: Callable[[], None] = lambda: None) -> None:
        self.is_stalled = self.is_closed = False
        self.when_stalled = when_stalled

    def __call__(self, options: LanguageCallOptions) -> StreamResult:
        return StreamResult(self._parts())

    async def _parts(self) -> AsyncGenerator[StreamPart, None]:
        try:
            for part in (StreamStart(), TextStart("0"), TextDelta("0", "a"), TextDelta("0", "b")):
                await asyncio.sleep(0)
                yield part
            self.is_stalled = True
            self.when_stalled()
            await asyncio.sleep(60)
        finally:
            self.is_closed = True


def test_texts_come_and_the_result_after_them() -> None:
    with stream_text(model(text_stream("Hel", "lo")), "Hi") as stream:
        assert isinstance(stream, TextStream)
        assert list(stream.text_stream) == ["Hel", "lo"]
        result = stream.result()
    assert result.text == "Hello"
    assert result.usage.output_tokens == 10


def test_every_event_comes() -> None:
    with stream_text(model(text_stream("Hel", "lo")), "Hi") as stream:
        types = [event.type for event in stream]
    assert types.count("text-delta") == 2
    assert types == [event.type for event in stream]


def test_the_result_can_be_had_without_reading() -> None:
    assert stream_text(model(text_stream("Hel", "lo")), "Hi").result().text == "Hello"


def test_partial_texts_grow() -> None:
    with stream_text(model(text_stream("Hel", "lo")), "Hi") as stream:
        assert list(stream.partial_output_stream) == ["Hel", "Hello"]


def test_element_streams_need_an_array() -> None:
    with stream_text(model(text_stream("x")), "Hi") as stream, pytest.raises(UnsupportedFunctionalityError):
        _ = stream.element_stream


def test_nothing_is_sent_before_something_is_read() -> None:
    mock = model(text_stream("x"))
    with stream_text(mock, "Hi") as stream:
        iterator = stream.text_stream
        time.sleep(0.01)
        assert mock.do_stream_calls == []
        assert next(iterator) == "x"
        assert len(mock.do_stream_calls) == 1


def test_a_wrong_setting_raises_at_once() -> None:
    with pytest.raises(ValueError, match="max_output_tokens"):
        stream_text(model(text_stream("x")), "Hi", max_output_tokens=0)


def test_what_made_the_call_fail_is_raised() -> None:
    error = APICallError("no", url="u", status_code=400)
    with stream_text(model(error), "Hi") as stream:
        with pytest.raises(APICallError) as caught:
            list(stream.text_stream)
        assert caught.value is error
        assert [event.error for event in stream if isinstance(event, ErrorPart)] == [error]
        with pytest.raises(APICallError):
            stream.result()


def test_leaving_early_closes_the_models_stream() -> None:
    stalled = Stalled()
    with stream_text(model(stalled), "Hi") as stream:
        for text in stream.text_stream:
            if text == "a":
                break
    assert stalled.is_closed


def test_after_a_break_the_rest_can_still_be_read() -> None:
    with stream_text(model(text_stream(*"abcdef")), "Hi") as stream:
        for text in stream.text_stream:
            if text == "b":
                break
        assert list(stream.text_stream) == list("abcdef")
        assert stream.result().text == "abcdef"


def test_several_threads_may_read_side_by_side() -> None:
    pieces = [str(number) for number in range(200)]
    with stream_text(model(text_stream(*pieces)), "Hi") as stream:
        seen: list[list[str]] = []
        threads = [threading.Thread(target=lambda: seen.append(list(stream.text_stream))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == [pieces] * 4


def test_closing_while_another_thread_reads_ends_that() -> None:
    stalled, ended = Stalled(), threading.Event()
    stream = stream_text(model(stalled), "Hi")

    def read() -> None:
        for _ in stream.text_stream:
            pass
        ended.set()

    thread = threading.Thread(target=read)
    thread.start()
    assert eventually(lambda: stalled.is_stalled)
    stream.close()
    assert ended.wait(5)
    thread.join()
    assert stalled.is_closed


def test_aborting_ends_the_readers() -> None:
    stalled = Stalled()
    with stream_text(model(stalled), "Hi") as stream:
        seen: list[str] = []
        for event in stream:
            seen.append(event.type)
            if event.type == "text-delta":
                stream.abort("enough")
        assert seen[-1] == "abort"
        with pytest.raises(AbortError, match="enough"):
            stream.result()
    assert stalled.is_closed


def test_an_interruption_while_reading_closes_the_models_stream() -> None:
    stalled = Stalled(when_stalled=interrupt)

    def read() -> None:
        with stream_text(model(stalled), "Hi") as stream:
            for _ in stream.text_stream:
                pass

    with pytest.raises(KeyboardInterrupt):
        read()
    assert stalled.is_closed


def test_closing_twice_does_nothing() -> None:
    stream = stream_text(model(text_stream("x")), "Hi")
    assert stream.result().text == "x"
    stream.close()
    stream.close()
    assert list(stream.text_stream) == ["x"]


def test_a_stream_that_nobody_holds_any_more_is_closed() -> None:
    stalled = Stalled()
    stream = stream_text(model(stalled), "Hi")
    iterator = stream.text_stream
    del stream
    # What reads a stream holds it.
    gc.collect()
    assert next(iterator) == "a"
    assert not stalled.is_closed
    del iterator
    gc.collect()
    assert eventually(lambda: stalled.is_closed)


def test_a_program_that_ends_within_a_stream_says_nothing() -> None:
    script = """
from ai_sdk.provider import StreamStart, TextDelta, TextStart
from ai_sdk.sync import stream_text
from ai_sdk.testing import MockLanguageModel, MockStream

class Stalled(MockStream):
    async def _play(self):
        try:
            async for part in super()._play():
                yield part
        finally:
            print("closed")

parts = [StreamStart(), TextStart("0"), *[TextDelta("0", "x")] * 100]
stream = stream_text(MockLanguageModel(do_stream=Stalled(parts, delay=0.001)), "Hi")
for text in stream.text_stream:
    print(text)
    break
"""
    ended = python(script)
    assert ended.stderr == ""
    assert (ended.returncode, ended.stdout) == (0, "x\nclosed\n")
