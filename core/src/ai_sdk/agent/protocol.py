"""What every agent is, whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from ai_sdk.text.prompt import MessageInput, PromptInput
    from ai_sdk.text.result import GenerateTextResult
    from ai_sdk.text.text_stream import TextStream
    from ai_sdk.timeouts import TimeoutLike
    from ai_sdk.tools.tool import Tool

__all__ = ["Agent"]


@runtime_checkable
class Agent(Protocol):
    """Something that answers prompts with the help of tools. `ToolLoopAgent` is one; write others to this protocol.

    `version` is `agent-v1`, `id` a name of the caller's choice, `tools` what the agent may call, by name.
    """

    @property
    def version(self) -> str: ...

    @property
    def id(self) -> str | None: ...

    @property
    def tools(self) -> Mapping[str, Tool[Any, Any]]: ...

    async def generate(
        self,
        prompt: PromptInput | None = None,
        *,
        messages: Sequence[MessageInput] | None = None,
        options: Any = None,
        timeout: TimeoutLike = None,
    ) -> GenerateTextResult[Any]:
        """The whole answer."""
        ...

    def stream(
        self,
        prompt: PromptInput | None = None,
        *,
        messages: Sequence[MessageInput] | None = None,
        options: Any = None,
        timeout: TimeoutLike = None,
    ) -> TextStream[Any, Any]:
        """The answer as it comes."""
        ...
