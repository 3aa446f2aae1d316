"""The provider: `local`, `create_local(...)`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from ai_sdk.provider import BaseProvider, NoSuchModelError

from ai_sdk_local.catalog import E5, PackagedModel, language_model_source
from ai_sdk_local.embedding_model import EmbeddingEngine, LocalEmbeddingModel
from ai_sdk_local.engine import Engine, EngineSettings
from ai_sdk_local.language_model import LocalLanguageModel
from ai_sdk_local.model_files import cache_folder
from ai_sdk_local.shared import shared

__all__ = ["LocalProvider", "create_local", "local"]


class LocalProvider(BaseProvider):
    """Gives the models of this process. Made by `create_local`."""

    def __init__(self, *, name: str, folder: Path | None, in_situ_quant: str | None, show_progress: bool) -> None:
        self.name: Final = name
        self._folder = folder
        self._in_situ_quant = in_situ_quant
        self._show_progress = show_progress
        # What keeps the loaded models alive.
        self._engines: dict[object, Engine | EmbeddingEngine] = {}

    def language_model(self, model_id: str) -> LocalLanguageModel:
        """`smollm2`, or the path of a GGUF file. Raises `NoSuchModelError` for any other id."""
        source = language_model_source(model_id)

        def engine() -> Engine:
            settings = EngineSettings(
                source=source,
                folder=cache_folder(self._folder),
                in_situ_quant=self._in_situ_quant,
                show_progress=self._show_progress,
            )
            held = self._engines[settings] = shared(settings, lambda: Engine(settings))
            return held

        defaults = source.defaults if isinstance(source, PackagedModel) else None
        return LocalLanguageModel(model_id, provider=self.name, engine=engine, defaults=defaults)

    def embedding_model(self, model_id: str) -> LocalEmbeddingModel:
        """`e5`. Raises `NoSuchModelError` for any other id."""
        if model_id != E5:
            raise NoSuchModelError(
                f"No such embeddingModel: {model_id!r}. The provider local has one: 'local:{E5}'.",
                model_id=model_id,
                model_type="embeddingModel",
            )

        def engine() -> EmbeddingEngine:
            held = self._engines[E5] = shared(E5, EmbeddingEngine)
            return held

        return LocalEmbeddingModel(model_id, provider=self.name, engine=engine)

    async def aclose(self) -> None:
        """Lets go of the loaded models: their threads end and their memory is freed, once no answer is being written.

        The provider can be used again afterwards: models are loaded anew.
        """
        self._engines.clear()


def create_local(
    *,
    name: str = "local",
    cache_folder: str | os.PathLike[str] | None = None,
    in_situ_quant: str | None = "Q8_0",
    show_progress: bool = True,
) -> LocalProvider:
    """A provider with its own settings.

        provider = create_local(cache_folder="models")
        result = await generate_text(provider("smollm2"), "Write one sentence about a cat.")

    - `cache_folder`: where fetched models are kept. Default: the environment variable `AI_SDK_LOCAL_CACHE`, else the
      user's cache folder.
    - `in_situ_quant`: the form that the weights are brought into when they are loaded. `Q8_0` is several times faster
      on a CPU than what GGUF files usually hold, and takes about 1.1 bytes a parameter. None leaves them as they are.
    - `show_progress`: whether a fetch shows itself on stderr.
    """
    return LocalProvider(
        name=name,
        folder=None if cache_folder is None else Path(cache_folder),
        in_situ_quant=in_situ_quant,
        show_progress=show_progress,
    )


local: Final = create_local()
"""With default settings: `local("smollm2")`, `local("/path/model.gguf")`, `local.embedding_model("e5")`."""
