"""`ToolLoopAgent` for programs that block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic

from ai_sdk.agent.tool_loop import ToolLoopAgent as AsyncToolLoopAgent
from ai_sdk.sync.background import run
from ai_sdk.sync.text_stream import TextStream
from ai_sdk.text.type_parameters import OutputT, PartialT

if TYPE_CHECKING:
    from typing import Unpack

    from ai_sdk.agent.preparation import PrepareCall
    from ai_sdk.agent.settings import AgentCallbacks, AgentSettings, AgentStreamCallbacks
    from ai_sdk.provider.language_model import LanguageModel
    from ai_sdk.schema import Schema
    from ai_sdk.text.output import OutputSpec
    from ai_sdk.text.prompt import MessageInput, PromptInput
    from ai_sdk.text.result import GenerateTextResult
    from ai_sdk.text.text_stream import Transform
    from ai_sdk.timeouts import TimeoutLike
    from ai_sdk.tools.tool import Tool

__all__ = ["ToolLoopAgent"]


class ToolLoopAgent(Generic[OutputT, PartialT]):
    """The blocking twin of `ai_sdk.ToolLoopAgent`, which says what the arguments are.

        agent = ToolLoopAgent(model="groq:llama-3.3-70b-versatile", instructions="Be brief.", tools=[weather])
        print(agent.generate("What should I wear in Oslo?").text)

        with agent.stream(messages=conversation) as stream:
            for text in stream.text_stream:
                print(text, end="", flush=True)

    It may be asked by many threads at the same time. Tools and callbacks run as they do for `generate_text`.
    """

    def __init__(
        self,
        *,
        model: str | LanguageModel,
        id: str | None = None,  # noqa: A002 - the name of the twin
        output: type[OutputT] | Schema[OutputT] | OutputSpec[OutputT, PartialT] | None = None,
        call_options_schema: object = None,
        prepare_call: PrepareCall | None = None,
        **settings: Unpack[AgentSettings],
    ) -> None:
        self._agent: AsyncToolLoopAgent[OutputT, PartialT] = AsyncToolLoopAgent(
            model=model,
            id=id,
            output=output,
            call_options_schema=call_options_schema,
            prepare_call=prepare_call,
            **settings,
        )

    def __repr__(self) -> str:
        return repr(self._agent)

    @property
    def id(self) -> str | None:
        """The name that it was given."""
        return self._agent.id

    @property
    def tools(self) -> Mapping[str, Tool[Any, Any]]:
        """What the agent may call, by name."""
        return self._agent.tools

    def generate(
        self,
        prompt: PromptInput | None = None,
        *,
        messages: Sequence[MessageInput] | None = None,
        options: Any = None,
        timeout: TimeoutLike = None,
        **callbacks: Unpack[AgentCallbacks],
    ) -> GenerateTextResult[OutputT]:
        """The whole answer. Raises what the twin raises."""
        return run(self._agent.generate, prompt, messages=messages, options=options, timeout=timeout, **callbacks)

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
        """The answer as it comes. Nothing runs before the stream is read."""
        stream = self._agent.stream(
            prompt, messages=messages, options=options, timeout=timeout, transform=transform, **callbacks
        )
        return TextStream(stream)
