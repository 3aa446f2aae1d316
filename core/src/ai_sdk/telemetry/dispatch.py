"""From the events of a call to the integrations that listen.

A call without integrations has no `CallTelemetry` at all: that is the one question it is asked.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import replace
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from ai_sdk.plugins.extensions import extensions
from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.telemetry.integration import LanguageModelExecution, TelemetryCall, TelemetryIntegration, ToolExecution
from ai_sdk.telemetry.settings import Telemetry

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from ai_sdk.text.callbacks import Callbacks

__all__ = ["CallTelemetry", "call_telemetry", "register_telemetry", "watched"]

T = TypeVar("T")

_logger = logging.getLogger("ai_sdk")
_lock = threading.Lock()
_registered: tuple[TelemetryIntegration, ...] = ()

# Callbacks of the text functions that integrations hear of in the same way.
_SHARED: Final = (
    "on_start",
    "on_step_start",
    "on_language_model_call_start",
    "on_language_model_call_end",
    "on_tool_execution_start",
    "on_tool_execution_end",
    "on_step_end",
    "on_end",
    "on_abort",
)


def register_telemetry(*integrations: TelemetryIntegration) -> Callable[[], None]:
    """From now on these are told of every call that names no others. Calling the result takes them out again."""
    global _registered  # noqa: PLW0603 - one list for the process
    with _lock:
        _registered = (*_registered, *integrations)

    def unregister() -> None:
        global _registered  # noqa: PLW0603
        with _lock:
            _registered = tuple(each for each in _registered if not any(each is one for one in integrations))

    return unregister


def call_telemetry(operation_id: str, telemetry: Telemetry | None, call_id: str) -> CallTelemetry | None:
    """Who is told of a call; None for nobody. Raises `InvalidParameterError`."""
    if telemetry is None:
        integrations = (*_registered, *extensions.telemetry_integrations())
        return CallTelemetry(operation_id, _DEFAULT, call_id, integrations) if integrations else None
    if not isinstance(telemetry, Telemetry):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidParameterError(
            parameter="telemetry",
            value=telemetry,
            message=f"expected Telemetry(...), for example Telemetry(is_enabled=False), got {telemetry!r}",
        )
    if not telemetry.is_enabled:
        return None
    integrations = telemetry.integrations
    if integrations is None:
        integrations = (*_registered, *extensions.telemetry_integrations())
    return CallTelemetry(operation_id, telemetry, call_id, integrations) if integrations else None


_DEFAULT = Telemetry()


class CallTelemetry:
    """The integrations of one call."""

    __slots__ = ("_integrations", "_settings", "call")

    def __init__(
        self, operation_id: str, settings: Telemetry, call_id: str, integrations: Sequence[TelemetryIntegration]
    ) -> None:
        self._settings = settings
        self._integrations = integrations
        self.call = TelemetryCall(
            call_id=call_id,
            operation_id=operation_id,
            function_id=settings.function_id,
            record_inputs=settings.record_inputs,
            record_outputs=settings.record_outputs,
        )

    async def tell(self, name: str, event: Any) -> None:
        """Tells every integration that has a method of this name, all of them side by side."""
        waiting: list[Awaitable[Any]] = []
        for integration in self._integrations:
            method = _own(integration, name)
            if method is None:
                continue
            try:
                answer = method(event, self.call)
            except Exception as error:  # noqa: BLE001 - telemetry that fails must not fail the call
                _log(integration, name, error)
            else:
                if isawaitable(answer):
                    waiting.append(_finish(answer, integration, name))
        if waiting:
            await asyncio.gather(*waiting)

    def callbacks(self, callbacks: Callbacks) -> Callbacks:
        """The caller's callbacks, each followed by the integrations."""
        changed: dict[str, Any] = {}
        for name in _SHARED:
            if any(_own(integration, name) is not None for integration in self._integrations):
                changed[name] = self._after(name, getattr(callbacks, name))
        return replace(callbacks, **changed)

    def _after(self, name: str, callback: Callable[[Any], Any] | None) -> Callable[[Any], Awaitable[None]]:
        async def both(event: Any) -> None:
            if callback is not None:
                from ai_sdk.text.callbacks import notify

                await notify(callback, event)
            await self.tell(name, self._filtered(event))

        return both

    async def run_model_call(self, execute: Callable[[], Awaitable[T]]) -> T:
        """Asks the model within the contexts of the integrations."""
        return await self._run(
            "execute_language_model_call", execute, lambda run: LanguageModelExecution(call=self.call, execute=run)
        )

    async def run_tool(self, tool_call_id: str, execute: Callable[[], Awaitable[T]]) -> T:
        """Runs a tool within the contexts of the integrations."""
        return await self._run(
            "execute_tool",
            execute,
            lambda run: ToolExecution(call=self.call, tool_call_id=tool_call_id, execute=run),
        )

    async def _run(
        self, name: str, execute: Callable[[], Awaitable[T]], execution: Callable[[Callable[[], Awaitable[T]]], Any]
    ) -> T:
        # The later one stands outside.
        for integration in self._integrations:
            method = _own(integration, name)
            if method is not None:
                execute = _contained(integration, name, method, execute, execution)
        return await execute()

    def watch(self, steps: Sequence[Any] = ()) -> AbstractAsyncContextManager[None]:
        """Tells of the failure or the cancelling of what is done in the block."""
        return self._watch(steps)

    @asynccontextmanager
    async def _watch(self, steps: Sequence[Any]) -> AsyncGenerator[None, None]:
        from ai_sdk.text.callbacks import AbortInfo, ErrorInfo

        try:
            yield
        except asyncio.CancelledError:
            event = AbortInfo(call_id=self.call.call_id, steps=tuple(steps), reason="cancelled")
            await self.tell("on_abort", self._filtered(event))
            raise
        except Exception as error:
            await self.tell("on_error", ErrorInfo(error))
            raise

    # What integrations don't see

    def _filtered(self, event: Any) -> Any:
        changes: dict[str, Any] = {}
        if hasattr(event, "runtime_context"):
            changes["runtime_context"] = _only(event.runtime_context, self._settings.include_runtime_context)
        if hasattr(event, "tools_context"):
            changes["tools_context"] = _only(event.tools_context, self._settings.include_tools_context)
        if hasattr(event, "tool_context") and event.tool_call.tool_name not in self._settings.include_tools_context:
            changes["tool_context"] = None
        if hasattr(event, "steps"):
            changes["steps"] = tuple(self._filtered(step) for step in event.steps)
        return replace(event, **changes) if changes else event


def watched(telemetry: CallTelemetry | None, steps: Sequence[Any] = ()) -> AbstractAsyncContextManager[None]:
    """`telemetry.watch`, and nothing for None."""
    return _NOTHING if telemetry is None else telemetry.watch(steps)


_NOTHING: Final[nullcontext[None]] = nullcontext()


def _own(integration: object, name: str) -> Callable[..., Any] | None:
    """The integration's method, unless it is the one that does nothing."""
    method = getattr(integration, name, None)
    if method is None or getattr(method, "__func__", None) is getattr(TelemetryIntegration, name):
        return None
    return method


def _only(context: Any, names: Collection[str]) -> Mapping[str, Any]:
    if isinstance(context, Mapping):
        given = cast("Mapping[str, Any]", context)
        return {name: given[name] for name in names if name in given}
    return {name: getattr(context, name) for name in names if hasattr(context, name)}


async def _finish(answer: Awaitable[Any], integration: object, name: str) -> None:
    try:
        await answer
    except Exception as error:  # noqa: BLE001 - telemetry that fails must not fail the call
        _log(integration, name, error)


def _contained(
    integration: object,
    name: str,
    method: Callable[[Any], Awaitable[Any]],
    execute: Callable[[], Awaitable[T]],
    execution: Callable[[Callable[[], Awaitable[T]]], Any],
) -> Callable[[], Awaitable[T]]:
    """`execute` within the integration's method. Its outcome counts, whatever the method makes of it."""

    async def run() -> T:
        results: list[T] = []
        errors: list[BaseException] = []

        async def once() -> T:
            if results:
                return results[0]
            if errors:
                raise errors[0]
            try:
                results.append(await execute())
            except BaseException as error:
                errors.append(error)
                raise
            return results[0]

        try:
            await method(execution(once))
        except Exception as error:  # noqa: BLE001 - telemetry that fails must not fail the call
            if not any(error is each for each in errors):
                _log(integration, name, error)
        if errors:
            raise errors[0]
        return results[0] if results else await execute()

    return run


def _log(integration: object, name: str, error: Exception) -> None:
    what = type(integration).__qualname__
    _logger.error("The telemetry integration %s failed in %s.", what, name, exc_info=error)
