from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from conformance_runner import main as command
from conformance_runner.cases import default_case_files, find_case_files, load_case
from conformance_runner.execute import run_case, run_file
from conformance_runner.operations import operations
from conformance_runner.policy import BadPolicy, Exclusions, Pending

CASES = Path(__file__).parent / "cases"


def case(name: str, **changes: Any) -> dict[str, Any]:
    made = {
        "id": name,
        "feature": "core.is-full-media-type",
        "provider": "core",
        "model_kind": "core",
        "operation": "table",
        "function": "is_full_media_type",
        "rows": [["image/png"]],
        "expect": {"result": [{"args": ["image/png"], "result": True}]},
    }
    return {**made, **changes}


WRONG = {"result": [{"args": ["image/png"], "result": False}]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of cases, empty lists, and no neighbour."""
    monkeypatch.setattr(command, "_COPY", tmp_path / "cases")
    monkeypatch.setattr(command, "_NEIGHBOUR", tmp_path / "neighbour")
    monkeypatch.setattr(command, "_EXCLUSIONS", tmp_path / "exclusions.toml")
    monkeypatch.setattr(command, "_PENDING", tmp_path / "pending.toml")
    (tmp_path / "cases" / "core").mkdir(parents=True)
    (tmp_path / "exclusions.toml").write_text("")
    Pending.write(tmp_path / "pending.toml", [])
    return tmp_path


def write(folder: Path, *cases: dict[str, Any], under: str = "cases/core") -> None:
    (folder / under).mkdir(parents=True, exist_ok=True)
    for each in cases:
        (folder / under / f"{each['id']}.json").write_text(json.dumps(each))


def run(*arguments: str) -> int:
    return command.main(["--processes", "1", *arguments])


def test_a_run_without_failures_exits_with_0_and_ends_with_the_counts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, case("a"), case("b"))
    assert run() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 0 failed"


def test_a_failure_shows_its_path_and_both_values_and_exits_with_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, case("good"), case("bad", expect=WRONG))
    assert run() == 1
    out = capsys.readouterr().out
    assert "FAILED bad  expect.result[0].result\n    expected: False\n    actual:   True\n" in out
    assert out.splitlines()[-1] == "1 passed, 1 failed"
    assert "core      table           1       1         0        0" in out


def test_a_case_that_cannot_be_run_has_failed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, case("a", function="no_such_function"), case("b", operation="no_such_operation"))
    assert run() == 1
    out = capsys.readouterr().out
    assert "no 'no_such_function'" in out
    assert "no adapter for the operation 'no_such_operation'" in out
    assert out.splitlines()[-1] == "0 passed, 2 failed"


def test_what_is_excluded_is_not_run_and_not_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, case("a"), case("b", expect=WRONG), case("c", operation="gone"))
    (folder / "exclusions.toml").write_text(
        '[[case]]\nid = "b"\nreason = "reference bug: x"\n[[operation]]\nname = "gone"\nreason = "old"\n'
    )
    assert run() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed"


def test_failures_of_a_pending_feature_do_not_count(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, case("a"), case("b", feature="core.later", expect=WRONG), case("c", feature="core.later"))
    Pending.write(folder / "pending.toml", ["core.later"])
    assert run() == 0
    out = capsys.readouterr().out
    assert "core      table           1       0         0        2" in out
    assert out.splitlines()[-1] == "1 passed, 0 failed"


def test_a_pending_feature_whose_cases_all_pass_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, case("a"), case("b", feature="core.later"))
    Pending.write(folder / "pending.toml", ["core.later"])
    assert run() == 1
    out = capsys.readouterr().out
    assert "'core.later' is pending, but all its cases pass" in out
    assert out.splitlines()[-1] == "1 passed, 0 failed"


def test_another_folder_may_hold_any_part_of_a_feature(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, case("b", feature="core.later"), under="others")
    Pending.write(folder / "pending.toml", ["core.later"])
    assert run("--cases", str(folder / "others")) == 0
    assert "1 cases" in capsys.readouterr().out


def test_lists_that_name_nothing_are_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, case("a"))
    (folder / "neighbour").mkdir()
    (folder / "exclusions.toml").write_text('[[case]]\nid = "gone"\nreason = "old"\n')
    Pending.write(folder / "pending.toml", ["core.gone"])
    assert run() == 1
    out = capsys.readouterr().out
    assert "exclusions.toml names 'gone'" in out
    assert "pending.toml names 'core.gone'" in out


def test_without_the_neighbour_the_lists_may_name_its_cases(folder: Path) -> None:
    write(folder, case("a"))
    Pending.write(folder / "pending.toml", ["core.fixtures"])
    assert run() == 0


def test_the_pending_list_can_be_written_anew(folder: Path) -> None:
    write(folder, case("x-fixture", feature="core.fixtures", expect=WRONG), under="neighbour/core")
    write(folder, case("a"), case("b", feature="core.later", expect=WRONG), case("c", feature="core.later"))
    Pending.write(folder / "pending.toml", ["core.is-full-media-type"])
    assert run("--write-pending") == 0
    assert Pending.read(folder / "pending.toml").features == {"core.later", "core.fixtures"}
    assert run() == 0


def test_cases_can_be_chosen_by_provider_and_feature(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, case("a", feature="core.x"), case("b", feature="core.x.y"), case("c", feature="core.xy"))
    assert run("--feature", "core.x") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 0 failed"
    assert run("--provider", "core", "--feature", "core.xy") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed"
    assert run("--provider", "nobody") == 2


def test_the_report_is_written_as_json(folder: Path) -> None:
    write(folder, case("good"), case("bad", expect=WRONG))
    assert run("--json", str(folder / "report.json")) == 1
    report = json.loads((folder / "report.json").read_text())
    assert (report["passed"], report["failed"]) == (1, 1)
    [bad] = [entry for entry in report["cases"] if entry["status"] == "failed"]
    assert bad["id"] == "bad"
    assert bad["path"] == "expect.result[0].result"
    assert (bad["expected"], bad["actual"]) == ("False", "True")


def test_a_file_that_is_no_case_stops_the_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "cases" / "core" / "x.json").write_text("{}")
    assert run() == 2
    assert "holds no case" in capsys.readouterr().err


def test_without_the_project_nothing_is_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, case("a"))
    monkeypatch.setattr(command, "_PROJECT", "no_such_project")
    assert run() == 2
    assert "no_such_project is not there" in capsys.readouterr().err


def test_only_the_fixture_cases_of_the_neighbour_are_added(folder: Path) -> None:
    write(folder, case("a"))
    write(folder, case("a"), case("b-fixture-c"), under="neighbour/core")
    files = default_case_files(folder / "cases", folder / "neighbour")
    assert [path.stem for path in files] == ["a", "b-fixture-c"]
    assert [path.stem for path in default_case_files(folder / "cases", folder / "nowhere")] == ["a"]


def test_rows_of_the_exclusions_need_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "exclusions.toml"
    for text in ('[[case]]\nid = "b"\n', '[[case]]\nid = "b"\nreason = " "\n', '[[case]]\nname = "b"\nreason = "x"\n'):
        file.write_text(text)
        with pytest.raises(BadPolicy):
            Exclusions.read(file)
    file.write_text('[[case]]\nid = "b"\nreason = "x"\n' * 2)
    with pytest.raises(BadPolicy, match="twice"):
        Exclusions.read(file)


def test_every_case_of_the_copy_has_an_adapter_and_is_stored_under_its_id() -> None:
    files = find_case_files(CASES)
    cases = [load_case(path) for path in files]
    assert {each.operation for each in cases} - Exclusions.read(CASES.parent / "exclusions.toml").operations.keys() <= (
        operations()
    )
    assert all(path.stem == each.id for path, each in zip(files, cases, strict=True))
    assert not any("fixture" in each.id for each in cases)


def test_what_is_printed_is_shown_with_a_failure_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    async def adapter(run: Any) -> None:
        print("about to fail", file=sys.stderr)

    monkeypatch.setattr("conformance_runner.execute.adapter_for", lambda case: adapter)
    write(tmp_path, case("loud"), under=".")
    assert run_file(tmp_path / "loud.json").note == "printed: about to fail"
    assert capfd.readouterr() == ("", "")


def test_a_case_that_takes_too_long_has_failed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    async def adapter(run: Any) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr("conformance_runner.execute.TIME_LIMIT", 0.05)
    monkeypatch.setattr("conformance_runner.execute.adapter_for", lambda case: adapter)
    write(tmp_path, case("slow"), under=".")
    verdict = run_case(load_case(tmp_path / "slow.json"))
    assert not verdict.passed
    assert verdict.actual == "'still running'"
