"""The models that a server says it has: `GET {base_url}/models`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from ai_sdk.provider_utils import STRING, Shape, first_of, get_json, list_of, nullish, object_of

from ai_sdk_openai_compatible.endpoint import Endpoint

__all__ = ["AvailableModel", "AvailableModels", "fetch_available_models"]

_MODELS: Final[Shape] = list_of(object_of({"id": STRING, "owned_by": nullish(STRING)}))
# Some vendors answer with the list alone.
_RESPONSE: Final[Shape] = first_of(object_of({"data": _MODELS}), _MODELS)


@dataclass(slots=True, frozen=True)
class AvailableModel:
    """A model. `id` is what the provider takes; `owned_by` is what the server says of its origin."""

    id: str
    owned_by: str | None = None


@dataclass(slots=True, frozen=True)
class AvailableModels:
    """The models in the order of the server."""

    models: Sequence[AvailableModel]


async def fetch_available_models(endpoint: Endpoint) -> AvailableModels:
    """The models of an endpoint. Raises `APICallError`."""
    response = await get_json(
        endpoint.transport,
        endpoint.url("/models"),
        headers=endpoint.request_headers(None),
        validate=_RESPONSE,
        errors=endpoint.errors,
        max_bytes=endpoint.max_response_bytes,
    )
    answer: Any = response.value
    rows = cast("list[dict[str, Any]]", answer if isinstance(answer, list) else answer["data"])
    return AvailableModels([AvailableModel(row["id"], row.get("owned_by")) for row in rows])
