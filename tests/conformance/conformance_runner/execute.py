"""Running one case from its file to its verdict."""

from __future__ import annotations

import asyncio
import io
import time
import traceback
from contextlib import AsyncExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .cases import Case, load_case
from .compare import Comparer, Difference
from .environment import environment
from .judge import judge
from .operations import adapter_for
from .outcome import CannotRun, Run
from .placeholders import Bindings, substitute
from .server import ClosedPort, ScriptedServer

__all__ = ["TIME_LIMIT", "Verdict", "run_case", "run_file"]

TIME_LIMIT = 10.0
"""Seconds that one case may take."""
_SHOWN = 2000
"""Characters of a value that a report shows."""


@dataclass(frozen=True)
class Verdict:
    """What came of one case. `path` is where the first difference is, empty if the case passed."""

    id: str
    feature: str
    provider: str
    operation: str
    passed: bool
    path: str = ""
    expected: str = ""
    actual: str = ""
    note: str = ""
    seconds: float = 0.0


def run_file(file: Path) -> Verdict:
    """The verdict on the case in `file`. What the code under test prints goes into the note of a failure."""
    with io.StringIO() as printed, redirect_stdout(printed), redirect_stderr(printed):
        verdict = run_case(load_case(file))
        if verdict.passed or not printed.getvalue().strip():
            return verdict
        return replace(verdict, note=f"{verdict.note}\nprinted: {printed.getvalue().strip()[-_SHOWN:]}".strip())


def run_case(case: Case) -> Verdict:
    """The verdict on a case. Runs it in an event loop of its own; changes the environment for as long."""
    began = time.perf_counter()
    with environment(case.data.get("env") or {}):
        try:
            difference = asyncio.run(_run_in_time(case))
        except Exception:  # noqa: BLE001 - a defect of the runner or of its adapters must not hide the other cases
            difference = Difference("", "a verdict", "an exception", traceback.format_exc())
    seconds = time.perf_counter() - began
    facts: dict[str, Any] = {
        "id": case.id,
        "feature": case.feature,
        "provider": case.provider,
        "operation": case.operation,
        "seconds": round(seconds, 4),
    }
    if difference is None:
        return Verdict(passed=True, **facts)
    return Verdict(
        passed=False,
        path=difference.path,
        expected=_shown(difference.expected),
        actual=_shown(difference.actual),
        note=difference.note,
        **facts,
    )


async def _run_in_time(case: Case) -> Difference | None:
    try:
        async with asyncio.timeout(TIME_LIMIT):
            return await _run(case)
    except TimeoutError:
        return Difference("", f"an end within {TIME_LIMIT:g} s", "still running")
    except CannotRun as reason:
        return Difference("", "to be run", "can't be run", str(reason))


async def _run(case: Case) -> Difference | None:
    adapter = adapter_for(case)
    data = case.data
    over_http = data.get("http")
    responses = (
        over_http["responses"] if over_http else [exchange["response"] for exchange in data.get("exchanges", [])]
    )
    closed = ClosedPort()
    server = ScriptedServer(responses, websocket=data.get("websocket"), repeat_last=over_http is not None)
    started = datetime.now(UTC)
    async with AsyncExitStack() as stack:
        stack.callback(closed.close)
        await stack.enter_async_context(server)
        origins = {
            "{BASE_URL}": f"http://{server.host}",
            "{WS_BASE_URL}": f"ws://{server.host}",
            "{CLOSED_URL}": f"http://{closed.host}",
            "{CLOSED_HOST}": closed.host,
        }
        inputs = {**data, **{key: substitute(data[key], origins) for key in ("settings", "http") if key in data}}
        run = Run(case, inputs, server, stack)
        await _operate(adapter, run)
        has_reason = "reason" in (data.get("abort") or {})
        comparer = Comparer(Bindings(origins), started=started, abort_has_reason=has_reason)
        exchanges = case.expect.get("exchanges", data.get("exchanges", []))
        return judge(case.expect, exchanges, run.outcome, server.requests, comparer)


async def _operate(adapter: Any, run: Run) -> None:
    """Run the operation; an exception of the code under test is something that came out."""
    try:
        await adapter(run)
    except CannotRun:
        raise
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise  # The time is up.
        run.outcome.error = error
    except Exception as error:  # noqa: BLE001 - whatever it is, the case says whether it is right
        run.outcome.error = error


def _shown(value: Any) -> str:
    if isinstance(value, BaseException):
        frames = traceback.extract_tb(value.__traceback__)
        where = f" (raised at {Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
        return f"{type(value).__name__}: {value}{where}"
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({len(text)} characters)"
