"""The list of models: fetched once for many callers, and refreshed behind their backs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest
from ai_sdk.testing import ScriptedResponse
from ai_sdk_gateway import GatewayError, GatewayInternalServerError, create_gateway, metadata_cache

Scripted = Callable[..., Any]


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(metadata_cache, "now", made)
    return made


def models(*names: str, **settings: Any) -> ScriptedResponse:
    specification = {"specificationVersion": "v4", "provider": "p", "modelId": "m"}
    listed = [{"id": name, "name": name, "specification": specification} for name in names]
    return ScriptedResponse(json={"models": listed}, **settings)


BROKEN = ScriptedResponse(status=500, json={"error": {"message": "no", "type": "internal_server_error"}})


async def ids(provider: Any) -> list[str]:
    return [model.id for model in (await provider.get_available_models()).models]


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_200_callers_at_once_share_one_request(serve: Any) -> None:
    provider, server = await serve(models("a", delay=0.02))
    results = await asyncio.gather(*(ids(provider) for _ in range(200)))
    assert results == [["a"]] * 200
    assert len(server.requests) == 1
    assert server.requests[0].path == "/v4/ai/config"


async def test_200_callers_at_once_share_a_failure_until_it_is_time_again(scripted: Scripted, clock: Clock) -> None:
    provider, transport = scripted(BROKEN, models("a"), metadata_cache_refresh=60)
    results = await asyncio.gather(*(ids(provider) for _ in range(200)), return_exceptions=True)
    assert {type(result) for result in results} == {GatewayInternalServerError}
    clock.time += 60
    with pytest.raises(GatewayError):
        await ids(provider)
    assert len(transport.requests) == 1
    clock.time += 1
    assert await ids(provider) == ["a"]


async def test_old_models_are_given_while_new_ones_are_fetched(scripted: Scripted, clock: Clock) -> None:
    provider, transport = scripted(models("old"), models("new", delay=0.001), metadata_cache_refresh=60)
    assert await ids(provider) == ["old"]
    clock.time += 60
    assert await ids(provider) == ["old"]
    assert len(transport.requests) == 1
    clock.time += 1
    for _ in range(5):
        assert await ids(provider) == ["old"]
        clock.time += 61
    await asyncio.sleep(0.01)
    assert len(transport.requests) == 2
    clock.time -= 300
    assert await ids(provider) == ["new"]


async def test_a_refresh_that_fails_is_logged_and_the_old_models_stay(
    scripted: Scripted, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    complaints: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: complaints.append(context))
    provider, _ = scripted(models("old"), BROKEN, metadata_cache_refresh=60)
    await ids(provider)
    clock.time += 61
    with caplog.at_level(logging.WARNING, logger="ai_sdk_gateway"):
        assert await ids(provider) == ["old"]
        await settle()
    assert "could not be refreshed: no" in caplog.text
    assert await ids(provider) == ["old"]
    assert complaints == []


async def test_a_caller_that_gives_up_does_not_stop_the_others(scripted: Scripted) -> None:
    provider, transport = scripted(models("a", delay=0.01))
    first, second = (asyncio.create_task(ids(provider)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == ["a"]
    with pytest.raises(asyncio.CancelledError):
        await first
    assert len(transport.requests) == 1


async def test_closing_stops_a_refresh_and_the_provider_can_be_used_again(scripted: Scripted, clock: Clock) -> None:
    hanging = ScriptedResponse(chunks=["{"], hang=True)
    provider, transport = scripted(models("old"), hanging, models("new"), metadata_cache_refresh=60)
    await ids(provider)
    clock.time += 61
    await ids(provider)
    await settle()
    await provider.aclose()
    assert transport.open_responses == 0
    assert len(asyncio.all_tasks()) == 1
    clock.time += 61
    await ids(provider)
    await settle()
    assert await ids(provider) == ["new"]


def test_a_program_may_end_while_models_are_fetched(scripted: Scripted) -> None:
    provider, transport = scripted(ScriptedResponse(chunks=["{"], hang=True), models("a"))

    async def program() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: pytest.fail(str(context)))
        task = asyncio.create_task(ids(provider))
        await settle()
        task.cancel()

    asyncio.run(program())
    assert transport.open_responses == 0
    # What the first loop began is nothing to wait for in the second.
    assert asyncio.run(ids(provider)) == ["a"]


async def test_models_of_unknown_kinds_are_left_out_and_prices_are_texts(scripted: Scripted) -> None:
    specification = {"specificationVersion": "v4", "provider": "p", "modelId": "m", "extra": 1}
    pricing = {"input": "1e-7", "output": "2e-7", "input_cache_read": "", "input_cache_write": "3e-7"}
    listed = [
        {"id": "a", "name": "A", "specification": specification, "pricing": pricing, "modelType": "language"},
        {"id": "b", "name": "B", "specification": specification, "modelType": "smell"},
    ]
    provider, _ = scripted(ScriptedResponse(json={"models": listed}))
    (model,) = (await provider.get_available_models()).models
    assert model.pricing.input == "1e-7"
    assert model.pricing.cached_input_tokens is None
    assert model.pricing.cache_creation_input_tokens == "3e-7"


async def test_without_a_key_the_failure_is_the_first_fetchs() -> None:
    with pytest.raises(GatewayError, match="No authentication provided"):
        await create_gateway().get_available_models()
