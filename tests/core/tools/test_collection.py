"""The tools of a call by name, and what a model is told of them."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk import Tool, ToolContext, dynamic_tool, provider_tool, tool
from ai_sdk.provider import FunctionTool, ProviderTool, ToolInputExample
from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.tools.collection import as_tools
from ai_sdk.tools.definition import tools_for_model
from ai_sdk.tools.tool import DescriptionContext
from pydantic import BaseModel

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}


def add(a: int) -> int:
    """Adds."""
    return a


# By name


def test_a_list_of_tools_and_functions_is_named_in_its_order() -> None:
    first = Tool(name="z")
    tools = as_tools([first, add])
    assert list(tools) == ["z", "add"]
    assert tools["z"] is first


def test_a_mapping_names_its_tools() -> None:
    given = Tool(name="inner", input_schema=SCHEMA)
    tools = as_tools({"outer": given, "inner": given, "plus": add})
    assert [each.name for each in tools.values()] == ["outer", "inner", "plus"]
    assert tools["inner"] is given
    assert given.name == "inner"


def test_a_tool_of_a_function_that_is_named_anew_is_still_one() -> None:
    made = as_tools({"plus": tool(add)})["plus"]
    assert (made.name, made.description) == ("plus", "Adds.")
    assert made.schema.validate({"a": "1"}) == {"a": 1}


@pytest.mark.parametrize(
    ("tools", "message"),
    [
        ([Tool()], "has no name"),
        ([Tool(name="a"), Tool(name="a")], "two tools have the name 'a'"),
        ([3], "3 is no tool and no function"),
        ({"a": "b"}, "'b' is no tool and no function"),
        ("add", "expected a list of tools"),
        (Tool(name="a"), "expected a list of tools"),
        (add, "expected a list of tools"),
    ],
)
def test_what_is_no_set_of_tools_is_refused(tools: Any, message: str) -> None:
    with pytest.raises(InvalidArgumentError, match=message) as caught:
        as_tools(tools)
    assert caught.value.argument == "tools"


def test_an_execute_that_is_no_function_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match="execute of tool 'a' must be a function, got 3"):
        Tool(name="a", execute=3)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_the_schema_of_a_tool_is_made_once() -> None:
    made = Tool(name="a", input_schema=SCHEMA)
    assert made.schema is made.schema


# For the model


def test_a_model_is_told_what_is_set_and_nothing_else() -> None:
    made = Tool(
        name="a", description="A.", input_schema=SCHEMA, strict=True, provider_options={"acme": {"x": 1}}, title="T"
    )
    assert tools_for_model({"a": made, "b": Tool(name="b")}) == [
        FunctionTool("a", SCHEMA, "A.", strict=True, provider_options={"acme": {"x": 1}}),
        FunctionTool("b", {"type": "object", "properties": {}, "additionalProperties": False}),
    ]


def test_a_schema_that_was_written_by_hand_is_sent_as_it_is() -> None:
    [told] = tools_for_model(as_tools([Tool(name="a", input_schema=SCHEMA)])) or ()
    assert isinstance(told, FunctionTool)
    assert told.input_schema is SCHEMA


def test_no_tools_are_none() -> None:
    assert tools_for_model({}) is None


def test_dynamic_tools_are_functions_for_the_model_and_provider_tools_are_not() -> None:
    tools = as_tools(
        [dynamic_tool(name="d", input_schema=SCHEMA), provider_tool(id="acme.search", name="p", args={"limit": 1})]
    )
    assert tools_for_model(tools) == [FunctionTool("d", SCHEMA), ProviderTool("acme.search", "p", {"limit": 1})]


def test_a_description_may_be_made_of_the_context_of_its_tool() -> None:
    def describe(context: DescriptionContext) -> str:
        return f"For {context.context}."

    tools = as_tools([Tool(name="a", description=describe), Tool(name="b", description=describe)])
    told: Any = tools_for_model(tools, contexts={"a": "me"})
    assert [each.description for each in told] == ["For me.", "For None."]


def test_the_order_names_those_that_come_first_and_the_others_follow_by_name() -> None:
    tools = as_tools([Tool(name=name) for name in ["b", "\uff5e", "c", "\U0001f30d", "a"]])

    def names(order: list[str] | None) -> list[str]:
        return [each.name for each in tools_for_model(tools, order=order) or ()]

    assert names(None) == ["b", "\uff5e", "c", "\U0001f30d", "a"]
    # By UTF-16 code units, as the reference does.
    assert names(["c", "unknown", "c"]) == ["c", "a", "b", "\U0001f30d", "\uff5e"]
    assert names([]) == ["a", "b", "c", "\U0001f30d", "\uff5e"]


def test_examples_are_given_in_any_form() -> None:
    class Query(BaseModel):
        a: str

    examples = [{"a": "x"}, {"input": {"a": "x"}}, ToolInputExample({"a": "x"}), Query(a="x")]
    [told] = tools_for_model(as_tools([Tool(name="t", input_examples=examples)])) or ()
    assert isinstance(told, FunctionTool)
    assert told.input_examples == [ToolInputExample({"a": "x"})] * 4


def test_an_example_of_a_parameter_called_input_is_not_unwrapped() -> None:
    [told] = tools_for_model(as_tools([Tool(name="t", input_examples=[{"input": "x"}])])) or ()
    assert isinstance(told, FunctionTool)
    assert told.input_examples == [ToolInputExample({"input": "x"})]


def test_a_context_can_not_be_changed_by_a_tool() -> None:
    context = ToolContext("c1")
    with pytest.raises(AttributeError):
        context.tool_call_id = "c2"  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]
