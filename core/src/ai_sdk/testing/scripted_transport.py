"""A transport without a network: it answers from a script and remembers what it was asked.

transport = ScriptedTransport(ScriptedResponse(json={"id": "x"}), TransportError("no route"))
model = create_groq(api_key="test", transport=transport)("llama-3.3-70b-versatile")
...
transport.requests[0].json()
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from http.client import responses as reason_phrases
from typing import TypeAlias

from ai_sdk.provider_utils.form_data import FormData
from ai_sdk.provider_utils.headers import response_headers
from ai_sdk.provider_utils.size_limit import read_within_limit
from ai_sdk.provider_utils.transport import HttpRequest, TransportError
from ai_sdk.testing.scripted_response import RecordedRequest, ScriptedResponse

__all__ = ["ScriptedAnswer", "ScriptedTransport"]

ScriptedAnswer: TypeAlias = "ScriptedResponse | BaseException | Callable[[RecordedRequest], ScriptedResponse]"
"""An answer, an error to raise instead, or a function of the request."""


class ScriptedTransport:
    """Answers the n-th request with the n-th answer; the last one repeats. `requests` has what it was asked.

    `open_responses` counts the answers that were neither read to their end nor closed.
    """

    def __init__(self, *answers: ScriptedAnswer) -> None:
        self.answers: list[ScriptedAnswer] = list(answers) or [ScriptedResponse(json={})]
        self.requests: list[RecordedRequest] = []
        self.open_responses = 0
        self.is_closed = False

    async def send(self, request: HttpRequest) -> _Response:
        """The next answer."""
        body, headers = request.body, dict(request.headers)
        if isinstance(body, FormData):
            content_type, body = body.encode()
            headers.setdefault("content-type", content_type)
        rest, _, query = request.url.partition("?")
        path = "/" + rest.partition("://")[2].partition("/")[2]
        recorded = RecordedRequest(request.method, path, query, headers, body or b"")
        answer = self.answers[min(len(self.requests), len(self.answers) - 1)]
        self.requests.append(recorded)
        if isinstance(answer, BaseException):
            raise answer
        if not isinstance(answer, ScriptedResponse):
            answer = answer(recorded)
        if answer.delay:
            await asyncio.sleep(answer.delay)
        if answer.disconnect == "before-response":
            raise TransportError("the server closed the connection without an answer")
        return _Response(self, answer, request.url)

    async def aclose(self) -> None:
        """Marks the transport as closed."""
        self.is_closed = True


class _Response:
    def __init__(self, transport: ScriptedTransport, script: ScriptedResponse, url: str) -> None:
        self.status = script.status
        self.reason = reason_phrases.get(script.status, "") if script.status_text is None else script.status_text
        self.headers = response_headers(script.header_pairs())
        self._transport = transport
        self._script = script
        self._url = url
        self._is_open = True
        transport.open_responses += 1

    async def read(self, *, limit: int) -> bytes:
        return await read_within_limit(self.chunks(), limit=limit, url=self._url, headers=self.headers)

    async def chunks(self) -> AsyncIterator[bytes]:
        for piece in self._script.pieces():
            if self._script.chunk_delay:
                await asyncio.sleep(self._script.chunk_delay)
            if not self._is_open:
                raise TransportError("the answer was closed")
            if piece:
                yield piece
        if self._script.hang:
            await asyncio.Event().wait()
        if self._script.disconnect == "mid-stream":
            raise TransportError("the server closed the connection within the answer")
        self._close()

    async def aclose(self) -> None:
        self._close()

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._transport.open_responses -= 1
