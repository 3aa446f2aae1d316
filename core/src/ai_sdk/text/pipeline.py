"""The stream of a whole call: steps one after the other, as one generator of events.

    model parts -> events of a step (model_parts.py) -> this -> transforms -> output_stage.py -> recorder.py -> readers

Nothing runs before the first event is asked for, and nothing runs ahead: each event is made when a reader wants it.
Closing the generator closes the model's stream and cancels the tools.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime
from functools import partial
from time import perf_counter

from ai_sdk.provider.errors import AISDKError
from ai_sdk.provider.language_model import StreamResult
from ai_sdk.provider.stream_parts import ErrorPart
from ai_sdk.text.call import TextCall
from ai_sdk.text.events import StreamBegin, StreamFinish, TextStreamEvent
from ai_sdk.text.loop import StepLoop, StepPlan
from ai_sdk.text.model_parts import BlockIds, StepStream
from ai_sdk.text.recorder import Recorder
from ai_sdk.text.usage import sum_usage
from ai_sdk.timeouts import Deadline, time_limit

__all__ = ["CallFailedError", "EventsOfStep", "flattened", "stream_events"]


class CallFailedError(Exception):
    """The stream has told of `error` in an error part and can't go on. Never leaves the SDK."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class EventsOfStep:
    """Stands for all the events that `events` gives.

    Whoever reads the call reads them where they are made, so that they don't pass through one more generator.
    """

    __slots__ = ("events",)

    def __init__(self, events: AsyncGenerator[TextStreamEvent, None]) -> None:
        self.events = events


async def flattened(
    events: AsyncGenerator[TextStreamEvent | EventsOfStep, None],
) -> AsyncGenerator[TextStreamEvent, None]:
    """The events themselves, for those who know nothing of `EventsOfStep`. Closing it does not close `events`."""
    async for event in events:
        if isinstance(event, EventsOfStep):
            async for each in event.events:
                yield each
        else:
            yield event


async def stream_events(
    call: TextCall, loop: StepLoop, recorder: Recorder
) -> AsyncGenerator[TextStreamEvent | EventsOfStep, None]:
    """The events of a call. What follows an `EventsOfStep` is asked for only when that has come to its end.

    A failure before the model answers, or an answer without anything in it, is an error part and then a
    `CallFailedError`. A failure while the answer is read is raised as it is.
    """
    total = Deadline.after(call.limits.total, "Total")
    yield StreamBegin()
    texts, thoughts = BlockIds(call.generate_id), BlockIds(call.generate_id)
    try:
        await loop.begin()
        if approvals := loop.answered_approvals():
            async with aclosing(loop.replay_approvals(approvals, (total,))) as outputs:
                async for output in outputs:
                    yield output
    except TimeoutError:
        raise
    except Exception as error:
        yield ErrorPart(error)
        raise CallFailedError(error) from error
    while True:
        began = perf_counter()
        called_at = datetime.now(UTC)
        deadlines = loop.deadlines = (total, Deadline.after(call.limits.step, "Step"))
        try:
            async with time_limit(*deadlines):
                plan = await loop.plan()
                asked, result = await loop.retry(partial(_ask, call, loop, plan))
        except TimeoutError:
            raise
        except Exception as error:
            yield ErrorPart(error)
            raise CallFailedError(error) from error
        recorder.begin_step(plan)
        step = StepStream(
            call,
            loop,
            plan,
            recorder,
            texts=texts,
            thoughts=thoughts,
            called_at=called_at,
            began=began,
            asked=asked,
            deadlines=deadlines,
        )
        async with aclosing(step.events(result)) as events:
            yield EventsOfStep(events)
        if step.failure is not None:
            yield ErrorPart(step.failure)
            raise CallFailedError(step.failure)
        if len(loop.steps) != plan.number + 1:
            raise AISDKError(
                "A transform held back the end of a step. Every transform must hand on StepFinish before it asks for "
                "more events."
            )
        async with time_limit(total):
            goes_on = await loop.goes_on()
        if not goes_on:
            break
    last = loop.steps[-1]
    yield StreamFinish(last.finish_reason, last.raw_finish_reason, sum_usage(each.usage for each in loop.steps))


async def _ask(call: TextCall, loop: StepLoop, plan: StepPlan) -> tuple[float, StreamResult]:
    # All of it is tried again, as in the reference: a download may fail for a moment as well as a model.
    options = await loop.options(plan, include_raw_chunks="raw_chunks" in call.include)
    asked = perf_counter()
    return asked, await loop.asking(partial(plan.model.do_stream, options))()
