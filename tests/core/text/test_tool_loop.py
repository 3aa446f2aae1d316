"""The loop of steps: when another one follows, what it is asked, and what adds up."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from ai_sdk import has_tool_call, is_loop_finished, is_step_count, stream_text
from ai_sdk.provider import (
    AssistantMessage,
    ErrorTextOutput,
    InvalidParameterError,
    JSONOutput,
    ReasoningContent,
    SystemMessage,
    TextContent,
    TextOutput,
    TextPart,
    ToolCallPart,
    ToolMessage,
    ToolResultContent,
    ToolResultPart,
    UserMessage,
)
from ai_sdk.tools.tool import provider_tool

from tests.core.text.helpers import Ask, call, client_tool, echo, events_of, playing, streaming, text, types_of

DONE = ([TextContent("done")], "stop")
SEARCH = provider_tool(id="acme.search", name="search", is_provider_executed=True, supports_deferred_results=True)


def search(call_id: str = "p1") -> Any:
    return call("search", {}, call_id, provider_executed=True)


def found(call_id: str = "p1", **more: Any) -> ToolResultContent:
    return ToolResultContent(call_id, "search", {"hits": 1}, **more)


# The rule: all calls of ours answered, anything to go on with, no stop condition met.

CASES: dict[str, tuple[list[Any], str, int]] = {
    "text only": ([TextContent("hi")], "stop", 1),
    "nothing at all": ([], "stop", 1),
    "a call that was run": ([call()], "tool-calls", 2),
    "a call that was run, though the reason is stop": ([call()], "stop", 2),
    "a valid call, but the model was cut off": ([call()], "length", 1),
    "a valid call, but the reason is error": ([call()], "error", 1),
    "a valid call, but the reason is other": ([call()], "other", 1),
    "a valid call, but the reason is content-filter": ([call()], "content-filter", 1),
    "only an invalid call, and the model was cut off": ([call("nope")], "length", 2),
    "an invalid input, and the model was cut off": ([call("echo", '{"text":')], "length", 2),
    "an invalid call beside a valid one that was cut off": ([call("nope"), call(call_id="c2")], "length", 1),
    "an invalid call beside a valid one": ([call("nope"), call(call_id="c2")], "tool-calls", 2),
    "a call that the application runs": ([call("client")], "tool-calls", 1),
    "a call that the application runs beside one of ours": ([call("client"), call(call_id="c2")], "tool-calls", 1),
    "a call that a person must approve": ([call("asks")], "tool-calls", 1),
    "a call that a person must approve beside one of ours": ([call("asks"), call(call_id="c2")], "tool-calls", 1),
    "a call that a policy denies": ([call("denied")], "tool-calls", 2),
    "a call that a policy denies, and the model was cut off": ([call("denied")], "length", 2),
    "a call that a policy approves": ([call("approved")], "tool-calls", 2),
    "a provider's call with its result": ([search(), found()], "stop", 1),
    "a provider's call whose result comes later": ([search()], "tool-calls", 2),
    "a provider's call with its result, and one of ours": ([search(), found(), call()], "tool-calls", 2),
    "a provider's invalid call": ([call("nope", {}, provider_executed=True)], "tool-calls", 1),
    "a call that failed": ([call("fails")], "tool-calls", 2),
}


@pytest.mark.parametrize("case", list(CASES))
async def test_whether_another_step_follows(ask: Ask, case: str) -> None:
    content, reason, steps = CASES[case]

    async def fail(given: Any, context: Any) -> None:
        raise OSError("disk full")

    tools = [
        echo(),
        client_tool(),
        echo(name="asks", needs_approval=True),
        echo(name="denied"),
        echo(name="approved"),
        echo(fail, "fails"),
        SEARCH,
    ]
    result = await ask(
        (content, reason),
        ([found(), TextContent("done")] if steps == 2 and "later" in case else [TextContent("done")], "stop"),
        tools=tools,
        tool_approval={"denied": "denied", "approved": "approved"},
        stop_when=is_loop_finished(),
    )
    assert len(result.steps) == steps


async def test_a_call_though_no_tools_were_given_is_invalid_and_the_model_is_told(ask: Ask) -> None:
    result = await ask(([call()], "tool-calls"), DONE, stop_when=is_loop_finished())
    assert len(result.steps) == 2
    [answer] = ask.calls[1].prompt[-1].content
    assert isinstance(answer.output, ErrorTextOutput)
    assert answer.output.value.endswith("Model tried to call unavailable tool 'echo'. No tools are available.")


async def test_tools_run_but_no_second_step_follows_by_default(ask: Ask) -> None:
    result = await ask(([call()], "tool-calls"), tools=[echo()])
    assert len(result.steps) == 1
    assert [each.output for each in result.tool_results] == ["ran x"]


async def test_a_deferred_result_that_never_comes_goes_on_until_a_stop_condition(ask: Ask) -> None:
    result = await ask(([search()], "stop"), DONE, DONE, tools=[SEARCH], stop_when=is_step_count(3))
    assert len(result.steps) == 3


async def test_required_tool_choice_holds_for_each_step(ask: Ask) -> None:
    answers = [([call()], "tool-calls")] * 3
    await ask(*answers, tools=[echo()], tool_choice="required", stop_when=is_step_count(3))
    assert [each.tool_choice.type for each in ask.calls] == ["required"] * 3


# Stop conditions


async def test_the_loop_stops_after_the_count(ask: Ask) -> None:
    answers = [([call()], "tool-calls")] * 4
    result = await ask(*answers, tools=[echo()], stop_when=is_step_count(4))
    assert len(result.steps) == 4


async def test_any_of_several_conditions_stops(ask: Ask) -> None:
    result = await ask(
        ([call()], "tool-calls"),
        ([call("stop")], "tool-calls"),
        tools=[echo(), echo(name="stop")],
        stop_when=[is_step_count(9), has_tool_call("stop", "nope")],
    )
    assert len(result.steps) == 2


async def test_conditions_may_be_async_and_see_the_steps(ask: Ask) -> None:
    seen: list[list[str]] = []

    async def enough(steps: Any) -> bool:
        await asyncio.sleep(0)
        seen.append([step.finish_reason for step in steps])
        return len(steps) == 2

    await ask(([call()], "tool-calls"), ([call()], "tool-calls"), tools=[echo()], stop_when=enough)
    assert seen == [["tool-calls"], ["tool-calls", "tool-calls"]]


async def test_conditions_are_not_asked_where_the_loop_ends_by_itself(ask: Ask) -> None:
    def wrong(steps: Any) -> bool:
        raise AssertionError

    await ask(DONE, stop_when=wrong)


@pytest.mark.parametrize("wrong", [5, [5], "5"])
async def test_what_is_no_condition_is_refused(ask: Ask, wrong: Any) -> None:
    with pytest.raises(InvalidParameterError, match=r"stop_when: expected a condition such as is_step_count\(5\)"):
        await ask(DONE, stop_when=wrong)


# What the next step is asked


async def test_the_next_step_is_asked_with_what_was_said_and_what_the_tools_gave(ask: Ask) -> None:
    await ask(
        ([TextContent("let me see"), call()], "tool-calls"),
        DONE,
        tools=[echo()],
        stop_when=is_step_count(5),
        instructions="Be kind.",
    )
    assert ask.calls[1].prompt == [
        SystemMessage("Be kind."),
        UserMessage((TextPart("Hi"),)),
        AssistantMessage([TextPart("let me see"), ToolCallPart("c1", "echo", {"text": "x"})]),
        ToolMessage([ToolResultPart("c1", "echo", TextOutput("ran x"))]),
    ]


async def test_reasoning_and_metadata_go_back_to_the_model(ask: Ask) -> None:
    meta = {"acme": {"signature": "s"}}
    if ask.name == "stream":
        from ai_sdk.provider import ReasoningDelta, ReasoningEnd, ReasoningStart

        thought: list[Any] = [ReasoningStart("r"), ReasoningDelta("r", "hm"), ReasoningEnd("r", meta)]
    else:
        thought = [ReasoningContent("hm", provider_metadata=meta)]
    await ask(([*thought, call()], "tool-calls"), DONE, tools=[echo()], stop_when=is_step_count(5))
    part = ask.calls[1].prompt[1].content[0]
    assert (part.type, part.text, part.provider_options) == ("reasoning", "hm", meta)


async def test_results_stand_in_the_order_of_the_calls_whichever_was_ready_first(ask: Ask) -> None:
    async def slow(given: Any, context: Any) -> str:
        await asyncio.sleep(0.01)
        return "slow"

    await ask(
        ([call("slow", call_id="c1"), call(call_id="c2")], "tool-calls"),
        DONE,
        tools=[echo(slow, "slow"), echo()],
        stop_when=is_step_count(2),
    )
    assert [part.tool_call_id for part in ask.calls[1].prompt[-1].content] == ["c1", "c2"]


async def test_results_that_are_no_text_go_back_as_json(ask: Ask) -> None:
    async def many(given: Any, context: Any) -> Any:
        return {"n": [1, None]}

    await ask(([call()], "tool-calls"), DONE, tools=[echo(many)], stop_when=is_step_count(2))
    assert ask.calls[1].prompt[-1].content[0].output == JSONOutput({"n": [1, None]})


async def test_to_model_output_says_what_the_model_is_told(ask: Ask) -> None:
    async def told(output: Any, context: Any) -> Any:
        return TextOutput(f"{context.tool_call_id} {context.input['text']} {output}")

    await ask(([call()], "tool-calls"), DONE, tools=[echo(to_model_output=told)], stop_when=is_step_count(2))
    assert ask.calls[1].prompt[-1].content[0].output == TextOutput("c1 x ran x")


async def test_a_to_model_output_that_fails_fails_the_call_and_leaves_no_stream_open() -> None:
    def told(output: Any, context: Any) -> Any:
        raise LookupError("no words")

    source = playing(call(), end="tool-calls")
    stream = stream_text(streaming(source), "Hi", tools=[echo(to_model_output=told)])
    with pytest.raises(LookupError, match="no words"):
        await stream.result()
    with pytest.raises(LookupError, match="no words"):
        await events_of(stream)
    assert source.closed == 1


async def test_an_invalid_call_goes_back_with_an_input_that_providers_take(ask: Ask) -> None:
    await ask(([call("echo", '{"text":')], "tool-calls"), DONE, tools=[echo()], stop_when=is_step_count(2))
    sent = ask.calls[1].prompt[1].content[0]
    assert (sent.type, sent.input) == ("tool-call", {})


# Which tools the model is offered


async def test_active_tools_and_their_order(ask: Ask) -> None:
    tools = [echo(name=name) for name in ("c", "a", "b", "d")]
    await ask(DONE, tools=tools, active_tools=["a", "b", "c"], tool_order=["c", "nope"])
    assert [tool.name for tool in ask.calls[0].tools] == ["c", "a", "b"]
    await ask(DONE, tools=tools)
    assert [tool.name for tool in ask.calls[0].tools] == ["c", "a", "b", "d"]


async def test_without_active_tools_none_are_sent_but_the_choice_is(ask: Ask) -> None:
    await ask(DONE, tools=[echo()], active_tools=[], tool_choice="none")
    assert ask.calls[0].tools is None
    assert ask.calls[0].tool_choice.type == "none"


async def test_a_call_of_a_tool_that_is_not_active_is_invalid(ask: Ask) -> None:
    result = await ask(([call("b")], "tool-calls"), tools=[echo(name="a"), echo(name="b")], active_tools=["a"])
    [made] = result.tool_calls
    assert made.invalid
    assert "Available tools: a." in str(made.error)


@pytest.mark.parametrize("name", ["active_tools", "tool_order"])
async def test_one_name_in_place_of_a_list_of_names_is_refused(ask: Ask, name: str) -> None:
    with pytest.raises(InvalidParameterError, match=f"{name} must be a list of names, got 'echo'"):
        await ask(DONE, tools=[echo()], **{name: "echo"})


async def test_tool_choice_is_a_word_a_value_or_its_json(ask: Ask) -> None:
    from ai_sdk import NamedToolChoice

    for given, kind in (
        ("auto", "auto"),
        ("required", "required"),
        (NamedToolChoice("echo"), "tool"),
        ({"type": "tool", "toolName": "echo"}, "tool"),
    ):
        await ask(DONE, tools=[echo()], tool_choice=given)
        assert ask.calls[0].tool_choice.type == kind
    with pytest.raises(InvalidParameterError, match=r"expected 'auto', 'none', 'required' or NamedToolChoice.*'any'"):
        await ask(DONE, tools=[echo()], tool_choice="any")


async def test_a_description_may_be_a_function_of_the_tool_s_context(ask: Ask) -> None:
    tool = echo(description=lambda told: f"for {told.context['user']}")
    await ask(DONE, tools=[tool], tools_context={"echo": {"user": "Ann"}})
    assert ask.calls[0].tools[0].description == "for Ann"


# What adds up


async def test_the_result_is_that_of_the_last_step_and_the_usage_of_all(ask: Ask) -> None:
    result = await ask(([TextContent("one"), call()], "tool-calls"), DONE, tools=[echo()], stop_when=is_step_count(5))
    assert (result.text, result.finish_reason, result.output) == ("done", "stop", "done")
    assert [step.text for step in result.steps] == ["one", "done"]
    assert [step.step_number for step in result.steps] == [0, 1]
    assert result.usage.input_tokens == 6
    assert result.total_usage.total_tokens == 26
    assert [part.type for part in result.content] == ["text", "tool-call", "tool-result", "text"]
    assert [message.role for message in result.response_messages] == ["assistant", "tool", "assistant"]
    assert [message.role for message in result.response.messages] == ["assistant"]


async def test_events_of_two_steps_come_in_order_and_their_blocks_have_ids_of_their_own() -> None:
    model = streaming(playing(*text("a"), call(), end="tool-calls"), playing(*text("b"), *text("c")))
    ids = iter(["r1", "new-1", "new-2", "r2"])
    stream = stream_text(model, "Hi", tools=[echo()], stop_when=is_step_count(2), generate_id=lambda: next(ids, "more"))
    events = await events_of(stream)
    assert types_of(events) == [
        "start",
        *("start-step", "text-start", "text-delta", "text-end", "tool-call", "tool-result", "finish-step"),
        *("start-step", "text-start", "text-delta", "text-end", "text-start", "text-delta", "text-end", "finish-step"),
        "finish",
    ]
    blocks = [event.id for event in events if event.type == "text-start"]
    assert len(set(blocks)) == 3
    assert [event.id for event in events if event.type == "text-delta"] == blocks
    assert (await stream.result()).text == "bc"


async def test_a_model_s_parts_are_not_changed_by_the_ids_that_steps_give() -> None:
    source = playing(*text("a"), call(), end="tool-calls")
    stream = stream_text(streaming(source, source, source), "Hi", tools=[echo()], stop_when=is_step_count(3))
    events = await events_of(stream)
    blocks = [event.id for event in events if event.type == "text-start"]
    assert len(set(blocks)) == 3
    assert [event.id for event in events if event.type == "text-delta"] == blocks
    assert [part.id for part in source.parts if part.type == "text-delta"] == ["0"]
