"""What the tests of middleware share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ai_sdk.middleware import LanguageModelMiddleware, wrap_language_model
from ai_sdk.provider import (
    Content,
    Finish,
    FinishReason,
    GenerateResult,
    LanguageCallOptions,
    ReasoningDelta,
    StreamPart,
    StreamStart,
    TextDelta,
    TextEnd,
    TextStart,
    Usage,
    UserMessage,
)
from ai_sdk.testing import MockLanguageModel, MockStream

STOP = FinishReason("stop")


def asked(text: str = "hi") -> LanguageCallOptions:
    return LanguageCallOptions(prompt=[UserMessage(text)])


def answer(*content: Content) -> GenerateResult:
    return GenerateResult(list(content), STOP, Usage())


def text_block(deltas: Iterable[str], block_id: str = "1") -> list[StreamPart]:
    return [TextStart(block_id), *(TextDelta(block_id, delta) for delta in deltas), TextEnd(block_id)]


async def content_through(middleware: LanguageModelMiddleware, *content: Content) -> Sequence[Content]:
    """The content of a whole answer behind the middleware."""
    model = wrap_language_model(MockLanguageModel(do_generate=answer(*content)), middleware)
    return (await model.do_generate(asked())).content


async def parts_through(middleware: LanguageModelMiddleware, parts: Iterable[StreamPart]) -> list[StreamPart]:
    """The parts of a stream behind the middleware, without its beginning and end."""
    script = MockStream([StreamStart(), *parts, Finish(STOP, Usage())])
    model = wrap_language_model(MockLanguageModel(do_stream=script), middleware)
    result = [part async for part in (await model.do_stream(asked())).stream]
    assert isinstance(result[0], StreamStart)
    assert isinstance(result[-1], Finish)
    assert script.opened == script.closed
    return result[1:-1]


def short(parts: Iterable[StreamPart]) -> list[str]:
    """Parts in a form that is easy to read: `1:text`, `reasoning-start:reasoning-0`."""
    return [
        f"{part.id}:{part.text}" if isinstance(part, (TextDelta, ReasoningDelta)) else f"{part.type}:{part.id}"  # type: ignore[union-attr]
        for part in parts
    ]
