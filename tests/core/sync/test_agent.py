from __future__ import annotations

import inspect
from dataclasses import dataclass

import ai_sdk
import pytest
from ai_sdk import TypeValidationError
from ai_sdk.provider import TextContent, ToolCallContent
from ai_sdk.sync import TextStream, ToolLoopAgent
from ai_sdk.testing import MockLanguageModel, text_result, text_stream

from tests.core.text.helpers import Ask

TURNS = [([ToolCallContent("c", "echo", '{"text":"hi"}')], "tool-calls"), ([TextContent("done")], "stop")]


def echo(text: str) -> str:
    """Says it again."""
    return text


def test_an_agent_works_with_its_tools_until_it_is_done() -> None:
    agent = ToolLoopAgent(model=Ask("generate").model_of(*TURNS), id="a", tools=[echo])
    result = agent.generate("Hi")
    assert result.text == "done"
    assert [step.finish_reason for step in result.steps] == ["tool-calls", "stop"]
    assert (agent.id, list(agent.tools)) == ("a", ["echo"])
    assert repr(agent).startswith("<ToolLoopAgent 'a' of ")


def test_the_answer_of_an_agent_can_be_read_as_it_comes() -> None:
    agent = ToolLoopAgent(model=Ask("stream").model_of(*TURNS), tools=[echo])
    steps: list[int] = []
    with agent.stream("Hi", on_step_end=lambda step: steps.append(step.step_number)) as stream:
        assert isinstance(stream, TextStream)
        assert "".join(stream.text_stream) == "done"
        assert len(stream.result().steps) == 2
    assert steps == [0, 1]


def test_an_agent_may_be_asked_again_and_has_a_typed_output() -> None:
    @dataclass
    class City:
        name: str

    agent = ToolLoopAgent(
        model=MockLanguageModel(do_generate=[text_result('{"name":"Oslo"}'), text_result('{"name":"Rome"}')]),
        output=City,
    )
    assert [agent.generate(prompt).output.name for prompt in ("one", "two")] == ["Oslo", "Rome"]


def test_wrong_calls_raise_what_the_twin_raises() -> None:
    agent = ToolLoopAgent(model=MockLanguageModel(do_stream=text_stream("a")), call_options_schema=int)
    with pytest.raises(TypeValidationError):
        agent.generate("Hi", options="x")
    with pytest.raises(TypeValidationError):
        agent.stream("Hi", options="x")
    with pytest.raises(ai_sdk.AISDKError):
        agent.generate()
    with pytest.raises(TypeError, match="unexpected keyword argument 'nope'"):
        ToolLoopAgent(model="groq:x", nope=1)  # type: ignore[call-arg]


@pytest.mark.parametrize("name", ["__init__", "generate", "stream"])
def test_the_twins_take_the_same_arguments(name: str) -> None:
    ours, theirs = (inspect.signature(getattr(cls, name)).parameters for cls in (ToolLoopAgent, ai_sdk.ToolLoopAgent))
    assert [(each.name, each.kind, each.default) for each in ours.values()] == [
        (each.name, each.kind, each.default) for each in theirs.values()
    ]
