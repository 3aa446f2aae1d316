"""An OpenAI-compatible HTTP server for tests, whose answers a real model writes.

    async with EngineServer(create_local()) as server:
        acme = create_openai_compatible(name="acme", base_url=server.base_url)
        await generate_text(acme("smollm2"), "hi")
    server.calls[0].outcome     # "complete"

`/v1/chat/completions`, whole and streamed, and `/v1/embeddings`, by the models of any provider: tokens come when the
model has written them, each in an event of its own. A client that leaves stops its model.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Any, Final, Literal, Self, TypeAlias

from ai_sdk.provider import (
    AISDKError,
    AssistantMessage,
    AssistantPart,
    AutoToolChoice,
    Content,
    EmbeddingCallOptions,
    Finish,
    FinishReason,
    FunctionTool,
    GenerateResult,
    InvalidArgumentError,
    InvalidPromptError,
    JSONFormat,
    LanguageCallOptions,
    LanguageModel,
    Message,
    NamedToolChoice,
    NoSuchModelError,
    NoToolChoice,
    Provider,
    ReasoningContent,
    ReasoningDelta,
    RequiredToolChoice,
    ResponseFormat,
    StreamPart,
    SystemMessage,
    TextContent,
    TextDelta,
    TextOutput,
    TextPart,
    ToolCallContent,
    ToolCallPart,
    ToolChoice,
    ToolInputDelta,
    ToolInputStart,
    ToolMessage,
    ToolResultPart,
    UnsupportedFunctionalityError,
    Usage,
    UserMessage,
)
from aiohttp import web

__all__ = ["EngineServer", "Outcome", "ServedCall"]

Outcome: TypeAlias = Literal["complete", "failed", "left"]
Wire: TypeAlias = dict[str, Any]

_FINISH_REASONS: Final = {"tool-calls": "tool_calls", "content-filter": "content_filter", "length": "length"}
_SECONDS: Final = 20.0


@dataclass(slots=True)
class ServedCall:
    """What was asked, and what became of it.

    `pieces` counts the events of a stream that carry a part of the answer. `outcome` is None while the answer is being
    written, `left` when the client was gone before its end.
    """

    path: str
    headers: Mapping[str, str]
    body: Wire
    pieces: int = 0
    outcome: Outcome | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait_for_end(self) -> Outcome:
        """The outcome, once it is known."""
        async with asyncio.timeout(_SECONDS):
            await self.ended.wait()
        assert self.outcome is not None
        return self.outcome

    def end(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.ended.set()


class EngineServer:
    """Serves the models of `provider` on a free port of 127.0.0.1; `calls` is what it was asked, in order."""

    def __init__(self, provider: Provider) -> None:
        self.calls: list[ServedCall] = []
        self.base_url = ""
        self._provider = provider
        self._ids = count(1)
        self._arrival = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/v1/chat/completions", self._chat)
        app.router.add_post("/v1/embeddings", self._embeddings)
        # Without the cancelling a handler that writes nothing yet would not learn that its client is gone.
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def call(self, index: int) -> ServedCall:
        """A call by its number, once it is there."""
        async with asyncio.timeout(_SECONDS), self._arrival:
            await self._arrival.wait_for(lambda: len(self.calls) > index)
        return self.calls[index]

    async def _record(self, request: web.Request) -> ServedCall:
        headers = {name.lower(): value for name, value in request.headers.items()}
        call = ServedCall(request.path, headers, await request.json())
        async with self._arrival:
            self.calls.append(call)
            self._arrival.notify_all()
        return call

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        call = await self._record(request)
        body = call.body
        try:
            model = self._provider.language_model(body["model"])
            options = _call_options(body)
            head = {"id": f"chatcmpl-{next(self._ids)}", "created": int(time.time()), "model": body["model"]}
            if body.get("stream"):
                return await self._stream(request, call, model, options, head)
            result = await model.do_generate(options)
        except AISDKError as error:
            call.end("failed")
            return _error_response(error)
        except (asyncio.CancelledError, ConnectionError):
            call.end("left")
            raise
        call.end("complete")
        return web.json_response(_answer(result, head))

    async def _stream(
        self, request: web.Request, call: ServedCall, model: LanguageModel, options: LanguageCallOptions, head: Wire
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"content-type": "text/event-stream", "cache-control": "no-cache"})
        # Before the first token is there, like servers with a queue do: a client's patience with it begins here.
        await response.prepare(request)
        chunks = _Chunks(head, with_usage=call.body.get("stream_options") == {"include_usage": True})
        await _write(response, chunks.opening())
        outcome: Outcome = "complete"
        try:
            result = await model.do_stream(options)
            async with aclosing(result.stream) as parts:
                async for part in parts:
                    for chunk in chunks.feed(part):
                        await _write(response, chunk)
                        call.pieces += 1
            await _write(response, "[DONE]")
        except AISDKError as error:
            outcome = "failed"
            await _write(response, _error_body(error))
        await response.write_eof()
        call.end(outcome)
        return response

    async def _embeddings(self, request: web.Request) -> web.StreamResponse:
        call = await self._record(request)
        given = call.body["input"]
        texts: list[str] = [given] if isinstance(given, str) else given
        try:
            model = self._provider.embedding_model(call.body["model"])
            result = await model.do_embed(EmbeddingCallOptions(values=texts))
        except AISDKError as error:
            call.end("failed")
            return _error_response(error)
        except asyncio.CancelledError:
            call.end("left")
            raise
        call.end("complete")
        tokens = (result.usage.tokens if result.usage else None) or 0
        data = [
            {"object": "embedding", "index": index, "embedding": list(vector)}
            for index, vector in enumerate(result.embeddings)
        ]
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return web.json_response({"object": "list", "data": data, "model": call.body["model"], "usage": usage})


async def _write(response: web.StreamResponse, event: Wire | str) -> None:
    data = event if isinstance(event, str) else json.dumps(event)
    await response.write(f"data: {data}\n\n".encode())


def _error_body(error: AISDKError) -> Wire:
    return {"error": {"message": str(error), "type": type(error).__name__, "param": None, "code": None}}


def _error_response(error: AISDKError) -> web.Response:
    match error:
        case NoSuchModelError():
            status = 404
        case InvalidArgumentError() | InvalidPromptError() | UnsupportedFunctionalityError():
            status = 400
        case _:
            status = 500
    return web.json_response(_error_body(error), status=status)


# From the wire


def _call_options(body: Wire) -> LanguageCallOptions:
    stop = body.get("stop")
    return LanguageCallOptions(
        prompt=_prompt(body["messages"]),
        max_output_tokens=body.get("max_completion_tokens") or body.get("max_tokens"),
        temperature=body.get("temperature"),
        top_p=body.get("top_p"),
        presence_penalty=body.get("presence_penalty"),
        frequency_penalty=body.get("frequency_penalty"),
        stop_sequences=[stop] if isinstance(stop, str) else stop,
        seed=body.get("seed"),
        response_format=_response_format(body.get("response_format")),
        tools=[_tool(tool["function"]) for tool in body.get("tools") or ()] or None,
        tool_choice=_tool_choice(body.get("tool_choice")),
    )


def _prompt(messages: Sequence[Wire]) -> list[Message]:
    prompt: list[Message] = []
    names: dict[str, str] = {}
    for message in messages:
        text = _text(message.get("content"))
        match message["role"]:
            case "system":
                prompt.append(SystemMessage(text))
            case "user":
                prompt.append(UserMessage(text))
            case "assistant":
                parts: list[AssistantPart] = [TextPart(text)] if text else []
                for call in message.get("tool_calls") or ():
                    function = call["function"]
                    names[call["id"]] = function["name"]
                    parts.append(ToolCallPart(call["id"], function["name"], json.loads(function["arguments"])))
                prompt.append(AssistantMessage(parts))
            case "tool":
                called = message["tool_call_id"]
                if called not in names:
                    raise InvalidArgumentError(
                        f"No tool call has the id {called!r}.", argument="messages", value=message
                    )
                prompt.append(ToolMessage([ToolResultPart(called, names[called], TextOutput(text))]))
            case role:
                raise InvalidArgumentError(f"There is no role {role!r}.", argument="messages", value=message)
    return prompt


def _text(content: str | Sequence[Wire] | None) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    for part in content:
        if part["type"] != "text":
            raise UnsupportedFunctionalityError(f"content part {part['type']!r}")
    return "\n\n".join(part["text"] for part in content)


def _response_format(given: Wire | None) -> ResponseFormat | None:
    match given:
        case {"type": "json_schema", "json_schema": schema}:
            return JSONFormat(schema["schema"], name=schema["name"], description=schema.get("description"))
        case {"type": "json_object"}:
            return JSONFormat()
        case _:
            return None


def _tool(function: Wire) -> FunctionTool:
    return FunctionTool(function["name"], function["parameters"], function.get("description"))


def _tool_choice(given: str | Wire | None) -> ToolChoice | None:
    match given:
        case {"function": {"name": name}}:
            return NamedToolChoice(name)
        case "required":
            return RequiredToolChoice()
        case "none":
            return NoToolChoice()
        case "auto":
            return AutoToolChoice()
        case _:
            return None


# To the wire


def _finish_reason(reason: FinishReason) -> str:
    return _FINISH_REASONS.get(reason.unified, "stop")


def _usage(usage: Usage) -> Wire:
    prompt, completion = usage.input_tokens.total or 0, usage.output_tokens.total or 0
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _answer(result: GenerateResult, head: Wire) -> Wire:
    choice = {"index": 0, "message": _message(result.content), "finish_reason": _finish_reason(result.finish_reason)}
    return {**head, "object": "chat.completion", "choices": [choice], "usage": _usage(result.usage)}


def _message(content: Sequence[Content]) -> Wire:
    message: Wire = {"role": "assistant", "content": None}
    for part in content:
        match part:
            case TextContent(text=text):
                message["content"] = (message["content"] or "") + text
            case ReasoningContent(text=text):
                message["reasoning_content"] = message.get("reasoning_content", "") + text
            case ToolCallContent():
                function = {"name": part.tool_name, "arguments": part.input}
                call = {"id": part.tool_call_id, "type": "function", "function": function}
                message.setdefault("tool_calls", []).append(call)
            case _:
                pass
    return message


class _Chunks:
    """The parts of a model's stream as the events of a server."""

    def __init__(self, head: Wire, *, with_usage: bool) -> None:
        self._head = {**head, "object": "chat.completion.chunk"}
        self._with_usage = with_usage
        self._indexes: dict[str, int] = {}

    def opening(self) -> Wire:
        """Sent before there is anything to send."""
        return self._chunk({"role": "assistant", "content": ""})

    def feed(self, part: StreamPart) -> list[Wire]:
        match part:
            case TextDelta(text=text):
                return [self._chunk({"content": text})]
            case ReasoningDelta(text=text):
                return [self._chunk({"reasoning_content": text})]
            case ToolInputStart(id=call_id, tool_name=name):
                index = self._indexes[call_id] = len(self._indexes)
                function = {"name": name, "arguments": ""}
                call = {"index": index, "id": call_id, "type": "function", "function": function}
                return [self._chunk({"tool_calls": [call]})]
            case ToolInputDelta(id=call_id, delta=delta):
                return [
                    self._chunk({"tool_calls": [{"index": self._indexes[call_id], "function": {"arguments": delta}}]})
                ]
            case Finish(finish_reason=reason, usage=usage):
                last = self._chunk({}, _finish_reason(reason))
                account: Wire = {**self._head, "choices": [], "usage": _usage(usage)}
                return [last, account] if self._with_usage else [last]
            case _:
                return []

    def _chunk(self, delta: Wire, finish_reason: str | None = None) -> Wire:
        return {**self._head, "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]}
