"""Server-sent events: bytes in any pieces in, the data of whole events out. No I/O.

    decoder = SSEDecoder()
    decoder.feed(b'data: {"a":')      # []
    decoder.feed(b' 1}\\n\\n')          # [b'{"a": 1}']

The rules are those of the WHATWG's event stream interpretation: LF, CRLF or CR end a line, several `data` lines are
joined by LF, a blank line ends an event, an event without its blank line is dropped. `event`, `id` and `retry` fields
are skipped: no provider needs them. The data stays bytes; whoever parses it decides what invalid UTF-8 means.
"""

from __future__ import annotations

from typing import Final

from ai_sdk.provider.errors import InvalidResponseDataError

__all__ = ["DEFAULT_MAX_EVENT_BYTES", "SSEDecoder"]

DEFAULT_MAX_EVENT_BYTES: Final = 64 * 1024 * 1024
"""How many bytes one event may have: 64 MiB. An image in base64 fits, an endless line does not fill the memory."""

_BOM = b"\xef\xbb\xbf"
# As numbers: looking for one byte so is several times as fast as with bytes.
_LF, _CR = b"\n\r"


class SSEDecoder:
    """Cuts one event stream into events. The work is linear in the bytes, however they are split."""

    __slots__ = ("_data", "_data_bytes", "_held_cr", "_max_event_bytes", "_partial", "_partial_bytes", "_start")

    def __init__(self, *, max_event_bytes: int = DEFAULT_MAX_EVENT_BYTES) -> None:
        self._max_event_bytes = max_event_bytes
        # The pieces of the line whose end has not come, and the finished data lines of the current event.
        self._partial: list[bytes] = []
        self._partial_bytes = 0
        self._data: list[bytes] = []
        self._data_bytes = 0
        self._held_cr = False
        self._start: bytes | None = b""

    def feed(self, chunk: bytes) -> list[bytes]:
        """The data of every event that `chunk` completes.

        Raises `InvalidResponseDataError` when an event gets larger than the limit.
        """
        if self._start is not None:
            chunk = self._without_bom(chunk)
        if self._held_cr or _CR in chunk:
            chunk = self._with_plain_line_ends(chunk)
        if _LF not in chunk:
            if chunk:
                self._partial.append(chunk)
                self._partial_bytes += len(chunk)
                self._check_size()
            return []
        if self._partial:
            self._partial.append(chunk)
            chunk = b"".join(self._partial)
        data = self._data
        events: list[bytes] = []
        if not data and chunk.startswith(b"data: ") and len(chunk) <= self._max_event_bytes:
            # Nearly always each event is one line of data: then all the whole ones are cut at once.
            end = chunk.rfind(b"\n\n")
            whole = chunk[6:end] if end > 0 else b"\n"
            texts = [whole] if _LF not in whole else whole.split(b"\n\ndata: ")
            if whole.count(b"\n") == 2 * len(texts) - 2:
                events = texts
                chunk = chunk[end + 2 :]
                if not chunk:
                    if self._partial:
                        self._partial = []
                        self._partial_bytes = 0
                    return events
        lines = chunk.split(b"\n")
        last = lines.pop()
        self._partial = [last] if last else []
        self._partial_bytes = len(last)

        for line in lines:
            if not line:
                if data:
                    events.append(data[0] if len(data) == 1 else b"\n".join(data))
                    data.clear()
                    self._data_bytes = 0
            elif line.startswith(b"data:"):
                value = line[6:] if line.startswith(b"data: ") else line[5:]
                data.append(value)
                # The line end counts too, so that empty lines can't pile up for ever.
                self._data_bytes += len(value) + 1
            elif line == b"data":
                data.append(b"")
                self._data_bytes += 1
        self._check_size()
        return events

    def finish(self) -> list[bytes]:
        """Nothing: what has no blank line after it at the end is no event."""
        return []

    def _without_bom(self, chunk: bytes) -> bytes:
        assert self._start is not None
        start = self._start + chunk
        if len(start) < len(_BOM) and _BOM.startswith(start):
            self._start = start
            return b""
        self._start = None
        return start.removeprefix(_BOM)

    def _with_plain_line_ends(self, chunk: bytes) -> bytes:
        if not chunk:
            return chunk
        if self._held_cr:
            chunk = b"\r" + chunk
        # A CR at the end may be the first half of a CRLF: it waits for the next chunk.
        self._held_cr = chunk.endswith(b"\r")
        if self._held_cr:
            chunk = chunk[:-1]
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _check_size(self) -> None:
        if self._partial_bytes + self._data_bytes > self._max_event_bytes:
            raise InvalidResponseDataError(
                f"An event of the stream has more than {self._max_event_bytes} bytes; the stream was given up."
            )
