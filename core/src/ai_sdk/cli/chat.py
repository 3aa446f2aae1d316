"""`ai-sdk chat`: a conversation at the terminal."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

import click

from ai_sdk.cli.output import log_afterwards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_sdk.provider import Message

__all__ = ["chat"]


@click.command()
@click.argument("model")
@click.option("--instructions", metavar="TEXT", help="What holds for the whole conversation (the system message).")
def chat(*, model: str, instructions: str | None) -> int:
    """Talk with MODEL, line by line.

    /exit or the end of the input ends it, Ctrl-C stops an answer. What was said of a stopped answer stays in the
    conversation; a message whose answer failed does not. If the lines come out of a pipe, the exit code tells whether
    one has failed.
    """
    from ai_sdk import registry
    from ai_sdk.plugins import resolve_model
    from ai_sdk.provider import AssistantMessage, UserMessage

    has_failed = False
    if sys.stdin.isatty():
        with suppress(ImportError):
            # Gives `input` its arrow keys, where the system has it.
            import_module("readline")
        click.echo("/exit ends the conversation, Ctrl-C stops an answer.", err=True)
    messages: list[Message] = []
    # One loop for all answers, so that connections stay open between them.
    with asyncio.Runner() as runner:
        try:
            # A model that can't be found is told before the first question.
            resolve_model(model, "language")
            while (line := _read_line()) is not None:
                if not line:
                    continue
                shown: list[str] = []
                question = UserMessage(line)
                try:
                    answer = runner.run(_answer(model, instructions, [*messages, question], shown))
                    messages += [question, *answer]
                except KeyboardInterrupt:
                    click.echo()
                    if shown:
                        messages += [question, AssistantMessage("".join(shown))]
                except Exception as error:  # noqa: BLE001 - the conversation goes on
                    from ai_sdk.cli.app import show_error

                    if shown:
                        click.echo()
                    show_error(error)
                    has_failed = True
        finally:
            runner.run(registry.aclose())
    return 1 if has_failed and not sys.stdin.isatty() else 0


async def _answer(model: str, instructions: str | None, messages: list[Message], shown: list[str]) -> Sequence[Message]:
    """Prints an answer as it comes, its pieces in `shown`, and gives the messages for the conversation."""
    from ai_sdk import stream_text

    with log_afterwards():
        async with stream_text(model, messages=messages, instructions=instructions) as stream:
            async for text in stream.text_stream:
                shown.append(text)
                click.echo(text, nl=False)
            click.echo()
            return (await stream.result()).response_messages


def _read_line() -> str | None:
    """The next line without the space around it; None at the end."""
    try:
        line = input("> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        if sys.stdin.isatty():
            # Ctrl-D leaves the cursor behind the prompt.
            click.echo()
        return None
    return None if line == "/exit" else line
