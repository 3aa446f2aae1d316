"""The spans of calls, as the SDK's in-memory exporter gets them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("opentelemetry.sdk")

from ai_sdk import Telemetry, embed, embed_many, generate_text, is_step_count, rerank, stream_text, tool
from ai_sdk.provider import (
    AssistantMessage,
    EmbeddingResult,
    EmbeddingUsage,
    FileBytes,
    FileContent,
    FinishReason,
    GenerateResult,
    RankedDocument,
    RerankingResult,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallContent,
    ToolCallPart,
    ToolMessage,
    ToolResultContent,
    UserMessage,
)
from ai_sdk.testing import (
    MockEmbeddingModel,
    MockLanguageModel,
    MockRerankingModel,
    MockStream,
    text_result,
    text_stream,
)
from ai_sdk_otel import OpenTelemetry, SpanInfo
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode


class Recorder:
    """An integration with a tracer of its own, and what its spans were."""

    def __init__(self, **options: Any) -> None:
        self.exporter = InMemorySpanExporter()
        self.provider = TracerProvider()
        self.provider.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.tracer = self.provider.get_tracer("gen_ai")
        self.integration = OpenTelemetry(tracer=self.tracer, **options)

    def telemetry(self, **settings: Any) -> Telemetry:
        return Telemetry(integrations=[self.integration], **settings)

    @property
    def spans(self) -> Sequence[ReadableSpan]:
        return sorted(self.exporter.get_finished_spans(), key=lambda span: span.start_time or 0)

    def named(self, name: str) -> ReadableSpan:
        (span,) = [span for span in self.spans if span.name == name]
        return span

    def tree(self, parent: int | None = None) -> list[Any]:
        """Names with what is below them."""
        found: list[Any] = []
        for span in self.spans:
            if (None if span.parent is None else span.parent.span_id) == parent:
                below = self.tree(span.context.span_id)
                found.append([span.name, *below] if below else span.name)
        return found


def calling(*ids: str, provider_executed: bool | None = None) -> GenerateResult:
    content: list[Any] = []
    for each in ids:
        content.append(ToolCallContent(each, "weather", '{"city": "Oslo"}', provider_executed=provider_executed))
        if provider_executed:
            content.append(ToolResultContent(each, "weather", {"sky": "grey"}))
    result = text_result("")
    return GenerateResult(content=content, finish_reason=FinishReason("tool-calls"), usage=result.usage)


def weather(city: str) -> str:
    """The weather."""
    return f"rain in {city}"


def broken(city: str) -> str:
    """The weather."""
    raise ValueError("no thermometer")


async def three_steps(recorder: Recorder, **settings: Any) -> None:
    model = MockLanguageModel(
        provider="groq.chat", model_id="m", do_generate=[calling("a", "b"), calling("c"), text_result("Rain.")]
    )
    await generate_text(
        model,
        "Oslo?",
        instructions="Be brief.",
        tools=[weather],
        stop_when=is_step_count(5),
        temperature=0.5,
        telemetry=recorder.telemetry(**settings),
    )


async def test_a_loop_of_three_steps_is_a_tree() -> None:
    recorder = Recorder()
    await three_steps(recorder)
    assert recorder.tree() == [
        [
            "invoke_agent m",
            ["step 1", "chat m", "execute_tool weather", "execute_tool weather"],
            ["step 2", "chat m", "execute_tool weather"],
            ["step 3", "chat m"],
        ]
    ]
    kinds = {span.name.split()[0]: span.kind for span in recorder.spans}
    assert kinds == {
        "invoke_agent": SpanKind.INTERNAL,
        "step": SpanKind.INTERNAL,
        "chat": SpanKind.CLIENT,
        "execute_tool": SpanKind.INTERNAL,
    }


async def test_spans_say_provider_model_settings_usage_and_finish_reason() -> None:
    recorder = Recorder()
    await three_steps(recorder, function_id="helper")
    root = dict(recorder.named("invoke_agent m").attributes or {})
    assert root == {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.provider.name": "groq",
        "gen_ai.request.model": "m",
        "gen_ai.agent.name": "helper",
        "gen_ai.request.temperature": 0.5,
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 9,
        "gen_ai.usage.output_tokens": 30,
    }
    chat = dict([span for span in recorder.spans if span.name == "chat m"][-1].attributes or {})
    assert chat["gen_ai.operation.name"] == "chat"
    assert chat["gen_ai.usage.output_tokens"] == 10
    assert chat["gen_ai.response.model"] == "m"
    assert chat["gen_ai.client.operation.duration"] >= 0
    tool = dict([span for span in recorder.spans if span.name == "execute_tool weather"][-1].attributes or {})
    assert (tool["gen_ai.tool.name"], tool["gen_ai.tool.call.id"]) == ("weather", "c")
    assert tool["gen_ai.tool.type"] == "function"


async def test_no_content_is_recorded_unless_asked_for() -> None:
    recorder = Recorder()
    await three_steps(recorder)
    recorded = json.dumps([dict(span.attributes or {}) for span in recorder.spans])
    for word in ("Oslo", "brief", "Rain", "rain in"):
        assert word not in recorded


async def test_content_is_recorded_where_the_integration_and_the_call_agree() -> None:
    recorder = Recorder(record_inputs=True, record_outputs=True)
    await three_steps(recorder)
    root = dict(recorder.named("invoke_agent m").attributes or {})
    assert json.loads(root["gen_ai.system_instructions"]) == [{"type": "text", "content": "Be brief."}]
    assert json.loads(root["gen_ai.input.messages"]) == [
        {"role": "user", "parts": [{"type": "text", "content": "Oslo?"}]}
    ]
    assert json.loads(root["gen_ai.output.messages"]) == [
        {"role": "assistant", "parts": [{"type": "text", "content": "Rain."}], "finish_reason": "stop"}
    ]
    chat = dict([span for span in recorder.spans if span.name == "chat m"][-1].attributes or {})
    assert json.loads(chat["gen_ai.tool.definitions"])[0]["name"] == "weather"
    assert [message["role"] for message in json.loads(chat["gen_ai.input.messages"])] == [
        "user",
        "assistant",
        "tool",
        "assistant",
        "tool",
    ]
    tool = dict([span for span in recorder.spans if span.name == "execute_tool weather"][-1].attributes or {})
    assert json.loads(tool["gen_ai.tool.call.arguments"]) == {"city": "Oslo"}
    assert json.loads(tool["gen_ai.tool.call.result"]) == "rain in Oslo"

    withheld = Recorder(record_inputs=True, record_outputs=True)
    await three_steps(withheld, record_inputs=False, record_outputs=False)
    assert "Oslo" not in json.dumps([dict(span.attributes or {}) for span in withheld.spans])


async def test_the_parent_is_the_active_span_and_the_model_and_tools_run_within_theirs() -> None:
    recorder = Recorder()
    active: list[int] = []

    def answer(_options: Any) -> GenerateResult:
        active.append(trace.get_current_span().get_span_context().span_id)
        return calling("a")

    def where(city: str) -> str:
        """Where."""
        active.append(trace.get_current_span().get_span_context().span_id)
        return city

    with recorder.tracer.start_as_current_span("request"):
        model = MockLanguageModel(model_id="m", do_generate=answer)
        await generate_text(model, "x", tools={"weather": tool(where)}, telemetry=recorder.telemetry())
        assert trace.get_current_span().get_span_context().span_id != active[0]
    assert active == [recorder.named(name).context.span_id for name in ("chat m", "execute_tool weather")]
    assert recorder.tree()[0][0] == "request"


async def test_a_failed_call_ends_its_spans_with_the_error() -> None:
    recorder = Recorder()
    model = MockLanguageModel(model_id="m", do_generate=ValueError("down"))
    with pytest.raises(ValueError, match="down"):
        await generate_text(model, "x", telemetry=recorder.telemetry())
    assert recorder.tree() == [["invoke_agent m", ["step 1", "chat m"]]]
    for span in recorder.spans:
        assert span.status.status_code is StatusCode.ERROR
        assert span.events[0].name == "exception"


async def test_a_failed_tool_marks_its_own_span_only() -> None:
    recorder = Recorder()
    model = MockLanguageModel(model_id="m", do_generate=calling("a"))
    await generate_text(model, "x", tools={"weather": tool(broken)}, telemetry=recorder.telemetry())
    wrong = [span.name for span in recorder.spans if span.status.status_code is StatusCode.ERROR]
    assert wrong == ["execute_tool weather"]


async def test_a_tool_of_the_provider_stands_below_the_model_call() -> None:
    recorder = Recorder()
    model = MockLanguageModel(model_id="m", do_generate=calling("a", provider_executed=True))
    await generate_text(model, "x", telemetry=recorder.telemetry())
    assert recorder.tree() == [["invoke_agent m", ["step 1", ["chat m", "execute_tool weather"]]]]
    assert (recorder.named("execute_tool weather").attributes or {})["gen_ai.tool.type"] == "extension"


async def test_a_stream_has_the_same_spans_and_the_time_to_its_first_piece() -> None:
    recorder = Recorder()
    model = MockLanguageModel(model_id="m", do_stream=text_stream("a", "b"))
    async with stream_text(model, "x", telemetry=recorder.telemetry()) as stream:
        await stream.result()
    assert recorder.tree() == [["invoke_agent m", ["step 1", "chat m"]]]
    chat = recorder.named("chat m").attributes or {}
    assert 0 <= chat["gen_ai.client.operation.time_to_first_chunk"] <= chat["gen_ai.client.operation.duration"]  # type: ignore[operator]


async def test_a_stream_that_is_left_ends_its_spans_without_an_error() -> None:
    recorder = Recorder()
    model = MockLanguageModel(model_id="m", do_stream=text_stream("a", "b"))
    async with stream_text(model, "x", telemetry=recorder.telemetry()) as stream:
        async for _ in stream.text_stream:
            break
    assert recorder.tree() == [["invoke_agent m", ["step 1", "chat m"]]]
    assert {span.status.status_code for span in recorder.spans} == {StatusCode.UNSET}


async def test_calls_side_by_side_do_not_mix() -> None:
    recorder = Recorder()
    await asyncio.gather(*[three_steps(recorder) for _ in range(5)])
    trees = recorder.tree()
    assert len(trees) == 5
    assert all(tree[2] == ["step 2", "chat m", "execute_tool weather"] for tree in trees)


def two_numbers(options: Any) -> EmbeddingResult:
    return EmbeddingResult([[1.0, 2.0]] * len(options.values), usage=EmbeddingUsage(3))


async def test_embedding_has_a_span_for_each_call_of_the_model() -> None:
    recorder = Recorder(embedding=True, record_inputs=True, record_outputs=True)
    model = MockEmbeddingModel(provider="openai.embedding", model_id="e", do_embed=two_numbers)
    await embed_many(model, ["sun", "rain"], telemetry=recorder.telemetry())
    assert recorder.tree() == [["embeddings e", "embeddings e", "embeddings e"]]
    root, *calls = (dict(span.attributes or {}) for span in recorder.spans)
    about = {
        "gen_ai.operation.name": "embeddings",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "e",
    }
    assert root == {
        **about,
        "gen_ai.usage.input_tokens": 6,
        "ai.values": ('"sun"', '"rain"'),
        "ai.embeddings": ("[1.0, 2.0]", "[1.0, 2.0]"),
    }
    one = {**about, "gen_ai.usage.input_tokens": 3, "ai.embeddings": ("[1.0, 2.0]",)}
    assert calls == [{**one, "ai.values": ('"sun"',)}, {**one, "ai.values": ('"rain"',)}]
    assert {span.kind for span in recorder.spans} == {SpanKind.CLIENT}


async def test_one_embedding_is_no_list() -> None:
    recorder = Recorder(embedding=True, record_inputs=True, record_outputs=True)
    await embed(MockEmbeddingModel(model_id="e", do_embed=two_numbers), "sun", telemetry=recorder.telemetry())
    root, call = (dict(span.attributes or {}) for span in recorder.spans)
    assert (root["ai.value"], root["ai.embedding"]) == ('"sun"', "[1.0, 2.0]")
    assert (call["ai.values"], call["ai.embeddings"]) == (('"sun"',), ("[1.0, 2.0]",))


async def test_embedding_that_fails_ends_both_spans_with_the_error() -> None:
    recorder = Recorder()
    model = MockEmbeddingModel(model_id="e", do_embed=ValueError("down"))
    with pytest.raises(ValueError, match="down"):
        await embed(model, "sun", telemetry=recorder.telemetry())
    assert recorder.tree() == [["embeddings e", "embeddings e"]]
    assert {span.status.status_code for span in recorder.spans} == {StatusCode.ERROR}


async def test_reranking_has_a_span_of_the_function_and_one_of_the_model() -> None:
    recorder = Recorder(reranking=True, record_inputs=True, record_outputs=True)
    model = MockRerankingModel(
        provider="cohere.reranking", model_id="r", do_rerank=RerankingResult([RankedDocument(1, 0.5)])
    )
    await rerank(model, query="rain", documents=["sun", "umbrella"], telemetry=recorder.telemetry())
    assert recorder.tree() == [["rerank r", "rerank r"]]
    assert {span.kind for span in recorder.spans} == {SpanKind.CLIENT}
    root, call = (dict(span.attributes or {}) for span in recorder.spans)
    assert (
        root
        == call
        == {
            "gen_ai.operation.name": "rerank",
            "gen_ai.provider.name": "cohere",
            "gen_ai.request.model": "r",
            "ai.documents": ('"sun"', '"umbrella"'),
            "ai.ranking.type": "text",
            "ai.ranking": ('{"index": 1, "score": 0.5}',),
        }
    )


@pytest.mark.parametrize("options", [{}, {"embedding": True, "reranking": True}])
async def test_neither_texts_nor_documents_are_recorded_unless_asked_for(options: dict[str, Any]) -> None:
    recorder = Recorder(**options)
    await embed(MockEmbeddingModel(do_embed=two_numbers), "sun", telemetry=recorder.telemetry())
    model = MockRerankingModel(do_rerank=RerankingResult([RankedDocument(0, 0.5)]))
    await rerank(model, query="rain", documents=[{"text": "sun"}], telemetry=recorder.telemetry())
    recorded = json.dumps([dict(span.attributes or {}) for span in recorder.spans])
    for word in ("sun", "rain", "1.0", "0.5"):
        assert word not in recorded
    assert ("ai.ranking.type" in recorded) is bool(options)


async def test_a_tool_that_was_approved_beforehand_stands_below_the_operation() -> None:
    recorder = Recorder()
    call = ToolCallPart("c1", "weather", {"city": "Oslo"})
    messages = [
        UserMessage("Oslo?"),
        AssistantMessage([call, ToolApprovalRequestPart("a1", "c1")]),
        ToolMessage([ToolApprovalResponsePart("a1", approved=True)]),
    ]
    model = MockLanguageModel(model_id="m", do_generate=text_result("Rain."))
    asking = tool(weather, needs_approval=True)
    await generate_text(model, messages=messages, tools={"weather": asking}, telemetry=recorder.telemetry())
    assert recorder.tree() == [["invoke_agent m", "execute_tool weather", ["step 1", "chat m"]]]


async def test_a_stream_that_breaks_off_ends_its_spans_with_the_error() -> None:
    recorder = Recorder()
    model = MockLanguageModel(model_id="m", do_stream=MockStream([*text_stream("a").parts[:3], ValueError("cut")]))
    with pytest.raises(ValueError, match="cut"):
        async with stream_text(model, "x", telemetry=recorder.telemetry()) as stream:
            async for _ in stream:
                pass
    assert recorder.tree() == [["invoke_agent m", ["step 1", "chat m"]]]
    assert {span.status.status_code for span in recorder.spans} == {StatusCode.ERROR}


async def test_a_file_in_the_answer_is_recorded_behind_its_text() -> None:
    recorder = Recorder(record_outputs=True)
    answer = text_result("Here.")
    picture = FileContent(FileBytes(b"img"), "image/png")
    model = MockLanguageModel(model_id="m", do_generate=replace(answer, content=[picture, *answer.content]))
    await generate_text(model, "x", telemetry=recorder.telemetry())
    (message,) = json.loads(str((recorder.named("chat m").attributes or {})["gen_ai.output.messages"]))
    assert message["parts"] == [
        {"type": "text", "content": "Here."},
        {"type": "blob", "modality": "image", "mime_type": "image/png", "content": "aW1n"},
    ]


async def test_options_add_attributes() -> None:
    infos: list[SpanInfo] = []

    def enrich(info: SpanInfo) -> dict[str, Any]:
        infos.append(info)
        return {"team": "search"}

    recorder = Recorder(
        usage=True, runtime_context=True, headers=True, tool_choice=True, schema=True, enrich_span=enrich
    )
    await generate_text(
        MockLanguageModel(model_id="m", do_generate=text_result('{"elements": ["a"]}')),
        "x",
        headers={"x-team": "search", "authorization": "Bearer s3cret"},
        output=_array(),
        runtime_context={"user": {"plan": "free"}, "mail": "a@b.c"},
        telemetry=recorder.telemetry(include_runtime_context=["user"]),
    )
    root, chat = (dict(recorder.named(name).attributes or {}) for name in ("invoke_agent m", "chat m"))
    assert root["ai.settings.context.user.plan"] == "free"
    assert root["ai.usage.outputTokenDetails.textTokens"] == 10
    assert chat["ai.request.headers.x-team"] == "search"
    assert json.loads(chat["ai.prompt.toolChoice"]) == {"type": "auto"}
    assert json.loads(chat["ai.schema"])["type"] == "object"
    assert {span.attributes["team"] for span in recorder.spans if span.attributes} == {"search"}
    assert {info.span_type for info in infos} == {"operation", "step", "language_model"}
    recorded = json.dumps([dict(span.attributes or {}) for span in recorder.spans])
    assert "s3cret" not in recorded
    assert "a@b.c" not in recorded


def _array() -> Any:
    from ai_sdk import Output

    return Output.array(str)
