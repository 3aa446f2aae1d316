"""Tools and the choice among them, as a chat request has them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ai_sdk.provider import (
    AutoToolChoice,
    CallWarning,
    FunctionTool,
    ModelTool,
    NamedToolChoice,
    NoToolChoice,
    ProviderTool,
    RequiredToolChoice,
    ToolChoice,
    UnsupportedFunctionalityError,
    UnsupportedWarning,
)

__all__ = ["ConvertProviderTool", "PreparedTools", "prepare_tools", "refuse_provider_tool"]

ConvertProviderTool: TypeAlias = Callable[[ProviderTool], "dict[str, Any] | CallWarning"]
"""What is sent for a tool that the provider itself runs, or the warning that says why nothing is."""


def refuse_provider_tool(tool: ProviderTool) -> CallWarning:
    """The warning for a tool that this vendor does not have."""
    return UnsupportedWarning(f"provider-defined tool {tool.id}")


@dataclass(frozen=True, slots=True)
class PreparedTools:
    """What is sent: None where nothing is."""

    tools: list[dict[str, Any]] | None = None
    tool_choice: str | dict[str, Any] | None = None
    warnings: Sequence[CallWarning] = ()


_NO_TOOLS = PreparedTools()


def prepare_tools(
    tools: Sequence[ModelTool] | None,
    tool_choice: ToolChoice | None,
    *,
    provider_tool: ConvertProviderTool = refuse_provider_tool,
) -> PreparedTools:
    """The tools and the choice. Without any tool the choice is not sent either, since servers refuse it alone.

    If all tools are the provider's and none can be sent, the empty list is, so that the server knows of no tools.
    """
    if not tools:
        return _NO_TOOLS
    sent: list[dict[str, Any]] = []
    warnings: list[CallWarning] = []
    for tool in tools:
        if isinstance(tool, FunctionTool):
            sent.append(_function_tool(tool))
        else:
            converted = provider_tool(tool)
            if isinstance(converted, dict):
                sent.append(converted)
            else:
                warnings.append(converted)
    return PreparedTools(sent, _choice(tool_choice), warnings)


def _function_tool(tool: FunctionTool) -> dict[str, Any]:
    function: dict[str, Any] = {"name": tool.name}
    if tool.description is not None:
        function["description"] = tool.description
    function["parameters"] = tool.input_schema
    if tool.strict is not None:
        function["strict"] = tool.strict
    return {"type": "function", "function": function}


def _choice(choice: ToolChoice | None) -> str | dict[str, Any] | None:
    match choice:
        case None:
            return None
        case AutoToolChoice() | NoToolChoice() | RequiredToolChoice():
            return choice.type
        case NamedToolChoice():
            return {"type": "function", "function": {"name": choice.tool_name}}
        case _:
            # A choice of a later version of the contract.
            kind = getattr(choice, "type", type(choice).__name__)
            raise UnsupportedFunctionalityError(f"tool choice type: {kind}")
