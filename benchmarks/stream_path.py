"""What a streamed chunk costs from the socket to the parsed event: transport, event stream, JSON. CPU microseconds.

    python benchmarks/stream_path.py [--rounds 7] [--chunks 5000]

The server runs in a process of its own; only this process's CPU time counts. `floor` is aiohttp with a bare split and
the same JSON parser. Compare columns of one run, not numbers of different runs.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from typing import Any

CHUNK = {
    "id": "chatcmpl-8a7f6b5c4d3e2f1a0b9c8d7e6f5a4b3c",
    "object": "chat.completion.chunk",
    "created": 1700000000,
    "model": "bench-model-2025-01-01",
    "system_fingerprint": "fp_0123456789",
    "choices": [{"index": 0, "delta": {"content": " token"}, "logprobs": None, "finish_reason": None}],
}


def serve(pipe: Connection, chunks: int) -> None:
    from ai_sdk.testing import ScriptedResponse, ScriptedServer

    event = f"data: {json.dumps(CHUNK, separators=(',', ':'))}\n\n"
    # Many events in a write, as a server in a hurry sends them, and one event in each.
    burst = ScriptedResponse(chunks=[event * 16] * (chunks // 16) + ["data: [DONE]\n\n"])
    single = ScriptedResponse(chunks=[event] * chunks + ["data: [DONE]\n\n"])

    async def run() -> None:
        async with ScriptedServer(lambda request: burst if request.path == "/burst" else single) as server:
            pipe.send(server.url)
            await asyncio.to_thread(pipe.recv)

    asyncio.run(run())


async def measure(url: str, rounds: int) -> dict[str, list[float]]:
    import aiohttp
    from ai_sdk.provider_utils import (
        ANY,
        NUMBER,
        STRING,
        AiohttpTransport,
        HttpRequest,
        SSEDecoder,
        list_of,
        nullish,
        object_of,
        post_json_stream,
    )
    from pydantic_core import from_json

    delta = object_of(
        {"role": nullish(STRING), "content": nullish(STRING), "tool_calls": nullish(ANY)}, keep_unknown=True
    )
    choice = object_of({"delta": nullish(delta), "finish_reason": nullish(STRING)}, keep_unknown=True)
    shape = object_of(
        {"id": nullish(STRING), "created": nullish(NUMBER), "model": nullish(STRING), "choices": list_of(choice)},
        keep_unknown=True,
    )
    transport = AiohttpTransport()
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), read_bufsize=2**18)

    async def floor() -> int:
        count = 0
        async with session.post(url, data=b"{}") as response:
            rest = b""
            async for data in response.content.iter_any():
                lines = (rest + data).split(b"\n")
                rest = lines.pop()
                for line in lines:
                    if line.startswith(b"data: ") and line != b"data: [DONE]":
                        from_json(line[6:])
                        count += 1
        return count

    async def decoded() -> int:
        response = await transport.send(HttpRequest("POST", url, {}, b"{}"))
        feed, count = SSEDecoder().feed, 0
        async for data in response.chunks():
            count += len(feed(data))
        await response.aclose()
        return count - 1

    async def events() -> int:
        stream = await post_json_stream(transport, url, body={})
        return sum([len(found) async for found in stream])

    async def checked() -> int:
        stream = await post_json_stream(transport, url, body={}, validate=shape)
        return sum([len([event for event in found if event.error is None]) async for found in stream])

    ways: dict[str, Callable[[], Awaitable[int]]] = {
        "floor": floor,
        "transport and event stream": decoded,
        "and JSON: post_json_stream": events,
        "and a shape": checked,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for round_number in range(rounds + 1):
        for name, way in ways.items():
            start = time.process_time()
            count = await way()
            seconds = time.process_time() - start
            if round_number:  # the first round warms up
                times[name].append(seconds / count * 1e6)
    await session.close()
    await transport.aclose()
    return times


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--chunks", type=int, default=5000)
    arguments = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there, arguments.chunks))
    server.start()
    url: Any = here.recv()
    try:
        for path, title in (("/burst", "16 events in each write"), ("/single", "one event in each write")):
            times = asyncio.run(measure(url + path, arguments.rounds))
            floor = statistics.median(times["floor"])
            print(f"\n{title}: CPU us a chunk (median of {arguments.rounds}), times the floor")
            for name, values in times.items():
                middle = statistics.median(values)
                print(f"  {name:32} {middle:6.2f}  {middle / floor:5.2f}")
    finally:
        here.send(None)
        server.join()


if __name__ == "__main__":
    main()
