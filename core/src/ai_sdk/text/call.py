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
from ai_sdk.text.settings import SETTING_NAMES, CallSettings, check_max_retries
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
        for parameter, names in (("active_tools", self.active_tools), ("tool_order", self.tool_order)):
            if isinstance(names, str):
                raise InvalidParameterError(
                    parameter=parameter, value=names, message=f"{parameter} must be a list of names, got {names!r}"
                )

    @property
    def approvals(self) -> ToolApprovals:
        """The rules of who may run what."""
        return ToolApprovals(self.tool_approval, self.tool_approval_secret, self.generate_id)


def text_call(arguments: Mapping[str, Any], operation_id: str) -> TextCall:
    """The call that the arguments of `generate_text` or `stream_text` say, by parameter name.

    `operation_id` is what telemetry calls it. The callbacks of the result tell the integrations, too.

    Raises `InvalidParameterError` and its like for those that are wrong, `NoSuchProviderError` for unknown models.
    """
    given = dict(arguments)
    call_id = new_call_id()
    callbacks = given_callbacks(given)
    telemetry = call_telemetry(operation_id, given.pop("telemetry"), call_id)
    if telemetry is not None:
        callbacks = telemetry.callbacks(callbacks)
    return TextCall(
        model=resolve_model(given.pop("model"), "language"),
        tools=_tools(given.pop("tools")),
        tool_choice=as_tool_choice(given.pop("tool_choice")),
        stop_when=stop_conditions(given.pop("stop_when")),
        refine_tool_input=given.pop("refine_tool_input") or {},
        output=_output(given.pop("output")),
        settings=CallSettings(**{name: given.pop(name) for name in SETTING_NAMES}),
        limits=as_timeouts(given.pop("timeout")),
        provider_options=as_provider_options(given.pop("provider_options")),
        runtime_context={} if (context := given.pop("runtime_context")) is None else context,
        tools_context=given.pop("tools_context") or {},
        callbacks=callbacks,
        call_id=call_id,
        telemetry=telemetry,
        **given,
    )


def as_tool_choice(choice: ToolChoiceInput) -> ToolChoice:
    """The tool choice that the caller means. Raises `InvalidParameterError` for anything else."""
    if isinstance(choice, (AutoToolChoice, NoToolChoice, RequiredToolChoice, NamedToolChoice)):
        return choice
    if isinstance(choice, str):
        known = {"auto": AutoToolChoice(), "none": NoToolChoice(), "required": RequiredToolChoice()}.get(choice)
        if known is not None:
            return known
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
