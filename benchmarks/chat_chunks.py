"""What a chunk of a chat stream costs after the network, for servers of three kinds. CPU microseconds a chunk.

    python benchmarks/chat_chunks.py

`parts`: from bytes to the parts that the plugin gives; `parsed`: the same with every chunk parsed; `texts`: to the
texts that a reader of `stream_text` gets. With network pieces of one event, as they come live, and of sixty.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

from ai_sdk import stream_text
from ai_sdk.provider import LanguageCallOptions, TextPart, UserMessage
from ai_sdk.testing import ScriptedResponse, ScriptedTransport
from ai_sdk_openai_compatible import create_openai_compatible
from ai_sdk_openai_compatible.chat import model as chat_model

ROUNDS, CHUNKS = 9, 3000
HEAD = {"id": "chatcmpl-8a7f6b5c4d3e2f1a0b9c8d7e6f5a4b3c", "object": "chat.completion.chunk", "created": 1700000000}


def chunk(number: int, more: Mapping[str, Any]) -> str:
    choice = {"index": 0, "delta": {"content": f" token{number % 10}"}, "logprobs": None, "finish_reason": None}
    return json.dumps({**HEAD, "model": "bench-model", "choices": [choice], **more}, separators=(",", ":"))


SERVERS: dict[str, Callable[[int], str]] = {
    "only the text is new": lambda number: chunk(number, {"usage": None}),
    "the time is new every 50 chunks": lambda number: chunk(number, {"created": 1700000000 + number // 50}),
    "something is new in every chunk": lambda number: chunk(number, {"obfuscation": f"{number:08x}"}),
}


def scripted(events: list[str], *, at_once: int) -> ScriptedTransport:
    """A transport without a network: `at_once` events are one of its pieces."""
    end = json.dumps({**HEAD, "model": "m", "choices": [{"delta": {}, "finish_reason": "stop"}]})
    data = [f"data: {event}\n\n" for event in [*events, end, "[DONE]"]]
    pieces = ["".join(data[start : start + at_once]).encode() for start in range(0, len(data), at_once)]
    return ScriptedTransport(ScriptedResponse(chunks=pieces))


async def parts(model: Any) -> None:
    result = await model.do_stream(LanguageCallOptions(prompt=[UserMessage([TextPart("hi")])]))
    async for _ in result.stream:
        pass


async def parsed(model: Any) -> None:
    kept, chat_model.post_json_stream = chat_model.post_json_stream, without_parser(chat_model.post_json_stream)
    try:
        await parts(model)
    finally:
        chat_model.post_json_stream = kept


def without_parser(post: Any) -> Any:
    return lambda *args, parse=None, **more: post(*args, **more)


async def texts(model: Any) -> None:
    async with stream_text(model, "hi") as stream:
        async for _ in stream.text_stream:
            pass


async def measure() -> None:
    for at_once in (1, 60):
        print(f"\n{at_once} a piece")
        for name, make in SERVERS.items():
            transport = scripted([make(number) for number in range(CHUNKS)], at_once=at_once)
            provider = create_openai_compatible(name="b", base_url="http://b.test/v1", transport=transport)
            model = provider.language_model("m")
            row: dict[str, list[float]] = {}
            for _ in range(ROUNDS):
                for read in (parts, parsed, texts):
                    began = time.process_time()
                    await read(model)
                    row.setdefault(read.__name__, []).append((time.process_time() - began) / CHUNKS * 1e6)
            columns = "  ".join(f"{column} {statistics.median(times):5.2f}" for column, times in row.items())
            print(f"  {name:32} {columns}")


if __name__ == "__main__":
    asyncio.run(measure())
