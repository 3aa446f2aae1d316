from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from conformance_runner.compare import Comparer, Difference
from conformance_runner.observe import observe


@dataclass(slots=True)
class Part:
    type: ClassVar[str] = "text-delta"
    id: str
    text: str = field(metadata={"json": "delta"})
    provider_metadata: dict[str, Any] | None = None


def difference(expected: Any, actual: Any, **options: Any) -> Difference | None:
    return Comparer().compare(expected, observe(actual), "expect.result", **options)


def path_of(expected: Any, actual: Any, **options: Any) -> str | None:
    found = difference(expected, actual, **options)
    return None if found is None else found.path


def test_fields_are_compared_by_their_recorded_names() -> None:
    assert difference({"type": "text-delta", "id": "1", "delta": "x"}, Part("1", "x")) is None
    assert path_of({"type": "text-delta", "id": "1", "delta": "y"}, Part("1", "x")) == "expect.result.delta"


def test_none_in_structure_is_absent_in_both_directions() -> None:
    assert difference({"type": "text-delta", "id": "1", "delta": "x", "providerMetadata": None}, Part("1", "x")) is None
    assert (
        path_of({"type": "text-delta", "id": "1", "delta": "x"}, Part("1", "x", {})) == "expect.result.providerMetadata"
    )


def test_null_in_data_is_not_absent() -> None:
    assert difference({"a": None}, {"a": None}) is None
    assert path_of({"a": None}, {}) == "expect.result.a"
    assert path_of({}, {"a": None}) == "expect.result.a"


def test_keys_of_data_are_not_renamed() -> None:
    assert path_of({"maxTokens": 1}, {"max_tokens": 1}) == "expect.result.maxTokens"


def test_metadata_inside_structure_is_data() -> None:
    recorded = {"type": "text-delta", "id": "1", "delta": "x", "providerMetadata": {"p": {"someKey": 1}}}
    assert difference(recorded, Part("1", "x", {"p": {"someKey": 1}})) is None
    assert path_of(recorded, Part("1", "x", {"p": {"some_key": 1}})) == "expect.result.providerMetadata.p.someKey"


def test_key_order_does_not_matter_and_list_order_does() -> None:
    assert difference({"a": 1, "b": 2}, {"b": 2, "a": 1}) is None
    assert path_of([1, 2], [2, 1]) == "expect.result[0]"


def test_lists_have_the_same_length() -> None:
    assert path_of([1, 2], [1]) == "expect.result[1]"
    assert path_of([1], [1, 2]) == "expect.result[1]"
    assert path_of([1], "1") == "expect.result"


@pytest.mark.parametrize(
    ("expected", "actual"),
    [(1, 1.0), (1.0, 1), (0.1, 0.1 + 1e-15), (123456789012345680000, 123456789012345678901), (0, 0.0)],
)
def test_numbers_are_equal_by_value(expected: float, actual: float) -> None:
    assert difference(expected, actual) is None


@pytest.mark.parametrize(
    ("expected", "actual"),
    [(1, 2), (0.1, 0.1 + 1e-9), (1, True), (True, 1), (0, False), (1, "1"), ("1", 1), (0, None), (None, 0), ("", None)],
)
def test_different_scalars_differ(expected: Any, actual: Any) -> None:
    assert difference(expected, actual) is not None


def test_bytes_urls_patterns_and_instants() -> None:
    assert difference({"$base64": "aGk="}, b"hi") is None
    assert difference({"$base64": "aGk="}, "aGk=") is not None
    assert difference({"$url": "https://a"}, "https://a") is None
    assert difference({"$url": "https://a"}, "https://b") is not None
    assert difference({"$date": "2024-01-01T00:00:00.000Z"}, datetime(2024, 1, 1, tzinfo=UTC)) is None
    assert difference({"$date": "2024-01-01T00:00:00.000Z"}, datetime(2024, 1, 1)) is not None  # noqa: DTZ001
    assert difference({"$date": "2024-01-01T00:00:00.000Z"}, "2024-01-01T00:00:00.000Z") is not None


def test_now_is_the_time_of_the_case() -> None:
    now = datetime.now(UTC)
    assert difference({"$date": "{NOW}"}, now) is None
    assert difference({"$date": "{NOW}"}, now - timedelta(minutes=1)) is not None


def test_what_was_undefined_is_absent() -> None:
    assert difference({"a": {"$undefined": True}}, {}) is None
    assert difference({"a": {"$undefined": True}}, {"a": 1}) is not None


def test_header_names_have_no_case_and_headers_of_the_connection_do_not_count() -> None:
    recorded = {"headers": {"Content-Type": "text/html"}}
    assert (
        difference(recorded, {"headers": {"content-type": "text/html", "Date": "today", "content-length": "3"}}) is None
    )
    assert path_of(recorded, {"headers": {"content-type": "text/plain"}}) == "expect.result.headers.content-type"
    assert path_of(recorded, {"headers": {"content-type": "text/html", "x-a": "1"}}) == "expect.result.headers.x-a"
    assert path_of(recorded, {"headers": {}}) == "expect.result.headers.content-type"


def test_the_words_of_a_parser_in_an_error_text_are_free() -> None:
    recorded = "JSON parsing failed: Text: {.\nError message: SyntaxError: this"
    assert difference(recorded, "JSON parsing failed: Text: {.\nError message: that") is None
    assert difference(recorded, "JSON parsing failed: Text: [.\nError message: that") is not None
    assert difference(recorded, "JSON parsing failed: Text: {.") is not None


def test_a_request_body_is_the_same_as_text_and_as_value() -> None:
    recorded = {"request": {"body": '{"a":1,"b":[1.0]}'}}
    assert difference(recorded, {"request": {"body": {"b": [1], "a": 1}}}) is None
    assert difference(recorded, {"request": {"body": b'{"b": [1], "a": 1}'}}) is None
    assert path_of(recorded, {"request": {"body": '{"a":2,"b":[1]}'}}) == "expect.result.request.body.a"
    assert path_of(recorded, {"request": {"body": '{"a":1,"b":[1],"c":null}'}}) == "expect.result.request.body.c"


def test_json_text_that_the_package_wrote_is_compared_as_json() -> None:
    recorded = {"function": {"name": "f", "arguments": '{"city":"Zürich"}'}}
    assert difference(recorded, {"function": {"name": "f", "arguments": '{"city": "Z\\u00fcrich"}'}}, data=True) is None
    assert difference(recorded, {"function": {"name": "f", "arguments": '{"city": "Bern"}'}}, data=True) is not None
    assert difference({"name": '{"a":1}'}, {"name": '{"a": 1}'}, data=True) is not None


def test_a_body_of_events_is_compared_event_by_event_as_json() -> None:
    body = 'data: {"type":"x","id":"1"}\n\ndata: [DONE]\n\n'
    assert difference({"body": body}, {"body": 'data: {"id": "1", "type": "x"}\n\ndata: [DONE]\n\n'}) is None
    for wrong in (body.replace('"1"', '"2"'), body.removesuffix("data: [DONE]\n\n"), f"data: 1\n\n{body}"):
        assert path_of({"body": body}, {"body": wrong}) == "expect.result.body"


def test_the_input_of_a_tool_call_is_compared_verbatim() -> None:
    assert difference({"input": '{"a":1}'}, {"input": '{"a": 1}'}) is not None


def test_a_file_is_compared_by_media_type_and_content() -> None:
    @dataclass
    class File:
        media_type: str
        base64: str

    recorded = {"$file": {"mediaType": "image/png", "base64": "AAAA"}}
    assert Comparer().compare(recorded, File("image/png", "AAAA"), "x") is None
    assert Comparer().compare(recorded, observe(File("image/png", "AAAA")), "x") is None
    assert Comparer().compare(recorded, File("image/png", "AAAB"), "x") is not None
    assert Comparer().compare(recorded, File("image/gif", "AAAA"), "x") is not None
    assert Comparer().compare(recorded, None, "x") is not None


def test_an_attribute_that_is_missing_equals_only_what_is_recorded_as_empty() -> None:
    from conformance_runner.observe import observe_attributes

    fields = observe_attributes(object(), ["toolCalls"])
    assert Comparer().compare({}, fields, "x") is None
    assert Comparer().compare({"toolCalls": []}, fields, "x") is None
    assert Comparer().compare({"toolCalls": [1]}, fields, "x") is not None
    recorded = {"type": "text-delta", "id": "1", "delta": "x"}
    assert difference({**recorded, "warnings": []}, Part("1", "x")) is None
    assert path_of({**recorded, "warnings": [1]}, Part("1", "x")) == "expect.result.warnings"
    assert path_of({"warnings": []}, {}) == "expect.result.warnings"


def test_a_time_may_be_recorded_as_text() -> None:
    at = datetime(2025, 1, 1, tzinfo=UTC)
    assert difference("2025-01-01T00:00:00Z", at) is None
    assert path_of("2025-01-01T00:00:01Z", at) == "expect.result"
    assert path_of("yesterday", at) == "expect.result"


def result_of(call: str, output: int) -> dict[str, Any]:
    return {"type": "tool-result", "toolCallId": call, "output": output}


def test_results_of_tools_that_ran_side_by_side_may_come_in_another_order() -> None:
    comparer = Comparer()
    recorded = [{"type": "x"}, result_of("a", 1), result_of("b", 2), {"type": "y"}]
    swapped = [recorded[0], recorded[2], recorded[1], recorded[3]]
    assert comparer.compare_stream(recorded, swapped, "s") is None
    assert comparer.compare_stream(recorded, [recorded[1], recorded[0], *recorded[2:]], "s") is not None
    wrong = [recorded[0], result_of("b", 3), recorded[1], recorded[3]]
    assert comparer.compare_stream(recorded, wrong, "s") is not None


def test_results_of_one_tool_call_keep_their_order() -> None:
    recorded = [result_of("a", 1), result_of("a", 2)]
    assert Comparer().compare_stream(recorded, recorded[::-1], "s") is not None


def test_a_broken_stream_may_have_delivered_more_than_was_recorded() -> None:
    comparer = Comparer()
    assert comparer.compare_stream([1], [1, 2], "s", prefix=True) is None
    assert comparer.compare_stream([1], [1, 2], "s") is not None
    assert comparer.compare_stream([1, 2], [1], "s", prefix=True) is not None


def test_the_data_of_a_file_may_be_recorded_short() -> None:
    @dataclass
    class FileBytes:
        type: ClassVar[str] = "data"
        data: bytes | str

    assert difference("AAAA", FileBytes("AAAA")) is None
    assert difference("AAAA", FileBytes("AAAB")) is not None
    assert difference({"$base64": "aGk="}, FileBytes(b"hi")) is None
    assert difference({"type": "data", "data": "AAAA"}, FileBytes("AAAA")) is None
    assert difference("x", Part("1", "x")) is not None


def test_a_number_that_nobody_knows_may_be_none() -> None:
    assert difference({"tokens": {"$number": "NaN"}}, {"tokens": None}) is None
    assert difference({"tokens": {"$number": "NaN"}}, {"tokens": float("nan")}) is None
    assert difference({"tokens": {"$number": "NaN"}}, {"tokens": 1}) is not None
    assert difference({"tokens": {"$number": "Infinity"}}, {"tokens": None}) is not None
