"""What `generate_text` gives back, and `await stream.result()`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Generic, TypeVar, cast

from ai_sdk.provider.content import (
    DocumentSource,
    FileContent,
    ReasoningContent,
    ReasoningFileContent,
    UnifiedFinishReason,
    UrlSource,
)
from ai_sdk.provider.errors import shortened
from ai_sdk.provider.json_values import ProviderMetadata
from ai_sdk.provider.prompt import Message
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.text.step import StepContent, StepRequest, StepResponse, StepResult
from ai_sdk.text.tool_parts import ToolCall, ToolResult
from ai_sdk.text.usage import LanguageModelUsage, sum_usage

__all__ = ["GenerateTextResult"]

OutputT_co = TypeVar("OutputT_co", covariant=True)


class GenerateTextResult(Generic[OutputT_co]):
    """The answer.

    What belongs to one answer (`text`, `reasoning`, `finish_reason`, `request`, `response`, `provider_metadata`,
    `output`) is that of the last step; what adds up (`content`, `files`, `sources`, `warnings`, `usage`) is that of all
    steps. `response_messages` are the messages to append to the conversation before the next call.
    """

    def __init__(
        self,
        *,
        steps: Sequence[StepResult],
        initial_messages: Sequence[Message] = (),
        output: OutputT_co | None = None,
        output_error: Exception | None = None,
        interrupted_by: BaseException | None = None,
    ) -> None:
        self.steps = steps
        self._initial_messages = initial_messages
        self._output = output
        self._output_error = output_error
        self.interrupted_by = interrupted_by
        """What ended a stream after these steps; None if it came to its own end."""

    @property
    def output(self) -> OutputT_co:
        """The answer in the form that `output=` asked for; the text if it did not ask.

        Raises `NoObjectGeneratedError` if the answer is not of that form, `NoOutputGeneratedError` if there is none.
        """
        error = self._output_error or self.interrupted_by
        if error is not None:
            raise error
        return cast("OutputT_co", self._output)

    @property
    def final_step(self) -> StepResult:
        """The last step."""
        return self.steps[-1]

    @property
    def text(self) -> str:
        """The text of the last step."""
        return self.final_step.text

    @property
    def reasoning(self) -> Sequence[ReasoningContent | ReasoningFileContent]:
        """What the model thought in the last step."""
        return self.final_step.reasoning

    @property
    def reasoning_text(self) -> str | None:
        """The text of what the model thought in the last step; None if there is none."""
        return self.final_step.reasoning_text

    @property
    def finish_reason(self) -> UnifiedFinishReason:
        """Why the model stopped, in the words that all providers share."""
        return self.final_step.finish_reason if self.interrupted_by is None else "other"

    @property
    def raw_finish_reason(self) -> str | None:
        """Why the model stopped, in the provider's words."""
        return self.final_step.raw_finish_reason if self.interrupted_by is None else None

    @property
    def request(self) -> StepRequest:
        """What was sent in the last step."""
        return self.final_step.request

    @property
    def response(self) -> StepResponse:
        """What is known of the last response."""
        return self.final_step.response

    @property
    def provider_metadata(self) -> ProviderMetadata | None:
        """What the provider said of the last step beyond the common fields."""
        return self.final_step.provider_metadata

    @cached_property
    def usage(self) -> LanguageModelUsage:
        """Tokens of all steps. Unknown for a stream that was interrupted: the step that was lost has used some too."""
        return LanguageModelUsage() if self.interrupted_by else sum_usage(step.usage for step in self.steps)

    @property
    def total_usage(self) -> LanguageModelUsage:
        """The same as `usage`."""
        return self.usage

    @property
    def content(self) -> Sequence[StepContent]:
        """The content of all steps."""
        return [part for step in self.steps for part in step.content]

    @property
    def files(self) -> Sequence[FileContent]:
        """The files that the model made in all steps."""
        return [file for step in self.steps for file in step.files]

    @property
    def sources(self) -> Sequence[UrlSource | DocumentSource]:
        """What the answers of all steps rest on."""
        return [source for step in self.steps for source in step.sources]

    @property
    def tool_calls(self) -> Sequence[ToolCall]:
        """The tools that the model called in all steps."""
        return [call for step in self.steps for call in step.tool_calls]

    @property
    def static_tool_calls(self) -> Sequence[ToolCall]:
        """The calls, in all steps, of tools whose types are known."""
        return [call for step in self.steps for call in step.static_tool_calls]

    @property
    def dynamic_tool_calls(self) -> Sequence[ToolCall]:
        """The calls of dynamic tools in all steps, and the invalid ones."""
        return [call for step in self.steps for call in step.dynamic_tool_calls]

    @property
    def tool_results(self) -> Sequence[ToolResult]:
        """What the tools gave back in all steps."""
        return [result for step in self.steps for result in step.tool_results]

    @property
    def static_tool_results(self) -> Sequence[ToolResult]:
        """What the tools gave back, in all steps, whose types are known."""
        return [result for step in self.steps for result in step.static_tool_results]

    @property
    def dynamic_tool_results(self) -> Sequence[ToolResult]:
        """What the dynamic tools gave back in all steps."""
        return [result for step in self.steps for result in step.dynamic_tool_results]

    @property
    def warnings(self) -> Sequence[CallWarning]:
        """What the providers could not do as asked, in all steps."""
        return [warning for step in self.steps for warning in step.warnings]

    @property
    def response_messages(self) -> Sequence[Message]:
        """The messages of all steps, to append to the conversation; first the results of calls that were approved."""
        return [*self._initial_messages, *(message for step in self.steps for message in step.response.messages)]

    def __repr__(self) -> str:
        short = shortened(self.text)
        return f"GenerateTextResult(text={short!r}, finish_reason={self.finish_reason!r}, steps={len(self.steps)})"
