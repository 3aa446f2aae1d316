"""Integrations are told of every call, see only what they may, and can't break it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from ai_sdk import (
    Telemetry,
    TelemetryIntegration,
    ToolLoopAgent,
    embed,
    embed_many,
    generate_text,
    is_step_count,
    register_telemetry,
    stream_text,
)
from ai_sdk.provider import ErrorPart, GenerateResult, ToolCallContent
from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.testing import MockEmbeddingModel, MockLanguageModel, MockStream, text_result, text_stream

EVENTS = [name for name in vars(TelemetryIntegration) if name.startswith("on_")]


class Watcher(TelemetryIntegration):
    """Keeps everything."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, Any, Any]] = []

    @property
    def names(self) -> list[str]:
        return [name for name, _, _ in self.seen]

    def event(self, name: str) -> Any:
        return next(event for each, event, _ in self.seen if each == name)


def _watching(name: str) -> Any:
    def watch(self: Watcher, event: Any, call: Any) -> None:
        self.seen.append((name, event, call))

    return watch


for _name in EVENTS:
    setattr(Watcher, _name, _watching(_name))


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    watcher = Watcher()
    unregister = register_telemetry(watcher)
    yield watcher
    unregister()


def calling() -> GenerateResult:
    result = text_result("")
    return GenerateResult(
        content=[ToolCallContent("call-1", "weather", '{"city": "Oslo"}')],
        finish_reason=type(result.finish_reason)("tool-calls"),
        usage=result.usage,
    )


def weather(city: str) -> str:
    """The weather."""
    return f"rain in {city}"


async def test_a_registered_integration_is_told_of_a_call_with_tools_in_order(watcher: Watcher) -> None:
    model = MockLanguageModel(do_generate=[calling(), text_result("Rain.")])
    await generate_text(model, "Oslo?", tools=[weather], stop_when=is_step_count(3))
    step = ["on_step_start", "on_language_model_call_start", "on_language_model_call_end"]
    tool = ["on_tool_execution_start", "on_tool_execution_end"]
    assert watcher.names == ["on_start", *step, *tool, "on_step_end", *step, "on_step_end", "on_end"]


async def test_the_caller_s_callbacks_are_told_too(watcher: Watcher) -> None:
    told: list[Any] = []
    await generate_text(MockLanguageModel(do_generate=text_result("hi")), "x", on_start=told.append)
    assert len(told) == 1
    assert "on_start" in watcher.names


async def test_an_event_says_which_call_it_is_of_and_what_may_be_kept(watcher: Watcher) -> None:
    settings = Telemetry(function_id="greeting", record_inputs=False, record_outputs=False)
    await generate_text(MockLanguageModel(do_generate=text_result("hi")), "x", telemetry=settings)
    _, event, call = watcher.seen[0]
    assert (call.operation_id, call.function_id) == ("ai.generateText", "greeting")
    assert (call.record_inputs, call.record_outputs) == (False, False)
    assert call.call_id == event.call_id


async def test_the_integrations_of_a_call_take_the_place_of_the_registered_ones(watcher: Watcher) -> None:
    own = Watcher()
    model = MockLanguageModel(do_generate=text_result("hi"))
    await generate_text(model, "x", telemetry=Telemetry(integrations=[own]))
    assert own.names[0] == "on_start"
    assert watcher.names == []


async def test_a_call_can_be_kept_from_all_of_them(watcher: Watcher) -> None:
    model = MockLanguageModel(do_generate=text_result("hi"))
    await generate_text(model, "x", telemetry=Telemetry(is_enabled=False))
    assert watcher.names == []


async def test_contexts_are_seen_as_far_as_they_are_included(watcher: Watcher) -> None:
    model = MockLanguageModel(do_generate=text_result("hi"))
    told: list[Any] = []
    await generate_text(
        model,
        "x",
        runtime_context={"tenant": "acme", "secret": "s"},
        telemetry=Telemetry(include_runtime_context=["tenant"]),
        on_start=told.append,
    )
    assert told[0].runtime_context == {"tenant": "acme", "secret": "s"}
    for name in ("on_start", "on_step_start", "on_step_end", "on_end"):
        assert watcher.event(name).runtime_context == {"tenant": "acme"}
    assert watcher.event("on_end").steps[0].runtime_context == {"tenant": "acme"}


async def test_an_integration_that_fails_is_logged_and_breaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(TelemetryIntegration):
        def on_start(self, event: Any, call: Any) -> None:
            raise ValueError("no disk")

        async def on_end(self, event: Any, call: Any) -> None:
            raise ValueError("no net")

        async def execute_language_model_call(self, execution: Any) -> Any:
            raise ValueError("no context")

    model = MockLanguageModel(do_generate=text_result("hi"))
    with caplog.at_level(logging.ERROR, logger="ai_sdk"):
        result = await generate_text(model, "x", telemetry=Telemetry(integrations=[Broken()]))
    assert result.text == "hi"
    assert len(caplog.records) == 3
    assert len(model.do_generate_calls) == 1


async def test_the_model_and_the_tools_run_within_the_wrappers_the_later_one_outside() -> None:
    order: list[str] = []

    class Around(TelemetryIntegration):
        def __init__(self, name: str) -> None:
            self.name = name

        async def execute_language_model_call(self, execution: Any) -> Any:
            order.append(f"{self.name} in")
            result = await execution.execute()
            order.append(f"{self.name} out")
            return result

        async def execute_tool(self, execution: Any) -> Any:
            order.append(f"{self.name} {execution.tool_call_id}")
            return await execution.execute()

    model = MockLanguageModel(do_generate=calling())
    telemetry = Telemetry(integrations=[Around("a"), Around("b")])
    result = await generate_text(model, "x", tools=[weather], telemetry=telemetry)
    assert order == ["b in", "a in", "a out", "b out", "b call-1", "a call-1"]
    assert result.tool_results[0].output == "rain in Oslo"


async def test_a_failed_call_is_an_error(watcher: Watcher) -> None:
    failure = ValueError("down")
    with pytest.raises(ValueError, match="down"):
        await generate_text(MockLanguageModel(do_generate=failure), "x")
    assert watcher.names[-1] == "on_error"
    assert watcher.event("on_error").error is failure
    assert "on_end" not in watcher.names


async def test_a_cancelled_call_is_an_abort(watcher: Watcher) -> None:
    async def forever(_options: Any) -> Any:
        await asyncio.sleep(60)

    task = asyncio.create_task(generate_text(MockLanguageModel(do_generate=forever), "x"))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert watcher.names[-1] == "on_abort"


async def test_a_stream_tells_of_its_end_and_a_closed_one_of_its_abort(watcher: Watcher) -> None:
    model = MockLanguageModel(do_stream=[text_stream("a", "b"), text_stream("a", "b")])
    async with stream_text(model, "x") as stream:
        await stream.result()
    assert watcher.names[-2:] == ["on_step_end", "on_end"]
    assert watcher.seen[0][2].operation_id == "ai.streamText"
    async with stream_text(model, "x") as stream:
        async for _ in stream.text_stream:
            break
    assert watcher.names[-1] == "on_abort"


async def test_a_stream_that_can_t_begin_is_an_error_and_an_error_part_is_none(watcher: Watcher) -> None:
    async with stream_text(MockLanguageModel(do_stream=ValueError("down")), "x") as stream:
        with pytest.raises(ValueError, match="down"):
            await stream.result()
    assert watcher.names[-1] == "on_error"
    watcher.seen.clear()
    model = MockLanguageModel(do_stream=MockStream([ErrorPart("bad"), *text_stream("a").parts]))
    async with stream_text(model, "x") as stream:
        async for _ in stream:
            pass
    assert "on_error" not in watcher.names


async def test_embedding_tells_of_the_call_and_of_each_call_of_the_model(watcher: Watcher) -> None:
    from ai_sdk.provider import EmbeddingResult

    model = MockEmbeddingModel(do_embed=lambda options: EmbeddingResult([[1.0]] * len(options.values)))
    await embed(model, "a")
    assert watcher.names == ["on_start", "on_embed_start", "on_embed_end", "on_end"]
    watcher.seen.clear()
    await embed_many(model, ["a", "b"])
    assert watcher.names.count("on_embed_start") == 2
    assert {call.operation_id for _, _, call in watcher.seen} == {"ai.embedMany"}
    ids = {event.embed_call_id for name, event, _ in watcher.seen if name == "on_embed_end"}
    assert len(ids) == 2


async def test_an_agent_hands_its_telemetry_on(watcher: Watcher) -> None:
    model = MockLanguageModel(do_generate=text_result("hi"), do_stream=text_stream("hi"))
    agent = ToolLoopAgent(model=model, telemetry=Telemetry(function_id="helper"))
    await agent.generate("x")
    async with agent.stream("x") as stream:
        await stream.result()
    assert {call.function_id for _, _, call in watcher.seen} == {"helper"}
    assert {call.operation_id for _, _, call in watcher.seen} == {"ai.generateText", "ai.streamText"}


async def test_telemetry_of_another_kind_is_refused() -> None:
    with pytest.raises(InvalidParameterError, match="telemetry"):
        await generate_text(MockLanguageModel(do_generate=text_result("hi")), "x", telemetry=True)  # type: ignore[arg-type]


async def test_an_unregistered_integration_is_told_of_nothing() -> None:
    watcher = Watcher()
    register_telemetry(watcher)()
    await generate_text(MockLanguageModel(do_generate=text_result("hi")), "x")
    assert watcher.names == []
