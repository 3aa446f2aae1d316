"""What types UI messages and their streams have. Not run: pyright checks it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any, assert_type

from ai_sdk import (
    DataChunk,
    Message,
    TextUIPart,
    ToolUIPart,
    UIMessage,
    UIMessageChunk,
    UIMessageEnd,
    UIMessageWriter,
    convert_to_model_messages,
    create_ui_message_stream,
    create_ui_message_stream_response,
    read_ui_message_stream,
    stream_text,
    to_ui_message_stream,
    to_ui_message_stream_response,
    validate_ui_messages,
)


async def from_a_request_to_a_response(body: Any, model: str) -> None:
    messages = validate_ui_messages(body["messages"])
    assert_type(messages, list[UIMessage])
    prompt = await convert_to_model_messages(messages)
    assert_type(prompt, list[Message])

    async def save(end: UIMessageEnd) -> None:
        print(end.messages, end.finish_reason)

    stream = stream_text(model, messages=prompt)
    assert_type(to_ui_message_stream(stream, on_end=save), AsyncGenerator[UIMessageChunk, None])
    response = to_ui_message_stream_response(stream, send_sources=True, on_end=save, headers={"x-a": "b"})
    assert_type(response.body, AsyncGenerator[bytes, None])
    to_ui_message_stream_response(stream, send_everything=True)  # pyright: ignore[reportCallIssue]


def streams_of_your_own() -> None:
    async def execute(writer: UIMessageWriter) -> None:
        writer.write(DataChunk("a", 1))
        writer.write({"type": "data-b", "data": 2})
        writer.write("c")  # pyright: ignore[reportArgumentType]

    create_ui_message_stream_response(create_ui_message_stream(execute), status=201)
    create_ui_message_stream(lambda writer: writer.write(DataChunk("a", 1)))


async def parts_are_told_apart_by_their_class(chunks: AsyncGenerator[UIMessageChunk, None]) -> None:
    async for message in read_ui_message_stream(chunks):
        for part in message.parts:
            match part:
                case TextUIPart(text=text):
                    assert_type(text, str)
                case ToolUIPart(state="output-available", output=output):
                    assert_type(output, Any)
                case _:
                    pass
