"""The legal order of a stream's parts, as one function for the tests of models that no contract fits.

check_stream_parts([part async for part in result.stream])
"""

from __future__ import annotations

from collections.abc import Sequence

from ai_sdk.provider import (
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
    ToolCallContent,
    ToolInputDelta,
    ToolInputEnd,
    ToolInputStart,
    Usage,
)

__all__ = ["check_stream_parts", "check_usage"]

_STARTS = (TextStart, ReasoningStart, ToolInputStart)
_DELTAS = (TextDelta, ReasoningDelta, ToolInputDelta)
_ENDS = (TextEnd, ReasoningEnd, ToolInputEnd)


def check_stream_parts(parts: Sequence[StreamPart]) -> None:
    """Asserts that these are the parts of one complete stream in a legal order."""
    shown = [part for part in parts if not isinstance(part, RawPart)]
    assert shown, "The stream has no parts."
    assert isinstance(shown[0], StreamStart), f"The first part is a {shown[0].type}, not stream-start."
    assert sum(isinstance(part, StreamStart) for part in shown) == 1, "stream-start comes more than once."
    assert isinstance(parts[-1], Finish), f"The last part is a {parts[-1].type}, not finish."
    assert sum(isinstance(part, Finish) for part in shown) == 1, "finish comes more than once."
    content = [index for index, part in enumerate(shown) if isinstance(part, (*_STARTS, ToolCallContent))]
    metadata = [index for index, part in enumerate(shown) if isinstance(part, ResponseMetadata)]
    assert not metadata or not content or metadata[0] < content[0], "response-metadata comes after content."
    _check_blocks(shown)


def _check_blocks(parts: Sequence[StreamPart]) -> None:
    seen: set[tuple[str, str]] = set()
    open_blocks: set[tuple[str, str]] = set()
    inputs: dict[str, str] = {}
    calls: set[str] = set()
    for part in parts:
        kind = part.type.rpartition("-")[0]
        if isinstance(part, _STARTS):
            block = (kind, part.id)
            assert part.id, f"A {kind} block has no id."
            assert block not in seen, f"The {kind} block {part.id!r} begins twice."
            seen.add(block)
            open_blocks.add(block)
            if isinstance(part, ToolInputStart):
                inputs[part.id] = ""
        elif isinstance(part, _DELTAS):
            assert (kind, part.id) in open_blocks, f"A {part.type} of {part.id!r} comes outside of its block."
            if isinstance(part, ToolInputDelta):
                inputs[part.id] += part.delta
        elif isinstance(part, _ENDS):
            assert (kind, part.id) in open_blocks, f"{part.type} of {part.id!r} ends no open block."
            open_blocks.remove((kind, part.id))
        elif isinstance(part, ToolCallContent):
            _check_call(part, calls, open_blocks, inputs)
    assert not open_blocks, f"These blocks have no end: {sorted(open_blocks)}"
    assert set(inputs) <= calls, f"These tool inputs have no tool call: {sorted(set(inputs) - calls)}"


def _check_call(
    call: ToolCallContent, calls: set[str], open_blocks: set[tuple[str, str]], inputs: dict[str, str]
) -> None:
    assert call.tool_call_id not in calls, f"The tool call {call.tool_call_id!r} comes twice."
    calls.add(call.tool_call_id)
    assert ("tool-input", call.tool_call_id) not in open_blocks, "A tool call comes before the end of its input."
    assert inputs.get(call.tool_call_id, call.input) == call.input, (
        f"The deltas of {call.tool_call_id!r} are {inputs[call.tool_call_id]!r}, its input is {call.input!r}."
    )


def check_usage(usage: Usage) -> None:
    """Asserts that the parts of each count add up to no more than its total."""
    given, written = usage.input_tokens, usage.output_tokens
    for total, parts in (
        (given.total, (given.no_cache, given.cache_read, given.cache_write)),
        (written.total, (written.text, written.reasoning)),
    ):
        known = [part for part in parts if part is not None]
        assert all(part >= 0 for part in known), f"A count is negative: {usage!r}"
        assert total is None or sum(known) <= total, f"The parts are more than their total: {usage!r}"
        if total is not None and len(known) == len(parts):
            assert sum(known) == total, f"The parts do not add up to their total: {usage!r}"
