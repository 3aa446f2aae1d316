"""The reranking model: `POST {base_url}/rerank`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from ai_sdk.provider import RankedDocument, RerankingCallOptions, RerankingResult, ResponseInfo
from ai_sdk.provider_utils import NUMBER, STRING, list_of, nullish, object_of, parse_provider_options, post_json
from ai_sdk_openai_compatible.endpoint import Endpoint
from ai_sdk_openai_compatible.wire import without_none

from ai_sdk_togetherai.errors import TOGETHERAI_ERRORS
from ai_sdk_togetherai.options import RERANKING_OPTIONS

__all__ = ["TogetherAIRerankingModel", "reranking_request"]

_RESPONSE: Final = object_of(
    {
        "id": nullish(STRING),
        "model": nullish(STRING),
        "results": list_of(object_of({"index": NUMBER, "relevance_score": NUMBER})),
        "usage": object_of({"prompt_tokens": NUMBER, "completion_tokens": NUMBER, "total_tokens": NUMBER}),
    }
)


def reranking_request(options: RerankingCallOptions, *, model_id: str) -> dict[str, Any]:
    """The body. Raises `InvalidArgumentError` for provider options of a wrong type."""
    own: Mapping[str, Any] = (
        parse_provider_options(options.provider_options, provider="togetherai", validate=RERANKING_OPTIONS) or {}
    )
    return without_none(
        {
            "model": model_id,
            "documents": list(options.documents.values),
            "query": options.query,
            "top_n": options.top_n,
            "rank_fields": own.get("rankFields"),
            # The caller has them.
            "return_documents": False,
        }
    )


class TogetherAIRerankingModel:
    """A reranking model of Together AI."""

    specification_version: Literal["v4"] = "v4"

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self.provider = f"{endpoint.name}.reranking"
        self._endpoint = endpoint

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.model_id!r}>"

    async def do_rerank(self, options: RerankingCallOptions) -> RerankingResult:
        """The ranking, in the order in which the server gives it. Raises `APICallError`."""
        answer = await post_json(
            self._endpoint.transport,
            self._endpoint.url("/rerank"),
            headers=self._endpoint.request_headers(options.headers),
            body=reranking_request(options, model_id=self.model_id),
            validate=_RESPONSE,
            errors=TOGETHERAI_ERRORS,
            max_bytes=self._endpoint.max_response_bytes,
        )
        found = answer.value
        return RerankingResult(
            [RankedDocument(each["index"], each["relevance_score"]) for each in found["results"]],
            response=ResponseInfo(
                id=found.get("id"), model_id=found.get("model"), headers=answer.headers, body=answer.raw_value
            ),
        )
