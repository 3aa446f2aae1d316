from __future__ import annotations

import array
import math

import pytest
from ai_sdk.provider import InvalidArgumentError
from ai_sdk.similarity import cosine_similarity
from hypothesis import given
from hypothesis import strategies as st

numbers = st.floats(-1e3, 1e3).map(lambda number: round(number, 3))
pairs = st.integers(0, 8).flatmap(
    lambda size: st.tuples(
        st.lists(numbers, min_size=size, max_size=size), st.lists(numbers, min_size=size, max_size=size)
    )
)


@pytest.mark.parametrize(
    ("vector1", "vector2", "expected"),
    [
        ([1, 2, 3], [4, 5, 6], 0.9746318461970762),
        ([1, 0], [0, 1], 0),
        ([1, 0], [-1, 0], -1),
        ([1, 2], [2, 4], 1),
        ([0, 0], [1, 1], 0),
        ([], [], 0),
        ([3], [-2], -1),
    ],
)
def test_the_cosine_of_the_angle(vector1: list[float], vector2: list[float], expected: float) -> None:
    assert cosine_similarity(vector1, vector2) == pytest.approx(expected, rel=1e-12)


def test_packed_vectors_are_compared_too() -> None:
    assert cosine_similarity(array.array("f", [1, 2]), array.array("d", [1, 2])) == pytest.approx(1)


@given(pairs)
def test_it_is_symmetric_and_bounded(pair: tuple[list[float], list[float]]) -> None:
    one, other = pair
    similarity = cosine_similarity(one, other)
    assert similarity == cosine_similarity(other, one)
    assert math.fabs(similarity) <= 1 + 1e-9
    assert type(similarity) is float


def test_vectors_of_two_lengths_are_refused() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        cosine_similarity([1, 2], [1])
    assert str(caught.value) == "Invalid argument for parameter vector1,vector2: Vectors must have the same length"
    assert caught.value.value == {"vector1_length": 2, "vector2_length": 1}
