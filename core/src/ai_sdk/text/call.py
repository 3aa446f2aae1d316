"""A text call as both functions see it: everything the caller gave, checked, in one value.

`generate_text` and `stream_text` differ in how they ask the model and hand on the answer. What is the same (the way of
the prompt to the model, options, retries, what a step is) is here, once.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from ai_sdk.provider.content import FinishReason, RequestInfo, ResponseInfo
from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.language_model import LanguageCallOptions, LanguageModel
from ai_sdk.provider.tools import AutoToolChoice
from ai_sdk.provider_utils.ids import create_id_generator
from ai_sdk.provider_utils.retry import with_retries
from ai_sdk.text.convert import Download, to_model_prompt
from ai_sdk.text.prompt import Instructions, MessageInput, PromptInput, StandardPrompt, standardize_prompt
from ai_sdk.text.response_messages import to_response_messages
from ai_sdk.text.settings import CallSettings, check_max_retries
from ai_sdk.text.step import ModelInfo, StepContent, StepPerformance, StepRequest, StepResponse, StepResult
from ai_sdk.timeouts import Timeouts

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import Headers, ProviderMetadata, ProviderOptions
    from ai_sdk.provider.prompt import Message
    from ai_sdk.provider.warnings import CallWarning
    from ai_sdk.text.output import OutputSpec
    from ai_sdk.text.usage import LanguageModelUsage

__all__ = ["Include", "TextCall", "new_response_id", "parse_output"]

Include: TypeAlias = Literal["request_body", "request_messages", "response_body", "raw_chunks"]
"""What results carry only on demand, since it can be large."""

_INCLUDE = ("request_body", "request_messages", "response_body", "raw_chunks")

T = TypeVar("T")

new_response_id = create_id_generator(prefix="aitxt", size=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCall:
    """One call of `generate_text` or `stream_text`. Raises `InvalidParameterError` for settings of the wrong kind."""

    model: LanguageModel
    prompt: PromptInput | None
    messages: Sequence[MessageInput] | None
    instructions: Instructions | None
    allow_system_in_messages: bool
    output: OutputSpec[Any, Any] | None
    settings: CallSettings
    max_retries: int
    limits: Timeouts
    headers: Headers | None
    provider_options: ProviderOptions | None
    download: Download | None
    include: Collection[Include]
    generate_id: Callable[[], str] = new_response_id

    def __post_init__(self) -> None:
        check_max_retries(self.max_retries)
        for what in self.include:
            if what not in _INCLUDE:
                raise InvalidParameterError(
                    parameter="include", value=what, message=f"{what!r} is none of {', '.join(map(repr, _INCLUDE))}"
                )

    def standard_prompt(self) -> StandardPrompt:
        """The caller's prompt in one form."""
        return standardize_prompt(
            prompt=self.prompt,
            messages=self.messages,
            instructions=self.instructions,
            allow_system_in_messages=self.allow_system_in_messages,
        )

    async def options(self, prompt: StandardPrompt, *, include_raw_chunks: bool | None = None) -> LanguageCallOptions:
        """What the model is asked."""
        supported = self.model.supported_urls
        if inspect.isawaitable(supported):
            supported = await supported
        settings = self.settings
        return LanguageCallOptions(
            prompt=await to_model_prompt(prompt, supported_urls=supported, download=self.download),
            max_output_tokens=settings.max_output_tokens,
            temperature=settings.temperature,
            top_p=settings.top_p,
            top_k=settings.top_k,
            presence_penalty=settings.presence_penalty,
            frequency_penalty=settings.frequency_penalty,
            stop_sequences=settings.stop_sequences,
            seed=settings.seed,
            reasoning=settings.reasoning,
            response_format=None if self.output is None else self.output.response_format,
            # Sent with and without tools, as the reference does.
            tool_choice=AutoToolChoice(),
            include_raw_chunks=include_raw_chunks,
            headers=self.headers,
            provider_options=self.provider_options,
        )

    async def retry(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """What `attempt` gives, tried again as far as its errors and `max_retries` allow."""
        return await with_retries(attempt, max_retries=self.max_retries)

    def step_request(self, request: RequestInfo | None, messages: Sequence[Message]) -> StepRequest:
        """What the result tells of the request, as far as `include` asks for it."""
        return StepRequest(
            body=request.body if request is not None and "request_body" in self.include else None,
            messages=messages if "request_messages" in self.include else None,
        )

    def response_info(self, response: ResponseInfo | None, *, called_at: datetime) -> ResponseInfo:
        """What is known of the response, with an id, a time and a model made up where the provider gives none."""
        given = response or ResponseInfo()
        return ResponseInfo(
            id=given.id if given.id is not None else self.generate_id(),
            timestamp=given.timestamp if given.timestamp is not None else called_at,
            model_id=given.model_id if given.model_id is not None else self.model.model_id,
            headers=given.headers,
            body=given.body if "response_body" in self.include else None,
        )

    def step(
        self,
        *,
        number: int,
        content: Sequence[StepContent],
        finish_reason: FinishReason,
        usage: LanguageModelUsage,
        warnings: Sequence[CallWarning],
        request: StepRequest,
        response: ResponseInfo,
        provider_metadata: ProviderMetadata | None,
        performance: StepPerformance | None,
    ) -> StepResult:
        """The step's result, its warnings logged."""
        if warnings:
            from ai_sdk.warning_log import log_warnings

            log_warnings(warnings, provider=self.model.provider, model=self.model.model_id)
        return StepResult(
            step_number=number,
            model=ModelInfo(self.model.provider, self.model.model_id),
            content=content,
            finish_reason=finish_reason.unified,
            raw_finish_reason=finish_reason.raw,
            usage=usage,
            warnings=warnings,
            request=request,
            response=StepResponse(
                id=response.id or "",
                timestamp=response.timestamp or datetime.now(UTC),
                model_id=response.model_id or "",
                headers=response.headers,
                body=response.body,
                messages=to_response_messages(content),
            ),
            provider_metadata=provider_metadata,
            performance=performance,
        )


def parse_output(call: TextCall, step: StepResult) -> Any:
    """The step's text in the form that was asked for. Raises `NoObjectGeneratedError` if it is not of that form."""
    if call.output is None:
        return step.text
    return call.output.parse(step.text, response=step.response, usage=step.usage, finish_reason=step.finish_reason)


def output_spec(output: Any) -> OutputSpec[Any, Any] | None:
    """What the caller gave as `output`, as a specification; None for None, which loads no schema machinery."""
    if output is None:
        return None
    from ai_sdk.text.output import as_output

    return as_output(output)
