"""Call options of models, made from the camelCase JSON of a case."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from types import SimpleNamespace
from typing import Any, TypeVar

from conformance_runner.names import snake_case
from conformance_runner.outcome import Run
from conformance_runner.project import named
from conformance_runner.values import decode, without_undefined

__all__ = ["CALL_OPTIONS", "call_options", "cancelled_before_it_starts", "drain", "in_task"]

T = TypeVar("T")

CALL_OPTIONS = {
    "language": "LanguageCallOptions",
    "completion": "LanguageCallOptions",
    "embedding": "EmbeddingCallOptions",
    "image": "ImageCallOptions",
    "transcription": "TranscriptionCallOptions",
    "reranking": "RerankingCallOptions",
    "speech": "SpeechCallOptions",
    "video": "VideoCallOptions",
}
"""The class of the call options of each kind of model, in `ai_sdk.provider`."""

_ABORT_SIGNAL = "abortSignal"


def cancelled_before_it_starts(call: Mapping[str, Any]) -> bool:
    """Whether the case cancels the call before it begins."""
    return call.get(_ABORT_SIGNAL) == "already-aborted"


def call_options(class_name: str, call: Mapping[str, Any]) -> Any:
    """The options `class_name` of `ai_sdk.provider` that `call` says.

    What the contract has no type for (a tool choice that does not exist) becomes a plain object with the same
    attributes: somebody may well pass such a thing, and a case may say what happens then.
    """
    options_class = named("ai_sdk.provider", class_name)
    from_json = named("ai_sdk.provider", "from_json")
    refused = named("ai_sdk.provider", "TypeValidationError")
    values = {key: value for key, value in without_undefined(decode(call)).items() if key != _ABORT_SIGNAL}
    try:
        return from_json(options_class, values)
    except refused:
        for key, value in values.items():
            if isinstance(value, Mapping):
                others = {name: other for name, other in values.items() if name != key}
                try:
                    options = from_json(options_class, others)
                except refused:
                    continue
                return dataclasses.replace(options, **{snake_case(key): _plain_object(value)})
        raise


def _plain_object(value: Mapping[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(**{snake_case(key): item for key, item in value.items()})


async def in_task(run: Run, call: Mapping[str, Any], start: Callable[[], Awaitable[T]]) -> T:
    """Run a call; in a task that is cancelled before it does anything, if the case says so."""
    if not cancelled_before_it_starts(call):
        return await start()
    run.outcome.cancelled = True

    async def started() -> T:
        return await start()

    task = asyncio.create_task(started())
    task.cancel()
    return await task


async def drain(run: Run, parts: Any, *, name: str = "stream") -> None:
    """Read a stream to its end into the list `name`; what it raises becomes the stream error."""
    run.outcome.values.setdefault(name, [])
    try:
        async for part in parts:
            run.log(name, part)
    except Exception as error:  # noqa: BLE001 - compared with the recorded one
        run.outcome.stream_error = error
