"""The group of all commands, and what becomes of their failures: one line, no traceback.

Exit codes: 0; 1 for a failure; 2 for a wrong command line; 130 after Ctrl-C. If the reader of a pipe goes away the
command ends without a word (click sees to that), with 1.
Nothing heavy is imported before a command runs, so `ai-sdk --help` is quick.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence

import click

from ai_sdk.__about__ import __version__
from ai_sdk.cli.chat import chat
from ai_sdk.cli.doctor import doctor
from ai_sdk.cli.embed import embed
from ai_sdk.cli.generate import generate
from ai_sdk.cli.models import models
from ai_sdk.cli.providers import providers

__all__ = ["app", "run", "show_error"]


class _Commands(click.Group):
    """Our commands, then those of installed extensions. The help lists ours only, without looking for extensions."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        if command is None:
            from ai_sdk.plugins.extensions import extensions

            command = extensions.commands().get(cmd_name)
        return command


@click.group(
    cls=_Commands,
    commands=[providers, models, doctor, generate, chat, embed],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="ai-sdk")
def app() -> None:
    """Language and embedding models from the command line.

    MODEL is 'provider:model', for example 'ollama:llama3.2:3b'. Installed extensions may bring further commands;
    'ai-sdk doctor' names them.
    """


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives the exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that can't show an answer's emoji is no reason to stop, nor is a stray byte of the input.
            stream.reconfigure(errors="replace")
    try:
        code = app.main(args=list(arguments), prog_name="ai-sdk", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:  # noqa: BLE001
        show_error(error)
        return 1
    return code if isinstance(code, int) else 0


def show_error(error: Exception) -> None:
    """One line on the standard error output."""
    from ai_sdk.provider.core_errors import RetryError
    from ai_sdk.provider.errors import AISDKError, APICallError

    if os.environ.get("AI_SDK_TRACEBACK"):
        traceback.print_exception(error)
    text = one_line(str(error))
    if not isinstance(error, (AISDKError, OSError)):
        # Nothing that the SDK expects: the type says more than such texts do.
        text = f"{type(error).__name__}: {text} (AI_SDK_TRACEBACK=1 shows where)"
    failed = error.last_error if isinstance(error, RetryError) else error
    if isinstance(failed, APICallError):
        # A wrong base URL shows in what was reached, seldom in the message. Errors of gateways have it on their cause.
        reached = failed.url or getattr(failed.cause, "url", None)
        status = "no answer" if failed.status_code is None else f"status {failed.status_code}"
        text += f" ({status} from {reached})" if reached else ""
    text = " ".join([text or type(error).__name__, *map(one_line, getattr(error, "__notes__", ()))])
    click.echo(f"Error: {text}", err=True)


def one_line(text: str) -> str:
    """`text` without line breaks, cut at 600 characters: an error may quote a whole HTML page."""
    line = " ".join(text.split())
    return line if len(line) <= 600 else f"{line[:600]}..."
