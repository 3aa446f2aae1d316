from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.plugins import isolated_registry, resolve_model
from ai_sdk.provider import MODEL_KINDS, InvalidParameterError, ModelKind, UnsupportedModelVersionError

from tests.core.plugins.fakes import FakeModel, FakeProvider

EXPECTED = "Invalid argument for parameter model: expected a language model or a string such as "
EXPECTED += "'groq:llama-3.3-70b-versatile', got "


@pytest.mark.parametrize("kind", MODEL_KINDS)
def test_a_string_is_looked_up_and_an_object_given_back(kind: ModelKind) -> None:
    with isolated_registry({"p": FakeProvider("p")}):
        assert resolve_model("p:m", kind) == FakeModel(kind, "m", "p")
    model = FakeModel(kind, "m")
    assert resolve_model(model, kind) is model


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (None, "None"),
        (42, "42"),
        (b"groq:m", "b'groq:m'"),
        (FakeModel, "<class 'tests.core.plugins.fakes.FakeModel'>"),
        (
            FakeProvider(),
            "a provider (FakeProvider). Ask it for a model: provider.language_model('model-id')",
        ),
        (FakeModel("embedding", "e5"), "an embedding model: fake:e5"),
        (FakeModel("image", "i"), "an image model: fake:i"),
        (FakeModel("speech", "tts"), "another kind of model (FakeModel): fake:tts"),
    ],
)
def test_what_is_no_language_model_says_what_it_is(model: Any, text: str) -> None:
    with pytest.raises(InvalidParameterError) as caught:
        resolve_model(model, "language")
    assert str(caught.value) == EXPECTED + text
    assert caught.value.parameter == "model"


@pytest.mark.parametrize("wanted", MODEL_KINDS)
@pytest.mark.parametrize("given", MODEL_KINDS)
def test_no_kind_passes_for_another(wanted: ModelKind, given: ModelKind) -> None:
    if wanted == given or {wanted, given} <= {"speech", "transcription"}:
        return  # these two have the same methods
    with pytest.raises(InvalidParameterError):
        resolve_model(FakeModel(given, "m"), wanted)


def test_a_model_of_another_contract_is_refused() -> None:
    class Old(FakeModel):
        specification_version = "v3"

    with pytest.raises(UnsupportedModelVersionError) as caught:
        resolve_model(Old("language", "m"), "language")
    assert (caught.value.version, caught.value.provider, caught.value.model_id) == ("v3", "fake", "m")


def test_a_registry_that_gives_a_model_of_another_contract_is_refused() -> None:
    class Old(FakeProvider):
        def _model(self, kind: ModelKind, model_id: str) -> Any:
            model = FakeModel(kind, model_id)
            model.specification_version = "v2"
            return model

    with isolated_registry({"p": Old()}), pytest.raises(UnsupportedModelVersionError):
        resolve_model("p:m", "language")
