"""Streams for models that only answer whole."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

from ai_sdk.middleware.language_model import LanguageModelCall, LanguageModelMiddleware
from ai_sdk.provider.content import ReasoningContent, TextContent
from ai_sdk.provider.language_model import StreamResult
from ai_sdk.provider.stream_parts import (
    Finish,
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

if TYPE_CHECKING:
    from ai_sdk.provider.language_model import GenerateResult

__all__ = ["simulate_streaming_middleware"]


class _SimulateStreaming(LanguageModelMiddleware):
    async def wrap_stream(self, call: LanguageModelCall) -> StreamResult:
        result = await call.do_generate()
        return StreamResult(_parts(result), request=result.request, response=result.response)


def simulate_streaming_middleware() -> LanguageModelMiddleware:
    """Streams what the model answers at once: `stream_text` works then, with a delta for each block.

    model = wrap_language_model(model, simulate_streaming_middleware())
    """
    return _SimulateStreaming()


async def _parts(result: GenerateResult) -> AsyncGenerator[StreamPart, None]:
    yield StreamStart(result.warnings)
    response = result.response
    if response is None:
        yield ResponseMetadata()
    else:
        yield ResponseMetadata(response.id, response.timestamp, response.model_id)
    block = 0
    for part in result.content:
        block_id = str(block)
        if isinstance(part, TextContent):
            if part.text:
                yield TextStart(block_id, part.provider_metadata)
                yield TextDelta(block_id, part.text)
                yield TextEnd(block_id)
                block += 1
        elif isinstance(part, ReasoningContent):
            # Also without text: its metadata may hold what the provider wants to see again.
            yield ReasoningStart(block_id, part.provider_metadata)
            yield ReasoningDelta(block_id, part.text)
            yield ReasoningEnd(block_id)
            block += 1
        else:
            yield part
    yield Finish(result.finish_reason, result.usage, result.provider_metadata)
