"""The speech model: text in, audio out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from ai_sdk.provider.content import RequestInfo, ResponseInfo
from ai_sdk.provider.json_values import Headers, ProviderMetadata, ProviderOptions
from ai_sdk.provider.warnings import CallWarning

__all__ = ["SpeechCallOptions", "SpeechModel", "SpeechResult"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechCallOptions:
    """One call of a speech model. `output_format` is a word such as `mp3`, `language` an ISO 639-1 code or `auto`."""

    text: str
    voice: str | None = None
    output_format: str | None = None
    instructions: str | None = None
    speed: float | None = None
    language: str | None = None
    headers: Headers | None = None
    provider_options: ProviderOptions | None = None


@dataclass(frozen=True, slots=True)
class SpeechResult:
    """The audio, as bytes or base64 text, whichever the provider sent."""

    audio: bytes | str
    warnings: Sequence[CallWarning] = ()
    request: RequestInfo | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@runtime_checkable
class SpeechModel(Protocol):
    """A model that speaks."""

    @property
    def specification_version(self) -> str: ...

    @property
    def provider(self) -> str: ...

    @property
    def model_id(self) -> str: ...

    async def do_generate(self, options: SpeechCallOptions) -> SpeechResult:
        """The text as audio."""
        ...
