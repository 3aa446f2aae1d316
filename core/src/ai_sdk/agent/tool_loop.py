"""`ToolLoopAgent`: the text functions with everything but the prompt said beforehand."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from ai_sdk.agent.preparation import CallPreparation
from ai_sdk.agent.settings import AgentCallbacks, AgentSettings, AgentStreamCallbacks, CallSettingsDict
from ai_sdk.concurrency import run_all
from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.provider_utils.headers import with_user_agent_suffix
from ai_sdk.text.call import text_call
from ai_sdk.text.callbacks import CALLBACK_NAMES, Callback, notify
from ai_sdk.text.generate import generate_text
from ai_sdk.text.stop_conditions import is_step_count
from ai_sdk.text.stream import stream_text
from ai_sdk.text.text_stream import TextStream, as_transforms
from ai_sdk.text.type_parameters import OutputT, PartialT

if TYPE_CHECKING:
    from typing import Unpack

    from ai_sdk.agent.preparation import PrepareCall
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.schema import Schema
    from ai_sdk.text.call import TextCall
    from ai_sdk.text.output import OutputSpec
    from ai_sdk.text.prompt import MessageInput, PromptInput
    from ai_sdk.text.result import GenerateTextResult
    from ai_sdk.text.text_stream import Transform
    from ai_sdk.timeouts import TimeoutLike
    from ai_sdk.tools.tool import Tool

__all__ = ["ToolLoopAgent"]

EventT = TypeVar("EventT")

_USER_AGENT = "ai-sdk-agent/tool-loop"
_DEFAULT_STEPS = 20
_STREAM_ONLY = AgentStreamCallbacks.__annotations__.keys() - AgentCallbacks.__annotations__.keys()
_STREAM_DEFAULTS = {name: parameter.default for name, parameter in inspect.signature(stream_text).parameters.items()}


class ToolLoopAgent(Generic[OutputT, PartialT]):
    """A model that works with its tools until it is done, at most 20 steps unless `stop_when` says otherwise.

        agent = ToolLoopAgent(model="groq:llama-3.3-70b-versatile", instructions="Be brief.", tools=[weather])
        result = await agent.generate("What should I wear in Oslo?")

        async with agent.stream(messages=conversation) as stream:
            async for text in stream.text_stream:
                print(text, end="", flush=True)

    model, output, and all of `settings`: see `generate_text` and `stream_text`, whose parameters they are.
    id: a name for it, which the agent does not use itself.
    call_options_schema: what the `options` of a call must be: a pydantic model, dataclass, `TypedDict`, or JSON Schema.
    prepare_call: changes what one call is asked, for example by its `options` (see `CallPreparation`). May be async.

    The agent keeps nothing of a call, so it may be asked by many at the same time. Callbacks given to the agent and
    to a call are both told. Raises `TypeError` for a setting that does not exist.
    """

    version: Literal["agent-v1"] = "agent-v1"

    def __init__(
        self,
        *,
        model: str | LanguageModel,
        id: str | None = None,  # noqa: A002 - the name of the protocol
        output: type[OutputT] | Schema[OutputT] | OutputSpec[OutputT, PartialT] | None = None,
        call_options_schema: object = None,
        prepare_call: PrepareCall | None = None,
        **settings: Unpack[AgentSettings],
    ) -> None:
        given = cast("dict[str, Any]", settings)
        _check_names(given, AgentSettings.__annotations__, "ToolLoopAgent")
        self.id = id
        self._model = model
        self._output = output
        self._call_options_schema = call_options_schema
        self._prepare_call = prepare_call
        self._tools = given.pop("tools", None)
        self._transform = given.pop("transform", None)
        self._callbacks = {name: given.pop(name) for name in CALLBACK_NAMES if name in given}
        self._settings = given

    def __repr__(self) -> str:
        name = "" if self.id is None else f" {self.id!r}"
        return f"<ToolLoopAgent{name} of {self._model!r} with {', '.join(self.tools) or 'no tools'}>"

    @property
    def tools(self) -> Mapping[str, Tool[Any, Any]]:
        """What the agent may call, by name. Functions become tools once, when this is first needed."""
        return self._tools_by_name

    @cached_property
    def _tools_by_name(self) -> Mapping[str, Tool[Any, Any]]:
        if self._tools is None:
            return {}
        from ai_sdk.tools.collection import as_tools

        return as_tools(self._tools)

    async def generate(
        self,
        prompt: PromptInput | None = None,
        *,
        messages: Sequence[MessageInput] | None = None,
        options: Any = None,
        timeout: TimeoutLike = None,
        **callbacks: Unpack[AgentCallbacks],
    ) -> GenerateTextResult[OutputT]:
        """The whole answer, from `generate_text`.

            result = await agent.generate("What should I wear in Oslo?")

        prompt, messages: one of them, as `generate_text` takes them. timeout: in place of the agent's.
        options: what `prepare_call` gets, checked by `call_options_schema`.

        Raises what `generate_text` raises, and `TypeValidationError` for wrong options.
        """
        _check_names(callbacks, AgentCallbacks.__annotations__, "generate")
        options = self._checked_options(options)
        arguments = self._arguments(prompt, messages, timeout, callbacks)
        for name in _STREAM_ONLY:
            arguments.pop(name, None)
        return await generate_text(**_completed(await self._prepared(arguments, options)))

    def stream(
        self,
        prompt: PromptInput | None = None,
        *,
        messages: Sequence[MessageInput] | None = None,
        options: Any = None,
        timeout: TimeoutLike = None,
        transform: Transform | Sequence[Transform] | None = None,
        **callbacks: Unpack[AgentStreamCallbacks],
    ) -> TextStream[OutputT, PartialT]:
        """The answer as it comes, from `stream_text`.

            async with agent.stream("Tell me a story") as stream:
                async for text in stream.text_stream:
                    print(text, end="", flush=True)

        A plain function, which takes what `generate` takes, and a `transform` in place of the agent's. Nothing runs
        before the stream is read, `prepare_call` included: what it raises is raised by the readers.
        """
        _check_names(callbacks, AgentStreamCallbacks.__annotations__, "stream")
        options = self._checked_options(options)
        arguments = self._arguments(prompt, messages, timeout, callbacks)
        prepare = None if self._prepare_call is None else partial(self._prepared_call, arguments, options)
        return TextStream(
            _stream_call(arguments),
            transforms=as_transforms(self._transform if transform is None else transform),
            prepare=prepare,
        )

    # A call

    @cached_property
    def _output_spec(self) -> OutputSpec[Any, Any] | None:
        if self._output is None:
            return None
        from ai_sdk.text.output import as_output

        return as_output(self._output)

    @cached_property
    def _options_schema(self) -> Schema[Any]:
        from ai_sdk.schema import as_schema

        return as_schema(self._call_options_schema)

    def _checked_options(self, options: Any) -> Any:
        if options is None or self._call_options_schema is None:
            return options
        try:
            return self._options_schema.validate_python(options)
        except TypeValidationError as error:
            cause = error.cause or error
            raise TypeValidationError(value=options, cause=cause, context={"field": "options"}) from cause

    def _arguments(
        self,
        prompt: PromptInput | None,
        messages: Sequence[MessageInput] | None,
        timeout: TimeoutLike,
        callbacks: AgentCallbacks | AgentStreamCallbacks,
    ) -> dict[str, Any]:
        """The arguments of a text function, as far as the agent and the call say them."""
        arguments: dict[str, Any] = {
            **self._settings,
            "model": self._model,
            "prompt": prompt,
            "messages": messages,
            "output": self._output_spec,
            "tools": self.tools or None,
            **self._callbacks,
        }
        if timeout is not None:
            arguments["timeout"] = timeout
        for name, callback in cast("dict[str, Any]", callbacks).items():
            if callback is not None:
                arguments[name] = _both(arguments.get(name), callback)
        return arguments

    async def _prepared(self, arguments: dict[str, Any], options: Any) -> dict[str, Any]:
        """The arguments after `prepare_call`."""
        if self._prepare_call is None:
            return arguments
        settings = {name: arguments[name] for name in CallSettingsDict.__annotations__ if name in arguments}
        answer = self._prepare_call(
            CallPreparation(
                model=arguments["model"],
                prompt=arguments.get("prompt"),
                messages=arguments.get("messages"),
                options=options,
                settings=cast("CallSettingsDict", settings),
            )
        )
        given = await answer if inspect.isawaitable(answer) else answer
        overrides = dict(cast("Mapping[str, Any]", given or {}))
        _check_names(overrides, {*CallSettingsDict.__annotations__, "model", "prompt", "messages"}, "prepare_call")
        if overrides.get("prompt") is not None:
            overrides.setdefault("messages", None)
        elif overrides.get("messages") is not None:
            overrides.setdefault("prompt", None)
        return {**arguments, **overrides}

    async def _prepared_call(self, arguments: dict[str, Any], options: Any) -> TextCall:
        return _stream_call(await self._prepared(arguments, options))


def _completed(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments without those that say nothing, and with what an agent always says."""
    completed = {name: value for name, value in arguments.items() if value is not None}
    completed.setdefault("stop_when", is_step_count(_DEFAULT_STEPS))
    completed["headers"] = with_user_agent_suffix(completed.get("headers"), _USER_AGENT)
    return completed


def _stream_call(arguments: Mapping[str, Any]) -> TextCall:
    given = {**_STREAM_DEFAULTS, **_completed(arguments)}
    return text_call(given, "ai.streamText", headers=given["headers"])


def _both(first: Callback[EventT] | None, second: Callback[EventT]) -> Callback[EventT]:
    """One callback for two, which run side by side; the failure of one does not touch the other."""
    if first is None:
        return second

    async def both(event: EventT) -> None:
        await run_all([notify(first, event), notify(second, event)])

    return both


def _check_names(given: Mapping[str, Any], known: Mapping[str, Any] | set[str], what: str) -> None:
    for name in given:
        if name not in known:
            raise TypeError(f"{what}() got an unexpected keyword argument {name!r}")
