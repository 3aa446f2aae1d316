"""`Telemetry`: what one call says about its telemetry."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ai_sdk.telemetry.integration import TelemetryIntegration

__all__ = ["Telemetry"]


@dataclass(frozen=True, slots=True)
class Telemetry:
    """The parameter `telemetry` of the functions that ask models.

        await generate_text(model, "hi", telemetry=Telemetry(function_id="greeting", record_inputs=False))

    is_enabled: False tells nobody of the call.
    record_inputs, record_outputs: whether integrations may keep prompts and answers.
    function_id: a name of yours for what the call does.
    include_runtime_context: the keys of `runtime_context` that integrations see; none by default.
    include_tools_context: the tools whose context they see; none by default.
    integrations: told in place of all registered and installed ones; None for those.
    """

    is_enabled: bool = True
    record_inputs: bool = True
    record_outputs: bool = True
    function_id: str | None = None
    include_runtime_context: Collection[str] = ()
    include_tools_context: Collection[str] = ()
    integrations: Sequence[TelemetryIntegration] | None = None
