from __future__ import annotations

import array
import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from ai_sdk.__about__ import __version__
from ai_sdk.embedding import EmbedManyResult, embed, embed_many
from ai_sdk.plugins import isolated_registry
from ai_sdk.provider import (
    APICallError,
    DeprecatedWarning,
    EmbeddingCallOptions,
    EmbeddingResult,
    EmbeddingUsage,
    InvalidParameterError,
    InvalidResponseDataError,
    NoSuchProviderError,
    OtherWarning,
    ResponseInfo,
    RetryError,
    UnsupportedModelVersionError,
)
from ai_sdk.testing import MockEmbeddingModel, MockLanguageModel, MockProvider
from ai_sdk.timeouts import Timeouts

USER_AGENT = f"ai/{__version__}"


def lengths(options: EmbeddingCallOptions) -> EmbeddingResult:
    """One number for each value: its length."""
    return EmbeddingResult([[float(len(value))] for value in options.values], EmbeddingUsage(len(options.values)))


def model(answer: Any = lengths, *, per_call: int | None = 1, parallel: bool = False) -> MockEmbeddingModel:
    return MockEmbeddingModel(do_embed=answer, max_embeddings_per_call=per_call, supports_parallel_calls=parallel)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits between retries, which take no time here."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("ai_sdk.provider_utils.retry.sleep", sleep)
    return waited


class Door:
    """Counts who is inside, and lets nobody out before `size` are in."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.inside = 0
        self.most = 0
        self.cancelled = 0
        self.full = asyncio.Event()
        self.changed = asyncio.Condition()

    async def holds(self, count: int) -> None:
        async with self.changed:
            await self.changed.wait_for(lambda: self.inside >= count)

    async def __call__(self, options: EmbeddingCallOptions) -> EmbeddingResult:
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.inside == self.size:
            self.full.set()
        async with self.changed:
            self.changed.notify_all()
        try:
            await self.full.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.inside -= 1
        return lengths(options)


# embed


async def test_embed_gives_the_vector_of_a_text() -> None:
    response = ResponseInfo(headers={"x": "1"}, body={"data": []})
    result = await embed(
        model(
            EmbeddingResult(
                [[0.1, 0.2]],
                EmbeddingUsage(4),
                [OtherWarning("careful")],
                provider_metadata={"acme": {"a": 1}},
                response=response,
            )
        ),
        "sunny day",
    )
    assert result.value == "sunny day"
    assert result.embedding == [0.1, 0.2]
    assert result.usage == EmbeddingUsage(4)
    assert result.warnings == [OtherWarning("careful")]
    assert result.provider_metadata == {"acme": {"a": 1}}
    assert result.response is response


async def test_a_vector_is_handed_on_as_it_came() -> None:
    vector = array.array("f", [0.5, 0.25])
    assert (await embed(model(EmbeddingResult([vector])), "x")).embedding is vector
    many = [[1.0], [2.0]]
    assert (await embed_many(model(EmbeddingResult(many), per_call=None), ["x", "y"])).embeddings is many


async def test_a_provider_that_counts_no_tokens_leaves_them_none() -> None:
    assert (await embed(model(EmbeddingResult([[1.0]])), "x")).usage == EmbeddingUsage(None)


async def test_the_call_has_headers_and_provider_options() -> None:
    mock = model()
    await embed(mock, "x", headers={"X-A": "1", "User-Agent": "app/1"}, provider_options={"acme": {"dimensions": 3}})
    assert mock.do_embed_calls == [
        EmbeddingCallOptions(
            values=["x"],
            headers={"user-agent": f"app/1 {USER_AGENT}", "x-a": "1"},
            provider_options={"acme": {"dimensions": 3}},
        )
    ]


async def test_reprs_leave_vectors_and_bodies_out() -> None:
    answer = EmbeddingResult([[123.456]], response=ResponseInfo(body={"data": [123.456]}))
    assert "123.456" not in repr(await embed(model(answer), "x"))
    assert "123.456" not in repr(await embed_many(model(answer), ["x"]))


async def test_a_string_is_looked_up_in_the_registry() -> None:
    with isolated_registry() as registry:
        registry.register("acme", MockProvider(embedding_models={"small:v1": model()}))
        assert (await embed("acme:small:v1", "four")).embedding == [4.0]
        with pytest.raises(NoSuchProviderError):
            await embed("nobody:small", "x")


async def test_only_embedding_models_of_this_contract_are_taken() -> None:
    with pytest.raises(InvalidParameterError, match="language model"):
        await embed(MockLanguageModel(), "x")  # type: ignore[arg-type]
    old = model()
    old.specification_version = "v3"
    with pytest.raises(UnsupportedModelVersionError):
        await embed(old, "x")


# Retries and errors


async def test_a_failed_call_is_tried_again(waits: list[float]) -> None:
    mock = model([APICallError("busy", url="u", status_code=503), lengths])
    assert (await embed(mock, "x")).embedding == [1.0]
    assert waits == [2.0]
    assert len(mock.do_embed_calls) == 2


async def test_retries_can_be_switched_off() -> None:
    error = APICallError("busy", url="u", status_code=503)
    with pytest.raises(APICallError) as caught:
        await embed(model(error), "x", max_retries=0)
    assert caught.value is error


async def test_each_call_of_many_has_its_own_retries(waits: list[float]) -> None:
    busy = APICallError("busy", url="u", status_code=503)
    mock = model([busy, busy, lengths, busy, busy, lengths])
    assert (await embed_many(mock, ["a", "bb"])).embeddings == [[1.0], [2.0]]
    assert waits == [2.0, 4.0, 2.0, 4.0]


async def test_a_call_that_keeps_failing_fails_all(waits: list[float]) -> None:
    busy = APICallError("busy", url="u", status_code=503)
    with pytest.raises(RetryError) as caught:
        await embed_many(model([lengths, busy, busy]), ["a", "bb", "ccc"], max_retries=1)
    assert caught.value.errors == [busy, busy]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"max_retries": -1}, "Invalid argument for parameter max_retries: max_retries must be >= 0"),
        ({"max_retries": 1.5}, "Invalid argument for parameter max_retries: max_retries must be an integer"),
        (
            {"max_parallel_calls": 0},
            "Invalid argument for parameter max_parallel_calls: max_parallel_calls must be >= 1",
        ),
        ({"timeout": 0}, "timeout must be a positive number of seconds, got 0"),
        ({"values": "one text"}, "use embed for a single text"),
    ],
)
async def test_wrong_settings_are_named_before_any_call(arguments: dict[str, Any], said: str) -> None:
    mock = model()
    with pytest.raises(InvalidParameterError) as caught:
        await embed_many(mock, **{"values": ["x"], **arguments})
    assert said in str(caught.value)
    assert mock.do_embed_calls == []


@pytest.mark.parametrize("embeddings", [[], [[1.0], [2.0], [3.0]]])
async def test_vectors_that_do_not_fit_the_values_are_an_error(embeddings: list[list[float]]) -> None:
    with pytest.raises(InvalidResponseDataError, match=f"answered 2 values with {len(embeddings)} embeddings"):
        await embed_many(model(EmbeddingResult(embeddings), per_call=None), ["a", "b"])


# Batches


def sent(mock: MockEmbeddingModel) -> list[Sequence[str]]:
    return [call.values for call in mock.do_embed_calls]


@pytest.mark.parametrize("limit", [None, float("inf")])
async def test_a_model_without_a_limit_gets_all_values_at_once(limit: Any) -> None:
    mock = model(per_call=limit)
    result = await embed_many(mock, ["a", "bb", "ccc"])
    assert sent(mock) == [["a", "bb", "ccc"]]
    assert result.embeddings == [[1.0], [2.0], [3.0]]
    assert len(result.responses) == 1


async def test_no_values_are_one_call_without_a_limit_and_none_with_one() -> None:
    unlimited, limited = model(per_call=None), model(per_call=2)
    empty = EmbedManyResult(values=[], embeddings=[], usage=EmbeddingUsage(0), warnings=[], responses=[])
    assert (await embed_many(unlimited, [])).embeddings == []
    assert await embed_many(limited, []) == empty
    assert (sent(unlimited), sent(limited)) == ([[]], [])


async def test_values_are_split_by_the_limit_of_the_model() -> None:
    mock = model(per_call=2)
    values = ("a", "bb", "ccc", "dddd", "eeeee")
    result = await embed_many(mock, values)
    assert [list(each) for each in sent(mock)] == [["a", "bb"], ["ccc", "dddd"], ["eeeee"]]
    assert result.values is values
    assert result.embeddings == [[1.0], [2.0], [3.0], [4.0], [5.0]]
    assert result.usage == EmbeddingUsage(5)
    assert result.responses == [None, None, None]


async def test_values_may_come_from_any_iterable() -> None:
    result = await embed_many(model(), (text for text in ("a", "bb")))
    assert result.values == ["a", "bb"]
    assert result.embeddings == [[1.0], [2.0]]


async def test_the_facts_of_a_model_may_be_awaitable() -> None:
    class Asking(MockEmbeddingModel):
        @property
        def max_embeddings_per_call(self) -> Awaitable[int | None]:  # type: ignore[override]
            return self._later(2)

        @max_embeddings_per_call.setter
        def max_embeddings_per_call(self, value: object) -> None: ...

        @property
        def supports_parallel_calls(self) -> Awaitable[bool]:  # type: ignore[override]
            return self._later(True)

        @supports_parallel_calls.setter
        def supports_parallel_calls(self, value: object) -> None: ...

        async def _later(self, value: Any) -> Any:
            await asyncio.sleep(0)
            return value

    door = Door(2)
    result = await embed_many(Asking(do_embed=door), ["a", "bb", "ccc"])
    assert result.embeddings == [[1.0], [2.0], [3.0]]
    assert door.most == 2


async def test_usage_is_unknown_if_one_call_does_not_tell_it() -> None:
    mock = model([EmbeddingResult([[1.0]]), EmbeddingResult([[2.0]], EmbeddingUsage(4))])
    assert (await embed_many(mock, ["a", "b"])).usage == EmbeddingUsage(None)


async def test_metadata_warnings_and_responses_come_together() -> None:
    first, second = ResponseInfo(id="1"), ResponseInfo(id="2")
    mock = model(
        [
            EmbeddingResult(
                [[1.0]], None, [OtherWarning("w1")], provider_metadata={"p": {"a": 1, "s": 1}}, response=first
            ),
            EmbeddingResult(
                [[2.0]],
                None,
                [OtherWarning("w2")],
                provider_metadata={"p": {"b": 2, "s": 2}, "q": {"z": 1}},
                response=second,
            ),
        ]
    )
    result = await embed_many(mock, ["a", "b"])
    assert result.provider_metadata == {"p": {"a": 1, "s": 2, "b": 2}, "q": {"z": 1}}
    assert result.warnings == [OtherWarning("w1"), OtherWarning("w2")]
    assert result.responses == [first, second]


# Side by side


async def test_a_model_that_takes_one_call_at_a_time_gets_one() -> None:
    door = Door(1)
    await embed_many(model(door), ["a", "b", "c"], max_parallel_calls=3)
    assert door.most == 1


async def test_a_model_that_can_gets_all_calls_at_once() -> None:
    door = Door(6)
    result = await embed_many(model(door, parallel=True), ["a", "bb", "ccc", "dddd", "eeeee", "ffffff"])
    assert door.most == 6
    assert result.embeddings == [[1.0], [2.0], [3.0], [4.0], [5.0], [6.0]]


async def test_calls_run_in_groups_of_the_size_that_is_asked_for() -> None:
    groups: list[int] = []
    inside = 0

    async def answer(options: EmbeddingCallOptions) -> EmbeddingResult:
        nonlocal inside
        inside += 1
        await asyncio.sleep(0)
        groups.append(inside)
        await asyncio.sleep(0.001 * len(options.values[0]))
        inside -= 1
        return lengths(options)

    result = await embed_many(model(answer, parallel=True), ["a", "bb", "ccc", "dddd", "eeeee"], max_parallel_calls=2)
    assert result.embeddings == [[1.0], [2.0], [3.0], [4.0], [5.0]]
    # The third call waits for the first two, the last one for the fourth.
    assert groups == [2, 2, 2, 2, 1]


def failing_after(door: Door, error: Exception) -> Callable[[EmbeddingCallOptions], Awaitable[EmbeddingResult]]:
    async def answer(options: EmbeddingCallOptions) -> EmbeddingResult:
        if options.values == ["b"]:
            await door.holds(2)
            raise error
        return await door(options)

    return answer


async def test_the_first_error_ends_the_other_calls_and_is_raised_itself() -> None:
    door, error = Door(99), ValueError("no")
    before = asyncio.all_tasks()
    with pytest.raises(ValueError, match="no") as caught:
        await embed_many(model(failing_after(door, error), parallel=True), ["a", "b", "c"])
    assert caught.value is error
    assert (door.inside, door.cancelled) == (0, 2)
    assert asyncio.all_tasks() == before


async def test_cancelling_ends_every_call() -> None:
    door = Door(99)
    before = asyncio.all_tasks()
    task = asyncio.create_task(embed_many(model(door, parallel=True), ["a", "b", "c"]))
    await door.holds(3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (door.inside, door.cancelled) == (0, 3)
    assert asyncio.all_tasks() == before


# Time limits


async def test_a_time_limit_ends_all_calls() -> None:
    door = Door(99)
    with pytest.raises(TimeoutError, match="Total timeout"):
        await embed_many(model(door, parallel=True), ["a", "b"], timeout=0.01)
    assert (door.inside, door.cancelled) == (0, 2)
    with pytest.raises(TimeoutError, match="Total timeout"):
        await embed(model(door), "a", timeout=Timeouts(total=0.01))


async def test_a_step_is_one_call() -> None:
    door = Door(99)
    with pytest.raises(TimeoutError, match="Step timeout"):
        await embed_many(model([lengths, door]), ["a", "b"], timeout=Timeouts(step=0.01))


async def test_limits_that_mean_nothing_here_are_said_so(caplog: pytest.LogCaptureFixture) -> None:
    await embed(model(), "a", timeout=Timeouts(chunk=1, tools={"x": 1}))
    assert caplog.messages == [
        (
            'AI SDK Warning (mock-provider / mock-model-id): The feature "timeout" is not supported. '
            "embed knows no chunk and no tools."
        )
    ]


# Warnings


async def test_warnings_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="ai_sdk"):
        await embed(model(EmbeddingResult([[1.0]], None, [OtherWarning("careful")])), "a")
        await embed_many(model(EmbeddingResult([[1.0]], None, [OtherWarning("twice")])), ["a", "b"])
    assert caplog.messages == [
        "AI SDK Warning (mock-provider / mock-model-id): careful",
        "AI SDK Warning (mock-provider / mock-model-id): twice",
        "AI SDK Warning (mock-provider / mock-model-id): twice",
    ]


async def test_a_deprecated_setting_points_at_the_line_that_used_it() -> None:
    deprecated = model(EmbeddingResult([[1.0]], None, [DeprecatedWarning("size", "Use dimensions.")]))
    with pytest.warns(DeprecationWarning, match=r'Deprecated: "size"\. Use dimensions\.') as caught:
        await embed(deprecated, "a")
    assert caught[0].filename == __file__
