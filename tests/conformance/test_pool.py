from __future__ import annotations

from pathlib import Path

from conformance_runner.cases import Case
from conformance_runner.pool import run_all
from scripted_workers import answer_die_or_block


def work(*names: str) -> list[tuple[Path, Case]]:
    return [(Path(f"{name}.json"), Case(name, "f", "p", "o", {})) for name in names]


def test_every_case_gets_a_verdict_also_where_a_process_dies_or_blocks() -> None:
    names = ("a", "die-1", "b", "block-1", "c", "die-2", "d")
    verdicts = {
        verdict.id: verdict for verdict in run_all(work(*names), processes=2, silence=1.0, serve=answer_die_or_block)
    }

    assert verdicts.keys() == set(names)
    assert {name for name, verdict in verdicts.items() if verdict.passed} == {"a", "b", "c", "d"}
    assert "exit code 3" in verdicts["die-1"].actual
    assert "no answer" in verdicts["block-1"].actual


def test_no_cases_need_no_processes() -> None:
    assert list(run_all([])) == []
