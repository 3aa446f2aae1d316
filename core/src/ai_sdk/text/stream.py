"""`stream_text`: ask a language model and read the answer while it comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.language_model import LanguageModel
from ai_sdk.provider.tools import ReasoningLevel
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput, as_provider_options
from ai_sdk.text.call import Include, TextCall, new_response_id, output_spec
from ai_sdk.text.convert import Download
from ai_sdk.text.prompt import Instructions, MessageInput, PromptInput
from ai_sdk.text.settings import CallSettings
from ai_sdk.text.text_stream import TextStream
from ai_sdk.timeouts import TimeoutLike, as_timeouts

if TYPE_CHECKING:
    from ai_sdk.provider.json_values import Headers

__all__ = ["stream_text"]


def stream_text(
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
) -> TextStream[Any, Any, Any]:
    """The model's answer as it comes.

        async with stream_text("groq:llama-3.3-70b-versatile", "Tell me a story") as stream:
            async for text in stream.text_stream:
                print(text, end="", flush=True)

    Takes what `generate_text` takes; `include` also knows `raw_chunks`. A plain function: nothing is sent before the
    stream is read. Settings of the wrong kind and unknown models raise here; what goes wrong later, a wrong prompt
    included, is raised by the readers of the stream (see `TextStream`).
    """
    return TextStream(
        TextCall(
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
            limits=as_timeouts(timeout),
            headers=headers,
            provider_options=as_provider_options(provider_options),
            download=download,
            include=include,
            generate_id=generate_id,
        )
    )
