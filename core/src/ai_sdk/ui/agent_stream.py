"""An agent behind `useChat`: UI messages in, a UI message stream out.

response = await create_agent_ui_stream_response(agent, request["messages"])
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from typing import TYPE_CHECKING, Any, cast

from ai_sdk.ui.model_messages import convert_to_model_messages
from ai_sdk.ui.responses import ConsumeSSEStream, UIMessageStreamResponse, create_ui_message_stream_response
from ai_sdk.ui.text_events import UIMessageStreamOptions, to_ui_message_stream
from ai_sdk.ui.validation import validate_ui_messages

if TYPE_CHECKING:
    from typing import Unpack

    from ai_sdk.agent.protocol import Agent
    from ai_sdk.timeouts import TimeoutLike
    from ai_sdk.ui.chunks import UIMessageChunk

__all__ = ["create_agent_ui_stream", "create_agent_ui_stream_response"]


async def create_agent_ui_stream(
    agent: Agent,
    ui_messages: object,
    *,
    options: Any = None,
    timeout: TimeoutLike = None,
    **ui_options: Unpack[UIMessageStreamOptions],
) -> AsyncGenerator[UIMessageChunk, None]:
    """The agent's answer to a conversation, as chunks. Nothing is asked of a model before the first one is.

        chunks = await create_agent_ui_stream(agent, request["messages"])

    ui_messages: from the client; checked here, tool calls too.
    options, timeout: those of `agent.stream`. ui_options: those of `to_ui_message_stream`. `original_messages` are the
        checked messages unless others are given, so that an answer with `generate_message_id` can be kept.

    Raises `TypeValidationError` for messages that are not in order, `InvalidParameterError` for None.
    """
    tools = agent.tools
    messages = validate_ui_messages(ui_messages, tools=tools)
    stream = agent.stream(
        messages=await convert_to_model_messages(messages, tools=tools), options=options, timeout=timeout
    )
    given = cast("UIMessageStreamOptions", {"tools": tools, "original_messages": messages, **ui_options})
    return to_ui_message_stream(stream, **given)


async def create_agent_ui_stream_response(
    agent: Agent,
    ui_messages: object,
    *,
    options: Any = None,
    timeout: TimeoutLike = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    consume_sse_stream: ConsumeSSEStream | None = None,
    **ui_options: Unpack[UIMessageStreamOptions],
) -> UIMessageStreamResponse:
    """`create_agent_ui_stream` as an answer for a web server (see `create_ui_message_stream_response`).

    return await create_agent_ui_stream_response(agent, request["messages"])
    """
    chunks = await create_agent_ui_stream(agent, ui_messages, options=options, timeout=timeout, **ui_options)
    return create_ui_message_stream_response(
        chunks, status=status, headers=headers, consume_sse_stream=consume_sse_stream
    )
