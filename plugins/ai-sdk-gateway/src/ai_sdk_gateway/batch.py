"""Batches: `POST {base_url}/batch/start`, `/status` and `/results` (experimental)."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any, cast

from ai_sdk.provider import (
    BatchItem,
    BatchOptions,
    BatchStarted,
    BatchStartOptions,
    BatchStatus,
    ProviderOptions,
    from_json,
)
from ai_sdk.provider_utils import (
    ANY,
    NUMBER,
    STRING,
    list_of,
    mapping_of,
    nullish,
    object_of,
    one_of,
)

from ai_sdk_gateway.endpoint import ModelEndpoint
from ai_sdk_gateway.options import PROVIDER
from ai_sdk_gateway.request import language_request, provider_options
from ai_sdk_gateway.shapes import METADATA

__all__ = ["idempotency", "results", "start", "status"]

_COUNTS = ("total", "pending", "completed", "failed")

_STATUS = {
    "status": one_of("completed", "failed", "pending"),
    "rawStatus": nullish(STRING),
    "requestCounts": nullish(object_of({name: nullish(NUMBER) for name in _COUNTS})),
    "error": nullish(
        object_of({"message": STRING, "type": nullish(STRING), "code": nullish(STRING), "statusCode": nullish(NUMBER)})
    ),
    "createdAt": nullish(STRING),
    "expiresAt": nullish(STRING),
    "providerMetadata": nullish(METADATA),
}
_STATUS_ANSWER = object_of(_STATUS)
_START_ANSWER = object_of(
    {
        **_STATUS,
        "batchId": STRING,
        "warnings": nullish(list_of(object_of({"requestId": nullish(STRING), "warning": mapping_of(ANY)}))),
    }
)


async def start(endpoint: ModelEndpoint, options: BatchStartOptions) -> BatchStarted:
    """Hands the batch in."""
    key, rest = idempotency(options.provider_options)
    body: dict[str, Any] = {
        "modelId": endpoint.model_id,
        "requests": [{"id": each.id, "options": language_request(each.options)} for each in options.requests],
    }
    if rest is not None:
        body["providerOptions"] = rest
    answer = await endpoint.call(options.headers, None if key is None else {"idempotency-key": key}).post(
        "/batch/start",
        body=body,
        validate=_started,
    )
    return answer.value


async def status(endpoint: ModelEndpoint, options: BatchOptions) -> BatchStatus:
    """How the batch is."""
    answer = await endpoint.call(options.headers).post(
        "/batch/status", body={"batchId": options.batch_id}, validate=_status
    )
    return answer.value


async def results(endpoint: ModelEndpoint, options: BatchOptions) -> AsyncGenerator[BatchItem, None]:
    """The answers, one a line. A line that is none ends them with its error."""
    answer = await endpoint.call(options.headers).post_for_lines(
        "/batch/results", body={"batchId": options.batch_id}, validate=_item
    )
    async with aclosing(answer):
        async for events in answer:
            for event in events:
                if event.error is not None:
                    raise event.error
                yield cast("BatchItem", event.value)


def idempotency(options: ProviderOptions | None) -> tuple[str | None, dict[str, Any] | None]:
    """The idempotency key in the options, which is sent as a header, and the options without it."""
    if options is None:
        return None, None
    sent = provider_options(options)
    own = sent.get(PROVIDER)
    if not isinstance(own, Mapping) or "idempotencyKey" not in own:
        return None, sent
    rest = dict(cast("Mapping[str, Any]", own))
    key = rest.pop("idempotencyKey")
    if rest:
        sent[PROVIDER] = rest
    else:
        del sent[PROVIDER]
    return (key if isinstance(key, str) and key else None), (sent or None)


def _started(value: Any) -> BatchStarted:
    return from_json(BatchStarted, _usable(_START_ANSWER(value)))


def _status(value: Any) -> BatchStatus:
    return from_json(BatchStatus, _usable(_STATUS_ANSWER(value)))


def _usable(answer: dict[str, Any]) -> dict[str, Any]:
    counts = answer.get("requestCounts")
    # Some of the counts say nothing without the others.
    if counts is not None and not all(counts.get(name) is not None for name in _COUNTS):
        del answer["requestCounts"]
    return answer


def _item(value: Any) -> BatchItem:
    return from_json(BatchItem, value)
