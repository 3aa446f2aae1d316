"""The reranking model: `POST {base_url}/reranking-model`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from ai_sdk.provider import RerankingCallOptions, RerankingResult, ResponseInfo, from_json, to_json
from ai_sdk.provider_utils import NUMBER, list_of, object_of, optional

from ai_sdk_gateway.endpoint import Endpoint, ModelEndpoint
from ai_sdk_gateway.request import with_provider_options
from ai_sdk_gateway.shapes import METADATA, WARNINGS

__all__ = ["RerankingModel"]

_ANSWER = object_of(
    {
        "ranking": list_of(object_of({"index": NUMBER, "relevanceScore": NUMBER})),
        "warnings": WARNINGS,
        "providerMetadata": optional(METADATA),
    }
)


class RerankingModel:
    """A reranking model behind the gateway."""

    specification_version: Literal["v4"] = "v4"
    provider = "gateway"

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self._endpoint = ModelEndpoint(
            endpoint, model_id, ai_reranking_model_specification_version="4", ai_model_id=model_id
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    async def do_rerank(self, options: RerankingCallOptions) -> RerankingResult:
        """The ranking, best first. Raises `GatewayError`."""
        body: dict[str, Any] = {"documents": to_json(options.documents), "query": options.query}
        if options.top_n is not None:
            body["topN"] = options.top_n
        answer = await self._endpoint.call(options.headers).post(
            "/reranking-model",
            body=with_provider_options(body, options.provider_options),
            validate=_result,
        )
        return replace(answer.value, response=ResponseInfo(headers=answer.headers, body=answer.raw_value))


def _result(value: Any) -> RerankingResult:
    return from_json(RerankingResult, {"warnings": [], **_ANSWER(value)})
