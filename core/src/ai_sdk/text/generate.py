"""`generate_text`: ask a language model and wait for the whole answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any

from ai_sdk.__about__ import __version__
from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.content import Content, ToolApprovalRequestContent, ToolCallContent, ToolResultContent
from ai_sdk.provider.core_errors import NoOutputGeneratedError
from ai_sdk.provider.language_model import LanguageModel
from ai_sdk.provider.tools import ReasoningLevel
from ai_sdk.provider.warnings import UnsupportedWarning
from ai_sdk.provider_utils.headers import with_user_agent_suffix
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput, as_provider_options
from ai_sdk.text.call import Include, TextCall, new_response_id, output_spec, parse_output
from ai_sdk.text.convert import Download
from ai_sdk.text.prompt import Instructions, MessageInput, PromptInput, StandardPrompt
from ai_sdk.text.result import GenerateTextResult
from ai_sdk.text.settings import CallSettings
from ai_sdk.text.step import StepContent, StepPerformance, StepResult
from ai_sdk.text.usage import step_usage
from ai_sdk.timeouts import Deadline, Timeout, TimeoutLike, as_timeouts

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import Headers

__all__ = ["generate_text"]


async def generate_text(
    model: str | LanguageModel,
    prompt: PromptInput | None = None,
    *,
    instructions: Instructions | None = None,
    messages: Sequence[MessageInput] | None = None,
    output: Any = None,
    max_output_tokens: int | None = None,
    temperature: float | None = None,
    top_p: float | None = None,
    top_k: float | None = None,
    presence_penalty: float | None = None,
    frequency_penalty: float | None = None,
    stop_sequences: Sequence[str] | None = None,
    seed: int | None = None,
    reasoning: ReasoningLevel | None = None,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
    allow_system_in_messages: bool = False,
    download: Download | None = None,
    include: Collection[Include] = (),
    generate_id: Callable[[], str] = new_response_id,
) -> GenerateTextResult[Any]:
    """The model's whole answer.

        result = await generate_text("groq:llama-3.3-70b-versatile", "Why is the sky blue?")
        print(result.text, result.usage.total_tokens)

        recipe = (await generate_text(model, "A recipe for pancakes.", output=Recipe)).output

    model: `"provider:model"`, a model id of the default provider, or a model object.
    prompt: a text, or messages; the same as `messages`, of which only one can be given.
    instructions: what holds for the whole conversation (the system message). Messages of the role `system` are
        refused elsewhere unless `allow_system_in_messages`, since they may come from untrusted hands.
    output: the form of the answer: a pydantic model, dataclass or `TypedDict`, or `Output.array(...)` and its like.
    max_output_tokens ... reasoning: see `CallSettings`. What a model can't do becomes a warning in the result.
    max_retries: how often a failed request is tried again, if trying again can help; 0 for never.
    timeout: seconds for everything, or `Timeouts`.
    headers: more HTTP headers for the provider.
    provider_options: settings that only one provider knows: `{"groq": {...}}`, or the plugin's options objects.
    download: fetches files that are given as URLs where the model does not; by default safe against private addresses.
    include: what the result shall carry besides: `request_body`, `request_messages`, `response_body`.

    Raises `InvalidPromptError`, `InvalidParameterError`, `NoSuchProviderError` and `NoSuchModelError` before any
    request; `APICallError` or, after retries, `RetryError` from the request; `NoObjectGeneratedError` if the answer is
    not what `output` asks for; `TimeoutError`.
    """
    limits = as_timeouts(timeout)
    call = TextCall(
        model=resolve_model(model, "language"),
        prompt=prompt,
        messages=messages,
        instructions=instructions,
        allow_system_in_messages=allow_system_in_messages,
        output=output_spec(output),
        settings=CallSettings(
            max_output_tokens=max_output_tokens,
            temperature=temperature,
            top_p=top_p,
            top_k=top_k,
            presence_penalty=presence_penalty,
            frequency_penalty=frequency_penalty,
            stop_sequences=stop_sequences,
            seed=seed,
            reasoning=reasoning,
        ),
        max_retries=max_retries,
        limits=limits,
        headers=with_user_agent_suffix(headers, f"ai/{__version__}"),
        provider_options=as_provider_options(provider_options),
        download=download,
        include=include,
        generate_id=generate_id,
    )
    if limits.first_chunk is not None or limits.chunk is not None:
        from ai_sdk.warning_log import log_warnings

        log_warnings(
            [UnsupportedWarning("timeout", "first_chunk and chunk apply to stream_text only.")],
            provider=call.model.provider,
            model=call.model.model_id,
        )
    async with Timeout(Deadline.after(limits.total, "Total")):
        steps = await _run_steps(call)
    return _result(call, steps)


async def _run_steps(call: TextCall) -> list[StepResult]:
    prompt = call.standard_prompt()
    async with Timeout(Deadline.after(call.limits.step, "Step")):
        return [await _run_step(call, 0, prompt)]


async def _run_step(call: TextCall, number: int, prompt: StandardPrompt) -> StepResult:
    began = perf_counter()
    called_at = datetime.now(UTC)
    options = await call.options(prompt)
    asked = perf_counter()
    result = await call.retry(lambda: call.model.do_generate(options))
    now = perf_counter()
    return call.step(
        number=number,
        content=_step_content(result.content),
        finish_reason=result.finish_reason,
        usage=step_usage(result.usage),
        warnings=result.warnings,
        request=call.step_request(result.request, prompt.messages),
        response=call.response_info(result.response, called_at=called_at),
        provider_metadata=result.provider_metadata,
        performance=StepPerformance(step_time=now - began, response_time=now - asked),
    )


def _result(call: TextCall, steps: Sequence[StepResult]) -> GenerateTextResult[Any]:
    final = steps[-1]
    if final.finish_reason != "stop":
        return GenerateTextResult(steps=steps, output_error=NoOutputGeneratedError())
    return GenerateTextResult(steps=steps, output=parse_output(call, final))


def _step_content(content: Sequence[Content]) -> Sequence[StepContent]:
    return [
        part
        for part in content
        if not isinstance(part, (ToolCallContent, ToolResultContent, ToolApprovalRequestContent))
    ]
