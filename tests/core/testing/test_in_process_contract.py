"""The contract of models without HTTP: what it lets through, and the test that finds each fault."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from ai_sdk.provider import (
    EmbeddingCallOptions,
    EmbeddingResult,
    FinishReason,
    GenerateResult,
    InputTokens,
    LanguageCallOptions,
    OutputTokens,
    StreamResult,
    ToolCallContent,
    TooManyEmbeddingValuesForCallError,
    UnsupportedWarning,
)
from ai_sdk.testing import MockEmbeddingModel, MockLanguageModel, text_result, text_stream
from ai_sdk.testing.contract import InProcessEmbeddingModelContract, InProcessLanguageModelContract

USAGE = replace(text_result("").usage, input_tokens=InputTokens(1), output_tokens=OutputTokens(2))


def warnings_of(options: LanguageCallOptions) -> list[Any]:
    return [] if options.seed is None else [UnsupportedWarning("seed")]


def good_answer(options: LanguageCallOptions) -> GenerateResult:
    if options.tools:
        content: list[Any] = [ToolCallContent("c", "weather", '{"city": "Oslo"}')]
        return GenerateResult(content=content, finish_reason=FinishReason("tool-calls"), usage=USAGE)
    text = "Hello" if options.response_format is None else '{"city": "Oslo"}'
    return replace(text_result(text), usage=USAGE, warnings=warnings_of(options))


def good_stream(options: LanguageCallOptions) -> StreamResult:
    stream = text_stream("Hel", "lo")
    stream.parts = [replace(stream.parts[0], warnings=warnings_of(options)), *stream.parts[1:]]  # type: ignore[call-arg]
    return stream(options)


class Language(InProcessLanguageModelContract):
    """No test of its own: pytest does not look for this name."""

    prefix = "acme"
    model_id = "m"
    unsupported = ("seed",)
    seconds = 2
    do_generate: Any = staticmethod(good_answer)
    do_stream: Any = staticmethod(good_stream)

    def make_model(self) -> MockLanguageModel:
        return MockLanguageModel(model_id="m", do_generate=type(self).do_generate, do_stream=type(self).do_stream)


def failed(contract: Any) -> list[str]:
    """The tests of the model that fail."""
    found: list[str] = []
    of_the_model = {name for base in type(contract).__mro__ for name in vars(base) if "in_process" in base.__module__}
    for name in sorted(name for name in of_the_model if name.startswith("test_")):
        try:
            getattr(contract, name)()
        except (AssertionError, TimeoutError, ValueError, pytest.fail.Exception):
            found.append(name)
    return found


def changed(answer: Callable[[LanguageCallOptions], Any], **members: Any) -> Any:
    return staticmethod(lambda options: replace(answer(options), **members))


async def swallowing(options: LanguageCallOptions) -> StreamResult:
    async def parts() -> Any:
        for part in text_stream("Hel", "lo").parts:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0)
            yield part

    return StreamResult(parts())


def test_a_good_model_passes() -> None:
    assert failed(Language()) == []


@pytest.mark.parametrize(
    ("members", "tests"),
    [
        (
            {"do_generate": changed(good_answer, content=[])},
            [
                "test_a_stream_may_be_closed_or_cancelled_and_the_model_asked_again",
                "test_a_tool_that_has_to_be_called_is_called_or_refused_in_words",
                "test_an_answer_has_text_a_finish_reason_and_usage_that_adds_up",
                "test_structured_output_follows_its_schema_or_is_refused_in_words",
            ],
        ),
        (
            {"do_generate": changed(good_answer, warnings=[])},
            [
                "test_unsupported_settings_are_warned_of_and_no_others",
                "test_warnings_of_a_stream_are_those_of_a_complete_answer",
            ],
        ),
        (
            {"unsupported": ("seed", "top_k")},
            ["test_unsupported_settings_are_warned_of_and_no_others"],
        ),
        (
            {"do_stream": staticmethod(text_stream("Hello"))},
            [
                "test_a_stream_is_in_a_legal_order",
                "test_warnings_of_a_stream_are_those_of_a_complete_answer",
            ],
        ),
        (
            {"do_stream": staticmethod(swallowing), "unsupported": ()},
            [
                "test_a_stream_may_be_closed_or_cancelled_and_the_model_asked_again",
                "test_unsupported_settings_are_warned_of_and_no_others",
            ],
        ),
    ],
)
def test_a_fault_is_found(members: Mapping[str, Any], tests: list[str]) -> None:
    assert failed(type("Faulty", (Language,), {"__module__": __name__, **members})()) == tests


def embedded(options: EmbeddingCallOptions) -> EmbeddingResult:
    if len(options.values) > 3:
        raise TooManyEmbeddingValuesForCallError(
            provider="acme", model_id="m", max_embeddings_per_call=3, values=options.values
        )
    return EmbeddingResult([[float(len(value)), 1.0] for value in options.values])


@pytest.mark.parametrize(
    ("do_embed", "tests"),
    [
        (embedded, []),
        (
            lambda _: EmbeddingResult([[1.0, 1.0]] * 3),
            ["test_each_value_has_a_vector_that_is_its_own", "test_more_values_than_one_call_takes_are_refused"],
        ),
    ],
)
def test_a_fault_of_an_embedding_model_is_found(do_embed: Any, tests: list[str]) -> None:
    class Embedding(InProcessEmbeddingModelContract):
        prefix = "acme"
        model_id = "m"

        def make_model(self) -> MockEmbeddingModel:
            return MockEmbeddingModel(model_id="m", do_embed=do_embed, max_embeddings_per_call=3)

    assert failed(Embedding()) == tests
