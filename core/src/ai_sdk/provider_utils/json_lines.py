"""JSON lines (NDJSON): bytes in any pieces in, whole lines out. No I/O.

decoder = LineDecoder()
decoder.feed(b'{"a": 1}\\n{"a"')      # [b'{"a": 1}']
decoder.feed(b": 2}")                  # []
decoder.finish()                       # [b'{"a": 2}']
"""

from __future__ import annotations

from ai_sdk.provider.errors import InvalidResponseDataError
from ai_sdk.provider_utils.sse import DEFAULT_MAX_EVENT_BYTES

__all__ = ["LineDecoder"]

_BOM = b"\xef\xbb\xbf"


class LineDecoder:
    """Cuts bytes at LF, without a CR before it. Blank lines are left out."""

    __slots__ = ("_is_first", "_max_line_bytes", "_partial", "_partial_bytes")

    def __init__(self, *, max_line_bytes: int = DEFAULT_MAX_EVENT_BYTES) -> None:
        self._max_line_bytes = max_line_bytes
        self._partial: list[bytes] = []
        self._partial_bytes = 0
        self._is_first = True

    def feed(self, chunk: bytes) -> list[bytes]:
        """The lines that `chunk` completes. Raises `InvalidResponseDataError` for a line that is too long."""
        if b"\n" not in chunk:
            self._keep(chunk)
            return []
        *lines, last = b"".join((*self._partial, chunk)).split(b"\n")
        self._partial, self._partial_bytes = [], 0
        self._keep(last)
        return self._whole(lines)

    def finish(self) -> list[bytes]:
        """The last line, if it came without an end."""
        line = b"".join(self._partial)
        self._partial, self._partial_bytes = [], 0
        return self._whole([line])

    def _whole(self, lines: list[bytes]) -> list[bytes]:
        if self._is_first and lines:
            self._is_first = False
            lines[0] = lines[0].removeprefix(_BOM)
        return [line.removesuffix(b"\r") for line in lines if line.strip()]

    def _keep(self, piece: bytes) -> None:
        if piece:
            self._partial.append(piece)
            self._partial_bytes += len(piece)
        if self._partial_bytes > self._max_line_bytes:
            raise InvalidResponseDataError(
                f"A line of the answer has more than {self._max_line_bytes} bytes; the answer was given up."
            )
