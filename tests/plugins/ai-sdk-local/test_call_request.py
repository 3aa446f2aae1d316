from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    AutoToolChoice,
    FunctionTool,
    InvalidArgumentError,
    JSONFormat,
    LanguageCallOptions,
    NamedToolChoice,
    NoToolChoice,
    ProviderTool,
    RequiredToolChoice,
    TextFormat,
    UnsupportedWarning,
    UserMessage,
)
from ai_sdk_local.call_request import PreparedCall, prepare_call
from ai_sdk_local.catalog import CallDefaults

DEFAULTS = CallDefaults(temperature=0.2, top_p=0.9, max_output_tokens=1024)
WEATHER = FunctionTool("weather", {"type": "object", "properties": {"city": {"type": "string"}}})
ADD = FunctionTool("add", {"type": "object", "properties": {"a": {"type": "integer"}}})


def prepare(defaults: CallDefaults = CallDefaults(), **options: Any) -> PreparedCall:  # noqa: B008 - frozen
    return prepare_call(LanguageCallOptions(prompt=[UserMessage("hi")], **options), defaults)


def test_nothing_given_leaves_everything_to_the_engine() -> None:
    call = prepare()
    request = call.request
    assert request.messages == [{"role": "user", "content": "hi"}]
    assert [request.max_tokens, request.temperature, request.top_p, request.top_k] == [None] * 4
    assert [request.presence_penalty, request.frequency_penalty, request.stop_seqs, request.grammar] == [None] * 4
    assert call.warnings == []


def test_settings_are_passed_on() -> None:
    request = prepare(
        max_output_tokens=5,
        temperature=0.0,
        top_p=0.5,
        top_k=3.0,
        presence_penalty=0.1,
        frequency_penalty=0.2,
        stop_sequences=["a", "", "b"],
    ).request
    assert (request.max_tokens, request.temperature, request.top_p, request.top_k) == (5, 0.0, 0.5, 3)
    assert isinstance(request.top_k, int)
    assert (request.presence_penalty, request.frequency_penalty) == (0.1, 0.2)
    assert request.stop_seqs == ["a", "b"], "an empty one would stop the engine at once"


def test_a_model_has_defaults_for_what_is_not_given() -> None:
    request = prepare(DEFAULTS).request
    assert (request.temperature, request.top_p, request.max_tokens) == (0.2, 0.9, 1024)


def test_who_sets_one_sampling_setting_gets_no_default_for_the_other() -> None:
    assert prepare(DEFAULTS, temperature=1.0).request.top_p is None
    assert prepare(DEFAULTS, top_p=0.5).request.temperature is None
    assert prepare(DEFAULTS, max_output_tokens=7).request.max_tokens == 7


@pytest.mark.parametrize(("setting", "value"), [("max_output_tokens", 0), ("top_k", -1)])
def test_values_that_the_engine_can_not_take_are_named(setting: str, value: int) -> None:
    with pytest.raises(InvalidArgumentError, match=f"{setting} must be at least 1.*{value}") as caught:
        prepare(**{setting: value})
    assert caught.value.argument == setting


def test_a_seed_and_reasoning_are_warnings() -> None:
    call = prepare(seed=1, reasoning="high")
    assert [warning.feature for warning in call.warnings if isinstance(warning, UnsupportedWarning)] == [
        "seed",
        "reasoning",
    ]
    assert prepare(reasoning="provider-default").warnings == []


def test_a_json_format_is_a_grammar() -> None:
    call = prepare(response_format=JSONFormat({"type": "string"}))
    assert call.schema == {"type": "string"}
    assert call.request.grammar == {"type": "string", "x-guidance": {"whitespace_flexible": False}}
    assert prepare(response_format=JSONFormat()).schema == {"type": "object"}
    assert prepare(response_format=TextFormat()).schema is None


def test_one_required_tool_is_answered_with_its_arguments() -> None:
    call = prepare(tools=[WEATHER], tool_choice=RequiredToolChoice())
    assert call.tools == [WEATHER]
    assert call.schema == WEATHER.input_schema
    assert call.request.messages[0]["role"] == "system"
    assert call.warnings == []


def test_a_named_tool_is_the_only_one_that_counts() -> None:
    assert prepare(tools=[WEATHER, ADD], tool_choice=NamedToolChoice("add")).tools == [ADD]


def test_a_named_tool_that_is_not_there_is_an_error() -> None:
    with pytest.raises(InvalidArgumentError, match=r"'nope'.*'weather', 'add'"):
        prepare(tools=[WEATHER, ADD], tool_choice=NamedToolChoice("nope"))


def test_one_of_several_required_tools_is_answered_with_name_and_arguments() -> None:
    call = prepare(tools=[WEATHER, ADD], tool_choice=RequiredToolChoice())
    assert call.tools == [WEATHER, ADD]
    assert call.schema is not None
    assert "anyOf" in call.schema


def test_a_forced_tool_goes_before_a_json_format() -> None:
    call = prepare(tools=[WEATHER], tool_choice=RequiredToolChoice(), response_format=JSONFormat({"type": "string"}))
    assert call.schema == WEATHER.input_schema


@pytest.mark.parametrize("choice", [AutoToolChoice(), None])
def test_tools_that_may_be_called_are_left_out_with_a_warning(choice: AutoToolChoice | None) -> None:
    call = prepare(tools=[WEATHER], tool_choice=choice)
    assert call.tools == []
    assert call.request.grammar is None
    [warning] = call.warnings
    assert isinstance(warning, UnsupportedWarning)
    assert warning.feature == "tools"


def test_no_warning_without_tools_or_when_none_may_be_called() -> None:
    assert prepare(tool_choice=AutoToolChoice()).warnings == []
    assert prepare(tools=[WEATHER], tool_choice=NoToolChoice()).warnings == []


def test_provider_tools_are_left_out_with_a_warning() -> None:
    call = prepare(tools=[ProviderTool("acme.search", "search", {})], tool_choice=RequiredToolChoice())
    assert call.warnings == [UnsupportedWarning("provider-defined tool acme.search")]
    assert call.tools == []
