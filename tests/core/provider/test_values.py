from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any, get_args

import ai_sdk.provider
import pytest
from ai_sdk.provider import (
    AssistantMessage,
    Content,
    FilePart,
    FinishReason,
    GenerateResult,
    ImageCallOptions,
    InputTokens,
    LanguageCallOptions,
    OutputTokens,
    RequestInfo,
    ResponseInfo,
    StreamPart,
    StreamResult,
    TextContent,
    TextPart,
    ToolMessage,
    TranscriptionStreamPart,
    Usage,
    UserMessage,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.provider.strategies import VALUE_CLASSES, WITHOUT_JSON, values

EVERY_CLASS = [*VALUE_CLASSES, *(getattr(ai_sdk.provider, name) for name in sorted(WITHOUT_JSON))]
# These are made for each chunk, each part of an answer, or each answer of a language model.
MUTABLE = {
    *get_args(StreamPart),
    *get_args(Content),
    *get_args(TranscriptionStreamPart),
    *(GenerateResult, StreamResult, Usage, InputTokens, OutputTokens, RequestInfo, ResponseInfo),
}

each_class = pytest.mark.parametrize("cls", EVERY_CLASS, ids=lambda cls: cls.__name__)


@each_class
def test_values_have_slots_and_no_dict(cls: type[Any]) -> None:
    assert "__slots__" in vars(cls)
    assert not hasattr(cls, "__dict__") or "__dict__" not in {slot for base in cls.__mro__ for slot in vars(base)}


@each_class
def test_settings_and_messages_are_frozen_and_what_a_model_gives_is_not(cls: type[Any]) -> None:
    assert cls.__dataclass_params__.frozen == (cls not in MUTABLE)


@pytest.mark.parametrize("cls", VALUE_CLASSES, ids=lambda cls: cls.__name__)
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_values_can_be_pickled_copied_and_shown(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(values(cls))
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value
    assert dataclasses.replace(value) == value
    assert repr(value).startswith(cls.__name__)


def test_a_frozen_value_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        UserMessage("hi").content = "ho"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        FilePart(b"", "image/png").media_type = "image/jpeg"  # type: ignore[misc]
    part = TextContent("hi")
    part.text = "ho"
    assert part == TextContent("ho")


def test_a_value_refuses_attributes_it_does_not_have() -> None:
    with pytest.raises(AttributeError):
        TextContent("hi").txt = "ho"  # type: ignore[attr-defined]


def test_the_discriminators_belong_to_the_class() -> None:
    assert TextPart.type == TextPart("hi").type == "text"
    assert UserMessage.role == "user"
    with pytest.raises(TypeError):
        TextPart("hi", type="image")  # type: ignore[call-arg]


def test_a_message_always_has_parts() -> None:
    assert list(UserMessage("hi").parts) == [TextPart("hi")]
    assert list(AssistantMessage("hi").parts) == [TextPart("hi")]
    assert UserMessage([TextPart("hi")]).parts == [TextPart("hi")]
    assert ToolMessage([]).parts == []


def test_parts_match_by_their_class() -> None:
    match UserMessage("hi").parts[0]:
        case TextPart(text=text):
            assert text == "hi"
        case FilePart():
            pytest.fail("no file")


def test_call_options_are_keywords_and_absent_by_default() -> None:
    options = LanguageCallOptions(prompt=[UserMessage("hi")])
    others = {name: value for name in options.__slots__ if (value := getattr(options, name)) is not None}
    assert others == {"prompt": [UserMessage("hi")]}
    with pytest.raises(TypeError):
        LanguageCallOptions([UserMessage("hi")])  # type: ignore[misc]


def test_provider_options_of_an_image_call_are_always_an_object_of_its_own() -> None:
    first, second = ImageCallOptions(), ImageCallOptions()
    assert first.provider_options == {}
    assert first.provider_options is not second.provider_options


def test_unknown_usage_is_all_absent() -> None:
    assert Usage() == Usage(InputTokens(), OutputTokens(), None)
    assert Usage().input_tokens.total is None


def test_a_finish_reason_needs_no_word_of_the_provider() -> None:
    assert FinishReason("stop") == FinishReason("stop", None)
