"""What a piece of text costs on its way from an event of a text stream to the bytes for a browser. CPU microseconds.

    python benchmarks/ui_stream.py [--rounds 7] [--pieces 20000]

`floor` is one generator that writes the JSON of each piece by hand and encodes it with pydantic's Rust. Compare columns
of one run, not numbers of different runs.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Sequence
from typing import Any


async def source(events: Sequence[Any]) -> AsyncGenerator[Any, None]:
    for event in events:
        yield event


async def count(stream: AsyncIterable[Any]) -> int:
    number = 0
    async for _ in stream:
        number += 1
    return number


def ways(pieces: int) -> dict[str, Callable[[], AsyncIterable[Any]]]:
    from ai_sdk.provider import TextDelta, TextEnd, TextStart
    from ai_sdk.text.events import StreamBegin
    from ai_sdk.ui import (
        create_ui_message_stream,
        decode_ui_message_sse,
        encode_ui_message_sse,
        read_ui_message_stream,
        to_ui_message_stream,
    )
    from pydantic_core import to_json

    events = [StreamBegin(), TextStart("1"), *(TextDelta("1", " token") for _ in range(pieces)), TextEnd("1")]

    async def floor() -> AsyncGenerator[bytes, None]:
        async for event in source(events):
            if event.type == "text-delta":
                yield b"data: " + to_json({"type": "text-delta", "id": event.id, "delta": event.text}) + b"\n\n"

    async def bytes_of_all() -> AsyncGenerator[bytes, None]:
        async for event in encode_ui_message_sse(to_ui_message_stream(source(events))):
            yield event

    return {
        "events alone": lambda: source(events),
        "floor": floor,
        "chunks": lambda: to_ui_message_stream(source(events)),
        "server-sent events": lambda: encode_ui_message_sse(to_ui_message_stream(source(events))),
        "and on_end": lambda: encode_ui_message_sse(to_ui_message_stream(source(events), on_end=lambda end: None)),
        "and merged by a writer": lambda: encode_ui_message_sse(
            create_ui_message_stream(lambda writer: writer.merge(to_ui_message_stream(source(events))))
        ),
        "there and back, as chunks": lambda: decode_ui_message_sse(bytes_of_all()),
        "there and back, as messages": lambda: read_ui_message_stream(decode_ui_message_sse(bytes_of_all())),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--pieces", type=int, default=20_000)
    arguments = parser.parse_args()
    times: dict[str, list[float]] = {}
    for round_number in range(arguments.rounds + 1):
        for name, way in ways(arguments.pieces).items():
            start = time.process_time()
            asyncio.run(count(way()))
            seconds = time.process_time() - start
            if round_number:  # the first round warms up
                times.setdefault(name, []).append(seconds / arguments.pieces * 1e6)
    floor = statistics.median(times["floor"])
    print(f"CPU us a piece of text (median of {arguments.rounds}), times the floor")
    for name, values in times.items():
        middle = statistics.median(values)
        print(f"  {name:32} {middle:6.2f}  {middle / floor:5.2f}")


if __name__ == "__main__":
    main()
