"""The example, as a reader of the documentation runs it: a server and a browser on loopback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
