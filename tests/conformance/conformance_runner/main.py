"""The command: which cases to run, how, and what the exit code is."""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from .cases import Case, NotACase, default_case_files, find_case_files, load_cases
from .execute import Verdict
from .policy import BadPolicy, Exclusions, Pending
from .pool import PROCESSES, run_all
from .report import Row, Status, as_json_text, failure_text, last_line, table

__all__ = ["main"]

_HOME = Path(__file__).resolve().parent.parent
_COPY = _HOME / "cases"
_NEIGHBOUR = _HOME.parents[1].parent / "shared" / "conformance" / "cases"
_EXCLUSIONS = _HOME / "exclusions.toml"
_PENDING = _HOME / "pending.toml"
_PROJECT = "ai_sdk"


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="conformance", description="Run the golden cases against this project.")
    parser.add_argument(
        "--cases", type=Path, metavar="DIR", help="run the cases in this folder instead of the project's"
    )
    parser.add_argument("--provider", metavar="P", help="only the cases of this provider (core is one)")
    parser.add_argument(
        "--feature", metavar="F", help="only this feature, or those below it: core.embed, core.middleware"
    )
    parser.add_argument("--case", metavar="ID", action="append", help="only this case; may be given again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the report here as JSON")
    parser.add_argument("--processes", type=int, default=PROCESSES, metavar="N", help=f"default {PROCESSES}")
    parser.add_argument("--show-pending", action="store_true", help="print the failures of pending features too")
    parser.add_argument("--write-pending", action="store_true", help="write pending.toml anew from this run")
    options = parser.parse_args(arguments)
    if options.write_pending and not _NEIGHBOUR.is_dir():
        parser.error(f"--write-pending needs the cases in {_NEIGHBOUR} too, or their features would be lost")
    if options.write_pending and (options.cases or options.provider or options.feature or options.case):
        parser.error("--write-pending needs a run of all the project's cases")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns the exit code: 0 if nothing failed."""
    options = _arguments(arguments)
    if find_spec(_PROJECT) is None:
        print(
            f"{_PROJECT} is not there: run this with `hatch run conformance`, or put it on PYTHONPATH", file=sys.stderr
        )
        return 2
    try:
        exclusions, pending = Exclusions.read(_EXCLUSIONS), Pending.read(_PENDING)
        files = find_case_files(options.cases) if options.cases else default_case_files(_COPY, _NEIGHBOUR)
        everything = load_cases(files)
    except (BadPolicy, NotACase, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    work = [(file, case) for file, case in everything if _is_asked_for(case, options)]
    if not work:
        print("no case fits", file=sys.stderr)
        return 2
    if options.write_pending:
        pending = Pending(frozenset())

    began = time.monotonic()
    to_run = [(file, case) for file, case in work if exclusions.reason(case) is None]
    verdicts = {verdict.id: verdict for verdict in run_all(to_run, processes=options.processes)}
    cases = [case for _, case in work]
    rows = _rows(cases, verdicts, exclusions, pending)

    if options.write_pending:
        pending = Pending(frozenset(row.feature for row in rows if row.status == "failed"))
        Pending.write(_PENDING, pending.features)
        rows = _rows(cases, verdicts, exclusions, pending)
    # The lists describe the project's own cases; another folder may hold any selection.
    problems = [] if options.cases else _problems(rows, [case for _, case in everything], exclusions, pending, options)
    _print(rows, problems, show_pending=options.show_pending, seconds=time.monotonic() - began)
    if options.json:
        options.json.write_text(as_json_text(rows, problems), encoding="utf-8")
    failed = any(row.status == "failed" for row in rows)
    print(last_line(rows))
    return 1 if failed or problems else 0


def _is_asked_for(case: Case, options: argparse.Namespace) -> bool:
    if options.provider and case.provider != options.provider:
        return False
    if options.feature and not f"{case.feature}.".startswith(f"{options.feature}."):
        return False
    return not options.case or case.id in options.case


def _rows(
    cases: Iterable[Case], verdicts: Mapping[str, Verdict], exclusions: Exclusions, pending: Pending
) -> list[Row]:
    rows: list[Row] = []
    for case in cases:
        reason = exclusions.reason(case)
        verdict = verdicts.get(case.id)
        status: Status
        if reason is not None:
            status = "excluded"
        elif case.feature in pending.features:
            status = "pending"
        else:
            status = "passed" if verdict is not None and verdict.passed else "failed"
        rows.append(Row(case.id, case.feature, case.provider, case.operation, status, verdict, reason or ""))
    return rows


def _problems(
    rows: Sequence[Row],
    everything: Sequence[Case],
    exclusions: Exclusions,
    pending: Pending,
    options: argparse.Namespace,
) -> list[str]:
    """What is wrong with the lists themselves."""
    problems: list[str] = []
    if _NEIGHBOUR.is_dir():  # Without it there are names of cases that are not here.
        problems += [f"exclusions.toml names {name!r}, which no case is" for name in exclusions.unknown(everything)]
        known = {case.feature for case in everything}
        problems += [f"pending.toml names {name!r}, which no case has" for name in sorted(pending.features - known)]
    if options.case:
        return problems  # Parts of features say nothing about them.
    of_feature: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.status == "pending":
            of_feature[row.feature].append(row)
    problems += [
        f"{feature!r} is pending, but all its cases pass: take it out of pending.toml"
        for feature, its_rows in sorted(of_feature.items())
        if all(row.verdict is not None and row.verdict.passed for row in its_rows)
    ]
    return problems


def _print(rows: Sequence[Row], problems: Sequence[str], *, show_pending: bool, seconds: float) -> None:
    for row in rows:
        failed = row.status == "failed"
        hidden = row.status == "pending" and row.verdict is not None and not row.verdict.passed
        if failed or (hidden and show_pending):
            print(failure_text(row) if failed else failure_text(row).replace("FAILED", "PENDING", 1))
    if any(row.status == "failed" for row in rows):
        print()
    print(table(rows))
    for problem in problems:
        print(f"ERROR {problem}")
    print(f"{len(rows)} cases in {seconds:.1f} s")
