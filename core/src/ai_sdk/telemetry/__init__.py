"""Telemetry: integrations that are told what every call does.

    from ai_sdk import generate_text
    from ai_sdk.telemetry import Telemetry, TelemetryIntegration, register_telemetry

    class Times(TelemetryIntegration):
        def on_step_end(self, event, call):
            print(call.function_id, event.performance)

    register_telemetry(Times())
    await generate_text(model, "hi", telemetry=Telemetry(function_id="greeting"))

Installed extensions bring integrations of their own (see `ai_sdk.plugins`). Names are imported when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.telemetry.dispatch import register_telemetry
    from ai_sdk.telemetry.events import (
        EmbedEndInfo,
        EmbedOperationEndInfo,
        EmbedOperationStartInfo,
        EmbedStartInfo,
        RerankEndInfo,
        RerankOperationEndInfo,
        RerankOperationStartInfo,
        RerankStartInfo,
    )
    from ai_sdk.telemetry.integration import (
        LanguageModelExecution,
        TelemetryCall,
        TelemetryIntegration,
        ToolExecution,
    )
    from ai_sdk.telemetry.settings import Telemetry
    from ai_sdk.text.callbacks import (
        AbortInfo,
        EndInfo,
        ErrorInfo,
        ModelCallEndInfo,
        ModelCallStartInfo,
        StartInfo,
        StepStartInfo,
        ToolExecutionEndInfo,
        ToolExecutionStartInfo,
    )
    from ai_sdk.text.step import StepResult

__all__ = [
    "AbortInfo",
    "EmbedEndInfo",
    "EmbedOperationEndInfo",
    "EmbedOperationStartInfo",
    "EmbedStartInfo",
    "EndInfo",
    "ErrorInfo",
    "LanguageModelExecution",
    "ModelCallEndInfo",
    "ModelCallStartInfo",
    "RerankEndInfo",
    "RerankOperationEndInfo",
    "RerankOperationStartInfo",
    "RerankStartInfo",
    "StartInfo",
    "StepResult",
    "StepStartInfo",
    "Telemetry",
    "TelemetryCall",
    "TelemetryIntegration",
    "ToolExecution",
    "ToolExecutionEndInfo",
    "ToolExecutionStartInfo",
    "register_telemetry",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.telemetry.dispatch": "register_telemetry",
        "ai_sdk.telemetry.events": (
            "EmbedEndInfo EmbedOperationEndInfo EmbedOperationStartInfo EmbedStartInfo RerankEndInfo "
            "RerankOperationEndInfo RerankOperationStartInfo RerankStartInfo"
        ),
        "ai_sdk.telemetry.integration": "LanguageModelExecution TelemetryCall TelemetryIntegration ToolExecution",
        "ai_sdk.telemetry.settings": "Telemetry",
        "ai_sdk.text.callbacks": (
            "AbortInfo EndInfo ErrorInfo ModelCallEndInfo ModelCallStartInfo StartInfo StepStartInfo "
            "ToolExecutionEndInfo ToolExecutionStartInfo"
        ),
        "ai_sdk.text.step": "StepResult",
    },
)
