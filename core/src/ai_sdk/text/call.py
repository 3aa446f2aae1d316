"""A text call as both functions see it: everything the caller gave, checked, in one value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.tools import (
    AutoToolChoice,
    NamedToolChoice,
    NoToolChoice,
    RequiredToolChoice,
    ToolChoice,
)
from ai_sdk.provider_utils.ids import create_id_generator
from ai_sdk.provider_utils.options_objects import as_provider_options
from ai_sdk.telemetry.dispatch import CallTelemetry, call_telemetry
from ai_sdk.text.callbacks import given_callbacks
from ai_sdk.text.settings import CallSettings, call_settings, check_max_retries
from ai_sdk.text.stop_conditions import stop_conditions
from ai_sdk.text.tool_approval import ToolApprovals
from ai_sdk.timeouts import as_timeouts

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import Headers, ProviderOptions
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.text.callbacks import Callbacks
    from ai_sdk.text.convert import Download
    from ai_sdk.text.output import OutputSpec
    from ai_sdk.text.prompt import Instructions, MessageInput, PromptInput
    from ai_sdk.text.step import StepResult
    from ai_sdk.text.step_preparation import PrepareStep
    from ai_sdk.text.stop_conditions import StopCondition
    from ai_sdk.text.tool_approval import ApprovalPolicy
    from ai_sdk.text.tool_calls import RefineToolInput, RepairToolCall
    from ai_sdk.timeouts import Timeouts
    from ai_sdk.tools.collection import ToolsInput
    from ai_sdk.tools.tool import Tool

__all__ = [
    "Include",
    "TextCall",
    "ToolChoiceInput",
    "as_tool_choice",
    "new_response_id",
    "output_or_text",
    "parse_output",
    "text_call",
]

Include: TypeAlias = Literal["request_body", "request_messages", "response_body", "raw_chunks"]
"""What results carry only on demand, since it can be large."""

ToolChoiceInput: TypeAlias = "Literal['auto', 'none', 'required'] | ToolChoice | Mapping[str, Any]"
"""`"auto"`, `"none"`, `"required"`, `NamedToolChoice("weather")`, or the JSON of it."""

_INCLUDE = ("request_body", "request_messages", "response_body", "raw_chunks")

new_response_id = create_id_generator(prefix="aitxt", size=24)
new_call_id = create_id_generator(prefix="call", size=24)


# Not frozen: with this many fields that would cost as much as the rest of the call's preparation.
@dataclass(slots=True, kw_only=True)
class TextCall:
    """One call of `generate_text` or `stream_text`. Raises `InvalidParameterError` for settings of the wrong kind.

    Nothing changes it.
    """

    model: LanguageModel
    prompt: PromptInput | None
    messages: Sequence[MessageInput] | None
    instructions: Instructions | None
    allow_system_in_messages: bool
    tools: Mapping[str, Tool[Any, Any]] | None
    tool_choice: ToolChoice
    active_tools: Sequence[str] | None
    tool_order: Sequence[str] | None
    stop_when: Sequence[StopCondition]
    prepare_step: PrepareStep | None
    tool_approval: ApprovalPolicy | None
    tool_approval_secret: str | bytes | None
    repair_tool_call: RepairToolCall | None
    refine_tool_input: RefineToolInput
    output: OutputSpec[Any, Any] | None
    settings: CallSettings
    max_retries: int
    limits: Timeouts
    headers: Headers | None
    provider_options: ProviderOptions | None
    runtime_context: Any
    tools_context: Mapping[str, Any]
    download: Download | None
    include: Collection[Include]
    callbacks: Callbacks
    generate_id: Callable[[], str]
    call_id: str
    telemetry: CallTelemetry | None = None

    def __post_init__(self) -> None:
        check_max_retries(self.max_retries)
        for what in self.include:
            if what not in _INCLUDE:
                raise InvalidParameterError(
                    parameter="include", value=what, message=f"{what!r} is none of {', '.join(map(repr, _INCLUDE))}"
                )
        _check_names("active_tools", self.active_tools)
        _check_names("tool_order", self.tool_order)

    @property
    def approvals(self) -> ToolApprovals:
        """The rules of who may run what."""
        return ToolApprovals(self.tool_approval, self.tool_approval_secret, self.generate_id)


def _check_names(parameter: str, names: Sequence[str] | None) -> None:
    if isinstance(names, str):
        raise InvalidParameterError(
            parameter=parameter, value=names, message=f"{parameter} must be a list of names, got {names!r}"
        )


def text_call(given: Mapping[str, Any], operation_id: str, *, headers: Headers | None) -> TextCall:
    """The call that the arguments of `generate_text` or `stream_text` say, by parameter name.

    `operation_id` is what telemetry calls it. The callbacks of the result tell the integrations, too.

    Raises `InvalidParameterError` and its like for those that are wrong, `NoSuchProviderError` for unknown models.
    """
    call_id = new_call_id()
    callbacks = given_callbacks(given)
    telemetry = call_telemetry(operation_id, given["telemetry"], call_id)
    if telemetry is not None:
        callbacks = telemetry.callbacks(callbacks)
    context = given["runtime_context"]
    return TextCall(
        model=resolve_model(given["model"], "language"),
        prompt=given["prompt"],
        messages=given["messages"],
        instructions=given["instructions"],
        allow_system_in_messages=given["allow_system_in_messages"],
        tools=_tools(given["tools"]),
        tool_choice=as_tool_choice(given["tool_choice"]),
        active_tools=given["active_tools"],
        tool_order=given["tool_order"],
        stop_when=stop_conditions(given["stop_when"]),
        prepare_step=given["prepare_step"],
        tool_approval=given["tool_approval"],
        tool_approval_secret=given["tool_approval_secret"],
        repair_tool_call=given["repair_tool_call"],
        refine_tool_input=given["refine_tool_input"] or {},
        output=_output(given["output"]),
        settings=call_settings(given),
        max_retries=given["max_retries"],
        limits=as_timeouts(given["timeout"]),
        headers=headers,
        provider_options=as_provider_options(given["provider_options"]),
        runtime_context={} if context is None else context,
        tools_context=given["tools_context"] or {},
        download=given["download"],
        include=given["include"],
        callbacks=callbacks,
        generate_id=given["generate_id"],
        call_id=call_id,
        telemetry=telemetry,
    )


_TOOL_CHOICES = {"auto": AutoToolChoice(), "none": NoToolChoice(), "required": RequiredToolChoice()}


def as_tool_choice(choice: ToolChoiceInput) -> ToolChoice:
    """The tool choice that the caller means. Raises `InvalidParameterError` for anything else."""
    if isinstance(choice, str):
        known = _TOOL_CHOICES.get(choice)
        if known is not None:
            return known
    elif isinstance(choice, (AutoToolChoice, NoToolChoice, RequiredToolChoice, NamedToolChoice)):
        return choice
    elif isinstance(choice, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        from ai_sdk.provider.codec import from_json
        from ai_sdk.provider.errors import TypeValidationError

        try:
            return from_json(ToolChoice, choice)
        except TypeValidationError:
            pass
    raise InvalidParameterError(
        parameter="tool_choice",
        value=choice,
        message=f"expected 'auto', 'none', 'required' or NamedToolChoice(tool_name), got {choice!r}",
    )


def _tools(tools: ToolsInput | None) -> Mapping[str, Tool[Any, Any]] | None:
    """The caller's tools by name; None for None, which loads none of the machinery."""
    if tools is None:
        return None
    from ai_sdk.tools.collection import as_tools

    return as_tools(tools)


def _output(output: Any) -> OutputSpec[Any, Any] | None:
    """What the caller gave as `output`, as a specification; None for None, which loads no schema machinery."""
    if output is None:
        return None
    from ai_sdk.text.output import as_output

    return as_output(output)


def output_or_text(output: OutputSpec[Any, Any] | None) -> OutputSpec[Any, Any]:
    """The specification, that of plain text for None."""
    if output is not None:
        return output
    from ai_sdk.text.output import Output

    return Output.text()


def parse_output(call: TextCall, step: StepResult) -> Any:
    """The step's text in the form that was asked for. Raises `NoObjectGeneratedError` if it is not of that form."""
    if call.output is None:
        return step.text
    return call.output.parse(step.text, response=step.response, usage=step.usage, finish_reason=step.finish_reason)
