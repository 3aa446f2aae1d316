from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import pytest
from ai_sdk.middleware import (
    LanguageModelCall,
    LanguageModelMiddleware,
    LanguageModelParams,
    extract_json_middleware,
    extract_reasoning_middleware,
    wrap_language_model,
)
from ai_sdk.provider import (
    GenerateResult,
    InvalidArgumentError,
    LanguageCallOptions,
    LanguageModel,
    StreamPart,
    StreamResult,
    TextContent,
    TextDelta,
)
from ai_sdk.testing import MockEmbeddingModel, MockLanguageModel, text_result, text_stream

from tests.core.middleware.helpers import asked


class Recording(LanguageModelMiddleware):
    """Writes down when which of its methods runs."""

    def __init__(self, name: str, log: list[str]) -> None:
        self.name = name
        self.log = log

    async def transform_params(self, call: LanguageModelParams) -> LanguageCallOptions:
        self.log.append(f"T{self.name} {call.type}")
        return replace(call.params, temperature=(call.params.temperature or 0) * 10 + int(self.name))

    async def wrap_generate(self, call: LanguageModelCall) -> GenerateResult:
        self.log.append(f"W{self.name}> {call.params.temperature}")
        result = await call.do_generate()
        self.log.append(f"<W{self.name}")
        return result

    async def wrap_stream(self, call: LanguageModelCall) -> StreamResult:
        self.log.append(f"W{self.name}> {call.params.temperature}")
        result = await call.do_stream()
        self.log.append(f"<W{self.name}")
        return result


async def test_the_first_middleware_is_the_outermost() -> None:
    log: list[str] = []
    model = MockLanguageModel(do_generate=text_result("x"))
    wrapped = wrap_language_model(model, [Recording("1", log), Recording("2", log)])
    await wrapped.do_generate(asked())
    assert log == ["T1 generate", "W1> 1", "T2 generate", "W2> 12", "<W2", "<W1"]
    assert model.do_generate_calls[0].temperature == 12


async def test_streams_pass_the_middleware_in_the_same_order() -> None:
    log: list[str] = []
    model = MockLanguageModel(do_stream=text_stream("x"))
    wrapped = wrap_language_model(model=model, middleware=[Recording("1", log), Recording("2", log)])
    assert len([part async for part in (await wrapped.do_stream(asked())).stream]) == 5
    assert log == ["T1 stream", "W1> 1", "T2 stream", "W2> 12", "<W2", "<W1"]
    assert model.do_stream_calls[0].temperature == 12


async def test_a_middleware_that_changes_nothing_is_not_seen() -> None:
    result = text_result("x")
    model = MockLanguageModel(do_generate=result, do_stream=text_stream("x"), supported_urls={"*": [re.compile(".")]})
    wrapped = wrap_language_model(model, LanguageModelMiddleware())
    assert isinstance(wrapped, LanguageModel)
    assert (wrapped.provider, wrapped.model_id, wrapped.supported_urls) == (
        model.provider,
        model.model_id,
        model.supported_urls,
    )
    options = asked()
    assert await wrapped.do_generate(options) is result
    assert model.do_generate_calls[0] is options
    assert repr(wrapped) == "<mock-provider:mock-model-id in LanguageModelMiddleware>"


async def test_each_middleware_sees_the_model_below_it() -> None:
    seen: list[Any] = []

    class Looking(LanguageModelMiddleware):
        async def transform_params(self, call: LanguageModelParams) -> LanguageCallOptions:
            seen.append(call.model)
            return call.params

        async def wrap_generate(self, call: LanguageModelCall) -> GenerateResult:
            seen.append(call.model)
            return await call.do_generate()

    model = MockLanguageModel(do_generate=text_result("x"))
    inner = wrap_language_model(model, Looking())
    await wrap_language_model(inner, Looking()).do_generate(asked())
    assert seen == [inner, inner, model, model]


async def test_a_middleware_may_ask_often_or_never() -> None:
    class Twice(LanguageModelMiddleware):
        async def wrap_generate(self, call: LanguageModelCall) -> GenerateResult:
            await call.do_generate()
            return await call.do_generate()

    class Cached(LanguageModelMiddleware):
        async def wrap_generate(self, call: LanguageModelCall) -> GenerateResult:
            return text_result("cached")

    model = MockLanguageModel(do_generate=[text_result("1"), text_result("2")])
    assert (await wrap_language_model(model, Twice()).do_generate(asked())).content == [TextContent("2")]
    assert (await wrap_language_model(model, Cached()).do_generate(asked())).content == [TextContent("cached")]
    assert len(model.do_generate_calls) == 2


class Renaming(LanguageModelMiddleware):
    def override_provider(self, model: LanguageModel) -> str:
        return f"{model.provider}+"

    def override_model_id(self, model: LanguageModel) -> str:
        return f"{model.model_id}+"

    def override_supported_urls(self, model: LanguageModel) -> dict[str, list[re.Pattern[str]]]:
        return {"image/*": []}


def test_ids_of_the_argument_come_before_those_of_the_middleware() -> None:
    model = MockLanguageModel(provider="p", model_id="m")
    renamed = wrap_language_model(model, [Renaming(), Renaming()])
    assert (renamed.provider, renamed.model_id, renamed.supported_urls) == ("p++", "m++", {"image/*": []})
    given = wrap_language_model(model, Renaming(), provider_id="P", model_id="M")
    assert (given.provider, given.model_id) == ("P", "M")
    plain = wrap_language_model(model, [], model_id="M")
    assert (plain.provider, plain.model_id) == ("p", "M")


async def test_supported_urls_that_must_be_awaited_stay_so() -> None:
    class Later(MockLanguageModel):
        @property
        def supported_urls(self) -> Any:  # type: ignore[override]
            async def urls() -> dict[str, Any]:
                return {"*": []}

            return urls()

        @supported_urls.setter
        def supported_urls(self, value: object) -> None: ...

    wrapped: Any = wrap_language_model(Later(), LanguageModelMiddleware())
    assert await wrapped.supported_urls == {"*": []}
    assert await wrapped.supported_urls == {"*": []}


def test_no_middleware_gives_the_model_back() -> None:
    model = MockLanguageModel()
    assert wrap_language_model(model, []) is model
    assert wrap_language_model(model, ()) is model


async def test_errors_pass_as_they_are() -> None:
    model = MockLanguageModel(do_generate=ValueError("no"), do_stream=OSError("gone"))
    wrapped = wrap_language_model(model, [LanguageModelMiddleware(), LanguageModelMiddleware()])
    with pytest.raises(ValueError, match="no"):
        await wrapped.do_generate(asked())
    with pytest.raises(OSError, match="gone"):
        await wrapped.do_stream(asked())


async def test_cancelling_the_call_reaches_the_model() -> None:
    cancelled = asyncio.Event()

    async def wait(options: LanguageCallOptions) -> GenerateResult:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise
        raise AssertionError

    wrapped = wrap_language_model(MockLanguageModel(do_generate=wait), LanguageModelMiddleware())
    task = asyncio.ensure_future(wrapped.do_generate(asked()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert cancelled.is_set()


class Shouting(LanguageModelMiddleware):
    async def wrap_stream(self, call: LanguageModelCall) -> StreamResult:
        result = await call.do_stream()

        async def parts() -> AsyncGenerator[StreamPart, None]:
            async with aclosing(result.stream) as source:
                async for part in source:
                    yield replace(part, text=part.text.upper()) if isinstance(part, TextDelta) else part

        return replace(result, stream=parts())


async def test_a_stream_can_be_made_anew() -> None:
    script = text_stream("a", "b", "c")
    wrapped = wrap_language_model(MockLanguageModel(do_stream=script), Shouting())
    stream = (await wrapped.do_stream(asked())).stream
    async for part in stream:
        if isinstance(part, TextDelta):
            assert part.text == "A"
            break
    await stream.aclose()
    assert (script.opened, script.closed) == (1, 1)


@pytest.mark.parametrize("middleware", [extract_reasoning_middleware(tag_name="think"), extract_json_middleware()])
@pytest.mark.parametrize("read", [0, 1, 3])
async def test_closing_a_stream_closes_the_one_below(middleware: LanguageModelMiddleware, read: int) -> None:
    closed: list[str] = []

    class Source:
        def __init__(self) -> None:
            self.parts = text_stream("a", "b", "c")(asked()).stream

        def __aiter__(self) -> Source:
            return self

        async def __anext__(self) -> StreamPart:
            return await anext(self.parts)

        async def aclose(self) -> None:
            closed.append("closed")
            await self.parts.aclose()

    result = StreamResult(Source())  # type: ignore[arg-type]
    wrapped = wrap_language_model(MockLanguageModel(do_stream=result), middleware)
    stream = (await wrapped.do_stream(asked())).stream
    for _ in range(read):
        await anext(stream)
    await stream.aclose()
    assert closed == ["closed"]


def test_what_is_no_middleware_is_refused_with_a_hint() -> None:
    model = MockLanguageModel()
    factory: Any = extract_json_middleware
    with pytest.raises(InvalidArgumentError, match=r"expected a LanguageModelMiddleware .* Call it to make one\."):
        wrap_language_model(model, factory)
    wrong: Any = [LanguageModelMiddleware(), 5]
    with pytest.raises(InvalidArgumentError, match=r"got 5\.$"):
        wrap_language_model(model, wrong)


@pytest.mark.parametrize("wrong", ["groq:x", MockLanguageModel, MockEmbeddingModel(), None])
def test_what_is_no_model_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        wrap_language_model(wrong, LanguageModelMiddleware())
    assert caught.value.argument == "model"
    if wrong == "groq:x":
        assert "registry.language_model('groq:x')" in str(caught.value)
