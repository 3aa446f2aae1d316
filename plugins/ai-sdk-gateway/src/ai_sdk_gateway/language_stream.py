"""The parts of a streamed answer. The gateway sends the contract's own JSON, so each event is one part."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from functools import cache
from typing import Any, Final, cast, get_args

from ai_sdk.provider import (
    Content,
    RawPart,
    ResponseMetadata,
    StreamPart,
    TypeValidationError,
    from_json,
    json_decoder,
)
from ai_sdk.provider_utils import ApiStream

__all__ = ["UnknownPart", "is_unknown_content", "open_parts", "stream_part"]


class UnknownPart(dict[str, Any]):
    """A part of a type that this version does not know, as it came: newer gateways may send some."""

    @property
    def type(self) -> str:
        """Its type."""
        return self["type"]


_PART_TYPES: Final = frozenset[str](part.type for part in get_args(StreamPart))
_CONTENT_TYPES: Final = frozenset[str](part.type for part in get_args(Content))


def is_unknown_content(value: Any) -> bool:
    """Whether `value` is content of a type that only a newer version knows."""
    return _is_of_other_type(value, _CONTENT_TYPES)


def _is_of_other_type(value: Any, known: frozenset[str]) -> bool:
    kind: object = cast("Mapping[str, Any]", value).get("type") if isinstance(value, Mapping) else None
    return isinstance(kind, str) and kind not in known


def stream_part(value: Any) -> StreamPart:
    """The part that an event says. Raises `TypeValidationError`."""
    try:
        return _decoder()(value)
    except TypeValidationError:
        if _is_of_other_type(value, _PART_TYPES):
            return cast("StreamPart", UnknownPart(value))
        if isinstance(value, Mapping) and value.get("type") == ResponseMetadata.type:  # pyright: ignore[reportUnknownMemberType]
            # A time that is none is not worth the whole answer.
            members = cast("Mapping[str, Any]", value)
            return from_json(ResponseMetadata, {key: item for key, item in members.items() if key != "timestamp"})
        raise


@cache
def _decoder() -> Callable[[object], StreamPart]:
    # Made at the first part: it takes some milliseconds.
    return json_decoder(StreamPart)


async def open_parts(answer: ApiStream[Any], *, include_raw_chunks: bool) -> AsyncGenerator[StreamPart, None]:
    """The parts of `answer`. Closing it closes the answer, also before the first part."""
    parts = _parts(answer, include_raw_chunks=include_raw_chunks)
    # Python does not run the `finally` of a generator that was never started; this starts it.
    await anext(parts)
    return cast("AsyncGenerator[StreamPart, None]", parts)


async def _parts(answer: ApiStream[Any], *, include_raw_chunks: bool) -> AsyncGenerator[StreamPart | None, None]:
    try:
        yield None
        async for events in answer:
            for event in events:
                if event.error is not None:
                    raise event.error
                part = event.value
                if include_raw_chunks or part.__class__ is not RawPart:
                    yield part
    finally:
        await answer.aclose()
