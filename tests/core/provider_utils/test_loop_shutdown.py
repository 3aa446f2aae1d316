"""Programs that never close anything: they end without a word, however their event loops end.

Each program runs in a process of its own, in development mode and with warnings as errors.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import ssl
import sys
from pathlib import Path

import pytest
from ai_sdk.testing import ScriptedResponse, ScriptedServer

PEM = Path(__file__).with_name("localhost.pem")  # a certificate and key for 127.0.0.1 that nothing else trusts

START = """
import asyncio, gc, logging, ssl, sys
import aiohttp, pydantic_core
from ai_sdk.provider_utils import AiohttpTransport, post_json, post_json_stream
url = sys.argv[1]
tls = ssl.create_default_context(cafile=sys.argv[2])
transport = AiohttpTransport(ssl_context=tls)
run = asyncio.run
kept = []
# On a busy machine asyncio's debug mode remarks on anything.
logging.getLogger("asyncio").addFilter(lambda record: " took " not in record.getMessage())

async def call():
    await post_json(transport, url + "/call", body={})

async def half():
    stream = await post_json_stream(transport, url + "/stream", body={})
    kept.append(stream)
    async for event, *_ in stream:
        break

async def unread():
    kept.append(await post_json_stream(transport, url + "/stream", body={}))
"""

PROGRAMS = {
    "a call": "run(call())",
    "a stream left half-read": "run(half())",
    "a stream left half-read and collected": "run(half()); kept.clear(); gc.collect()",
    "a stream never read": "run(unread())",
    "a stream never read and collected": "run(unread()); kept.clear(); gc.collect()",
    "a stream forgotten within the loop": """
async def main():
    await half()
    await unread()
    kept.clear()
    gc.collect()
    await call()
run(main())
""",
    "two loops one after the other": "run(call()); run(half()); run(call())",
    "a transport collected within the loop": """
async def main():
    global transport
    await call()
    await half()
    kept.clear()
    transport = None
    gc.collect()
    await asyncio.sleep(0.05)
run(main())
""",
    "a stream closed last of all": """
async def main():
    await half()
    await kept[0].aclose()
run(main())
""",
    "a cancelled stream": """
async def main():
    task = asyncio.create_task(half())
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.wait([task])
run(main())
""",
    "a task still in its call": """
async def main():
    asyncio.create_task(post_json(transport, url + "/slow", body={}))
    await asyncio.sleep(0.05)
run(main())
""",
    "loops closed without a shutdown": """
for work in (call, half, unread):
    loop = asyncio.new_event_loop()
    loop.run_until_complete(work())
    loop.close()
run(call())
""",
    "a loop closed without a shutdown at the end": """
loop = asyncio.new_event_loop()
loop.run_until_complete(call())
loop.run_until_complete(half())
loop.close()
kept.clear()
""",
    "an exception out of the loop": """
async def main():
    await half()
    raise KeyError("on purpose")
try:
    run(main())
except KeyError:
    pass
""",
}


def answer(request: object) -> ScriptedResponse:
    path = getattr(request, "path", "")
    if path == "/stream":
        return ScriptedResponse(events=["1", "2"], hang=True)
    return ScriptedResponse(json={}, delay=60 if path == "/slow" else 0)


async def run_program(program: str, *, tls: bool = False) -> tuple[int | None, str]:
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(PEM)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "error"}
    async with ScriptedServer(answer, ssl_context=context) as server:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-X", "dev", "-c", START + program, server.url, str(PEM)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=environment,
        )
        async with asyncio.timeout(30):
            output, _ = await process.communicate()
    return process.returncode, output.decode()


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
async def test_a_program_that_closes_nothing_ends_without_a_word(program: str) -> None:
    assert await run_program(program) == (0, "")


@pytest.mark.parametrize("name", [name for name in PROGRAMS if "without a shutdown" not in name])
async def test_the_same_over_tls(name: str) -> None:
    assert await run_program(PROGRAMS[name], tls=True) == (0, "")


@pytest.mark.skipif(importlib.util.find_spec("uvloop") is None, reason="uvloop is not installed")
@pytest.mark.parametrize("name", [name for name in PROGRAMS if "without a shutdown" not in name])
async def test_the_same_on_uvloop(name: str) -> None:
    assert await run_program("import uvloop\nrun = uvloop.run\n" + PROGRAMS[name]) == (0, "")
