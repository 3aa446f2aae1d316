"""Text batches: many prompts handed in at once and answered later, often at half the price (experimental).

batch = await start_text_batch(model, [TextBatchRequest("a", prompt="Hi"), TextBatchRequest("b", prompt="Ho")])
store(json.dumps(batch.to_json()))

if (await get_batch_status(model, batch)).status == "completed":
    async for answer in get_batch_results(model, batch):
        print(answer.id, answer.text if answer.status == "succeeded" else answer.error)
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar, Literal, TypeAlias, cast

from ai_sdk.model_call import ModelCall
from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.batch import (
    BatchFailed,
    BatchItem,
    BatchItemError,
    BatchLanguageModel,
    BatchOptions,
    BatchRequest,
    BatchRequestCounts,
    BatchStartOptions,
    BatchStatus,
    BatchSucceeded,
    BatchUnfinished,
    BatchWarning,
)
from ai_sdk.provider.codec import from_json, to_json
from ai_sdk.provider.content import ResponseInfo, TextContent, UnifiedFinishReason
from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.errors import TypeValidationError, UnsupportedFunctionalityError
from ai_sdk.provider.json_values import Headers, ProviderMetadata
from ai_sdk.provider.language_model import LanguageCallOptions, LanguageModel
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput, as_provider_options
from ai_sdk.text.convert import Download, to_model_prompt
from ai_sdk.text.prompt import Instructions, MessageInput, PromptInput, standardize_prompt
from ai_sdk.text.settings import SETTING_NAMES, CallSettings
from ai_sdk.text.usage import LanguageModelUsage, step_usage
from ai_sdk.timeouts import TimeoutLike

__all__ = [
    "BatchFailed",
    "BatchItemError",
    "BatchRequestCounts",
    "BatchStatus",
    "BatchUnfinished",
    "BatchWarning",
    "TextBatch",
    "TextBatchAnswer",
    "TextBatchItem",
    "TextBatchRequest",
    "get_batch_results",
    "get_batch_status",
    "start_text_batch",
]

_METHODS = ("do_start_batch", "do_get_batch_status", "do_get_batch_results")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBatchRequest(CallSettings):
    """One prompt of a batch. `id` is yours: the answer has it. Batches know no tools and no output."""

    id: str = field(kw_only=False)
    prompt: PromptInput | None = None
    messages: Sequence[MessageInput] | None = None
    instructions: Instructions | None = None
    allow_system_in_messages: bool = False
    provider_options: ProviderOptionsInput | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBatch:
    """A batch that was handed in. `to_json()` is all that is needed to ask about it later, from another program."""

    version: ClassVar[Literal[1]] = 1
    type: ClassVar[Literal["text"]] = "text"
    id: str
    provider: str
    model_id: str
    status: Literal["pending", "completed", "failed"]
    raw_status: str | None = None
    request_counts: BatchRequestCounts | None = None
    error: BatchItemError | None = None
    created_at: datetime | None = None
    expires_at: datetime | None = None
    provider_metadata: ProviderMetadata | None = None
    warnings: Sequence[BatchWarning] = ()

    def to_json(self) -> Mapping[str, Any]:
        """The batch as JSON, which `get_batch_status` and `get_batch_results` take in its place."""
        return {"version": self.version, **to_json(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBatchAnswer:
    """A prompt that was answered."""

    status: ClassVar[Literal["succeeded"]] = "succeeded"
    id: str
    text: str
    finish_reason: UnifiedFinishReason
    raw_finish_reason: str | None = None
    usage: LanguageModelUsage
    response: ResponseInfo | None = None
    provider_metadata: ProviderMetadata | None = None


TextBatchItem: TypeAlias = TextBatchAnswer | BatchFailed | BatchUnfinished
"""What became of a prompt: `status` is `succeeded`, `failed`, `cancelled` or `expired`."""

BatchLike: TypeAlias = TextBatch | Mapping[str, Any]


async def start_text_batch(
    model: str | LanguageModel,
    requests: Sequence[TextBatchRequest | Mapping[str, Any]],
    *,
    download: Download | None = None,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
) -> TextBatch:
    """Hands prompts in, to be answered later.

        batch = await start_text_batch(model, [TextBatchRequest("1", prompt="Hi", max_output_tokens=100)])

    requests: the prompts with their settings; mappings with the same names will do.
    download: gets the files at URLs that the model does not fetch itself, as for `generate_text`.
    timeout: seconds for everything.
    headers: more HTTP headers for the provider.
    provider_options: settings of the batch that only one provider knows, or its options objects.

    Nothing is tried again: a second try might be a second batch. Raises `InvalidParameterError` for no requests or ids
    that are blank or not unique, `InvalidPromptError`, `UnsupportedFunctionalityError` for a model without batches,
    `DownloadError`, `APICallError`, `TimeoutError`.
    """
    call = ModelCall(
        "start_text_batch",
        _batch_model(model),
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
        limits=("total",),
    )
    given = _requests(requests)
    async with call.total():
        options = BatchStartOptions(
            requests=[BatchRequest(each.id, await _options(call.model, each, download)) for each in given],
            headers=call.headers,
            provider_options=call.provider_options,
        )
        started = await call.model.do_start_batch(options)
    call.log([each.warning for each in started.warnings])
    return TextBatch(
        id=started.batch_id,
        provider=call.model.provider,
        model_id=call.model.model_id,
        status=started.status,
        raw_status=started.raw_status,
        request_counts=started.request_counts,
        error=started.error,
        created_at=started.created_at,
        expires_at=started.expires_at,
        provider_metadata=started.provider_metadata,
        warnings=started.warnings,
    )


async def get_batch_status(
    model: str | LanguageModel,
    batch: BatchLike,
    *,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
) -> BatchStatus:
    """How a batch is: `pending`, `completed` or `failed`.

        (await get_batch_status(model, batch)).status

    batch: what `start_text_batch` gave, or its JSON. The model must be the one that it was started with.
    max_retries: how often a failed request is tried again, if trying again can help; 0 for never.
    timeout: seconds for everything, or `Timeouts`, whose `total` and `step` count.

    Raises `InvalidParameterError` for another model's batch, `UnsupportedFunctionalityError` for a model without
    batches, `APICallError` or, after retries, `RetryError`; `TimeoutError`.
    """
    call = ModelCall(
        "get_batch_status",
        _batch_model(model),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    options = _batch_options(call, batch)
    async with call.total():
        return await call.ask(lambda: call.model.do_get_batch_status(options))


def get_batch_results(
    model: str | LanguageModel,
    batch: BatchLike,
    *,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
) -> AsyncGenerator[TextBatchItem, None]:
    """What became of each prompt, in the provider's order.

        async for item in get_batch_results(model, batch):
            if item.status == "succeeded":
                print(item.id, item.text)

    The arguments are those of `get_batch_status`, whose errors are raised here too. `timeout` is for the time until the
    first answer; a request that fails later is not tried again.
    """
    call = ModelCall(
        "get_batch_results",
        _batch_model(model),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    return _results(call, _batch_options(call, batch))


async def _results(call: ModelCall[BatchLanguageModel], options: BatchOptions) -> AsyncGenerator[TextBatchItem, None]:
    async def begin() -> tuple[BatchItem | None, AsyncGenerator[BatchItem, None]]:
        items = call.model.do_get_batch_results(options)
        try:
            return await anext(items, None), items
        except BaseException:
            await items.aclose()
            raise

    async with call.total():
        item, items = await call.ask(begin)
    async with aclosing(items):
        while item is not None:
            yield _item(item)
            item = await anext(items, None)


def _item(item: BatchItem) -> TextBatchItem:
    if not isinstance(item, BatchSucceeded):
        return item
    result = item.result
    return TextBatchAnswer(
        id=item.id,
        text="".join([part.text for part in result.content if isinstance(part, TextContent)]),
        finish_reason=result.finish_reason.unified,
        raw_finish_reason=result.finish_reason.raw,
        usage=step_usage(result.usage),
        response=result.response,
        provider_metadata=result.provider_metadata,
    )


# What the caller gave


def _batch_model(model: str | LanguageModel) -> BatchLanguageModel:
    resolved = resolve_model(model, "language")
    if not all(hasattr(resolved, method) for method in _METHODS):
        message = f"{resolved.provider}:{resolved.model_id} takes no batches; call generate_text for each prompt."
        raise UnsupportedFunctionalityError("text batches", message=message)
    return cast("BatchLanguageModel", resolved)


def _requests(requests: Sequence[TextBatchRequest | Mapping[str, Any]]) -> Sequence[TextBatchRequest]:
    given = [each if isinstance(each, TextBatchRequest) else _from_mapping(each) for each in requests]
    if not given:
        raise _wrong("requests", requests, "a batch needs at least one request")
    seen: set[str] = set()
    for each in given:
        given_id = cast("object", each.id)
        if not isinstance(given_id, str) or not given_id.strip():
            raise _wrong("requests", requests, f"every request needs an id, got {given_id!r}")
        if given_id in seen:
            raise _wrong("requests", requests, f"two requests have the id {given_id!r}")
        seen.add(given_id)
    return given


_REQUEST_FIELDS = frozenset(each.name for each in fields(TextBatchRequest))


def _from_mapping(request: Mapping[str, Any]) -> TextBatchRequest:
    if unknown := request.keys() - _REQUEST_FIELDS:
        known = ", ".join(sorted(_REQUEST_FIELDS))
        raise _wrong("requests", request, f"a request knows no {sorted(unknown)[0]!r}, only {known}")
    if "id" not in request:
        raise _wrong("requests", request, f"every request needs an id, got {request!r}")
    return TextBatchRequest(**request)


async def _options(model: LanguageModel, request: TextBatchRequest, download: Download | None) -> LanguageCallOptions:
    prompt = standardize_prompt(
        prompt=request.prompt,
        messages=request.messages,
        instructions=request.instructions,
        allow_system_in_messages=request.allow_system_in_messages,
    )
    supported = model.supported_urls
    if inspect.isawaitable(supported):
        supported = await supported
    return LanguageCallOptions(
        prompt=await to_model_prompt(prompt, supported_urls=supported, download=download),
        **{name: getattr(request, name) for name in SETTING_NAMES},
        provider_options=as_provider_options(request.provider_options),
    )


def _batch_options(call: ModelCall[BatchLanguageModel], batch: BatchLike) -> BatchOptions:
    known = _known_batch(batch)
    model = call.model
    if (known.provider, known.model_id) != (model.provider, model.model_id):
        raise _wrong(
            "batch",
            batch,
            f"it was started with {known.provider}:{known.model_id}, not with {model.provider}:{model.model_id}",
        )
    return BatchOptions(batch_id=known.id, headers=call.headers, provider_options=call.provider_options)


def _known_batch(batch: Any) -> TextBatch:
    if isinstance(batch, TextBatch):
        return batch
    if not isinstance(batch, Mapping):
        raise _wrong("batch", batch, f"expected what start_text_batch gave, or its JSON, got {batch!r}")
    data = cast("Mapping[str, Any]", batch)
    if data.get("version") != TextBatch.version or data.get("type") != TextBatch.type:
        kind = f"version {data.get('version')!r} and type {data.get('type')!r}"
        raise _wrong("batch", data, f"expected a reference of version 1 and type 'text', got {kind}")
    try:
        return from_json(TextBatch, data)
    except TypeValidationError as error:
        raise _wrong("batch", data, str(error.cause), error) from error


def _wrong(parameter: str, value: object, message: str, cause: BaseException | None = None) -> InvalidParameterError:
    return InvalidParameterError(parameter=parameter, value=value, message=message, cause=cause)
