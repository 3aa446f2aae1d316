"""The file of a recording: exchanges of a request and its answer, as JSON that people can read and compare.

Texts are kept as texts, JSON request bodies as JSON, everything else as base64. The same exchanges give the same file.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, cast

from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.provider_utils.form_data import FormData
from ai_sdk.provider_utils.transport import HttpRequest, TransportError
from ai_sdk.testing.redaction import Redactor

__all__ = ["Exchange", "RecordedAnswer", "answer_of", "load_recording", "request_json", "save_recording"]

_FORMAT: Final = "ai-sdk-recording"
_VERSION: Final = 1

End: TypeAlias = Literal["complete", "closed"]


@dataclass(slots=True)
class RecordedAnswer:
    """An answer as it came. `end` says whether the body was read to its end; `error` what broke it."""

    status: int
    reason: str
    headers: Mapping[str, str]
    chunks: list[bytes] = field(default_factory=list[bytes])
    end: End = "closed"
    error: TransportError | None = None


@dataclass(slots=True)
class Exchange:
    """One request, and its answer or the error that came instead."""

    request: HttpRequest
    answer: RecordedAnswer | None = None
    error: TransportError | None = None


def request_json(request: HttpRequest, redactor: Redactor) -> dict[str, Any]:
    """The request as the file has it, without secrets."""
    return {
        "method": request.method,
        "url": redactor.url(request.url),
        "headers": redactor.headers(request.headers),
        "body": _body_json(request.body, redactor),
    }


def _body_json(body: bytes | FormData | None, redactor: Redactor) -> Any:
    """A request body: None, `{"json": ...}`, `{"text": ...}`, `{"base64": ...}` or `{"form": [...]}`."""
    if body is None:
        return None
    if isinstance(body, FormData):
        return {
            "form": [
                {"name": item.name, **_text_or_base64(_masked(_as_bytes(item.value), redactor))}
                | ({} if item.filename is None else {"filename": item.filename})
                | ({} if item.media_type is None else {"mediaType": item.media_type})
                for item in body.fields
            ]
        }
    masked = _masked(body, redactor)
    if masked[:1] in (b"{", b"["):
        try:
            return {"json": json.loads(masked)}
        except ValueError:
            pass
    return _text_or_base64(masked)


def _error_json(error: TransportError, redactor: Redactor) -> dict[str, Any]:
    """A failure of the transport."""
    return {
        "message": redactor.text(error.message),
        "isRetryable": error.is_retryable,
        "isTimeout": error.is_timeout,
    }


def save_recording(path: Path, exchanges: Sequence[Exchange], redactor: Redactor) -> None:
    """Writes the file in one piece, and the folders above it."""
    content = {
        "format": _FORMAT,
        "version": _VERSION,
        "exchanges": [_exchange_json(exchange, redactor) for exchange in exchanges],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        # A lone surrogate, which JSON may escape, has no UTF-8 of its own.
        unfinished.write_bytes(text.encode("utf-8", "backslashreplace"))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def load_recording(path: Path) -> list[dict[str, Any]]:
    """The exchanges of a file, as JSON. Raises `FileNotFoundError`, or `InvalidArgumentError` for any other file."""
    try:
        content: Any = json.loads(path.read_bytes())
    except ValueError as error:
        raise InvalidArgumentError(f"{str(path)!r} is no recording: {error}", argument="path") from error
    if not isinstance(content, dict) or cast("dict[str, Any]", content).get("format") != _FORMAT:
        raise InvalidArgumentError(f"{str(path)!r} is no recording. Make one with record(path).", argument="path")
    found = cast("dict[str, Any]", content)
    if found.get("version") != _VERSION:
        raise InvalidArgumentError(
            f"{str(path)!r} is a recording of version {found.get('version')!r}; this core reads {_VERSION}. Record it "
            "again.",
            argument="path",
        )
    return found["exchanges"]


def answer_of(exchange: Mapping[str, Any]) -> RecordedAnswer | TransportError:
    """What the file answers."""
    if "error" in exchange:
        return _error_of(exchange["error"])
    answer = exchange["response"]
    end = answer["end"]
    return RecordedAnswer(
        status=answer["status"],
        reason=answer["reason"],
        headers=answer["headers"],
        chunks=[chunk.encode() if isinstance(chunk, str) else _decoded(chunk) for chunk in answer["chunks"]],
        end=end if isinstance(end, str) else "closed",  # type: ignore[arg-type]
        error=None if isinstance(end, str) else _error_of(end["error"]),
    )


def _exchange_json(exchange: Exchange, redactor: Redactor) -> dict[str, Any]:
    found: dict[str, Any] = {"request": request_json(exchange.request, redactor)}
    if exchange.error is not None:
        return {**found, "error": _error_json(exchange.error, redactor)}
    answer = exchange.answer
    assert answer is not None
    found["response"] = {
        "status": answer.status,
        "reason": answer.reason,
        "headers": redactor.headers(answer.headers),
        "chunks": [_chunk_json(chunk) for chunk in redactor.body(answer.chunks)],
        "end": answer.end if answer.error is None else {"error": _error_json(answer.error, redactor)},
    }
    return found


def _chunk_json(chunk: bytes) -> str | dict[str, str]:
    found = _text_or_base64(chunk)
    return found.get("text", found)


def _text_or_base64(data: bytes) -> dict[str, str]:
    try:
        return {"text": data.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def _decoded(chunk: Mapping[str, str]) -> bytes:
    return base64.b64decode(chunk["base64"], validate=True)


def _error_of(data: Mapping[str, Any]) -> TransportError:
    return TransportError(data["message"], is_retryable=data["isRetryable"], is_timeout=data["isTimeout"])


def _masked(data: bytes, redactor: Redactor) -> bytes:
    return b"".join(redactor.body([data]))


def _as_bytes(value: str | bytes) -> bytes:
    return value.encode("utf-8", "replace") if isinstance(value, str) else value
