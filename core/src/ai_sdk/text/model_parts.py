"""From the parts of a model's stream to the events of a text stream, for one step.

Most parts are handed on as the objects they are. What changes: block ids become unique over all steps, empty texts go,
a part that belongs to no block is followed by an error, and the step's beginning and end are made from what the model
says about itself.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import datetime
from time import perf_counter
from typing import Any, TypeAlias

from ai_sdk.provider.content import FileContent, FinishReason, ReasoningFileContent, ResponseInfo, Usage
from ai_sdk.provider.core_errors import NoOutputGeneratedError
from ai_sdk.provider.language_model import StreamResult
from ai_sdk.provider.prompt import Message
from ai_sdk.provider.stream_parts import (
    ErrorPart,
    Finish,
    RawPart,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    ResponseMetadata,
    StreamPart,
    StreamStart,
    TextDelta,
    TextEnd,
    TextStart,
)
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.text.call import TextCall
from ai_sdk.text.events import StepBegin, StepFinish, TextStreamEvent
from ai_sdk.text.step import StepPerformance
from ai_sdk.text.usage import step_usage
from ai_sdk.timeouts import Deadline, Timeout

__all__ = ["BlockIds", "StepStream"]

Start: TypeAlias = TextStart | ReasoningStart
Within: TypeAlias = TextDelta | ReasoningDelta
Ending: TypeAlias = TextEnd | ReasoningEnd


class BlockIds:
    """Ids of text (or reasoning) blocks, unique over a whole call: a model may begin each step with `0` again."""

    __slots__ = ("_current", "_kind", "_new_id", "_used")

    def __init__(self, kind: str, new_id: Callable[[], str]) -> None:
        self._kind = kind
        self._new_id = new_id
        self._used: set[str] = set()
        self._current: dict[str, str] = {}

    def begin_step(self) -> None:
        """Forgets the blocks that are open: the next step's ids name blocks of its own."""
        self._current.clear()

    def begin(self, part: Start) -> None:
        """Gives a block that begins an id that no other block has."""
        given = part.id
        if given in self._used:
            part.id = self._new_id()
        self._used.add(part.id)
        self._current[given] = part.id

    def within(self, part: Within) -> ErrorPart | None:
        """Gives a part the id of its block; an error if there is no such block."""
        block = self._current.get(part.id)
        if block is None:
            return self._not_found(part)
        if block is not part.id:
            part.id = block
        return None

    def end(self, part: Ending) -> ErrorPart | None:
        """As `within`, for the part that ends the block."""
        block = self._current.pop(part.id, None)
        if block is None:
            return self._not_found(part)
        part.id = block
        return None

    def _not_found(self, part: Within | Ending) -> ErrorPart:
        return ErrorPart(f"{self._kind} part {part.id} not found")


class StepStream:
    """One step: `events()` once, then what is known of it."""

    def __init__(
        self,
        call: TextCall,
        *,
        texts: BlockIds,
        thoughts: BlockIds,
        messages: Sequence[Message],
        called_at: datetime,
        began: float,
        asked: float,
        step_deadline: Deadline | None,
        total_deadline: Deadline | None,
    ) -> None:
        self._call = call
        self._texts = texts
        self._thoughts = thoughts
        self._messages = messages
        self._called_at = called_at
        self._deadlines = (total_deadline, step_deadline)
        self._warnings: Sequence[CallWarning] = ()
        self._response = ResponseInfo()
        self._has_output = False
        self._began = began
        self._asked = asked
        self._first_output_at: float | None = None
        self.finish_reason: FinishReason | None = None
        self.usage = Usage()
        self.failure: NoOutputGeneratedError | None = None

    async def events(self, result: StreamResult) -> AsyncGenerator[TextStreamEvent, None]:
        """The step's events. Closing this closes the model's stream."""
        call, texts, thoughts = self._call, self._texts, self._thoughts
        texts.begin_step()
        thoughts.begin_step()
        headers = None if result.response is None else result.response.headers
        begun = False
        metadata: Any = None
        timed = self._timed(result.stream)
        try:
            async for part in timed:
                kind = type(part)
                if kind is StreamStart:
                    self._warnings = part.warnings
                    continue
                if not begun:
                    begun = True
                    yield StepBegin(call.step_request(result.request, self._messages), self._warnings)
                if kind is TextDelta:
                    if not part.text and part.provider_metadata is None:
                        continue
                    error = texts.within(part)
                    if part.text and not self._has_output:
                        self._note_output()
                    yield part
                    if error is not None:
                        yield error
                elif kind is ReasoningDelta:
                    error = thoughts.within(part)
                    if part.text and not self._has_output:
                        self._note_output()
                    yield part
                    if error is not None:
                        yield error
                elif kind is TextStart:
                    texts.begin(part)
                    yield part
                elif kind is ReasoningStart:
                    thoughts.begin(part)
                    yield part
                elif kind is TextEnd or kind is ReasoningEnd:
                    error = (texts if kind is TextEnd else thoughts).end(part)
                    yield part
                    if error is not None:
                        yield error
                elif kind is ResponseMetadata:
                    self._note_response(part)
                elif kind is Finish:
                    self.finish_reason = part.finish_reason
                    self.usage = part.usage
                    metadata = part.provider_metadata
                elif kind is ErrorPart:
                    self.finish_reason = FinishReason("error")
                    yield part
                elif kind is RawPart:
                    if "raw_chunks" in call.include:
                        yield part
                else:
                    if (kind is FileContent or kind is ReasoningFileContent) and not self._has_output:
                        self._note_output()
                    yield part
        finally:
            await timed.aclose()
            await result.stream.aclose()
        if self.finish_reason is None:
            if not self._has_output:
                self.failure = NoOutputGeneratedError(
                    "No output generated. The model stream ended without a finish chunk."
                )
                return
            self.finish_reason = FinishReason("other")
        now = perf_counter()
        response = call.response_info(self._response, called_at=self._called_at)
        yield StepFinish(
            finish_reason=self.finish_reason.unified,
            raw_finish_reason=self.finish_reason.raw,
            usage=step_usage(self.usage),
            response=ResponseInfo(response.id, response.timestamp, response.model_id, headers),
            provider_metadata=metadata,
            performance=StepPerformance(
                step_time=now - self._began,
                response_time=now - self._asked,
                time_to_first_output=None if self._first_output_at is None else self._first_output_at - self._asked,
            ),
        )

    def _note_output(self) -> None:
        self._has_output = True
        self._first_output_at = perf_counter()

    def _note_response(self, part: ResponseMetadata) -> None:
        known = self._response
        self._response = ResponseInfo(
            part.id if part.id is not None else known.id,
            part.timestamp if part.timestamp is not None else known.timestamp,
            part.model_id if part.model_id is not None else known.model_id,
        )

    def _timed(self, parts: AsyncGenerator[StreamPart, None]) -> AsyncGenerator[Any, None]:
        """The parts, each within the time limits; the parts themselves where there are none, which costs nothing."""
        limits = self._call.limits
        if limits.first_chunk is None and limits.chunk is None and not any(self._deadlines):
            return parts
        return self._limited(parts)

    async def _limited(self, parts: AsyncGenerator[StreamPart, None]) -> AsyncGenerator[Any, None]:
        limits = self._call.limits
        first = Deadline.after(limits.first_chunk, "First chunk")
        while True:
            if not self._has_output:
                chunk = first
            else:
                chunk = Deadline.after(limits.chunk, "Chunk")
            async with Timeout(*self._deadlines, chunk):
                try:
                    part = await anext(parts)
                except StopAsyncIteration:
                    return
            yield part
