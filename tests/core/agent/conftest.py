"""An agent's two methods behind one name, so that what holds for both is tested with both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from ai_sdk import GenerateTextResult, ToolLoopAgent
from ai_sdk.provider import LanguageCallOptions, TextContent, ToolCallContent
from ai_sdk.testing import MockLanguageModel, text_result, text_stream

from tests.core.text.helpers import Ask


@dataclass
class Method:
    """`generate`, or `stream` read to its end."""

    name: str

    def model(self, *texts: str) -> MockLanguageModel:
        """A model with one text for each call."""
        if self.name == "generate":
            return MockLanguageModel(do_generate=[text_result(text) for text in texts or ("x",)])
        return MockLanguageModel(do_stream=[text_stream(text) for text in texts or ("x",)])

    def calling(self, tool: str, count: int) -> MockLanguageModel:
        """A model that calls a tool `count` times, one a step, and then writes `done`."""
        call = ([ToolCallContent("c", tool, "{}")], "tool-calls")
        return Ask(self.name).model_of(*[call] * count, ([TextContent("done")], "stop"))

    def calls(self, model: MockLanguageModel) -> Sequence[LanguageCallOptions]:
        """What the model was asked."""
        return model.do_generate_calls or model.do_stream_calls

    async def __call__(self, agent: ToolLoopAgent[Any, Any], *args: Any, **arguments: Any) -> GenerateTextResult[Any]:
        if self.name == "generate":
            return await agent.generate(*args, **arguments)
        async with agent.stream(*args, **arguments) as stream:
            return await stream.result()


@pytest.fixture(params=["generate", "stream"])
def ask(request: pytest.FixtureRequest) -> Method:
    return Method(request.param)
