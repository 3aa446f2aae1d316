"""The language model over an engine that plays a script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from ai_sdk.provider import (
    CompatibilityWarning,
    Finish,
    InvalidArgumentError,
    JSONFormat,
    LanguageCallOptions,
    RawPart,
    ReasoningContent,
    ResponseMetadata,
    StreamStart,
    TextContent,
    TextDelta,
    UnsupportedWarning,
    UserMessage,
)
from ai_sdk_local.engine import EngineRequest, Piece
from ai_sdk_local.errors import EngineError, GrammarError
from ai_sdk_local.language_model import LocalLanguageModel

Script = Sequence[Piece | Exception]


class ScriptedAnswer:
    def __init__(self, script: Script) -> None:
        self.script = list(script)
        self.closed = False

    async def next(self) -> Piece | None:
        if not self.script:
            return None
        item = self.script.pop(0)
        if isinstance(item, Exception):
            raise item
        return item

    def close(self) -> None:
        self.closed = True


class ScriptedEngine:
    """Answers each call with the next script."""

    def __init__(self, *scripts: Script) -> None:
        self.scripts = list(scripts)
        self.requests: list[EngineRequest] = []
        self.answers: list[ScriptedAnswer] = []

    def generate(self, request: EngineRequest) -> ScriptedAnswer:
        self.requests.append(request)
        self.answers.append(ScriptedAnswer(self.scripts.pop(0)))
        return self.answers[-1]


def model_over(engine: ScriptedEngine) -> LocalLanguageModel:
    return LocalLanguageModel("scripted", provider="local", engine=lambda: engine)  # type: ignore[arg-type, return-value]


def options(**values: Any) -> LanguageCallOptions:
    return LanguageCallOptions(prompt=[UserMessage("hi")], **values)


HELLO = [Piece("Hel"), Piece("lo"), Piece(finish_reason="stop", usage={"prompt_tokens": 2, "completion_tokens": 1})]


async def test_a_stream_begins_with_warnings_and_metadata_and_ends_with_finish() -> None:
    result = await model_over(ScriptedEngine(HELLO)).do_stream(options(seed=1))
    parts = [part async for part in result.stream]
    start, metadata = parts[:2]
    assert isinstance(start, StreamStart)
    assert [type(warning) for warning in start.warnings] == [UnsupportedWarning]
    assert isinstance(metadata, ResponseMetadata)
    assert metadata.model_id == "scripted"
    assert metadata.id
    assert metadata.timestamp
    assert [part.type for part in parts[2:]] == ["text-start", "text-delta", "text-delta", "text-end", "finish"]


async def test_the_request_says_what_the_engine_was_asked() -> None:
    result = await model_over(ScriptedEngine(HELLO)).do_generate(options(max_output_tokens=3))
    assert result.request is not None
    assert result.request.body == {"messages": [{"role": "user", "content": "hi"}], "max_tokens": 3}


async def test_generate_puts_the_parts_together() -> None:
    script = [Piece(reasoning="h"), Piece(reasoning="m"), *HELLO]
    result = await model_over(ScriptedEngine(script)).do_generate(options(seed=1))
    assert result.content == [ReasoningContent("hm"), TextContent("Hello")]
    assert result.finish_reason.unified == "stop"
    assert (result.usage.input_tokens.total, result.usage.output_tokens.total) == (2, 1)
    assert len(result.warnings) == 1
    assert result.response is not None
    assert result.response.model_id == "scripted"


async def test_raw_pieces_come_only_if_they_are_asked_for() -> None:
    result = await model_over(ScriptedEngine(HELLO)).do_stream(options(include_raw_chunks=True))
    raw = [part.raw_value for part in [part async for part in result.stream] if isinstance(part, RawPart)]
    assert [value["text"] for value in raw] == ["Hel", "lo", ""]  # type: ignore[index, call-overload]


async def test_a_failure_before_the_first_piece_refuses_the_call() -> None:
    with pytest.raises(EngineError, match="broken"):
        await model_over(ScriptedEngine([EngineError("broken")])).do_stream(options())


async def test_a_failure_in_the_middle_is_raised_by_the_stream() -> None:
    engine = ScriptedEngine([Piece("Hel"), EngineError("broken")])
    result = await model_over(engine).do_stream(options())
    parts = [await anext(result.stream) for _ in range(4)]
    assert parts[-1] == TextDelta("0", "Hel")
    with pytest.raises(EngineError, match="broken"):
        await anext(result.stream)
    assert engine.answers[0].closed


async def test_an_answer_that_just_ends_is_a_failure() -> None:
    result = await model_over(ScriptedEngine([Piece("Hel")])).do_stream(options())
    with pytest.raises(EngineError, match="in the middle"):
        [part async for part in result.stream]


async def test_closing_the_stream_closes_the_answer() -> None:
    engine = ScriptedEngine(HELLO)
    result = await model_over(engine).do_stream(options())
    async for part in result.stream:
        if isinstance(part, TextDelta):
            break
    await result.stream.aclose()
    assert engine.answers[0].closed


async def test_a_schema_with_an_unknown_keyword_is_kept_to_in_part_and_says_so() -> None:
    engine = ScriptedEngine([GrammarError("Unimplemented keys: [not]")], HELLO)
    result = await model_over(engine).do_generate(options(response_format=JSONFormat({"not": {}})))
    assert result.warnings == [
        CompatibilityWarning("response_format", "A part of the JSON Schema was left out: Unimplemented keys: [not]")
    ]
    assert engine.requests[1].grammar == {"not": {}, "x-guidance": {"whitespace_flexible": False, "lenient": True}}


async def test_a_schema_that_is_none_is_an_invalid_argument() -> None:
    engine = ScriptedEngine([GrammarError("Invalid type: banana")], [GrammarError("Invalid type: banana")])
    with pytest.raises(InvalidArgumentError, match="banana") as caught:
        await model_over(engine).do_generate(options(response_format=JSONFormat({"type": "banana"})))
    assert caught.value.argument == "response_format"


async def test_finish_is_the_last_part() -> None:
    result = await model_over(ScriptedEngine(HELLO)).do_stream(options())
    assert isinstance([part async for part in result.stream][-1], Finish)
