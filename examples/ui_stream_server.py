"""A chat server for `useChat` in the browser, on aiohttp: answers that stream, tools that ask first, answers that can
be picked up again after the connection was lost, and conversations that are kept.

    python examples/ui_stream_server.py                 # plays server and browser, with a scripted model: no key
    python examples/ui_stream_server.py --serve 8000    # only the server; point `useChat` at it
    python examples/ui_stream_server.py --serve 8000 groq:llama-3.3-70b-versatile

    POST /api/chat                 {"id", "messages", ...} as the hook sends it, answered by a UI message stream
    GET  /api/chat/{id}/stream     the answer that is on its way, from its beginning; 204 if there is none
    GET  /api/chat/{id}            the conversation as it was kept
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from typing import Any

from ai_sdk import (
    AISDKError,
    TextUIPart,
    ToolUIPart,
    TypeValidationError,
    UIMessage,
    UIMessageEnd,
    UIMessageStreamResponse,
    convert_to_model_messages,
    create_id_generator,
    decode_ui_message_sse,
    error_text,
    is_step_count,
    read_ui_message_stream,
    registry,
    stream_text,
    to_ui_message_stream_response,
    tool,
    ui_message_from_json,
    ui_message_to_json,
    validate_ui_messages,
)
from ai_sdk.ui import UI_MESSAGE_STREAM_HEADERS
from aiohttp import ClientSession, web

new_message_id = create_id_generator(prefix="msg")


@tool(needs_approval=True)
async def weather(city: str) -> dict[str, Any]:
    """The weather of a city.

    Args:
        city: Name of the city.
    """
    return {"city": city, "celsius": 4}


class LiveAnswer:
    """An answer on its way: what has come of it, and a call for those who wait for more."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.is_over = False
        self._more = asyncio.Event()

    async def keep(self, copy: AsyncGenerator[bytes, None]) -> None:
        try:
            async for piece in copy:
                self.pieces.append(piece)
                self._call()
        finally:
            self.is_over = True
            self._call()

    def _call(self) -> None:
        more, self._more = self._more, asyncio.Event()
        more.set()

    async def replay(self) -> AsyncGenerator[bytes, None]:
        position = 0
        while position < len(self.pieces) or not self.is_over:
            if position == len(self.pieces):
                await self._more.wait()
                continue
            yield self.pieces[position]
            position += 1


class ChatServer:
    """The handlers. Conversations are kept in memory, where an application has its database."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._chats: dict[str, list[dict[str, Any]]] = {}
        self._live: dict[str, LiveAnswer] = {}

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.post("/api/chat", self.chat),
                web.get("/api/chat/{id}/stream", self.resume),
                web.get("/api/chat/{id}", self.kept),
            ]
        )
        return app

    async def chat(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        chat: str = body["id"]
        try:
            messages = validate_ui_messages(body["messages"], tools=[weather])
        except TypeValidationError as error:
            return web.Response(status=400, text=str(error.cause))
        stream = stream_text(
            self._model,
            messages=await convert_to_model_messages(messages, tools=[weather]),
            tools=[weather],
            stop_when=is_step_count(5),
            max_output_tokens=200,
        )
        live = LiveAnswer()

        async def keep_copy(copy: AsyncGenerator[bytes, None]) -> None:
            self._live[chat] = live
            try:
                await live.keep(copy)
            finally:
                if self._live.get(chat) is live:  # and not of a newer answer
                    del self._live[chat]

        def keep(end: UIMessageEnd) -> None:
            self._chats[chat] = [ui_message_to_json(message) for message in end.messages]

        response = to_ui_message_stream_response(
            stream,
            original_messages=messages,
            generate_message_id=new_message_id,
            on_end=keep,
            on_error=error_text,  # this server has no secrets
            # With a copy the answer goes on when the browser goes away.
            consume_sse_stream=keep_copy,
        )
        return await send(request, response)

    async def resume(self, request: web.Request) -> web.StreamResponse:
        live = self._live.get(request.match_info["id"])
        if live is None:
            return web.Response(status=204)
        return await send(request, UIMessageStreamResponse(200, UI_MESSAGE_STREAM_HEADERS, live.replay()))

    async def kept(self, request: web.Request) -> web.Response:
        return web.json_response(self._chats.get(request.match_info["id"], []))


async def send(request: web.Request, response: UIMessageStreamResponse) -> web.StreamResponse:
    """The response as aiohttp has it. Other frameworks take status, headers and body at once."""
    answer = web.StreamResponse(status=response.status, headers=response.headers)
    async with aclosing(response.body) as body:
        try:
            await answer.prepare(request)
            async for piece in body:
                await answer.write(piece)
        except ConnectionResetError:
            pass  # the browser has gone
    return answer


# The browser's side, played by a program


class Browser:
    """What `useChat` does, as far as this example needs it."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self._session = session
        self._url = url
        self.messages: list[UIMessage] = []

    def say(self, text: str) -> None:
        print(f"> {text}")
        self.messages.append(UIMessage(f"u{len(self.messages)}", "user", [TextUIPart(text)]))

    def approve(self) -> bool:
        """Says yes to every open question of the last answer. False if there is none."""
        data = ui_message_to_json(self.messages[-1])
        asked = [part for part in data["parts"] if part.get("state") == "approval-requested"]
        for part in asked:
            part["state"] = "approval-responded"
            part["approval"]["approved"] = True
            print(f"> yes, run {part['type'].removeprefix('tool-')}({json.dumps(part['input'])})")
        self.messages[-1] = ui_message_from_json(data)
        return bool(asked)

    async def send(self, *, leave_early: bool = False) -> None:
        body = {"id": "chat-1", "messages": [ui_message_to_json(message) for message in self.messages]}
        async with self._session.post(f"{self._url}/api/chat", json={**body, "trigger": "submit-message"}) as response:
            if response.status != 200:
                raise AISDKError(await response.text())
            if leave_early:
                await response.content.readany()
                print("  (the connection is lost)")
                return
            await self._read(response.content.iter_any())

    async def resume(self) -> None:
        async with self._session.get(f"{self._url}/api/chat/chat-1/stream") as response:
            if response.status == 200:
                await self._read(response.content.iter_any())

    async def _read(self, body: Any) -> None:
        last = self.messages[-1]
        continued = last if last.role == "assistant" else None
        states = [state async for state in read_ui_message_stream(decode_ui_message_sse(body), message=continued)]
        if states:  # a page would be drawn anew for each of them
            message = states[-1]
            self.messages = [*(self.messages[:-1] if continued else self.messages), message]
            for part in message.parts:
                if isinstance(part, TextUIPart):
                    print(f"  {part.text}")
                elif isinstance(part, ToolUIPart):
                    print(f"  [{part.tool_name} {part.state}: {json.dumps(part.output)}]")


async def play(model: Any) -> int:
    async with serving(model, 0) as url, ClientSession() as session:
        browser = Browser(session, url)
        browser.say("What is the weather in Oslo?")
        try:
            await browser.send()
            if browser.approve():
                await browser.send(leave_early=True)
                await browser.resume()
        except AISDKError as error:
            print(f"Error: {error}", file=sys.stderr)
            return 1
        async with session.get(f"{url}/api/chat/chat-1") as response:
            kept = await response.json()
        print(f"kept: {', '.join(message['role'] for message in kept)}")
    return 0


@asynccontextmanager
async def serving(model: Any, port: int) -> AsyncGenerator[str, None]:
    runner = web.AppRunner(ChatServer(model).app())
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def scripted_model() -> Any:
    """A model that asks for the weather, and tells it when it knows."""
    from ai_sdk.provider import Finish, FinishReason, StreamStart, TextDelta, TextEnd, TextStart, ToolCallContent, Usage
    from ai_sdk.testing import MockLanguageModel, MockStream

    def said(pieces: list[str], *more: Any, reason: Any) -> list[Any]:
        text = [TextStart("0"), *(TextDelta("0", piece) for piece in pieces), TextEnd("0")]
        return [StreamStart(), *text, *more, Finish(FinishReason(reason), Usage())]

    def answer(options: Any) -> Any:
        known = options.prompt[-1].role == "tool"
        call = ToolCallContent("call-1", "weather", '{"city":"Oslo"}')
        parts = (
            said(["It is ", "4 degrees ", "in Oslo."], reason="stop")
            if known
            else said(["Let me ", "look."], call, reason="tool-calls")
        )
        return MockStream(parts, delay=0.01)(options)

    return MockLanguageModel(do_stream=answer)


async def main(arguments: argparse.Namespace) -> int:
    try:
        # Once, before anybody asks: a wrong name shows here.
        model = registry.language_model(arguments.model) if arguments.model else scripted_model()
    except AISDKError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    if arguments.serve is None:
        return await play(model)
    async with serving(model, arguments.serve) as url:
        print(f"{url}/api/chat  (Ctrl-C ends it)")
        await asyncio.Event().wait()
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("model", nargs="?")
    parser.add_argument("--serve", type=int, metavar="PORT")
    try:
        sys.exit(asyncio.run(main(parser.parse_args())))
    except KeyboardInterrupt:
        pass
