from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import APICallError
from ai_sdk.testing import ScriptedResponse

LISTED: list[Any] = [{"id": "a", "object": "model", "owned_by": "acme"}, {"id": "b"}]


@pytest.mark.parametrize("body", [{"object": "list", "data": LISTED}, LISTED])
async def test_the_models_of_the_server_are_listed_in_its_order(scripted: Any, body: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=body), api_key="k")
    found = (await provider.get_available_models()).models
    assert [(model.id, model.owned_by) for model in found] == [("a", "acme"), ("b", None)]
    (request,) = transport.requests
    assert (request.method, request.path, request.headers["authorization"]) == ("GET", "/v1/models", "Bearer k")


@pytest.mark.parametrize("answer", [ScriptedResponse(status=404, body="no"), ScriptedResponse(json={"models": []})])
async def test_a_server_that_cannot_tell_is_an_api_error(scripted: Any, answer: ScriptedResponse) -> None:
    provider, _ = scripted(answer)
    with pytest.raises(APICallError):
        await provider.get_available_models()
