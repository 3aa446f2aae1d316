"""`TextStream`: an answer as it comes, for any number of readers.

There is one source, the generator of events, and one log of what came out of it. Every reader walks along the log; the
reader that comes to its end asks the source for more, and the others wait for that. So readers may come late, leave
early, and read side by side; the model is asked once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from ai_sdk.provider.core_errors import AbortError, ModelStreamError, NoOutputGeneratedError
from ai_sdk.provider.errors import UnsupportedFunctionalityError
from ai_sdk.provider.stream_parts import ErrorPart, TextDelta
from ai_sdk.text.call import TextCall, parse_output
from ai_sdk.text.events import Abort, TextStreamEvent
from ai_sdk.text.output_stage import OutputStage
from ai_sdk.text.pipeline import CallFailedError, stream_events
from ai_sdk.text.recorder import Recorder
from ai_sdk.text.result import GenerateTextResult

__all__ = ["TextStream"]

OutputT = TypeVar("OutputT")
PartialT = TypeVar("PartialT")
ElementT = TypeVar("ElementT")


class TextStream(Generic[OutputT, PartialT, ElementT]):
    """An answer as it comes. Made by `stream_text`.

        async with stream_text(model, "Tell me a story") as stream:
            async for text in stream.text_stream:
                print(text, end="", flush=True)
            result = await stream.result()

    Nothing is sent before something is read. Leaving `async with`, `aclose()`, `abort()` and cancelling the task that
    reads close the connection. Without `async with` the stream closes itself at its end and on error.

    `async for event in stream` gives every event; there a failed call is an `ErrorPart`, or an `Abort` if the time is
    up. `text_stream`, `partial_output_stream`, `element_stream` and `result()` raise the error. All of them may be read
    more than once, and side by side: each reader sees everything from the beginning. What was read is kept in memory.
    """

    def __init__(self, call: TextCall) -> None:
        self._call = call
        self._log: list[TextStreamEvent] = []
        self._source: AsyncGenerator[TextStreamEvent, None] | None = None
        self._recorder = Recorder(call)
        self._reader: asyncio.Task[Any] | None = None
        self._waiting: list[asyncio.Future[None]] = []
        self._done = False
        self._abort: BaseException | None = None
        # What readers of events are told at the end, and what everything else raises.
        self._raised: BaseException | None = None
        self._error: BaseException | None = None
        self._result: GenerateTextResult[OutputT] | None = None
        output = call.output
        # Text needs no stage: every piece of it changes it.
        self._stage = None if output is None or output.name == "text" else OutputStage(output)

    # Reading

    def __aiter__(self) -> AsyncGenerator[TextStreamEvent, None]:
        """Every event, from the beginning."""
        return self._events()

    @property
    def text_stream(self) -> AsyncGenerator[str, None]:
        """The pieces of text, from the beginning. Raises what made the call fail."""
        return self._texts()

    @property
    def partial_output_stream(self) -> AsyncGenerator[PartialT, None]:
        """The output as far as it is known, each time that it changes. Each value is one of its own."""
        return self._partials()

    @property
    def element_stream(self) -> AsyncGenerator[ElementT, None]:
        """The elements of `Output.array(...)`, each once, when it is complete.

        Raises `UnsupportedFunctionalityError` for other outputs.
        """
        output = self._call.output
        if output is None or not output.supports_elements:
            name = "text" if output is None else output.name
            raise UnsupportedFunctionalityError(f"element streams in {name} mode")
        return self._elements()

    async def result(self) -> GenerateTextResult[OutputT]:
        """The whole answer, once everything is read; what is left is read here.

        Raises what made the call fail, `AbortError` after `abort()`, `TimeoutError`. An answer that is not of the form
        that `output` asks for raises where `result.output` is read.
        """
        while not self._done:
            await self._pull()
        if self._result is None:
            self._result = self._make_result()
        return self._result

    # Ending

    def abort(self, reason: str | BaseException | None = None) -> None:
        """Stops the stream at once: readers get an `Abort` event and their end, `result()` raises `AbortError`.

        reason: a text for the event, or an exception, which `result()` raises instead. Does nothing to a stream that
        is over. Must be called in the thread of the event loop.
        """
        if self._done or self._abort is not None:
            return
        self._abort = reason if isinstance(reason, BaseException) else AbortError(reason)
        if self._reader is not None:
            self._reader.cancel()

    async def aclose(self) -> None:
        """Closes the stream and the connection. What was read stays readable; a second call does nothing."""
        if self._reader is not None:
            # Another task is waiting for the next event: it must let go of the source first.
            self.abort()
            await self._wait()
        if not self._done:
            self._end(error=AbortError("The stream was closed before its end."), event=Abort("closed"))
        if self._source is not None:
            source, self._source = self._source, None
            await source.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    # The log and its readers

    async def _events(self) -> AsyncGenerator[TextStreamEvent, None]:
        log = self._log
        position = 0
        while True:
            while position < len(log):
                yield log[position]
                position += 1
            if self._done:
                break
            await self._pull()
        if self._raised is not None:
            raise self._raised

    async def _texts(self) -> AsyncGenerator[str, None]:
        log = self._log
        position = 0
        while True:
            while position < len(log):
                event = log[position]
                position += 1
                if type(event) is TextDelta:
                    yield event.text
                elif type(event) is ErrorPart:
                    raise _as_exception(event.error)
            if self._done:
                break
            await self._pull()
        if self._error is not None and not isinstance(self._error, AbortError):
            raise self._error

    async def _partials(self) -> AsyncGenerator[Any, None]:
        if self._stage is None:
            text = ""
            async for piece in self._texts():
                text += piece
                yield text
            return
        async for value in self._growing(self._stage.partials):
            yield value

    async def _elements(self) -> AsyncGenerator[Any, None]:
        if self._stage is not None:
            async for element in self._growing(self._stage.elements):
                yield element

    async def _growing(self, values: list[Any]) -> AsyncGenerator[Any, None]:
        """The values of a list that grows while events come."""
        position = 0
        while True:
            while position < len(values):
                yield values[position]
                position += 1
            if self._done:
                break
            await self._pull()
        if self._error is not None and not isinstance(self._error, AbortError):
            raise self._error

    # The source

    async def _pull(self) -> None:
        """Brings the next event into the log, or waits for the reader that is already about it."""
        if self._reader is not None:
            await self._wait()
            return
        if self._abort is not None:
            await self._finish_abort(self._abort)
            return
        source = self._source
        if source is None:
            source = self._source = stream_events(self._call)
        self._reader = task = asyncio.current_task()
        try:
            event = await anext(source)
        except StopAsyncIteration:
            self._end()
        except CallFailedError as failure:
            self._end(error=failure.error)
        except TimeoutError as error:
            self._end(error=error, event=Abort(str(error)))
        except asyncio.CancelledError as cancelled:
            if self._abort is None or task is None or task.uncancel() > 0:
                self._end(error=AbortError("The task that read the stream was cancelled."), event=Abort("cancelled"))
                raise
            self._end(error=self._abort, event=_abort_event(self._abort))
            del cancelled
        except BaseException as error:  # noqa: BLE001 - readers raise it
            self._end(error=error, raised=error)
        else:
            if self._stage is None:
                self._recorder.record(event)
                self._log.append(event)
            else:
                for each in self._stage.process(event):
                    self._recorder.record(each)
                    self._log.append(each)
        finally:
            self._reader = None
            if self._waiting:
                self._wake()

    async def _wait(self) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def _finish_abort(self, reason: BaseException) -> None:
        self._end(error=reason, event=_abort_event(reason))
        await self.aclose()

    def _end(
        self,
        *,
        error: BaseException | None = None,
        raised: BaseException | None = None,
        event: TextStreamEvent | None = None,
    ) -> None:
        if event is not None:
            self._log.append(event)
        self._error = error
        self._raised = raised
        self._done = True
        if self._waiting:
            self._wake()

    def _make_result(self) -> GenerateTextResult[OutputT]:
        steps = self._recorder.steps
        if self._error is not None:
            raise self._error
        if not steps:
            raise NoOutputGeneratedError
        try:
            return GenerateTextResult(steps=steps, output=parse_output(self._call, steps[-1]))
        except Exception as error:  # noqa: BLE001 - raised where `output` is read
            return GenerateTextResult(steps=steps, output_error=error)


def _abort_event(reason: BaseException) -> Abort:
    return Abort(reason.reason if isinstance(reason, AbortError) else str(reason))


def _as_exception(error: object) -> BaseException:
    return error if isinstance(error, BaseException) else ModelStreamError(error)
