"""Tools as a model is told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from ai_sdk.provider.tools import FunctionTool, ModelTool, ProviderTool, ToolInputExample
from ai_sdk.tools.canonical_json import in_code_unit_order
from ai_sdk.tools.execution import to_jsonable
from ai_sdk.tools.tool import DescriptionContext, Tool

__all__ = ["tools_for_model"]


def tools_for_model(
    tools: Mapping[str, Tool[Any, Any]],
    *,
    order: Sequence[str] | None = None,
    contexts: Mapping[str, Any] | None = None,
) -> Sequence[ModelTool] | None:
    """The tools for the model, None if there are none: providers must not get an empty list.

    With `order` those that it names come first, the others follow by name.
    """
    if not tools:
        return None
    names: Sequence[str] = list(tools)
    if order is not None:
        first = [name for name in dict.fromkeys(order) if name in tools]
        names = [*first, *in_code_unit_order(set(names) - set(first))]
    return [_model_tool(name, tools[name], (contexts or {}).get(name)) for name in names]


def _model_tool(name: str, tool: Tool[Any, Any], context: Any) -> ModelTool:
    if tool.kind == "provider":
        return ProviderTool(tool.id or "", name, tool.args)
    description = tool.description
    if callable(description):
        description = description(DescriptionContext(context))
    examples = tool.input_examples
    return FunctionTool(
        name,
        tool.schema.json_schema,
        description,
        input_examples=None if examples is None else [_example(example) for example in examples],
        strict=tool.strict,
        provider_options=tool.provider_options,
    )


def _example(example: Any) -> ToolInputExample:
    """An input, or `{"input": {...}}` as the reference writes it."""
    if isinstance(example, ToolInputExample):
        return example
    value = cast("dict[str, Any]", to_jsonable(example))
    wrapped: object = value.get("input")
    is_wrapped = len(value) == 1 and isinstance(wrapped, dict)
    return ToolInputExample(cast("dict[str, Any]", wrapped) if is_wrapped else value)
