"""Answers from a recording that `record` has made, without a network.

    async with replay("tests/recordings/hello.json") as transport:
        model = create_groq(api_key="any", transport=transport)("llama-3.3-70b-versatile")
        await generate_text(model, "Say hello.")

A request must have the method, the URL and the body of a recorded one that was not played yet; headers are not
compared. Equal requests get their answers in the order of the recording.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from ai_sdk.provider.errors import AISDKError, shortened
from ai_sdk.provider_utils.size_limit import read_within_limit
from ai_sdk.provider_utils.transport import HttpRequest, HttpResponse, TransportError
from ai_sdk.testing.recording import RecordedAnswer, answer_of, load_recording, request_json
from ai_sdk.testing.redaction import Redactor

__all__ = ["ReplayMismatchError", "ReplayTransport", "replay"]


class ReplayMismatchError(AISDKError):
    """A program did something else than what was recorded.

    `path` is the file. `difference` names the first thing that differs, for example `body.messages[0].content`; it is
    None when there is nothing to compare with.
    """

    name = "AI_ReplayMismatchError"

    def __init__(self, message: str, *, path: Path, difference: str | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.difference = difference


def replay(
    path: str | Path,
    *,
    secrets: Collection[str] = (),
    secret_headers: Collection[str] = (),
    redact_body: Callable[[bytes], bytes] | None = None,
    allow_unused: bool = False,
) -> ReplayTransport:
    """A transport that answers from the file.

    Leaving its `async with` block raises `ReplayMismatchError` if recorded requests were not made, unless
    `allow_unused`. The other settings are those of `record`. Raises `FileNotFoundError`, and `InvalidArgumentError`
    for a file that is no recording.
    """
    redactor = Redactor(secrets=secrets, secret_headers=secret_headers, redact_body=redact_body)
    return ReplayTransport(Path(path), redactor, allow_unused=allow_unused)


class ReplayTransport:
    """Made by `replay`. `unused` counts the recorded exchanges that were not played yet."""

    def __init__(self, path: Path, redactor: Redactor, *, allow_unused: bool = False) -> None:
        self.path = path
        self._redactor = redactor
        self._allow_unused = allow_unused
        self._exchanges = load_recording(path)
        self._left = list(range(len(self._exchanges)))

    def __repr__(self) -> str:
        return f"ReplayTransport({str(self.path)!r}, {self.unused} of {len(self._exchanges)} exchanges left)"

    @property
    def unused(self) -> int:
        """How many exchanges are left."""
        return len(self._left)

    async def send(self, request: HttpRequest) -> HttpResponse:
        """The recorded answer. Raises `ReplayMismatchError`, and the `TransportError` that was recorded."""
        self._redactor.learn(request.url, request.headers)
        sent = request_json(request, self._redactor)
        await asyncio.sleep(0)
        for index in self._left:
            if _difference(self._exchanges[index]["request"], sent) is None:
                self._left.remove(index)
                answer = answer_of(self._exchanges[index])
                if isinstance(answer, TransportError):
                    raise answer
                return _ReplayedResponse(answer, self.path, request.url)
        raise self._mismatch(sent)

    async def aclose(self) -> None:
        """Does nothing: there is nothing open."""

    async def __aenter__(self) -> ReplayTransport:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None and self._left and not self._allow_unused:
            first = self._exchanges[self._left[0]]["request"]
            raise ReplayMismatchError(
                f"{self.unused} of {len(self._exchanges)} recorded requests in {str(self.path)!r} were not made; the "
                f"first is {first['method']} {first['url']}. Record again, or pass allow_unused=True.",
                path=self.path,
            )

    def _mismatch(self, sent: Mapping[str, Any]) -> ReplayMismatchError:
        what = f"{sent['method']} {sent['url']}"
        if not self._left:
            return ReplayMismatchError(
                f"{what} is one request more than the {len(self._exchanges)} in {str(self.path)!r}. Record again.",
                path=self.path,
            )
        index = self._left[0]
        difference = _difference(self._exchanges[index]["request"], sent)
        assert difference is not None
        where, recorded, given = difference
        return ReplayMismatchError(
            f"{what} is no recorded request of {str(self.path)!r}. The next one there (number {index + 1}) differs in "
            f"{where}: recorded {recorded}, sent {given}. Record again if the new request is right.",
            path=self.path,
            difference=where,
        )


class _ReplayedResponse:
    def __init__(self, answer: RecordedAnswer, path: Path, url: str) -> None:
        self.status = answer.status
        self.reason = answer.reason
        self.headers: Mapping[str, str] = answer.headers
        self._answer = answer
        self._path = path
        self._url = url

    async def read(self, *, limit: int) -> bytes:
        return await read_within_limit(self.chunks(), limit=limit, url=self._url, headers=self.headers)

    async def chunks(self) -> AsyncIterator[bytes]:
        for chunk in self._answer.chunks:
            # A reader can be cancelled between chunks, as it can be with a network.
            await asyncio.sleep(0)
            yield chunk
        if self._answer.error is not None:
            raise self._answer.error
        if self._answer.end == "closed":
            raise ReplayMismatchError(
                f"The answer to {self._url.partition('?')[0]} in {str(self._path)!r} ends here: its reader closed it "
                "before its end. Record again.",
                path=self._path,
            )

    async def aclose(self) -> None:
        pass


def _difference(recorded: Mapping[str, Any], sent: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Where the requests differ first, and the two values there; None if they do not."""
    for name in ("method", "url"):
        if recorded[name] != sent[name]:
            return name, repr(recorded[name]), repr(sent[name])
    one, other = _unwrapped(recorded["body"]), _unwrapped(sent["body"])
    return _json_difference(one, other, "body")


def _unwrapped(body: Any) -> Any:
    if not isinstance(body, dict):
        return body
    # `body.messages[0]` and not `body.json.messages[0]`.
    ((_, value),) = cast("dict[str, Any]", body).items()
    return value


def _json_difference(one: Any, other: Any, where: str) -> tuple[str, str, str] | None:
    if isinstance(one, dict) and isinstance(other, dict):
        first, second = cast("dict[str, Any]", one), cast("dict[str, Any]", other)
        for name in dict.fromkeys([*first, *second]):
            path = f"{where}.{name}"
            if name not in first:
                return path, "nothing", _short(second[name])
            if name not in second:
                return path, _short(first[name]), "nothing"
            found = _json_difference(first[name], second[name], path)
            if found is not None:
                return found
        return None
    if isinstance(one, list) and isinstance(other, list):
        left, right = cast("list[Any]", one), cast("list[Any]", other)
        for index in range(max(len(left), len(right))):
            path = f"{where}[{index}]"
            if index >= len(left):
                return path, "nothing", _short(right[index])
            if index >= len(right):
                return path, _short(left[index]), "nothing"
            found = _json_difference(left[index], right[index], path)
            if found is not None:
                return found
        return None
    # Python takes 1 and True for equal.
    if isinstance(one, bool) is isinstance(other, bool) and one == other:
        return None
    return where, _short(one), _short(other)


def _short(value: Any) -> str:
    return shortened(repr(value), 200)
