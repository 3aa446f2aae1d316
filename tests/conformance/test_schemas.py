from __future__ import annotations

from typing import Any

import pytest
from conformance_runner.mocks import Error
from conformance_runner.schemas import check, enforced_schema

SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "tags": {"type": "array", "items": {"enum": ["a", "b"]}}},
    "required": ["name"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("value", [{"name": "x"}, {"name": "x", "tags": []}, {"name": "x", "tags": ["a", "b"]}])
def test_values_of_a_schema_pass(value: Any) -> None:
    check(SCHEMA, value)
    assert enforced_schema(SCHEMA).validate(value) == value


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (None, "$: expected object"),
        ({}, "$.name: required"),
        ({"name": 1}, "$.name: expected string"),
        ({"name": "x", "more": 1}, "$.more: not allowed"),
        ({"name": "x", "tags": ["a", "c"]}, "$.tags[1]: expected one of"),
    ],
)
def test_other_values_are_refused_with_their_path(value: Any, where: str) -> None:
    with pytest.raises(Error) as raised:
        check(SCHEMA, value)
    assert where in str(raised.value)


def test_integers_are_numbers_and_booleans_are_not() -> None:
    check({"type": ["integer", "null"]}, None)
    check({"type": "number"}, 1)
    with pytest.raises(Error):
        check({"type": "number"}, True)
    with pytest.raises(Error):
        check({"type": "integer"}, 1.5)


def test_the_project_reports_what_the_schema_refuses() -> None:
    from ai_sdk.provider import TypeValidationError

    with pytest.raises(TypeValidationError, match=r"\$\.name: required"):
        enforced_schema(SCHEMA).validate({})
    assert enforced_schema(SCHEMA).json_schema == SCHEMA
