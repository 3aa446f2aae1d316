"""The real model, fetched once into the user's cache folder (or `AI_SDK_LOCAL_CACHE`) and loaded once a session."""

from __future__ import annotations

from pathlib import Path

import pytest
from ai_sdk_local.catalog import LANGUAGE_MODELS
from ai_sdk_local.language_model import LocalLanguageModel
from ai_sdk_local.model_files import cache_folder, model_path
from ai_sdk_local.provider import LocalProvider, create_local


@pytest.fixture(scope="session")
def model_file() -> Path:
    return model_path(LANGUAGE_MODELS["smollm2"], folder=cache_folder(None), stopped=lambda: False, show_progress=False)


@pytest.fixture(scope="session")
def provider(model_file: Path) -> LocalProvider:
    return create_local(show_progress=False)


@pytest.fixture(scope="session")
def model(provider: LocalProvider) -> LocalLanguageModel:
    return provider.language_model("smollm2")
