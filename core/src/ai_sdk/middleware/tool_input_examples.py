"""Examples of tool inputs for models that can only read descriptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ai_sdk.middleware.language_model import LanguageModelMiddleware, LanguageModelParams
from ai_sdk.provider.tools import FunctionTool, ModelTool
from ai_sdk.provider_utils.json_text import to_json_text

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import JSONObject
    from ai_sdk.provider.language_model import LanguageCallOptions

__all__ = ["add_tool_input_examples_middleware"]


class _AddToolInputExamples(LanguageModelMiddleware):
    def __init__(self, *, prefix: str, write: Callable[[JSONObject], str], remove: bool) -> None:
        self._prefix = prefix
        self._write = write
        self._remove = remove

    async def transform_params(self, call: LanguageModelParams) -> LanguageCallOptions:
        tools = call.params.tools
        return call.params if not tools else replace(call.params, tools=[self._described(tool) for tool in tools])

    def _described(self, tool: ModelTool) -> ModelTool:
        if not isinstance(tool, FunctionTool) or not tool.input_examples:
            return tool
        lines = (self._prefix, *(self._write(example.input) for example in tool.input_examples))
        section = "\n".join(lines)
        return replace(
            tool,
            description=f"{tool.description}\n\n{section}" if tool.description else section,
            input_examples=None if self._remove else tool.input_examples,
        )


def add_tool_input_examples_middleware(
    *,
    prefix: str = "Input Examples:",
    format: Callable[[JSONObject], str] | None = None,  # noqa: A002 - the word that fits best
    remove: bool = True,
) -> LanguageModelMiddleware:
    """Puts the input examples of tools into their descriptions.

        model = wrap_language_model(model, add_tool_input_examples_middleware())

    prefix: the line before the examples. format: how an input is written, by default as JSON; one line each.
    remove: whether the examples themselves are then taken away, since the provider might refuse them.
    """
    return _AddToolInputExamples(prefix=prefix, write=format or to_json_text, remove=remove)
