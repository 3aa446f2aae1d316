"""From the parts of a model's stream to the events of a text stream, for one step.

Most parts are handed on as the objects they are. What changes: block ids become unique over all steps, empty texts go,
tool calls are read and run, and the step's beginning and end are made from what the model says about itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from time import perf_counter
from typing import Any, TypeVar

from ai_sdk.provider.content import (
    FileContent,
    FinishReason,
    ReasoningFileContent,
    ResponseInfo,
    ToolApprovalRequestContent,
    ToolCallContent,
    ToolResultContent,
    Usage,
)
from ai_sdk.provider.core_errors import NoOutputGeneratedError, ToolCallNotFoundForApprovalError
from ai_sdk.provider.language_model import StreamResult
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
    ToolInputDelta,
    ToolInputStart,
)
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.text.call import TextCall
from ai_sdk.text.callbacks import ModelCallEndInfo, notify
from ai_sdk.text.events import StepBegin, StepFinish, TextStreamEvent
from ai_sdk.text.loop import StepLoop, StepPlan
from ai_sdk.text.recorder import Recorder
from ai_sdk.text.step import StepPerformance
from ai_sdk.text.step_tools import StepTools
from ai_sdk.text.tool_parts import ToolApprovalRequest, ToolCall, ToolError, ToolInputBegin, ToolResult
from ai_sdk.text.usage import step_usage
from ai_sdk.timeouts import Deadline, time_limit

__all__ = ["BlockIds", "StepStream"]

StartT = TypeVar("StartT", TextStart, ReasoningStart)
WithinT = TypeVar("WithinT", TextDelta, ReasoningDelta, TextEnd, ReasoningEnd)

# What is known as long as the model has said nothing. Nobody changes them.
_UNKNOWN_RESPONSE = ResponseInfo()
_UNKNOWN_USAGE = Usage()


class BlockIds:
    """Ids of text (or reasoning) blocks, unique over a whole call: a model may begin each step with `0` again.

    `kept` is the id of the last block if it is the model's own: its parts need no `renamed`.
    """

    __slots__ = ("_current", "_new_id", "_used", "kept")

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._used: set[str] = set()
        self._current: dict[str, str] = {}
        self.kept: str | None = None

    def begin_step(self) -> None:
        """Forgets the blocks that are open: the next step's ids name blocks of its own."""
        self._current.clear()
        self.kept = None

    # The parts are the model's: one that plays them again must find them as they were. So a new id makes a new part.

    def begin(self, part: StartT) -> StartT:
        """The part that begins a block, with an id that no other block has."""
        given = part.id
        if given in self._used:
            part = replace(part, id=self._new_id())
        self._used.add(part.id)
        self._current[given] = part.id
        self.kept = given if part.id == given else None
        return part

    def renamed(self, part: WithinT) -> WithinT:
        """A part with the id of its block. A part of no block keeps its own; the recorder tells of it."""
        current = self._current.get(part.id)
        return part if current is None or current == part.id else replace(part, id=current)


class StepStream:
    """One step: `events()` once, then what is known of it."""

    def __init__(
        self,
        call: TextCall,
        loop: StepLoop,
        plan: StepPlan,
        recorder: Recorder,
        *,
        texts: BlockIds,
        thoughts: BlockIds,
        called_at: datetime,
        began: float,
        asked: float,
        deadlines: Sequence[Deadline | None],
    ) -> None:
        self._call = call
        self._loop = loop
        self._plan = plan
        self._recorder = recorder
        self._texts = texts
        self._thoughts = thoughts
        self._called_at = called_at
        self._began = began
        self._asked = asked
        self._deadlines = deadlines
        self._tools = StepTools(call, plan, deadlines)
        self._calls: dict[str, ToolCall] = {}
        self._inputs: dict[str, str] = {}
        self._warnings: Sequence[CallWarning] = ()
        self._response = _UNKNOWN_RESPONSE
        self._metadata: Any = None
        self._has_output = False
        self._first_output_at: float | None = None
        self._answered_at: float | None = None
        self._usage = _UNKNOWN_USAGE
        self._finish_reason: FinishReason | None = None
        self.failure: NoOutputGeneratedError | None = None

    async def events(self, result: StreamResult) -> AsyncGenerator[TextStreamEvent, None]:
        """The step's events. Closing this closes the model's stream and cancels the tools."""
        texts, thoughts = self._texts, self._thoughts
        texts.begin_step()
        thoughts.begin_step()
        begun = False
        timed = self._timed(result.stream)
        try:
            async for part in timed:
                kind = part.__class__
                if kind is StreamStart:
                    self._warnings = part.warnings
                    continue
                if not begun:
                    begun = True
                    yield StepBegin(self._loop.request(self._plan, result.request), self._warnings)
                if kind is TextDelta:
                    if part.text:
                        if not self._has_output:
                            self._note_output()
                    elif part.provider_metadata is None:
                        continue
                    yield part if part.id is texts.kept else texts.renamed(part)
                elif kind is ReasoningDelta:
                    if part.text and not self._has_output:
                        self._note_output()
                    yield part if part.id is thoughts.kept else thoughts.renamed(part)
                elif kind is TextStart:
                    yield texts.begin(part)
                elif kind is ReasoningStart:
                    yield thoughts.begin(part)
                elif kind is TextEnd:
                    yield texts.renamed(part)
                elif kind is ReasoningEnd:
                    yield thoughts.renamed(part)
                elif kind is ResponseMetadata:
                    self._note_response(part)
                elif kind is Finish:
                    self._finish_reason = part.finish_reason
                    self._usage = part.usage
                    self._metadata = part.provider_metadata
                    self._answered_at = perf_counter()
                    if self._call.callbacks.on_language_model_call_end is not None:
                        await self._tell_of_the_end(part)
                elif kind is ErrorPart:
                    self._finish_reason = FinishReason("error")
                    yield part
                elif kind is RawPart:
                    if "raw_chunks" in self._call.include:
                        yield part
                else:
                    async with time_limit(*self._deadlines):
                        others = await self._others(part)
                    for event in others:
                        yield event
        finally:
            await timed.aclose()
            await result.stream.aclose()
        if self._finish_reason is None and not self._has_output:
            self.failure = NoOutputGeneratedError("No output generated. The model stream ended without a finish chunk.")
            return
        if self._calls and self._finish_reason is not None and self._finish_reason.unified in ("stop", "tool-calls"):
            async with aclosing(self._run_tools()) as outputs:
                async for event in outputs:
                    yield event
        yield self._finish(None if result.response is None else result.response.headers)

    # Parts

    async def _others(self, part: StreamPart) -> Sequence[TextStreamEvent]:
        """The events of a part that is neither text nor reasoning."""
        match part:
            case ToolInputStart():
                return await self._tool_input_start(part)
            case ToolInputDelta():
                if part.delta and not self._has_output:
                    self._note_output()
                name = self._inputs.get(part.id)
                if name is not None:
                    await self._tools.input_delta(name, part.id, part.delta)
                return (part,)
            case ToolCallContent():
                if not self._has_output:
                    self._note_output()
                return await self._tool_call(part)
            case ToolResultContent():
                return (self._tools.provider_result(part, self._calls.get(part.tool_call_id)),)
            case ToolApprovalRequestContent():
                call = self._calls.get(part.tool_call_id)
                if call is None:
                    error = ToolCallNotFoundForApprovalError(
                        tool_call_id=part.tool_call_id, approval_id=part.approval_id
                    )
                    return (ErrorPart(error),)
                return (ToolApprovalRequest(part.approval_id, call, provider_metadata=part.provider_metadata),)
            case FileContent() | ReasoningFileContent():
                if not self._has_output:
                    self._note_output()
                return (part,)
            case _:
                return (part,)  # type: ignore[return-value]

    async def _tool_input_start(self, part: ToolInputStart) -> Sequence[TextStreamEvent]:
        self._inputs[part.id] = part.tool_name
        tool = self._tools.tool(part.tool_name)
        await self._tools.input_start(part.tool_name, part.id)
        return (
            ToolInputBegin(
                part.id,
                part.tool_name,
                provider_executed=part.provider_executed,
                dynamic=part.dynamic if part.dynamic is not None else self._tools.is_dynamic(part.tool_name),
                title=part.title if tool is None or tool.title is None else tool.title,
                tool_metadata=None if tool is None else tool.metadata,
                provider_metadata=part.provider_metadata,
            ),
        )

    async def _tool_call(self, part: ToolCallContent) -> Sequence[TextStreamEvent]:
        call = await self._tools.parse(part)
        self._calls[call.tool_call_id] = call
        error = self._tools.invalid_error(call)
        if error is not None:
            return (call, error)
        if not call.invalid and call.tool_call_id in self._inputs:
            await self._tools.input_available(call)
        return (call, *await self._tools.approve(call))

    async def _run_tools(self) -> AsyncGenerator[ToolResult | ToolError | ErrorPart, None]:
        try:
            async with aclosing(self._tools.run(list(self._calls.values()))) as outputs:
                async for output in outputs:
                    yield output
        except TimeoutError:
            raise
        except Exception as error:  # noqa: BLE001 - a context that its schema refuses is told like any other error
            self._finish_reason = FinishReason("error")
            yield ErrorPart(error)

    # The step's end

    async def _tell_of_the_end(self, part: Finish) -> None:
        response = self._known_response()
        callback = self._call.callbacks.on_language_model_call_end
        if callback is not None:
            await notify(
                callback,
                ModelCallEndInfo(
                    call_id=self._call.call_id,
                    model=self._plan.model_info,
                    response_id=response.id,
                    finish_reason=part.finish_reason.unified,
                    usage=step_usage(part.usage),
                    content=self._recorder.content,
                    provider_metadata=part.provider_metadata,
                    response_model_id=response.model_id,
                    seconds=(self._answered_at or perf_counter()) - self._asked,
                    seconds_to_first_output=(
                        None if self._first_output_at is None else self._first_output_at - self._asked
                    ),
                ),
            )

    def _finish(self, headers: Any) -> StepFinish:
        reason = self._finish_reason or FinishReason("other")
        now = perf_counter()
        response = self._known_response()
        return StepFinish(
            finish_reason=reason.unified,
            raw_finish_reason=reason.raw,
            usage=step_usage(self._usage),
            response=ResponseInfo(response.id, response.timestamp, response.model_id, headers),
            provider_metadata=self._metadata,
            performance=StepPerformance(
                step_time=now - self._began,
                response_time=(self._answered_at or now) - self._asked,
                time_to_first_output=None if self._first_output_at is None else self._first_output_at - self._asked,
                tool_times=self._tools.seconds,
            ),
        )

    def _known_response(self) -> ResponseInfo:
        """What is known of the response. An id that has to be made up is made up once."""
        known = self._response
        if known.id is None:
            self._response = known = replace(known, id=self._call.generate_id())
        return self._loop.response(self._plan, known, called_at=self._called_at)

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

    # Time limits

    def _timed(self, parts: AsyncGenerator[StreamPart, None]) -> AsyncGenerator[Any, None]:
        """The parts, each within the time limits; the parts themselves where there are none, which costs nothing."""
        limits = self._call.limits
        if limits.first_chunk is None and limits.chunk is None and not any(self._deadlines):
            return parts
        return self._limited(parts)

    async def _limited(self, parts: AsyncGenerator[StreamPart, None]) -> AsyncGenerator[Any, None]:
        limits = self._call.limits
        clock = asyncio.get_running_loop().time
        what, limit, used = "First chunk", limits.first_chunk, 0.0
        while True:
            # Only the waiting counts, not what the reader does between two parts.
            began = clock()
            async with time_limit(*self._deadlines, Deadline.after(limit, what, used=used)):
                try:
                    part = await anext(parts)
                except StopAsyncIteration:
                    return
            if _is_output(part):
                what, limit, used = "Chunk", limits.chunk, 0.0
            else:
                used += clock() - began
            yield part


def _is_output(part: StreamPart) -> bool:
    """Whether a part is a piece of the answer, rather than something about it."""
    match part:
        case TextDelta() | ReasoningDelta():
            return part.text != ""
        case ToolInputDelta():
            return part.delta != ""
        case ToolCallContent() | FileContent() | ReasoningFileContent():
            return True
        case _:
            return False
