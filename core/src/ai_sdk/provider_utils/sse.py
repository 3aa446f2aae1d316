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

    __slots__ = ("_held", "_held_bytes", "_max_event_bytes", "_undecided")

    def __init__(self, *, max_event_bytes: int = DEFAULT_MAX_EVENT_BYTES) -> None:
        self._max_event_bytes = max_event_bytes
        # The pieces of the event whose end has not come.
        self._held: list[bytes] = []
        self._held_bytes = 0
        # What may turn out to be something else: the beginning of the stream, a BOM perhaps, or a CR that may be the
        # first half of a CRLF.
        self._undecided: bytes | None = b""

    def feed(self, chunk: bytes) -> list[bytes]:
        """The data of every event that `chunk` completes.

        Raises `InvalidResponseDataError` when an event gets larger than the limit.
        """
        if self._undecided is not None or _CR in chunk:
            chunk = self._with_plain_line_ends(chunk)
        end = chunk.rfind(b"\n\n") + 2
        if end < 2:
            if not (chunk.startswith(b"\n") and self._held and self._held[-1].endswith(b"\n")):
                self._hold(chunk)
                return []
            end = 1
        rest = b""
        if end < len(chunk):
            chunk, rest = chunk[:end], chunk[end:]
        if self._held:
            chunk = b"".join((*self._held, chunk))
            self._held = []
            self._held_bytes = 0
        if rest:
            self._hold(rest)
        # Nearly always each event is one line of data: then all of them are cut at once.
        if chunk.startswith(b"data: ") and len(chunk) <= self._max_event_bytes:
            data = chunk[6:-2]
            if _LF not in data:
                return [data]
            events = data.split(b"\n\ndata: ")
            if data.count(b"\n") == 2 * len(events) - 2:
                return events
        return self._events(chunk)

    def finish(self) -> list[bytes]:
        """Nothing: what has no blank line after it at the end is no event."""
        return []

    def _events(self, text: bytes) -> list[bytes]:
        """The data of whole events, line by line."""
        events: list[bytes] = []
        data: list[bytes] = []
        for line in text.split(b"\n"):
            if not line:
                if data:
                    event = b"\n".join(data)
                    self._check_size(len(event))
                    events.append(event)
                    data.clear()
            elif line.startswith(b"data:"):
                data.append(line[6:] if line.startswith(b"data: ") else line[5:])
            elif line == b"data":
                data.append(b"")
        return events

    def _with_plain_line_ends(self, chunk: bytes) -> bytes:
        """The chunk with LF for every line end, without the BOM, and without what remains undecided."""
        before, self._undecided = self._undecided, None
        if before is not None:
            chunk = before + chunk
            if before != b"\r":
                if len(chunk) < len(_BOM) and _BOM.startswith(chunk):
                    self._undecided = chunk
                    return b""
                chunk = chunk.removeprefix(_BOM)
        if chunk.endswith(b"\r"):
            self._undecided = b"\r"
            chunk = chunk[:-1]
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _hold(self, piece: bytes) -> None:
        if piece:
            self._held.append(piece)
            self._held_bytes += len(piece)
            self._check_size(self._held_bytes)

    def _check_size(self, event_bytes: int) -> None:
        if event_bytes > self._max_event_bytes:
            raise InvalidResponseDataError(
                f"An event of the stream has more than {self._max_event_bytes} bytes; the stream was given up."
            )
