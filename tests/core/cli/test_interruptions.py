"""Ctrl-C and pipes whose reader went away, with a real process and a provider that streams slowly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.plugins.throwaway import Environment

SLOW = """
from ai_sdk.plugins import ProviderDescription, hookimpl


@hookimpl
def describe_provider(context):
    return ProviderDescription(prefix="slow", name="Slow", model_kinds={"language"})


@hookimpl
def create_provider(context):
    import asyncio
    import pathlib

    from ai_sdk.provider import StreamResult
    from ai_sdk.testing import MockLanguageModel, MockProvider, text_stream

    folder = pathlib.Path(__file__).parent

    async def stream(options):
        async def parts():
            try:
                for part in text_stream(*["word "] * 1000).parts:
                    yield part
                    await asyncio.sleep(0.02)
            finally:
                (folder / "stream closed").touch()

        return StreamResult(parts())

    class Provider(MockProvider):
        async def aclose(self):
            (folder / "provider closed").touch()

    return Provider(language_models={"m": MockLanguageModel(do_stream=stream)})
"""

Start = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    environment = Environment(tmp_path)
    environment.install("ai-sdk-slow", {"slow": "ai_sdk_slow"}, {"ai_sdk_slow": SLOW})
    return environment


def start(environment: Environment) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(environment.site), *(folder for folder in sys.path if folder)])
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", "from ai_sdk.cli import main; main()", "generate", "slow:m", "Hi"],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def closed(environment: Environment) -> list[str]:
    return sorted(file.name for file in environment.site.glob("* closed"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_with_130_and_closes_everything(environment: Environment) -> None:
    with start(environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(5) == "word "
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read().strip() == ""
    assert closed(environment) == ["provider closed", "stream closed"]


@pytest.mark.skipif(os.name == "nt", reason="Windows reports it as another error")
def test_a_reader_that_goes_away_ends_the_command_without_a_word(environment: Environment) -> None:
    with start(environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(5) == "word "
        process.stdout.close()
        assert process.wait(20) == 1
        assert process.stderr.read() == ""
    assert closed(environment) == ["provider closed", "stream closed"]
