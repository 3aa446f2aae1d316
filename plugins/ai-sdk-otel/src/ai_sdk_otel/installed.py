"""The integration that is told of every call, because this distribution is installed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from ai_sdk_otel.integration import OpenTelemetry
from ai_sdk_otel.options import Options

if TYPE_CHECKING:
    from typing import Unpack

    from ai_sdk_otel.options import OptionsDict

__all__ = ["configure", "installed"]

CAPTURE_VARIABLE: Final = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"


def _recorded() -> bool:
    return os.environ.get(CAPTURE_VARIABLE, "").strip().casefold() in ("1", "true")


installed = OpenTelemetry(record_inputs=_recorded(), record_outputs=_recorded())
"""The integration for every call."""


def configure(**options: Unpack[OptionsDict]) -> None:
    """Sets what is recorded from the next call on. Options that are left out get their defaults."""
    options.setdefault("record_inputs", _recorded())
    options.setdefault("record_outputs", _recorded())
    installed.options = Options(**options)
