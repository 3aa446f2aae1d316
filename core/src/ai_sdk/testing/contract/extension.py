"""The contract of extensions."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from typing import Any, ClassVar

import pytest

from ai_sdk import middleware
from ai_sdk.plugins import ExtensionContext, ExtensionDescription
from ai_sdk.plugins.extension_loading import load_extension
from ai_sdk.plugins.extensions import OWN_COMMANDS, WRAPPED_KINDS
from ai_sdk.provider import (
    APICallError,
    EmbeddingCallOptions,
    EmbeddingResult,
    ImageCallOptions,
    ImageResult,
    LanguageCallOptions,
    ModelKind,
    StreamPart,
    TextPart,
    UserMessage,
)
from ai_sdk.testing.contract.plugin import PluginContract
from ai_sdk.testing.contract.plugin_checks import import_report
from ai_sdk.testing.contract.stream_rules import check_stream_parts
from ai_sdk.testing.contract.telemetry_calls import TELEMETRY_CALLS
from ai_sdk.testing.mock_media_models import MockImageModel
from ai_sdk.testing.mock_models import MockEmbeddingModel, MockLanguageModel, MockStream, text_result, text_stream

__all__ = ["ExtensionContract"]


class ExtensionContract(PluginContract):
    """What every extension does.

    - `name`: the name of the entry point.
    - `implements`: its hooks beside `describe_extension`: `telemetry_integrations`, `model_middleware`, `cli_commands`.

    What it gives is used as the core does, with models that answer from a script. What its spans, logs and commands say
    is for tests of your own.
    """

    plugin_kind = "extension"
    name: ClassVar[str]
    implements: ClassVar[Collection[str]]

    @property
    def entry_point(self) -> str:
        return self.name

    def description(self) -> ExtensionDescription:
        return self.hooks().describe_extension(ExtensionContext(name=self.name))

    def given(self, hook: str, kind: ModelKind | None = None) -> list[Any]:
        """What the hook gives, checked as the core checks it. Nothing if the extension does not have it."""
        return load_extension(self.claim()).ask(hook, kind)

    # Hooks -----------------------------------------------------------------------------------------------------------

    def test_the_description_matches_the_entry_point(self) -> None:
        description = self.description()
        assert isinstance(description, ExtensionDescription)
        assert description.name == self.name, (
            f"describe_extension gives the name {description.name!r}, the entry point is {self.name!r}."
        )

    def test_the_hooks_are_those_that_it_names(self) -> None:
        found = set(self.known_hooks()) - {"describe_extension"}
        assert found == set(self.implements), (
            f"`implements` has {sorted(self.implements)}, but marked with hookimpl are {sorted(found)}."
        )

    def test_each_hook_gives_what_the_core_can_use(self) -> None:
        for hook in self.implements:
            assert any(self.given(hook, kind) for kind in _kinds(hook)), f"{hook} gives nothing."

    def test_asking_the_hooks_does_no_io(self) -> None:
        calls: list[tuple[str, ModelKind | None]] = []
        for hook in self.implements:
            calls.extend((hook, kind) for kind in _kinds(hook))
        # The first call of the SDK waits for the hooks; they may import, so the modules are not counted.
        self.check_import(import_report(self.claim(), hooks=calls), budget=None)

    # Telemetry -------------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("call", TELEMETRY_CALLS, ids=lambda call: call.__name__)
    def test_integrations_are_told_of_every_kind_of_call_and_never_fail(
        self, call: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        integrations = self.given("telemetry_integrations")
        with caplog.at_level(logging.WARNING, logger="ai_sdk"):
            self.run(call(integrations))
        assert not caplog.records, "\n".join(record.getMessage() + str(record.exc_info) for record in caplog.records)

    def test_integrations_are_told_of_calls_side_by_side_and_in_two_event_loops(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        integrations = self.given("telemetry_integrations")

        async def work() -> None:
            await asyncio.gather(*(call(integrations) for call in TELEMETRY_CALLS for _ in range(3)))

        with caplog.at_level(logging.WARNING, logger="ai_sdk"):
            self.run(work())
            self.run(work())
        assert not caplog.records, "\n".join(record.getMessage() for record in caplog.records)

    # Middleware ------------------------------------------------------------------------------------------------------

    def test_a_model_in_the_middleware_answers_and_says_which_it_is(self) -> None:
        for model in self._wrapped():
            assert isinstance(model.provider, str)
            assert isinstance(model.model_id, str)
            self.run(_ask(model))

    def test_a_stream_through_the_middleware_is_in_a_legal_order(self) -> None:
        async def read(model: Any) -> list[StreamPart]:
            return [part async for part in (await model.do_stream(_options())).stream]

        for model in self._wrapped(kinds=("language",)):
            check_stream_parts(self.run(read(model)))

    def test_closing_a_stream_through_the_middleware_closes_the_one_below(self) -> None:
        below = text_stream("a", "b", "c")

        async def leave(model: Any) -> None:
            stream = (await model.do_stream(_options())).stream
            await anext(stream)
            await stream.aclose()
            assert below.opened == below.closed, "The stream below is still open."

        for model in self._wrapped(kinds=("language",), stream=below):
            self.run(leave(model))

    def test_a_failure_below_the_middleware_is_an_error_or_another_answer(self) -> None:
        for model in self._wrapped(error=APICallError("down", url="https://vendor.example", status_code=400)):
            try:
                result = self.run(_ask(model))
            except Exception:  # noqa: BLE001, S112 - it may raise an error of its own
                continue
            assert result is not None, "The middleware gives None in place of a failure."

    def test_cancelling_goes_through_the_middleware(self) -> None:
        async def cancel(model: Any) -> None:
            task = asyncio.ensure_future(_ask(model))
            await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        for model in self._wrapped(error=_hang):
            self.run(cancel(model))

    def _wrapped(
        self, *, kinds: Sequence[ModelKind] = WRAPPED_KINDS, error: Any = None, stream: MockStream | None = None
    ) -> list[Any]:
        """A model of each kind in the middleware for it, as far as there is any. `error` is its answer."""
        language = MockLanguageModel(
            do_generate=error or text_result("Hello"), do_stream=stream or text_stream("Hel", "lo")
        )
        models: dict[ModelKind, Any] = {
            "language": language,
            "embedding": MockEmbeddingModel(do_embed=error or EmbeddingResult([[1.0]])),
            "image": MockImageModel(do_generate=error or ImageResult([b"img"])),
        }
        layers = {kind: self.given("model_middleware", kind) for kind in kinds}
        return [getattr(middleware, f"wrap_{kind}_model")(models[kind], layers[kind]) for kind in kinds if layers[kind]]

    # Commands --------------------------------------------------------------------------------------------------------

    def test_each_command_has_a_name_of_its_own_and_a_help(self) -> None:
        commands = self.given("cli_commands")
        assert len({command.name for command in commands}) == len(commands), "Two commands have one name."
        for command in commands:
            assert command.name not in OWN_COMMANDS, f"ai-sdk has a command {command.name!r} of its own."
            assert command.help, f"The command {command.name!r} has no help."
            assert command.main(["--help"], prog_name=command.name, standalone_mode=False) in (None, 0)


def _kinds(hook: str) -> Sequence[ModelKind | None]:
    return WRAPPED_KINDS if hook == "model_middleware" else (None,)


def _options() -> LanguageCallOptions:
    return LanguageCallOptions(prompt=[UserMessage([TextPart("hi")])])


async def _ask(model: Any) -> Any:
    if hasattr(model, "do_embed"):
        return await model.do_embed(EmbeddingCallOptions(values=["a"]))
    if hasattr(model, "do_stream"):
        return await model.do_generate(_options())
    return await model.do_generate(ImageCallOptions(prompt="a cat"))


async def _hang(_options: object) -> Any:
    await asyncio.Event().wait()
