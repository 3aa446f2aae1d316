from __future__ import annotations

from collections.abc import Sequence

from ai_sdk.middleware import LanguageModelMiddleware, add_tool_input_examples_middleware, wrap_language_model
from ai_sdk.provider import FunctionTool, LanguageCallOptions, ModelTool, ProviderTool, ToolInputExample
from ai_sdk.testing import MockLanguageModel, text_result

EXAMPLES = [ToolInputExample({"city": "Zürich", "n": 1.0}), ToolInputExample({"city": "Oslo"})]
WEATHER = FunctionTool("weather", {"type": "object"}, "The weather.", input_examples=EXAMPLES)


async def sent(middleware: LanguageModelMiddleware, tools: Sequence[ModelTool] | None) -> Sequence[ModelTool] | None:
    model = MockLanguageModel(do_generate=text_result(""))
    await wrap_language_model(model, middleware).do_generate(LanguageCallOptions(prompt=[], tools=tools))
    return model.do_generate_calls[0].tools


async def test_examples_move_into_the_description() -> None:
    assert await sent(add_tool_input_examples_middleware(), [WEATHER]) == [
        FunctionTool(
            "weather",
            {"type": "object"},
            'The weather.\n\nInput Examples:\n{"city":"Zürich","n":1}\n{"city":"Oslo"}',
        )
    ]


async def test_a_tool_without_description_gets_the_examples_alone() -> None:
    (tool,) = (
        await sent(add_tool_input_examples_middleware(), [FunctionTool("t", {}, input_examples=EXAMPLES[1:])]) or ()
    )
    assert tool == FunctionTool("t", {}, 'Input Examples:\n{"city":"Oslo"}')


async def test_other_tools_stay_as_they_are() -> None:
    tools = [FunctionTool("t", {}, "d"), FunctionTool("u", {}, input_examples=[]), ProviderTool("p.x", "x", {})]
    assert await sent(add_tool_input_examples_middleware(), tools) == tools
    assert await sent(add_tool_input_examples_middleware(), None) is None


async def test_words_format_and_removal_are_the_callers() -> None:
    middleware = add_tool_input_examples_middleware(
        prefix="For example:", format=lambda example: f"- {example['city']}", remove=False
    )
    (tool,) = await sent(middleware, [WEATHER]) or ()
    assert isinstance(tool, FunctionTool)
    assert tool.description == "The weather.\n\nFor example:\n- Zürich\n- Oslo"
    assert tool.input_examples == EXAMPLES
    assert WEATHER.description == "The weather."
