"""A tool: something that a model may call.

    weather = Tool(
        name="weather",
        description="Current weather of a city.",
        input_schema=WeatherQuery,
        execute=lambda query, context: look_up(query.city),
    )

Plain functions do as well: `tools=[weather]` makes a tool of its signature and docstring (see `function_tool.py`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

from ai_sdk.provider.errors import InvalidArgumentError

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import JSONValue, ProviderOptions
    from ai_sdk.provider.prompt import Message
    from ai_sdk.schema import Schema

__all__ = ["DescriptionContext", "Tool", "ToolContext", "ToolKind", "dynamic_tool", "provider_tool"]

InputT = TypeVar("InputT")
OutputT = TypeVar("OutputT")

ToolKind: TypeAlias = Literal["function", "dynamic", "provider"]


@dataclass(frozen=True, slots=True)
class ToolContext:
    """What a tool knows besides its input.

    `messages` are those that the model was asked with in this step, without the answer that holds the call. `context`
    is this tool's entry of `tools_context`, checked by its `context_schema`; `runtime_context` is the call's own.
    `input` is set where the input is no parameter of its own (`to_model_output`).
    """

    tool_call_id: str
    messages: Sequence[Message] = ()
    context: Any = None
    runtime_context: Any = None
    input: Any = None


@dataclass(frozen=True, slots=True)
class DescriptionContext:
    """What a description that is a function is told: this tool's entry of `tools_context`."""

    context: Any = None


@dataclass(kw_only=True, eq=False, repr=False)
class Tool(Generic[InputT, OutputT]):
    """A tool.

    name: what the model calls it; may be left out where tools are given as a mapping.
    description: what it does, for the model; a function of `DescriptionContext` is asked before each step.
    input_schema: a pydantic model, dataclass, TypedDict, JSON Schema mapping or `Schema`; None takes no input.
    execute: the function `(input, ToolContext)`: async, plain (runs in a thread), or a generator of either kind, whose
        values are preliminary results and whose last value is the result. None leaves the call to the application. The
        result may be any value; a `ToolOutput`, such as `ContentOutput([FilePart(...)])`, says what the model is told.
    output_schema: what it gives back; not enforced.
    context_schema: checks this tool's entry of `tools_context` before it is run.
    to_model_output: `(output, ToolContext)`, async if it likes: what the model is told, as a `ToolOutput`, or a value
        that takes the output's place. By default a text is told as text and anything else as JSON.
    needs_approval: whether a person must approve each call, or a function `(input, ToolContext)` that says so.
    on_input_start, on_input_delta, on_input_available: told of the input while it comes (see `ToolInputInfo`).
    title, metadata: for people and applications; both travel with the calls.
    strict, input_examples, provider_options: handed on to the provider.
    """

    name: str | None = None
    description: str | Callable[[DescriptionContext], str] | None = None
    input_schema: Any = None
    execute: Callable[[InputT, ToolContext], Any] | None = None
    output_schema: Any = None
    context_schema: Any = None
    to_model_output: Callable[[OutputT, ToolContext], Any] | None = None
    needs_approval: bool | Callable[[InputT, ToolContext], Any] = False
    on_input_start: Callable[[Any], Any] | None = None
    on_input_delta: Callable[[Any], Any] | None = None
    on_input_available: Callable[[Any], Any] | None = None
    title: str | None = None
    metadata: Mapping[str, JSONValue] | None = None
    strict: bool | None = None
    input_examples: Sequence[Any] | None = None
    provider_options: ProviderOptions | None = None
    kind: ToolKind = "function"
    id: str | None = None
    args: Mapping[str, JSONValue] = field(default_factory=dict[str, Any])
    is_provider_executed: bool = False
    supports_deferred_results: bool = False

    def __post_init__(self) -> None:
        if self.execute is not None and not callable(self.execute):
            raise InvalidArgumentError(
                f"The execute of tool {self.name!r} must be a function, got {self.execute!r}.",
                argument="execute",
                value=self.execute,
            )

    def __repr__(self) -> str:
        return f"<{self.kind} tool {self.name!r}>"

    @cached_property
    def is_async(self) -> bool:
        """Whether `execute` is a coroutine function or an asynchronous generator, rather than a plain function."""
        return inspect.iscoroutinefunction(self.execute) or inspect.isasyncgenfunction(self.execute)

    @cached_property
    def schema(self) -> Schema[Any]:
        """The schema of the input. Made when it is first needed."""
        from ai_sdk.schema import as_schema

        return as_schema(self.input_schema)


def dynamic_tool(**fields: Any) -> Tool[Any, Any]:
    """A tool whose types are known only at run time, such as one that a server describes. Takes what `Tool` takes."""
    return Tool(**fields, kind="dynamic")


def provider_tool(
    *,
    id: str,  # noqa: A002 - the field's name
    name: str | None = None,
    args: Mapping[str, JSONValue] | None = None,
    **fields: Any,
) -> Tool[Any, Any]:
    """A tool that a provider defines: `id` is `provider.tool`, `args` are its settings.

    With `is_provider_executed=True` the provider runs it; with `supports_deferred_results=True` its result may come in
    a later step. Plugins offer functions for the tools of theirs.
    """
    return Tool(id=id, name=name, args=args or {}, **fields, kind="provider")
