from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.middleware import (
    default_embedding_settings_middleware,
    default_instructions_middleware,
    default_settings_middleware,
    wrap_embedding_model,
    wrap_language_model,
)
from ai_sdk.provider import (
    EmbeddingCallOptions,
    EmbeddingResult,
    FunctionTool,
    InvalidArgumentError,
    JSONFormat,
    LanguageCallOptions,
    NoToolChoice,
    SystemMessage,
    TypeValidationError,
    UserMessage,
)
from ai_sdk.testing import MockEmbeddingModel, MockLanguageModel, text_result, text_stream


async def sent(settings: dict[str, Any], **given: Any) -> LanguageCallOptions:
    """What reaches the model of a call with these options."""
    model = MockLanguageModel(do_generate=text_result(""))
    wrapped = wrap_language_model(model, default_settings_middleware(settings=settings))
    await wrapped.do_generate(LanguageCallOptions(prompt=[UserMessage("hi")], **given))
    return model.do_generate_calls[0]


async def test_defaults_hold_where_the_call_says_nothing() -> None:
    options = await sent({"temperature": 0.7, "top_p": 0.5, "stop_sequences": ["a"]}, top_p=0, stop_sequences=[])
    assert (options.temperature, options.top_p, options.stop_sequences) == (0.7, 0, [])
    assert options.prompt == [UserMessage("hi")]
    assert options.seed is None


async def test_settings_may_be_spelled_as_in_json() -> None:
    options = await sent(
        {
            "maxOutputTokens": 5,
            "responseFormat": {"type": "json", "schema": {"a_b": 1}},
            "tools": [{"type": "function", "name": "t", "inputSchema": {}}],
            "toolChoice": NoToolChoice(),
        }
    )
    assert options.max_output_tokens == 5
    assert options.response_format == JSONFormat({"a_b": 1})
    assert options.tools == [FunctionTool("t", {})]
    assert options.tool_choice == NoToolChoice()


async def test_headers_and_provider_options_are_merged_and_lists_are_not() -> None:
    options = await sent(
        {"headers": {"a": "1", "b": "1"}, "provider_options": {"p": {"x": {"y": 1, "z": [1]}, "keep": 1}, "q": {}}},
        headers={"b": "2", "c": None},
        provider_options={"p": {"x": {"y": None, "z": [2]}}},
    )
    assert options.headers == {"a": "1", "b": "2", "c": None}
    assert options.provider_options == {"p": {"x": {"y": None, "z": [2]}, "keep": 1}, "q": {}}


async def test_options_objects_of_providers_are_taken() -> None:
    class Options:
        provider = "acme"

        def to_json(self) -> dict[str, Any]:
            return {"a": 1}

    assert (await sent({"provider_options": [Options()]})).provider_options == {"acme": {"a": 1}}


async def test_defaults_hold_for_streams_too() -> None:
    model = MockLanguageModel(do_stream=text_stream("x"))
    wrapped = wrap_language_model(model, default_settings_middleware(settings={"seed": 3}))
    result = await wrapped.do_stream(LanguageCallOptions(prompt=[]))
    await result.stream.aclose()
    assert model.do_stream_calls[0].seed == 3


@pytest.mark.parametrize("name", ["temprature", "prompt", "Prompt", ""])
def test_a_name_that_is_no_setting_is_refused(name: str) -> None:
    with pytest.raises(InvalidArgumentError, match=r"is no setting .* temperature"):
        default_settings_middleware(settings={name: 1})


def test_a_value_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(TypeValidationError):
        default_settings_middleware(settings={"temperature": "hot"})
    with pytest.raises(InvalidArgumentError):
        default_settings_middleware(settings={"provider_options": {"p": 1}})


async def test_embedding_calls_have_default_headers_and_provider_options() -> None:
    model = MockEmbeddingModel(do_embed=EmbeddingResult([]))
    settings = {"headers": {"a": "1"}, "providerOptions": {"p": {"x": 1, "y": 1}}}
    wrapped = wrap_embedding_model(model, default_embedding_settings_middleware(settings=settings))
    await wrapped.do_embed(EmbeddingCallOptions(values=["v"], provider_options={"p": {"y": 2}}))
    assert model.do_embed_calls == [
        EmbeddingCallOptions(values=["v"], headers={"a": "1"}, provider_options={"p": {"x": 1, "y": 2}})
    ]
    with pytest.raises(InvalidArgumentError, match=r"headers, provider_options"):
        default_embedding_settings_middleware(settings={"values": ["x"]})


@pytest.mark.parametrize(
    ("instructions", "expected"),
    [
        ("Be short.", [SystemMessage("Be short.")]),
        (SystemMessage("Be short."), [SystemMessage("Be short.")]),
        ([SystemMessage("a"), SystemMessage("b")], [SystemMessage("a"), SystemMessage("b")]),
    ],
)
async def test_default_instructions_come_before_a_prompt_without_any(instructions: Any, expected: list[Any]) -> None:
    model = MockLanguageModel(do_generate=text_result(""))
    wrapped = wrap_language_model(model, default_instructions_middleware(instructions=instructions))
    await wrapped.do_generate(LanguageCallOptions(prompt=[UserMessage("hi")]))
    own = [SystemMessage("mine"), UserMessage("hi")]
    await wrapped.do_generate(LanguageCallOptions(prompt=own))
    assert [call.prompt for call in model.do_generate_calls] == [[*expected, UserMessage("hi")], own]
