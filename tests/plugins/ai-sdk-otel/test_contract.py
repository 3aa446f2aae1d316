"""The extension against the contract of all extensions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("opentelemetry.sdk")

import ai_sdk_otel
from ai_sdk.testing.contract import ExtensionContract
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter


class TestOpenTelemetry(ExtensionContract):
    name = "otel"
    implements = ("telemetry_integrations",)
    pyproject = Path(__file__).resolve().parents[3] / "plugins/ai-sdk-otel/pyproject.toml"

    @pytest.fixture(autouse=True)
    def spans(self) -> Iterator[InMemorySpanExporter]:
        """Everything is recorded, so that all of the extension runs. Every span has ended afterwards."""
        exporter, provider = InMemorySpanExporter(), TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(exporter))
        everything = dict.fromkeys(("usage", "provider_metadata", "embedding", "reranking"), True)
        everything |= dict.fromkeys(("runtime_context", "headers", "tool_choice", "schema"), True)
        ai_sdk_otel.configure(
            tracer=provider.get_tracer("gen_ai"), record_inputs=True, record_outputs=True, **everything
        )
        yield exporter
        ai_sdk_otel.configure()
        ids = {span.context.span_id for span in exporter.get_finished_spans()}
        assert {span.parent.span_id for span in exporter.get_finished_spans() if span.parent} <= ids
