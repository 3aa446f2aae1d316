"""The embedding model: `POST {base_url}/embeddings`."""

from __future__ import annotations

from typing import Final, Literal

from ai_sdk.provider import (
    EmbeddingCallOptions,
    EmbeddingResult,
    EmbeddingUsage,
    ResponseInfo,
    TooManyEmbeddingValuesForCallError,
)
from ai_sdk.provider_utils import ANY, NUMBER, STRING, list_of, mapping_of, nullish, object_of, optional, post_json

from ai_sdk_openai_compatible.endpoint import Endpoint
from ai_sdk_openai_compatible.options import (
    DEPRECATED_KEY,
    SHARED_KEY,
    OptionKeys,
    deprecation_warnings,
    read_options,
)
from ai_sdk_openai_compatible.wire import without_none

__all__ = ["EmbeddingModel"]

MAX_EMBEDDINGS_PER_CALL: Final = 2048

_OPTIONS = object_of({"dimensions": optional(NUMBER), "user": optional(STRING)})
_RESPONSE = object_of(
    {
        "data": list_of(object_of({"embedding": list_of(NUMBER)})),
        "usage": nullish(object_of({"prompt_tokens": NUMBER})),
        "providerMetadata": optional(mapping_of(mapping_of(ANY))),
    }
)


class EmbeddingModel:
    """An embedding model at an endpoint."""

    specification_version: Literal["v4"] = "v4"

    def __init__(
        self,
        model_id: str,
        *,
        endpoint: Endpoint,
        max_embeddings_per_call: int = MAX_EMBEDDINGS_PER_CALL,
        supports_parallel_calls: bool = True,
    ) -> None:
        self.model_id = model_id
        self.provider = f"{endpoint.name}.embedding"
        self.max_embeddings_per_call = max_embeddings_per_call
        self.supports_parallel_calls = supports_parallel_calls
        self._endpoint = endpoint

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    async def do_embed(self, options: EmbeddingCallOptions) -> EmbeddingResult:
        """The vectors, in the order in which the server gives them.

        Raises `APICallError`, and `TooManyEmbeddingValuesForCallError` before anything is sent.
        """
        given = options.provider_options or {}
        keys = OptionKeys.of(self.provider)
        # The key in camelCase is not read here, only warned towards, as in the other SDKs of this family.
        warnings = deprecation_warnings(given, keys, has_shared_keys=True)
        own = read_options(given, (DEPRECATED_KEY, SHARED_KEY, keys.raw), _OPTIONS)
        if len(options.values) > self.max_embeddings_per_call:
            raise TooManyEmbeddingValuesForCallError(
                provider=self.provider,
                model_id=self.model_id,
                max_embeddings_per_call=self.max_embeddings_per_call,
                values=options.values,
            )
        body = {
            "model": self.model_id,
            "input": list(options.values),
            "encoding_format": "float",
            "dimensions": own.get("dimensions"),
            "user": own.get("user"),
        }
        answer = await post_json(
            self._endpoint.transport,
            self._endpoint.url("/embeddings"),
            headers=self._endpoint.request_headers(options.headers),
            body=without_none(body),
            validate=_RESPONSE,
            errors=self._endpoint.errors,
            max_bytes=self._endpoint.max_response_bytes,
        )
        usage = answer.value.get("usage")
        return EmbeddingResult(
            [item["embedding"] for item in answer.value["data"]],
            None if usage is None else EmbeddingUsage(usage["prompt_tokens"]),
            warnings,
            provider_metadata=answer.value.get("providerMetadata"),
            response=ResponseInfo(headers=answer.headers, body=answer.raw_value),
        )
