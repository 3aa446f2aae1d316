"""What the contracts of all model kinds have in common: the model, errors, secrets, closing."""

from __future__ import annotations

import asyncio
import os
import traceback
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

import pytest

from ai_sdk.provider import AISDKError, APICallError, ModelKind, UnsupportedWarning
from ai_sdk.provider_utils import AiohttpTransport, Transport, camel_case
from ai_sdk.testing.contract.plugin import SECONDS
from ai_sdk.testing.contract.provider import ProviderContract
from ai_sdk.testing.contract.server_transport import ServerTransport
from ai_sdk.testing.scripted_response import ScriptedResponse
from ai_sdk.testing.scripted_server import ScriptedServer
from ai_sdk.testing.scripted_transport import ScriptedTransport

__all__ = ["KEY", "ModelContract"]

KEY: Final = "contract-test-key-5f2b8c"
"""The key of offline tests. It must not show anywhere."""


class ModelContract(ProviderContract):
    """What every contract of a model asks for, beside `ProviderContract`. Subclass one of the kinds, not this.

    - `model_id`: any model that the scripts stand for.
    - `make_provider(transport)`: the provider, with `self.api_key` as its key.
    - `unsupported`: settings of the call, by their Python names, that the vendor does not have. Each must be a
      warning; everything else that the contract sends must be none.
    - `error`: the vendor's body for an error status. Its text should show in the error: `error_message`.
    - `sends_key`: false for servers that want no key.
    - `live_env`: the variable with the key of live tests, `live_model_id`: the model to ask there.
    """

    kind: ClassVar[ModelKind]
    model_id: ClassVar[str]
    unsupported: ClassVar[Sequence[str]] = ()
    error: ClassVar[Any] = {"error": {"message": "That did not work", "type": "vendor_error"}}
    error_message: ClassVar[str] = "That did not work"
    sends_key: ClassVar[bool] = True
    live_env: ClassVar[str | None] = None
    live_model_id: ClassVar[str | None] = None
    api_key: str = KEY

    # What a kind or an author says -----------------------------------------------------------------------------------

    def make_provider(self, transport: Transport) -> Any:
        """The provider over this transport."""
        raise NotImplementedError(f"{type(self).__name__} has to define make_provider(transport).")

    async def call(self, model: Any, **settings: Any) -> Any:
        """Calls the model with the smallest options and these settings."""
        raise NotImplementedError

    def answer(self) -> ScriptedResponse:
        """The vendor's answer to that call."""
        raise NotImplementedError

    def check_answer(self, result: Any) -> None:
        """Asserts that the result is what the answer says."""
        raise NotImplementedError

    def model_ids(self) -> Mapping[ModelKind, str]:
        return {self.kind: self.model_id}

    def any_provider(self) -> Any:
        return self.make_provider(ScriptedTransport())

    # Helpers ---------------------------------------------------------------------------------------------------------

    def model(self, transport: Transport, model_id: str | None = None) -> Any:
        """The model of `model_id` over this transport."""
        return getattr(self.make_provider(transport), f"{self.kind}_model")(model_id or self.model_id)

    def scripted(self, *answers: Any) -> tuple[Any, ScriptedTransport]:
        """The model over a transport that plays these answers."""
        transport = ScriptedTransport(*answers)
        return self.model(transport), transport

    def live(self, request: pytest.FixtureRequest) -> None:
        """Makes this test a live one, or skips it."""
        if not request.config.getoption("--ai-sdk-live", default=False):
            pytest.skip("asks the vendor: give --ai-sdk-live")
        key = os.environ.get(self.live_env) if self.live_env else None
        if not key:
            pytest.skip(f"needs a key in {self.live_env or 'the variable that live_env names'}")
        self.api_key = key

    # The model -------------------------------------------------------------------------------------------------------

    def test_the_model_has_its_id_and_its_contract(self) -> None:
        for model_id in (self.model_id, "vendor/model:3b@latest"):
            model = self.model(ScriptedTransport(), model_id)
            assert model.model_id == model_id
            assert model.specification_version == "v4"
            assert isinstance(model.provider, str)
            assert model.provider

    def test_an_answer_is_read_and_its_response_closed(self) -> None:
        model, transport = self.scripted(self.answer())
        result = self.run(self.call(model))
        self.check_answer(result)
        assert len(transport.requests) == 1, "One call is one request; the core retries."
        assert transport.open_responses == 0

    def test_nothing_is_warned_of_in_the_smallest_call(self) -> None:
        model, _ = self.scripted(self.answer())
        assert not self.run(self.call(model)).warnings

    def test_headers_of_a_call_and_the_key_are_sent(self) -> None:
        model, transport = self.scripted(self.answer())
        self.run(self.call(model, headers={"X-Contract": "1"}))
        [sent] = transport.requests
        assert sent.headers.get("x-contract") == "1"
        if self.sends_key:
            assert any(self.api_key in value for value in sent.headers.values()), "The key is in no header."
            assert self.api_key not in sent.path + sent.query, "A key in a URL ends up in logs."

    def test_each_unsupported_setting_is_a_warning(self) -> None:
        for name in self.unsupported:
            model, transport = self.scripted(self.answer())
            result = self.run(self.call(model, **{name: self.settings()[name]}))
            features = [warning.feature for warning in result.warnings if isinstance(warning, UnsupportedWarning)]
            assert camel_case(name) in features, (
                f"{name} is left out without an UnsupportedWarning({camel_case(name)!r})"
            )
            assert len(transport.requests) == 1

    def test_each_supported_setting_is_sent_without_a_warning(self) -> None:
        for name, value in self.settings().items():
            if name in self.unsupported:
                continue
            model, transport = self.scripted(self.answer(), self.answer())
            self.run(self.call(model))
            result = self.run(self.call(model, **{name: value}))
            assert not result.warnings, f"{name} is warned of: add it to `unsupported` if the vendor does not have it"
            first, second = transport.requests
            assert _content(first) != _content(second), f"{name} changes nothing in the request and is not warned of"

    def settings(self) -> dict[str, Any]:
        """The settings of the kind and a value for each."""
        return {}

    # Failures --------------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("status", "is_retryable"), [(400, False), (401, False), (404, False), (429, True), (500, True), (503, True)]
    )
    def test_an_error_status_is_a_typed_error_with_its_status(self, status: int, is_retryable: bool) -> None:  # noqa: FBT001
        model, transport = self.scripted(ScriptedResponse(status=status, json=self.error))
        with pytest.raises(APICallError) as caught:
            self.run(self.call(model))
        assert caught.value.status_code == status
        assert caught.value.is_retryable is is_retryable
        assert self.error_message in str(caught.value)
        assert len(transport.requests) == 1, "A provider does not retry; the core does."
        assert transport.open_responses == 0

    @pytest.mark.parametrize(
        "answer",
        [
            pytest.param(ScriptedResponse(body="<html>Bad gateway</html>"), id="HTML"),
            pytest.param(ScriptedResponse(status=502, body="<html>Bad gateway</html>"), id="HTML with an error status"),
            pytest.param(ScriptedResponse(body=b'{"id": "1", ', disconnect="mid-stream"), id="half an answer"),
            pytest.param(ScriptedResponse(disconnect="before-response"), id="no answer"),
            pytest.param(ScriptedResponse(json=[[]]), id="JSON of another shape"),
        ],
    )
    def test_a_broken_answer_is_an_error_of_the_sdk(self, answer: ScriptedResponse) -> None:
        model, transport = self.scripted(answer)
        with pytest.raises(AISDKError):
            self.run(self.call(model))
        assert transport.open_responses == 0

    def test_the_key_shows_nowhere(self) -> None:
        transport = ScriptedTransport(ScriptedResponse(status=401, json=self.error))
        provider = self.make_provider(transport)
        model = getattr(provider, f"{self.kind}_model")(self.model_id)
        with pytest.raises(APICallError) as caught:
            self.run(self.call(model))
        shown = [provider, model, caught.value, getattr(caught.value, "__dict__", None)]
        text = "".join([*map(repr, shown), str(caught.value), *traceback.format_exception(caught.value)])
        assert self.api_key not in text

    # Time ------------------------------------------------------------------------------------------------------------

    def test_a_cancelled_call_closes_its_connection(self) -> None:
        hanging = ScriptedResponse(chunks=[b" "], headers={"content-type": "application/json"}, hang=True)

        async def work() -> None:
            async with ScriptedServer(hanging) as server:
                transport = ServerTransport(server.url)
                task = asyncio.ensure_future(self.call(self.model(transport)))
                while not server.requests:  # noqa: ASYNC110 - the server has no event for this
                    await asyncio.sleep(0.005)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                await server_is_left(server)
                await transport.aclose()

        self.run(work())

    def test_one_model_answers_many_calls_at_once(self) -> None:
        async def work() -> None:
            async with ScriptedServer(self.answer()) as server:
                transport = ServerTransport(server.url)
                model = self.model(transport)
                for result in await asyncio.gather(*(self.call(model) for _ in range(8))):
                    self.check_answer(result)
                assert len(server.requests) == 8
                await transport.aclose()

        self.run(work())

    def test_one_model_works_in_two_event_loops_one_after_the_other(self) -> None:
        transport = ServerTransport()
        model = self.model(transport)

        async def work() -> None:
            async with ScriptedServer(self.answer()) as server:
                transport.url = server.url
                self.check_answer(await self.call(model))
                await transport.aclose()

        self.run(work())
        self.run(work())

    # Live ------------------------------------------------------------------------------------------------------------

    def test_live_the_vendor_answers(self, request: pytest.FixtureRequest) -> None:
        self.live(request)

        async def work() -> None:
            transport = AiohttpTransport()
            try:
                self.check_live(await self.call(self.model(transport, self.live_model_id)))
            finally:
                await transport.aclose()

        # Vendors take their time.
        asyncio.run(asyncio.wait_for(work(), 120))

    def check_live(self, result: Any) -> None:
        """Asserts what is true of any answer of the vendor."""
        assert result.response is not None


async def server_is_left(server: ScriptedServer) -> None:
    """Waits until no connection to the server is open."""
    async with asyncio.timeout(SECONDS / 2):
        while server.open_connections:  # noqa: ASYNC110 - the server has no event for this
            await asyncio.sleep(0.005)


def _content(request: Any) -> Any:
    # The boundary of a form is another one in each request.
    boundary = request.headers.get("content-type", "").partition("boundary=")[2].strip('"').encode()
    return request.body.replace(boundary, b"") if boundary else request.body, request.query
