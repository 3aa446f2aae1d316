"""The contracts of models that make no HTTP requests: in this process, or through a library of the vendor's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar, Final

import pytest

from ai_sdk.provider import (
    EmbeddingCallOptions,
    EmbeddingModel,
    Finish,
    FunctionTool,
    GenerateResult,
    JSONFormat,
    LanguageCallOptions,
    LanguageModel,
    ModelKind,
    RequiredToolChoice,
    StreamPart,
    StreamStart,
    TextContent,
    TextDelta,
    TextPart,
    ToolCallContent,
    TooManyEmbeddingValuesForCallError,
    UnsupportedFunctionalityError,
    UnsupportedWarning,
    UserMessage,
)
from ai_sdk.provider_utils import camel_case
from ai_sdk.testing.contract.language import LanguageCapabilities, language_settings
from ai_sdk.testing.contract.provider import ProviderContract
from ai_sdk.testing.contract.stream_rules import check_stream_parts, check_usage

__all__ = ["InProcessEmbeddingModelContract", "InProcessLanguageModelContract"]


class _InProcessContract(ProviderContract):
    kind: ClassVar[ModelKind]
    model_id: ClassVar[str]

    def make_model(self) -> Any:
        """A model that answers: the real one, or one over an engine that plays a script."""
        raise NotImplementedError(f"{type(self).__name__} has to define make_model().")

    def model_ids(self) -> Mapping[ModelKind, str]:
        return {self.kind: self.model_id}

    def test_the_model_has_its_id_and_its_contract(self) -> None:
        model = self.make_model()
        assert (model.model_id, model.specification_version) == (self.model_id, "v4")
        assert isinstance(model.provider, str)
        assert model.provider


# A real model that may write any city may write one without end.
_CITY: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"city": {"type": "string", "enum": ["Oslo", "Rome"]}},
    "required": ["city"],
    "additionalProperties": False,
}
_WEATHER: Final = FunctionTool("weather", _CITY, description="The weather of a city")


class InProcessLanguageModelContract(_InProcessContract):
    """Language models without HTTP. `make_model()` gives one that answers "hi" with a text of several pieces.

    - `unsupported`: settings of the call, by their Python names, that it does not have. Each must be a warning.
    - `capabilities`: what the model can do. A schema that is given has to be followed, a tool that has to be called is.
    """

    kind = "language"
    unsupported: ClassVar[Sequence[str]] = ()
    capabilities: ClassVar[LanguageCapabilities] = LanguageCapabilities()

    def options(self, **settings: Any) -> LanguageCallOptions:
        """The smallest call with these settings."""
        options = LanguageCallOptions(prompt=[UserMessage([TextPart("hi")])], max_output_tokens=24)
        return replace(options, **settings)

    def generated(self, **settings: Any) -> GenerateResult:
        """A complete answer."""
        return self.run(self.make_model().do_generate(self.options(**settings)))

    def streamed(self, **settings: Any) -> list[StreamPart]:
        """A streamed answer."""
        return self.run(_parts(self.make_model(), self.options(**settings)))

    def test_the_model_is_a_language_model(self) -> None:
        assert isinstance(self.make_model(), LanguageModel)

    def test_an_answer_has_text_a_finish_reason_and_usage_that_adds_up(self) -> None:
        result = self.generated()
        assert _text(result)
        assert result.finish_reason.unified in ("stop", "length")
        check_usage(result.usage)

    def test_a_stream_is_in_a_legal_order(self) -> None:
        parts = self.streamed()
        check_stream_parts(parts)
        assert sum(isinstance(part, TextDelta) for part in parts) > 1, "The stream was not passed on piece by piece."
        finish = parts[-1]
        assert isinstance(finish, Finish)
        assert finish.finish_reason.unified in ("stop", "length")
        check_usage(finish.usage)

    def test_unsupported_settings_are_warned_of_and_no_others(self) -> None:
        for name, value in language_settings().items():
            warnings = self.generated(**{name: value}).warnings
            features = [warning.feature for warning in warnings if isinstance(warning, UnsupportedWarning)]
            assert (camel_case(name) in features) == (name in self.unsupported), (
                f"{name}: the warnings are {warnings!r}, and `unsupported` is {self.unsupported!r}."
            )

    def test_warnings_of_a_stream_are_those_of_a_complete_answer(self) -> None:
        settings = {name: value for name, value in language_settings().items() if name in self.unsupported}
        start = next(part for part in self.streamed(**settings) if isinstance(part, StreamStart))
        assert list(start.warnings) == list(self.generated(**settings).warnings)

    def test_a_tool_that_has_to_be_called_is_called_or_refused_in_words(self) -> None:
        settings = {"tools": [_WEATHER], "tool_choice": RequiredToolChoice(), "max_output_tokens": 200}
        if not self.capabilities.tools:
            return self._refuses("tools", **settings)
        result = self.generated(**settings)
        [call] = [part for part in result.content if isinstance(part, ToolCallContent)]
        assert call.tool_name == "weather"
        assert call.tool_call_id
        assert list(json.loads(call.input)) == ["city"]
        assert result.finish_reason.unified == "tool-calls"
        return None

    def test_structured_output_follows_its_schema_or_is_refused_in_words(self) -> None:
        settings = {"response_format": JSONFormat(schema=_CITY), "max_output_tokens": 200}
        if self.capabilities.structured_output != "schema":
            return self._refuses("responseFormat", **settings)
        assert list(json.loads(_text(self.generated(**settings)))) == ["city"]
        return None

    def _refuses(self, feature: str, **settings: Any) -> None:
        with suppress(UnsupportedFunctionalityError):
            warnings = self.generated(**settings).warnings
            features = [warning.feature for warning in warnings if isinstance(warning, UnsupportedWarning)]
            assert feature in features, f"{feature} is left out without UnsupportedWarning({feature!r})."

    def test_a_stream_may_be_closed_or_cancelled_and_the_model_asked_again(self) -> None:
        async def work() -> None:
            model = self.make_model()
            await (await model.do_stream(self.options())).stream.aclose()
            stream = (await model.do_stream(self.options())).stream
            async for part in stream:
                if isinstance(part, TextDelta):
                    break
            await stream.aclose()
            task = asyncio.ensure_future(_parts(model, self.options()))
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert _text(await model.do_generate(self.options()))

        self.run(work())

    def test_one_model_answers_side_by_side_and_in_two_event_loops(self) -> None:
        model = self.make_model()

        async def work() -> None:
            for parts in await asyncio.gather(*(_parts(model, self.options()) for _ in range(3))):
                check_stream_parts(parts)

        self.run(work())
        self.run(work())


class InProcessEmbeddingModelContract(_InProcessContract):
    """Embedding models without HTTP. `make_model()` gives one that has a vector for every text."""

    kind = "embedding"

    def test_the_model_is_an_embedding_model(self) -> None:
        assert isinstance(self.make_model(), EmbeddingModel)

    def test_each_value_has_a_vector_that_is_its_own(self) -> None:
        first, second, again = self._embedded(self.make_model(), "sun", "rain", "sun")
        assert len(first) == len(second) > 1
        assert first == pytest.approx(again, abs=1e-4)
        assert first != pytest.approx(second, abs=1e-4)

    def test_more_values_than_one_call_takes_are_refused(self) -> None:
        async def limit(model: EmbeddingModel) -> Any:
            found: Any = model.max_embeddings_per_call
            return await found if hasattr(found, "__await__") else found

        model = self.make_model()
        most = self.run(limit(model))
        if most is not None and most < 100_000:
            with pytest.raises(TooManyEmbeddingValuesForCallError):
                self._embedded(model, *["a"] * (most + 1))

    def test_one_model_answers_side_by_side_and_in_two_event_loops(self) -> None:
        model = self.make_model()

        async def work() -> None:
            options = EmbeddingCallOptions(values=["sun"])
            results = await asyncio.gather(*(model.do_embed(options) for _ in range(3)))
            assert len({len(result.embeddings[0]) for result in results}) == 1

        self.run(work())
        self.run(work())

    def _embedded(self, model: EmbeddingModel, *values: str) -> list[list[float]]:
        result = self.run(_embed(model, values))
        assert len(result.embeddings) == len(values)
        return [list(vector) for vector in result.embeddings]


async def _embed(model: EmbeddingModel, values: Sequence[str]) -> Any:
    return await model.do_embed(EmbeddingCallOptions(values=values))


async def _parts(model: LanguageModel, options: LanguageCallOptions) -> list[StreamPart]:
    return [part async for part in (await model.do_stream(options)).stream]


def _text(result: GenerateResult) -> str:
    return "".join(part.text for part in result.content if isinstance(part, TextContent))
