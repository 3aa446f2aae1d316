"""What is sent: the body of a chat request, without a network."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    AssistantMessage,
    CompatibilityWarning,
    FileBytes,
    FilePart,
    FileReference,
    FileText,
    FileUrl,
    FunctionTool,
    InvalidArgumentError,
    JSONFormat,
    LanguageCallOptions,
    Message,
    NamedToolChoice,
    ProviderTool,
    ReasoningPart,
    RequiredToolChoice,
    SystemMessage,
    TextOutput,
    TextPart,
    ToolCallPart,
    ToolMessage,
    ToolResultPart,
    UnsupportedFunctionalityError,
    UnsupportedWarning,
    UserMessage,
)
from ai_sdk_groq import GroqOptions
from ai_sdk_groq.request import groq_request

PNG = FileBytes("iVBORw0KGgo=")
WEATHER = FunctionTool("weather", {"type": "object"})
SEARCH = ProviderTool("groq.browser_search", "search", {})


def call(*prompt: Message, **options: Any) -> LanguageCallOptions:
    return LanguageCallOptions(prompt=prompt or [UserMessage("hi")], **options)


def body(*prompt: Message, model_id: str = "m", **options: Any) -> dict[str, Any]:
    return groq_request(call(*prompt, **options), model_id=model_id)[0]


def test_everything_is_sent_in_the_order_of_the_api() -> None:
    sent, warnings = groq_request(
        call(
            SystemMessage("be short"),
            UserMessage("hi"),
            max_output_tokens=5,
            temperature=0.5,
            top_p=0.9,
            frequency_penalty=0.1,
            presence_penalty=0.2,
            stop_sequences=["x"],
            seed=7,
            response_format=JSONFormat(),
            tools=[WEATHER],
            tool_choice=RequiredToolChoice(),
            provider_options={
                "groq": GroqOptions(
                    reasoning_format="parsed",
                    reasoning_effort="none",
                    parallel_tool_calls=False,
                    user="u",
                    service_tier="flex",
                ).to_json()
            },
        ),
        model_id="m",
    )
    assert list(sent.items()) == [
        ("model", "m"),
        ("user", "u"),
        ("parallel_tool_calls", False),
        ("max_tokens", 5),
        ("temperature", 0.5),
        ("top_p", 0.9),
        ("frequency_penalty", 0.1),
        ("presence_penalty", 0.2),
        ("stop", ["x"]),
        ("seed", 7),
        ("response_format", {"type": "json_object"}),
        ("reasoning_format", "parsed"),
        ("reasoning_effort", "none"),
        ("service_tier", "flex"),
        ("messages", [{"role": "system", "content": "be short"}, {"role": "user", "content": "hi"}]),
        ("tools", [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}]),
        ("tool_choice", "required"),
    ]
    assert warnings == []


def test_warnings_stand_in_a_fixed_order() -> None:
    options = call(
        top_k=4,
        response_format=JSONFormat({"type": "object"}),
        reasoning="xhigh",
        tools=[SEARCH, ProviderTool("acme.x", "x", {})],
        tool_choice=NamedToolChoice("search"),
        provider_options={"groq": {"structured_outputs": False}},
    )
    sent, warnings = groq_request(options, model_id="llama")
    assert warnings == [
        UnsupportedWarning("topK"),
        UnsupportedWarning("responseFormat", "JSON response format schema is only supported with structuredOutputs"),
        CompatibilityWarning(
            "reasoning", 'reasoning "xhigh" is not directly supported by this model. mapped to effort "high".'
        ),
        UnsupportedWarning(
            "provider-defined tool groq.browser_search",
            "Browser search is only supported on the following models: openai/gpt-oss-20b, openai/gpt-oss-120b. "
            "Current model: llama",
        ),
        UnsupportedWarning("provider-defined tool acme.x"),
    ]
    assert sent["response_format"] == {"type": "json_object"}
    assert (sent["tools"], sent["tool_choice"]) == ([], {"type": "function", "function": {"name": "search"}})


@pytest.mark.parametrize("model_id", ["openai/gpt-oss-20b", "openai/gpt-oss-120b"])
def test_browser_search_is_sent_without_its_name(model_id: str) -> None:
    assert body(model_id=model_id, tools=[SEARCH])["tools"] == [{"type": "browser_search"}]


def test_a_schema_is_sent_strictly_unless_an_option_says_otherwise() -> None:
    schema = JSONFormat({"type": "object"}, name="city", description="A city.")
    assert body(response_format=schema)["response_format"] == {
        "type": "json_schema",
        "json_schema": {"schema": {"type": "object"}, "strict": True, "name": "city", "description": "A city."},
    }
    loose = body(response_format=schema, provider_options={"groq": {"strictJsonSchema": False}})
    assert loose["response_format"]["json_schema"]["strict"] is False


@pytest.mark.parametrize(
    ("level", "sent"),
    [
        ("minimal", "low"),
        ("low", "low"),
        ("medium", "medium"),
        ("high", "high"),
        ("xhigh", "high"),
        ("none", None),
        ("provider-default", None),
        (None, None),
    ],
)
def test_reasoning_levels_have_groqs_words(level: Any, sent: str | None) -> None:
    assert body(reasoning=level).get("reasoning_effort") == sent
    option = {"groq": {"reasoningEffort": "default"}}
    decided, warnings = groq_request(call(reasoning=level, provider_options=option), model_id="m")
    assert (decided["reasoning_effort"], warnings) == ("default", [])


def test_options_may_be_in_snake_case_and_unknown_ones_are_not_sent() -> None:
    sent = body(provider_options={"groq": {"reasoning_format": "hidden", "top_k": 4}, "acme": {"user": "x"}})
    assert sent == {**body(), "reasoning_format": "hidden"}


@pytest.mark.parametrize(
    "options",
    [{"serviceTier": "fast"}, {"user": None}, {"parallel_tool_calls": "yes"}, {"reasoningEffort": "xhigh"}, "x"],
)
def test_an_option_of_a_wrong_type_is_refused(options: Any) -> None:
    with pytest.raises(InvalidArgumentError, match=r"^invalid groq provider options$"):
        body(provider_options={"groq": options})


def test_an_assistant_message_always_has_a_content_and_its_reasoning() -> None:
    said = AssistantMessage(
        [
            ReasoningPart("hm, "),
            ReasoningPart("yes"),
            ToolCallPart("c1", "weather", {"city": "Oslo"}, provider_options={"groq": {"x": 1}}),
        ],
        provider_options={"openaiCompatible": {"y": 1}},
    )
    results = ToolMessage([ToolResultPart("c1", "weather", TextOutput("sunny"))])
    assert body(said, results, AssistantMessage("ok"))["messages"] == [
        {
            "role": "assistant",
            "content": "",
            "reasoning": "hm, yes",
            "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": '{"city":"Oslo"}'}}
            ],
        },
        {"role": "tool", "tool_call_id": "c1", "content": "sunny"},
        {"role": "assistant", "content": "ok"},
    ]


def test_images_go_inline_or_by_their_url() -> None:
    parts = [
        TextPart("what is this?"),
        FilePart(PNG, media_type="image/*"),
        FilePart(FileUrl("https://example.com/ä.png"), media_type="image/png"),
    ]
    assert body(UserMessage(parts))["messages"][0]["content"] == [
        {"type": "text", "text": "what is this?"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
        {"type": "image_url", "image_url": {"url": "https://example.com/%C3%A4.png"}},
    ]


@pytest.mark.parametrize(
    ("part", "functionality"),
    [
        (FilePart(PNG, media_type="audio/mpeg"), "Non-image file content parts"),
        (FilePart(FileUrl("https://example.com/a.pdf"), media_type="application/pdf"), "Non-image file content parts"),
        (FilePart(FileReference({"groq": "f"}), media_type="image/png"), "file parts with provider references"),
        (FilePart(FileText("x"), media_type="text/plain"), "text file parts"),
    ],
)
def test_other_files_are_refused(part: FilePart, functionality: str) -> None:
    with pytest.raises(UnsupportedFunctionalityError) as caught:
        body(UserMessage([part]))
    assert caught.value.functionality == functionality
