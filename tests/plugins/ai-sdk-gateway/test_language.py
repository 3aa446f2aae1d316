"""Language models: requests and parts in the contract's own JSON, and batches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ai_sdk.provider import (
    AssistantMessage,
    BatchOptions,
    BatchRequest,
    BatchStartOptions,
    BatchSucceeded,
    ContentOutput,
    FileBytes,
    FilePart,
    FileUrl,
    Finish,
    JSONParseError,
    LanguageCallOptions,
    RawPart,
    ResponseMetadata,
    StreamStart,
    SystemMessage,
    TextDelta,
    TextPart,
    ToolCallPart,
    ToolMessage,
    ToolResultPart,
    TypeValidationError,
    UserMessage,
)
from ai_sdk.testing import ScriptedResponse
from ai_sdk_gateway import GatewayOptions, UnknownPart, gateway

Scripted = Callable[..., Any]

FINISH = (
    '{"type":"finish","finishReason":{"unified":"stop"},"usage":{"inputTokens":{"total":1},"outputTokens":{"total":2}}}'
)


async def parts_of(scripted: Scripted, options: LanguageCallOptions, *events: str) -> list[Any]:
    provider, transport = scripted(ScriptedResponse(events=events))
    parts = [part async for part in (await provider("m").do_stream(options)).stream]
    assert transport.open_responses == 0
    return parts


async def test_each_event_is_one_part(scripted: Scripted, hi: LanguageCallOptions) -> None:
    parts = await parts_of(
        scripted,
        hi,
        '{"type":"stream-start","warnings":[]}',
        '{"type":"raw","rawValue":1}',
        '{"type":"text-delta","id":"0","delta":"a"}',
        FINISH,
        "[DONE]",
    )
    assert [type(part) for part in parts] == [StreamStart, TextDelta, Finish]
    assert parts[1] == TextDelta("0", "a")


async def test_raw_parts_come_if_they_are_asked_for(scripted: Scripted, hi: LanguageCallOptions) -> None:
    options = LanguageCallOptions(prompt=hi.prompt, include_raw_chunks=True)
    assert await parts_of(scripted, options, '{"type":"raw","rawValue":null}') == [RawPart(None)]


async def test_parts_of_unknown_types_are_handed_on(scripted: Scripted, hi: LanguageCallOptions) -> None:
    (part,) = await parts_of(scripted, hi, '{"type":"brand-new","x":1}')
    assert isinstance(part, UnknownPart)
    assert part.type == "brand-new"
    assert part == {"type": "brand-new", "x": 1}


async def test_a_time_that_is_none_does_not_cost_the_answer(scripted: Scripted, hi: LanguageCallOptions) -> None:
    events = (
        '{"type":"response-metadata","id":"r","timestamp":"yesterday"}',
        '{"type":"response-metadata","timestamp":""}',
    )
    assert await parts_of(scripted, hi, *events) == [ResponseMetadata("r"), ResponseMetadata()]


@pytest.mark.parametrize(
    ("event", "error"),
    [
        ("{oops", JSONParseError),
        ("null", TypeValidationError),
        ('{"type":5}', TypeValidationError),
        ('{"type":"text-delta","id":"0"}', TypeValidationError),
        ('{"type":"finish"}', TypeValidationError),
    ],
)
async def test_an_event_that_is_no_part_ends_the_stream(
    scripted: Scripted, hi: LanguageCallOptions, event: str, error: type[Exception]
) -> None:
    provider, transport = scripted(ScriptedResponse(events=['{"type":"text-start","id":"0"}', event, FINISH]))
    stream = (await provider("m").do_stream(hi)).stream
    await anext(stream)
    with pytest.raises(error):
        await anext(stream)
    assert transport.open_responses == 0


async def test_a_stream_that_was_never_read_can_be_closed(scripted: Scripted, hi: LanguageCallOptions) -> None:
    provider, transport = scripted(ScriptedResponse(events=[FINISH]))
    await (await provider("m").do_stream(hi)).stream.aclose()
    assert transport.open_responses == 0


async def test_files_go_as_base64_and_urls_as_fetch_writes_them(scripted: Scripted, answer: Any) -> None:
    file = FilePart(FileBytes(b"\x01\x02"), media_type="image/png")
    output = ContentOutput([file, FilePart(FileUrl("https://h/a b"), media_type="image/png")])
    prompt = [
        SystemMessage("s"),
        UserMessage([TextPart("t"), file, FilePart(FileUrl("HTTPS://Example.com"), media_type="image/png")]),
        AssistantMessage("a"),
        AssistantMessage([ToolCallPart("1", "t", {"url": "not touched"})]),
        ToolMessage([ToolResultPart("1", "t", output)]),
    ]
    provider, transport = scripted(ScriptedResponse(json=answer))
    await provider("m").do_generate(LanguageCallOptions(prompt=prompt))
    sent = transport.requests[0].json()["prompt"]
    assert sent[0]["content"] == "s"
    assert sent[1]["content"][1]["data"] == {"type": "data", "data": "AQI="}
    assert sent[1]["content"][2]["data"] == {"type": "url", "url": "https://example.com/"}
    assert sent[2]["content"] == [{"type": "text", "text": "a"}]
    assert sent[3]["content"][0]["input"] == {"url": "not touched"}
    assert sent[4]["content"][0]["output"]["value"][0]["data"]["data"] == "AQI="
    assert sent[4]["content"][0]["output"]["value"][1]["data"]["url"] == "https://h/a%20b"
    assert file.data == FileBytes(b"\x01\x02")


async def test_content_of_unknown_types_stays_in_the_body(
    scripted: Scripted, hi: LanguageCallOptions, answer: Any
) -> None:
    answer["content"] = [{"type": "brand-new"}, *answer["content"]]
    provider, _ = scripted(ScriptedResponse(json=answer))
    result = await provider("m").do_generate(hi)
    assert [part.type for part in result.content] == ["text"]
    assert result.response is not None
    assert result.response.body == answer


OPTIONS = GatewayOptions(
    order=("a", "b"),
    only=["a"],
    models=["x/y"],
    sort="cost",
    user="u",
    tags=["t"],
    byok={"anthropic": [{"apiKey": "top-secret"}]},
    zero_data_retention=True,
    disallow_prompt_training=False,
    has=["vision"],
    caching="auto",
    service_tier="flex",
    quota_entity_id="q",
    provider_timeouts={"anthropic": 1.5},
    extra={"brandNew": None},
)


def test_options_are_written_as_the_gateway_reads_them() -> None:
    assert OPTIONS.to_json() == {
        "order": ["a", "b"],
        "only": ["a"],
        "models": ["x/y"],
        "sort": "cost",
        "user": "u",
        "tags": ["t"],
        "byok": {"anthropic": [{"apiKey": "top-secret"}]},
        "zeroDataRetention": True,
        "disallowPromptTraining": False,
        "has": ["vision"],
        "caching": "auto",
        "serviceTier": "flex",
        "quotaEntityId": "q",
        "providerTimeouts": {"byok": {"anthropic": 1500}},
        "brandNew": None,
    }
    assert GatewayOptions().to_json() == {}
    assert "top-secret" not in repr(OPTIONS)


async def test_options_in_a_mapping_may_be_in_snake_case(
    scripted: Scripted, hi: LanguageCallOptions, answer: Any
) -> None:
    provider, transport = scripted(ScriptedResponse(json=answer))
    options = {"gateway": {"zero_data_retention": True, "own_thing": 1}, "openai": {"reasoning_effort": "low"}}
    await provider("m").do_generate(LanguageCallOptions(prompt=hi.prompt, provider_options=options))
    assert transport.requests[0].json()["providerOptions"] == {
        "gateway": {"zeroDataRetention": True, "own_thing": 1},
        "openai": {"reasoning_effort": "low"},
    }


@pytest.mark.parametrize(
    ("options", "header", "sent"),
    [
        (None, None, None),
        ({"gateway": {"idempotencyKey": "k"}}, "k", None),
        ({"gateway": {"idempotency_key": "k", "user": "u"}}, "k", {"gateway": {"user": "u"}}),
        ({"gateway": {"idempotencyKey": ""}, "x": {}}, None, {"x": {}}),
        ({"gateway": {"idempotencyKey": 5}}, None, None),
        ({"gateway": {}}, None, {"gateway": {}}),
    ],
)
async def test_the_idempotency_key_of_a_batch_is_a_header(
    scripted: Scripted, hi: LanguageCallOptions, options: Any, header: str | None, sent: Any
) -> None:
    provider, transport = scripted(
        ScriptedResponse(json={"batchId": "b", "status": "pending", "requestCounts": {"total": 1}})
    )
    started = await provider("a/m").do_start_batch(
        BatchStartOptions(requests=[BatchRequest("r1", hi)], provider_options=options)
    )
    assert (started.batch_id, started.status, started.request_counts) == ("b", "pending", None)
    request = transport.requests[0]
    assert request.headers.get("idempotency-key") == header
    assert request.json().get("providerOptions") == sent
    assert request.json()["modelId"] == "a/m"
    assert request.json()["requests"][0]["options"]["prompt"][0]["content"] == [{"type": "text", "text": "hi"}]


async def test_closing_the_results_of_a_batch_closes_the_answer(scripted: Scripted, answer: Any) -> None:
    import json

    line = json.dumps({"id": "1", "status": "succeeded", "result": answer})
    provider, transport = scripted(ScriptedResponse(chunks=[line + "\n"], hang=True))
    results = provider("m").do_get_batch_results(BatchOptions(batch_id="b"))
    first = await anext(results)
    assert isinstance(first, BatchSucceeded)
    await results.aclose()
    assert transport.open_responses == 0


def test_tools_are_run_by_the_gateway() -> None:
    tool = gateway.tools.parallel_search(mode="agentic", source_policy={"include_domains": ("a.b",), "afterDate": "d"})
    assert (tool.id, tool.name, tool.is_provider_executed) == ("gateway.parallel_search", "parallel_search", True)
    assert tool.args == {"mode": "agentic", "sourcePolicy": {"includeDomains": ["a.b"], "afterDate": "d"}}
    for name in ("perplexity_search", "exa_search", "tako_search"):
        made = getattr(gateway.tools, name)(name="search")
        assert (made.id, made.name, made.args) == (f"gateway.{name}", "search", {})
        assert made.schema.json_schema["required"] == ["query"]
