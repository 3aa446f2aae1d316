"""`generate_speech`: text read out.

result = await generate_speech("gateway:openai/tts-1", "hello", voice="alloy")
result.audio.save(f"hello.{result.audio.format}")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ai_sdk.generated_file import GeneratedAudio, generated_audio
from ai_sdk.model_call import ModelCall
from ai_sdk.plugins.resolve import resolve_model
from ai_sdk.provider.content import ResponseInfo
from ai_sdk.provider.core_errors import NoSpeechGeneratedError
from ai_sdk.provider.json_values import Headers, ProviderMetadata
from ai_sdk.provider.speech_model import SpeechCallOptions, SpeechModel
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput
from ai_sdk.timeouts import TimeoutLike

__all__ = ["GenerateSpeechResult", "generate_speech"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateSpeechResult:
    """The audio: `audio.bytes`, `audio.media_type`, `audio.format`, `audio.save(path)`."""

    audio: GeneratedAudio
    responses: Sequence[ResponseInfo]
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata


async def generate_speech(
    model: str | SpeechModel,
    text: str,
    *,
    voice: str | None = None,
    output_format: str | None = None,
    instructions: str | None = None,
    speed: float | None = None,
    language: str | None = None,
    max_retries: int = 2,
    timeout: TimeoutLike = None,
    headers: Headers | None = None,
    provider_options: ProviderOptionsInput | None = None,
) -> GenerateSpeechResult:
    """The text as audio.

        result = await generate_speech("gateway:openai/tts-1", "hello", output_format="wav")
        result.audio.save("hello.wav")

    voice: one of the model's voices.
    output_format: a word such as `"mp3"` or `"wav"`.
    instructions: how to speak, in words.
    speed: 1.0 is the usual.
    language: an ISO 639-1 code such as `"en"`, or `"auto"`.
    max_retries: how often a failed request is tried again, if trying again can help; 0 for never.
    timeout: seconds for everything, or `Timeouts`, whose `total` and `step` count.
    headers: more HTTP headers for the provider.
    provider_options: settings that only one provider knows, or its options objects.

    Raises `NoSuchModelError`, `NoSuchProviderError` and `InvalidParameterError` before any request; `APICallError` or,
    after retries, `RetryError` from the request; `NoSpeechGeneratedError` with the response if the audio is empty;
    `TimeoutError`.
    """
    call = ModelCall(
        "generate_speech",
        resolve_model(model, "speech"),
        max_retries=max_retries,
        timeout=timeout,
        headers=headers,
        provider_options=provider_options,
    )
    options = SpeechCallOptions(
        text=text,
        voice=voice,
        output_format=output_format,
        instructions=instructions,
        speed=speed,
        language=language,
        headers=call.headers,
        provider_options=call.provider_options or {},
    )
    async with call.total():
        result = await call.ask(lambda: call.model.do_generate(options))
    call.log(result.warnings)
    responses = [call.response(result.response)]
    if not result.audio:
        raise NoSpeechGeneratedError(responses=responses)
    return GenerateSpeechResult(
        audio=generated_audio(result.audio),
        responses=responses,
        warnings=result.warnings,
        provider_metadata=result.provider_metadata or {},
    )
