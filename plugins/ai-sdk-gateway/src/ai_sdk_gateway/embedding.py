"""The embedding model: `POST {base_url}/embedding-model`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from ai_sdk.provider import CallWarning, EmbeddingCallOptions, EmbeddingResult, EmbeddingUsage, ResponseInfo, from_json
from ai_sdk.provider_utils import NUMBER, nullish, object_of, optional

from ai_sdk_gateway.endpoint import Endpoint, ModelEndpoint
from ai_sdk_gateway.request import with_provider_options
from ai_sdk_gateway.shapes import METADATA, VECTORS, WARNINGS

__all__ = ["EmbeddingModel"]

_ANSWER = object_of(
    {
        "embeddings": VECTORS,
        "usage": nullish(object_of({"tokens": NUMBER})),
        "warnings": WARNINGS,
        "providerMetadata": optional(METADATA),
    }
)


class EmbeddingModel:
    """An embedding model behind the gateway."""

    specification_version: Literal["v4"] = "v4"
    provider = "gateway"
    max_embeddings_per_call = 2048
    supports_parallel_calls = True

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self._endpoint = ModelEndpoint(
            endpoint, model_id, ai_embedding_model_specification_version="4", ai_model_id=model_id
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    async def do_embed(self, options: EmbeddingCallOptions) -> EmbeddingResult:
        """The vectors. Raises `GatewayError`; how many values a call may have is the gateway's to say."""
        answer = await self._endpoint.call(options.headers).post(
            "/embedding-model",
            body=with_provider_options({"values": list(options.values)}, options.provider_options),
            validate=_result,
        )
        return replace(answer.value, response=ResponseInfo(headers=answer.headers, body=answer.raw_value))


def _result(value: Any) -> EmbeddingResult:
    answer = _ANSWER(value)
    usage = answer.get("usage")
    # The codec would look at each number of each vector once more.
    return EmbeddingResult(
        answer["embeddings"],
        None if usage is None else EmbeddingUsage(usage["tokens"]),
        from_json(list[CallWarning], answer.get("warnings", [])),
        provider_metadata=answer.get("providerMetadata"),
    )
