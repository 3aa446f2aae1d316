"""Approval of tool calls: who may say what, and what becomes of it when the conversation goes on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from ai_sdk import AssistantMessage, ToolMessage, UserMessage, is_step_count, stream_text
from ai_sdk.provider import (
    ExecutionDeniedOutput,
    InvalidToolApprovalError,
    InvalidToolApprovalSignatureError,
    InvalidToolInputError,
    TextContent,
    TextOutput,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallNotFoundForApprovalError,
    ToolCallPart,
    ToolResultPart,
    TypeValidationError,
)
from ai_sdk.testing import mock_id, text_stream
from ai_sdk.text.tool_approval import ToolApproval
from pydantic import BaseModel

from tests.core.text.helpers import Ask, call, echo, events_of, playing, streaming, types_of, until

CALLED = ([call()], "tool-calls")
DONE = ([TextContent("done")], "stop")


class Text(BaseModel):
    text: str


# While the model answers


async def test_a_tool_that_needs_approval_is_not_run_and_the_request_is_in_the_result(ask: Ask) -> None:
    result = await ask(CALLED, tools=[echo(needs_approval=True)], stop_when=is_step_count(5))
    assert [part.type for part in result.content] == ["tool-call", "tool-approval-request"]
    request = result.content[1]
    assert (request.tool_call, request.is_automatic, request.signature) == (result.tool_calls[0], None, None)
    assert [part.type for part in result.response_messages[0].content] == ["tool-call", "tool-approval-request"]
    assert len(result.response_messages) == 1


@pytest.mark.parametrize("wrap", ["plain", "async"])
async def test_whether_approval_is_needed_may_depend_on_the_input(ask: Ask, wrap: str) -> None:
    def needs(given: Any, context: Any) -> bool:
        assert context.tool_call_id in ("c1", "c2")
        return given["text"] == "rm"

    async def needs_async(given: Any, context: Any) -> bool:
        await asyncio.sleep(0)
        return needs(given, context)

    calls = [call("echo", {"text": "rm"}), call("echo", {"text": "ls"}, "c2")]
    tool = echo(needs_approval=needs if wrap == "plain" else needs_async)
    result = await ask((calls, "tool-calls"), tools=[tool])
    assert [each.tool_call_id for each in result.tool_results] == ["c2"]
    assert [part.tool_call.tool_call_id for part in result.content if part.type == "tool-approval-request"] == ["c1"]


async def test_a_policy_approves_and_the_tool_is_run(ask: Ask) -> None:
    result = await ask(
        CALLED, tools=[echo(needs_approval=True)], tool_approval={"echo": ToolApproval("approved", "trusted")}
    )
    parts = {part.type: part for part in result.content}
    assert parts["tool-approval-request"].is_automatic
    assert (parts["tool-approval-response"].approved, parts["tool-approval-response"].reason) == (True, "trusted")
    assert parts["tool-result"].output == "ran x"


async def test_a_policy_denies_and_the_model_is_told_why(ask: Ask) -> None:
    ran = False

    async def run(given: Any, context: Any) -> None:
        nonlocal ran
        ran = True

    await ask(
        CALLED,
        DONE,
        tools=[echo(run)],
        tool_approval={"echo": ToolApproval("denied", "not today")},
        stop_when=is_step_count(5),
    )
    assert not ran
    results = [part for part in ask.calls[1].prompt[-1].content if isinstance(part, ToolResultPart)]
    assert [part.output for part in results] == [ExecutionDeniedOutput("not today")]


async def test_one_function_decides_for_all_tools_and_knows_everything(ask: Ask) -> None:
    asked: list[Any] = []

    async def policy(question: Any) -> Any:
        asked.append(question)
        return None

    result = await ask(
        CALLED,
        tools=[echo(needs_approval=True)],
        tool_approval=policy,
        runtime_context="run",
        tools_context={"echo": 1},
    )
    assert result.tool_results[0].output == "ran x"
    [question] = asked
    assert (question.tool_call.tool_name, question.runtime_context, question.tools_context) == (
        "echo",
        "run",
        {"echo": 1},
    )
    assert list(question.tools) == ["echo"]


async def test_a_mapping_decides_for_the_tools_it_names_and_the_others_for_themselves(ask: Ask) -> None:
    calls = [call("a", call_id="c1"), call("b", call_id="c2")]
    result = await ask(
        (calls, "tool-calls"),
        tools=[echo(name="a", needs_approval=True), echo(name="b", needs_approval=True)],
        tool_approval={"a": lambda given, context: "not-applicable"},
    )
    assert [each.tool_name for each in result.tool_results] == ["a"]
    assert [p.tool_call.tool_name for p in result.content if p.type == "tool-approval-request"] == ["b"]


async def test_approval_functions_get_the_context_as_its_schema_has_it(ask: Ask) -> None:
    seen: list[Any] = []

    def needs(given: Any, context: Any) -> bool:
        seen.append(context.context)
        return False

    await ask(CALLED, tools=[echo(needs_approval=needs, context_schema=Text)], tools_context={"echo": {"text": "c"}})
    assert seen == [Text(text="c")]
    with pytest.raises(TypeValidationError):
        await ask(CALLED, tools=[echo(needs_approval=needs, context_schema=Text)], tools_context={"echo": 1})


async def test_invalid_calls_need_no_approval(ask: Ask) -> None:
    result = await ask(([call("echo", "{")], "tool-calls"), tools=[echo(needs_approval=True)])
    assert [part.type for part in result.content] == ["tool-call", "tool-error"]


async def test_the_order_of_the_events_of_an_approval() -> None:
    stream = stream_text(
        streaming(playing(call(), end="tool-calls")), "Hi", tools=[echo()], tool_approval={"echo": "approved"}
    )
    assert types_of(await events_of(stream))[2:6] == [
        "tool-call",
        "tool-approval-request",
        "tool-approval-response",
        "tool-result",
    ]


# When the conversation goes on


def conversation(*responses: Any, tool_input: Any = None, signature: str | None = None) -> list[Any]:
    return [
        UserMessage("Hi"),
        AssistantMessage(
            [
                ToolCallPart("c1", "echo", tool_input or {"text": "x"}),
                ToolApprovalRequestPart("a1", "c1", signature=signature),
            ]
        ),
        ToolMessage(list(responses)),
    ]


YES = ToolApprovalResponsePart("a1", approved=True)
NO = ToolApprovalResponsePart("a1", approved=False, reason="too risky")


async def test_what_a_person_approved_is_run_before_the_model_is_asked(ask: Ask) -> None:
    result = await ask(DONE, messages=conversation(YES), tools=[echo(needs_approval=True)])
    [results] = [message for message in ask.calls[0].prompt if message.role == "tool"]
    assert results.content == [ToolResultPart("c1", "echo", TextOutput("ran x"))]
    assert [message.role for message in result.response_messages] == ["tool", "assistant"]
    assert len(result.steps) == 1


async def test_what_a_person_denied_is_not_run_and_the_model_is_told(ask: Ask) -> None:
    await ask(DONE, messages=conversation(NO), tools=[echo(needs_approval=True)])
    [results] = [message for message in ask.calls[0].prompt if message.role == "tool"]
    assert results.content == [ToolResultPart("c1", "echo", ExecutionDeniedOutput("too risky"))]


async def test_the_events_of_a_replay_come_before_the_first_step() -> None:
    messages = [
        UserMessage("Hi"),
        AssistantMessage(
            [
                *(ToolCallPart(f"c{n}", "echo", {"text": "x"}) for n in (1, 2)),
                *(ToolApprovalRequestPart(f"a{n}", f"c{n}") for n in (1, 2)),
            ]
        ),
        ToolMessage([YES, ToolApprovalResponsePart("a2", approved=False)]),
    ]
    stream = stream_text(streaming(text_stream("ok")), messages=messages, tools=[echo()])
    assert types_of(await events_of(stream))[:4] == ["start", "tool-output-denied", "tool-result", "start-step"]


async def test_leaving_during_a_replay_cancels_the_tools_before_closing_is_done() -> None:
    ended = started = False

    async def slow(given: Any, context: Any) -> Any:
        nonlocal ended, started
        yield "half"
        try:
            started = True
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.001)
            ended = True

    async with stream_text(streaming(), messages=conversation(YES), tools=[echo(slow)]) as stream:
        async for event in stream:
            if event.type == "tool-result":
                break
        await until(lambda: started)
    assert ended


async def test_only_the_last_message_is_looked_at(ask: Ask) -> None:
    messages = [*conversation(YES), ToolMessage([ToolResultPart("c1", "echo", TextOutput("old"))]), UserMessage("And?")]
    ran = False

    async def run(given: Any, context: Any) -> None:
        nonlocal ran
        ran = True

    await ask(DONE, messages=messages, tools=[echo(run)])
    assert not ran


async def test_a_call_that_has_its_result_is_not_run_again(ask: Ask) -> None:
    async def wrong(given: Any, context: Any) -> None:
        raise AssertionError

    messages = conversation(YES, ToolResultPart("c1", "echo", TextOutput("old")))
    result = await ask(DONE, messages=messages, tools=[echo(wrong)])
    assert result.text == "done"


async def test_an_approval_of_no_request_is_refused(ask: Ask) -> None:
    with pytest.raises(InvalidToolApprovalError, match="a9"):
        await ask(DONE, messages=conversation(ToolApprovalResponsePart("a9", approved=True)), tools=[echo()])


async def test_a_request_of_no_call_is_refused(ask: Ask) -> None:
    messages = [UserMessage("Hi"), AssistantMessage([ToolApprovalRequestPart("a1", "c1")]), ToolMessage([YES])]
    with pytest.raises(ToolCallNotFoundForApprovalError, match="c1"):
        await ask(DONE, messages=messages, tools=[echo()])


async def test_the_input_that_comes_back_is_checked_again(ask: Ask) -> None:
    with pytest.raises(InvalidToolInputError, match="echo"):
        await ask(DONE, messages=conversation(YES, tool_input={"nope": 1}), tools=[echo(input_schema=Text)])


async def test_a_policy_that_denies_now_has_the_last_word(ask: Ask) -> None:
    await ask(
        DONE, messages=conversation(YES), tools=[echo()], tool_approval={"echo": ToolApproval("denied", "closed")}
    )
    [results] = [message for message in ask.calls[0].prompt if message.role == "tool"]
    assert results.content == [ToolResultPart("c1", "echo", ExecutionDeniedOutput("closed"))]


async def test_a_tool_that_fails_on_replay_is_told_to_the_model(ask: Ask) -> None:
    async def fail(given: Any, context: Any) -> None:
        raise OSError("disk full")

    await ask(DONE, messages=conversation(YES), tools=[echo(fail)])
    [results] = [message for message in ask.calls[0].prompt if message.role == "tool"]
    assert "disk full" in results.content[0].output.value


# Signatures


async def test_a_signed_request_comes_back_and_is_run(ask: Ask) -> None:
    asked = await ask(CALLED, tools=[echo(needs_approval=True)], tool_approval_secret="s3cret", generate_id=mock_id())
    request = asked.content[1]
    assert request.signature
    messages = [
        UserMessage("Hi"),
        *asked.response_messages,
        ToolMessage([ToolApprovalResponsePart(request.approval_id, approved=True)]),
    ]
    await ask(DONE, messages=messages, tools=[echo(needs_approval=True)], tool_approval_secret="s3cret")
    [results] = [message for message in ask.calls[0].prompt if message.role == "tool"]
    assert results.content[0].output == TextOutput("ran x")
    # Changed on its way:
    call_part, request_part = messages[1].content
    messages[1] = AssistantMessage([replace(call_part, input={"text": "rm -rf"}), request_part])
    with pytest.raises(InvalidToolApprovalSignatureError, match="invalid signature"):
        await ask(DONE, messages=messages, tools=[echo()], tool_approval_secret="s3cret")


async def test_with_a_secret_a_request_without_a_signature_is_refused(ask: Ask) -> None:
    with pytest.raises(InvalidToolApprovalSignatureError, match="missing signature"):
        await ask(DONE, messages=conversation(YES), tools=[echo()], tool_approval_secret=b"s3cret")


async def test_denials_need_no_signature(ask: Ask) -> None:
    result = await ask(DONE, messages=conversation(NO), tools=[echo()], tool_approval_secret="s3cret")
    assert result.text == "done"
