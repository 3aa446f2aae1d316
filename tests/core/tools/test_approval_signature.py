"""Signatures of approval requests."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.tools.approval_signature import sign_approval, verify_approval
from ai_sdk.tools.execution import to_jsonable
from pydantic import BaseModel

REQUEST: dict[str, Any] = {"approval_id": "appr-1", "tool_call_id": "c1", "tool_name": "t", "tool_input": {"v": "x"}}
SIGNATURE = "WFDs61MxZ7mRCI71QYvDXouVMHD_xn0-yZ-yrHCvWRk"


def test_the_signature_is_that_of_the_reference() -> None:
    assert sign_approval("topsecret", **REQUEST) == SIGNATURE
    assert verify_approval("topsecret", SIGNATURE, **REQUEST)


def test_a_secret_of_bytes_is_the_same_as_its_text() -> None:
    assert sign_approval(b"topsecret", **REQUEST) == SIGNATURE


@pytest.mark.parametrize(
    "change",
    [{"approval_id": "appr-2"}, {"tool_call_id": "c2"}, {"tool_name": "u"}, {"tool_input": {"v": "y"}}],
)
def test_a_signature_holds_for_one_call_only(change: dict[str, Any]) -> None:
    assert not verify_approval("topsecret", SIGNATURE, **{**REQUEST, **change})


def test_a_signature_of_another_secret_does_not_hold() -> None:
    assert not verify_approval("other", SIGNATURE, **REQUEST)


@pytest.mark.parametrize("signature", ["", SIGNATURE + "=", SIGNATURE[:-1], "ü", "\ud800"])
def test_a_damaged_signature_does_not_hold(signature: str) -> None:
    assert not verify_approval("topsecret", signature, **REQUEST)


def test_text_can_not_move_from_one_field_to_the_next() -> None:
    first = sign_approval("s", approval_id='a","b', tool_call_id="c", tool_name="t", tool_input={})
    second = sign_approval("s", approval_id="a", tool_call_id='b","c', tool_name="t", tool_input={})
    assert first != second


def test_an_input_that_went_through_the_stored_messages_still_fits() -> None:
    class Trip(BaseModel):
        day: date
        price: float

    given = {"trip": Trip(day=date(2025, 1, 2), price=2.0), "n": 1.0}
    signature = sign_approval("s", **{**REQUEST, "tool_input": given})
    # The order of keys and the form of whole numbers may change on the way, as they do in a browser.
    stored = json.loads(json.dumps(to_jsonable(given), sort_keys=True).replace("2.0", "2").replace("1.0", "1"))
    assert verify_approval("s", signature, **{**REQUEST, "tool_input": stored})


@pytest.mark.parametrize("secret", ["", b""])
def test_an_empty_secret_is_refused(secret: str | bytes) -> None:
    with pytest.raises(InvalidArgumentError, match="tool_approval_secret is empty"):
        sign_approval(secret, **REQUEST)
    with pytest.raises(InvalidArgumentError, match="tool_approval_secret is empty"):
        verify_approval(secret, SIGNATURE, **REQUEST)
