"""Tools that the provider runs: their results, those that come later, their approvals."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk import is_step_count
from ai_sdk.provider import (
    ErrorJSONOutput,
    InvalidResponseDataError,
    JSONOutput,
    ProviderTool,
    TextContent,
    ToolApprovalRequestContent,
    ToolCallNotFoundForApprovalError,
    ToolResultContent,
)
from ai_sdk.tools.tool import provider_tool

from tests.core.text.helpers import Ask, call, echo

DONE = ([TextContent("done")], "stop")


def search_tool(*, deferred: bool = False, **more: Any) -> Any:
    return provider_tool(
        id="acme.search",
        name="search",
        args={"limit": 3},
        is_provider_executed=True,
        supports_deferred_results=deferred,
        **more,
    )


def search(call_id: str = "p1") -> Any:
    return call("search", {"q": "x"}, call_id, provider_executed=True)


def found(call_id: str = "p1", result: Any = None, **more: Any) -> ToolResultContent:
    return ToolResultContent(call_id, "search", {"hits": 1} if result is None else result, **more)


async def test_the_model_is_given_its_id_and_settings(ask: Ask) -> None:
    await ask(DONE, tools=[search_tool()])
    assert list(ask.calls[0].tools) == [ProviderTool("acme.search", "search", {"limit": 3})]


async def test_a_result_stands_beside_its_call_in_the_assistant_s_message(ask: Ask) -> None:
    meta = {"acme": {"k": 1}}
    result = await ask(
        ([search(), found(provider_metadata=meta), TextContent("done")], "stop"),
        tools=[search_tool(title="Search")],
    )
    assert [part.type for part in result.content] == ["tool-call", "tool-result", "text"]
    [got] = result.tool_results
    assert (got.input, got.output, got.provider_executed, got.title) == ({"q": "x"}, {"hits": 1}, True, "Search")
    [message] = result.response_messages
    assert [part.type for part in message.content] == ["tool-call", "tool-result", "text"]
    assert message.content[1].output == JSONOutput({"hits": 1})
    assert message.content[1].provider_options == meta


async def test_an_error_of_the_provider_s_tool_is_no_error_of_the_call(ask: Ask) -> None:
    result = await ask(([search(), found(result={"code": 7}, is_error=True)], "stop"), tools=[search_tool()])
    assert [part.type for part in result.content] == ["tool-call", "tool-error"]
    assert result.response_messages[0].content[1].output == ErrorJSONOutput({"code": 7})


async def test_a_deferred_result_may_come_in_a_later_step(ask: Ask) -> None:
    result = await ask(
        ([search()], "tool-calls"),
        ([TextContent("still searching")], "stop"),
        ([found(), TextContent("done")], "stop"),
        tools=[search_tool(deferred=True)],
        stop_when=is_step_count(9),
    )
    assert len(result.steps) == 3
    [got] = result.tool_results
    assert (got.input, got.output) == (None, {"hits": 1})


async def test_a_result_of_no_call_is_an_error_of_generate_text_unless_it_can_be_deferred() -> None:
    ask = Ask("generate")
    with pytest.raises(InvalidResponseDataError, match=r"^Tool call p9 not found\.$"):
        await ask(([found("p9")], "stop"), tools=[search_tool()])
    result = await ask(([found("p9")], "stop"), tools=[search_tool(deferred=True)])
    assert result.tool_results[0].input is None


async def test_our_tools_run_beside_the_provider_s(ask: Ask) -> None:
    result = await ask(
        ([search(), found(), call()], "tool-calls"), DONE, tools=[search_tool(), echo()], stop_when=is_step_count(3)
    )
    assert [message.role for message in result.response_messages] == ["assistant", "tool", "assistant"]
    assert [part.tool_name for part in ask.calls[1].prompt[2].content] == ["echo"]


async def test_a_provider_s_own_request_for_approval_is_handed_on(ask: Ask) -> None:
    result = await ask(([search(), ToolApprovalRequestContent("a1", "p1")], "stop"), tools=[search_tool()])
    [request] = [part for part in result.content if part.type == "tool-approval-request"]
    assert (request.approval_id, request.tool_call) == ("a1", result.tool_calls[0])
    assert [part.type for part in result.response_messages[0].content] == ["tool-call", "tool-approval-request"]


async def test_a_provider_s_request_of_no_call_is_an_error_of_generate_text() -> None:
    with pytest.raises(ToolCallNotFoundForApprovalError):
        await Ask("generate")(([ToolApprovalRequestContent("a1", "p9")], "stop"), tools=[search_tool()])


async def test_a_provider_s_tool_that_we_run_ourselves(ask: Ask) -> None:
    async def run(given: Any, context: Any) -> str:
        return f"ran {given['command']}"

    tool = provider_tool(id="acme.bash", name="bash", execute=run, input_schema={"type": "object"})
    result = await ask(([call("bash", {"command": "ls"})], "tool-calls"), tools=[tool])
    assert result.tool_results[0].output == "ran ls"


async def test_generate_text_orders_results_before_requests_and_approved_ones_last() -> None:
    calls = [call("approved", call_id="c1"), call("asks", call_id="c2"), call(call_id="c3"), call("nope", call_id="c4")]
    result = await Ask("generate")(
        (calls, "tool-calls"),
        tools=[echo(), echo(name="approved"), echo(name="asks", needs_approval=True)],
        tool_approval={"approved": "approved"},
    )
    rest = [(part.type, getattr(part, "tool_call_id", None) or part.tool_call.tool_call_id) for part in result.content]
    assert rest[4:] == [
        ("tool-error", "c4"),
        ("tool-result", "c3"),
        ("tool-approval-request", "c1"),
        ("tool-approval-request", "c2"),
        ("tool-approval-response", "c1"),
        ("tool-result", "c1"),
    ]
