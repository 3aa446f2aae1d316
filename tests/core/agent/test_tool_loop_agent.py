from __future__ import annotations

import asyncio
import inspect
from dataclasses import dataclass
from typing import Any

import pytest
from ai_sdk import (
    Agent,
    AgentSettings,
    CallOverrides,
    CallPreparation,
    InvalidPromptError,
    Output,
    ToolLoopAgent,
    TypeValidationError,
    is_step_count,
    stream_text,
)
from ai_sdk.agent.settings import AgentCallbacks, AgentStreamCallbacks, CallSettingsDict
from ai_sdk.provider import NoToolChoice, SystemMessage, TextDelta, TextPart, UserMessage
from ai_sdk.testing import MockLanguageModel, MockStream, text_result, text_stream
from ai_sdk.text.callbacks import CALLBACK_NAMES

from tests.core.agent.conftest import Method


def clock() -> str:
    """What time it is."""
    return "noon"


# The settings


def test_the_settings_are_those_of_the_text_functions() -> None:
    of_text = set(inspect.signature(stream_text).parameters)
    assert AgentSettings.__annotations__.keys() == of_text - {"model", "prompt", "messages", "output"}
    assert AgentStreamCallbacks.__annotations__.keys() == set(CALLBACK_NAMES)
    assert CallSettingsDict.__annotations__.keys() == AgentSettings.__annotations__.keys() - {
        *CALLBACK_NAMES,
        "transform",
    }
    assert AgentCallbacks.__annotations__.keys() < AgentStreamCallbacks.__annotations__.keys()


@pytest.mark.parametrize("name", ["temprature", "prompt", "messages"])
def test_a_setting_that_does_not_exist_is_refused(name: str) -> None:
    wrong: dict[str, Any] = {name: 1}
    with pytest.raises(TypeError, match=rf"ToolLoopAgent\(\) got an unexpected keyword argument '{name}'"):
        ToolLoopAgent(model=MockLanguageModel(), **wrong)


async def test_a_call_takes_nothing_but_the_prompt_and_callbacks() -> None:
    agent = ToolLoopAgent(model=MockLanguageModel())
    wrong: dict[str, Any] = {"temperature": 1}
    with pytest.raises(TypeError, match=r"generate\(\) got an unexpected keyword argument 'temperature'"):
        await agent.generate("hi", **wrong)
    with pytest.raises(TypeError, match=r"stream\(\) got an unexpected keyword argument 'temperature'"):
        agent.stream("hi", **wrong)
    only_streams: dict[str, Any] = {"on_chunk": print}
    with pytest.raises(TypeError, match="on_chunk"):
        await agent.generate("hi", **only_streams)


def test_an_agent_says_what_it_is() -> None:
    agent = ToolLoopAgent(model="acme:m", id="helper", tools=[clock])
    assert isinstance(agent, Agent)
    assert (agent.version, agent.id, list(agent.tools)) == ("agent-v1", "helper", ["clock"])
    assert agent.tools is agent.tools
    assert repr(agent) == "<ToolLoopAgent 'helper' of 'acme:m' with clock>"
    assert repr(ToolLoopAgent(model="acme:m", headers={"authorization": "secret"})) == (
        "<ToolLoopAgent of 'acme:m' with no tools>"
    )
    assert ToolLoopAgent(model="acme:m").tools == {}


async def test_settings_reach_the_model(ask: Method) -> None:
    model = ask.model()
    agent = ToolLoopAgent(
        model=model,
        instructions="Be brief.",
        tools=[clock],
        tool_choice="none",
        temperature=0,
        headers={"X-Team": "a", "User-Agent": "mine/1"},
        provider_options={"p": {"a": None}},
    )
    result = await ask(agent, "hi")
    assert result.text == "x"
    (call,) = ask.calls(model)
    assert list(call.prompt) == [SystemMessage("Be brief."), UserMessage((TextPart("hi"),))]
    assert call.temperature == 0
    assert [tool.name for tool in call.tools or ()] == ["clock"]
    assert call.tool_choice == NoToolChoice()
    assert call.provider_options == {"p": {"a": None}}
    assert call.headers is not None
    assert call.headers["x-team"] == "a"
    assert str(call.headers["user-agent"]).startswith("mine/1 ai-sdk-agent/tool-loop")


async def test_a_prompt_may_be_messages(ask: Method) -> None:
    model = ask.model("1", "2")
    agent = ToolLoopAgent(model=model)
    await ask(agent, messages=[UserMessage("hi")])
    await ask(agent, prompt=[{"role": "user", "content": "hi"}])
    first, second = ask.calls(model)
    assert first.prompt == second.prompt


async def test_no_prompt_is_an_error(ask: Method) -> None:
    with pytest.raises(InvalidPromptError):
        await ask(ToolLoopAgent(model=ask.model()))


# The loop


async def test_the_loop_goes_on_for_twenty_steps(ask: Method) -> None:
    result = await ask(ToolLoopAgent(model=ask.calling("clock", 25), tools=[clock]), "go")
    assert len(result.steps) == 20
    result = await ask(ToolLoopAgent(model=ask.calling("clock", 3), tools=[clock]), "go")
    assert (len(result.steps), result.text) == (4, "done")


async def test_stop_when_replaces_the_limit(ask: Method) -> None:
    agent = ToolLoopAgent(model=ask.calling("clock", 25), tools=[clock], stop_when=is_step_count(2))
    assert len((await ask(agent, "go")).steps) == 2


async def test_calls_of_one_agent_run_side_by_side() -> None:
    async def answer(options: Any) -> Any:
        await asyncio.sleep(0)
        return text_result(options.prompt[0].parts[0].text)

    agent = ToolLoopAgent(model=MockLanguageModel(do_generate=answer))
    results = await asyncio.gather(*(agent.generate(str(number)) for number in range(10)))
    assert [result.text for result in results] == [str(number) for number in range(10)]


async def test_output_has_the_form_that_the_agent_asks_for(ask: Method) -> None:
    @dataclass
    class Point:
        x: int

    agent = ToolLoopAgent(model=ask.model('{"x": 1}', '{"x": 2}'), output=Point)
    assert (await ask(agent, "hi")).output == Point(1)
    assert (await ask(agent, "hi")).output == Point(2)
    choice = ToolLoopAgent(model=ask.model('{"result": "a"}'), output=Output.choice(["a", "b"]))
    assert (await ask(choice, "hi")).output == "a"


async def test_the_timeout_of_the_call_wins(ask: Method) -> None:
    async def wait(options: Any) -> Any:
        await asyncio.sleep(10)

    agent = ToolLoopAgent(model=MockLanguageModel(do_generate=wait, do_stream=wait), timeout=60)
    with pytest.raises(TimeoutError, match=r"0\.01 s"):
        await ask(agent, "hi", timeout=0.01)
    quick = ToolLoopAgent(model=MockLanguageModel(do_generate=wait, do_stream=wait), timeout=0.01)
    with pytest.raises(TimeoutError, match=r"0\.01 s"):
        await ask(quick, "hi")


# Callbacks


async def test_callbacks_of_the_agent_and_of_the_call_are_both_told(ask: Method) -> None:
    told: list[str] = []

    async def later(name: str) -> None:
        await asyncio.sleep(0)
        told.append(name)

    agent = ToolLoopAgent(
        model=ask.model("1", "2"), on_start=lambda _: told.append("agent start"), on_end=lambda _: later("agent end")
    )
    await ask(agent, "hi", on_start=lambda _: told.append("call start"), on_step_end=lambda _: later("call step"))
    assert told == ["agent start", "call start", "call step", "agent end"]
    told.clear()
    await ask(agent, "hi")
    assert told == ["agent start", "agent end"]


async def test_a_callback_that_fails_does_not_touch_the_other(ask: Method, caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []

    def fail(_: object) -> None:
        raise ValueError("no")

    agent = ToolLoopAgent(model=ask.model(), on_end=fail)
    assert (await ask(agent, "hi", on_end=lambda _: told.append("call"))).text == "x"
    assert told == ["call"]
    assert "failed" in caplog.text


async def test_stream_callbacks_of_the_agent_are_for_streams_only() -> None:
    told: list[str] = []
    agent = ToolLoopAgent(
        model=MockLanguageModel(do_generate=text_result("x"), do_stream=text_stream("x")),
        on_chunk=lambda info: told.append(info.chunk.type),
        transform=lambda events: events,
    )
    await agent.generate("hi")
    assert told == []
    async with agent.stream("hi", on_chunk=lambda _: told.append("call")) as stream:
        await stream.result()
    assert "text-delta" in told
    assert "call" in told


async def test_a_transform_of_the_call_takes_the_place_of_the_agents() -> None:
    def adding(text: str) -> Any:
        async def transform(events: Any) -> Any:
            async for event in events:
                if isinstance(event, TextDelta):
                    event = TextDelta(event.id, event.text + text)
                yield event

        return transform

    agent = ToolLoopAgent(model=MockLanguageModel(do_stream=text_stream("x")), transform=adding("1"))
    async with agent.stream("hi") as stream:
        assert (await stream.result()).text == "x1"
    async with agent.stream("hi", transform=[adding("2"), adding("3")]) as stream:
        assert (await stream.result()).text == "x23"


# Streams


async def test_nothing_runs_before_a_stream_is_read() -> None:
    prepared: list[str] = []
    model = MockLanguageModel(do_stream=text_stream("x"))
    agent = ToolLoopAgent(model=model, prepare_call=lambda _: prepared.append("prepared"))
    stream = agent.stream("hi")
    await asyncio.sleep(0)
    assert (prepared, model.do_stream_calls) == ([], [])
    await stream.aclose()
    assert prepared == []
    async with agent.stream("hi") as stream:
        assert [text async for text in stream.text_stream] == ["x"]
        assert [text async for text in stream.text_stream] == ["x"]
    assert prepared == ["prepared"]


async def test_leaving_a_stream_closes_that_of_the_model() -> None:
    script = MockStream(text_stream("a", "b", "c").parts)
    agent = ToolLoopAgent(model=MockLanguageModel(do_stream=script), prepare_call=lambda _: None)
    async with agent.stream("hi") as stream:
        async for _ in stream.text_stream:
            break
    assert (script.opened, script.closed) == (1, 1)


async def test_aborting_while_the_call_is_prepared_ends_the_stream() -> None:
    cancelled = asyncio.Event()

    async def prepare(_: CallPreparation) -> None:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    aborted: list[str | None] = []
    agent = ToolLoopAgent(
        model=MockLanguageModel(), prepare_call=prepare, on_abort=lambda info: aborted.append(info.reason)
    )
    stream = agent.stream("hi")
    asyncio.get_running_loop().call_later(0.01, stream.abort, "enough")
    assert [event.type async for event in stream] == ["abort"]
    assert cancelled.is_set()
    assert aborted == ["enough"]


async def test_cancelling_the_reader_while_the_call_is_prepared_ends_the_stream() -> None:
    async def prepare(_: CallPreparation) -> None:
        await asyncio.sleep(10)

    stream = ToolLoopAgent(model=MockLanguageModel(), prepare_call=prepare).stream("hi")
    task = asyncio.ensure_future(stream.result())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [event.type async for event in stream] == ["abort"]


# Preparation and options


async def test_a_prepared_call_is_asked_with_what_it_says(ask: Method) -> None:
    seen: list[CallPreparation] = []
    first, second = ask.model(), ask.model("other")

    async def prepare(call: CallPreparation) -> CallOverrides:
        seen.append(call)
        return {
            "model": second,
            "instructions": f"Help {call.options}.",
            "temperature": None,
            "tools": [clock],
            "headers": {"x-b": "2"},
            "prompt": "changed",
        }

    agent = ToolLoopAgent(model=first, temperature=1, top_p=0.5, headers={"x-a": "1"}, prepare_call=prepare)
    assert (await ask(agent, messages=[UserMessage("hi")], options="Ada")).text == "other"
    (call,) = ask.calls(second)
    assert list(call.prompt) == [SystemMessage("Help Ada."), UserMessage((TextPart("changed"),))]
    assert (call.temperature, call.top_p) == (None, 0.5)
    assert [tool.name for tool in call.tools or ()] == ["clock"]
    assert call.headers is not None
    assert call.headers["x-b"] == "2"
    assert "x-a" not in call.headers
    assert str(call.headers["user-agent"]).count("ai-sdk-agent") == 1
    assert not ask.calls(first)
    (preparation,) = seen
    assert (preparation.model, preparation.prompt, preparation.messages) == (first, None, [UserMessage("hi")])
    assert preparation.settings == {"temperature": 1, "top_p": 0.5, "headers": {"x-a": "1"}, "tools": None}


async def test_a_preparation_may_change_nothing_or_take_the_limit_away(ask: Method) -> None:
    agent = ToolLoopAgent(model=ask.model(), prepare_call=lambda call: None)
    assert (await ask(agent, "hi")).text == "x"
    limited = ToolLoopAgent(
        model=ask.calling("clock", 25),
        tools=[clock],
        stop_when=is_step_count(1),
        prepare_call=lambda call: {"stop_when": None, "messages": [UserMessage("go")]},
    )
    assert len((await ask(limited, "hi")).steps) == 20


@pytest.mark.parametrize("name", ["output", "on_end", "temprature"])
async def test_what_a_preparation_cannot_change_is_refused(ask: Method, name: str) -> None:
    agent = ToolLoopAgent(model=ask.model(), prepare_call=lambda call: {name: None})
    with pytest.raises(TypeError, match=rf"prepare_call\(\) got an unexpected keyword argument '{name}'"):
        await ask(agent, "hi")


async def test_what_a_preparation_raises_is_raised_by_every_reader() -> None:
    def prepare(_: CallPreparation) -> None:
        raise LookupError("no such customer")

    agent = ToolLoopAgent(model=MockLanguageModel(), prepare_call=prepare)
    with pytest.raises(LookupError, match="no such customer"):
        await agent.generate("hi")
    async with agent.stream("hi") as stream:
        with pytest.raises(LookupError):
            await anext(stream.text_stream)
        with pytest.raises(LookupError):
            await anext(aiter(stream))
        with pytest.raises(LookupError):
            await stream.result()


@dataclass
class Customer:
    name: str


async def test_options_are_checked_by_the_schema(ask: Method) -> None:
    seen: list[Any] = []
    agent = ToolLoopAgent(
        model=ask.model("1", "2", "3"),
        call_options_schema=Customer,
        prepare_call=lambda call: seen.append(call.options),
    )
    await ask(agent, "hi", options=Customer("Ada"))
    await ask(agent, "hi", options={"name": "Bob"})
    await ask(agent, "hi")
    assert seen == [Customer("Ada"), Customer("Bob"), None]
    with pytest.raises(TypeValidationError, match="for options") as caught:
        await ask(agent, "hi", options={"name": 5})
    assert caught.value.context == {"field": "options"}
    assert caught.value.value == {"name": 5}


async def test_options_without_a_schema_pass_as_they_are(ask: Method) -> None:
    seen: list[Any] = []
    agent = ToolLoopAgent(model=ask.model(), prepare_call=lambda call: seen.append(call.options))
    await ask(agent, "hi", options={"anything": object})
    assert seen == [{"anything": object}]


def test_wrong_options_of_a_stream_are_told_at_once() -> None:
    agent = ToolLoopAgent(model=MockLanguageModel(), call_options_schema=Customer)
    with pytest.raises(TypeValidationError):
        agent.stream("hi", options=3)
