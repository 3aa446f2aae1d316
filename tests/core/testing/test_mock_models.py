from __future__ import annotations

import asyncio

import pytest
from ai_sdk.provider import (
    EmbeddingCallOptions,
    EmbeddingModel,
    EmbeddingResult,
    Finish,
    FinishReason,
    GenerateResult,
    LanguageCallOptions,
    LanguageModel,
    NoSuchModelError,
    Provider,
    RequestInfo,
    StreamStart,
    TextContent,
    TextDelta,
    Usage,
    UserMessage,
)
from ai_sdk.testing import (
    MockEmbeddingModel,
    MockLanguageModel,
    MockProvider,
    MockStream,
    mock_id,
    mock_values,
    text_result,
    text_stream,
)


def asked(text: str = "hi") -> LanguageCallOptions:
    return LanguageCallOptions(prompt=[UserMessage(text)])


def test_mocks_are_what_they_stand_for() -> None:
    assert isinstance(MockLanguageModel(), LanguageModel)
    assert isinstance(MockEmbeddingModel(), EmbeddingModel)
    assert isinstance(MockProvider(), Provider)


def test_the_facts_of_a_mock() -> None:
    plain = MockLanguageModel()
    assert (plain.provider, plain.model_id, plain.supported_urls) == ("mock-provider", "mock-model-id", {})
    named = MockLanguageModel(provider="acme", model_id="m", supported_urls={"*": []})
    assert (named.provider, named.model_id, named.supported_urls) == ("acme", "m", {"*": []})
    embedding = MockEmbeddingModel()
    assert (embedding.max_embeddings_per_call, embedding.supports_parallel_calls) == (1, False)
    assert MockEmbeddingModel(max_embeddings_per_call=None).max_embeddings_per_call is None


async def test_one_result_is_the_answer_to_every_call() -> None:
    result = text_result("hi")
    model = MockLanguageModel(do_generate=result)
    assert await model.do_generate(asked("a")) is result
    assert await model.do_generate(asked("b")) is result
    assert model.do_generate_calls == [asked("a"), asked("b")]
    assert model.do_stream_calls == []


async def test_a_list_has_one_answer_for_each_call() -> None:
    first, second = text_result("1"), text_result("2")
    model = MockLanguageModel(do_generate=[first, second])
    assert await model.do_generate(asked()) is first
    assert await model.do_generate(asked()) is second
    with pytest.raises(AssertionError, match="do_generate was called 3 times; the mock has answers for 2"):
        await model.do_generate(asked())


async def test_a_function_answers_by_the_options() -> None:
    def echo(options: LanguageCallOptions) -> GenerateResult:
        assert isinstance(options.prompt[0], UserMessage)
        return text_result(str(options.prompt[0].content))

    async def echo_later(options: LanguageCallOptions) -> GenerateResult:
        await asyncio.sleep(0)
        return echo(options)

    assert (await MockLanguageModel(do_generate=echo).do_generate(asked("x"))).content == [TextContent("x")]
    model = MockLanguageModel(do_generate=[echo_later, echo])
    assert (await model.do_generate(asked("y"))).content == [TextContent("y")]
    assert (await model.do_generate(asked("z"))).content == [TextContent("z")]


async def test_an_exception_is_raised_where_it_stands() -> None:
    error = ValueError("no")
    with pytest.raises(ValueError, match="no"):
        await MockLanguageModel(do_stream=error).do_stream(asked())
    model = MockEmbeddingModel(do_embed=[error, EmbeddingResult([[1.0]])])
    with pytest.raises(ValueError, match="no"):
        await model.do_embed(EmbeddingCallOptions(values=["x"]))
    assert (await model.do_embed(EmbeddingCallOptions(values=["x"]))).embeddings == [[1.0]]
    assert len(model.do_embed_calls) == 2


async def test_what_was_not_told_is_not_implemented() -> None:
    with pytest.raises(NotImplementedError, match="do_generate"):
        await MockLanguageModel().do_generate(asked())
    with pytest.raises(NotImplementedError, match="do_stream"):
        await MockLanguageModel().do_stream(asked())
    with pytest.raises(NotImplementedError, match="do_embed"):
        await MockEmbeddingModel().do_embed(EmbeddingCallOptions(values=[]))


async def test_a_mock_stream_plays_anew_for_each_call() -> None:
    script = text_stream("Hel", "lo")
    model = MockLanguageModel(do_stream=script)
    for _ in range(2):
        parts = [part async for part in (await model.do_stream(asked())).stream]
        assert [part.type for part in parts] == [
            "stream-start", "text-start", "text-delta", "text-delta", "text-end", "finish",
        ]  # fmt: skip
        assert [part.text for part in parts if isinstance(part, TextDelta)] == ["Hel", "lo"]
    assert (script.opened, script.closed) == (2, 2)


async def test_a_mock_stream_tells_whether_it_was_closed() -> None:
    script = MockStream([StreamStart(), Finish(FinishReason("stop"), Usage())], request=RequestInfo({"a": 1}))
    result = await MockLanguageModel(do_stream=script).do_stream(asked())
    assert result.request == RequestInfo({"a": 1})
    assert (await anext(result.stream)).type == "stream-start"
    assert (script.opened, script.closed) == (1, 0)
    await result.stream.aclose()
    assert (script.opened, script.closed) == (1, 1)


async def test_a_mock_stream_may_break_in_the_middle() -> None:
    stream = (await MockLanguageModel(do_stream=MockStream([StreamStart(), OSError("gone")])).do_stream(asked())).stream
    assert (await anext(stream)).type == "stream-start"
    with pytest.raises(OSError, match="gone"):
        await anext(stream)


async def test_a_mock_stream_lets_others_run_between_its_parts() -> None:
    seen: list[str] = []

    async def other() -> None:
        while len(seen) < 3:
            seen.append("other")
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    async for part in text_stream("a", "b")(asked()).stream:
        seen.append(part.type)  # noqa: PERF401 - the order of both tasks is what counts
    await task
    assert seen[:4] == ["other", "stream-start", "other", "text-start"]


def test_a_mock_provider_has_the_models_it_is_given() -> None:
    model = MockLanguageModel()
    provider = MockProvider(language_models={"m": model}, speech_models={"s": "speech"})
    assert provider("m") is provider.language_model("m") is model
    assert provider.speech_model("s") == "speech"
    for kind in ("language", "embedding", "image", "speech", "transcription", "reranking", "video"):
        with pytest.raises(NoSuchModelError) as caught:
            getattr(provider, f"{kind}_model")("nope")
        assert (caught.value.model_id, caught.value.model_type) == ("nope", f"{kind}Model")


async def test_a_mock_provider_notes_that_it_was_closed() -> None:
    async with MockProvider() as provider:
        assert not provider.closed
    assert provider.closed


def test_mock_values_come_in_turn_and_the_last_for_ever() -> None:
    value = mock_values(1, 2, 3)
    assert [value() for _ in range(5)] == [1, 2, 3, 3, 3]
    with pytest.raises(ValueError, match="at least one"):
        mock_values()


def test_mock_ids_count() -> None:
    first, second = mock_id(), mock_id(prefix="msg")
    assert [first(), first(), second()] == ["id-0", "id-1", "msg-0"]
