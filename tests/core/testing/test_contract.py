"""The contract kit: what it lets through, what it finds, and that nothing turns it off silently."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.plugins.discovery import Claim
from ai_sdk.provider import (
    Finish,
    FinishReason,
    InputTokens,
    OutputTokens,
    StreamStart,
    TextDelta,
    TextEnd,
    TextStart,
    ToolCallContent,
    ToolInputDelta,
    ToolInputEnd,
    ToolInputStart,
    Usage,
)
from ai_sdk.testing.contract import LanguageModelContract
from ai_sdk.testing.contract.plugin_checks import import_report
from ai_sdk.testing.contract.stream_rules import check_stream_parts, check_usage

USAGE = Usage(InputTokens(3, 1, 2, 0), OutputTokens(2, 2, 0))
FINISH = Finish(FinishReason("stop", "stop"), USAGE)
TOOL: list[Any] = [
    ToolInputStart("c", "weather"),
    ToolInputDelta("c", "{"),
    ToolInputDelta("c", "}"),
    ToolInputEnd("c"),
]


def make_class(**members: Any) -> type:
    return type("TestAcme", (LanguageModelContract,), {"__module__": __name__, **members})


# Turning tests off ---------------------------------------------------------------------------------------------------


def test_an_override_without_xfail_is_refused_when_the_class_is_made() -> None:
    with pytest.raises(TypeError) as caught:
        make_class(test_usage_adds_up=lambda self: None)
    assert str(caught.value) == (
        "TestAcme.test_usage_adds_up overrides a test of the contract. Only a test with "
        '@pytest.mark.xfail(reason="...") may do that; call super() in it.'
    )


@pytest.mark.parametrize(
    "mark",
    [
        pytest.mark.xfail,
        pytest.mark.xfail(reason=""),
        pytest.mark.xfail(reason="slow", run=False),
        pytest.mark.skip(reason="slow"),
        pytest.mark.skipif("True", reason="slow"),
    ],
)
def test_other_marks_do_not_turn_a_test_off(mark: Any) -> None:
    @mark
    def override(self: Any) -> None: ...

    with pytest.raises(TypeError, match=r"TestAcme\.test_usage_adds_up "):
        make_class(test_usage_adds_up=override)


@pytest.mark.parametrize(
    "members", [{"__test__": False}, {"pytestmark": pytest.mark.skip}, {"test_usage_adds_up": None}]
)
def test_a_class_can_not_turn_its_tests_off(members: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="TestAcme"):
        make_class(**members)


def test_an_xfail_with_a_reason_and_a_test_of_ones_own_are_fine() -> None:
    @pytest.mark.xfail(reason="the vendor sends no usage")
    def override(self: Any) -> None: ...

    assert make_class(test_usage_adds_up=override, test_something_else=lambda self: None)


def test_a_module_that_skips_a_contract_stops_the_collection(tmp_path: Path) -> None:
    (tmp_path / "test_acme.py").write_text(
        "import pytest\n"
        "from ai_sdk.testing.contract import LanguageModelContract\n"
        "pytestmark = pytest.mark.skip(reason='later')\n"
        "class TestAcme(LanguageModelContract):\n"
        "    prefix = 'acme'\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "ai_sdk.testing.pytest_plugin", "--rootdir", str(tmp_path), "."],
        cwd=tmp_path,
        # Without this, pytest also loads the plugin by its entry point where the core is installed.
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == pytest.ExitCode.USAGE_ERROR, done.stdout + done.stderr
    assert "is a test of a contract and marked as skipped" in done.stdout + done.stderr


def test_the_pytest_plugin_is_light() -> None:
    program = (
        "import sys, pytest; before = set(sys.modules); import ai_sdk.testing.pytest_plugin\n"
        "print(sorted(name for name in set(sys.modules) - before if not name.startswith('ai_sdk')), "
        "len([name for name in sys.modules if name.startswith('ai_sdk')]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("[]")
    assert int(done.stdout.split()[-1]) <= 6


# Rules of streams ----------------------------------------------------------------------------------------------------


def test_a_complete_stream_is_legal() -> None:
    call = ToolCallContent("c", "weather", "{}")
    check_stream_parts([StreamStart(), TextStart("0"), TextDelta("0", "a"), *TOOL, TextEnd("0"), call, FINISH])


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ([], "no parts"),
        ([FINISH], "not stream-start"),
        ([StreamStart()], "not finish"),
        ([StreamStart(), StreamStart(), FINISH], "stream-start comes more than once"),
        ([StreamStart(), FINISH, FINISH], "finish comes more than once"),
        ([StreamStart(), TextStart("0"), FINISH], "no end"),
        ([StreamStart(), TextDelta("0", "a"), FINISH], "outside of its block"),
        ([StreamStart(), TextEnd("0"), FINISH], "ends no open block"),
        ([StreamStart(), TextStart("0"), TextEnd("0"), TextStart("0"), TextEnd("0"), FINISH], "begins twice"),
        ([StreamStart(), TextStart(""), TextEnd(""), FINISH], "no id"),
        ([StreamStart(), *TOOL, FINISH], "no tool call"),
        ([StreamStart(), *TOOL, ToolCallContent("c", "weather", '{"a":1}'), FINISH], "its input is"),
        ([StreamStart(), *TOOL[:-1], ToolCallContent("c", "weather", "{}"), TOOL[-1], FINISH], "before the end"),
    ],
)
def test_an_illegal_stream_says_what_is_wrong(parts: list[Any], problem: str) -> None:
    with pytest.raises(AssertionError, match=problem):
        check_stream_parts(parts)


def test_usage_that_does_not_add_up_is_found() -> None:
    check_usage(USAGE)
    check_usage(Usage(InputTokens(3), OutputTokens(2, None, 1)))
    for usage in (
        Usage(InputTokens(3, 1, 1, 0), OutputTokens()),
        Usage(InputTokens(), OutputTokens(1, None, 2)),
        Usage(InputTokens(None, -1), OutputTokens()),
    ):
        with pytest.raises(AssertionError):
            check_usage(usage)


# What importing a plugin does ----------------------------------------------------------------------------------------

_HOOK = """
from ai_sdk.plugins import ProviderDescription
def describe_provider(context):
    return ProviderDescription(prefix=context.prefix, name="Acme")
"""


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("import socket; socket.socket().close()", "socket."),
        ("import subprocess, sys; subprocess.run([sys.executable, '-V'], stdout=-3)", "subprocess.Popen"),
        ("open('left_over.txt', 'w').close()", "open 'left_over.txt' for writing"),
        ("import os; os.environ['ACME'] = '1'", "os.putenv"),
    ],
)
def test_a_side_effect_of_importing_a_plugin_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, event: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "ai_sdk_acme_effects.py").write_text(line + _HOOK)
    report = import_report(Claim("acme", "ai_sdk_acme_effects", "acme", "1"))
    assert [one for one in report.events if one.startswith(event)]
    assert report.is_environment_changed is ("environ" in line)


def test_the_modules_that_a_plugin_loads_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "ai_sdk_acme_modules.py").write_text("import wave" + _HOOK)
    report = import_report(Claim("acme", "ai_sdk_acme_modules", "acme", "1"))
    assert {"ai_sdk_acme_modules", "wave"} <= set(report.new_modules)
    assert (report.events, report.threads, report.is_environment_changed) == ((), 1, False)
