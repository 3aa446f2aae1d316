"""What the gateway knows besides models' answers: the models, the credits, the spending, and single generations.

for model in (await gateway.get_available_models()).models:
    print(model.id, model.pricing)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, cast
from urllib.parse import quote, urlencode

from ai_sdk.provider_utils import (
    BOOLEAN,
    NUMBER,
    STRING,
    list_of,
    nullish,
    object_of,
    one_of,
    optional,
)

from ai_sdk_gateway.endpoint import Endpoint

__all__ = [
    "AvailableModel",
    "AvailableModels",
    "Credits",
    "GenerationInfo",
    "ModelPricing",
    "ModelSpecification",
    "SpendReport",
    "SpendReportRow",
    "fetch_available_models",
    "fetch_credits",
    "fetch_generation_info",
    "fetch_spend_report",
]

ModelType: TypeAlias = Literal[
    "embedding", "image", "language", "realtime", "reranking", "speech", "transcription", "video"
]
_MODEL_TYPES: Final = frozenset(
    {"embedding", "image", "language", "realtime", "reranking", "speech", "transcription", "video"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPricing:
    """Prices in US dollars a token, as texts, so that nothing is rounded."""

    input: str
    output: str
    cached_input_tokens: str | None = None
    cache_creation_input_tokens: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSpecification:
    """The model behind the gateway."""

    specification_version: str
    provider: str
    model_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailableModel:
    """A model. `id` is what `gateway(...)` takes."""

    id: str
    name: str
    specification: ModelSpecification
    description: str | None = None
    pricing: ModelPricing | None = None
    model_type: ModelType | None = None


@dataclass(frozen=True, slots=True)
class AvailableModels:
    """The models that there are."""

    models: Sequence[AvailableModel]


@dataclass(frozen=True, slots=True)
class Credits:
    """The credits of the account in US dollars, as texts."""

    balance: str
    total_used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendReportRow:
    """What was spent in one group. Costs are US dollars."""

    total_cost: float
    day: str | None = None
    hour: str | None = None
    user: str | None = None
    model: str | None = None
    tag: str | None = None
    provider: str | None = None
    credential_type: str | None = None
    market_cost: float | None = None
    input_tokens: float | None = None
    output_tokens: float | None = None
    cached_input_tokens: float | None = None
    cache_creation_input_tokens: float | None = None
    reasoning_tokens: float | None = None
    request_count: float | None = None


@dataclass(frozen=True, slots=True)
class SpendReport:
    """What was spent."""

    results: Sequence[SpendReportRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationInfo:
    """One generation. `latency` and `generation_time` are milliseconds, costs US dollars."""

    id: str
    total_cost: float
    upstream_inference_cost: float
    usage: float
    created_at: str
    model: str
    is_byok: bool
    provider_name: str
    streamed: bool
    finish_reason: str
    latency: float
    generation_time: float
    prompt_tokens: float
    completion_tokens: float
    reasoning_tokens: float
    cached_tokens: float
    cache_creation_tokens: float
    billable_web_search_calls: float


# Models

_MODELS = object_of(
    {
        "models": list_of(
            object_of(
                {
                    "id": STRING,
                    "name": STRING,
                    "description": nullish(STRING),
                    "pricing": nullish(
                        object_of(
                            {
                                "input": STRING,
                                "output": STRING,
                                "input_cache_read": nullish(STRING),
                                "input_cache_write": nullish(STRING),
                            }
                        )
                    ),
                    "specification": object_of(
                        {"specificationVersion": one_of("v4"), "provider": STRING, "modelId": STRING}
                    ),
                    "modelType": nullish(STRING),
                }
            )
        )
    }
)


async def fetch_available_models(endpoint: Endpoint) -> AvailableModels:
    """The models, from the gateway itself."""
    return (await endpoint.get(endpoint.url("/config"), validate=_models)).value


def _models(value: Any) -> AvailableModels:
    models: list[dict[str, Any]] = _MODELS(value)["models"]
    known = [model for model in models if model.get("modelType") is None or model["modelType"] in _MODEL_TYPES]
    return AvailableModels([_model(model) for model in known])


def _model(model: Mapping[str, Any]) -> AvailableModel:
    pricing, specification = model.get("pricing"), model["specification"]
    return AvailableModel(
        id=model["id"],
        name=model["name"],
        specification=ModelSpecification(
            specification_version=specification["specificationVersion"],
            provider=specification["provider"],
            model_id=specification["modelId"],
        ),
        description=model.get("description"),
        pricing=None
        if pricing is None
        else ModelPricing(
            input=pricing["input"],
            output=pricing["output"],
            cached_input_tokens=pricing.get("input_cache_read") or None,
            cache_creation_input_tokens=pricing.get("input_cache_write") or None,
        ),
        model_type=cast("ModelType | None", model.get("modelType")),
    )


# Credits

_CREDITS = object_of({"balance": STRING, "total_used": STRING})


async def fetch_credits(endpoint: Endpoint) -> Credits:
    """The credits of the account."""
    return (await endpoint.get(f"{endpoint.origin}/v1/credits", validate=_credits)).value


def _credits(value: Any) -> Credits:
    return Credits(**_CREDITS(value))


# Spending

_TEXTS = ("day", "hour", "user", "model", "tag", "provider", "credential_type")
_NUMBERS = (
    "market_cost",
    "input_tokens",
    "output_tokens",
    "cached_input_tokens",
    "cache_creation_input_tokens",
    "reasoning_tokens",
    "request_count",
)
_REPORT = object_of(
    {
        "results": list_of(
            object_of(
                {
                    **{name: optional(STRING) for name in _TEXTS},
                    "total_cost": NUMBER,
                    **{name: optional(NUMBER) for name in _NUMBERS},
                }
            )
        )
    }
)


async def fetch_spend_report(endpoint: Endpoint, parameters: Mapping[str, str | Sequence[str] | None]) -> SpendReport:
    """What was spent. Parameters that are empty are left out, lists are joined."""
    query = {name: value if isinstance(value, str) else ",".join(value) for name, value in parameters.items() if value}
    # As URLSearchParams encodes: `*` stays, `~` does not.
    text = urlencode(query, safe="*").replace("~", "%7E")
    return (await endpoint.get(f"{endpoint.origin}/v1/report?{text}", validate=_report)).value


def _report(value: Any) -> SpendReport:
    return SpendReport([SpendReportRow(**row) for row in _REPORT(value)["results"]])


# Generations

_SENT_NAMES = {
    "prompt_tokens": "native_tokens_prompt",
    "completion_tokens": "native_tokens_completion",
    "reasoning_tokens": "native_tokens_reasoning",
    "cached_tokens": "native_tokens_cached",
    "cache_creation_tokens": "native_tokens_cache_creation",
}
_KINDS = {"str": STRING, "float": NUMBER, "bool": BOOLEAN}
_GENERATION_MEMBERS = {
    name: _SENT_NAMES.get(name, name)
    for name in GenerationInfo.__dataclass_fields__  # type: ignore[attr-defined]
}
_GENERATION = object_of(
    {
        "data": object_of(
            {
                sent: _KINDS[str(GenerationInfo.__dataclass_fields__[name].type)]
                for name, sent in _GENERATION_MEMBERS.items()
            }
        )
    }
)


async def fetch_generation_info(endpoint: Endpoint, generation_id: str) -> GenerationInfo:
    """What is known of one generation."""
    # As encodeURIComponent encodes.
    encoded = quote(generation_id, safe="!'()*~-._")
    return (await endpoint.get(f"{endpoint.origin}/v1/generation?id={encoded}", validate=_generation)).value


def _generation(value: Any) -> GenerationInfo:
    data = _GENERATION(value)["data"]
    return GenerationInfo(**{name: data[sent] for name, sent in _GENERATION_MEMBERS.items()})
