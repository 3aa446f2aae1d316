"""Calls as a model writes them: unknown tools, wrong inputs, repairs, refinements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from ai_sdk import stream_text
from ai_sdk.provider import (
    InvalidToolInputError,
    NoSuchToolError,
    ToolCallRepairError,
    ToolInputDelta,
    ToolInputEnd,
    ToolInputStart,
)
from ai_sdk.tools.tool import dynamic_tool
from pydantic import BaseModel

from tests.core.text.helpers import TEXT_INPUT, Ask, call, echo, events_of, playing, streaming


class Number(BaseModel):
    n: int


def numbers(**more: Any) -> Any:
    async def double(given: Number, context: Any) -> int:
        return given.n * 2

    return echo(double, "double", input_schema=Number, **more)


def answer(*calls: Any) -> Any:
    return list(calls), "tool-calls"


async def test_a_right_call_has_its_input_as_the_schema_has_it(ask: Ask) -> None:
    result = await ask(answer(call("double", {"n": "4"})), tools=[numbers(title="Twice", metadata={"k": 1})])
    [made] = result.tool_calls
    assert (made.input, made.invalid, made.dynamic) == (Number(n=4), None, None)
    assert (made.title, made.tool_metadata) == ("Twice", {"k": 1})
    assert result.tool_results[0].output == 8
    assert result.static_tool_calls == [made]


async def test_a_blank_input_means_no_arguments(ask: Ask) -> None:
    async def ran(given: Any, context: Any) -> Any:
        return given

    result = await ask(answer(call("now", " \n")), tools=[echo(ran, "now", input_schema=None)])
    assert result.tool_results[0].output == {}


async def test_an_unknown_tool_makes_an_invalid_call_and_an_error_beside_it(ask: Ask) -> None:
    result = await ask(answer(call("nope", {"a": 1})), tools=[echo()])
    [made] = result.tool_calls
    assert (made.invalid, made.dynamic, made.input) == (True, True, {"a": 1})
    assert isinstance(made.error, NoSuchToolError)
    assert made.error.available_tools == ["echo"]
    assert result.dynamic_tool_calls == [made]
    [error] = [part for part in result.content if part.type == "tool-error"]
    assert "unavailable tool 'nope'. Available tools: echo." in error.error


@pytest.mark.parametrize("name", ["__class__", "keys", "get"])
async def test_names_of_attributes_are_no_tools(ask: Ask, name: str) -> None:
    result = await ask(answer(call(name)), tools=[echo()])
    assert isinstance(result.tool_calls[0].error, NoSuchToolError)


@pytest.mark.parametrize(("written", "kept"), [('{"n": "many"}', {"n": "many"}), ('{"n":', '{"n":'), ("[1]", [1])])
async def test_a_wrong_input_makes_an_invalid_call_with_what_the_model_wrote(ask: Ask, written: str, kept: Any) -> None:
    result = await ask(answer(call("double", written)), tools=[numbers()])
    [made] = result.tool_calls
    assert (made.invalid, made.input) == (True, kept)
    assert isinstance(made.error, InvalidToolInputError)
    assert made.error.tool_input == written
    assert result.tool_results == []


async def test_invalid_calls_of_the_provider_s_own_get_no_error(ask: Ask) -> None:
    result = await ask(answer(call("nope", provider_executed=True)), tools=[echo()])
    assert [part.type for part in result.content] == ["tool-call"]


async def test_the_provider_s_dynamic_tools_need_not_be_known(ask: Ask) -> None:
    for tools in (None, [echo()]):
        result = await ask(answer(call("mcp", {"q": 1}, provider_executed=True, dynamic=True)), tools=tools)
        [made] = result.tool_calls
        assert (made.invalid, made.dynamic, made.input) == (None, True, {"q": 1})


async def test_dynamic_tools_run_like_others_and_their_calls_say_so(ask: Ask) -> None:
    async def ran(given: Any, context: Any) -> str:
        return given["text"]

    tool = dynamic_tool(name="echo", input_schema=TEXT_INPUT, execute=ran)
    result = await ask(answer(call()), tools=[tool])
    assert [each.dynamic for each in result.tool_calls] == [True]
    assert [each.output for each in result.dynamic_tool_results] == ["x"]
    assert result.static_tool_results == []


# Repair


async def test_a_repair_is_told_what_is_wrong_and_its_call_takes_the_place(ask: Ask) -> None:
    seen: list[Any] = []

    async def repair(what: Any) -> Any:
        seen.append(what)
        return replace(what.tool_call, input='{"n": 3}')

    result = await ask(answer(call("double", '{"n":')), tools=[numbers()], repair_tool_call=repair, instructions="x")
    assert result.tool_results[0].output == 6
    [what] = seen
    assert isinstance(what.error, InvalidToolInputError)
    assert what.input_schema("double")["properties"]["n"]["type"] == "integer"
    assert [each.content for each in what.instructions] == ["x"]
    assert [each.role for each in what.messages] == ["user"]


async def test_a_repair_may_name_another_tool(ask: Ask) -> None:
    result = await ask(
        answer(call("dbl", {"n": 1})),
        tools=[numbers()],
        repair_tool_call=lambda what: replace(what.tool_call, tool_name="double"),
    )
    assert result.tool_results[0].output == 2


async def test_a_repair_that_gives_nothing_leaves_the_first_error(ask: Ask) -> None:
    result = await ask(answer(call("nope")), tools=[numbers()], repair_tool_call=lambda what: None)
    assert isinstance(result.tool_calls[0].error, NoSuchToolError)


async def test_a_repair_that_fails_is_the_call_s_error(ask: Ask) -> None:
    def repair(what: Any) -> Any:
        raise KeyError("broken")

    result = await ask(answer(call("nope")), tools=[numbers()], repair_tool_call=repair)
    error = result.tool_calls[0].error
    assert isinstance(error, ToolCallRepairError)
    assert isinstance(error.original_error, NoSuchToolError)


async def test_a_repair_that_is_still_wrong_is_not_repaired_again(ask: Ask) -> None:
    count = 0

    def repair(what: Any) -> Any:
        nonlocal count
        count += 1
        return replace(what.tool_call, input='{"n": "still"}')

    result = await ask(answer(call("double", "{")), tools=[numbers()], repair_tool_call=repair)
    assert isinstance(result.tool_calls[0].error, InvalidToolInputError)
    assert count == 1


async def test_without_tools_nothing_is_repaired(ask: Ask) -> None:
    def repair(what: Any) -> Any:
        raise AssertionError

    result = await ask(answer(call("nope")), repair_tool_call=repair)
    assert isinstance(result.tool_calls[0].error, NoSuchToolError)


# Refinement


async def test_a_refinement_touches_up_what_is_right_also_after_a_repair(ask: Ask) -> None:
    async def refine(given: Number) -> Number:
        return Number(n=given.n + 100)

    for written, repaired in (('{"n": 1}', None), ("{", '{"n": 1}')):
        result = await ask(
            answer(call("double", written)),
            tools=[numbers()],
            refine_tool_input={"double": refine},
            repair_tool_call=lambda what, text=repaired: replace(what.tool_call, input=text),
        )
        assert result.tool_calls[0].input == Number(n=101)
        assert result.tool_results[0].output == 202


async def test_a_refinement_that_fails_makes_the_call_invalid(ask: Ask) -> None:
    def refine(given: Number) -> Number:
        raise LookupError("no such number")

    result = await ask(answer(call("double", {"n": 1})), tools=[numbers()], refine_tool_input={"double": refine})
    [made] = result.tool_calls
    assert made.invalid
    assert isinstance(made.error, LookupError)
    assert result.tool_results == []


# The tools' own callbacks


async def test_a_tool_is_told_of_its_input_while_it_comes() -> None:
    told: list[Any] = []

    async def note(info: Any) -> None:
        told.append((info.tool_call_id, info.input_text_delta, info.input, info.context))

    tool = echo(on_input_start=note, on_input_delta=note, on_input_available=note)
    parts = [ToolInputStart("c1", "echo"), ToolInputDelta("c1", '{"text"'), ToolInputDelta("c1", ':"x"}')]
    stream = stream_text(
        streaming(playing(*parts, ToolInputEnd("c1"), call(), end="tool-calls")),
        "Hi",
        tools=[tool],
        runtime_context="ctx",
    )
    await stream.result()
    assert told == [
        ("c1", None, None, "ctx"),
        ("c1", '{"text"', None, "ctx"),
        ("c1", ':"x"}', None, "ctx"),
        ("c1", None, {"text": "x"}, "ctx"),
    ]


async def test_in_a_stream_the_whole_input_is_told_only_if_its_beginning_was() -> None:
    told: list[Any] = []
    stream = stream_text(
        streaming(playing(call(), end="tool-calls")), "Hi", tools=[echo(on_input_available=told.append)]
    )
    await stream.result()
    assert told == []


async def test_generate_text_tells_a_tool_of_the_beginning_and_the_whole_input() -> None:
    told: list[str] = []
    tool = echo(
        on_input_start=lambda info: told.append("start"),
        on_input_available=lambda info: told.append(info.input["text"]),
    )
    await Ask("generate")(answer(call(), call("echo", "{", "c2")), tools=[tool])
    assert told == ["start", "x"]


async def test_what_a_tool_s_input_callback_raises_fails_the_call(ask: Ask) -> None:
    def fail(info: Any) -> None:
        raise LookupError("mine")

    tool = echo(on_input_start=fail)
    if ask.name == "generate":
        with pytest.raises(LookupError, match="mine"):
            await ask(answer(call()), tools=[tool])
    else:
        source = playing(ToolInputStart("c1", "echo"), call(), end="tool-calls")
        with pytest.raises(LookupError, match="mine"):
            await events_of(stream_text(streaming(source), "Hi", tools=[tool]))
        assert source.closed == 1
