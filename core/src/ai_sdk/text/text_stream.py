"""`TextStream`: an answer as it comes, for any number of readers.

There is one source, the generator of events, and one log of what came out of it. Every reader walks along the log; the
reader that comes to its end asks the source for more, and the others wait for that. So readers may come late, leave
early, and read side by side; the model is asked once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypeVar

from ai_sdk.provider.core_errors import AbortError, ModelStreamError, NoOutputGeneratedError
from ai_sdk.provider.errors import UnsupportedFunctionalityError
from ai_sdk.provider.stream_parts import ErrorPart, TextDelta, TextStart
from ai_sdk.text.call import TextCall, output_or_text, parse_output
from ai_sdk.text.callbacks import AbortInfo, ChunkInfo, ErrorInfo, notify
from ai_sdk.text.events import Abort, StepFinish, TextStreamEvent
from ai_sdk.text.loop import StepLoop
from ai_sdk.text.output_stage import OutputStage
from ai_sdk.text.pipeline import CallFailedError, EventsOfStep, flattened, stream_events
from ai_sdk.text.recorder import Recorder
from ai_sdk.text.result import GenerateTextResult
from ai_sdk.text.text_response import TextStreamResponse, text_stream_response

if TYPE_CHECKING:
    from ai_sdk.text.output import PartialParser
    from ai_sdk.tools.tool import Tool

__all__ = ["TextStream", "Transform", "as_transforms"]

OutputT = TypeVar("OutputT")
PartialT = TypeVar("PartialT")
ElementT = TypeVar("ElementT")


Transform: TypeAlias = Callable[[AsyncIterator[TextStreamEvent]], AsyncIterator[TextStreamEvent]]
"""From events to events, usually an async generator function with one parameter.

It may change, drop and add events. It may end the stream by returning, after a `StepFinish` and a `StreamFinish`.
"""


def as_transforms(given: Transform | Sequence[Transform] | None) -> Sequence[Transform]:
    """The transforms as a sequence."""
    if given is None:
        return ()
    return (given,) if callable(given) else tuple(given)


class _NotAborted:
    """Says that a stream came to its own end; None is an abort without a reason."""


NOT_ABORTED = _NotAborted()

# Events of which somebody else has to hear, too.
_TOLD = frozenset((StepFinish, ErrorPart))


class TextStream(Generic[OutputT, PartialT]):
    """An answer as it comes. Made by `stream_text`.

        async with stream_text(model, "Tell me a story") as stream:
            async for text in stream.text_stream:
                print(text, end="", flush=True)
            result = await stream.result()

    Nothing is sent before something is read. Leaving `async with`, `aclose()`, `abort()` and cancelling the task that
    reads close the connection. Without `async with` the stream closes itself at its end and when the call fails, but
    not for an error that the provider tells of in between: other readers may go on after it.

    `async for event in stream` gives every event; there a failed call is an `ErrorPart`, or an `Abort` if the time is
    up. `text_stream`, `partial_output_stream`, `element_stream` and `result()` raise the error. All of them may be read
    more than once, and side by side: each reader sees everything from the beginning. What was read is kept in memory.
    """

    def __init__(
        self,
        call: TextCall,
        *,
        transforms: Sequence[Transform] = (),
        prepare: Callable[[], Awaitable[TextCall]] | None = None,
    ) -> None:
        self._use(call)
        self._transforms = transforms
        # Gives the call that is made in place of `call`, once somebody reads. Output and callbacks must stay the same.
        self._prepare = prepare
        self._log: list[TextStreamEvent] = []
        # The generators from the model's events to those of the last transform, and what gives the next event: the last
        # of them, or the events of a step that it has given, until they end.
        self._sources: list[AsyncIterator[TextStreamEvent | EventsOfStep]] = []
        self._next: Callable[[], Awaitable[Any]] | None = None
        self._next_after_step: Callable[[], Awaitable[Any]] | None = None
        self._reader: asyncio.Task[Any] | None = None
        self._waiting: list[asyncio.Future[None]] = []
        self._done = False
        self._abort: BaseException | None = None
        self._is_cancelled_by_abort = False
        # What readers of events are told at the end, and what everything else raises.
        self._raised: BaseException | None = None
        self._error: BaseException | None = None
        self._result: GenerateTextResult[OutputT] | None = None
        output = call.output
        # Text needs no stage: every piece of it changes it.
        self._stage = None if output is None or output.name == "text" else OutputStage(output)
        self._is_plain = self._stage is None and call.callbacks.on_chunk is None

    def _use(self, call: TextCall) -> None:
        self._call = call
        self._loop = StepLoop(call)
        self._recorder = Recorder(self._loop)

    @property
    def tools(self) -> Mapping[str, Tool[Any, Any]]:
        """The tools of the call, by name."""
        return self._call.tools or {}

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
    def element_stream(self: TextStream[list[ElementT], Any]) -> AsyncGenerator[ElementT, None]:
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

        Raises what made the call fail, `AbortError` after `abort()`, `TimeoutError`. If steps were finished before
        that, the result has those, and the error is `result.interrupted_by`. An answer that is not of the form that
        `output` asks for raises where `result.output` is read.
        """
        while not self._done:
            await self._pull()
        if self._result is None:
            self._result = self._make_result()
        return self._result

    def to_text_stream_response(
        self, *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> TextStreamResponse:
        """Status, headers and body (the text, as UTF-8) for the web framework of your choice."""
        return text_stream_response(self, status=status, headers=headers)

    # Ending

    def abort(self, reason: str | BaseException | None = None) -> None:
        """Stops the stream at once: readers get an `Abort` event and their end, `result()` raises `AbortError`.

        reason: a text for the event, or an exception, which all readers raise instead. Does nothing to a stream that
        is over. Must be called in the thread of the event loop.
        """
        if self._done or self._abort is not None:
            return
        self._abort = reason if isinstance(reason, BaseException) else AbortError(reason)
        if self._reader is not None:
            self._is_cancelled_by_abort = self._reader.cancel()

    async def aclose(self) -> None:
        """Closes the stream and the connection. What was read stays readable; a second call does nothing."""
        if self._reader is not None and self._reader is asyncio.current_task():
            # In a callback: the source is running right now. It is closed as soon as the callback is done.
            self.abort("closed")
            return
        while self._reader is not None:
            # Another task is waiting for the next event: it must let go of the source first.
            self.abort("closed")
            await self._wait()
        if not self._done:
            await self._end(error=AbortError("The stream was closed before its end."), abort="closed")
        await self._close_sources()

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
                event: Any = log[position]
                position += 1
                kind = event.__class__
                if kind is TextDelta:
                    yield event.text
                elif kind is ErrorPart:
                    raise _as_exception(event.error)
            if self._done:
                break
            await self._pull()
        if self._error is not None and not isinstance(self._error, AbortError):
            raise self._error

    async def _partials(self) -> AsyncGenerator[Any, None]:
        async for parser in self._parsed():
            yield parser.value

    async def _elements(self) -> AsyncGenerator[Any, None]:
        async for parser in self._parsed():
            for element in parser.elements:
                yield element

    async def _parsed(self) -> AsyncGenerator[PartialParser[Any], None]:
        """The reader's own parser of the output, each time that it has something new.

        Values are made for those who read them only, and from what the log holds, so that late readers see all.
        """
        parser = output_or_text(self._call.output).partial_parser()
        block: str | None = None
        async with aclosing(self._events()) as events:
            async for event in events:
                kind = type(event)
                if kind is TextStart and block is None:
                    block = event.id  # type: ignore[union-attr]
                elif kind is TextDelta and event.id == block and parser.feed(event.text):  # type: ignore[union-attr]
                    yield parser
                elif kind is ErrorPart:
                    raise _as_exception(event.error)  # type: ignore[union-attr]
        if self._error is not None and not isinstance(self._error, AbortError):
            raise self._error

    # The source

    async def _pull(self) -> None:
        """Brings the next event into the log, or waits for the reader that is already about it."""
        task = asyncio.current_task()
        if self._reader is not None:
            if self._reader is task:
                raise RuntimeError(
                    "The stream is read in one of its own callbacks, which would wait for itself for ever. "
                    "Read it in another task."
                )
            await self._wait()
            return
        self._reader = task
        before = 0 if task is None else task.cancelling()
        try:
            try:
                while self._abort is None:
                    try:
                        if self._next is None:
                            self._next = await self._open_sources()
                        event = await self._next()
                        kind = event.__class__
                        if kind is EventsOfStep:
                            self._next_after_step, self._next = self._next, event.events.__anext__
                            continue
                        if self._is_plain and kind not in _TOLD:
                            # The usual events on their usual way, where every call would count.
                            recorder = self._recorder
                            wrong = recorder.record_text(event) if kind is TextDelta else recorder.record(event)
                            self._log.append(event)
                            if wrong is not None:
                                self._log.append(wrong)
                        else:
                            for each in (event,) if self._stage is None else self._stage.process(event):
                                await self._take(each)
                    except StopAsyncIteration:
                        if self._next_after_step is not None:
                            self._next, self._next_after_step = self._next_after_step, None
                            continue
                        await self._end()
                    except asyncio.CancelledError:
                        raise
                    except BaseException as error:  # noqa: BLE001 - readers raise it
                        await self._stopped(error)
                    break
                if self._is_cancelled_by_abort:
                    # `abort()` was called in this very task. What it sent must arrive here, not in the reader's code.
                    await asyncio.sleep(0)
            except asyncio.CancelledError:
                if not self._take_back_the_cancelling(task, before):
                    if not self._done:
                        cancelled = AbortError("The task that read the stream was cancelled.")
                        await self._end(error=cancelled, abort="cancelled")
                    raise
            if self._abort is not None:
                self._take_back_the_cancelling(task, before)
                if not self._done:
                    await self._end_aborted(self._abort)
        finally:
            try:
                if self._done:
                    await self._close_sources()
            finally:
                self._reader = None
                if self._waiting:
                    self._wake()

    async def _stopped(self, error: BaseException) -> None:
        """The source gave no event but an error. What it raises while it is aborted is the abort's doing."""
        if self._done:
            raise error
        if self._abort is None:
            if isinstance(error, CallFailedError):
                await self._end(error=error.error)
            elif isinstance(error, TimeoutError):
                await self._end(error=error, abort=str(error))
            else:
                self._raised = error
                await self._end(error=error, tell=False)

    def _take_back_the_cancelling(self, task: asyncio.Task[Any] | None, before: int) -> bool:
        """Whether only `abort()` has cancelled the task, which then is as if it never was."""
        if not self._is_cancelled_by_abort or task is None:
            return False
        self._is_cancelled_by_abort = False
        return task.uncancel() <= before

    async def _take(self, event: TextStreamEvent) -> None:
        """Tells the caller of an event, records it, and shows it to the readers."""
        callbacks = self._call.callbacks
        if callbacks.on_chunk is not None:
            await notify(callbacks.on_chunk, ChunkInfo(event))
        kind = type(event)
        wrong = self._recorder.record(event)
        if kind is StepFinish:
            await self._recorder.finish_step(event)  # type: ignore[arg-type]
        elif kind is ErrorPart and callbacks.on_error is not None:
            await notify(callbacks.on_error, ErrorInfo(event.error))  # type: ignore[union-attr]
        self._log.append(event)
        if wrong is not None:
            self._log.append(wrong)

    async def _open_sources(self) -> Callable[[], Awaitable[Any]]:
        if self._prepare is not None:
            self._use(await self._prepare())
        events = stream_events(self._call, self._loop, self._recorder)
        self._sources.append(events)
        if not self._transforms:
            return events.__anext__
        source: AsyncIterator[TextStreamEvent] = flattened(events)
        self._sources.append(source)
        for transform in self._transforms:
            source = transform(source)
            self._sources.append(source)
        return source.__anext__

    async def _close_sources(self) -> None:
        """Closes the generators, the last transform first: each may still be waiting for the one before it."""
        try:
            while self._sources:
                close = getattr(self._sources.pop(), "aclose", None)
                if close is not None:
                    await close()
        finally:
            if self._sources:
                await self._close_sources()

    async def _wait(self) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def _end(
        self, *, error: BaseException | None = None, abort: str | _NotAborted | None = NOT_ABORTED, tell: bool = True
    ) -> None:
        """The end of the log. `abort` is the reason of an `Abort` event, `tell` whether the caller hears of the end."""
        self._error = error
        self._done = True
        callbacks, telemetry = self._call.callbacks, self._call.telemetry
        if not isinstance(abort, _NotAborted):
            self._log.append(Abort(abort))
            if callbacks.on_abort is not None:
                await notify(
                    callbacks.on_abort,
                    AbortInfo(call_id=self._call.call_id, steps=tuple(self._loop.steps), reason=abort),
                )
        elif telemetry is not None and error is not None and not (tell and self._loop.steps):
            # After a finished step the end tells everything, unless the failure keeps even that from being told.
            await telemetry.tell("on_error", ErrorInfo(error if isinstance(error, Exception) else str(error)))
        if tell:
            await self._loop.end()

    async def _end_aborted(self, reason: BaseException) -> None:
        if isinstance(reason, AbortError):
            await self._end(error=reason, abort=reason.reason)
        else:
            self._raised = reason
            await self._end(error=reason)

    def _make_result(self) -> GenerateTextResult[OutputT]:
        steps = self._loop.steps
        if not steps or self._raised is not None:
            raise self._error or NoOutputGeneratedError()
        result: dict[str, Any] = {"steps": steps, "initial_messages": self._loop.initial_messages}
        if self._error is not None:
            return GenerateTextResult(**result, interrupted_by=self._error)
        try:
            return GenerateTextResult(**result, output=parse_output(self._call, steps[-1]))
        except Exception as error:  # noqa: BLE001 - raised where `output` is read
            return GenerateTextResult(**result, output_error=error)


def _as_exception(error: object) -> BaseException:
    return error if isinstance(error, BaseException) else ModelStreamError(error)
