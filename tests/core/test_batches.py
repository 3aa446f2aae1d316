from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from ai_sdk.__about__ import __version__
from ai_sdk.batches import (
    TextBatch,
    TextBatchAnswer,
    TextBatchRequest,
    get_batch_results,
    get_batch_status,
    start_text_batch,
)
from ai_sdk.provider import (
    APICallError,
    BatchFailed,
    BatchItem,
    BatchItemError,
    BatchOptions,
    BatchRequest,
    BatchRequestCounts,
    BatchStarted,
    BatchStartOptions,
    BatchStatus,
    BatchSucceeded,
    BatchUnfinished,
    BatchWarning,
    FinishReason,
    GenerateResult,
    InvalidParameterError,
    InvalidPromptError,
    LanguageCallOptions,
    OtherWarning,
    RetryError,
    SystemMessage,
    TextContent,
    TextPart,
    UnsupportedFunctionalityError,
    Usage,
    UserMessage,
)
from ai_sdk.testing import MockLanguageModel

STARTED = BatchStarted(
    status="pending",
    batch_id="b-1",
    raw_status="in_progress",
    request_counts=BatchRequestCounts(2, 2, 0, 0),
    created_at=datetime(2024, 1, 1, tzinfo=UTC),
    provider_metadata={"acme": {"a": 1}},
    warnings=[BatchWarning(OtherWarning("careful"), "a")],
)
BUSY = APICallError("busy", url="u", request_body_values={}, status_code=503)
USER_AGENT = {"user-agent": f"ai/{__version__}"}


class BatchModel(MockLanguageModel):
    """Answers batches by a script: an exception is raised, the last entry repeats."""

    def __init__(self, *, statuses: Sequence[Any] = (), results: Sequence[Any] = (), **settings: Any) -> None:
        super().__init__(**settings)
        self.started: list[BatchStartOptions] = []
        self.asked: list[BatchOptions] = []
        self.statuses = list(statuses)
        self.results = list(results)
        self.open = 0

    async def do_start_batch(self, options: BatchStartOptions) -> BatchStarted:
        self.started.append(options)
        if self.statuses:
            raise self.statuses.pop(0)
        return STARTED

    async def do_get_batch_status(self, options: BatchOptions) -> BatchStatus:
        self.asked.append(options)
        status = self.statuses.pop(0)
        if isinstance(status, BaseException):
            raise status
        return status

    async def do_get_batch_results(self, options: BatchOptions) -> AsyncGenerator[BatchItem, None]:
        self.asked.append(options)
        self.open += 1
        try:
            for item in self.results.pop(0):
                if isinstance(item, BaseException):
                    raise item
                yield item
        finally:
            self.open -= 1


async def started() -> TextBatch:
    return await start_text_batch(BatchModel(), [TextBatchRequest("a", prompt="Hi")])


# Starting


async def test_prompts_are_handed_in_with_their_settings(caplog: pytest.LogCaptureFixture) -> None:
    model = BatchModel()
    batch = await start_text_batch(
        model,
        [
            TextBatchRequest("a", prompt="Hi", temperature=0, max_output_tokens=9, provider_options={"p": {"a": 1}}),
            {"id": "b", "messages": [{"role": "user", "content": "Ho"}], "instructions": "Be short."},
        ],
        headers={"A": "1"},
        provider_options={"acme": {"b": 1}},
    )
    assert model.started == [
        BatchStartOptions(
            requests=[
                BatchRequest(
                    "a",
                    LanguageCallOptions(
                        prompt=[UserMessage((TextPart("Hi"),))],
                        temperature=0,
                        max_output_tokens=9,
                        provider_options={"p": {"a": 1}},
                    ),
                ),
                BatchRequest(
                    "b", LanguageCallOptions(prompt=[SystemMessage("Be short."), UserMessage((TextPart("Ho"),))])
                ),
            ],
            headers={"a": "1", **USER_AGENT},
            provider_options={"acme": {"b": 1}},
        )
    ]
    assert (batch.id, batch.provider, batch.model_id, batch.status) == (
        "b-1",
        "mock-provider",
        "mock-model-id",
        "pending",
    )
    assert batch.request_counts == BatchRequestCounts(2, 2, 0, 0)
    assert batch.warnings == [BatchWarning(OtherWarning("careful"), "a")]
    assert "careful" in caplog.text


async def test_a_batch_can_be_stored_as_json() -> None:
    batch = await started()
    stored = json.loads(json.dumps(batch.to_json()))
    assert stored == {
        "version": 1,
        "type": "text",
        "id": "b-1",
        "provider": "mock-provider",
        "modelId": "mock-model-id",
        "status": "pending",
        "rawStatus": "in_progress",
        "requestCounts": {"total": 2, "pending": 2, "completed": 0, "failed": 0},
        "createdAt": "2024-01-01T00:00:00.000Z",
        "providerMetadata": {"acme": {"a": 1}},
        "warnings": [{"warning": {"type": "other", "message": "careful"}, "requestId": "a"}],
    }
    model = BatchModel(statuses=[BatchStatus("completed")])
    assert (await get_batch_status(model, stored)).status == "completed"


@pytest.mark.parametrize(
    ("requests", "problem"),
    [
        ([], "at least one request"),
        ([{"id": " ", "prompt": "x"}], "needs an id"),
        ([{"id": 1, "prompt": "x"}], "needs an id, got 1"),
        ([{"prompt": "x"}], "needs an id"),
        ([TextBatchRequest("a", prompt="x"), TextBatchRequest("a", prompt="y")], "two requests have the id 'a'"),
        ([{"id": "a", "prompt": "x", "tools": []}], "knows no 'tools'"),
    ],
)
async def test_every_request_has_an_id_of_its_own(requests: Any, problem: str) -> None:
    model = BatchModel()
    with pytest.raises(InvalidParameterError, match=problem):
        await start_text_batch(model, requests)
    assert model.started == []


async def test_prompts_and_settings_are_checked_before_anything_is_sent() -> None:
    model = BatchModel()
    with pytest.raises(InvalidPromptError):
        await start_text_batch(model, [TextBatchRequest("a")])
    with pytest.raises(InvalidParameterError, match="temperature"):
        await start_text_batch(model, [{"id": "a", "prompt": "x", "temperature": "hot"}])
    assert model.started == []


async def test_a_start_is_not_tried_again() -> None:
    model = BatchModel(statuses=[BUSY])
    with pytest.raises(APICallError):
        await start_text_batch(model, [TextBatchRequest("a", prompt="Hi")])
    assert len(model.started) == 1


async def test_a_model_without_batches_says_so() -> None:
    batch = await started()
    for call in (
        lambda: start_text_batch(MockLanguageModel(), [TextBatchRequest("a", prompt="Hi")]),
        lambda: get_batch_status(MockLanguageModel(), batch),
    ):
        with pytest.raises(UnsupportedFunctionalityError, match="takes no batches"):
            await call()
    with pytest.raises(UnsupportedFunctionalityError):
        get_batch_results(MockLanguageModel(), batch)


# Asking


async def test_a_status_is_asked_for_again_after_a_failure(retry_waits: list[float]) -> None:
    status = BatchStatus("failed", error=BatchItemError("no"))
    model = BatchModel(statuses=[BUSY, status])
    assert await get_batch_status(model, await started(), headers={"A": "1"}, provider_options={"p": {}}) is status
    asked = BatchOptions(batch_id="b-1", headers={"a": "1", **USER_AGENT}, provider_options={"p": {}})
    assert model.asked == [asked] * 2
    assert retry_waits == [2.0]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"modelId": "other"}, "started with mock-provider:other, not with mock-provider:mock-model-id"),
        ({"provider": "other"}, "started with other:mock-model-id"),
        ({"version": 2}, "version 2"),
        ({"type": "image"}, "type 'image'"),
        ({"id": None}, "id"),
    ],
)
async def test_another_models_batch_is_refused(change: dict[str, Any], problem: str) -> None:
    batch = {**(await started()).to_json(), **change}
    with pytest.raises(InvalidParameterError, match=problem):
        await get_batch_status(BatchModel(), batch)
    with pytest.raises(InvalidParameterError, match=problem):
        get_batch_results(BatchModel(), batch)


async def test_what_is_no_batch_is_refused() -> None:
    batch: Any = "b-1"
    with pytest.raises(InvalidParameterError, match="start_text_batch"):
        await get_batch_status(BatchModel(), batch)


def answer(request_id: str, *texts: str) -> BatchSucceeded:
    content = [TextContent(text) for text in texts]
    return BatchSucceeded(request_id, GenerateResult(content, FinishReason("stop", "end"), Usage()))


async def test_results_come_in_the_providers_order() -> None:
    failed = BatchFailed("b", BatchItemError("no"))
    late = BatchUnfinished("expired", "c")
    model = BatchModel(results=[[failed, answer("a", "Hel", "lo"), late]])
    items = [item async for item in get_batch_results(model, await started())]
    assert [item.status for item in items] == ["failed", "succeeded", "expired"]
    assert (items[0], items[2]) == (failed, late)
    assert isinstance(items[1], TextBatchAnswer)
    assert (items[1].id, items[1].text) == ("a", "Hello")
    assert (items[1].finish_reason, items[1].raw_finish_reason) == ("stop", "end")
    assert items[1].usage.total_tokens is None


async def test_a_batch_without_answers_gives_none() -> None:
    assert [item async for item in get_batch_results(BatchModel(results=[[]]), await started())] == []


async def test_results_are_asked_for_again_until_the_first_has_come(retry_waits: list[float]) -> None:
    batch = await started()
    model = BatchModel(results=[[BUSY], [answer("a", "x"), BUSY]])
    results = get_batch_results(model, batch)
    assert (await anext(results)).id == "a"
    with pytest.raises(APICallError):
        await anext(results)
    assert (retry_waits, model.open) == ([2.0], 0)
    with pytest.raises(RetryError):
        await anext(get_batch_results(BatchModel(results=[[BUSY]] * 2), batch, max_retries=1))


async def test_leaving_early_closes_the_providers_stream() -> None:
    model = BatchModel(results=[[answer("a", "x"), answer("b", "y")]])
    results = get_batch_results(model, await started())
    await anext(results)
    assert model.open == 1
    await results.aclose()
    assert model.open == 0
