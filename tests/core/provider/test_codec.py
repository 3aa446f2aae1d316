from __future__ import annotations

import array
import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import ai_sdk.provider
import pytest
from ai_sdk.provider import (
    APICallError,
    AssistantMessage,
    BatchItem,
    BatchStarted,
    BatchUnfinished,
    Content,
    ContentOutput,
    CustomOutputItem,
    DocumentSource,
    EmbeddingResult,
    ErrorPart,
    FileBytes,
    FileContent,
    FilePart,
    FileReference,
    FileUrl,
    Finish,
    FinishReason,
    FunctionTool,
    GenerateResult,
    ImageFile,
    InputTokens,
    JSONOutput,
    LanguageCallOptions,
    Message,
    ModelTool,
    OutputTokens,
    RawPart,
    RequestInfo,
    ResponseInfo,
    ResponseMetadata,
    SpeechResult,
    StreamPart,
    StreamStart,
    SystemMessage,
    TextContent,
    TextDelta,
    TextPart,
    ToolCallContent,
    ToolMessage,
    ToolOutput,
    ToolResultContent,
    ToolResultPart,
    TranscriptionStreamPart,
    TypeValidationError,
    UnsupportedWarning,
    UrlSource,
    Usage,
    UserMessage,
    VideoBytes,
    VideoData,
    from_json,
    iso_timestamp,
    to_json,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.provider.strategies import UNIONS, VALUE_CLASSES, field_types, is_opaque, values

few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
each_class = pytest.mark.parametrize("cls", VALUE_CLASSES, ids=lambda cls: cls.__name__)


def json_name(cls: type[Any], field: str) -> str:
    metadata = next(each.metadata for each in dataclasses.fields(cls) if each.name == field)
    head, *tail = field.split("_")
    return metadata.get("json") or head + "".join(word.capitalize() for word in tail)


def problem(error: TypeValidationError) -> str:
    return str(error).partition("\nError message: ")[2]


# Round trips


@each_class
@given(data=st.data())
@few
def test_a_value_survives_the_way_through_json_text(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(values(cls))
    assert from_json(cls, json.loads(json.dumps(to_json(value)))) == value


@pytest.mark.parametrize("name", UNIONS)
@given(data=st.data())
@few
def test_a_member_of_a_union_is_found_again_by_its_discriminators(name: str, data: st.DataObject) -> None:
    value = data.draw(st.one_of([values(member) for member in UNIONS[name]]))
    found: Any = from_json(getattr(ai_sdk.provider, name), json.loads(json.dumps(to_json(value))))
    assert type(found) is type(value)
    assert found == value


@each_class
@given(data=st.data())
@few
def test_snake_case_is_read_too(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(values(cls))
    written = to_json(value)
    for field in dataclasses.fields(cls):
        if (name := json_name(cls, field.name)) in written:
            written[field.name] = written.pop(name)
    assert from_json(cls, written) == value


@each_class
@given(data=st.data())
@few
def test_fields_that_nobody_knows_are_ignored(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(values(cls))
    assert from_json(cls, {**to_json(value), "aFieldOfTheFuture": [1], "and_another": None}) == value


@each_class
@given(data=st.data())
@few
def test_none_is_absent_in_both_directions(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(values(cls))
    written = to_json(value)
    types = field_types(cls)
    optional = {json_name(cls, field.name) for field in dataclasses.fields(cls) if field.default is None}
    assert not {name for name in optional if name in written and written[name] is None}
    absent = {name: None for name in optional if name not in written}
    assert from_json(cls, {**written, **absent}) == value
    assert types.keys() >= {field.name for field in dataclasses.fields(cls)}


def test_a_value_inside_data_passes_as_it_is() -> None:
    part = TextPart("hi")
    message: Any = from_json(Message, {"role": "user", "content": [part, {"type": "text", "text": "there"}]})
    assert message.content[0] is part
    assert from_json(Message, message) is message


def test_both_spellings_are_read_at_every_depth() -> None:
    expected = GenerateResult(
        [ToolCallContent("c1", "weather", "{}", provider_executed=True)],
        FinishReason("tool-calls"),
        Usage(InputTokens(total=3, cache_read=1), OutputTokens(total=2)),
        [],
        provider_metadata={"acme": {"cacheHit": True, "cache_hit": False}},
    )
    camel = {
        "content": [
            {"type": "tool-call", "toolCallId": "c1", "toolName": "weather", "input": "{}", "providerExecuted": True}
        ],
        "finishReason": {"unified": "tool-calls"},
        "usage": {"inputTokens": {"total": 3, "cacheRead": 1}, "outputTokens": {"total": 2}},
        "warnings": [],
        "providerMetadata": {"acme": {"cacheHit": True, "cache_hit": False}},
    }
    snake = {
        "content": [
            {
                "type": "tool-call",
                "tool_call_id": "c1",
                "tool_name": "weather",
                "input": "{}",
                "provider_executed": True,
            }
        ],
        "finish_reason": {"unified": "tool-calls"},
        "usage": {"input_tokens": {"total": 3, "cache_read": 1}, "output_tokens": {"total": 2}},
        "warnings": [],
        "provider_metadata": {"acme": {"cacheHit": True, "cache_hit": False}},
    }
    assert from_json(GenerateResult, camel) == expected
    assert from_json(GenerateResult, snake) == expected
    assert to_json(expected) == camel


def test_where_both_spellings_stand_the_canonical_one_counts() -> None:
    assert from_json(FilePart, {"data": "aGk=", "mediaType": "a/b", "media_type": "c/d"}).media_type == "a/b"


# The JSON itself


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (UserMessage("hi"), {"role": "user", "content": "hi"}),
        (SystemMessage("be kind", provider_options={"a": {"b": None}}),
         {"role": "system", "content": "be kind", "providerOptions": {"a": {"b": None}}}),
        (AssistantMessage([TextPart("x")]), {"role": "assistant", "content": [{"type": "text", "text": "x"}]}),
        (ToolMessage([ToolResultPart("c", "t", JSONOutput(None))]),
         {"role": "tool", "content": [
             {"type": "tool-result", "toolCallId": "c", "toolName": "t", "output": {"type": "json", "value": None}}]}),
        (ContentOutput([TextPart("x"), CustomOutputItem()]),
         {"type": "content", "value": [{"type": "text", "text": "x"}, {"type": "custom"}]}),
        (FilePart(b"hi", "image/png"),
         {"type": "file", "data": {"type": "data", "data": "aGk="}, "mediaType": "image/png"}),
        (FileReference({"acme": "f-1"}), {"type": "reference", "reference": {"acme": "f-1"}}),
        (UrlSource("1", "https://a"), {"type": "source", "sourceType": "url", "id": "1", "url": "https://a"}),
        (DocumentSource("1", "a/b", "T"),
         {"type": "source", "sourceType": "document", "id": "1", "mediaType": "a/b", "title": "T"}),
        (TextDelta("0", "Hello"), {"type": "text-delta", "id": "0", "delta": "Hello"}),
        (StreamStart(), {"type": "stream-start", "warnings": []}),
        (RawPart(None), {"type": "raw", "rawValue": None}),
        (Finish(FinishReason("stop", "end"), Usage()),
         {"type": "finish", "finishReason": {"unified": "stop", "raw": "end"},
          "usage": {"inputTokens": {}, "outputTokens": {}}}),
        (ToolResultContent("c", "t", {"a": None}),
         {"type": "tool-result", "toolCallId": "c", "toolName": "t", "result": {"a": None}}),
        (FunctionTool("t", {"type": "object"}),
         {"type": "function", "name": "t", "inputSchema": {"type": "object"}}),
        (UnsupportedWarning("seed"), {"type": "unsupported", "feature": "seed"}),
        (BatchUnfinished("expired", "r1"), {"status": "expired", "id": "r1"}),
        (BatchStarted("pending", batch_id="b"), {"status": "pending", "batchId": "b", "warnings": []}),
        (ErrorPart(ValueError("no")), {"type": "error", "error": {"name": "ValueError", "message": "no"}}),
        (ErrorPart(APICallError("no", url="u")),
         {"type": "error", "error": {"name": "AI_APICallError", "message": "no"}}),
        (EmbeddingResult([array.array("d", [1.0, 2.5])]), {"embeddings": [[1.0, 2.5]], "warnings": []}),
        (SpeechResult(b"hi"), {"audio": "aGk=", "warnings": []}),
        (RequestInfo({"a": 1}), {"body": {"a": 1}}),
        ([TextPart("x"), {"k": (TextPart("y"),)}],
         [{"type": "text", "text": "x"}, {"k": [{"type": "text", "text": "y"}]}]),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_the_json_of_a_value(value: object, written: object) -> None:
    assert to_json(value) == written


def test_somebody_elses_json_is_the_same_object_on_the_other_side() -> None:
    schema = {"type": "object", "properties": {"snake_case": {"camelCase": None}}}
    written = to_json(FunctionTool("t", schema))
    assert written["inputSchema"] is schema
    read: Any = from_json(ModelTool, written)
    assert read.input_schema is schema


def test_a_dataclass_of_the_users_own_is_written_by_its_fields() -> None:
    @dataclasses.dataclass
    class Mishap:
        error_code: int
        type: str = "mishap"

    # Such a class has no slots and may be local: what a tool raised or a provider sent is not ours to choose.
    globals()["Mishap"] = Mishap
    assert to_json(ErrorPart(Mishap(7)))["error"] == {"errorCode": 7, "type": "mishap"}


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2024, 1, 1, tzinfo=UTC), "2024-01-01T00:00:00.000Z"),
        (datetime(2024, 1, 1, 12, 0, 0, 999_999, tzinfo=UTC), "2024-01-01T12:00:00.999Z"),
        (datetime(2024, 1, 1, 1, tzinfo=timezone(timedelta(hours=2))), "2023-12-31T23:00:00.000Z"),
        (datetime(2024, 1, 1), "2024-01-01T00:00:00.000Z"),  # noqa: DTZ001
        (datetime(99, 1, 1, tzinfo=UTC), "0099-01-01T00:00:00.000Z"),
    ],
)
def test_times_are_utc_with_milliseconds(moment: datetime, text: str) -> None:
    assert iso_timestamp(moment) == text
    assert to_json(ResponseInfo(timestamp=moment)) == {"timestamp": text}


def test_a_time_without_a_zone_is_read_as_utc() -> None:
    read = from_json(ResponseMetadata, {"timestamp": "2024-01-01T00:00:00"})
    assert read.timestamp == datetime(2024, 1, 1, tzinfo=UTC)


def test_json_does_not_tell_whole_numbers_apart() -> None:
    options = from_json(LanguageCallOptions, {"prompt": [], "maxOutputTokens": 7.0, "temperature": 1})
    assert (options.max_output_tokens, type(options.max_output_tokens)) == (7, int)
    assert options.temperature == 1


def test_base64_becomes_bytes_only_where_it_may_not_stay_text() -> None:
    assert from_json(VideoData, {"type": "binary", "data": "aGk=", "mediaType": "video/mp4"}) == VideoBytes(
        b"hi", "video/mp4"
    )
    assert from_json(ImageFile, {"mediaType": "image/png", "data": "aGk="}).data == "aGk="
    assert from_json(SpeechResult, {"audio": "aGk="}).audio == "aGk="
    file = from_json(FileContent, {"data": {"type": "data", "data": "aGk="}, "mediaType": "a/b"})
    assert file.data == FileBytes(b"hi")


def test_one_type_word_means_what_it_does_in_its_union() -> None:
    finish = {"type": "finish", "text": "hi", "finishReason": {"unified": "stop"}, "usage": {}}
    assert isinstance(from_json(StreamPart, {**finish, "usage": {"inputTokens": {}, "outputTokens": {}}}), Finish)
    heard: Any = from_json(TranscriptionStreamPart, finish)
    assert heard.text == "hi"


# Shorthands of file data


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("aGk=", FileBytes("aGk=")),
        (b"hi", FileBytes(b"hi")),
        ("https://example.com/cat.png", FileUrl("https://example.com/cat.png")),
        ("data:image/png;base64,aGk=", FileUrl("data:image/png;base64,aGk=")),
        ({"acme": "file-1"}, FileReference({"acme": "file-1"})),
        ({"type": "reference", "reference": {"acme": "file-1"}}, FileReference({"acme": "file-1"})),
        ({"type": "url", "url": "https://example.com"}, FileUrl("https://example.com")),
    ],
)
def test_the_data_of_a_file_part_may_be_short(data: object, expected: object) -> None:
    message: Any = from_json(Message, {"role": "user", "content": [{"type": "file", "data": data, "mediaType": "a/b"}]})
    assert message.content[0].data == expected


# Errors


@pytest.mark.parametrize(
    ("value_type", "data", "said"),
    [
        (Message, 5, "value: expected an object with role 'system' or 'user' or 'assistant' or 'tool', got 5"),
        (Message, {}, "role: expected 'system' or 'user' or 'assistant' or 'tool', got None"),
        (Message, {"role": "robot"}, "role: expected 'system' or 'user' or 'assistant' or 'tool', got 'robot'"),
        (Message, {"role": ["user"]}, "role: expected 'system' or 'user' or 'assistant' or 'tool', got ['user']"),
        (Message, {"role": "user"}, "content: expected a value, got None"),
        (Message, {"role": "user", "content": 5}, "content: expected a string or a list, got 5"),
        (Message, {"role": "user", "content": {"a": 1}}, "content: expected a string or a list, got {'a': 1}"),
        (Message, {"role": "system", "content": []}, "content: expected a string, got []"),
        (Message, {"role": "user", "content": [{"type": "text"}]}, "content[0].text: expected a value, got None"),
        (Message, {"role": "user", "content": [{"type": "tool-call"}]},
         "content[0].type: expected 'text' or 'file', got 'tool-call'"),
        (Message, {"role": "user", "content": [{"type": "text", "text": "x"}, "y"]},
         "content[1]: expected an object with type 'text' or 'file', got 'y'"),
        (Message, {"role": "user", "content": [{"type": "file", "data": 5, "mediaType": "a/b"}]},
         "content[0].data: Invalid data content. Expected a base64 string, bytes, or a URL, but got int."),
        (Message, {"role": "user", "content": [{"type": "file", "data": "aGk="}]},
         "content[0].mediaType: expected a value, got None"),
        (Message, {"role": "tool", "content": [{
            "type": "tool-result", "toolCallId": "c", "toolName": "t",
            "output": {"type": "content", "value": [{"type": "text", "text": 1}]}}]},
         "content[0].output.value[0].text: expected a string, got 1"),
        (Content, {"type": "source"}, "sourceType: expected 'url' or 'document', got None"),
        (Content, {"type": "source", "sourceType": "book"}, "sourceType: expected 'url' or 'document', got 'book'"),
        (UrlSource, {"sourceType": "document", "id": "1", "url": "u"}, "sourceType: expected 'url', got 'document'"),
        (TextContent, {"type": "reasoning", "text": "x"}, "type: expected 'text', got 'reasoning'"),
        (ToolOutput, {"type": "error-text", "value": {}}, "value: expected a string, got {}"),
        (FinishReason, {"unified": "done"},
         "unified: expected 'stop' or 'length' or 'content-filter' or 'tool-calls' or 'error' or 'other', got 'done'"),
        (Usage, {"inputTokens": {"total": 1.5}}, "inputTokens.total: expected an integer, got 1.5"),
        (Usage, {"inputTokens": {"total": True}}, "inputTokens.total: expected an integer, got True"),
        (LanguageCallOptions, {"prompt": [{"role": "user", "content": []}], "temperature": "hot"},
         "temperature: expected a number, got 'hot'"),
        (LanguageCallOptions, {"prompt": {"role": "user"}}, "prompt: expected a list, got {'role': 'user'}"),
        (LanguageCallOptions, {"prompt": [{"role": "user", "content": "x"}, {"role": "tool", "content": "x"}]},
         "prompt[1].content: expected a list, got 'x'"),
        (ResponseInfo, {"timestamp": "yesterday"}, "timestamp: expected an ISO 8601 time, got 'yesterday'"),
        (ResponseInfo, {"timestamp": 5}, "timestamp: expected an ISO 8601 time, got 5"),
        (ResponseInfo, {"headers": {"x-a": 1}}, "headers.x-a: expected a string, got 1"),
        (VideoBytes, {"data": "no base64!", "mediaType": "v"}, "data: expected bytes or base64, got 'no base64!'"),
        (SpeechResult, {"audio": 1}, "audio: expected bytes or a string, got 1"),
        (BatchItem, {"status": "lost", "id": "x"},
         "status: expected 'succeeded' or 'failed' or 'cancelled' or 'expired', got 'lost'"),
        (TextDelta, {"id": "0", "delta": "x" * 100}, None),
        (TextDelta, {"id": "0", "delta": ["x" * 100]}, f"delta: expected a string, got ['{'x' * 75}..."),
    ],
)  # fmt: skip
def test_the_error_says_where_the_first_misfit_is(value_type: Any, data: Any, said: str | None) -> None:
    if said is None:
        from_json(value_type, data)
        return
    with pytest.raises(TypeValidationError) as caught:
        from_json(value_type, data)
    assert problem(caught.value) == said
    assert caught.value.value is data


class Wrong:
    def __repr__(self) -> str:
        return "<wrong>"


@each_class
@given(data=st.data())
@few
def test_every_wrong_field_is_named(cls: type[Any], data: st.DataObject) -> None:
    written = to_json(data.draw(values(cls)))
    for name, hint in field_types(cls).items():
        if is_opaque(hint):
            continue
        key = json_name(cls, name)
        with pytest.raises(TypeValidationError) as caught:
            from_json(cls, {**written, key: Wrong()})
        assert problem(caught.value).startswith(f"{key}: ")


@each_class
@given(data=st.data())
@few
def test_every_missing_field_is_named(cls: type[Any], data: st.DataObject) -> None:
    written = to_json(data.draw(values(cls)))
    for field in dataclasses.fields(cls):
        if field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING:
            continue
        key = json_name(cls, field.name)
        with pytest.raises(TypeValidationError) as caught:
            from_json(cls, {name: item for name, item in written.items() if name != key})
        assert problem(caught.value) == f"{key}: expected a value, got None"


def test_a_type_that_has_no_json_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="has no JSON form"):
        from_json(set[int], [])


def test_a_decoder_for_one_kind_does_what_from_json_does() -> None:
    decode = ai_sdk.provider.json_decoder(StreamPart)
    for data in ({"type": "text-delta", "id": "1", "delta": "a"}, {"type": "response-metadata", "model_id": "m"}):
        assert decode(data) == from_json(StreamPart, data)
    with pytest.raises(TypeValidationError, match="delta: expected a string, got 1"):
        decode({"type": "text-delta", "id": "1", "delta": 1})
    with pytest.raises(TypeValidationError, match="type: expected 'stream-start' or"):
        decode({"type": "brand-new"})


def test_mappings_that_are_no_dicts_are_objects_too() -> None:
    from types import MappingProxyType

    data = MappingProxyType({"type": "text-delta", "id": "1", "delta": "a"})
    assert from_json(StreamPart, data) == TextDelta("1", "a")
    assert from_json(TextDelta, data) == TextDelta("1", "a")
