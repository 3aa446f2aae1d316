"""Functions as tools of whole calls."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from ai_sdk import (
    AssistantMessage,
    TextOutput,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallPart,
    ToolContext,
    ToolMessage,
    ToolResultPart,
    UserMessage,
    generate_text,
    is_step_count,
    tool,
)
from ai_sdk.provider import (
    FinishReason,
    GenerateResult,
    InputTokens,
    Message,
    OutputTokens,
    ToolCallContent,
    Usage,
    from_json,
    to_json,
)
from ai_sdk.testing import MockLanguageModel, text_result
from pydantic import BaseModel

USAGE = Usage(InputTokens(total=1), OutputTokens(total=1))


class Guest(BaseModel):
    name: str
    born: date


def calls(name: str, given: Any) -> GenerateResult:
    call = ToolCallContent("c1", name, given if isinstance(given, str) else json.dumps(given))
    return GenerateResult([call], FinishReason("tool-calls"), USAGE)


async def test_a_function_is_called_with_what_pydantic_makes_of_the_input() -> None:
    seen: list[Any] = []

    def book(guest: Guest, nights: int = 2, *, context: ToolContext) -> str:
        seen.append((guest, nights, context.tool_call_id, context.messages))
        return "booked"

    model = MockLanguageModel(
        do_generate=[calls("book", {"guest": {"name": "Ann", "born": "2000-01-02"}}), text_result("Done.")]
    )
    result = await generate_text(model, "Book.", tools=[book], stop_when=is_step_count(2))
    guest = Guest(name="Ann", born=date(2000, 1, 2))
    assert seen == [(guest, 2, "c1", (UserMessage("Book."),))]
    assert result.steps[0].tool_calls[0].input == {"guest": guest, "nights": 2}
    # What goes back to the model is JSON, with the defaults.
    given = {"guest": {"name": "Ann", "born": "2000-01-02"}, "nights": 2}
    assert result.response_messages[:2] == [
        AssistantMessage([ToolCallPart("c1", "book", given)]),
        ToolMessage([ToolResultPart("c1", "book", TextOutput("booked"))]),
    ]


async def test_a_model_is_told_what_is_wrong_with_its_input_and_the_function_is_not_called() -> None:
    def book(nights: int) -> str:
        raise AssertionError

    model = MockLanguageModel(do_generate=[calls("book", {"nights": "many"}), text_result("Sorry.")])
    result = await generate_text(model, "Book.", tools=[book], stop_when=is_step_count(2))
    [answer] = result.response_messages[1].content
    assert isinstance(answer, ToolResultPart)
    assert answer.output.type == "error-text"
    assert "nights: Input should be a valid integer" in answer.output.value


async def test_a_function_without_parameters_may_be_called_with_nothing() -> None:
    model = MockLanguageModel(do_generate=[calls("now", ""), text_result("Noon.")])
    result = await generate_text(model, "When?", tools={"now": lambda: "noon"}, stop_when=is_step_count(2))
    assert result.steps[0].tool_results[0].output == "noon"


async def test_a_signed_approval_holds_for_a_function_after_the_messages_were_stored() -> None:
    @tool(needs_approval=lambda given, context: given["amount"] > 1)
    async def pay(guest: Guest, amount: float, note: str | None = None) -> str:
        return f"{amount} to {guest.name}, born in {guest.born.year}"

    model = MockLanguageModel(
        do_generate=[
            calls("pay", {"guest": {"name": "Ann", "born": "2000-01-02"}, "amount": 5}),
            text_result("Paid."),
        ]
    )
    options: dict[str, Any] = {"tools": [pay], "tool_approval_secret": "secret", "stop_when": is_step_count(2)}
    first = await generate_text(model, "Pay.", **options)
    stored = json.dumps([to_json(message) for message in [UserMessage("Pay."), *first.response_messages]])
    messages = [from_json(Message, message) for message in json.loads(stored)]
    request = messages[-1].content[-1]
    assert isinstance(request, ToolApprovalRequestPart)
    answer = ToolMessage([ToolApprovalResponsePart(request.approval_id, approved=True)])
    second = await generate_text(model, messages=[*messages, answer], **options)
    assert second.response_messages[0] == ToolMessage(
        [ToolResultPart("c1", "pay", TextOutput("5.0 to Ann, born in 2000"))]
    )
