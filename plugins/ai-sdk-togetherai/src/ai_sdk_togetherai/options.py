"""Provider options of Together AI: typed objects for the caller, and the shapes that raw ones must have.

    await generate_text("togetherai:...", "hi", provider_options=[TogetherAIOptions(extra={"top_k": 40})])
    await generate_text("togetherai:...", "hi", provider_options={"togetherai": {"top_k": 40}})

Chat, completion and image models send members that they don't know as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from ai_sdk.provider import JSONValue
from ai_sdk.provider_utils import BOOLEAN, NUMBER, STRING, list_of, nullish, object_of, optional
from ai_sdk_openai_compatible.options import (
    OpenAICompatibleCompletionOptions,
    OpenAICompatibleEmbeddingOptions,
    OpenAICompatibleOptions,
)

__all__ = [
    "IMAGE_OPTIONS",
    "RERANKING_OPTIONS",
    "TogetherAICompletionOptions",
    "TogetherAIEmbeddingOptions",
    "TogetherAIImageOptions",
    "TogetherAIOptions",
    "TogetherAIRerankingOptions",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherAIOptions(OpenAICompatibleOptions):
    """Options of a chat call.

    user: an id of your end user.
    reasoning_effort: wins over `reasoning` of the call.
    text_verbosity, strict_json_schema: for servers that know them.
    extra: sent as it is, in Together AI's own names, such as `{"top_k": 40, "repetition_penalty": 1.1}`.
    """

    provider: str = "togetherai"


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherAICompletionOptions(OpenAICompatibleCompletionOptions):
    """Options of a completion call. `extra` is sent as it is, in Together AI's own names."""

    provider: str = "togetherai"


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherAIEmbeddingOptions(OpenAICompatibleEmbeddingOptions):
    """Options of an embedding call."""

    provider: str = "togetherai"


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherAIImageOptions:
    """Options of an image call.

    steps: of the diffusion; more are slower and finer.
    guidance: how closely the image follows the prompt.
    negative_prompt: what it must not show.
    disable_safety_checker: turns the check of the result off.
    extra: sent as it is, in Together AI's own names; it can replace everything that is sent.
    """

    provider: ClassVar[str] = "togetherai"
    steps: int | None = None
    guidance: float | None = None
    negative_prompt: str | None = None
    disable_safety_checker: bool | None = None
    extra: Mapping[str, JSONValue] = field(default_factory=dict[str, JSONValue])

    def to_json(self) -> dict[str, JSONValue]:
        """The options as a mapping of raw ones."""
        known: dict[str, JSONValue] = {
            "steps": self.steps,
            "guidance": self.guidance,
            "negative_prompt": self.negative_prompt,
            "disable_safety_checker": self.disable_safety_checker,
        }
        return {**{name: value for name, value in known.items() if value is not None}, **self.extra}


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherAIRerankingOptions:
    """Options of a reranking call. `rank_fields`: the members of documents that count, where these are objects."""

    provider: ClassVar[str] = "togetherai"
    rank_fields: Sequence[str] | None = None

    def to_json(self) -> dict[str, JSONValue]:
        """The options as a mapping of raw ones."""
        return {} if self.rank_fields is None else {"rankFields": list(self.rank_fields)}


# Shapes of raw options

# The members that are known are checked; all are sent, in the spelling in which they were given.
IMAGE_OPTIONS: Final = object_of(
    {
        "steps": nullish(NUMBER),
        "guidance": nullish(NUMBER),
        "negative_prompt": nullish(STRING),
        "disable_safety_checker": nullish(BOOLEAN),
    },
    keep_unknown=True,
)

RERANKING_OPTIONS: Final = object_of({"rankFields": optional(list_of(STRING))})
