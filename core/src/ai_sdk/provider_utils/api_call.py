"""Calls to a provider's HTTP API: JSON, forms, bytes and event streams, with every failure an `APICallError`.

    response = await post_json(transport, f"{base_url}/chat/completions", headers=headers, body=body, errors=ERRORS)
    response.value, response.headers

`errors` says how the provider writes its error bodies (`ErrorStructure`), `validate` what the answer must look like:
a function that returns the value, stripped or converted as it likes, or raises `ValueError` or `TypeError`.
`asyncio.CancelledError` passes through everything untouched, and whatever happens the connection is given back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Generic, TypeVar

from ai_sdk.provider.errors import (
    APICallError,
    EmptyResponseBodyError,
    JSONParseError,
    TypeValidationError,
)
from ai_sdk.provider_utils.form_data import FormData
from ai_sdk.provider_utils.headers import RequestHeaders, request_headers
from ai_sdk.provider_utils.json_lines import LineDecoder
from ai_sdk.provider_utils.json_text import parse_json, to_json_bytes
from ai_sdk.provider_utils.size_limit import DEFAULT_MAX_BYTES
from ai_sdk.provider_utils.sse import DEFAULT_MAX_EVENT_BYTES, SSEDecoder
from ai_sdk.provider_utils.transport import HttpRequest, HttpResponse, Transport, TransportError
from ai_sdk.provider_utils.urls import redact_url

__all__ = [
    "ApiResponse",
    "ApiStream",
    "ErrorStructure",
    "JSONEvent",
    "get_bytes",
    "get_json",
    "post_form",
    "post_form_for_bytes",
    "post_json",
    "post_json_for_bytes",
    "post_json_lines",
    "post_json_stream",
]

T = TypeVar("T")
Validator = Callable[[Any], T]
Headers = Mapping[str, str | None]

_DONE: Final = b"[DONE]"
_NO_BODY_STATUSES: Final = (204, 205)


_parse_event = partial(parse_json, keep_bom=True)


@dataclass(slots=True, frozen=True)
class ErrorStructure:
    """How a provider writes its error bodies.

    `validate` returns the error value or raises for a body of another shape; `message` takes its text out.
    `is_retryable(status, headers, value)` may overrule the default for the status; None leaves the default. Its value
    is None when the body had another shape.
    """

    validate: Callable[[Any], Any]
    message: Callable[[Any], str]
    is_retryable: Callable[[int, Mapping[str, str], Any], bool | None] | None = None


@dataclass(slots=True)
class ApiResponse(Generic[T]):
    """A good answer. `value` is validated; `raw_value` is the JSON as it came, None for bytes."""

    value: T
    headers: Mapping[str, str]
    status: int
    raw_value: Any = field(default=None, repr=False)


@dataclass(slots=True)
class JSONEvent(Generic[T]):
    """One event of a stream: a value, or the error that says why there is none.

    `raw_value` is the JSON before validation; None if the text is no JSON.
    """

    value: T | None
    raw_value: Any
    error: JSONParseError | TypeValidationError | None = None


class ApiStream(Generic[T]):
    """A good answer whose body is an event stream. It is an iterator, of all the events at once that have arrived.

        async with aclosing(answer):
            async for events in answer:
                for event in events: ...

    No list is empty. Reading to the end gives the connection back for the next call, closing earlier drops it.
    Iteration raises `APICallError` when the connection breaks, `InvalidResponseDataError` for an event that is too
    large, and then the answer is closed.
    """

    __slots__ = ("_call", "_decoder", "_next_chunk", "_parse", "_response", "_validate", "headers", "status")

    def __init__(
        self,
        call: _Call,
        response: HttpResponse,
        decoder: SSEDecoder | LineDecoder,
        validate: Validator[T] | None,
        parse: Callable[[bytes], Any] | None = None,
    ) -> None:
        self.headers = response.headers
        self.status = response.status
        self._call = call
        self._response = response
        self._next_chunk = response.chunks().__anext__
        self._decoder: SSEDecoder | LineDecoder | None = decoder
        self._parse = parse or _parse_event
        self._validate = validate

    def __aiter__(self) -> ApiStream[T]:
        return self

    async def __anext__(self) -> list[JSONEvent[T]]:
        try:
            while (decoder := self._decoder) is not None:
                try:
                    texts = decoder.feed(await self._next_chunk())
                except StopAsyncIteration:
                    texts = decoder.finish()
                    await self.aclose()
                if events := self._events(texts):
                    return events
        except (TransportError, OSError) as error:
            await self.aclose()
            raise self._call.error(
                f"The connection to the API broke while the answer was read: {error}",
                self._response,
                cause=error,
                is_retryable=True,
            ) from error
        except BaseException:
            await self.aclose()
            raise
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Closes the answer. May be called again."""
        self._decoder = None
        await self._response.aclose()

    def _events(self, texts: list[bytes]) -> list[JSONEvent[T]]:
        parse, validate = self._parse, self._validate
        events: list[JSONEvent[T]] = []
        for text in texts:
            if text == _DONE:
                continue
            try:
                raw_value = parse(text)
            except JSONParseError as error:
                events.append(JSONEvent(None, None, error))
                continue
            try:
                events.append(JSONEvent(raw_value if validate is None else validate(raw_value), raw_value))
            except (ValueError, TypeError) as error:
                events.append(JSONEvent(None, raw_value, TypeValidationError.wrap(value=raw_value, cause=error)))
        return events


async def post_json(
    transport: Transport,
    url: str,
    *,
    headers: Headers | None = None,
    body: Any,
    validate: Validator[T] | None = None,
    errors: ErrorStructure | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> ApiResponse[T]:
    """Posts `body` as JSON and returns the JSON answer. Raises `APICallError`."""
    call = _Call(url, body, errors, max_bytes)
    response = await call.send(transport, "POST", _json_headers(headers), to_json_bytes(body))
    return await call.read_json(response, validate)


async def post_form(
    transport: Transport,
    url: str,
    *,
    headers: Headers | None = None,
    form: FormData,
    validate: Validator[T] | None = None,
    errors: ErrorStructure | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> ApiResponse[T]:
    """Posts a multipart form and returns the JSON answer. Raises `APICallError`."""
    call = _Call(url, form.to_mapping(), errors, max_bytes)
    response = await call.send(transport, "POST", headers, form)
    return await call.read_json(response, validate)


async def post_form_for_bytes(
    transport: Transport,
    url: str,
    *,
    headers: Headers | None = None,
    form: FormData,
    errors: ErrorStructure | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> ApiResponse[bytes]:
    """Posts a multipart form and returns the bytes of the answer, for example a plain text. Raises `APICallError`."""
    call = _Call(url, form.to_mapping(), errors, max_bytes)
    response = await call.send(transport, "POST", headers, form)
    return await call.read_bytes(response)


async def get_json(
    transport: Transport,
    url: str,
    *,
    headers: Headers | None = None,
    validate: Validator[T] | None = None,
    errors: ErrorStructure | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> ApiResponse[T]:
    """Gets a JSON answer. Raises `APICallError`."""
    call = _Call(url, {}, errors, max_bytes)
    response = await call.send(transport, "GET", headers, None)
    return await call.read_json(response, validate)


async def post_json_for_bytes(
    transport: Transport,
    url: str,
    *,
    headers: Headers | None = None,
    body: Any,
    errors: ErrorStructure | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> ApiResponse[bytes]:
    """Posts `body` as JSON and returns the bytes of the answer, for example audio. Raises `APICallError`."""
    call = _Call(url, body, errors, max_bytes)
    response = await call.send(transport, "POST", _json_headers(headers), to_json_bytes(body))
    return await call.read_bytes(response)


async def get_bytes(
    transport: Transport,
    url: str,
    *,
    headers: Headers | None = None,
    errors: ErrorStructure | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> ApiResponse[bytes]:
    """Gets the bytes of an answer. Raises `APICallError`.

    For URLs that are not the provider's own, use `download_url`.
    """
    call = _Call(url, {}, errors, max_bytes)
    response = await call.send(transport, "GET", headers, None)
    return await call.read_bytes(response)


async def post_json_stream(
    transport: Transport,
    url: str,
    *,
    headers: Headers | None = None,
    body: Any,
    validate: Validator[T] | None = None,
    errors: ErrorStructure | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    max_event_bytes: int = DEFAULT_MAX_EVENT_BYTES,
    parse: Callable[[bytes], Any] | None = None,
) -> ApiStream[T]:
    """Posts `body` as JSON and returns the answer's event stream as soon as its head is there.

    Each event's data is parsed and validated; `[DONE]` is skipped, and reading goes on to the end of the body. An
    event that is no JSON or of another shape is an item with an `error`, not an exception. `max_bytes` limits error
    bodies only. `parse` may read the data in its own way; it raises `JSONParseError`. Raises `APICallError` for an
    answer that is no success.
    """
    call = _Call(url, body, errors, max_bytes)
    response = await call.send_for_stream(transport, headers)
    return ApiStream(call, response, SSEDecoder(max_event_bytes=max_event_bytes), validate, parse)


async def post_json_lines(
    transport: Transport,
    url: str,
    *,
    headers: Headers | None = None,
    body: Any,
    validate: Validator[T] | None = None,
    errors: ErrorStructure | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    max_line_bytes: int = DEFAULT_MAX_EVENT_BYTES,
) -> ApiStream[T]:
    """Posts `body` as JSON and returns an answer that has one JSON text a line (NDJSON), as `post_json_stream` does.

    Blank lines are skipped, and the last line needs no end.
    """
    call = _Call(url, body, errors, max_bytes)
    response = await call.send_for_stream(transport, headers)
    return ApiStream(call, response, LineDecoder(max_line_bytes=max_line_bytes), validate)


def _json_headers(headers: Headers | None) -> Headers:
    if isinstance(headers, RequestHeaders):
        return headers if "content-type" in headers else RequestHeaders(headers, **{"content-type": "application/json"})
    return {"Content-Type": "application/json", **(headers or {})}


@dataclass(slots=True)
class _Call:
    """One call: what its errors have to report, and how its answers are read."""

    url: str
    request_values: Any
    errors: ErrorStructure | None
    max_bytes: int

    async def send(
        self, transport: Transport, method: str, headers: Headers | None, body: bytes | FormData | None
    ) -> HttpResponse:
        """The answer, if it is a success."""
        request = HttpRequest(method, self.url, request_headers(headers), body)
        try:
            response = await transport.send(request)
        except (TransportError, OSError) as error:
            raise APICallError(
                f"Cannot connect to API: {error}",
                url=redact_url(self.url),
                request_body_values=self.request_values,
                is_retryable=error.is_retryable if isinstance(error, TransportError) else True,
                cause=error,
            ) from error
        if 200 <= response.status < 300:
            return response
        try:
            error = await self._api_error(response)
        finally:
            await response.aclose()
        raise error

    async def send_for_stream(self, transport: Transport, headers: Headers | None) -> HttpResponse:
        """The answer to a POST of the values, if it is a success with a body."""
        response = await self.send(transport, "POST", _json_headers(headers), to_json_bytes(self.request_values))
        if response.status in _NO_BODY_STATUSES:
            await response.aclose()
            raise self.error("Failed to process successful response", response, cause=EmptyResponseBodyError())
        return response

    async def read_json(self, response: HttpResponse, validate: Validator[T] | None) -> ApiResponse[T]:
        body = await self._read(response, "Failed to process successful response")
        try:
            raw_value = parse_json(body)
            value = raw_value if validate is None else _validated(validate, raw_value)
        except (JSONParseError, TypeValidationError) as error:
            raise self.error("Invalid JSON response", response, body=_text(body), cause=error) from error
        except Exception as error:
            raise self.error("Failed to process successful response", response, cause=error) from error
        return ApiResponse(value, response.headers, response.status, raw_value)

    async def read_bytes(self, response: HttpResponse) -> ApiResponse[bytes]:
        if response.status in _NO_BODY_STATUSES:
            await response.aclose()
            raise self.error("Response body is empty", response)
        body = await self._read(response, "Failed to read response as array buffer")
        return ApiResponse(body, response.headers, response.status)

    async def _read(self, response: HttpResponse, failure: str) -> bytes:
        try:
            return await response.read(limit=self.max_bytes)
        except APICallError:
            raise
        except Exception as error:
            raise self.error(failure, response, cause=error) from error
        finally:
            await response.aclose()

    async def _api_error(self, response: HttpResponse) -> APICallError:
        try:
            body = _text(await response.read(limit=self.max_bytes))
            return self._described_error(response, body)
        except APICallError:
            raise
        except Exception as error:
            raise self.error("Failed to process error response", response, cause=error) from error

    def _described_error(self, response: HttpResponse, body: str) -> APICallError:
        structure = self.errors
        data: Any = None
        message = response.reason
        if structure is not None and body.strip():
            try:
                data = _validated(structure.validate, parse_json(body))
            except (JSONParseError, TypeValidationError):
                pass
            else:
                message = structure.message(data)
        retry = structure and structure.is_retryable
        return self.error(
            message,
            response,
            body=body,
            data=data,
            is_retryable=retry(response.status, response.headers, data) if retry else None,
        )

    def error(
        self,
        message: str,
        response: HttpResponse,
        *,
        body: str | None = None,
        data: Any = None,
        is_retryable: bool | None = None,
        cause: BaseException | None = None,
    ) -> APICallError:
        return APICallError(
            message,
            url=redact_url(self.url),
            request_body_values=self.request_values,
            status_code=response.status,
            response_headers=response.headers,
            response_body=body,
            is_retryable=is_retryable,
            data=data,
            cause=cause,
        )


def _validated(validate: Validator[T], value: Any) -> T:
    try:
        return validate(value)
    except (ValueError, TypeError) as error:
        raise TypeValidationError.wrap(value=value, cause=error) from error


def _text(body: bytes) -> str:
    return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
