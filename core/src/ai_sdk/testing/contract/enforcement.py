"""What keeps a contract whole: an inherited test is turned off by an `xfail` with a reason, or not at all."""

from __future__ import annotations

from typing import Any, cast

__all__ = ["check_overrides"]


def check_overrides(cls: type) -> None:
    """Raises `TypeError` if `cls` takes an inherited test away. Called when the class is made."""
    if "__test__" in vars(cls) and not vars(cls)["__test__"]:
        raise TypeError(f"{cls.__name__} sets __test__ = False, which turns its contract off. Remove the line.")
    if any(mark.name in ("skip", "skipif", "xfail") for mark in _marks(vars(cls).get("pytestmark"))):
        raise TypeError(f"{cls.__name__} turns its whole contract off by a mark. Mark single tests with xfail instead.")
    contracts = [base for base in cls.__mro__[1:] if base.__module__.startswith("ai_sdk.testing.contract.")]
    inherited = {name for base in contracts for name in vars(base) if name.startswith("test")}
    for name in sorted(inherited & set(vars(cls))):
        marks = _marks(getattr(vars(cls)[name], "pytestmark", None))
        if not any(mark.name == "xfail" and mark.kwargs.get("reason") for mark in marks):
            raise TypeError(
                f"{cls.__name__}.{name} overrides a test of the contract. Only a test with "
                '@pytest.mark.xfail(reason="...") may do that; call super() in it.'
            )
        if any(mark.name in ("skip", "skipif") or mark.kwargs.get("run") is False for mark in marks):
            raise TypeError(f"{cls.__name__}.{name} is not run. An xfail of the contract has to run.")


def _marks(value: Any) -> list[Any]:
    if value is None:
        return []
    found = cast("list[Any]", value) if isinstance(value, list) else [value]
    return [getattr(mark, "mark", mark) for mark in found]
