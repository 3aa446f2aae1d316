"""The stream of a whole call: steps one after the other, as one generator of events.

    model parts -> events of a step (model_parts.py) -> this -> output_stage.py -> readers (text_stream.py)

Nothing runs before the first event is asked for, and nothing runs ahead: each event is made when the reader wants it.
Closing the generator closes the model's stream.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime
from time import perf_counter

from ai_sdk.provider.content import FinishReason
from ai_sdk.provider.language_model import StreamResult
from ai_sdk.provider.stream_parts import ErrorPart
from ai_sdk.text.call import TextCall
from ai_sdk.text.events import StreamBegin, StreamFinish, TextStreamEvent
from ai_sdk.text.model_parts import BlockIds, StepStream
from ai_sdk.text.prompt import StandardPrompt
from ai_sdk.text.usage import step_usage, sum_usage
from ai_sdk.timeouts import Deadline, Timeout

__all__ = ["CallFailedError", "stream_events"]


class CallFailedError(Exception):
    """The stream has told of `error` in an error part and can't go on. Never leaves the SDK."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


async def stream_events(call: TextCall) -> AsyncGenerator[TextStreamEvent, None]:
    """The events of a call.

    A failure before the model answers, or an answer without anything in it, is an error part and then a
    `CallFailedError`. A failure while the answer is read is raised as it is.
    """
    yield StreamBegin()
    began = perf_counter()
    called_at = datetime.now(UTC)
    total = Deadline.after(call.limits.total, "Total")
    step = Deadline.after(call.limits.step, "Step")
    try:
        async with Timeout(total, step):
            prompt, asked, result = await call.retry(lambda: _ask(call))
    except TimeoutError:
        raise
    except Exception as error:
        yield ErrorPart(error)
        raise CallFailedError(error) from error
    answer = StepStream(
        call,
        texts=BlockIds("text", call.generate_id),
        thoughts=BlockIds("reasoning", call.generate_id),
        messages=prompt.messages,
        called_at=called_at,
        began=began,
        asked=asked,
        step_deadline=step,
        total_deadline=total,
    )
    async with aclosing(answer.events(result)) as events:
        async for event in events:
            yield event
    if answer.failure is not None:
        yield ErrorPart(answer.failure)
        raise CallFailedError(answer.failure)
    finish_reason = answer.finish_reason or FinishReason("other")
    yield StreamFinish(finish_reason.unified, finish_reason.raw, sum_usage([step_usage(answer.usage)]))


async def _ask(call: TextCall) -> tuple[StandardPrompt, float, StreamResult]:
    # All of it is tried again, as in the reference: a download may fail for a moment as well as a model.
    prompt = call.standard_prompt()
    options = await call.options(prompt, include_raw_chunks="raw_chunks" in call.include)
    asked = perf_counter()
    return prompt, asked, await call.model.do_stream(options)
