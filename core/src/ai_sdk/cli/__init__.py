"""The command `ai-sdk`. It needs the extra `cli`: `pip install "ai-sdk-core[cli]"`."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Runs the command with the arguments of the process and ends the process."""
    try:
        import click as click
    except ImportError:
        print(
            'Error: the command ai-sdk needs click. Install it: pip install "ai-sdk-core[cli]"',
            file=sys.stderr,
        )
        sys.exit(1)
    from ai_sdk.cli.app import run

    sys.exit(run(sys.argv[1:]))
