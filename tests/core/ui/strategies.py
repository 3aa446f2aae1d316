"""Hypothesis strategies for whole streams of chunks, in an order that a message can be built of."""

from __future__ import annotations

from typing import Any

from ai_sdk.ui import (
    CustomChunk,
    DataChunk,
    FileChunk,
    FinishChunk,
    FinishStepChunk,
    MessageMetadataChunk,
    ReasoningDeltaChunk,
    ReasoningEndChunk,
    ReasoningFileChunk,
    ReasoningStartChunk,
    ResetStepChunk,
    SourceDocumentChunk,
    SourceUrlChunk,
    StartChunk,
    StartStepChunk,
    TextDeltaChunk,
    TextEndChunk,
    TextStartChunk,
    ToolApprovalRequestChunk,
    ToolApprovalResponseChunk,
    ToolInputAvailableChunk,
    ToolInputDeltaChunk,
    ToolInputErrorChunk,
    ToolInputStartChunk,
    ToolOutputAvailableChunk,
    ToolOutputDeniedChunk,
    ToolOutputErrorChunk,
    UIMessageChunk,
)
from hypothesis import strategies as st

texts = st.text(max_size=12)
names = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=6)
numbers = st.integers(-1000, 1000) | st.floats(-1e6, 1e6, width=32)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
metadata = st.none() | st.dictionaries(names, st.dictionaries(names, json_values, max_size=2), max_size=2)
flags = st.none() | st.booleans()
maybe = st.none() | texts


@st.composite
def text_blocks(draw: st.DrawFn) -> list[UIMessageChunk]:
    block, pieces = draw(names), draw(st.lists(texts, max_size=4))
    start, delta, end = draw(
        st.sampled_from(
            [
                (TextStartChunk, TextDeltaChunk, TextEndChunk),
                (ReasoningStartChunk, ReasoningDeltaChunk, ReasoningEndChunk),
            ]
        )
    )
    chunks: list[Any] = [start(block, draw(metadata)), *(delta(block, piece, draw(metadata)) for piece in pieces)]
    return [*chunks, end(block, draw(metadata))] if draw(st.booleans()) else chunks


@st.composite
def tool_calls(draw: st.DrawFn) -> list[UIMessageChunk]:
    call, name = draw(st.uuids()).hex, draw(names)
    shared: dict[str, Any] = {"dynamic": draw(flags), "title": draw(maybe), "provider_metadata": draw(metadata)}
    chunks: list[UIMessageChunk] = []
    if draw(st.booleans()):
        chunks.append(ToolInputStartChunk(call, name, **shared))
        chunks += [ToolInputDeltaChunk(call, piece) for piece in draw(st.lists(texts, max_size=3))]
    if draw(st.integers(0, 4)) == 0:
        chunks.append(ToolInputErrorChunk(call, name, draw(json_values), error_text=draw(texts), **shared))
        return chunks
    chunks.append(ToolInputAvailableChunk(call, name, draw(json_values), **shared))
    if draw(st.booleans()):
        chunks.append(ToolApprovalRequestChunk(f"a-{call}", call, is_automatic=draw(flags), signature=draw(maybe)))
        if draw(st.booleans()):
            chunks.append(ToolApprovalResponseChunk(f"a-{call}", draw(st.booleans()), reason=draw(maybe)))
    outcomes: list[UIMessageChunk] = [
        ToolOutputAvailableChunk(call, draw(json_values), preliminary=draw(flags), provider_metadata=draw(metadata)),
        ToolOutputErrorChunk(call, draw(texts), provider_executed=draw(flags)),
        ToolOutputDeniedChunk(call),
    ]
    return chunks + draw(st.lists(st.sampled_from(outcomes), max_size=2))


whole_parts: st.SearchStrategy[UIMessageChunk] = st.one_of(
    st.builds(FileChunk, texts, media_type=texts, provider_metadata=metadata),
    st.builds(ReasoningFileChunk, texts, media_type=texts, provider_metadata=metadata),
    st.builds(CustomChunk, texts, provider_metadata=metadata),
    st.builds(SourceUrlChunk, texts, texts, title=maybe, provider_metadata=metadata),
    st.builds(SourceDocumentChunk, texts, texts, texts, filename=maybe, provider_metadata=metadata),
    st.builds(DataChunk, names, json_values, id=st.none() | names, transient=flags),
    st.builds(MessageMetadataChunk, st.dictionaries(names, json_values, max_size=2)),
    st.just(ResetStepChunk()),
)


@st.composite
def streams(draw: st.DrawFn) -> list[UIMessageChunk]:
    """A whole stream."""
    chunks: list[UIMessageChunk] = [
        StartChunk(message_id=draw(st.none() | names), message_metadata=draw(st.none() | json_values))
    ]
    pieces = text_blocks() | tool_calls() | whole_parts.map(lambda chunk: [chunk])
    for _ in range(draw(st.integers(0, 3))):
        chunks.append(StartStepChunk())
        chunks += [chunk for piece in draw(st.lists(pieces, max_size=4)) for chunk in piece]
        chunks.append(FinishStepChunk())
    chunks.append(FinishChunk(finish_reason=draw(st.none() | st.sampled_from(["stop", "tool-calls"]))))
    return chunks
