"""How alike two vectors are.

cosine_similarity(sunny.embedding, rainy.embedding)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import sqrt

from ai_sdk.provider.core_errors import InvalidParameterError

__all__ = ["cosine_similarity"]

if sys.version_info >= (3, 12):
    from math import sumprod
else:
    from math import fsum
    from operator import mul

    def sumprod(p: Sequence[float], q: Sequence[float], /) -> float:
        return fsum(map(mul, p, q))


def cosine_similarity(vector1: Sequence[float], vector2: Sequence[float]) -> float:
    """The cosine of the angle between two vectors: 1 for the same direction, 0 for nothing in common, -1 for opposites.

    A vector that is empty or all zeros is like no other: 0. Raises `InvalidParameterError` if the lengths differ.
    """
    if len(vector1) != len(vector2):
        raise InvalidParameterError(
            parameter="vector1,vector2",
            value={"vector1_length": len(vector1), "vector2_length": len(vector2)},
            message="Vectors must have the same length",
        )
    square1, square2 = sumprod(vector1, vector1), sumprod(vector2, vector2)
    if square1 == 0 or square2 == 0:
        return 0.0
    return float(sumprod(vector1, vector2) / (sqrt(square1) * sqrt(square2)))
