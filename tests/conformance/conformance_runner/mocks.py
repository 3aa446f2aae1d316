"""Scripted models on the contract's protocols, and the errors that a script may throw.

Every call is logged with its complete options, at the time of the call, under `calls`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, NoReturn

from .observe import Fields, observe
from .outcome import CannotRun, Run
from .project import first_of, named
from .values import decode, without_undefined

__all__ = ["Error", "MockEmbeddingModel", "MockLanguageModel", "MockModel", "scripted_error"]

PROVIDER = "mock-provider"
MODEL_ID = "mock-model-id"
_API_URL = "https://api.test/x"


class Error(Exception):
    """The plain exception of a script. Its class name is what such an exception is called in recorded texts."""


def scripted_error(script: Any) -> BaseException:
    """The exception that a `throw` of a script describes."""
    if isinstance(script, str):
        return Error(script)
    match script["kind"]:
        case "api_call":
            return _api_call_error(script)
        case "gateway":
            error_class = first_of(
                ("ai_sdk_gateway", script["name"]),
                ("ai_sdk_gateway.errors", script["name"]),
                ("ai_sdk.provider", script["name"]),
            )
            cause = None if "responseHeaders" not in script else _api_call_error(script)
            return error_class(script["message"], status_code=script["statusCode"], cause=cause)
        case "abort":
            return asyncio.CancelledError()
        case kind:
            raise CannotRun(f"the runner knows no error of kind {kind!r}")


def _api_call_error(script: Mapping[str, Any]) -> BaseException:
    return named("ai_sdk.provider", "APICallError")(
        script["message"],
        url=_API_URL,
        request_body_values={},
        status_code=script.get("statusCode"),
        response_headers=script.get("responseHeaders"),
        is_retryable=script.get("isRetryable"),
    )


def observed_options(options: Any) -> Fields:
    """Call options as a model gets them: the content of every message but a system message is a list of parts."""
    fields = observe(options)
    messages = getattr(options, "prompt", None)
    if isinstance(messages, Sequence) and not isinstance(messages, str):
        for message, observed in zip(messages, fields["prompt"], strict=True):
            if hasattr(message, "parts"):
                observed["content"] = observe(message.parts)
    return fields


class _Calls:
    """The scripted entries of one method: the n-th call gets the n-th, and the last one repeats."""

    def __init__(self, entries: Sequence[Any]) -> None:
        self._entries = entries
        self._count = 0

    def next(self) -> Any:
        if not self._entries:
            raise Error("the script has no answer")
        entry = self._entries[min(self._count, len(self._entries) - 1)]
        self._count += 1
        if isinstance(entry, Mapping) and "throw" in entry:
            raise scripted_error(entry["throw"])
        return entry


async def _hang() -> NoReturn:
    await asyncio.Event().wait()
    raise AssertionError("nobody sets the event")


class MockLanguageModel:
    """A language model that plays `script` (`generate`, `stream`, `provider`, `modelId`, `supportedUrls`).

    Calls of a model that takes the place of the case's own are logged with its id.
    """

    specification_version = "v4"

    def __init__(self, run: Run, script: Mapping[str, Any], *, is_replacement: bool = False) -> None:
        self._run = run
        self._is_replacement = is_replacement
        self._generate = _Calls(script.get("generate", ()))
        self._stream = _Calls(script.get("stream", ()))
        self.provider = script.get("provider", PROVIDER)
        self.model_id = script.get("modelId", MODEL_ID)
        self.supported_urls = {
            media_type: [pattern if isinstance(pattern, re.Pattern) else re.compile(pattern) for pattern in patterns]
            for media_type, patterns in decode(script.get("supportedUrls", {})).items()
        }

    async def do_generate(self, options: Any) -> Any:
        """The next scripted result."""
        self._log("generate", options)
        entry = self._generate.next()
        if entry.get("hang"):
            await _hang()
        return _value("GenerateResult", entry)

    async def do_stream(self, options: Any) -> Any:
        """The next scripted stream."""
        self._log("stream", options)
        entry = self._stream.next()
        script: Mapping[str, Any] = {"parts": entry} if isinstance(entry, list) else entry
        return named("ai_sdk.provider", "StreamResult")(
            _play(script),
            request=_info("RequestInfo", script.get("request")),
            response=_info("ResponseInfo", script.get("response")),
        )

    def _log(self, method: str, options: Any) -> None:
        replacement = {"model": self.model_id} if self._is_replacement else {}
        self._run.log("calls", {"method": method, **replacement, "options": observed_options(options)})


async def _play(script: Mapping[str, Any]) -> AsyncGenerator[Any, None]:
    for part in script.get("parts", ()):
        # A real model waits for the network between parts; a mock that never does would starve everything else.
        await asyncio.sleep(0)
        yield _part(part)
    if "then_error" in script:
        raise scripted_error(script["then_error"])
    if script.get("hang"):
        await _hang()


def _part(part: Mapping[str, Any]) -> Any:
    if part.get("type") == "error":
        error = part.get("error")
        if isinstance(error, Mapping) and error.keys() == {"$throw"}:
            error = scripted_error(error["$throw"])
        return named("ai_sdk.provider", "ErrorPart")(decode(error))
    return named("ai_sdk.provider", "from_json")(
        named("ai_sdk.provider", "StreamPart"), without_undefined(decode(part))
    )


def _info(class_name: str, value: Any) -> Any:
    return None if value is None else _value(class_name, value)


def _value(class_name: str, value: Any) -> Any:
    """A contract value from its scripted JSON."""
    values = without_undefined(decode(value))
    return named("ai_sdk.provider", "from_json")(named("ai_sdk.provider", class_name), values)


class MockEmbeddingModel:
    """An embedding model that answers `[length in UTF-16 units, first code point]`; `overrides[i]` changes call i."""

    specification_version = "v4"
    provider = PROVIDER
    model_id = MODEL_ID

    def __init__(
        self,
        run: Run,
        overrides: Sequence[Any] = (),
        *,
        max_embeddings_per_call: int | None = 1,
        supports_parallel_calls: bool = False,
    ) -> None:
        self._run = run
        self._overrides = overrides
        self._count = 0
        self._in_flight = 0
        self._highest = 0
        self.max_embeddings_per_call = max_embeddings_per_call
        self.supports_parallel_calls = supports_parallel_calls

    async def do_embed(self, options: Any) -> Any:
        """The vectors of the values."""
        position = self._count
        self._count += 1
        self._run.log("calls", {"method": "embed", "options": observed_options(options)})
        self._in_flight += 1
        self._highest = max(self._highest, self._in_flight)
        self._run.record("max_concurrency", self._highest)
        try:
            await asyncio.sleep(0.002)
            override = self._overrides[position] if position < len(self._overrides) else {}
            if "throw" in override:
                raise scripted_error(override["throw"])
            answer = {
                "embeddings": [_vector(value) for value in options.values],
                "usage": {"tokens": len(options.values)},
                "warnings": [],
            }
            return _value("EmbeddingResult", {**answer, **override})
        finally:
            self._in_flight -= 1


def _vector(value: str) -> list[int]:
    return [len(value.encode("utf-16-le")) // 2, ord(value[0]) if value else 0]


class MockModel:
    """A model of any other kind. `method` is what it is called by, `result_class` what it answers with."""

    specification_version = "v4"
    provider = PROVIDER
    model_id = MODEL_ID

    def __init__(
        self, run: Run, script: Mapping[str, Any], *, method: str, result_class: str, **attributes: Any
    ) -> None:
        self._run = run
        self._generate = _Calls(script.get("generate", ()))
        self._method = method
        self._result_class = result_class
        for name, value in attributes.items():
            setattr(self, name, value)
        setattr(self, f"do_{method}", self._call)

    async def _call(self, options: Any) -> Any:
        self._run.log("calls", {"method": self._method, "options": observed_options(options)})
        entry = self._generate.next()
        if entry.get("hang"):
            await _hang()
        return _value(self._result_class, entry)
