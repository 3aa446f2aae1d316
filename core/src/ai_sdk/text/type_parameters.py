"""The type parameters of text results. Without `output` the result is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import TypeVar

    OutputT = TypeVar("OutputT", default=str)
    PartialT = TypeVar("PartialT", default=Any)
else:
    # Defaults come with Python 3.13, and only type checkers ask for them.
    from typing import TypeVar

    OutputT = TypeVar("OutputT")
    PartialT = TypeVar("PartialT")

__all__ = ["OutputT", "PartialT"]
