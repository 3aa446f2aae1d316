"""The example, as a reader of the documentation runs it: a server and a browser on loopback."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from tests.core.text.helpers import until

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "ui_stream_server.py"

PRINTED = """\
> What is the weather in Oslo?
  Let me look.
  [weather approval-requested: null]
> yes, run weather({"city": "Oslo"})
  (the connection is lost)
  Let me look.
  [weather output-available: {"city": "Oslo", "celsius": 4}]
  It is 4 degrees in Oslo.
kept: user, assistant
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLE), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_conversation_with_an_approval_and_a_lost_connection() -> None:
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == PRINTED


def test_a_model_that_can_not_be_had_is_one_line_and_no_traceback() -> None:
    done = run("nope:model")
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert line.startswith("Error: ")
    assert "nope" in line


async def test_an_answer_that_is_over_is_not_kept_to_be_resumed() -> None:
    example = runpy.run_path(str(EXAMPLE))
    server = example["ChatServer"](example["scripted_model"]())
    user = {"id": "u", "role": "user", "parts": [{"type": "text", "text": "Hi"}]}
    async with TestClient(TestServer(server.app())) as client:
        async with client.post("/api/chat", json={"id": "chat-1", "messages": [user]}) as response:
            await response.content.readany()
            assert list(server._live) == ["chat-1"]
            await response.read()
        await until(lambda: server._live == {})
        async with client.get("/api/chat/chat-1/stream") as response:
            assert response.status == 204
