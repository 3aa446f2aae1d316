"""What a scripted server or transport answers, and what it was asked.

ScriptedResponse(json={"id": "x"})
ScriptedResponse(events=['{"a":1}', "[DONE]"])
ScriptedResponse(status=429, headers={"retry-after": "1"}, body="slow down")
ScriptedResponse(chunks=["data: {", "}\\n\\n"], chunk_delay=0.01, disconnect="mid-stream")
"""

from __future__ import annotations

import json as json_module
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["RecordedRequest", "ScriptedResponse"]


@dataclass(slots=True, frozen=True, kw_only=True)
class ScriptedResponse:
    """One answer. Give one of `body`, `json`, `chunks` and `events`, or none for an empty body.

    `chunks` are written one after the other; `events` are chunks of server-sent events with this data. Times are
    seconds: `delay` before the head, `chunk_delay` before each chunk. `disconnect` cuts the connection before the
    answer, or after the chunks without ending the body; `hang` keeps it open there until the client leaves. `raw` are
    bytes to write instead of an HTTP answer.
    """

    status: int = 200
    status_text: str | None = None
    headers: Mapping[str, str] | Sequence[tuple[str, str]] = field(default_factory=dict[str, str])
    body: bytes | str | None = None
    json: Any = None
    chunks: Sequence[bytes | str] | None = None
    events: Sequence[str] | None = None
    delay: float = 0.0
    chunk_delay: float = 0.0
    disconnect: Literal["before-response", "mid-stream"] | None = None
    hang: bool = False
    raw: bytes | None = None

    def header_pairs(self) -> list[tuple[str, str]]:
        """The headers in order, with the content type that `json` and `events` have if none is given."""
        given = self.headers.items() if isinstance(self.headers, Mapping) else self.headers
        pairs = list(given)
        if not any(name.lower() == "content-type" for name, _ in pairs):
            if self.json is not None:
                pairs.append(("content-type", "application/json"))
            elif self.events is not None:
                pairs.append(("content-type", "text/event-stream"))
        return pairs

    def pieces(self) -> list[bytes]:
        """The body in the pieces in which it is written."""
        if self.events is not None:
            return [f"data: {event}\n\n".encode() for event in self.events]
        if self.chunks is not None:
            return [_bytes(chunk) for chunk in self.chunks]
        if self.json is not None:
            return [json_module.dumps(self.json, ensure_ascii=False).encode()]
        return [] if self.body is None else [_bytes(self.body)]

    @property
    def is_streamed(self) -> bool:
        """Whether the body is sent in chunks, without a content length."""
        return self.chunks is not None or self.events is not None


@dataclass(slots=True, frozen=True)
class RecordedRequest:
    """One request as it arrived: `path` and `query` undecoded, header names in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = b""

    def json(self) -> Any:
        """The body as JSON."""
        return json_module.loads(self.body)


def _bytes(value: bytes | str) -> bytes:
    return value.encode() if isinstance(value, str) else value
