from __future__ import annotations

import asyncio
from typing import Any

import pytest
from conformance_runner.compare import Comparer
from conformance_runner.http_messages import RecordedRequest
from conformance_runner.judge import judge
from conformance_runner.outcome import Outcome

ERROR = {"name": "Error", "message": "x"}
ABORTED = {"name": "AbortError", "message": "aborted", "message_portable": False}


def path_of(expect: dict[str, Any], outcome: Outcome, *, exchanges: Any = (), requests: Any = ()) -> str | None:
    difference = judge(expect, exchanges, outcome, requests, Comparer())
    return None if difference is None else difference.path


def test_equal_values_pass_and_others_name_their_path() -> None:
    assert path_of({"result": {"a": 1}}, Outcome({"result": {"a": 1}})) is None
    assert path_of({"result": {"a": 1}}, Outcome({"result": {"a": 2}})) == "expect.result.a"
    assert path_of({"result": {"a": 1}}, Outcome()) == "expect.result"


def test_an_error_must_be_raised_if_and_only_if_it_is_expected() -> None:
    assert path_of({"error": ERROR}, Outcome(error=RuntimeError("x"))) is None
    assert path_of({"error": ERROR}, Outcome(error=RuntimeError("y"))) == "expect.error.message"
    assert path_of({"error": ERROR}, Outcome({"result": 1})) == "expect.error"
    assert path_of({"result": 1}, Outcome({"result": 1}, error=RuntimeError("x"))) == "expect.error"


def test_an_unexpected_error_is_said_before_missing_requests() -> None:
    exchanges = [{"request": {"method": "GET", "path": "/", "headers": {}}}]
    assert path_of({"result": 1}, Outcome(error=RuntimeError("x")), exchanges=exchanges) == "expect.error"


@pytest.mark.parametrize("mistake", [TypeError("x"), AttributeError("x"), ImportError("x")])
def test_a_programming_error_is_never_the_error_that_was_expected(mistake: Exception) -> None:
    assert path_of({"error": ABORTED}, Outcome(error=mistake)) == "expect.error"
    assert path_of({"error": ABORTED}, Outcome(error=OSError("x"))) is None


def test_a_cancelled_call_raises_cancelled_error_and_nothing_else() -> None:
    wrapped = {"name": "GatewayResponseError", "message": "aborted"}
    assert path_of({"error": wrapped}, Outcome(error=asyncio.CancelledError(), cancelled=True)) is None
    assert path_of({"error": wrapped}, Outcome(error=RuntimeError("aborted"), cancelled=True)) == "expect.error"
    assert path_of({"error": wrapped}, Outcome({"result": 1}, cancelled=True)) == "expect.error"


def test_a_result_in_spite_of_a_cancellation_can_not_be_had() -> None:
    assert path_of({"result": 1}, Outcome(error=asyncio.CancelledError(), cancelled=True)) == "expect.error"


def test_a_cancelled_stream_gives_nothing_to_compare() -> None:
    expect = {"result": {"request": {}}, "stream": [], "stream_error": ABORTED}
    assert path_of(expect, Outcome(error=asyncio.CancelledError(), cancelled=True)) is None


def test_a_request_in_a_cancelled_call_is_a_failure() -> None:
    request = RecordedRequest("POST", "/", "", {}, b"")
    outcome = Outcome(error=asyncio.CancelledError(), cancelled=True)
    assert path_of({"error": ABORTED}, outcome, requests=[request]) == "exchanges.length"


def test_a_stream_error_needs_the_recorded_parts_first() -> None:
    expect = {"stream": [1, 2], "stream_error": ERROR}
    assert path_of(expect, Outcome({"stream": [1, 2, 3]}, stream_error=RuntimeError("x"))) is None
    assert path_of(expect, Outcome({"stream": [1]}, stream_error=RuntimeError("x"))) == "expect.stream[1]"
    assert path_of(expect, Outcome({"stream": [1, 2]})) == "expect.stream_error"
    assert path_of({"stream": [1]}, Outcome({"stream": [1]}, stream_error=RuntimeError("x"))) == "expect.stream_error"


def test_what_was_seen_on_the_side_counts_also_where_nothing_was_recorded() -> None:
    assert path_of({"result": 1}, Outcome({"result": 1, "tool_executions": []})) is None
    assert path_of({"result": 1}, Outcome({"result": 1, "tool_executions": [1]})) == "expect.tool_executions"
    assert path_of({"result": 1, "calls": []}, Outcome({"result": 1})) is None
    assert path_of({"result": 1, "calls": [1]}, Outcome({"result": 1})) == "expect.calls"


def test_the_reason_of_an_abort_counts_only_where_the_case_gives_one() -> None:
    expect = {"stream": [{"type": "abort", "reason": "AbortError: aborted"}]}
    outcome = Outcome({"stream": [{"type": "abort", "reason": "other"}]})
    assert judge(expect, (), outcome, (), Comparer()) is None
    assert judge(expect, (), outcome, (), Comparer(abort_has_reason=True)) is not None
    assert judge(expect, (), Outcome({"stream": []}), (), Comparer()) is not None


def test_console_warnings_do_not_count() -> None:
    assert path_of({"result": 1, "console_warnings": ["w"]}, Outcome({"result": 1})) is None


def calls(*names: str) -> list[dict[str, Any]]:
    return [{"name": name} for name in names]


def test_callbacks_are_compared_per_name() -> None:
    expect = {"callbacks": calls("onStart", "onChunk", "onStepStart", "onChunk", "onStepEnd")}
    assert (
        path_of(expect, Outcome({"callbacks": calls("onStart", "onStepStart", "onChunk", "onChunk", "onStepEnd")}))
        is None
    )
    assert path_of(expect, Outcome({"callbacks": calls("onStart", "onStepStart", "onChunk", "onStepEnd")})) == (
        "expect.callbacks(onChunk)[1]"
    )
    late = calls("onStart", "onStepEnd", "onStepStart", "onChunk", "onChunk")
    assert path_of(expect, Outcome({"callbacks": late})) == "expect.callbacks(onStepEnd)"


def test_errors_given_to_on_error_are_errors() -> None:
    expect = {"on_error": [ERROR]}
    assert path_of(expect, Outcome({"on_error": [RuntimeError("x")]})) is None
    assert path_of(expect, Outcome({"on_error": [RuntimeError("y")]})) == "expect.on_error[0].message"
    assert path_of(expect, Outcome({"on_error": []})) == "expect.on_error[0]"
    assert path_of(expect, Outcome({"on_error": [RuntimeError("x")] * 2})) == "expect.on_error[1]"


def test_values_that_raised_are_compared_by_name() -> None:
    expect = {"result": {}, "result_errors": {"text": ERROR}}
    assert path_of(expect, Outcome({"result": {}, "result_errors": {"text": RuntimeError("x")}})) is None
    assert path_of(expect, Outcome({"result": {}, "result_errors": {}})) == "expect.result_errors.text"
    both = {"text": RuntimeError("x"), "usage": RuntimeError("x")}
    assert path_of(expect, Outcome({"result": {}, "result_errors": both})) == "expect.result_errors.usage"


def test_one_error_may_stand_for_all_awaited_values_if_it_is_one_of_theirs() -> None:
    other = {"name": "AI_NoOutputGeneratedError", "message": "No output generated."}
    expect = {"result": {}, "result_errors": {"text": other, "responseMessages": ERROR}}
    assert path_of(expect, Outcome({"result": {}, "result_errors": RuntimeError("x")})) is None
    assert path_of(expect, Outcome({"result": {}, "result_errors": RuntimeError("y")})) == (
        "expect.result_errors.responseMessages.message"
    )
