"""Options of a call for the gateway itself: which providers, which fallbacks, for whom.

    options = GatewayOptions(order=["bedrock", "anthropic"], models=["openai/gpt-5-mini"], user="u-1")
    await generate_text("gateway:anthropic/claude-sonnet-4.5", "hi", provider_options=[options])
    await generate_text("gateway:...", "hi", provider_options={"gateway": {"order": ["bedrock", "anthropic"]}})

Options for the provider behind the gateway stand beside them under that provider's own name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from ai_sdk.provider import JSONObject, JSONValue

__all__ = ["OPTION_NAMES", "PROVIDER", "GatewayOptions"]

PROVIDER: Final = "gateway"


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayOptions:
    """Options for the gateway. None is not sent.

    - `order`: providers in the order in which they are tried. `only`: no others are.
    - `models`: models to fall back to, in order. `sort`: what providers are ranked by: cost, tokens a second, or the
      time to the first token.
    - `user`, `tags`: for reports (`get_spend_report`). `quota_entity_id`: whose quota counts.
    - `byok`: your own credentials at providers, for this call: `{"anthropic": [{"apiKey": "..."}]}`, in the gateway's
      spelling. They never show in a repr.
    - `zero_data_retention`: only providers that keep nothing. `disallow_prompt_training`: only those that do not train
      on prompts. `has`: only those that can do this.
    - `caching`: `auto` lets the gateway mark what providers may cache. `service_tier`: speed for money.
    - `provider_timeouts`: provider -> seconds after which the next one is tried, for providers with own credentials.
    - `idempotency_key`: makes a second start of the same batch do nothing.
    - `extra`: further options, in the gateway's spelling.
    """

    provider: ClassVar[str] = PROVIDER

    order: Sequence[str] | None = None
    only: Sequence[str] | None = None
    models: Sequence[str] | None = None
    sort: Literal["cost", "tps", "ttft"] | None = None
    user: str | None = None
    tags: Sequence[str] | None = None
    byok: Mapping[str, Sequence[JSONObject]] | None = field(default=None, repr=False)
    zero_data_retention: bool | None = None
    disallow_prompt_training: bool | None = None
    has: Sequence[Literal["implicit-caching", "vision"]] | None = None
    caching: Literal["auto"] | None = None
    service_tier: Literal["flex", "priority"] | None = None
    quota_entity_id: str | None = None
    provider_timeouts: Mapping[str, float] | None = None
    idempotency_key: str | None = None
    extra: Mapping[str, JSONValue] = field(default_factory=dict[str, JSONValue])

    def to_json(self) -> dict[str, JSONValue]:
        """The options that were given, as the gateway reads them."""
        given = ((json_name, getattr(self, name)) for name, json_name in _NAMES.items())
        known: dict[str, JSONValue] = {json_name: _plain(value) for json_name, value in given if value is not None}
        if self.provider_timeouts is not None:
            milliseconds = {provider: round(seconds * 1000) for provider, seconds in self.provider_timeouts.items()}
            known["providerTimeouts"] = {"byok": milliseconds}
        return {**known, **self.extra}


_NAMES: Final = {
    "order": "order",
    "only": "only",
    "models": "models",
    "sort": "sort",
    "user": "user",
    "tags": "tags",
    "byok": "byok",
    "zero_data_retention": "zeroDataRetention",
    "disallow_prompt_training": "disallowPromptTraining",
    "has": "has",
    "caching": "caching",
    "service_tier": "serviceTier",
    "quota_entity_id": "quotaEntityId",
    "idempotency_key": "idempotencyKey",
}

OPTION_NAMES: Final = {name: name for name in (*_NAMES.values(), "providerTimeouts")}
"""The options that are known, as the gateway spells them."""


def _plain(value: JSONValue) -> JSONValue:
    return list(value) if isinstance(value, (tuple, set, frozenset)) else value
