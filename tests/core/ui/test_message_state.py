from __future__ import annotations

from typing import Any

import pytest
from ai_sdk import UIMessageStreamError
from ai_sdk.ui import (
    DataChunk,
    DataUIPart,
    FinishChunk,
    FinishStepChunk,
    MessageMetadataChunk,
    ReasoningUIPart,
    ResetStepChunk,
    StartChunk,
    StartStepChunk,
    StepStartUIPart,
    TextDeltaChunk,
    TextEndChunk,
    TextStartChunk,
    TextUIPart,
    ToolApprovalRequestChunk,
    ToolApprovalResponseChunk,
    ToolInputAvailableChunk,
    ToolInputDeltaChunk,
    ToolInputErrorChunk,
    ToolInputStartChunk,
    ToolOutputAvailableChunk,
    ToolOutputDeniedChunk,
    ToolOutputErrorChunk,
    ToolUIApproval,
    ToolUIPart,
    UIMessage,
)
from ai_sdk.ui.message_state import UIMessageState
from hypothesis import given

from tests.core.ui.helpers import text_block
from tests.core.ui.strategies import streams


def built(*chunks: Any, message: UIMessage | None = None) -> UIMessage:
    state = UIMessageState(message)
    for chunk in chunks:
        state.apply(chunk)
    return state.message()


def only_part(*chunks: Any) -> Any:
    (part,) = built(*chunks).parts
    return part


@given(streams())
def test_looking_at_the_message_in_between_does_not_change_what_becomes_of_it(chunks: list[Any]) -> None:
    watched = UIMessageState()
    for chunk in chunks:
        watched.apply(chunk)
        watched.message()
    assert watched.message() == built(*chunks)


@given(streams())
def test_a_message_that_was_handed_out_does_not_change(chunks: list[Any]) -> None:
    state = UIMessageState()
    seen: list[tuple[UIMessage, str]] = []
    for chunk in chunks:
        state.apply(chunk)
        message = state.message()
        seen.append((message, repr(message)))
    assert [repr(message) for message, _ in seen] == [text for _, text in seen]


def test_blocks_interleave() -> None:
    message = built(
        TextStartChunk("a"), TextStartChunk("b"), TextDeltaChunk("b", "2"), TextDeltaChunk("a", "1"), TextEndChunk("b")
    )
    assert message.parts == (TextUIPart("1", state="streaming"), TextUIPart("2", state="done"))


def test_the_end_of_a_step_forgets_open_blocks() -> None:
    state = UIMessageState()
    for chunk in (TextStartChunk("a"), TextDeltaChunk("a", "1"), FinishStepChunk()):
        state.apply(chunk)
    assert state.message().parts == (TextUIPart("1", state="streaming"),)
    with pytest.raises(UIMessageStreamError, match='Received text-delta for missing text part with ID "a"') as caught:
        state.apply(TextDeltaChunk("a", "2"))
    assert (caught.value.chunk_type, caught.value.chunk_id) == ("text-delta", "a")


def test_an_id_may_be_used_again_in_the_next_step() -> None:
    message = built(StartStepChunk(), *text_block("a"), FinishStepChunk(), StartStepChunk(), *text_block("b", "c"))
    assert [getattr(part, "text", None) for part in message.parts] == [None, "a", None, "bc"]


def test_metadata_is_merged_deeply_and_lists_are_replaced() -> None:
    message = built(
        StartChunk(message_metadata={"a": {"x": 1}, "l": [1, 2]}),
        MessageMetadataChunk({"a": {"y": 2}, "l": [3]}),
        FinishChunk(message_metadata={"a": {"x": None}}),
    )
    assert message.metadata == {"a": {"x": None, "y": 2}, "l": [3]}


def test_provider_metadata_that_comes_last_wins() -> None:
    chunks = [
        TextStartChunk("1", {"p": {"a": 1}}),
        TextDeltaChunk("1", "x", {"p": {"b": 1}}),
        TextDeltaChunk("1", "y"),
        TextEndChunk("1"),
    ]
    assert only_part(*chunks) == TextUIPart("xy", state="done", provider_metadata={"p": {"b": 1}})


def test_a_step_that_is_reset_leaves_nothing_but_its_beginning() -> None:
    state = UIMessageState()
    for chunk in (*text_block("kept"), StartStepChunk(), TextStartChunk("a"), ToolInputStartChunk("c", "t")):
        state.apply(chunk)
    assert state.apply(ResetStepChunk()) is True
    assert state.message().parts == (TextUIPart("kept", state="done"), StepStartUIPart())
    assert state.apply(ResetStepChunk()) is False
    with pytest.raises(UIMessageStreamError):
        state.apply(ToolInputDeltaChunk("c", "{}"))


def test_data_of_one_name_and_id_is_replaced_and_transient_data_is_not_kept() -> None:
    message = built(
        DataChunk("a", 1, id="x"),
        DataChunk("b", 2, id="x"),
        DataChunk("a", 3, id="x"),
        DataChunk("a", 4),
        DataChunk("a", 5),
        DataChunk("a", 6, transient=True),
    )
    assert message.parts == (
        DataUIPart("a", 3, id="x"),
        DataUIPart("b", 2, id="x"),
        DataUIPart("a", 4),
        DataUIPart("a", 5),
    )


def test_data_finds_its_place_in_a_continued_message_and_not_in_a_step_that_was_reset() -> None:
    state = UIMessageState(UIMessage("m", "assistant", [DataUIPart("a", 1, id="1"), DataUIPart("a", 2, id="1")]))
    for chunk in (
        DataChunk("a", 3, id="1"),
        StartStepChunk(),
        DataChunk("a", 4, id="2"),
        ResetStepChunk(),
        DataChunk("a", 5, id="2"),
        DataChunk("a", 6, id="2"),
    ):
        state.apply(chunk)
    parts = state.message().parts
    assert [part.data for part in parts if isinstance(part, DataUIPart)] == [3, 2, 6]
    assert parts[-1] == DataUIPart("a", 6, id="2")


def test_data_is_found_without_looking_at_all_the_others() -> None:
    compared = 0

    class Id(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other)

    built(*(DataChunk("row", number, id=Id(number)) for number in range(1000)))
    assert compared < 2000


def test_the_input_of_a_call_shows_while_it_is_written() -> None:
    state = UIMessageState()
    state.apply(ToolInputStartChunk("c", "t", title="T"))
    shown: list[Any] = []
    for piece in ('{"a', '":"x', 'y"', "}"):
        state.apply(ToolInputDeltaChunk("c", piece))
        shown.append(state.message().parts[0].input)  # type: ignore[union-attr]
    assert shown == [{}, {"a": "x"}, {"a": "xy"}, {"a": "xy"}]
    state.apply(ToolInputAvailableChunk("c", "t", {"a": "whole"}))
    assert state.message().parts == (ToolUIPart("t", "c", "input-available", input={"a": "whole"}, title="T"),)


def test_a_static_call_that_is_wrong_has_its_input_as_raw_input_and_a_dynamic_one_keeps_it() -> None:
    wrong = ToolInputErrorChunk("c", "t", "{bad", error_text="no")
    assert only_part(wrong) == ToolUIPart("t", "c", "output-error", raw_input="{bad", error_text="no")
    wrong.dynamic = True
    assert only_part(wrong) == ToolUIPart("t", "c", "output-error", input="{bad", error_text="no", dynamic=True)
    # What is there already says which kind it is.
    assert only_part(ToolInputStartChunk("c", "t"), wrong).type == "tool-t"


def test_the_error_after_a_wrong_call_keeps_the_raw_input() -> None:
    chunks = [ToolInputErrorChunk("c", "t", "{bad", error_text="no"), ToolOutputErrorChunk("c", "failed")]
    assert only_part(*chunks) == ToolUIPart("t", "c", "output-error", raw_input="{bad", error_text="failed")


def test_metadata_of_the_call_and_of_its_result_are_kept_apart() -> None:
    part = only_part(
        ToolInputAvailableChunk("c", "t", {}, provider_metadata={"p": {"call": 1}}, provider_executed=True),
        ToolOutputAvailableChunk("c", 1, provider_metadata={"p": {"result": 1}}),
    )
    assert part.call_provider_metadata == {"p": {"call": 1}}
    assert part.result_provider_metadata == {"p": {"result": 1}}
    assert part.provider_executed is True


def test_an_approval_goes_from_question_to_answer_to_outcome() -> None:
    call = ToolInputAvailableChunk("c", "t", {})
    ask = ToolApprovalRequestChunk("a", "c", is_automatic=False, signature="s")
    answer = ToolApprovalResponseChunk("a", True, reason="fine")
    asked = only_part(call, ask)
    assert (asked.state, asked.approval) == ("approval-requested", ToolUIApproval("a", signature="s"))
    answered = only_part(call, ask, answer)
    assert answered.state == "approval-responded"
    assert answered.approval == ToolUIApproval("a", approved=True, reason="fine", signature="s")
    done = only_part(call, ask, answer, ToolOutputAvailableChunk("c", 1))
    assert (done.state, done.approval) == ("output-available", answered.approval)
    assert only_part(call, ask, ToolOutputDeniedChunk("c")).state == "output-denied"


def test_an_outcome_finds_its_call_in_this_step_first_and_then_the_latest_one() -> None:
    call = ToolInputAvailableChunk("c", "t", {})
    message = built(StartStepChunk(), call, FinishStepChunk(), StartStepChunk(), call, ToolOutputAvailableChunk("c", 1))
    assert [part.state for part in message.parts if isinstance(part, ToolUIPart)] == [
        "input-available",
        "output-available",
    ]
    later = built(ToolOutputAvailableChunk("c", 2), message=built(StartStepChunk(), call))
    assert later.parts[1].output == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("chunk", "text", "kind"),
    [
        (ToolOutputAvailableChunk("z", 1), 'No tool invocation found for tool call ID "z".', "tool-invocation"),
        (ToolOutputErrorChunk("z", "e"), 'No tool invocation found for tool call ID "z".', "tool-invocation"),
        (ToolOutputDeniedChunk("z"), 'No tool invocation found for tool call ID "z".', "tool-invocation"),
        (
            ToolApprovalResponseChunk("z", False),
            'No tool invocation found for approval ID "z".',
            "tool-approval-response",
        ),
        (
            TextEndChunk("z"),
            (
                'Received text-end for missing text part with ID "z". '
                'Ensure a "text-start" chunk is sent before any "text-end" chunks.'
            ),
            "text-end",
        ),
    ],
)
def test_a_chunk_that_belongs_to_nothing_is_an_error(chunk: Any, text: str, kind: str) -> None:
    with pytest.raises(UIMessageStreamError) as caught:
        built(chunk)
    assert str(caught.value) == text
    assert (caught.value.chunk_type, caught.value.chunk_id) == (kind, "z")


def test_a_continued_message_keeps_what_it_had() -> None:
    before = UIMessage("a", "assistant", [ReasoningUIPart("r")], metadata={"k": 1})
    message = built(StartChunk(), *text_block("more"), FinishChunk(finish_reason="stop"), message=before)
    assert message == UIMessage(
        "a", "assistant", (ReasoningUIPart("r"), TextUIPart("more", state="done")), metadata={"k": 1}
    )
    assert before.parts == (ReasoningUIPart("r"),)


def test_the_work_for_a_piece_of_text_does_not_grow_with_the_text() -> None:
    state = UIMessageState()
    state.apply(TextStartChunk("1"))
    for _ in range(50_000):
        state.apply(TextDeltaChunk("1", "0123456789"))
    # Joined at each piece this would be twelve gigabytes of copying.
    assert len(state.message().parts[0].text) == 500_000  # type: ignore[union-attr]
