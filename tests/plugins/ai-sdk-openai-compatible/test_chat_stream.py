"""The state machine of chat streams, fed with chunks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ai_sdk.provider import (
    ErrorPart,
    Finish,
    FinishReason,
    InvalidResponseDataError,
    JSONParseError,
    RawPart,
    ReasoningDelta,
    ReasoningEnd,
    ReasoningStart,
    ResponseMetadata,
    StreamPart,
    StreamStart,
    TextDelta,
    TextEnd,
    TextStart,
    ToolCallContent,
    ToolInputDelta,
    ToolInputEnd,
    ToolInputStart,
    TypeValidationError,
    UnsupportedWarning,
    Usage,
)
from ai_sdk.provider_utils import STRING, ErrorStructure, JSONEvent, object_of
from ai_sdk_openai_compatible.chat.shapes import check_chunk
from ai_sdk_openai_compatible.chat.stream import ChatStream, StreamStyle
from ai_sdk_openai_compatible.errors import OPENAI_ERRORS
from ai_sdk_openai_compatible.streaming import event_validator
from hypothesis import given
from hypothesis import strategies as st

VALIDATE = event_validator(check_chunk, errors=OPENAI_ERRORS)
STOP = {"choices": [{"delta": {}, "finish_reason": "stop"}]}


def event(value: Any) -> JSONEvent[dict[str, Any]]:
    """An event as `post_json_stream` gives it."""
    try:
        return JSONEvent(VALIDATE(value), value)
    except ValueError as error:
        return JSONEvent(None, value, TypeValidationError(value=value, cause=error))


def chunk(finish_reason: str | None = None, /, **delta: Any) -> dict[str, Any]:
    return {"choices": [{"delta": delta, "finish_reason": finish_reason}]}


def tool_chunk(*calls: dict[str, Any]) -> dict[str, Any]:
    return chunk(tool_calls=list(calls))


def call(
    index: int | None = 0,
    call_id: str | None = None,
    name: str | None = None,
    arguments: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    return {"index": index, "id": call_id, "function": {"name": name, "arguments": arguments}, **more}


def run(*values: Any, **settings: Any) -> list[StreamPart]:
    """All parts of a stream of these chunks, but `StreamStart` and the response metadata. Raises its failure."""
    stream = ChatStream(**{"metadata_key": "acme", **settings})
    parts = stream.start()
    for value in values:
        parts += stream.feed([value if isinstance(value, JSONEvent) else event(value)])
        if stream.failure:
            raise stream.failure
    parts += stream.finish()
    if stream.failure:
        raise stream.failure
    return [part for part in parts if not isinstance(part, (StreamStart, ResponseMetadata))]


def finish(reason: FinishReason = FinishReason("stop", "stop"), usage: Usage = Usage()) -> Finish:  # noqa: B008
    return Finish(reason, usage, {"acme": {}})


def kinds(parts: list[StreamPart]) -> list[str]:
    return [part.type for part in parts]


def test_a_stream_begins_with_its_warnings() -> None:
    warnings = [UnsupportedWarning("topK")]
    assert ChatStream(metadata_key="acme", warnings=warnings).start() == [StreamStart(warnings)]


def test_text_is_one_block_and_empty_text_is_nothing() -> None:
    assert run(
        chunk(role="assistant", content=""), chunk(content="a"), chunk(content=None), chunk(content="b"), STOP
    ) == [
        TextStart("txt-0"),
        TextDelta("txt-0", "a"),
        TextDelta("txt-0", "b"),
        TextEnd("txt-0"),
        finish(),
    ]


def test_metadata_of_the_response_come_once_with_the_first_good_chunk() -> None:
    stream = ChatStream(metadata_key="acme")
    [error] = stream.feed([event({"error": {"message": "no"}})])
    assert isinstance(error, ErrorPart)
    [metadata] = stream.feed([event({"id": "c", "model": "m", "created": 0, "choices": []})])
    assert isinstance(metadata, ResponseMetadata)
    assert (metadata.id, metadata.model_id) == ("c", "m")
    assert metadata.timestamp is not None
    assert metadata.timestamp.timestamp() == 0
    assert stream.feed([event({"id": "other", "choices": []})]) == []


def test_reasoning_ends_when_text_begins_and_may_begin_again() -> None:
    assert run(chunk(reasoning_content="a"), chunk(reasoning_content="b", content="t"), chunk(reasoning="c"), STOP) == [
        ReasoningStart("reasoning-0"),
        ReasoningDelta("reasoning-0", "a"),
        ReasoningDelta("reasoning-0", "b"),
        ReasoningEnd("reasoning-0"),
        TextStart("txt-0"),
        TextDelta("txt-0", "t"),
        ReasoningStart("reasoning-0"),
        ReasoningDelta("reasoning-0", "c"),
        ReasoningEnd("reasoning-0"),
        TextEnd("txt-0"),
        finish(),
    ]


def test_an_empty_first_reasoning_hides_the_second() -> None:
    assert run(chunk(reasoning_content="", reasoning="r"), STOP) == [finish()]


def test_a_tool_call_is_put_together_from_its_deltas() -> None:
    assert run(
        chunk(reasoning="r"),
        tool_chunk(call(0, "c1", "f", "")),
        tool_chunk(call(0, arguments='{"a"')),
        tool_chunk(call(0, arguments=":1}")),
        STOP,
    )[2:] == [
        ReasoningEnd("reasoning-0"),
        ToolInputStart("c1", "f"),
        ToolInputDelta("c1", '{"a"'),
        ToolInputDelta("c1", ":1}"),
        ToolInputEnd("c1"),
        ToolCallContent("c1", "f", '{"a":1}'),
        finish(),
    ]


def test_text_stays_open_over_tool_calls() -> None:
    parts = run(chunk(content="a"), tool_chunk(call(0, "c1", "f", "{}")), chunk(content="b"), STOP)
    assert [part.id for part in parts if isinstance(part, (TextStart, TextDelta, TextEnd))] == ["txt-0"] * 4
    assert kinds(parts)[-4:] == ["text-end", "tool-input-end", "tool-call", "finish"]


def test_a_name_may_come_after_id_and_arguments() -> None:
    signature = {"extra_content": {"google": {"thought_signature": "s"}}}
    assert run(
        tool_chunk(call(0, "c1", None, '{"a"')),
        tool_chunk(call(0, "other", None, ":", **signature)),
        tool_chunk(call(0, None, "f", "1}")),
        tool_chunk(call(0, None, None, " ")),
        STOP,
    ) == [
        ToolInputStart("c1", "f"),
        ToolInputDelta("c1", '{"a":1}'),
        ToolInputDelta("c1", " "),
        ToolInputEnd("c1"),
        ToolCallContent("c1", "f", '{"a":1} ', provider_metadata={"acme": {"thoughtSignature": "s"}}),
        finish(),
    ]


def test_an_id_that_is_empty_is_kept_and_one_that_is_missing_breaks_the_stream() -> None:
    parts = run(tool_chunk(call(0, "", "f", "{}")), STOP)
    assert ToolCallContent("", "f", "{}") in parts
    with pytest.raises(InvalidResponseDataError, match="Expected 'id' to be a string") as caught:
        run(tool_chunk(call(0, None, "f", "{}")), STOP)
    assert caught.value.data == {"index": 0, "id": None, "function": {"name": "f", "arguments": "{}"}}


def test_a_call_that_never_gets_a_name_breaks_the_stream_at_its_end() -> None:
    stream = ChatStream(metadata_key="acme")
    stream.feed([event(chunk(content="t"))])
    assert stream.feed([event(tool_chunk(call(0, "c1", None, "{}")))]) == []
    assert stream.failure is None
    assert stream.finish() == [TextEnd("txt-0")]
    assert str(stream.failure) == "Expected 'function.name' to be a string."


def test_what_a_chunk_gave_before_it_failed_is_returned() -> None:
    stream = ChatStream(metadata_key="acme")
    parts = stream.feed([event(tool_chunk(call(0, "c1", "f", "{}"), call(1, None, "g", "{}")))])
    assert kinds(parts) == ["response-metadata", "tool-input-start", "tool-input-delta"]
    assert isinstance(stream.failure, InvalidResponseDataError)


def test_a_new_id_at_a_known_index_is_a_second_call() -> None:
    parts = run(tool_chunk(call(0, "c1", "f", "{}")), tool_chunk(call(0, "c2", "g", "[]")), STOP)
    assert [part for part in parts if isinstance(part, ToolCallContent)] == [
        ToolCallContent("c1", "f", "{}"),
        ToolCallContent("c2", "g", "[]"),
    ]


def test_deltas_without_an_index_never_wait() -> None:
    with pytest.raises(InvalidResponseDataError, match=r"function\.name"):
        run(tool_chunk(call(None, "c1", None, "{}")))


def test_a_signature_after_the_name_is_too_late() -> None:
    late = call(0, extra_content={"google": {"thought_signature": "s"}})
    parts = run(tool_chunk(call(0, "c1", "f", "{}")), tool_chunk(late), STOP)
    assert ToolCallContent("c1", "f", "{}") in parts


def test_the_last_usage_and_the_last_finish_reason_count() -> None:
    parts = run(
        {**chunk("stop"), "usage": {"prompt_tokens": 1}},
        {**chunk("length"), "usage": None},
        {"choices": [], "usage": {"prompt_tokens": 2}},
    )
    [part] = parts
    assert isinstance(part, Finish)
    assert part.finish_reason == FinishReason("length", "length")
    assert part.usage.input_tokens.total == 2


def test_a_stream_without_a_finish_reason_ends_with_an_error() -> None:
    for values in ([], [chunk(content="a")]):
        *_, error, last = run(*values)
        assert isinstance(error, ErrorPart)
        assert isinstance(error.error, InvalidResponseDataError)
        assert str(error.error) == "Response stream ended without a finish reason."
        assert last == finish(FinishReason("error"))


def test_an_error_event_gives_its_payload_and_the_stream_goes_on() -> None:
    failed = {"error": {"message": "overloaded", "code": 503, "more": 1}, "more": 1}
    assert run(failed, chunk(content="a"), STOP) == [
        ErrorPart({"message": "overloaded", "code": 503}),
        TextStart("txt-0"),
        TextDelta("txt-0", "a"),
        TextEnd("txt-0"),
        finish(),
    ]
    assert run(chunk("stop"), failed)[-1] == finish(FinishReason("error"))


@pytest.mark.parametrize("error", [None, "text", {"anything": 1}])
def test_a_chunk_with_a_member_error_is_an_error_whatever_else_it_has(error: Any) -> None:
    assert run({**chunk(content="lost"), "error": error}, STOP) == [ErrorPart(error), finish()]


def test_an_event_of_no_known_shape_is_an_error_part_with_its_value() -> None:
    [part, last] = run({"error": "text"}, STOP)
    assert isinstance(part, ErrorPart)
    assert isinstance(part.error, TypeValidationError)
    assert part.error.value == {"error": "text"}
    assert last == finish()


def test_an_event_that_is_no_json_is_an_error_part() -> None:
    broken = JSONEvent[dict[str, Any]](None, None, JSONParseError(text="{", cause=ValueError("no")))
    parts = run(broken, include_raw_chunks=True)
    assert parts[0] == RawPart(None)
    assert parts[1] == ErrorPart(broken.error)
    assert parts[-1] == finish(FinishReason("error"))


def test_raw_chunks_come_before_what_is_made_of_them() -> None:
    value = chunk(content="a")
    assert kinds(run(value, {"x": 1}, STOP, include_raw_chunks=True)) == [
        "raw",
        "text-start",
        "text-delta",
        "raw",
        "error",
        "raw",
        "text-end",
        "finish",
    ]


class Extractor:
    def __init__(self) -> None:
        self.chunks: list[Any] = []

    def process_chunk(self, chunk: Any, /) -> None:
        self.chunks.append(chunk)

    def build_metadata(self) -> Any:
        return {"acme": {"seen": len(self.chunks)}}


def test_an_extractor_sees_every_chunk_of_a_known_shape() -> None:
    extractor = Extractor()
    values = [chunk(content="a"), {"error": {"message": "x"}}, {"bad": 1}, STOP]
    last = run(*values, extractor=extractor)[-1]
    assert extractor.chunks == [values[0], values[1], values[3]]
    assert isinstance(last, Finish)
    assert last.provider_metadata == {"acme": {"seen": 3}}


def test_usage_can_be_converted_another_way_or_left_to_the_usual_one() -> None:
    mine = Usage(raw={"mine": True})
    assert run(STOP, convert_usage=lambda usage: mine if usage is None else None)[-1] == finish(usage=mine)
    last = run({**STOP, "usage": {"prompt_tokens": 3}}, convert_usage=lambda _: None)[-1]
    assert isinstance(last, Finish)
    assert last.usage.input_tokens.total == 3


def test_a_custom_error_form_without_a_member_error_is_an_error_part_too() -> None:
    errors = ErrorStructure(validate=object_of({"detail": STRING}), message=lambda value: value["detail"])
    validate = event_validator(check_chunk, errors=errors)
    assert validate({"detail": "no", "more": 1}) == {"error": {"detail": "no"}}


VENDOR = StreamStyle(
    usage=lambda chunk: (chunk.get("x_acme") or {}).get("usage"),
    reasoning_fields=("reasoning",),
    has_late_tool_names=False,
    tool_type="required",
    must_finish=False,
    has_metadata=False,
    has_errors_in_chunks=False,
)


def test_a_vendor_streams_in_its_own_style() -> None:
    tool = call(0, "c1", "f", "{}", type="function", extra_content={"google": {"thought_signature": "s"}})
    parts = run(
        {**chunk(content="a", reasoning_content="not mine"), "error": "not mine", "usage": {"prompt_tokens": 9}},
        tool_chunk(tool),
        {"choices": [], "x_acme": {"usage": {"prompt_tokens": 2}}},
        style=VENDOR,
    )
    assert kinds(parts)[:2] == ["text-start", "text-delta"]
    assert parts[-2] == ToolCallContent("c1", "f", "{}")
    last = parts[-1]
    assert isinstance(last, Finish)
    assert last.finish_reason == FinishReason("other")
    assert last.provider_metadata is None
    assert last.usage.input_tokens.total == 2
    with pytest.raises(InvalidResponseDataError, match="Expected 'function' type"):
        run(tool_chunk(call(0, "c1", "f", "{}")), style=VENDOR)
    with pytest.raises(InvalidResponseDataError, match=r"function\.name"):
        run(tool_chunk(call(0, "c1", None, "{}", type="function")), style=VENDOR)


# Whatever a server sends ---------------------------------------------------------------------------------------------

texts = st.none() | st.sampled_from(["", "a", "b"])
calls = st.fixed_dictionaries(
    {"function": st.fixed_dictionaries({}, optional={"name": texts, "arguments": texts})},
    optional={
        "index": st.none() | st.integers(0, 2) | st.just(0.0),
        "id": texts,
        "type": texts,
        "extra_content": st.none() | st.just({"google": {"thought_signature": "s"}}),
    },
)
good_chunks = st.fixed_dictionaries(
    {
        "choices": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "delta": st.none()
                    | st.fixed_dictionaries(
                        {},
                        optional={
                            "content": texts,
                            "reasoning": texts,
                            "reasoning_content": texts,
                            "tool_calls": st.none() | st.lists(calls, max_size=3),
                        },
                    ),
                    "finish_reason": st.none() | st.sampled_from(["stop", "tool_calls", "odd"]),
                },
            ),
            max_size=2,
        )
    },
    optional={"usage": st.none() | st.just({"prompt_tokens": 1}), "error": texts},
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=2),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["choices", "error", "delta", "message", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(good_chunks | anything, max_size=8), st.booleans(), st.sampled_from([StreamStyle(), VENDOR]))
def test_random_chunks_give_a_legal_stream_or_a_typed_failure(values: list[Any], raw: bool, style: StreamStyle) -> None:
    events = [event(json.loads(json.dumps(value))) for value in values]
    stream = ChatStream(metadata_key="acme", include_raw_chunks=raw, style=style)
    parts = stream.start()
    for each in events:
        parts += stream.feed([each])
        if stream.failure is not None:
            break
    # How many events come at once makes no difference.
    at_once = ChatStream(metadata_key="acme", include_raw_chunks=raw, style=style)
    assert [*at_once.start(), *at_once.feed(events)] == parts
    assert repr(at_once.failure) == repr(stream.failure)
    if stream.failure is None:
        parts += stream.finish()
    if stream.failure is not None:
        assert isinstance(stream.failure, InvalidResponseDataError)
    else:
        assert isinstance(parts[-1], Finish)
    check_blocks(parts, is_complete=stream.failure is None)


def check_blocks(parts: list[StreamPart], *, is_complete: bool) -> None:
    """Blocks open before their deltas and close after them; tool calls come once each, with all of their input."""
    open_blocks: set[str] = set()
    inputs: list[tuple[str, str]] = []
    started: list[str] = []
    for part in parts:
        match part:
            case TextStart() | ReasoningStart():
                assert part.id not in open_blocks
                open_blocks.add(part.id)
            case TextDelta() | ReasoningDelta():
                assert part.id in open_blocks
                assert part.text
            case TextEnd() | ReasoningEnd():
                open_blocks.remove(part.id)
            case ToolInputStart():
                started.append(part.id)
            case ToolInputDelta():
                assert part.id in started
                inputs.append((part.id, part.delta))
            case ToolCallContent():
                assert part.tool_call_id in started
            case _:
                pass
    if is_complete:
        assert not open_blocks
        ended = [part for part in parts if isinstance(part, ToolCallContent)]
        assert [part.tool_call_id for part in ended] == started
        assert "".join(sorted("".join(part.input for part in ended))) == "".join(
            sorted("".join(delta for _, delta in inputs))
        )
