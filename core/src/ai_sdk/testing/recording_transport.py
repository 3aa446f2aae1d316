"""Records what a provider and its vendor say to each other, for tests that `replay` it without a network.

    async with record("tests/recordings/hello.json") as transport:
        model = create_groq(transport=transport)("llama-3.3-70b-versatile")
        await generate_text(model, "Say hello.")

Keys are not in the file: the values of headers such as `authorization` and `x-api-key` and of parameters such as `key`
are masked, and those of eight characters or more wherever else they turn up. Prompts and answers are in it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import aclosing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from ai_sdk.provider_utils.aiohttp_transport import AiohttpTransport
from ai_sdk.provider_utils.size_limit import read_within_limit
from ai_sdk.provider_utils.transport import HttpRequest, HttpResponse, Transport, TransportError
from ai_sdk.testing.recording import Exchange, RecordedAnswer, save_recording
from ai_sdk.testing.redaction import Redactor

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

__all__ = ["RecordingTransport", "record"]


def record(
    path: str | Path,
    *,
    transport: Transport | None = None,
    secrets: Collection[str] = (),
    secret_headers: Collection[str] = (),
    redact_body: Callable[[bytes], bytes] | None = None,
) -> RecordingTransport:
    """A transport that sends requests and writes them with their answers to `path` when it is closed.

    - `transport`: what sends the requests; yours stays open. Without one it is an `AiohttpTransport`.
    - `secrets`: more texts that must not be in the file. `secret_headers`: more headers to mask.
    - `redact_body`: changes each request body, form field and chunk of an answer before it is written. Give `replay`
      the same three, since it compares what it is sent with what is in the file.
    """
    redactor = Redactor(secrets=secrets, secret_headers=secret_headers, redact_body=redact_body)
    return RecordingTransport(Path(path), transport or AiohttpTransport(), redactor, owns_transport=transport is None)


class RecordingTransport:
    """Made by `record`. A failed `async with` block leaves an older file as it is."""

    def __init__(self, path: Path, transport: Transport, redactor: Redactor, *, owns_transport: bool) -> None:
        self.path = path
        self._transport = transport
        self._redactor = redactor
        self._owns_transport = owns_transport
        self._exchanges: list[Exchange] = []

    def __repr__(self) -> str:
        return f"RecordingTransport({str(self.path)!r}, {len(self._exchanges)} exchanges)"

    async def send(self, request: HttpRequest) -> HttpResponse:
        """The answer of the other transport, which is recorded while it is read."""
        self._redactor.learn(request.url, request.headers)
        # Here and not once it is answered: requests are kept in the order in which they were sent.
        exchange = Exchange(request)
        self._exchanges.append(exchange)
        try:
            response = await self._transport.send(request)
        except (TransportError, OSError) as error:
            exchange.error = _transport_error(error)
            raise
        exchange.answer = RecordedAnswer(response.status, response.reason, response.headers)
        return _RecordedResponse(response, exchange.answer, request.url)

    def save(self) -> None:
        """Writes the file as far as the recording goes. A request that was cancelled has no answer and is not in it."""
        done = [exchange for exchange in self._exchanges if exchange.answer is not None or exchange.error is not None]
        save_recording(self.path, done, self._redactor)

    async def aclose(self) -> None:
        """Writes the file and closes the connections."""
        try:
            self.save()
        finally:
            await self._close_transport()

    async def __aenter__(self) -> RecordingTransport:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None:
            await self.aclose()
        else:
            await self._close_transport()

    async def _close_transport(self) -> None:
        if self._owns_transport:
            await self._transport.aclose()


class _RecordedResponse:
    def __init__(self, response: HttpResponse, answer: RecordedAnswer, url: str) -> None:
        self._response = response
        self._answer = answer
        self._url = url

    @property
    def status(self) -> int:
        return self._response.status

    @property
    def reason(self) -> str:
        return self._response.reason

    @property
    def headers(self) -> Mapping[str, str]:
        return self._response.headers

    async def read(self, *, limit: int) -> bytes:
        async with aclosing(self._chunks()) as chunks:
            data = await read_within_limit(chunks, limit=limit, url=self._url, headers=self.headers)
        # Where a network happens to cut a body that is read as a whole is nothing to keep.
        self._answer.chunks = [data] if data else []
        return data

    def chunks(self) -> AsyncIterator[bytes]:
        return self._chunks()

    async def aclose(self) -> None:
        await self._response.aclose()

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        # The protocol promises an iterator only, but a generator must be closed with its reader.
        source = cast("Any", self._response.chunks())
        try:
            async for chunk in source:
                self._answer.chunks.append(chunk)
                yield chunk
        except (TransportError, OSError) as error:
            self._answer.error = _transport_error(error)
            raise
        else:
            self._answer.end = "complete"
        finally:
            close = getattr(source, "aclose", None)
            if close is not None:
                await close()


def _transport_error(error: TransportError | OSError) -> TransportError:
    if isinstance(error, TransportError):
        return error
    return TransportError(f"{type(error).__name__}: {error}", is_timeout=isinstance(error, TimeoutError))
