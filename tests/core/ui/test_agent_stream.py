from __future__ import annotations

import pytest
from ai_sdk import ToolLoopAgent, TypeValidationError
from ai_sdk.testing import text_stream
from ai_sdk.ui import create_agent_ui_stream, create_agent_ui_stream_response

from tests.core.text.helpers import call, echo, streaming, types_of
from tests.core.ui.helpers import all_of, events_of

USER = {"id": "u", "role": "user", "parts": [{"type": "text", "text": "hi"}]}


async def test_an_agent_answers_a_conversation() -> None:
    model = streaming([call()], text_stream("done"))
    agent = ToolLoopAgent(model=model, tools=[echo()])
    chunks = await all_of(await create_agent_ui_stream(agent, [USER], generate_message_id=lambda: "m"))
    assert chunks[0].message_id == "m"
    assert types_of(chunks).count("start-step") == 2
    assert chunks[-1].finish_reason == "stop"


async def test_an_agent_continues_the_last_answer() -> None:
    agent = ToolLoopAgent(model=streaming(text_stream("more")))
    last = {"id": "a", "role": "assistant", "parts": [{"type": "text", "text": "one"}]}
    chunks = await all_of(await create_agent_ui_stream(agent, [USER, last], send_start=True))
    assert chunks[0].message_id == "a"


async def test_a_response_of_an_agent() -> None:
    agent = ToolLoopAgent(model=streaming(text_stream("done")))
    response = await create_agent_ui_stream_response(agent, [USER], headers={"x-a": "b"}, status=203)
    assert (response.status, response.headers["x-a"]) == (203, "b")
    assert events_of(b"".join(await all_of(response.body)))[-1] == "[DONE]"


async def test_messages_that_are_not_in_order_raise_before_anything_is_sent() -> None:
    model = streaming(text_stream("done"))
    open_call = {"type": "tool-none", "toolCallId": "c", "state": "input-available", "input": {}}
    with pytest.raises(TypeValidationError, match="No tool schema found for tool part none"):
        await create_agent_ui_stream(
            ToolLoopAgent(model=model), [USER, {"id": "a", "role": "assistant", "parts": [open_call]}]
        )
    assert model.do_stream_calls == []
