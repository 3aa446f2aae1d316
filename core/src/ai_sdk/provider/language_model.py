"""The language model: what it is asked, what it answers, and the protocol itself.

The smallest model:

    class Echo:
        specification_version = "v4"
        provider = "echo"
        model_id = "echo-1"
        supported_urls = {}

        async def do_generate(self, options):
            text = options.prompt[-1].parts[0].text
            return GenerateResult([TextContent(text)], FinishReason("stop"), Usage())

        async def do_stream(self, options):
            return StreamResult(self._parts(options))
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, runtime_checkable

from ai_sdk.provider.content import Content, FinishReason, RequestInfo, ResponseInfo, Usage
from ai_sdk.provider.json_values import Headers, ProviderMetadata, ProviderOptions
from ai_sdk.provider.prompt import Prompt
from ai_sdk.provider.stream_parts import StreamPart
from ai_sdk.provider.tools import ModelTool, ReasoningLevel, ResponseFormat, ToolChoice
from ai_sdk.provider.warnings import CallWarning

__all__ = ["GenerateResult", "LanguageCallOptions", "LanguageModel", "StreamResult", "SupportedUrls"]

SupportedUrls: TypeAlias = Mapping[str, Sequence[re.Pattern[str]]]
"""Media type pattern (`image/*`, `application/pdf`, `*`) -> patterns of the URLs that the model fetches itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCallOptions:
    """One call of a language model. None means the setting was not given, and nothing is sent for it.

    `tools` is None, never empty, where there are none. `headers` win over the provider's own. There is no abort
    signal: to stop a call cancel the task, to stop a stream close it.
    """

    prompt: Prompt
    max_output_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: float | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    stop_sequences: Sequence[str] | None = None
    seed: int | None = None
    response_format: ResponseFormat | None = None
    tools: Sequence[ModelTool] | None = None
    tool_choice: ToolChoice | None = None
    reasoning: ReasoningLevel | None = None
    include_raw_chunks: bool | None = None
    headers: Headers | None = None
    provider_options: ProviderOptions | None = None


@dataclass(slots=True)
class GenerateResult:
    """A whole answer."""

    content: Sequence[Content]
    finish_reason: FinishReason
    usage: Usage
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)
    request: RequestInfo | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class StreamResult:
    """An answer as it comes. Closing `stream` early must release everything, the HTTP response included."""

    stream: AsyncGenerator[StreamPart, None]
    request: RequestInfo | None = field(default=None, kw_only=True)
    response: ResponseInfo | None = field(default=None, kw_only=True)


@runtime_checkable
class LanguageModel(Protocol):
    """A model that writes.

    `provider` is the provider's id, often `name.kind` (`groq.chat`). A failure of `do_generate` or of awaiting
    `do_stream` may be retried by the core, one while the stream is read is not.
    """

    @property
    def specification_version(self) -> str: ...

    @property
    def provider(self) -> str: ...

    @property
    def model_id(self) -> str: ...

    @property
    def supported_urls(self) -> SupportedUrls | Awaitable[SupportedUrls]: ...

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        """The whole answer at once."""
        ...

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        """The answer as a stream; returns when the provider has accepted the call."""
        ...
