"""Providers with one fault each, and the test of the contract that finds it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    Finish,
    GenerateResult,
    LanguageCallOptions,
    StreamPart,
    StreamResult,
    TextEnd,
    TextPart,
    Usage,
    UserMessage,
)
from ai_sdk.provider_utils import Transport
from ai_sdk.testing.contract import LanguageModelContract, chat_completions_scripts
from ai_sdk_openai_compatible import OpenAICompatibleProvider, create_openai_compatible


class Wrapped:
    """A model whose faults are written in its subclasses."""

    specification_version = "v4"

    def __init__(self, model: Any) -> None:
        self.model = model
        self.provider, self.model_id, self.supported_urls = model.provider, model.model_id, model.supported_urls

    def __repr__(self) -> str:
        return "<Wrapped>"

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        return await self.model.do_generate(options)

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        result = await self.model.do_stream(options)
        return StreamResult(self.changed(result.stream))

    async def changed(self, parts: AsyncGenerator[StreamPart, None]) -> AsyncGenerator[StreamPart, None]:
        async for part in parts:
            yield part


class Silent(Wrapped):
    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        return replace(await self.model.do_generate(options), warnings=())


class Retrying(Wrapped):
    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        try:
            return await self.model.do_generate(options)
        except APICallError:
            return await self.model.do_generate(options)


class Talkative(Wrapped):
    def __repr__(self) -> str:
        return f"<Talkative key={LanguageModelContract.api_key}>"


class WithoutUsage(Wrapped):
    async def changed(self, parts: AsyncGenerator[StreamPart, None]) -> AsyncGenerator[StreamPart, None]:
        async for part in parts:
            if isinstance(part, Finish):
                part.usage = Usage()
            yield part


class OpenEnded(Wrapped):
    async def changed(self, parts: AsyncGenerator[StreamPart, None]) -> AsyncGenerator[StreamPart, None]:
        async for part in parts:
            if not isinstance(part, TextEnd):
                yield part


class Swallowing(Wrapped):
    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        try:
            return await self.model.do_generate(options)
        except APICallError as error:
            raise RuntimeError("something went wrong") from error


class Forgetful(Wrapped):
    """Sends the last message only, without files."""

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        last = options.prompt[-1]
        assert isinstance(last, UserMessage)
        texts = [part for part in last.parts if isinstance(part, TextPart)]
        return await self.model.do_generate(replace(options, prompt=[UserMessage(texts)]))


FAULTS = [
    (Forgetful, "test_a_whole_conversation_is_sent", ()),
    (Forgetful, "test_a_file_is_sent_or_refused_and_never_dropped", ("image/png",)),
    (Silent, "test_each_unsupported_setting_is_a_warning", ()),
    (Retrying, "test_an_error_status_is_a_typed_error_with_its_status", (503, True)),
    (Talkative, "test_the_key_shows_nowhere", ()),
    (WithoutUsage, "test_generate_and_stream_agree", ()),
    (OpenEnded, "test_a_stream_is_in_a_legal_order_and_closes_its_response", ()),
    (Swallowing, "test_an_error_status_is_a_typed_error_with_its_status", (503, True)),
    # The generator around the stream doesn't close what it reads from.
    (Wrapped, "test_a_stream_that_is_closed_before_its_first_part_closes_its_response", ()),
]


def contract(wrapper: Any) -> LanguageModelContract:
    class Provider(OpenAICompatibleProvider):
        def language_model(self, model_id: str) -> Any:
            return wrapper(super().language_model(model_id))

    class Faulty(LanguageModelContract):
        prefix = "openai-compatible"
        model_id = "m"
        scripts = chat_completions_scripts()
        unsupported = ("top_k",)

        def make_provider(self, transport: Transport) -> Any:
            made = create_openai_compatible(
                name="acme", base_url="https://api.acme.example/v1", api_key=self.api_key, transport=transport
            )
            return Provider(made._endpoint, made._chat)

    return Faulty()


@pytest.mark.parametrize(("wrapper", "test", "arguments"), FAULTS, ids=[fault[0].__name__ for fault in FAULTS])
def test_a_fault_is_found(wrapper: Any, test: str, arguments: tuple[Any, ...]) -> None:
    with pytest.raises((AssertionError, RuntimeError)):
        getattr(contract(wrapper), test)(*arguments)


@pytest.mark.parametrize(("test", "arguments"), [fault[1:] for fault in FAULTS])
def test_without_the_fault_the_same_test_passes(test: str, arguments: tuple[Any, ...]) -> None:
    getattr(contract(lambda model: model), test)(*arguments)
