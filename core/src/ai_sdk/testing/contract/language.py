"""The contract of language models."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import pytest

from ai_sdk.provider import (
    AISDKError,
    APICallError,
    AssistantMessage,
    FileBytes,
    FilePart,
    Finish,
    FunctionTool,
    GenerateResult,
    JSONFormat,
    LanguageCallOptions,
    LanguageModel,
    Message,
    StreamPart,
    StreamStart,
    SystemMessage,
    TextContent,
    TextDelta,
    TextOutput,
    TextPart,
    ToolCallContent,
    ToolCallPart,
    ToolMessage,
    ToolResultPart,
    UnsupportedFunctionalityError,
    UnsupportedWarning,
    UserMessage,
)
from ai_sdk.provider_utils import AiohttpTransport
from ai_sdk.testing.contract.base import ModelContract, server_is_left
from ai_sdk.testing.contract.server_transport import ServerTransport
from ai_sdk.testing.contract.stream_rules import check_stream_parts, check_usage
from ai_sdk.testing.scripted_response import ScriptedResponse
from ai_sdk.testing.scripted_server import ScriptedServer

__all__ = ["LanguageCapabilities", "LanguageModelContract", "LanguageScripts"]

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
    "additionalProperties": False,
}
WEATHER = FunctionTool("weather", SCHEMA, description="The weather of a city")


def language_settings() -> dict[str, Any]:
    """The standard settings of a call and a value for each."""
    return {
        "max_output_tokens": 100,
        "temperature": 0.5,
        "top_p": 0.9,
        "top_k": 5,
        "presence_penalty": 0.1,
        "frequency_penalty": 0.2,
        "stop_sequences": ["END"],
        "seed": 7,
    }


@dataclass(slots=True, frozen=True, kw_only=True)
class LanguageScripts:
    """The vendor's answers, in the vendor's wire. Every one has a usage of 12 input and 7 output tokens.

    - `text`, `text_stream`: "Hello, world!" and a normal end; the stream has it in several pieces.
    - `cut_text`, `cut_text_stream`: "Hello", then the limit of output tokens.
    - `json_text`: the text `{"city": "Paris"}`.
    - `tool_call`: a call of `weather` with `{"city": "Paris"}`; `tool_call_stream` has its input in several deltas,
      `whole_tool_call_stream` in one; `tool_calls_stream` has a second call with Rome after it.
    """

    text: ScriptedResponse
    text_stream: ScriptedResponse
    cut_text: ScriptedResponse
    cut_text_stream: ScriptedResponse
    json_text: ScriptedResponse | None = None
    tool_call: ScriptedResponse | None = None
    tool_call_stream: ScriptedResponse | None = None
    whole_tool_call_stream: ScriptedResponse | None = None
    tool_calls_stream: ScriptedResponse | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class LanguageCapabilities:
    """What the model can do. What it can't is tested, too: asking for it has to be a warning or a typed error.

    `structured_output`: "schema" if a JSON schema is sent, "json" if only the wish for JSON is, else None.
    """

    tools: bool = True
    structured_output: Literal["schema", "json"] | None = "schema"


class LanguageModelContract(ModelContract):
    """What every language model does. See `ModelContract` for the rest of the table."""

    kind = "language"
    scripts: ClassVar[LanguageScripts]
    capabilities: ClassVar[LanguageCapabilities] = LanguageCapabilities()

    def options(self, **settings: Any) -> LanguageCallOptions:
        """The smallest call with these settings."""
        return replace(LanguageCallOptions(prompt=[UserMessage([TextPart("hi")])]), **settings)

    async def call(self, model: LanguageModel, **settings: Any) -> GenerateResult:
        return await model.do_generate(self.options(**settings))

    def answer(self) -> ScriptedResponse:
        return self.scripts.text

    def check_answer(self, result: GenerateResult) -> None:
        assert _text(result) == "Hello, world!"
        assert result.finish_reason.unified == "stop"
        assert result.usage.input_tokens.total == 12
        assert result.usage.output_tokens.total == 7

    def check_live(self, result: GenerateResult) -> None:
        assert _text(result) or result.finish_reason.unified == "length"
        check_usage(result.usage)

    def settings(self) -> dict[str, Any]:
        return language_settings()

    def streamed(self, script: ScriptedResponse, **settings: Any) -> list[StreamPart]:
        """All parts of a stream of this script, in a legal order."""
        model, transport = self.scripted(script)
        parts = self.run(_parts(model, self.options(**settings)))
        assert transport.open_responses == 0, "The stream has ended, but its response is open."
        check_stream_parts(parts)
        return parts

    def generated(self, script: ScriptedResponse, **settings: Any) -> GenerateResult:
        """The result of this script."""
        model, _ = self.scripted(script)
        return self.run(self.call(model, **settings))

    def script(self, name: str) -> ScriptedResponse:
        """The script of this name, which the capabilities ask for."""
        found = getattr(self.scripts, name)
        assert found is not None, f"The capabilities of {type(self).__name__} ask for the script {name!r}."
        return found

    # Text ------------------------------------------------------------------------------------------------------------

    def test_the_model_is_a_language_model(self) -> None:
        model, _ = self.scripted()
        assert isinstance(model, LanguageModel)

    def test_a_stream_is_in_a_legal_order_and_closes_its_response(self) -> None:
        parts = self.streamed(self.scripts.text_stream)
        assert sum(isinstance(part, TextDelta) for part in parts) > 1, "The stream was not passed on piece by piece."

    def test_generate_and_stream_agree(self) -> None:
        for complete, stream in (
            (self.scripts.text, self.scripts.text_stream),
            (self.scripts.cut_text, self.scripts.cut_text_stream),
        ):
            result, parts = self.generated(complete), self.streamed(stream)
            finish = _finish(parts)
            assert "".join(part.text for part in parts if isinstance(part, TextDelta)) == _text(result)
            assert finish.finish_reason.unified == result.finish_reason.unified
            assert finish.usage.input_tokens == result.usage.input_tokens
            assert finish.usage.output_tokens == result.usage.output_tokens

    def test_finish_reasons_are_unified_and_keep_the_vendors_word(self) -> None:
        for script, unified in ((self.scripts.text, "stop"), (self.scripts.cut_text, "length")):
            reason = self.generated(script).finish_reason
            assert reason.unified == unified
            assert reason.raw

    def test_usage_adds_up(self) -> None:
        for usage in (self.generated(self.scripts.text).usage, _finish(self.streamed(self.scripts.text_stream)).usage):
            assert (usage.input_tokens.total, usage.output_tokens.total) == (12, 7)
            check_usage(usage)

    def test_warnings_of_a_stream_are_those_of_a_complete_answer(self) -> None:
        settings = {name: self.settings()[name] for name in self.unsupported if name in self.settings()}
        start = next(
            part for part in self.streamed(self.scripts.text_stream, **settings) if isinstance(part, StreamStart)
        )
        assert list(start.warnings) == list(self.generated(self.scripts.text, **settings).warnings)

    # The prompt ------------------------------------------------------------------------------------------------------

    def test_a_whole_conversation_is_sent(self) -> None:
        told: list[Message] = [
            SystemMessage("told-by-system"),
            UserMessage([TextPart("told-by-user")]),
            AssistantMessage([TextPart("told-by-assistant")]),
        ]
        markers = ["told-by-system", "told-by-user", "told-by-assistant", "asked-now"]
        if self.capabilities.tools:
            told += [
                AssistantMessage([ToolCallPart("call-1", "weather", {"city": "told-by-call"})]),
                ToolMessage([ToolResultPart("call-1", "weather", TextOutput("told-by-tool"))]),
            ]
            markers += ["told-by-call", "told-by-tool"]
        model, transport = self.scripted(self.scripts.text)
        settings = {"tools": [WEATHER]} if self.capabilities.tools else {}
        result = self.run(self.call(model, prompt=[*told, UserMessage([TextPart("asked-now")])], **settings))
        assert not result.warnings
        [request] = transport.requests
        left_out = [marker for marker in markers if marker.encode() not in request.body]
        assert not left_out, f"Not in the request: {', '.join(left_out)}"

    @pytest.mark.parametrize(
        "media_type", ["image/png", "application/pdf", "audio/wav", "text/plain", "application/x-contract"]
    )
    def test_a_file_is_sent_or_refused_and_never_dropped(self, media_type: str) -> None:
        data = b"a file of the contract"
        message = UserMessage([TextPart("hi"), FilePart(FileBytes(data), media_type, filename="contract")])
        model, transport = self.scripted(self.scripts.text)
        try:
            self.run(self.call(model, prompt=[message]))
        except UnsupportedFunctionalityError:
            assert transport.requests == []
        else:
            [request] = transport.requests
            assert data in request.body or base64.b64encode(data) in request.body, (
                f"A file of {media_type} is left out of the request: raise UnsupportedFunctionalityError."
            )

    # Tools -----------------------------------------------------------------------------------------------------------

    def test_a_tool_call_is_read(self) -> None:
        if not self.capabilities.tools:
            return self.refuses("tools", tools=[WEATHER])
        result = self.generated(self.script("tool_call"), tools=[WEATHER])
        [call] = [part for part in result.content if isinstance(part, ToolCallContent)]
        assert call.tool_name == "weather"
        assert call.tool_call_id
        assert json.loads(call.input) == {"city": "Paris"}
        assert result.finish_reason.unified == "tool-calls"
        return None

    def test_a_streamed_tool_call_is_put_together_from_one_delta_and_from_several(self) -> None:
        if not self.capabilities.tools:
            return self.refuses("tools", tools=[WEATHER])
        for name in ("tool_call_stream", "whole_tool_call_stream"):
            parts = self.streamed(self.script(name), tools=[WEATHER])
            assert [json.loads(call.input) for call in _calls(parts)] == [{"city": "Paris"}]
            assert [call.tool_name for call in _calls(parts)] == ["weather"]
            assert _finish(parts).finish_reason.unified == "tool-calls"
        return None

    def test_several_tool_calls_of_a_stream_stay_apart(self) -> None:
        if not self.capabilities.tools:
            return self.refuses("tools", tools=[WEATHER])
        calls = _calls(self.streamed(self.script("tool_calls_stream"), tools=[WEATHER]))
        assert [json.loads(call.input)["city"] for call in calls] == ["Paris", "Rome"]
        assert len({call.tool_call_id for call in calls}) == 2
        return None

    # Structured output -----------------------------------------------------------------------------------------------

    def test_structured_output_is_asked_for_or_warned_of(self) -> None:
        wanted = JSONFormat(schema=SCHEMA, name="place")
        if self.capabilities.structured_output is None:
            return self.refuses("responseFormat", response_format=wanted)
        model, transport = self.scripted(self.script("json_text"))
        result = self.run(self.call(model, response_format=wanted))
        assert json.loads(_text(result)) == {"city": "Paris"}
        is_sent = b'"city"' in transport.requests[0].body
        features = [warning.feature for warning in result.warnings if isinstance(warning, UnsupportedWarning)]
        if self.capabilities.structured_output == "schema":
            assert is_sent, "The schema is not in the request."
            assert features == []
        else:
            assert "responseFormat" in features, "The schema is left out without UnsupportedWarning('responseFormat')."
        return None

    def refuses(self, feature: str, **settings: Any) -> None:
        """Asserts that asking for what the model does not have is a warning or a typed error."""
        model, _ = self.scripted(self.scripts.text)
        with suppress(UnsupportedFunctionalityError):
            warnings = self.run(self.call(model, **settings)).warnings
            features = [warning.feature for warning in warnings if isinstance(warning, UnsupportedWarning)]
            assert feature in features, f"{feature} is left out without UnsupportedWarning({feature!r})."

    # Streams that fail or are left -----------------------------------------------------------------------------------

    @pytest.mark.parametrize(("status", "is_retryable"), [(400, False), (401, False), (429, True), (503, True)])
    def test_a_stream_fails_before_it_begins_with_a_typed_error(self, status: int, is_retryable: bool) -> None:  # noqa: FBT001
        model, transport = self.scripted(ScriptedResponse(status=status, json=self.error))
        with pytest.raises(APICallError) as caught:
            self.run(model.do_stream(self.options()))
        assert (caught.value.status_code, caught.value.is_retryable) == (status, is_retryable)
        assert self.api_key not in f"{caught.value!r} {caught.value}"
        assert transport.open_responses == 0

    def test_a_stream_that_breaks_off_is_no_normal_end(self) -> None:
        script = replace(
            self.scripts.text_stream,
            events=None,
            chunks=self.scripts.text_stream.pieces()[:2],
            headers=self.scripts.text_stream.header_pairs(),
            disconnect="mid-stream",
        )
        model, transport = self.scripted(script)
        try:
            parts = self.run(_parts(model, self.options()))
        except AISDKError:
            pass
        else:
            assert _finish(parts).finish_reason.unified in ("error", "other"), "A cut stream looks complete."
        assert transport.open_responses == 0

    def test_a_stream_that_is_closed_before_its_first_part_closes_its_response(self) -> None:
        model, transport = self.scripted(self.scripts.text_stream)

        async def work() -> None:
            await (await model.do_stream(self.options())).stream.aclose()
            # Here, since the end of the loop closes what was forgotten.
            assert transport.open_responses == 0

        self.run(work())

    def test_a_stream_that_is_cancelled_or_left_closes_its_connection(self) -> None:
        pieces = self.scripts.text_stream.pieces()
        hanging = replace(
            self.scripts.text_stream,
            events=None,
            chunks=pieces[: len(pieces) // 2],
            headers=self.scripts.text_stream.header_pairs(),
            hang=True,
        )

        async def read(model: LanguageModel, seen: asyncio.Event) -> None:
            async for part in (await model.do_stream(self.options())).stream:
                if isinstance(part, TextDelta):
                    seen.set()

        async def work() -> None:
            async with ScriptedServer(hanging) as server:
                transport = ServerTransport(server.url)
                model = self.model(transport)
                seen = asyncio.Event()
                task = asyncio.ensure_future(read(model, seen))
                await seen.wait()
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                await server_is_left(server)

                stream = (await model.do_stream(self.options())).stream
                await anext(stream)
                await stream.aclose()
                await server_is_left(server)
                await transport.aclose()

        self.run(work())

    # Live ------------------------------------------------------------------------------------------------------------

    def test_live_a_stream_is_in_a_legal_order(self, request: pytest.FixtureRequest) -> None:
        self.live(request)

        async def work() -> list[StreamPart]:
            transport = AiohttpTransport()
            try:
                return await _parts(self.model(transport, self.live_model_id), self.options())
            finally:
                await transport.aclose()

        parts = asyncio.run(asyncio.wait_for(work(), 120))
        check_stream_parts(parts)
        check_usage(_finish(parts).usage)


async def _parts(model: LanguageModel, options: LanguageCallOptions) -> list[StreamPart]:
    return [part async for part in (await model.do_stream(options)).stream]


def _text(result: GenerateResult) -> str:
    return "".join(part.text for part in result.content if isinstance(part, TextContent))


def _finish(parts: Sequence[StreamPart]) -> Finish:
    assert isinstance(parts[-1], Finish)
    return parts[-1]


def _calls(parts: Sequence[StreamPart]) -> list[ToolCallContent]:
    return [part for part in parts if isinstance(part, ToolCallContent)]
