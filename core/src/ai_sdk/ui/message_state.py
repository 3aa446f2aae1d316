"""Builds a message out of the chunks of a stream, by the rules that `useChat` has in the browser.

    state = UIMessageState()
    for chunk in chunks:
        if state.apply(chunk):         # true if the message looks different now
            show(state.message())

A chunk costs what it adds: texts are joined, and the inputs of calls that are still being written are made, only when
somebody asks for the message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, cast

from ai_sdk.provider.content import UnifiedFinishReason
from ai_sdk.provider.core_errors import UIMessageStreamError
from ai_sdk.provider.json_values import ProviderMetadata
from ai_sdk.provider_utils.merging import deep_merge
from ai_sdk.ui.chunks import (
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
    UIMessageChunk,
)
from ai_sdk.ui.messages import (
    CustomUIPart,
    DataUIPart,
    FileUIPart,
    ReasoningFileUIPart,
    ReasoningUIPart,
    SourceDocumentUIPart,
    SourceUrlUIPart,
    StepStartUIPart,
    TextUIPart,
    UIMessage,
    UIMessagePart,
)
from ai_sdk.ui.part_list import PartList
from ai_sdk.ui.tool_call_state import ToolCallState

__all__ = ["UIMessageState"]


class _Block:
    """A block of text or reasoning that is being written. `index` is where its part stands."""

    __slots__ = ("index", "metadata", "pieces")

    def __init__(self, index: int, metadata: ProviderMetadata | None) -> None:
        self.index = index
        self.metadata = metadata
        self.pieces: list[str] = []

    def text(self) -> str:
        text = "".join(self.pieces)
        self.pieces = [text]
        return text

    def shown(self, part: Any) -> Any:
        return replace(part, text=self.text(), provider_metadata=self.metadata)


class UIMessageState:
    """The message of a stream so far: a new one with `message_id`, or `message`, an assistant's, continued."""

    def __init__(self, message: UIMessage | None = None, *, message_id: str = "") -> None:
        self._id = message_id
        self._metadata: Any = None
        self._parts = PartList()
        if message is not None:
            self._id = message.id
            self._metadata = message.metadata
            self._parts = PartList(message.parts)
        self._tool_calls = ToolCallState(self._parts)
        # Where data with an id stands: there may be as much of it as a table has rows.
        self._data_places: dict[tuple[str, str], int] = {}
        for index, part in enumerate(self._parts.items):
            if isinstance(part, DataUIPart) and part.id is not None:
                self._data_places.setdefault((part.name, part.id), index)
        self._texts: dict[str, _Block] = {}
        self._thoughts: dict[str, _Block] = {}
        self.finish_reason: UnifiedFinishReason | None = None

    @property
    def message_id(self) -> str:
        """The id of the message."""
        return self._id

    def message(self) -> UIMessage:
        """The message as it stands now."""
        return UIMessage(self._id, "assistant", self._parts.catch_up(), metadata=self._metadata)

    def apply(self, chunk: UIMessageChunk) -> bool:
        """Takes a chunk. True if the message looks different now.

        Raises `UIMessageStreamError` for a chunk that belongs to nothing, such as a piece of a text that never began.
        Chunks that say nothing of the message (errors, the end of a step) change nothing.
        """
        handler = self._HANDLERS.get(chunk.__class__)
        if handler is not None:
            return handler(self, chunk)
        handler = ToolCallState.HANDLERS.get(chunk.__class__)
        return False if handler is None else handler(self._tool_calls, chunk)

    def _add(self, part: UIMessagePart) -> bool:
        self._parts.add(part)
        return True

    # Text and reasoning

    def _text_start(self, chunk: TextStartChunk) -> bool:
        self._texts[chunk.id] = _Block(len(self._parts.items), chunk.provider_metadata)
        return self._add(TextUIPart("", state="streaming", provider_metadata=chunk.provider_metadata))

    def _reasoning_start(self, chunk: ReasoningStartChunk) -> bool:
        self._thoughts[chunk.id] = _Block(len(self._parts.items), chunk.provider_metadata)
        return self._add(ReasoningUIPart("", id=chunk.id, state="streaming", provider_metadata=chunk.provider_metadata))

    def _text_delta(self, chunk: TextDeltaChunk) -> bool:
        return self._delta(chunk, self._texts, "text")

    def _reasoning_delta(self, chunk: ReasoningDeltaChunk) -> bool:
        return self._delta(chunk, self._thoughts, "reasoning")

    def _delta(self, chunk: TextDeltaChunk | ReasoningDeltaChunk, blocks: dict[str, _Block], kind: str) -> bool:
        block = blocks.get(chunk.id)
        if block is None:
            raise _missing_block(chunk.type, chunk.id, kind)
        block.pieces.append(chunk.delta)
        if chunk.provider_metadata is not None:
            block.metadata = chunk.provider_metadata
        self._parts.lags(block.index, block)
        return True

    def _text_end(self, chunk: TextEndChunk) -> bool:
        return self._end(chunk, self._texts, "text")

    def _reasoning_end(self, chunk: ReasoningEndChunk) -> bool:
        return self._end(chunk, self._thoughts, "reasoning")

    def _end(self, chunk: TextEndChunk | ReasoningEndChunk, blocks: dict[str, _Block], kind: str) -> bool:
        block = blocks.pop(chunk.id, None)
        if block is None:
            raise _missing_block(chunk.type, chunk.id, kind)
        if chunk.provider_metadata is not None:
            block.metadata = chunk.provider_metadata
        part = block.shown(self._parts.items[block.index])
        self._parts.set(block.index, replace(part, state="done"))
        return True

    # Whole parts

    def _file(self, chunk: FileChunk) -> bool:
        return self._add(FileUIPart(chunk.url, media_type=chunk.media_type, provider_metadata=chunk.provider_metadata))

    def _reasoning_file(self, chunk: ReasoningFileChunk) -> bool:
        return self._add(
            ReasoningFileUIPart(chunk.url, media_type=chunk.media_type, provider_metadata=chunk.provider_metadata)
        )

    def _custom(self, chunk: CustomChunk) -> bool:
        return self._add(CustomUIPart(chunk.kind, provider_metadata=chunk.provider_metadata))

    def _source_url(self, chunk: SourceUrlChunk) -> bool:
        return self._add(
            SourceUrlUIPart(chunk.source_id, chunk.url, title=chunk.title, provider_metadata=chunk.provider_metadata)
        )

    def _source_document(self, chunk: SourceDocumentChunk) -> bool:
        return self._add(
            SourceDocumentUIPart(
                chunk.source_id,
                chunk.media_type,
                chunk.title,
                filename=chunk.filename,
                provider_metadata=chunk.provider_metadata,
            )
        )

    def _data(self, chunk: DataChunk) -> bool:
        if chunk.transient:
            return False
        if chunk.id is not None:
            index = self._data_places.setdefault((chunk.name, chunk.id), len(self._parts.items))
            if index < len(self._parts.items):
                self._parts.set(index, replace(self._parts.get(index), data=chunk.data))
                return True
        return self._add(DataUIPart(chunk.name, chunk.data, id=chunk.id))

    # Steps and the whole

    def _start(self, chunk: StartChunk) -> bool:
        if chunk.message_id is not None:
            self._id = chunk.message_id
        self._merge_metadata(chunk.message_metadata)
        return chunk.message_id is not None or chunk.message_metadata is not None

    def _start_step(self, _: StartStepChunk) -> bool:
        self._parts.add(StepStartUIPart())
        # Nothing to see before the step has something.
        return False

    def _finish_step(self, _: FinishStepChunk) -> bool:
        self._forget_blocks()
        return False

    def _reset_step(self, _: ResetStepChunk) -> bool:
        self._forget_blocks()
        self._tool_calls.forget()
        parts = self._parts.items
        length = len(parts)
        while parts and not isinstance(parts[-1], StepStartUIPart):
            parts.pop()
        self._data_places = {key: index for key, index in self._data_places.items() if index < len(parts)}
        return len(parts) != length

    def _forget_blocks(self) -> None:
        self._parts.catch_up()
        self._texts.clear()
        self._thoughts.clear()

    def _finish(self, chunk: FinishChunk) -> bool:
        if chunk.finish_reason is not None:
            self.finish_reason = chunk.finish_reason
        return self._merge_metadata(chunk.message_metadata)

    def _message_metadata(self, chunk: MessageMetadataChunk) -> bool:
        return self._merge_metadata(chunk.message_metadata)

    def _merge_metadata(self, metadata: Any) -> bool:
        if metadata is None:
            return False
        known: Any = self._metadata
        if isinstance(known, Mapping) and isinstance(metadata, Mapping):
            self._metadata = deep_merge(cast("Mapping[str, Any]", known), cast("Mapping[str, Any]", metadata))
        else:
            self._metadata = metadata
        return True

    _HANDLERS: ClassVar[dict[type[Any], Callable[[UIMessageState, Any], bool]]] = {
        StartChunk: _start,
        StartStepChunk: _start_step,
        FinishStepChunk: _finish_step,
        ResetStepChunk: _reset_step,
        TextStartChunk: _text_start,
        TextDeltaChunk: _text_delta,
        TextEndChunk: _text_end,
        ReasoningStartChunk: _reasoning_start,
        ReasoningDeltaChunk: _reasoning_delta,
        ReasoningEndChunk: _reasoning_end,
        SourceUrlChunk: _source_url,
        SourceDocumentChunk: _source_document,
        FileChunk: _file,
        ReasoningFileChunk: _reasoning_file,
        CustomChunk: _custom,
        DataChunk: _data,
        MessageMetadataChunk: _message_metadata,
        FinishChunk: _finish,
    }


def _missing_block(chunk_type: str, identifier: str, kind: str) -> UIMessageStreamError:
    return UIMessageStreamError(
        f'Received {chunk_type} for missing {kind} part with ID "{identifier}". '
        f'Ensure a "{kind}-start" chunk is sent before any "{chunk_type}" chunks.',
        chunk_type=chunk_type,
        chunk_id=identifier,
    )
