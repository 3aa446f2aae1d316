"""What a result says of all its steps."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk import is_step_count
from ai_sdk.provider import (
    DocumentSource,
    FileBytes,
    FileContent,
    FinishReason,
    GenerateResult,
    OtherWarning,
    ReasoningContent,
    ReasoningFileContent,
    TextContent,
    UrlSource,
)
from ai_sdk.testing import MockLanguageModel
from ai_sdk.text.step import StepPerformance
from ai_sdk.text.usage import LanguageModelUsage

from tests.core.text.helpers import USAGE, Ask, call, echo


def answer(number: int, *content: Any, reason: Any = "tool-calls", **more: Any) -> GenerateResult:
    data = FileBytes(b"x")
    return GenerateResult(
        [
            ReasoningContent(f"thought {number}"),
            ReasoningFileContent(data, "image/png"),
            TextContent(f"text {number}a, "),
            TextContent(f"{number}b"),
            FileContent(data, f"image/{number}"),
            UrlSource(f"u{number}", "https://a.test"),
            DocumentSource(f"d{number}", "text/plain", "Doc"),
            *content,
        ],
        FinishReason(reason, f"raw {number}"),
        USAGE,
        warnings=[OtherWarning(f"warning {number}")],
        provider_metadata={"acme": {"n": number}},
        **more,
    )


@pytest.fixture
async def result() -> Any:
    model = MockLanguageModel(do_generate=[answer(1, call(), call("nope", call_id="c2")), answer(2, reason="stop")])
    return await Ask("generate")(model=model, tools=[echo()], stop_when=is_step_count(3))


async def test_what_belongs_to_one_answer_is_that_of_the_last_step(result: Any) -> None:
    assert (result.text, result.output) == ("text 2a, 2b", "text 2a, 2b")
    assert result.reasoning_text == "thought 2"
    assert [part.type for part in result.reasoning] == ["reasoning", "reasoning-file"]
    assert (result.finish_reason, result.raw_finish_reason) == ("stop", "raw 2")
    assert result.provider_metadata == {"acme": {"n": 2}}
    assert result.response is result.final_step.response
    assert result.request is result.final_step.request


async def test_what_adds_up_is_that_of_all_steps(result: Any) -> None:
    assert [file.media_type for file in result.files] == ["image/1", "image/2"]
    assert [source.id for source in result.sources] == ["u1", "d1", "u2", "d2"]
    assert [warning.message for warning in result.warnings] == ["warning 1", "warning 2"]
    assert len(result.content) == sum(len(step.content) for step in result.steps)
    assert result.usage.total_tokens == 26
    assert result.usage.raw is None


async def test_calls_and_results_are_told_apart_by_whether_their_types_are_known(result: Any) -> None:
    assert [each.tool_call_id for each in result.tool_calls] == ["c1", "c2"]
    assert [each.tool_call_id for each in result.static_tool_calls] == ["c1"]
    assert [each.tool_call_id for each in result.dynamic_tool_calls] == ["c2"]
    assert [each.tool_call_id for each in result.tool_results] == ["c1"]
    assert [each.tool_call_id for each in result.static_tool_results] == ["c1"]
    assert result.dynamic_tool_results == []
    step = result.steps[0]
    assert step.static_tool_results == step.tool_results
    assert step.dynamic_tool_results == []


async def test_an_answer_without_thoughts_has_none(ask: Ask) -> None:
    result = await ask(([TextContent("a")], "stop"))
    assert result.reasoning_text is None
    assert result.reasoning == []


def test_the_speed_of_an_answer_counts_from_its_first_token() -> None:
    usage = LanguageModelUsage(output_tokens=10)
    assert StepPerformance(3, 2.5, 0.5).output_tokens_per_second(usage) == 5
    assert StepPerformance(3, 2).output_tokens_per_second(usage) == 5
    assert StepPerformance(3, 0).output_tokens_per_second(usage) is None
    assert StepPerformance(3, 2).output_tokens_per_second(LanguageModelUsage()) is None
