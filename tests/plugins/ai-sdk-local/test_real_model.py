"""The real engine and the real model. Prompts and settings are chosen so that a tiny model gets them right."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.provider import (
    CompatibilityWarning,
    Finish,
    FunctionTool,
    InvalidArgumentError,
    InvalidPromptError,
    JSONFormat,
    LanguageCallOptions,
    NamedToolChoice,
    RequiredToolChoice,
    StreamPart,
    StreamStart,
    TextContent,
    TextDelta,
    ToolCallContent,
    ToolInputDelta,
    UserMessage,
)
from ai_sdk_local import EngineError, create_local
from ai_sdk_local.language_model import LocalLanguageModel

STORY = "Write a very long story about a dog."
WEATHER = FunctionTool(
    "weather",
    {
        "type": "object",
        "properties": {"city": {"type": "string", "maxLength": 20}},
        "required": ["city"],
        "additionalProperties": False,
    },
    "Current weather of a city.",
)
ADD = FunctionTool(
    "add",
    {
        "type": "object",
        "properties": {"numbers": {"$ref": "#/$defs/Numbers"}},
        "required": ["numbers"],
        "additionalProperties": False,
        "$defs": {"Numbers": {"type": "array", "items": {"type": "integer"}, "maxItems": 3}},
    },
    "Adds numbers.",
)


def options(prompt: str = "Write one sentence about a cat.", **values: Any) -> LanguageCallOptions:
    values.setdefault("max_output_tokens", 24)
    return LanguageCallOptions(prompt=[UserMessage(prompt)], **values)


async def stream_parts(model: LocalLanguageModel, call: LanguageCallOptions) -> list[StreamPart]:
    return [part async for part in (await model.do_stream(call)).stream]


def text_of(parts: list[StreamPart]) -> str:
    return "".join(part.text for part in parts if isinstance(part, TextDelta))


async def test_it_answers_with_usage_and_reason(model: LocalLanguageModel) -> None:
    result = await model.do_generate(options(max_output_tokens=60))
    [content] = result.content
    assert isinstance(content, TextContent)
    assert content.text.strip()
    assert result.finish_reason.unified in {"stop", "length"}
    assert result.usage.input_tokens.total
    assert result.usage.output_tokens.total
    assert result.warnings == []


async def test_streaming_gives_the_same_text_in_pieces(model: LocalLanguageModel) -> None:
    call = options(temperature=0.0)
    parts = await stream_parts(model, call)
    deltas = [part for part in parts if isinstance(part, TextDelta)]
    assert len(deltas) > 5
    assert (await model.do_generate(call)).content == [TextContent(text_of(parts))]
    assert isinstance(parts[0], StreamStart)
    assert isinstance(parts[-1], Finish)


async def test_the_token_limit_ends_it_with_length(model: LocalLanguageModel) -> None:
    result = await model.do_generate(options(STORY, max_output_tokens=5))
    assert result.finish_reason.unified == "length"
    assert result.usage.output_tokens.total == 5


async def test_a_stop_sequence_ends_it_and_is_not_part_of_the_text(model: LocalLanguageModel) -> None:
    whole = text_of(await stream_parts(model, options(temperature=0.0)))
    stop = whole.split()[3]
    parts = await stream_parts(model, options(temperature=0.0, stop_sequences=[stop]))
    finish = parts[-1]
    assert isinstance(finish, Finish)
    assert finish.finish_reason.unified == "stop"
    assert text_of(parts) == whole[: whole.index(stop)]


async def test_the_sampling_settings_are_taken(model: LocalLanguageModel) -> None:
    greedy = await model.do_generate(options(max_output_tokens=8, temperature=0.0))
    only_best = await model.do_generate(options(max_output_tokens=8, temperature=1.0, top_k=1, top_p=1.0))
    assert greedy.content == only_best.content
    await model.do_generate(options(max_output_tokens=4, presence_penalty=1.0, frequency_penalty=1.0, seed=1))


async def test_json_follows_its_schema(model: LocalLanguageModel) -> None:
    schema = {
        "type": "object",
        "properties": {
            "name": {"type": "string", "maxLength": 20},
            "color": {"enum": ["black", "white", "red"]},
            "age": {"type": "integer", "minimum": 0, "maximum": 20},
        },
        "required": ["name", "color", "age"],
        "additionalProperties": False,
    }
    parts = await stream_parts(
        model, options("Invent a cat.", max_output_tokens=80, response_format=JSONFormat(schema))
    )
    cat = json.loads(text_of(parts))
    assert list(cat) == ["name", "color", "age"]
    assert cat["color"] in {"black", "white", "red"}
    assert 0 <= cat["age"] <= 20


async def test_json_without_a_schema_begins_an_object(model: LocalLanguageModel) -> None:
    parts = await stream_parts(model, options("Describe a cat.", response_format=JSONFormat()))
    assert text_of(parts).startswith("{")


async def test_a_schema_keyword_that_the_engine_does_not_know_is_a_warning(model: LocalLanguageModel) -> None:
    schema = {"type": "object", "properties": {"a": {"not": {"type": "string"}}}, "additionalProperties": False}
    result = await model.do_generate(options(response_format=JSONFormat(schema)))
    assert [type(warning) for warning in result.warnings] == [CompatibilityWarning]


async def test_a_schema_that_makes_no_sense_is_refused(model: LocalLanguageModel) -> None:
    with pytest.raises(InvalidArgumentError, match="banana"):
        await model.do_generate(options(response_format=JSONFormat({"type": "banana"})))


async def test_a_named_tool_is_called(model: LocalLanguageModel) -> None:
    call = options(
        "What is the weather in Oslo?",
        tools=[WEATHER, ADD],
        tool_choice=NamedToolChoice("weather"),
        max_output_tokens=60,
    )
    result = await model.do_generate(call)
    [content] = result.content
    assert isinstance(content, ToolCallContent)
    assert content.tool_name == "weather"
    assert list(json.loads(content.input)) == ["city"]
    assert result.finish_reason.unified == "tool-calls"


async def test_a_required_tool_is_one_of_them(model: LocalLanguageModel) -> None:
    parts = await stream_parts(
        model,
        options(
            "What is the weather in Oslo?", tools=[WEATHER, ADD], tool_choice=RequiredToolChoice(), max_output_tokens=60
        ),
    )
    [call] = [part for part in parts if isinstance(part, ToolCallContent)]
    assert call.tool_name in {"weather", "add"}
    assert list(json.loads(call.input)) == (["city"] if call.tool_name == "weather" else ["numbers"])
    assert "".join(part.delta for part in parts if isinstance(part, ToolInputDelta)) == call.input


async def test_a_prompt_larger_than_the_context_is_refused(model: LocalLanguageModel) -> None:
    with pytest.raises(InvalidPromptError, match="8192"):
        await model.do_generate(options("word " * 9000))


async def test_text_that_is_no_unicode_is_no_crash(model: LocalLanguageModel) -> None:
    await model.do_generate(options("a \ud800 b\0c", max_output_tokens=2))


async def test_the_event_loop_is_free_while_it_writes(model: LocalLanguageModel) -> None:
    worst = 0.0

    async def watch() -> None:
        nonlocal worst
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            worst = max(worst, time.perf_counter() - before - 0.005)

    watcher = asyncio.create_task(watch())
    start = time.perf_counter()
    await model.do_generate(options(STORY, max_output_tokens=40))
    took = time.perf_counter() - start
    watcher.cancel()
    assert worst < min(0.2, took / 2), f"the loop stood still for {worst:.3f} of {took:.3f} seconds"


async def test_calls_at_the_same_time_are_answered_one_after_another(model: LocalLanguageModel) -> None:
    call = options(temperature=0.0, max_output_tokens=10)
    alone = await model.do_generate(call)
    together = await asyncio.gather(*(model.do_generate(call) for _ in range(3)))
    assert [result.content for result in together] == [alone.content] * 3


def test_threads_with_event_loops_of_their_own_share_it(model: LocalLanguageModel) -> None:
    lengths: list[int | None] = []

    def run() -> None:
        result = asyncio.run(model.do_generate(options(STORY, max_output_tokens=5)))
        lengths.append(result.usage.output_tokens.total)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lengths == [5, 5]


async def soon(model: LocalLanguageModel) -> None:
    """A short call is answered soon: the engine is not busy with what was given up."""
    start = time.perf_counter()
    await model.do_generate(options(max_output_tokens=1))
    assert time.perf_counter() - start < 5


async def test_cancelling_the_task_stops_the_engine(model: LocalLanguageModel) -> None:
    task = asyncio.create_task(model.do_generate(options(STORY, max_output_tokens=4000)))
    await asyncio.sleep(0.6)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await soon(model)


async def test_closing_the_stream_stops_the_engine(model: LocalLanguageModel) -> None:
    result = await model.do_stream(options(STORY, max_output_tokens=4000))
    async for part in result.stream:
        if isinstance(part, TextDelta):
            break
    await result.stream.aclose()
    await soon(model)


async def test_dropping_a_stream_that_was_never_read_stops_the_engine(model: LocalLanguageModel) -> None:
    result = await model.do_stream(options(STORY, max_output_tokens=4000))
    del result
    await soon(model)


async def test_a_call_cancelled_while_it_waits_its_turn_never_runs(model: LocalLanguageModel) -> None:
    first = await model.do_stream(options(STORY, max_output_tokens=4000))
    waiting = asyncio.create_task(model.do_generate(options(STORY, max_output_tokens=4000)))
    await asyncio.sleep(0.05)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await first.stream.aclose()
    await soon(model)


def test_a_loop_that_is_gone_stops_the_engine(model: LocalLanguageModel) -> None:
    async def leave() -> None:
        asyncio.ensure_future(model.do_generate(options(STORY, max_output_tokens=4000)))  # noqa: RUF006
        await asyncio.sleep(0.3)

    asyncio.run(leave())
    asyncio.run(soon(model))


async def test_a_file_that_is_no_model_says_which_and_why(tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF" + b"\0" * 100)
    with pytest.raises(EngineError, match=r"can't load .*broken\.gguf.*GGUF") as caught:
        await create_local()(str(path)).do_generate(options())
    assert "\n" not in str(caught.value), "no backtrace of native code"


async def test_any_gguf_file_is_a_model_by_its_path(model_file: Path) -> None:
    async with create_local() as provider:
        result = await provider(str(model_file)).do_generate(options(max_output_tokens=2))
    assert result.usage.output_tokens.total == 2


def run_program(program: str, *, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"RUST_LOG", "RAYON_NUM_THREADS"}}
    return subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        env=environment,
    )


PROGRAM = """
import asyncio, logging, os
from ai_sdk.provider import LanguageCallOptions, TextDelta, UserMessage
from ai_sdk_local import local

# On a busy machine asyncio's debug mode remarks on anything.
logging.getLogger("asyncio").addFilter(lambda record: " took " not in record.getMessage())

def options(text, limit):
    return LanguageCallOptions(prompt=[UserMessage(text)], max_output_tokens=limit)
"""


def test_a_program_that_ends_in_the_middle_of_an_answer_ends_at_once_and_quietly(model_file: Path) -> None:
    program = (
        PROGRAM
        + """
async def main():
    result = await local("smollm2").do_stream(options("Write a very long story.", 4000))
    async for part in result.stream:
        if isinstance(part, TextDelta):
            print("first")
            break
    global kept
    kept = result

asyncio.run(main())
"""
    )
    start = time.monotonic()
    done = run_program(program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "first\n", "")
    assert time.monotonic() - start < 15


def test_nothing_of_the_engine_is_on_stdout_and_no_variable_stays(model_file: Path) -> None:
    program = (
        PROGRAM
        + """
before = dict(os.environ)
result = asyncio.run(local("smollm2").do_generate(options("hi", 2)))
assert dict(os.environ) == before
print(result.usage.output_tokens.total)
"""
    )
    done = run_program(program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_of_a_process_with_a_model_is_told_so(model_file: Path) -> None:
    program = (
        PROGRAM
        + """
import warnings
warnings.simplefilter("ignore")
model = local("smollm2")
asyncio.run(model.do_generate(options("hi", 1)))
child = os.fork()
if not child:
    try:
        asyncio.run(model.do_generate(options("hi", 1)))
    except Exception as error:
        print(type(error).__name__, "spawn" in str(error), flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""
    )
    done = run_program(program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "EngineError True\n", "")
