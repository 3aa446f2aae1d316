"""Tools that Groq runs itself.

    await generate_text("groq:openai/gpt-oss-20b", "What is new?", tools=[groq.tools.browser_search()])

They look like those of any provider; Groq runs them while it answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ai_sdk.provider import CallWarning, ProviderTool, UnsupportedWarning
from ai_sdk_openai_compatible.chat.tools import refuse_provider_tool

if TYPE_CHECKING:
    from ai_sdk.tools.tool import Tool

__all__ = ["BROWSER_SEARCH", "BROWSER_SEARCH_MODELS", "GroqTools", "provider_tools_of"]

BROWSER_SEARCH: Final = "groq.browser_search"
BROWSER_SEARCH_MODELS: Final = ("openai/gpt-oss-20b", "openai/gpt-oss-120b")


class GroqTools:
    """The tools, as `groq.tools`."""

    __slots__ = ()

    def browser_search(self, *, name: str = "browser_search") -> Tool[Any, Any]:
        """Lets the model search the web and read pages. Only `openai/gpt-oss-20b` and `openai/gpt-oss-120b` can.

        `name` is the tool's name in the call. For other models it is left out with a warning.
        """
        from ai_sdk.tools.tool import provider_tool

        nothing: dict[str, Any] = {"type": "object", "properties": {}}
        return provider_tool(
            id=BROWSER_SEARCH, name=name, input_schema=nothing, output_schema=nothing, is_provider_executed=True
        )


def provider_tools_of(model_id: str) -> Callable[[ProviderTool], dict[str, Any] | CallWarning]:
    """What a model is sent for a provider's tool, or the warning that it gets none."""

    def convert(tool: ProviderTool) -> dict[str, Any] | CallWarning:
        if tool.id != BROWSER_SEARCH:
            return refuse_provider_tool(tool)
        if model_id not in BROWSER_SEARCH_MODELS:
            return UnsupportedWarning(
                f"provider-defined tool {tool.id}",
                "Browser search is only supported on the following models: "
                f"{', '.join(BROWSER_SEARCH_MODELS)}. Current model: {model_id}",
            )
        return {"type": "browser_search"}

    return convert
