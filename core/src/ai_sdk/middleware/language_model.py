"""Middleware of language models: something between the caller and a model.

class Logging(LanguageModelMiddleware):
    async def wrap_generate(self, call):
        result = await call.do_generate()
        print(call.model.model_id, result.usage)
        return result

model = wrap_language_model(groq("llama-3.3-70b-versatile"), Logging())
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from ai_sdk.middleware.wrapping import check_wrapped, middleware_list

if TYPE_CHECKING:
    from ai_sdk.provider.language_model import (
        GenerateResult,
        LanguageCallOptions,
        LanguageModel,
        StreamResult,
        SupportedUrls,
    )

__all__ = [
    "LanguageModelCall",
    "LanguageModelMiddleware",
    "LanguageModelMiddlewareInput",
    "LanguageModelParams",
    "WrappedLanguageModel",
    "wrap_language_model",
]


@dataclass(frozen=True, slots=True)
class LanguageModelParams:
    """What `transform_params` gets: the call options, for which method they are, and the model below."""

    type: Literal["generate", "stream"]
    params: LanguageCallOptions
    model: LanguageModel


@dataclass(frozen=True, slots=True)
class LanguageModelCall:
    """What `wrap_generate` and `wrap_stream` get: the transformed call options, and the model below.

    Both methods ask that model with these options. A middleware may call either, more than once, or none.
    """

    params: LanguageCallOptions
    model: LanguageModel

    async def do_generate(self) -> GenerateResult:
        """The whole answer of the model below."""
        return await self.model.do_generate(self.params)

    async def do_stream(self) -> StreamResult:
        """The answer of the model below as a stream."""
        return await self.model.do_stream(self.params)


class LanguageModelMiddleware:
    """Stands between the caller and a language model. Subclasses change what they want to change.

        class Colder(LanguageModelMiddleware):
            async def transform_params(self, call):
                return dataclasses.replace(call.params, temperature=0)

    One object serves all calls, also at the same time: keep what belongs to a call out of `self`. A middleware that
    makes a new stream must close the one below when its own is closed (`contextlib.aclosing`).
    """

    def override_provider(self, model: LanguageModel) -> str:
        """The provider id of the wrapped model."""
        return model.provider

    def override_model_id(self, model: LanguageModel) -> str:
        """The model id of the wrapped model."""
        return model.model_id

    def override_supported_urls(self, model: LanguageModel) -> SupportedUrls | Awaitable[SupportedUrls]:
        """The URLs that the wrapped model takes without a download."""
        return model.supported_urls

    async def transform_params(self, call: LanguageModelParams) -> LanguageCallOptions:
        """The call options that the rest sees; `dataclasses.replace` makes changed ones."""
        return call.params

    async def wrap_generate(self, call: LanguageModelCall) -> GenerateResult:
        """The answer, usually made from that of `call.do_generate()`."""
        return await call.do_generate()

    async def wrap_stream(self, call: LanguageModelCall) -> StreamResult:
        """The answer as a stream, usually made from that of `call.do_stream()`."""
        return await call.do_stream()


LanguageModelMiddlewareInput: TypeAlias = LanguageModelMiddleware | Sequence[LanguageModelMiddleware]
"""One middleware, or several, of which the first is the outermost."""


class WrappedLanguageModel:
    """A language model in one middleware. Made by `wrap_language_model`. `inner` is the model below."""

    specification_version: Literal["v4"] = "v4"

    def __init__(
        self,
        model: LanguageModel,
        middleware: LanguageModelMiddleware,
        *,
        model_id: str | None = None,
        provider_id: str | None = None,
    ) -> None:
        self.inner = model
        self.middleware = middleware
        self.provider: str = middleware.override_provider(model) if provider_id is None else provider_id
        self.model_id: str = middleware.override_model_id(model) if model_id is None else model_id

    def __repr__(self) -> str:
        return f"<{self.provider}:{self.model_id} in {type(self.middleware).__name__}>"

    @property
    def supported_urls(self) -> SupportedUrls | Awaitable[SupportedUrls]:
        """The URLs that need no download."""
        return self.middleware.override_supported_urls(self.inner)

    async def do_generate(self, options: LanguageCallOptions) -> GenerateResult:
        """The whole answer, through the middleware."""
        params = await self.middleware.transform_params(LanguageModelParams("generate", options, self.inner))
        return await self.middleware.wrap_generate(LanguageModelCall(params, self.inner))

    async def do_stream(self, options: LanguageCallOptions) -> StreamResult:
        """The answer as a stream, through the middleware."""
        params = await self.middleware.transform_params(LanguageModelParams("stream", options, self.inner))
        return await self.middleware.wrap_stream(LanguageModelCall(params, self.inner))


def wrap_language_model(
    model: LanguageModel,
    middleware: LanguageModelMiddlewareInput,
    *,
    model_id: str | None = None,
    provider_id: str | None = None,
) -> LanguageModel:
    """The model with middleware around it.

        model = wrap_language_model(groq("qwen/qwen3-32b"), extract_reasoning_middleware(tag_name="think"))

    The first of several is the outermost: it changes the call options first, and sees the answer last.
    `model_id` and `provider_id` are the ids of the wrapped model, before what middleware says and the model's own.
    Without middleware the model itself comes back, unless it gets another id.
    Raises `InvalidArgumentError` if one of the two is something else.
    """
    check_wrapped(model, "language", ("do_generate", "do_stream"))
    layers = middleware_list(middleware, LanguageModelMiddleware)
    if not layers and (model_id or provider_id):
        layers = [LanguageModelMiddleware()]
    for layer in reversed(layers):
        # Every layer has the ids, so that each sees the model below it under the name that the caller gave.
        model = WrappedLanguageModel(model, layer, model_id=model_id, provider_id=provider_id)
    return model
