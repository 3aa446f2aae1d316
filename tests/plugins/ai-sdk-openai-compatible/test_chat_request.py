"""The body of a chat request: settings, options and their keys, tools, response formats."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from ai_sdk.provider import (
    AutoToolChoice,
    DeprecatedWarning,
    FunctionTool,
    InvalidArgumentError,
    JSONFormat,
    LanguageCallOptions,
    ModelTool,
    NamedToolChoice,
    NoToolChoice,
    ProviderTool,
    RequiredToolChoice,
    TextFormat,
    ToolChoice,
    UnsupportedFunctionalityError,
    UnsupportedWarning,
    UserMessage,
)
from ai_sdk_openai_compatible.chat.request import ChatRequest, chat_request
from ai_sdk_openai_compatible.chat.tools import prepare_tools
from ai_sdk_openai_compatible.options import OptionKeys

HI = [{"role": "user", "content": "hi"}]
SCHEMA = {"type": "object", "properties": {}}
TOOL = FunctionTool("f", SCHEMA)


def request(provider: str = "acme.chat", *, structured: bool = False, **options: Any) -> ChatRequest:
    call = LanguageCallOptions(prompt=[UserMessage("hi")], **options)
    return chat_request(call, model_id="m", provider=provider, supports_structured_outputs=structured)


def test_the_smallest_request_has_model_and_messages() -> None:
    assert request() == ChatRequest({"model": "m", "messages": HI}, [], "acme")


def test_settings_are_sent_in_the_servers_names_and_zeros_count() -> None:
    body = request(
        max_output_tokens=10,
        temperature=0,
        top_p=0.5,
        frequency_penalty=0.1,
        presence_penalty=0.2,
        stop_sequences=(),
        seed=0,
    ).body
    assert list(body.items()) == [
        ("model", "m"),
        ("max_tokens", 10),
        ("temperature", 0),
        ("top_p", 0.5),
        ("frequency_penalty", 0.1),
        ("presence_penalty", 0.2),
        ("stop", []),
        ("seed", 0),
        ("messages", HI),
    ]


def test_top_k_is_not_sent_but_warned_about() -> None:
    result = request(top_k=3)
    assert result.body == {"model": "m", "messages": HI}
    assert result.warnings == [UnsupportedWarning("topK")]


@pytest.mark.parametrize(
    ("level", "sent"),
    [(None, None), ("provider-default", None), ("none", None), ("minimal", "minimal"), ("xhigh", "xhigh")],
)
def test_reasoning_levels_are_sent_as_they_are(level: Any, sent: str | None) -> None:
    assert request(reasoning=level).body.get("reasoning_effort") == sent


def test_known_options_are_translated_and_others_passed_through() -> None:
    options = {"user": "u", "reasoningEffort": "high", "textVerbosity": "low", "strictJsonSchema": True, "top_k": 5}
    body = request(provider_options={"acme": {**options, "null": None}}, reasoning="low").body
    assert body == {
        "model": "m",
        "user": "u",
        "top_k": 5,
        "null": None,
        "reasoning_effort": "high",
        "verbosity": "low",
        "messages": HI,
    }


def test_passed_through_members_replace_settings_but_nothing_that_is_computed() -> None:
    through = {
        "model": "other",
        "temperature": None,
        "reasoning_effort": "high",
        "verbosity": "high",
        "messages": [],
        "tools": [],
        "tool_choice": "none",
        "stream": True,
        "stream_options": {},
    }
    body = request(provider_options={"acme": through}, temperature=1).body
    assert body == {"model": "other", "temperature": None, "messages": HI}


@pytest.mark.parametrize(
    ("provider", "raw", "camel"),
    [
        ("acme.chat", "acme", "acme"),
        ("acme-co.chat", "acme-co", "acmeCo"),
        ("my_co-x.y.chat", "my_co-x", "myCoX"),
        ("a--b.chat", "a--b", "a-B"),
        ("my-2co.chat", "my-2co", "my-2co"),
        (" acme .chat", "acme", "acme"),
        ("", "", ""),
    ],
)
def test_options_stand_under_the_name_and_under_its_camel_case(provider: str, raw: str, camel: str) -> None:
    assert OptionKeys.of(provider) == OptionKeys(raw, camel)


def test_the_nearest_key_wins() -> None:
    result = request(
        "acme-co.chat",
        provider_options={
            "openai-compatible": {"user": "1", "reasoningEffort": "1", "textVerbosity": "1", "x": 1},
            "openaiCompatible": {"user": "2", "reasoningEffort": "2", "x": 2},
            "acme-co": {"user": "3", "raw": 3, "both": 3},
            "acmeCo": {"camel": 4, "both": 4},
        },
    )
    assert result.body == {
        "model": "m",
        "user": "3",
        "raw": 3,
        "both": 4,
        "camel": 4,
        "reasoning_effort": "2",
        "verbosity": "1",
        "messages": HI,
    }
    assert result.warnings == [
        DeprecatedWarning("providerOptions key 'openai-compatible'", "Use 'openaiCompatible' instead."),
        DeprecatedWarning("providerOptions key 'acme-co'", "Use 'acmeCo' instead."),
    ]
    assert result.metadata_key == "acmeCo"


@pytest.mark.parametrize("value", [1, None, ["u"]])
def test_an_option_of_a_wrong_type_is_refused(value: Any) -> None:
    with pytest.raises(InvalidArgumentError, match=r"^invalid openaiCompatible provider options$") as caught:
        request(provider_options={"openaiCompatible": {"user": value}})
    assert "user: expected a string" in str(caught.value.cause)


@pytest.mark.parametrize("wanted", [None, TextFormat()])
def test_text_needs_no_response_format(wanted: Any) -> None:
    assert "response_format" not in request(response_format=wanted, structured=True).body


def test_json_without_a_schema_is_a_json_object() -> None:
    for structured in (False, True):
        result = request(response_format=JSONFormat(), structured=structured)
        assert result.body["response_format"] == {"type": "json_object"}
        assert result.warnings == []


def test_a_schema_is_left_out_with_a_warning_unless_the_server_takes_schemas() -> None:
    result = request(response_format=JSONFormat(SCHEMA), top_k=1)
    assert result.body["response_format"] == {"type": "json_object"}
    assert [warning.feature for warning in result.warnings if isinstance(warning, UnsupportedWarning)] == [
        "topK",
        "responseFormat",
    ]


def test_a_schema_is_sent_strictly_unless_told_otherwise() -> None:
    wanted = JSONFormat(SCHEMA, description="d")
    sent = request(response_format=wanted, structured=True).body["response_format"]["json_schema"]
    assert sent == {"schema": SCHEMA, "strict": True, "name": "response", "description": "d"}
    loose = request(
        response_format=JSONFormat(SCHEMA, name="n"),
        structured=True,
        provider_options={"acme": {"strictJsonSchema": False}},
    )
    assert loose.body["response_format"]["json_schema"] == {"schema": SCHEMA, "strict": False, "name": "n"}


@pytest.mark.parametrize("tools", [None, []])
def test_without_tools_no_choice_is_sent(tools: Any) -> None:
    assert request(tools=tools, tool_choice=RequiredToolChoice()).body == {"model": "m", "messages": HI}


def test_function_tools_are_sent_with_what_they_have() -> None:
    full = FunctionTool("f", SCHEMA, "does f", strict=False, provider_options={"acme": {"x": 1}})
    assert prepare_tools([TOOL, full], None).tools == [
        {"type": "function", "function": {"name": "f", "parameters": SCHEMA}},
        {
            "type": "function",
            "function": {"name": "f", "description": "does f", "parameters": SCHEMA, "strict": False},
        },
    ]


def test_provider_tools_are_left_out_with_a_warning() -> None:
    result = request(tools=[ProviderTool("x.search", "search", {})], tool_choice=AutoToolChoice())
    assert result.body == {"model": "m", "messages": HI, "tools": [], "tool_choice": "auto"}
    assert result.warnings == [UnsupportedWarning("provider-defined tool x.search")]


def test_a_vendor_can_send_its_own_tools() -> None:
    tools: list[ModelTool] = [ProviderTool("acme.search", "search", {}), TOOL]
    prepared = prepare_tools(tools, None, provider_tool=lambda tool: {"type": tool.id.partition(".")[2]})
    assert prepared.tools is not None
    assert prepared.tools[0] == {"type": "search"}


@pytest.mark.parametrize(
    ("choice", "sent"),
    [
        (None, None),
        (AutoToolChoice(), "auto"),
        (NoToolChoice(), "none"),
        (RequiredToolChoice(), "required"),
        (NamedToolChoice("f"), {"type": "function", "function": {"name": "f"}}),
    ],
)
def test_tool_choices(choice: ToolChoice | None, sent: Any) -> None:
    assert request(tools=[TOOL], tool_choice=choice).body.get("tool_choice") == sent


def test_an_unknown_tool_choice_is_refused() -> None:
    choice: Any = SimpleNamespace(type="bogus")
    with pytest.raises(UnsupportedFunctionalityError, match="'tool choice type: bogus' functionality not supported"):
        request(tools=[TOOL], tool_choice=choice)
