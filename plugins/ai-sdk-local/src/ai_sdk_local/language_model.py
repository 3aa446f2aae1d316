"""The language model: generate and stream over an engine of this process."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Final, Literal

from ai_sdk.provider import (
    CallWarning,
    CompatibilityWarning,
    Content,
    Finish,
    GenerateResult,
    InvalidArgumentError,
    JSONObject,
    LanguageCallOptions,
    RawPart,
    ReasoningContent,
    ReasoningDelta,
    ReasoningStart,
    RequestInfo,
    ResponseInfo,
    ResponseMetadata,
    StreamPart,
    StreamResult,
    StreamStart,
    SupportedUrls,
    TextContent,
    TextDelta,
    TextStart,
    ToolCallContent,
)
from ai_sdk.provider_utils import create_id_generator

from ai_sdk_local.answer_parts import AnswerParts
from ai_sdk_local.call_request import PreparedCall, prepare_call
from ai_sdk_local.catalog import CallDefaults
from ai_sdk_local.engine import Answer, Engine, EngineRequest, Piece
from ai_sdk_local.errors import EngineError, GrammarError
from ai_sdk_local.grammar import json_grammar

__all__ = ["LocalLanguageModel"]

_new_response_id: Final = create_id_generator(prefix="local")
_new_call_id: Final = create_id_generator(prefix="call")


@dataclass(frozen=True, slots=True)
class _Started:
    """An answer whose first piece is there."""

    answer: Answer
    request: EngineRequest
    first: Piece | None
    warnings: Sequence[CallWarning]


async def _start(engine: Engine, call: PreparedCall) -> _Started:
    """Waits for the first piece, so that a failure comes while the call may still be refused as a whole."""
    request = call.request
    warnings = list(call.warnings)
    answer = engine.generate(request)
    try:
        first = await answer.next()
    except GrammarError as refused:
        # Most schemas that the engine refuses have one keyword that it does not know, and the rest is worth having.
        request = replace(request, grammar=json_grammar(call.schema, lenient=True))
        answer = engine.generate(request)
        try:
            first = await answer.next()
        except GrammarError as error:
            raise InvalidArgumentError(
                f"The local engine can't keep to this JSON Schema: {error}. Use simpler keywords.",
                argument="response_format" if not call.tools else "tools",
                value=call.schema,
                cause=error,
            ) from error
        feature = "tools" if call.tools else "response_format"
        warnings.append(CompatibilityWarning(feature, f"A part of the JSON Schema was left out: {refused}"))
    return _Started(answer, request, first, warnings)


def _body(request: EngineRequest) -> JSONObject:
    values = {field.name: getattr(request, field.name) for field in fields(request)}
    return {name: value for name, value in values.items() if value is not None}


class LocalLanguageModel:
    """A GGUF model in this process. Made by `local("smollm2")`; the file is fetched and loaded by the first call.

    Calls run one after another in a thread; the event loop is free meanwhile. Raises `ModelFetchError`, `EngineError`,
    `NoSuchModelError` (no file at the path) and `InvalidArgumentError`.
    """

    specification_version: Literal["v4"] = "v4"

    def __init__(
        self, model_id: str, *, provider: str, engine: Callable[[], Engine], defaults: CallDefaults | None = None
    ) -> None:
        self.model_id: Final = model_id
        self.provider: Final = provider
        self._engine = engine
        self._defaults = defaults or CallDefaults()

    @property
    def supported_urls(self) -> SupportedUrls:
        """None: this model reads text only."""
        return {}

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        """The whole answer at once."""
        result = await self.do_stream(options)
        warnings: list[CallWarning] = []
        content: list[Content] = []
        response = ResponseInfo()
        finish: Finish | None = None
        async for part in result.stream:
            match part:
                case StreamStart():
                    warnings.extend(part.warnings)
                case ResponseMetadata():
                    response = ResponseInfo(id=part.id, timestamp=part.timestamp, model_id=part.model_id)
                case TextStart():
                    content.append(TextContent(""))
                case ReasoningStart():
                    content.append(ReasoningContent(""))
                case TextDelta() | ReasoningDelta():
                    block = content[-1]
                    assert isinstance(block, (TextContent, ReasoningContent))
                    block.text += part.text
                case ToolCallContent():
                    content.append(part)
                case Finish():
                    finish = part
                case _:
                    pass
        assert finish is not None, "the stream ends with a Finish, or raises"
        return GenerateResult(
            content, finish.finish_reason, finish.usage, warnings, request=result.request, response=response
        )

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        """The answer as it is written; returns with its first token. Closing the stream stops the engine."""
        call = prepare_call(options, self._defaults)
        started = await _start(self._engine(), call)
        stream = self._parts(started, call, include_raw=bool(options.include_raw_chunks))
        return StreamResult(stream, request=RequestInfo(_body(started.request)))

    async def _parts(
        self, started: _Started, call: PreparedCall, *, include_raw: bool
    ) -> AsyncGenerator[StreamPart, None]:
        answer, piece = started.answer, started.first
        try:
            yield StreamStart(started.warnings)
            yield ResponseMetadata(id=_new_response_id(), timestamp=datetime.now(UTC), model_id=self.model_id)
            parts = AnswerParts(tools=call.tools, new_id=_new_call_id)
            finished = False
            while piece is not None:
                if include_raw:
                    yield RawPart(asdict(piece))
                for part in parts.feed(piece):
                    yield part
                finished = finished or piece.finish_reason is not None
                piece = await answer.next()
            if not finished:
                raise EngineError("The inference engine stopped in the middle of an answer.")
        finally:
            answer.close()
