"""`OpenTelemetry`: from the events of a call to its spans.

    invoke_agent > step 1 > chat, execute_tool ...; embeddings > embeddings ...; rerank > rerank

The spans of a call are kept by its id until it ends, fails or is stopped, which ends whatever is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ai_sdk.telemetry import TelemetryIntegration
from opentelemetry import context, trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from ai_sdk_otel.__about__ import __version__
from ai_sdk_otel.attributes import clean, flat, json_text, provider_name, shown_headers
from ai_sdk_otel.messages import input_messages, output_messages, system_instructions, tool_definitions
from ai_sdk_otel.options import Options, SpanInfo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from ai_sdk.telemetry import (
        AbortInfo,
        EmbedEndInfo,
        EmbedStartInfo,
        ErrorInfo,
        LanguageModelExecution,
        ModelCallEndInfo,
        ModelCallStartInfo,
        RerankEndInfo,
        RerankStartInfo,
        StepResult,
        StepStartInfo,
        TelemetryCall,
        ToolExecution,
        ToolExecutionEndInfo,
        ToolExecutionStartInfo,
    )

    from ai_sdk_otel.options import OptionsDict

__all__ = ["OpenTelemetry"]

_SETTINGS = (
    ("frequency_penalty", "frequency_penalty"),
    ("max_tokens", "max_output_tokens"),
    ("presence_penalty", "presence_penalty"),
    ("temperature", "temperature"),
    ("top_k", "top_k"),
    ("top_p", "top_p"),
)


class _Call:
    """The open spans of one call, and what it records."""

    def __init__(self, root: Span, options: Options, call: TelemetryCall) -> None:
        self.root = root
        self.options = options
        self.inputs = options.record_inputs and call.record_inputs
        self.outputs = options.record_outputs and call.record_outputs
        self.settings: dict[str, Any] = {}
        self.runtime_context: Any = None
        self.step: Span | None = None
        self.step_number = -1
        self.chat: Span | None = None
        # Tools by the id of their call, model calls of embedding and reranking by their own.
        self.others: dict[str, Span] = {}

    def open_spans(self) -> list[Span]:
        """The innermost first."""
        inner = [*self.others.values(), self.chat, self.step, self.root]
        return [span for span in inner if span is not None]


class OpenTelemetry(TelemetryIntegration):
    """Makes spans of calls. Options: see the README.

    telemetry = Telemetry(integrations=[OpenTelemetry(record_inputs=True)])
    await generate_text(model, "hi", telemetry=telemetry)
    """

    def __init__(self, **options: Unpack[OptionsDict]) -> None:
        self.options = Options(**options)
        self._calls: dict[str, _Call] = {}

    # Text

    def on_start(self, event: Any, call: TelemetryCall) -> None:
        """The span of the operation."""
        options = self.options
        model = event.model
        embeds, reranks = call.operation_id.startswith("ai.embed"), call.operation_id == "ai.rerank"
        operation = "embeddings" if embeds else "rerank" if reranks else "invoke_agent"
        kind = SpanKind.CLIENT if embeds or reranks else SpanKind.INTERNAL
        about = {
            "gen_ai.operation.name": operation,
            "gen_ai.provider.name": provider_name(model.provider),
            "gen_ai.request.model": model.model_id,
            "gen_ai.agent.name": call.function_id,
        }
        tracer = options.tracer or trace.get_tracer("gen_ai", __version__)
        root = tracer.start_span(f"{operation} {model.model_id}", kind=kind, attributes=clean(about))
        state = self._calls[call.call_id] = _Call(root, options, call)
        more: dict[str, Any] = {}
        if embeds or reranks:
            if options.headers:
                more |= shown_headers(event.headers)
            more |= self._values(state, event, is_one=call.operation_id == "ai.embed")
        else:
            settings = event.settings
            state.settings = {f"gen_ai.request.{name}": getattr(settings, own) for name, own in _SETTINGS}
            if settings.stop_sequences is not None:
                state.settings["gen_ai.request.stop_sequences"] = list(settings.stop_sequences)
            more = {**state.settings, "gen_ai.request.seed": settings.seed}
            state.runtime_context = event.runtime_context
            if options.runtime_context:
                more |= flat("ai.settings.context", event.runtime_context)
            if state.inputs:
                more |= _prompt([*event.instructions, *event.messages])
        self._set(state, root, "operation", call, more)

    def on_step_start(self, event: StepStartInfo, call: TelemetryCall) -> None:
        """The span of a step. A step that is tried again keeps its span."""
        state = self._calls.get(call.call_id)
        if state is None or state.step_number == event.step_number:
            return
        state.step_number = event.step_number
        state.step = self._begin(state, f"step {event.step_number + 1}", state.root)
        self._set(state, state.step, "step", call, {"gen_ai.operation.name": "agent_step"})

    def on_language_model_call_start(self, event: ModelCallStartInfo, call: TelemetryCall) -> None:
        """The span of a model call."""
        state = self._calls.get(call.call_id)
        if state is None:
            return
        if state.chat is not None:
            # The attempt before this one, of a stream that is tried again.
            state.chat.end()
        model, asked, options = event.model, event.options, state.options
        state.chat = self._begin(state, f"chat {model.model_id}", state.step or state.root, SpanKind.CLIENT)
        attributes: dict[str, Any] = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": provider_name(model.provider),
            "gen_ai.request.model": model.model_id,
            **state.settings,
        }
        if state.inputs:
            attributes |= _prompt(asked.prompt)
            if asked.tools:
                attributes["gen_ai.tool.definitions"] = json_text(tool_definitions(asked.tools))
        if options.headers:
            attributes |= shown_headers(asked.headers)
        if options.tool_choice and asked.tool_choice is not None:
            choice: Any = asked.tool_choice
            name = getattr(choice, "tool_name", None)
            shown = {"type": choice.type} if name is None else {"type": choice.type, "toolName": name}
            attributes["ai.prompt.toolChoice"] = json_text(shown)
        wanted: Any = asked.response_format
        if options.schema and wanted is not None and wanted.type == "json":
            attributes["ai.settings.output"] = "object"
            attributes["ai.schema"] = None if wanted.schema is None else json_text(wanted.schema)
            attributes["ai.schema.name"] = wanted.name
            attributes["ai.schema.description"] = wanted.description
        self._set(state, state.chat, "language_model", call, attributes)

    async def execute_language_model_call(self, execution: LanguageModelExecution) -> Any:
        """Asks the model with the span of its call as the active one."""
        state = self._calls.get(execution.call.call_id)
        if state is None or state.chat is None:
            return await execution.execute()
        with _active(state.chat):
            return await execution.execute()

    def on_language_model_call_end(self, event: ModelCallEndInfo, call: TelemetryCall) -> None:
        """Ends the span of the model call, after those of the provider's own tools below it."""
        state = self._calls.get(call.call_id)
        if state is None or state.chat is None:
            return
        attributes: dict[str, Any] = {
            "gen_ai.response.finish_reasons": [event.finish_reason],
            "gen_ai.response.id": event.response_id,
            "gen_ai.response.model": event.response_model_id,
            "gen_ai.client.operation.duration": event.seconds,
            "gen_ai.client.operation.time_to_first_chunk": event.seconds_to_first_output,
            **_usage(event.usage, details=state.options.usage),
        }
        if state.outputs:
            attributes["gen_ai.output.messages"] = json_text(output_messages(event.content, event.finish_reason))
            if state.options.provider_metadata and event.provider_metadata is not None:
                attributes["ai.response.providerMetadata"] = json_text(event.provider_metadata)
        self._provider_tools(state, event.content, call)
        if state.chat.is_recording():
            state.chat.set_attributes(clean(attributes))
        state.chat.end()
        state.chat = None

    def on_tool_execution_start(self, event: ToolExecutionStartInfo, call: TelemetryCall) -> None:
        """The span of a tool; below the operation for a call that was approved beforehand."""
        state = self._calls.get(call.call_id)
        if state is None:
            return
        self._tool(state, event.tool_call, state.step or state.root, "function", call)

    async def execute_tool(self, execution: ToolExecution) -> Any:
        """Runs the tool with its span as the active one."""
        state = self._calls.get(execution.call.call_id)
        span = None if state is None else state.others.get(execution.tool_call_id)
        if span is None:
            return await execution.execute()
        with _active(span):
            return await execution.execute()

    def on_tool_execution_end(self, event: ToolExecutionEndInfo, call: TelemetryCall) -> None:
        """Ends the span of a tool."""
        state = self._calls.get(call.call_id)
        span = None if state is None else state.others.pop(event.tool_call.tool_call_id, None)
        if state is None or span is None:
            return
        span.set_attribute("gen_ai.execute_tool.duration", event.seconds)
        _end_tool(state, span, event.tool_output)

    def on_step_end(self, event: StepResult, call: TelemetryCall) -> None:  # noqa: ARG002
        """Ends the span of a step."""
        state = self._calls.get(call.call_id)
        if state is None:
            return
        if state.chat is not None:
            # A stream without a finish part.
            state.chat.end()
            state.chat = None
        if state.step is not None:
            state.step.end()
            state.step = None

    # Embedding and reranking

    def on_embed_start(self, event: EmbedStartInfo, call: TelemetryCall) -> None:
        """The span of one call of the embedding model."""
        state = self._calls.get(call.call_id)
        if state is not None:
            self._inner(state, event.embed_call_id, "embeddings", "embedding", event, call)

    def on_embed_end(self, event: EmbedEndInfo, call: TelemetryCall) -> None:
        """Ends it."""
        self._end_inner(event.embed_call_id, event, call)

    def on_rerank_start(self, event: RerankStartInfo, call: TelemetryCall) -> None:
        """The span of the call of the reranking model."""
        state = self._calls.get(call.call_id)
        if state is not None:
            self._inner(state, "rerank", "rerank", "reranking", event, call)

    def on_rerank_end(self, event: RerankEndInfo, call: TelemetryCall) -> None:
        """Ends it."""
        self._end_inner("rerank", event, call)

    def _inner(self, state: _Call, key: str, operation: str, span_type: Any, event: Any, call: TelemetryCall) -> None:
        earlier = state.others.pop(key, None)
        if earlier is not None:
            earlier.end()
        model = event.model
        span = state.others[key] = self._begin(state, f"{operation} {model.model_id}", state.root, SpanKind.CLIENT)
        attributes = {
            "gen_ai.operation.name": operation,
            "gen_ai.provider.name": provider_name(model.provider),
            "gen_ai.request.model": model.model_id,
            **self._values(state, event),
        }
        self._set(state, span, span_type, call, attributes)

    def _end_inner(self, key: str, event: Any, call: TelemetryCall) -> None:
        state = self._calls.get(call.call_id)
        span = None if state is None else state.others.pop(key, None)
        if state is not None and span is not None:
            span.set_attributes(clean(self._results(state, event)))
            span.end()

    def _values(self, state: _Call, event: Any, *, is_one: bool = False) -> dict[str, Any]:
        if state.inputs and state.options.embedding and hasattr(event, "values"):
            return _one_or_all("ai.value", event.values, is_one=is_one)
        if state.options.reranking and hasattr(event, "documents"):
            is_text = all(isinstance(document, str) for document in event.documents)
            kind = {"ai.ranking.type": "text" if is_text else "object"}
            return {**_one_or_all("ai.document", event.documents), **kind} if state.inputs else kind
        return {}

    def _results(self, state: _Call, event: Any, *, is_one: bool = False) -> dict[str, Any]:
        results: dict[str, Any] = {}
        usage = getattr(event, "usage", None)
        if usage is not None:
            results["gen_ai.usage.input_tokens"] = usage.tokens
        if state.outputs and state.options.embedding and hasattr(event, "embeddings"):
            results |= _one_or_all("ai.embedding", [list(vector) for vector in event.embeddings], is_one=is_one)
        if state.outputs and state.options.reranking and hasattr(event, "ranking"):
            results["ai.ranking"] = [json_text({"index": index, "score": score}) for index, score in event.ranking]
        return results

    # The end

    def on_end(self, event: Any, call: TelemetryCall) -> None:
        """Ends the span of the operation, and what a stream that was stopped has left open."""
        state = self._calls.pop(call.call_id, None)
        if state is None:
            return
        attributes: dict[str, Any]
        if hasattr(event, "total_usage"):
            attributes = {
                "gen_ai.response.finish_reasons": [event.finish_reason],
                **_usage(event.total_usage, details=state.options.usage),
            }
            if state.outputs:
                content, reason = event.final_step.content, event.finish_reason
                attributes["gen_ai.output.messages"] = json_text(output_messages(content, reason))
        else:
            attributes = self._results(state, event, is_one=call.operation_id == "ai.embed")
        if state.root.is_recording():
            state.root.set_attributes(clean(attributes))
        for span in state.open_spans():
            span.end()

    def on_abort(self, event: AbortInfo, call: TelemetryCall) -> None:  # noqa: ARG002
        """Ends all spans, without an error."""
        state = self._calls.pop(call.call_id, None)
        for span in () if state is None else state.open_spans():
            span.end()

    def on_error(self, event: ErrorInfo, call: TelemetryCall) -> None:
        """Ends all spans, with the error."""
        state = self._calls.pop(call.call_id, None)
        for span in () if state is None else state.open_spans():
            _fail(span, event.error)
            span.end()

    # Spans

    def _begin(self, state: _Call, name: str, parent: Span, kind: SpanKind = SpanKind.INTERNAL) -> Span:
        tracer = state.options.tracer or trace.get_tracer("gen_ai", __version__)
        # Only the parent is taken out of this context, which is that of whoever runs the call.
        return tracer.start_span(name, context=trace.set_span_in_context(parent, context.get_current()), kind=kind)

    def _set(self, state: _Call, span: Span, span_type: Any, call: TelemetryCall, attributes: dict[str, Any]) -> None:
        if not span.is_recording():
            return
        span.set_attributes(clean(attributes))
        enrich = state.options.enrich_span
        if enrich is not None:
            about = SpanInfo(span_type, call.operation_id, call.call_id, state.runtime_context)
            span.set_attributes(clean(enrich(about) or {}))

    def _tool(self, state: _Call, tool_call: Any, parent: Span, kind: str, call: TelemetryCall) -> Span:
        name = tool_call.tool_name
        span = state.others[tool_call.tool_call_id] = self._begin(state, f"execute_tool {name}", parent)
        attributes = {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": name,
            "gen_ai.tool.call.id": tool_call.tool_call_id,
            "gen_ai.tool.type": kind,
        }
        if state.inputs:
            attributes["gen_ai.tool.call.arguments"] = json_text(tool_call.input)
        self._set(state, span, "tool", call, attributes)
        return span

    def _provider_tools(self, state: _Call, content: Any, call: TelemetryCall) -> None:
        outputs = {part.tool_call_id: part for part in content if part.type in ("tool-result", "tool-error")}
        for part in content:
            if part.type == "tool-call" and part.provider_executed and state.chat is not None:
                span = self._tool(state, part, state.chat, "extension", call)
                del state.others[part.tool_call_id]
                _end_tool(state, span, outputs.get(part.tool_call_id))


def _active(span: Span) -> Any:
    return trace.use_span(span, end_on_exit=False, record_exception=False, set_status_on_exception=False)


def _one_or_all(name: str, values: Sequence[Any], *, is_one: bool = False) -> dict[str, Any]:
    """`embed` has one value and one vector, its model's call and all others have lists of them."""
    texts = [json_text(value) for value in values]
    return {name: texts[0]} if is_one and texts else {f"{name}s": texts}


def _prompt(messages: Any) -> dict[str, Any]:
    attributes: dict[str, Any] = {"gen_ai.input.messages": json_text(input_messages(messages))}
    system = system_instructions(messages)
    if system:
        attributes["gen_ai.system_instructions"] = json_text(system)
    return attributes


def _usage(usage: Any, *, details: bool) -> dict[str, Any]:
    given, made = usage.input_token_details, usage.output_token_details
    attributes = {
        "gen_ai.usage.input_tokens": usage.input_tokens,
        "gen_ai.usage.output_tokens": usage.output_tokens,
        "gen_ai.usage.cache_read.input_tokens": given.cache_read_tokens,
        "gen_ai.usage.cache_creation.input_tokens": given.cache_write_tokens,
    }
    if details:
        attributes["ai.usage.inputTokenDetails.noCacheTokens"] = given.no_cache_tokens
        attributes["ai.usage.outputTokenDetails.textTokens"] = made.text_tokens
        attributes["ai.usage.outputTokenDetails.reasoningTokens"] = made.reasoning_tokens
    return attributes


def _end_tool(state: _Call, span: Span, output: Any) -> None:
    if output is not None and output.type == "tool-error":
        _fail(span, output.error)
    elif output is not None and state.outputs:
        span.set_attribute("gen_ai.tool.call.result", json_text(output.output))
    span.end()


def _fail(span: Span, error: Any) -> None:
    if isinstance(error, BaseException):
        span.record_exception(error)
    span.set_status(Status(StatusCode.ERROR, str(error)))
