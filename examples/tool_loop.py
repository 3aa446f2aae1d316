"""A model that works with tools: it looks around a small shop, buys what fits, and says what it did.

    python examples/tool_loop.py                      # a scripted server on this machine plays the model: no key
    python examples/tool_loop.py local:smollm2        # a small model in this process, which is made to call a tool
    python examples/tool_loop.py groq:llama-3.3-70b-versatile

Against the scripted server the loop takes five steps. What the model says comes as it is written; tools of one step run
at once. The tiny local model calls tools only where it must, so for it the first step says which.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from ai_sdk import AISDKError, NamedToolChoice, StepPreparation, Tool, ToolContext, is_step_count, stream_text
from ai_sdk.testing import ScriptedResponse, ScriptedServer
from pydantic import BaseModel, Field

PRICES = {"apple": 3, "pear": 4, "melon": 9}
PROMPT = "Buy the cheapest fruit of the shop."


class Nothing(BaseModel):
    """The input of a tool that needs none."""


class Fruit(BaseModel):
    fruit: str = Field(description="Name of the fruit.", max_length=12)


async def list_fruits(_: Nothing, context: ToolContext) -> list[str]:
    await asyncio.sleep(0.01)
    return list(PRICES)


def price(given: Fruit, context: ToolContext) -> int:
    if given.fruit not in PRICES:
        raise LookupError(f"no {given.fruit!r} in this shop, only {', '.join(PRICES)}")
    return PRICES[given.fruit]


async def buy(given: Fruit, context: ToolContext) -> dict[str, Any]:
    basket: list[str] = context.runtime_context["basket"]
    basket.append(given.fruit)
    return {"bought": given.fruit, "basket": basket}


TOOLS = [
    Tool(name="list_fruits", description="The fruits of the shop.", input_schema=Nothing, execute=list_fruits),
    Tool(name="price", description="What a fruit costs.", input_schema=Fruit, execute=price),
    Tool(name="buy", description="Puts a fruit into the basket.", input_schema=Fruit, execute=buy),
]


def must_call(step: StepPreparation) -> dict[str, Any] | None:
    """For models that call tools only when told to."""
    if step.step_number == 0:
        return {"tool_choice": NamedToolChoice("price")}
    return {"tool_choice": "none", "active_tools": []}


async def shop(model: Any, *, is_told_to: bool) -> None:
    basket: list[str] = []
    print(f"> {PROMPT}")
    async with stream_text(
        model,
        PROMPT,
        tools=TOOLS,
        stop_when=is_step_count(8),
        prepare_step=must_call if is_told_to else None,
        runtime_context={"basket": basket},
        max_output_tokens=200,
    ) as stream:
        async for event in stream:
            match event.type:
                case "text-delta":
                    print(event.text, end="", flush=True)
                case "text-end":
                    print()
                case "tool-call":
                    print(f"  {event.tool_name}({json.dumps(as_json(event.input))})")
                case "tool-result":
                    print(f"  {event.tool_name} -> {event.output}")
                case "tool-error":
                    print(f"  {event.tool_name} failed: {event.error}")
                case "error":
                    raise event.error if isinstance(event.error, BaseException) else AISDKError(str(event.error))
                case _:
                    pass
        result = await stream.result()
    usage = result.usage
    print(f"{len(result.steps)} steps, basket {basket}, {usage.input_tokens} + {usage.output_tokens} tokens")


def as_json(value: Any) -> Any:
    return value.model_dump() if isinstance(value, BaseModel) else value


# The model that is played where none is named: what an OpenAI-compatible server would send.


def said(*deltas: dict[str, Any], finish_reason: str = "tool_calls") -> ScriptedResponse:
    chunks: list[dict[str, Any]] = [{"id": "c", "choices": [{"index": 0, "delta": delta}]} for delta in deltas]
    usage = {"prompt_tokens": 20, "completion_tokens": 5, "total_tokens": 25}
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish_reason}], "usage": usage})
    return ScriptedResponse(events=[*map(json.dumps, chunks), "[DONE]"])


def calls(*named: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "tool_calls": [
            {"index": index, "id": f"call-{name}-{index}", "function": {"name": name, "arguments": json.dumps(given)}}
            for index, (name, given) in enumerate(named)
        ]
    }


SCRIPT = [
    said({"content": "Let me see "}, {"content": "what there is."}, calls(("list_fruits", {}))),
    said(calls(("price", {"fruit": "apple"}), ("price", {"fruit": "pear"}), ("price", {"fruit": "plum"}))),
    said(calls(("price", {"fruit": "melon"}))),
    said(calls(("buy", {"fruit": "apple"}))),
    said({"content": "I bought an apple, "}, {"content": "which is the cheapest."}, finish_reason="stop"),
]


@asynccontextmanager
async def played_model() -> AsyncIterator[Any]:
    from ai_sdk_openai_compatible import create_openai_compatible

    async with (
        ScriptedServer(*SCRIPT) as server,
        create_openai_compatible(base_url=f"{server.url}/v1", name="played") as provider,
    ):
        yield provider.language_model("shopper")


async def main(model: str | None) -> int:
    try:
        if model is None:
            async with played_model() as played:
                await shop(played, is_told_to=False)
        else:
            await shop(model, is_told_to=model.startswith("local:"))
    except AISDKError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else None)))
