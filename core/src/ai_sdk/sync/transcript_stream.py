"""`TranscriptStream` for programs that block."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from ai_sdk.sync.background import run
from ai_sdk.sync.iteration import BlockingIterator
from ai_sdk.sync.text_stream import close_soon
from ai_sdk.transcript_stream import TranscriptEvent
from ai_sdk.transcript_stream import TranscriptStream as AsyncTranscriptStream
from ai_sdk.transcription import TranscribeResult

__all__ = ["TranscriptStream"]


class TranscriptStream:
    """A transcript as it comes. Made by `ai_sdk.sync.stream_transcribe`.

        with stream_transcribe(model, chunks, input_audio_format=AudioFormat("audio/pcm", rate=16000)) as stream:
            for event in stream: ...
            result = stream.result()

    Nothing is sent before something is read. Leaving `with`, `close()` and letting go of the stream close the
    connection; without `with` the stream also closes itself at its end and on error.
    """

    def __init__(self, stream: AsyncTranscriptStream) -> None:
        self._stream = stream
        self._forgotten = weakref.finalize(self, close_soon, stream)
        # At the end of the program the loop closes everything.
        self._forgotten.atexit = False

    def __iter__(self) -> Iterator[TranscriptEvent]:
        """Every event, from the beginning. Raises what makes the stream fail."""
        return BlockingIterator(aiter(self._stream), owner=self)

    def result(self) -> TranscribeResult:
        """The whole transcript, once everything is read; what is left is read here."""
        return run(self._stream.result)

    def close(self) -> None:
        """Closes the stream and the connection. What was read stays readable; a second call does nothing."""
        self._forgotten.detach()
        run(self._stream.aclose)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
