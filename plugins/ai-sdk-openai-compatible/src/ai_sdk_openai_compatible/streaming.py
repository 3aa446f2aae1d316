"""From the events of an answer to the stream of a model: the only place where a stream waits for the network."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable
from typing import Any, Protocol, TypeVar, cast

from ai_sdk.provider import StreamPart, TextDelta
from ai_sdk.provider_utils import ApiStream, ErrorStructure, JSONEvent, ShapeError

__all__ = ["PartsOfEvents", "event_validator", "open_stream"]


ChunkT_contra = TypeVar("ChunkT_contra", contravariant=True)


class PartsOfEvents(Protocol[ChunkT_contra]):
    """A state machine such as `ChatStream`: events in, parts out, no I/O."""

    @property
    def failure(self) -> BaseException | None:
        """What is to be raised after the parts that were returned."""
        ...

    def start(self) -> list[StreamPart]: ...

    def feed(self, events: Iterable[JSONEvent[ChunkT_contra]]) -> list[StreamPart]: ...

    def finish(self) -> list[StreamPart]: ...


def event_validator(check: Callable[[Any], object], *, errors: ErrorStructure) -> Callable[[Any], Any]:
    """A validator for `post_json_stream`: a chunk as it came, else an error event, as an object with `error`.

    A part that the parser has made of a chunk passes.
    """

    def validate(value: Any) -> Any:
        if type(value) is TextDelta:
            return value
        try:
            check(value)
        except ShapeError as not_a_chunk:
            try:
                error: object = errors.validate(value)
            except (ValueError, TypeError):
                raise not_a_chunk from None
            return error if isinstance(error, dict) and "error" in error else {"error": error}
        return value

    return validate


async def open_stream(
    answer: ApiStream[ChunkT_contra], machine: PartsOfEvents[ChunkT_contra]
) -> AsyncGenerator[StreamPart, None]:
    """The parts that `machine` makes of `answer`. Closing it closes the answer, also before the first part."""
    parts = _parts(answer, machine)
    # Python does not run the `finally` of a generator that was never started; this starts it.
    await anext(parts)
    return cast("AsyncGenerator[StreamPart, None]", parts)


async def _parts(
    answer: ApiStream[ChunkT_contra], machine: PartsOfEvents[ChunkT_contra]
) -> AsyncGenerator[StreamPart | None, None]:
    feed = machine.feed
    try:
        yield None
        for part in machine.start():
            yield part
        async for events in answer:
            for part in feed(events):
                yield part
            if machine.failure is not None:
                raise machine.failure
        for part in machine.finish():
            yield part
        if machine.failure is not None:
            raise machine.failure
    finally:
        await answer.aclose()
