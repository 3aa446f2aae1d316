"""What running a case gave, and what an adapter needs to run it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from .cases import Case
from .server import ScriptedServer

__all__ = ["CannotRun", "Outcome", "Run"]


class CannotRun(Exception):
    """The case can't be run: the project has no such function, hook or package. The message says which."""


@dataclass
class Outcome:
    """What came out.

    `values` is what was observed, by the name that it has in a case's `expect`; a list that stayed empty is the same as
    one that was not recorded. `cancelled` says that the case cancelled its call.
    """

    values: dict[str, Any] = field(default_factory=dict)
    error: BaseException | None = None
    stream_error: BaseException | None = None
    cancelled: bool = False


@dataclass
class Run:
    """One case at work: its inputs, the server that it may call, and where to put what comes out.

    `data` is the case with the placeholders of its settings replaced. What must be closed goes on `closing`.
    """

    case: Case
    data: Mapping[str, Any]
    server: ScriptedServer
    closing: AsyncExitStack
    outcome: Outcome = field(default_factory=Outcome)

    def record(self, name: str, value: Any) -> None:
        """Something was observed once."""
        self.outcome.values[name] = value

    def log(self, name: str, value: Any) -> None:
        """Something was observed that may be observed again: append it to the list `name`."""
        self.outcome.values.setdefault(name, []).append(value)
