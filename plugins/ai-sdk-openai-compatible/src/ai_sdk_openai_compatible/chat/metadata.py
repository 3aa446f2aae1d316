"""Provider metadata of chat answers, and how a program takes more of them out of what a server sends.

class Citations:
    def extract_metadata(self, body):
        return {"acme": {"citations": body.get("citations")}}

    def create_stream_extractor(self):
        return StreamedCitations()
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import Any, Protocol

from ai_sdk.provider import JSONObject, ProviderMetadata

from ai_sdk_openai_compatible.chat.usage import prediction_tokens

__all__ = ["MetadataExtractor", "StreamMetadataExtractor", "provider_metadata"]


class StreamMetadataExtractor(Protocol):
    """Collects metadata from the chunks of one stream."""

    def process_chunk(self, chunk: Any, /) -> None:
        """Sees every chunk of a known shape, error chunks included, as it came."""
        ...

    def build_metadata(self) -> ProviderMetadata | None:
        """The metadata, once the stream has ended."""
        ...


class MetadataExtractor(Protocol):
    """Takes metadata out of complete answers and of streams. What it returns replaces whole top-level keys."""

    def extract_metadata(self, body: Any, /) -> ProviderMetadata | Awaitable[ProviderMetadata | None] | None:
        """The metadata in a complete answer: `body` is its JSON as it came."""
        ...

    def create_stream_extractor(self) -> StreamMetadataExtractor:
        """A collector for one stream."""
        ...


def provider_metadata(
    metadata_key: str, extracted: ProviderMetadata | None, usage: Mapping[str, Any] | None
) -> ProviderMetadata:
    """The metadata of an answer: always under `metadata_key`, even if there are none."""
    metadata: dict[str, JSONObject] = {metadata_key: {}}
    if extracted:
        metadata.update(extracted)
    tokens = prediction_tokens(usage)
    if tokens:
        metadata[metadata_key] = {**metadata[metadata_key], **tokens}
    return metadata
