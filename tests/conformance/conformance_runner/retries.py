"""The waits between retries: recorded instead of waited, with a clock that stands still."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from .outcome import CannotRun, Run

__all__ = ["recorded_delays"]

_MODULE = "ai_sdk.provider_utils.retry"
_NOW = datetime(2025, 6, 1, 12, 0, 0, tzinfo=UTC)


@contextmanager
def recorded_delays(run: Run) -> Iterator[None]:
    """If the case asks for it, log every wait between retries as `delays_ms` for the length of the block."""
    if not run.data.get("record_delays"):
        yield
        return

    async def sleep(seconds: float) -> None:
        run.log("delays_ms", seconds * 1000)

    module = _retry_module()
    with patch.object(module, "sleep", sleep), patch.object(module, "now", _NOW.timestamp):
        yield


def _retry_module() -> Any:
    # Not an attribute lookup: the package exports a function of the same name.
    try:
        module = importlib.import_module(_MODULE)
    except ModuleNotFoundError as error:
        raise CannotRun(f"there is no module {_MODULE!r}") from error
    if not hasattr(module, "sleep") or not hasattr(module, "now"):
        raise CannotRun(f"{_MODULE} has no 'sleep' and 'now' to replace")
    return module
