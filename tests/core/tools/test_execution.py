"""Running tools of every kind, and what the model is told of their results."""

from __future__ import annotations

import asyncio
import enum
import functools
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Generator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ai_sdk import ContentOutput, ErrorTextOutput, JSONOutput, TextOutput, TextPart, Tool, ToolContext
from ai_sdk.provider.core_errors import SerializationError
from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.tools.execution import model_output, run_tool, to_jsonable, validated_context
from pydantic import BaseModel, Field

CONTEXT = ToolContext("call-1", runtime_context="runtime")
user: ContextVar[str] = ContextVar("user", default="nobody")


async def values_of(execute: Any, tool_input: Any = None) -> list[tuple[Any, bool]]:
    """What the tool gives, each value with whether it is preliminary."""
    values: list[tuple[Any, bool]] = []
    result = await run_tool(
        Tool(name="t", execute=execute), tool_input, CONTEXT, lambda value: values.append((value, True))
    )
    return [*values, (result, False)]


async def eventually(condition: Any) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


# Kinds of functions


async def test_a_coroutine_function_is_awaited_in_the_event_loop() -> None:
    async def execute(given: str, context: ToolContext) -> tuple[str, Any, int]:
        return given, context, threading.get_ident()

    assert await values_of(execute, "in") == [(("in", CONTEXT, threading.get_ident()), False)]


async def test_a_plain_function_runs_in_a_thread() -> None:
    def execute(given: str, context: ToolContext) -> tuple[str, Any, bool]:
        return given, context, threading.current_thread() is threading.main_thread()

    assert await values_of(execute, "in") == [(("in", CONTEXT, False), False)]


async def test_a_plain_function_does_not_hold_up_the_event_loop() -> None:
    let_go = threading.Event()

    def execute(given: Any, context: ToolContext) -> str:
        return "free" if let_go.wait(10) else "stuck"

    task = asyncio.create_task(values_of(execute))
    await asyncio.sleep(0.01)
    let_go.set()
    assert await task == [("free", False)]


class Remote:
    async def __call__(self, given: Any, context: ToolContext) -> str:
        return f"remote {given}"

    async def method(self, given: Any, context: ToolContext) -> str:
        return f"method {given}"


async def inner(given: Any, context: ToolContext) -> str:
    await asyncio.sleep(0)
    return f"inner {given}"


@pytest.mark.parametrize(
    ("execute", "expected"),
    [
        (Remote(), "remote 1"),
        (Remote().method, "method 1"),
        (functools.partial(inner), "inner 1"),
        (lambda given, context: inner(given, context), "inner 1"),
        (lambda given, context: given + 1, 2),
    ],
    ids=["object", "method", "partial", "lambda of a coroutine", "lambda"],
)
async def test_anything_that_can_be_called_is_run(execute: Any, expected: Any) -> None:
    assert await values_of(execute, 1) == [(expected, False)]


async def test_each_value_of_an_asynchronous_generator_is_preliminary_and_the_last_one_the_result() -> None:
    async def execute(given: Any, context: ToolContext) -> AsyncGenerator[str, None]:
        yield "a"
        yield "b"

    assert await values_of(execute) == [("a", True), ("b", True), ("b", False)]


async def test_each_value_of_a_generator_is_preliminary_and_the_last_one_the_result() -> None:
    def execute(given: Any, context: ToolContext) -> Generator[Any, None, str]:
        yield threading.current_thread() is threading.main_thread()
        yield "b"
        return "what a generator returns is not its result"

    assert await values_of(execute) == [(False, True), ("b", True), ("b", False)]


async def test_a_generator_without_values_gives_nothing() -> None:
    def execute(given: Any, context: ToolContext) -> Generator[str, None, None]:
        yield from ()

    async def execute_too(given: Any, context: ToolContext) -> AsyncGenerator[str, None]:
        return
        yield ""

    assert await values_of(execute) == [(None, False)]
    assert await values_of(execute_too) == [(None, False)]


async def test_an_asynchronous_iterable_that_a_tool_returns_is_read() -> None:
    class Rows:
        def __init__(self) -> None:
            self.left = [2, 1]
            self.closed = False

        def __aiter__(self) -> AsyncIterator[int]:
            return self

        async def __anext__(self) -> int:
            if not self.left:
                raise StopAsyncIteration
            return self.left.pop()

        async def aclose(self) -> None:
            self.closed = True

    rows = Rows()

    async def execute(given: Any, context: ToolContext) -> Rows:
        return rows

    assert await values_of(execute) == [(1, True), (2, True), (2, False)]
    assert rows.closed


async def test_a_list_is_one_result() -> None:
    assert await values_of(lambda given, context: [1, 2]) == [([1, 2], False)]


async def test_a_tool_without_execute_can_not_be_run() -> None:
    with pytest.raises(TypeError, match="'t' has no execute"):
        await values_of(None)


# Errors


async def test_what_a_tool_raises_is_raised_as_it_is() -> None:
    error = LookupError("gone")

    def plain(given: Any, context: ToolContext) -> None:
        raise error

    async def coroutine(given: Any, context: ToolContext) -> None:
        raise error

    for execute in (plain, coroutine):
        with pytest.raises(LookupError) as caught:
            await values_of(execute)
        assert caught.value is error


async def test_values_before_an_error_come_first() -> None:
    def execute(given: Any, context: ToolContext) -> Generator[str, None, None]:
        yield "a"
        raise LookupError("gone")

    found: list[Any] = []
    with pytest.raises(LookupError):
        await run_tool(Tool(execute=execute), None, CONTEXT, found.append)
    assert found == ["a"]


async def test_a_stop_iteration_in_a_thread_is_an_error_and_does_not_hang() -> None:
    def execute(given: Any, context: ToolContext) -> Any:
        return next(iter(()))

    with pytest.raises(RuntimeError, match="StopIteration"):
        await asyncio.wait_for(values_of(execute), 10)


# Context variables


async def test_a_thread_has_the_context_variables_of_the_caller() -> None:
    user.set("me")
    assert await values_of(lambda given, context: user.get()) == [("me", False)]


async def test_a_generator_keeps_its_context_variables_from_step_to_step() -> None:
    def execute(given: Any, context: ToolContext) -> Generator[str, None, None]:
        user.set("inside")
        yield user.get()
        yield user.get()

    user.set("outside")
    assert await values_of(execute) == [("inside", True), ("inside", True), ("inside", False)]
    assert user.get() == "outside"


# Leaving early


async def test_cancelling_cancels_a_coroutine() -> None:
    ended: list[str] = []

    async def execute(given: Any, context: ToolContext) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cancelled")

    task = asyncio.create_task(values_of(execute))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == ["cancelled"]


async def test_cancelling_closes_an_asynchronous_generator() -> None:
    ended: list[str] = []

    async def execute(given: Any, context: ToolContext) -> AsyncGenerator[str, None]:
        try:
            yield "a"
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("closed")

    task = asyncio.create_task(values_of(execute))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == ["closed"]


async def test_a_value_that_nobody_takes_closes_generators_of_either_kind() -> None:
    ended: list[str] = []

    def refuse(value: Any) -> None:
        raise LookupError(value)

    async def execute(given: Any, context: ToolContext) -> AsyncGenerator[str, None]:
        try:
            yield "a"
        finally:
            ended.append("asynchronous")

    def execute_in_thread(given: Any, context: ToolContext) -> Generator[str, None, None]:
        try:
            yield "a"
        finally:
            ended.append("main" if threading.current_thread() is threading.main_thread() else "thread")

    for each in (execute, execute_in_thread):
        with pytest.raises(LookupError, match="a"):
            await run_tool(Tool(execute=each), None, CONTEXT, refuse)
    assert ended == ["asynchronous", "thread"]


async def test_cancelling_does_not_wait_for_a_thread() -> None:
    let_go = threading.Event()

    def execute(given: Any, context: ToolContext) -> None:
        let_go.wait(10)

    task = asyncio.create_task(values_of(execute))
    await asyncio.sleep(0.01)
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=5)
    let_go.set()
    assert done
    assert task.cancelled()


async def test_a_generator_whose_thread_is_busy_is_closed_when_that_is_done() -> None:
    let_go, ended = threading.Event(), threading.Event()

    def execute(given: Any, context: ToolContext) -> Generator[str, None, None]:
        try:
            yield "a"
            let_go.wait(10)
            yield "b"
        finally:
            ended.set()

    task = asyncio.create_task(values_of(execute))
    await asyncio.sleep(0.05)
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=5)
    assert done
    assert not ended.is_set()
    let_go.set()
    await eventually(ended.is_set)


async def test_a_generator_that_fails_while_it_is_closed_late_disturbs_nobody() -> None:
    let_go, ended = threading.Event(), threading.Event()
    told: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, what: told.append(what))

    def execute(given: Any, context: ToolContext) -> Generator[str, None, None]:
        try:
            let_go.wait(10)
            yield "a"
        finally:
            ended.set()
            raise LookupError("while closing")

    task = asyncio.create_task(values_of(execute))
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.wait([task], timeout=5)
    let_go.set()
    await eventually(ended.is_set)
    await asyncio.sleep(0.05)
    assert not told


# Contexts


class Account(BaseModel):
    name: str


def test_a_tool_gets_its_own_entry_of_the_contexts() -> None:
    contexts = {"a": 1, "b": 2}
    assert validated_context(Tool(name="b"), contexts) == 2
    assert validated_context(Tool(name="c"), contexts) is None


def test_a_context_is_checked_by_the_schema_of_the_tool() -> None:
    made = Tool(name="a", context_schema=Account)
    account = Account(name="x")
    assert validated_context(made, {"a": {"name": "x"}}) == account
    assert validated_context(made, {"a": account}) is account
    with pytest.raises(TypeValidationError, match=r"for tool context \(a\)"):
        validated_context(made, {})


# What the model is told


async def told(output: Any, made: Tool[Any, Any] | None = None) -> Any:
    return await model_output(made, output, tool_call_id="c1", tool_input={"a": 1})


async def test_a_text_is_told_as_text_and_anything_else_as_json() -> None:
    assert await told("sunny") == TextOutput("sunny")
    assert await told(None) == JSONOutput(None)
    assert await told({"a": [1, True]}) == JSONOutput({"a": [1, True]})
    assert await told(Account(name="x")) == JSONOutput({"name": "x"})
    assert await told(date(2025, 1, 2)) == JSONOutput("2025-01-02")


async def test_a_tool_may_say_itself_what_is_told() -> None:
    output = ContentOutput([TextPart("a picture")])
    assert await told(output) is output


async def test_a_text_that_is_a_member_of_an_enum_is_told_as_its_value() -> None:
    class Sky(enum.StrEnum):
        BLUE = "blue"

    output = await told(Sky.BLUE)
    assert output == TextOutput("blue")
    assert type(output.value) is str


async def test_to_model_output_decides_and_knows_the_call() -> None:
    def convert(output: Any, context: ToolContext) -> Any:
        return ErrorTextOutput(f"{output} {context.tool_call_id} {context.input}")

    async def convert_later(output: Any, context: ToolContext) -> Any:
        return TextOutput("later")

    assert await told("x", Tool(to_model_output=convert)) == ErrorTextOutput("x c1 {'a': 1}")
    assert await told("x", Tool(to_model_output=convert_later)) == TextOutput("later")


async def test_to_model_output_may_give_a_plain_value() -> None:
    assert await told([1, 2], Tool(to_model_output=lambda output, context: f"{len(output)} items")) == TextOutput(
        "2 items"
    )
    assert await told("x", Tool(to_model_output=lambda output, context: {"of": output})) == JSONOutput({"of": "x"})


@dataclass
class Pair:
    left: Any
    right: Any = None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([Pair(1, {2})], [{"left": 1, "right": [2]}]),
        ({"at": datetime(2025, 1, 2, tzinfo=UTC)}, {"at": "2025-01-02T00:00:00Z"}),
        ({1: Decimal("1.50"), None: (1, 2)}, {"1": "1.50", "None": [1, 2]}),
        (Path("a/b"), "a/b"),
        (b"text", "text"),
        ({"image": b"\xff\x00"}, {"image": "_wA="}),
        ([float("nan"), float("inf"), 1.5], [None, None, 1.5]),
        (float("nan"), None),
        (LookupError("gone"), "gone"),
        (10**30, 10**30),
    ],
    ids=repr,
)
def test_any_value_has_a_json_form(value: Any, expected: Any) -> None:
    assert to_jsonable(value) == expected


def test_aliases_are_the_names_in_json() -> None:
    class Move(BaseModel):
        from_: str = Field(alias="from")

    assert to_jsonable([Move.model_validate({"from": "a"})]) == [{"from": "a"}]


def test_json_passes_as_it_is() -> None:
    value = {"a": [1, 2.5, "x", None, True, {"b": {}}]}
    assert to_jsonable(value) is value


def test_a_value_that_contains_itself_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(SerializationError, match="contains itself"):
        to_jsonable(value)
    pair = Pair(1)
    pair.left = pair
    with pytest.raises(SerializationError, match="A Pair can't be written as JSON"):
        to_jsonable(pair)
