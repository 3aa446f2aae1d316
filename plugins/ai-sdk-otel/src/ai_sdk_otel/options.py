"""What is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

__all__ = ["Options", "OptionsDict", "SpanInfo"]


@dataclass(frozen=True, slots=True)
class SpanInfo:
    """The span that `enrich_span` is asked about."""

    span_type: Literal["operation", "step", "language_model", "tool", "embedding", "reranking"]
    operation_id: str
    call_id: str
    runtime_context: Any = None


class OptionsDict(TypedDict, total=False):
    """The options by name; see the table in the README."""

    tracer: Tracer | None
    record_inputs: bool
    record_outputs: bool
    enrich_span: Callable[[SpanInfo], Mapping[str, Any] | None] | None
    usage: bool
    provider_metadata: bool
    embedding: bool
    reranking: bool
    runtime_context: bool
    headers: bool
    tool_choice: bool
    schema: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options with their defaults."""

    tracer: Tracer | None = None
    record_inputs: bool = False
    record_outputs: bool = False
    enrich_span: Callable[[SpanInfo], Mapping[str, Any] | None] | None = None
    usage: bool = False
    provider_metadata: bool = False
    embedding: bool = False
    reranking: bool = False
    runtime_context: bool = False
    headers: bool = False
    tool_choice: bool = False
    schema: bool = False
