"""Runs cases in several processes: each sets the environment for one case at a time.

A case has its own time limit inside its process. A process that does not answer at all, because something in it
blocks or crashed, is killed after a while, its case failed, and a new process takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from .cases import Case
from .execute import TIME_LIMIT, Verdict, run_file

__all__ = ["PROCESSES", "run_all"]

PROCESSES = max(2, min(8, 2 * (os.cpu_count() or 1)))
"""Twice the cores: many cases mostly wait."""
_SILENCE = TIME_LIMIT + 10
"""Seconds after which a process that does not answer is given up."""

Work = tuple[Path, Case]


def _serve(connection: Connection, search_path: list[str]) -> None:
    sys.path[:] = search_path
    while (file := connection.recv()) is not None:
        connection.send(run_file(file))


@dataclass
class _Worker:
    process: SpawnProcess
    connection: Connection
    work: Work | None = None
    since: float = 0.0

    def give(self, work: Work) -> None:
        self.work, self.since = work, time.monotonic()
        self.connection.send(work[0])


def _start(serve: Callable[[Connection, list[str]], None]) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, list(sys.path)), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def run_all(
    work: Sequence[Work],
    *,
    processes: int = PROCESSES,
    silence: float = _SILENCE,
    serve: Callable[[Connection, list[str]], None] = _serve,
) -> Iterator[Verdict]:
    """The verdicts on all cases, as they come. `serve` is what a process does; tests give another one."""
    waiting = deque(work)
    workers = [_start(serve) for _ in range(min(processes, len(waiting)))]
    try:
        while waiting or any(worker.work for worker in workers):
            for worker in workers:
                if worker.work is None and waiting:
                    worker.give(waiting.popleft())
            wait([worker.connection for worker in workers if worker.work], timeout=0.5)
            for index, worker in enumerate(workers):
                if worker.work is None:
                    continue
                verdict = _verdict_of(worker, silence)
                if verdict is None:
                    continue
                worker.work = None
                yield verdict
                if not worker.process.is_alive():
                    worker.connection.close()
                    workers[index] = _start(serve)
    finally:
        for worker in workers:
            _stop(worker)


def _verdict_of(worker: _Worker, silence: float) -> Verdict | None:
    """The answer of a worker, a failure if it died or fell silent, None if it still works."""
    assert worker.work is not None
    try:
        if worker.connection.poll():
            return worker.connection.recv()
        if time.monotonic() - worker.since < silence:
            return None
        reason = f"no answer within {silence:g} s"
    except (EOFError, OSError):
        worker.process.join(1)
        reason = f"the process ended with exit code {worker.process.exitcode}"
    worker.process.kill()
    worker.process.join()
    case = worker.work[1]
    return Verdict(
        case.id,
        case.feature,
        case.provider,
        case.operation,
        passed=False,
        expected="a verdict",
        actual=reason,
        seconds=round(time.monotonic() - worker.since, 4),
    )


def _stop(worker: _Worker) -> None:
    try:
        worker.connection.send(None)
    except OSError:
        pass
    worker.connection.close()
    worker.process.join(1)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
