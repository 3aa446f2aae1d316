"""The options of a call as a request to the engine: pure.

    call = prepare_call(options, CallDefaults())
    call.request, call.warnings, call.tools

Settings that this provider can't keep to become warnings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ai_sdk.provider import (
    AutoToolChoice,
    CallWarning,
    FunctionTool,
    InvalidArgumentError,
    JSONFormat,
    JSONObject,
    LanguageCallOptions,
    NamedToolChoice,
    RequiredToolChoice,
    UnsupportedWarning,
)
from ai_sdk.provider_utils import is_custom_reasoning

from ai_sdk_local.catalog import CallDefaults
from ai_sdk_local.engine import EngineRequest
from ai_sdk_local.grammar import any_tool_grammar, any_tool_instructions, json_grammar, one_tool_instructions
from ai_sdk_local.prompt import chat_messages

__all__ = ["PreparedCall", "prepare_call"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedCall:
    """What goes to the engine, and how its answer is to be read.

    `schema` is what the grammar of the request was made from; None means free text. `tools` are those of which the
    answer must call one: with one tool the answer is its arguments, with several `{"name": ..., "arguments": ...}`.
    """

    request: EngineRequest
    warnings: Sequence[CallWarning]
    schema: JSONObject | None = None
    tools: Sequence[FunctionTool] = ()


def prepare_call(options: LanguageCallOptions, defaults: CallDefaults) -> PreparedCall:
    """Maps the options. What this provider can't do becomes a warning.

    Raises `InvalidArgumentError` for values the engine can't take, and what `chat_messages` raises.
    """
    warnings: list[CallWarning] = []
    if options.seed is not None:
        warnings.append(UnsupportedWarning("seed", "The local engine can't be given a seed for one call."))
    if is_custom_reasoning(options.reasoning):
        warnings.append(
            UnsupportedWarning("reasoning", f'reasoning "{options.reasoning}" is not supported by this model.')
        )
    tools = _forced_tools(options, warnings)
    schema: JSONObject | None = None
    instructions: str | None = None
    if len(tools) == 1:
        schema, instructions = tools[0].input_schema, one_tool_instructions(tools[0])
    elif tools:
        schema, instructions = any_tool_grammar(tools), any_tool_instructions(tools)
    elif isinstance(options.response_format, JSONFormat):
        schema = options.response_format.schema or {"type": "object"}
    top_k = options.top_k
    request = EngineRequest(
        messages=chat_messages(options.prompt, instructions=instructions),
        max_tokens=_at_least_one(_first(options.max_output_tokens, defaults.max_output_tokens), "max_output_tokens"),
        # Who sets one of the two knows what he wants: the other's default would change what it means.
        temperature=options.temperature if _samples(options) else defaults.temperature,
        top_p=options.top_p if _samples(options) else defaults.top_p,
        top_k=_at_least_one(None if top_k is None else int(top_k), "top_k"),
        presence_penalty=options.presence_penalty,
        frequency_penalty=options.frequency_penalty,
        # An empty sequence would stop the engine at once.
        stop_seqs=[text for text in options.stop_sequences or () if text] or None,
        grammar=None if schema is None else json_grammar(schema),
    )
    return PreparedCall(request=request, warnings=warnings, schema=schema, tools=tools)


def _samples(options: LanguageCallOptions) -> bool:
    return options.temperature is not None or options.top_p is not None


def _first(value: int | None, default: int | None) -> int | None:
    return default if value is None else value


def _at_least_one(value: int | None, argument: str) -> int | None:
    if value is not None and value < 1:
        raise InvalidArgumentError(
            f"{argument} must be at least 1 for a local model, not {value!r}.", argument=argument, value=value
        )
    return value


def _forced_tools(options: LanguageCallOptions, warnings: list[CallWarning]) -> list[FunctionTool]:
    """The tools of which one must be called."""
    functions: list[FunctionTool] = []
    for tool in options.tools or ():
        if isinstance(tool, FunctionTool):
            functions.append(tool)
        else:
            warnings.append(UnsupportedWarning(f"provider-defined tool {tool.id}"))
    match options.tool_choice:
        case RequiredToolChoice() if functions:
            return functions
        case NamedToolChoice(tool_name):
            named = [tool for tool in functions if tool.name == tool_name]
            if not named:
                known = ", ".join(repr(tool.name) for tool in functions) or "none"
                raise InvalidArgumentError(
                    f"tool_choice names the tool {tool_name!r}, and the tools of the call are: {known}.",
                    argument="tool_choice",
                    value=tool_name,
                )
            return named
        case AutoToolChoice() | None if functions:
            warnings.append(
                UnsupportedWarning(
                    "tools",
                    "A local model calls a tool only if tool_choice is 'required' or names one; these tools were left "
                    "out.",
                )
            )
        case _:
            pass
    return []
