"""Short ways to say what a model answers, and both text functions behind one name."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ai_sdk import generate_text, stream_text
from ai_sdk.provider import (
    Content,
    Finish,
    FinishReason,
    GenerateResult,
    InputTokens,
    LanguageCallOptions,
    OutputTokens,
    StreamPart,
    StreamResult,
    StreamStart,
    TextContent,
    TextDelta,
    TextEnd,
    TextStart,
    ToolCallContent,
    Usage,
)
from ai_sdk.testing import MockLanguageModel, MockStream
from ai_sdk.text.result import GenerateTextResult
from ai_sdk.tools.tool import Tool, ToolContext

USAGE = Usage(InputTokens(total=3, no_cache=3), OutputTokens(total=10, text=10))

TEXT_INPUT = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}


def call(name: str = "echo", tool_input: Any = None, call_id: str = "c1", **more: Any) -> ToolCallContent:
    """A model's tool call. A text as the input is sent as it is."""
    given = {"text": "x"} if tool_input is None else tool_input
    return ToolCallContent(call_id, name, given if isinstance(given, str) else json.dumps(given), **more)


def echo(execute: Any = None, name: str = "echo", **more: Any) -> Tool[Any, Any]:
    """A tool with one text as its input; without `execute` it gives `ran <text>`."""

    async def ran(given: Any, context: ToolContext) -> str:
        return f"ran {given['text']}"

    return Tool(**{"name": name, "input_schema": TEXT_INPUT, "execute": execute or ran, **more})


def client_tool(name: str = "client", **more: Any) -> Tool[Any, Any]:
    """A tool that the application runs."""
    return Tool(**{"name": name, "input_schema": TEXT_INPUT, **more})


def text(*pieces: str, block: str = "0") -> list[StreamPart]:
    """A block of text in these pieces."""
    return [TextStart(block), *(TextDelta(block, piece) for piece in pieces), TextEnd(block)]


def finish(reason: Any = "stop", raw: str | None = None, usage: Usage = USAGE, **more: Any) -> Finish:
    return Finish(FinishReason(reason, raw), usage, **more)


def playing(*parts: StreamPart | BaseException, end: Any = "stop", **more: Any) -> MockStream:
    """A stream of these parts, with a start and, unless `end` is None, a finish."""
    return MockStream([StreamStart(), *parts, *([] if end is None else [finish(end)])], **more)


def streaming(*answers: Any) -> MockLanguageModel:
    """A model that streams: each answer is a `MockStream`, a list of parts, an exception, or a function."""
    scripts = [playing(*answer) if isinstance(answer, list) else answer for answer in answers]
    return MockLanguageModel(do_stream=scripts)


async def events_of(stream: Any) -> list[Any]:
    return [event async for event in stream]


def types_of(events: Iterable[Any]) -> list[str]:
    return [event.type for event in events]


@dataclass
class Stalled:
    """A stream of some parts and then nothing more, until it is closed."""

    parts: Sequence[StreamPart] = ()
    opened: int = 0
    closed: int = 0
    stalls: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, options: LanguageCallOptions) -> StreamResult:
        return StreamResult(self._play())

    async def _play(self) -> AsyncGenerator[StreamPart, None]:
        self.opened += 1
        try:
            for part in (StreamStart(), *self.parts):
                await asyncio.sleep(0)
                yield part
            self.stalls.set()
            await asyncio.sleep(60)
        finally:
            self.closed += 1


Answer = tuple[Sequence[Content], str] | BaseException
"""Content and a finish reason."""


@dataclass
class Ask:
    """One of the two functions, for rules that both keep."""

    name: str
    model: MockLanguageModel = field(default_factory=MockLanguageModel)

    @property
    def calls(self) -> list[LanguageCallOptions]:
        """What the model was asked."""
        return self.model.do_generate_calls or self.model.do_stream_calls

    def model_of(self, *answers: Answer, **model: Any) -> MockLanguageModel:
        """A model with these answers, one a step."""
        if self.name == "generate":
            return MockLanguageModel(do_generate=[self._result(answer) for answer in answers], **model)
        return MockLanguageModel(do_stream=[self._stream(answer) for answer in answers], **model)

    async def __call__(self, *answers: Answer, prompt: Any = "Hi", **arguments: Any) -> GenerateTextResult[Any]:
        """The result of a call whose model gives these answers."""
        self.model = arguments.pop("model", None) or self.model_of(*answers)
        if arguments.get("messages") is not None:
            prompt = None
        if self.name == "generate":
            return await generate_text(self.model, prompt, **arguments)
        async with stream_text(self.model, prompt, **arguments) as stream:
            return await stream.result()

    @staticmethod
    def _result(answer: Answer) -> Any:
        if isinstance(answer, BaseException):
            return answer
        content, reason = answer
        return GenerateResult(list(content), FinishReason(reason), USAGE)  # type: ignore[arg-type]

    @staticmethod
    def _stream(answer: Answer) -> Any:
        if isinstance(answer, BaseException):
            return answer
        content, reason = answer
        parts: list[Any] = []
        for index, part in enumerate(content):
            parts += text(part.text, block=str(index)) if isinstance(part, TextContent) else [part]
        return playing(*parts, end=reason)


async def until(condition: Callable[[], bool], *, turns: int = 1000) -> None:
    """Lets other tasks go on until `condition` holds."""
    for _ in range(turns):
        if condition():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it never came to be")
