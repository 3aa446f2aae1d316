"""What may be changed before a step, and for how long it holds."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk import is_step_count
from ai_sdk.provider import InvalidParameterError, InvalidPromptError, TextContent, UserMessage

from tests.core.text.helpers import Ask, call, echo

STEP = ([call()], "tool-calls")
DONE = ([TextContent("done")], "stop")


async def three_steps(ask: Ask, prepare: Any, **arguments: Any) -> Any:
    given = {"tools": [echo(), echo(name="other")], "stop_when": is_step_count(3), **arguments}
    return await ask(STEP, STEP, DONE, prepare_step=prepare, **given)


def first_only(**overrides: Any) -> Any:
    return lambda step: overrides if step.step_number == 0 else None


def texts(options: Any) -> list[str]:
    return [part.text for message in options.prompt if message.role == "user" for part in message.content]


async def test_it_is_told_what_is_known_before_the_step(ask: Ask) -> None:
    seen: list[Any] = []
    await three_steps(ask, seen.append, instructions="Be kind.", runtime_context={"r": 1}, tools_context={"echo": 2})
    assert [step.step_number for step in seen] == [0, 1, 2]
    assert [len(step.steps) for step in seen] == [0, 1, 2]
    assert [[m.role for m in step.messages] for step in seen][:2] == [["user"], ["user", "assistant", "tool"]]
    assert [len(step.response_messages) for step in seen] == [0, 2, 4]
    assert {len(step.initial_messages) for step in seen} == {1}
    assert (seen[0].instructions, seen[0].initial_instructions) == ("Be kind.", "Be kind.")
    assert (seen[0].runtime_context, seen[0].tools_context) == ({"r": 1}, {"echo": 2})
    assert seen[0].model is ask.model


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("temperature", 0),
        ("top_p", 0.1),
        ("top_k", 2),
        ("presence_penalty", 0.3),
        ("frequency_penalty", 0.4),
        ("max_output_tokens", 5),
        ("stop_sequences", ["END"]),
        ("seed", 0),
        ("reasoning", "high"),
    ],
)
async def test_settings_hold_for_the_step_only(ask: Ask, name: str, value: Any) -> None:
    await three_steps(ask, first_only(**{name: value}))
    assert [getattr(options, name) for options in ask.calls] == [value, None, None]


async def test_a_wrong_setting_is_refused_like_one_of_the_call(ask: Ask) -> None:
    with pytest.raises(InvalidParameterError, match="temperature must be a number"):
        await three_steps(ask, first_only(temperature="hot"))


async def test_tools_and_their_choice_hold_for_the_step_only(ask: Ask) -> None:
    await three_steps(ask, first_only(tool_choice="required", active_tools=["other", "echo"], tool_order=["other"]))
    assert [options.tool_choice.type for options in ask.calls] == ["required", "auto", "auto"]
    assert [[tool.name for tool in options.tools] for options in ask.calls][:2] == [
        ["other", "echo"],
        ["echo", "other"],
    ]


async def test_the_model_holds_for_the_step_only_and_the_result_names_it() -> None:
    ask = Ask("generate")
    other = ask.model_of(STEP, model_id="other-model")
    result = await ask(
        STEP,
        DONE,
        prepare_step=lambda step: {"model": other} if step.step_number == 0 else None,
        tools=[echo()],
        stop_when=is_step_count(3),
    )
    assert len(other.do_generate_calls) == 1
    assert [step.model.model_id for step in result.steps] == ["other-model", "mock-model-id", "mock-model-id"]


async def test_provider_options_are_merged_over_those_of_the_call_for_the_step_only(ask: Ask) -> None:
    await three_steps(
        ask,
        first_only(provider_options={"a": {"x": {"n": 2}}}),
        provider_options={"a": {"x": {"n": 1, "m": 1}, "y": 1}},
    )
    assert [options.provider_options["a"] for options in ask.calls][:2] == [
        {"x": {"n": 2, "m": 1}, "y": 1},
        {"x": {"n": 1, "m": 1}, "y": 1},
    ]


async def test_instructions_and_messages_hold_from_the_step_on(ask: Ask) -> None:
    def prepare(step: Any) -> Any:
        if step.step_number == 1:
            return {"instructions": "Be short.", "messages": [*step.messages, UserMessage("and now?")]}
        return None

    await three_steps(ask, prepare, instructions="Be kind.")
    assert [options.prompt[0].content for options in ask.calls] == ["Be kind.", "Be short.", "Be short."]
    assert [texts(options) for options in ask.calls] == [["Hi"], ["Hi", "and now?"], ["Hi", "and now?"]]
    assert [message.role for message in ask.calls[2].prompt[-2:]] == ["assistant", "tool"]


async def test_contexts_hold_from_the_step_on_and_reach_the_tools(ask: Ask) -> None:
    seen: list[Any] = []

    async def look(given: Any, context: Any) -> str:
        seen.append((context.runtime_context, context.context))
        return ""

    def prepare(step: Any) -> Any:
        return {"runtime_context": "new", "tools_context": {"echo": "n"}} if step.step_number == 1 else None

    await three_steps(ask, prepare, tools=[echo(look)], runtime_context="old", tools_context={"echo": "o"})
    assert seen == [("old", "o"), ("new", "n")]
    result = await three_steps(ask, prepare, tools=[echo(look)], runtime_context="old")
    assert [step.runtime_context for step in result.steps] == ["old", "new", "new"]


async def test_it_may_be_async(ask: Ask) -> None:
    async def prepare(step: Any) -> Any:
        return {"seed": step.step_number}

    await three_steps(ask, prepare)
    assert [options.seed for options in ask.calls] == [0, 1, 2]


async def test_wrong_messages_are_refused(ask: Ask) -> None:
    with pytest.raises(InvalidPromptError):
        await three_steps(ask, first_only(messages=[{"role": "nope"}]))


@pytest.mark.parametrize("wrong", [{"toolChoice": "none"}, {"max_tokens": 5}])
async def test_a_name_that_means_nothing_is_refused_with_those_that_do(ask: Ask, wrong: Any) -> None:
    with pytest.raises(InvalidParameterError, match=rf"{next(iter(wrong))}.*tool_choice"):
        await three_steps(ask, lambda step: wrong)


@pytest.mark.parametrize("wrong", ["none", 5, ["seed"]])
async def test_an_answer_that_is_no_mapping_is_refused_with_its_value(ask: Ask, wrong: Any) -> None:
    with pytest.raises(InvalidParameterError, match="expected a mapping such as"):
        await three_steps(ask, lambda step: wrong)
