"""The verdict on one run: requests first, then everything that the case expects."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from .compare import ABSENT, Comparer, Difference
from .exchanges import compare_requests
from .http_messages import RecordedRequest
from .observe import observe
from .outcome import Outcome

__all__ = ["judge"]

_HANDLED = frozenset({"error", "stream_error", "exchanges", "console_warnings"})
# What may hold the parts of a stream.
_STREAMS = frozenset({"stream", "result"})
# Mistakes in calling, which no documented error of a library is.
_PROGRAMMING_ERRORS = (TypeError, AttributeError, NameError, ImportError, NotImplementedError)


def judge(
    expect: Mapping[str, Any],
    exchanges: Sequence[Mapping[str, Any]],
    outcome: Outcome,
    requests: Sequence[RecordedRequest],
    comparer: Comparer,
) -> Difference | None:
    """The first difference between what a case expects and what came of it, or None."""
    if outcome.error is not None and "error" not in expect and not outcome.cancelled:
        # Said first: after an exception nobody wonders that requests or results are missing.
        return Difference("expect.error", ABSENT, outcome.error)
    return (
        compare_requests(exchanges, requests, comparer)
        or _compare_error(expect, outcome, comparer)
        or _compare_values(expect, outcome, comparer)
        or _compare_stream_error(expect, outcome, comparer)
    )


def _compare_error(expect: Mapping[str, Any], outcome: Outcome, comparer: Comparer) -> Difference | None:
    expected = expect.get("error")
    if outcome.cancelled:
        # Cancelling is the runtime's here: it gives CancelledError, whatever wraps an abort elsewhere.
        if isinstance(outcome.error, asyncio.CancelledError) and ("error" in expect or "stream_error" in expect):
            return None
        return Difference("expect.error", expected or ABSENT, outcome.error)
    return _compare_raised(expected, outcome.error, "expect.error", comparer)


def _compare_stream_error(expect: Mapping[str, Any], outcome: Outcome, comparer: Comparer) -> Difference | None:
    if outcome.cancelled:
        return None
    return _compare_raised(expect.get("stream_error"), outcome.stream_error, "expect.stream_error", comparer)


def _compare_raised(
    expected: Mapping[str, Any] | None, raised: BaseException | None, path: str, comparer: Comparer
) -> Difference | None:
    if expected is None:
        return None if raised is None else Difference(path, ABSENT, raised)
    if raised is None:
        return Difference(path, expected, ABSENT)
    if isinstance(raised, _PROGRAMMING_ERRORS) and type(raised).__module__ == "builtins":
        return Difference(path, expected, raised)
    return comparer.compare_error(expected, raised, path)


def _compare_values(expect: Mapping[str, Any], outcome: Outcome, comparer: Comparer) -> Difference | None:
    names = [name for name in expect if name not in _HANDLED]
    names += [name for name, value in outcome.values.items() if name not in expect and value not in ([], {}, None)]
    for name in names:
        path = f"expect.{name}"
        expected, actual = expect.get(name, ABSENT), observe(outcome.values.get(name, ABSENT))
        if outcome.cancelled and actual is ABSENT:
            continue  # A call that was cancelled before it began gives nothing.
        difference = _compare_value(name, expected, actual, path, expect, comparer)
        if difference is not None:
            return difference
    return None


def _compare_value(
    name: str, expected: Any, actual: Any, path: str, expect: Mapping[str, Any], comparer: Comparer
) -> Difference | None:
    if expected is ABSENT:
        return Difference(path, ABSENT, actual)
    if actual is ABSENT and expected in ([], {}):
        return None
    if name == "callbacks":
        return _compare_callbacks(expected, actual, path, comparer)
    are_parts = name in _STREAMS and isinstance(actual, list) and isinstance(expected, list)
    if are_parts and not comparer.abort_has_reason:
        expected, actual = _without_abort_reason(expected), _without_abort_reason(actual)
    if name == "stream" and isinstance(actual, list):
        return comparer.compare_stream(expected, actual, path, prefix="stream_error" in expect)
    if name == "on_error" and isinstance(actual, list):
        return _compare_error_list(expected, actual, path, comparer)
    if name == "result_errors" and isinstance(actual, Mapping):
        return _compare_result_errors(expected, actual, path, comparer)
    if name == "result_errors" and isinstance(actual, BaseException):
        return _compare_result_error(expected, actual, path, comparer)
    if name == "output_error":
        return comparer.compare_error(expected, actual, path)
    return comparer.compare(expected, actual, path)


def _without_abort_reason(parts: Sequence[Any]) -> list[Any]:
    """A time limit or a cancellation without words of its own is told in the runtime's words."""
    return [{"type": "abort"} if isinstance(part, Mapping) and part.get("type") == "abort" else part for part in parts]


def _compare_callbacks(expected: Sequence[Any], actual: Any, path: str, comparer: Comparer) -> Difference | None:
    """Per name: how different callbacks interleave is an accident, but what starts must start before it ends."""
    if not isinstance(actual, list):
        return Difference(path, expected, actual)
    names = list(dict.fromkeys(call["name"] for call in [*expected, *actual]))
    for name in names:
        wanted = [call for call in expected if call["name"] == name]
        found = [call for call in actual if call["name"] == name]
        difference = comparer.compare_list(wanted, found, f"{path}({name})")
        if difference is not None:
            return difference
    order = [call["name"] for call in actual]
    for start in (name for name in names if name.endswith("Start")):
        end = start.removesuffix("Start") + "End"
        running = 0
        for name in order:
            running += (name == start) - (name == end)
            if running < 0:
                return Difference(f"{path}({end})", f"after its {start}", "before it")
    return None


def _compare_error_list(
    expected: Sequence[Any], actual: Sequence[Any], path: str, comparer: Comparer
) -> Difference | None:
    for index, item in enumerate(expected):
        if index >= len(actual):
            return Difference(f"{path}[{index}]", item, ABSENT)
        error, here = actual[index], f"{path}[{index}]"
        is_error = isinstance(item, Mapping) and "name" in item and isinstance(error, BaseException)
        difference = comparer.compare_error(item, error, here) if is_error else comparer.compare(item, error, here)
        if difference is not None:
            return difference
    extra = actual[len(expected) :]
    return Difference(f"{path}[{len(expected)}]", ABSENT, extra[0]) if extra else None


def _compare_result_error(
    expected: Mapping[str, Any], actual: BaseException, path: str, comparer: Comparer
) -> Difference | None:
    """One awaitable has the whole result here, so one error stands for those of all the awaited values."""
    differences = [
        _compare_raised(error, actual, f"{path}.{name}", comparer)
        for name, error in sorted(expected.items(), key=lambda item: item[1].get("name") == "AI_NoOutputGeneratedError")
    ]
    return differences[0] if all(differences) else None


def _compare_result_errors(
    expected: Mapping[str, Any], actual: Mapping[str, Any], path: str, comparer: Comparer
) -> Difference | None:
    for name in [*expected, *(name for name in actual if name not in expected)]:
        difference = _compare_raised(expected.get(name), actual.get(name), f"{path}.{name}", comparer)
        if difference is not None:
            return difference
    return None
