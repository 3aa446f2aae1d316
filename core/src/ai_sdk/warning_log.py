"""What models warn of, told to the developer through the logger `ai_sdk`.

Each warning is one record of level WARNING. Where nobody has set up logging, Python writes such records to stderr; to
be spared them:

    logging.getLogger("ai_sdk").setLevel(logging.ERROR)

A deprecated setting is a `DeprecationWarning` instead, which points at the line outside of the SDK that made the call:
Python shows it once, tests can turn it into an error. All warnings stand in the result's `warnings` as well.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from typing import Final
from warnings import warn

from ai_sdk.provider.warnings import (
    CallWarning,
    CompatibilityWarning,
    DeprecatedWarning,
    OtherWarning,
    UnsupportedWarning,
)

__all__ = ["log_warnings", "warning_text"]

logger: Final = logging.getLogger("ai_sdk")

_NOT_THE_CALLER = ("ai_sdk.", "asyncio.", "contextlib")


def log_warnings(warnings: Iterable[CallWarning], *, provider: str | None = None, model: str | None = None) -> None:
    """Logs the warnings of a call. A record has them as `ai_sdk_warning`, `ai_sdk_provider` and `ai_sdk_model`."""
    scope = " / ".join(part for part in (provider, model) if part)
    head = f"AI SDK Warning ({scope})" if scope else "AI SDK Warning"
    for warning in warnings:
        text = f"{head}: {warning_text(warning)}"
        if isinstance(warning, DeprecatedWarning):
            warn(text, DeprecationWarning, stacklevel=_stack_level())
        else:
            details = {"ai_sdk_warning": warning, "ai_sdk_provider": provider, "ai_sdk_model": model}
            logger.warning("%s", text, extra=details)


def warning_text(warning: CallWarning) -> str:
    """A warning as a sentence."""
    match warning:
        case UnsupportedWarning(feature, details):
            return _with_details(f'The feature "{feature}" is not supported.', details)
        case CompatibilityWarning(feature, details):
            return _with_details(f'The feature "{feature}" is used in a compatibility mode.', details)
        case DeprecatedWarning(setting, message):
            return f'Deprecated: "{setting}". {message}'
        case OtherWarning(message):
            return message


def _with_details(sentence: str, details: str | None) -> str:
    return f"{sentence} {details}" if details else sentence


def _stack_level() -> int:
    """How far up from `log_warnings` the first frame is that is neither ours nor the event loop's."""
    level = 1
    frame = sys._getframe(1)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    while frame.f_back is not None and f"{frame.f_globals.get('__name__')}.".startswith(_NOT_THE_CALLER):
        frame = frame.f_back
        level += 1
    return level
