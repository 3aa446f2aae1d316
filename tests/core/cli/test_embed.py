from __future__ import annotations

import json
from array import array
from collections.abc import Iterator

import pytest
from ai_sdk.cli.app import run
from ai_sdk.plugins import isolated_registry
from ai_sdk.provider import APICallError, EmbeddingResult, EmbeddingUsage
from ai_sdk.testing import MockEmbeddingModel, MockProvider

VECTORS = [array("f", [0.5, -0.25, 0.125, 1.0, 2.0]), [0.0, 1.0]]


@pytest.fixture
def model() -> Iterator[MockEmbeddingModel]:
    model = MockEmbeddingModel(max_embeddings_per_call=None, do_embed=EmbeddingResult(VECTORS, usage=EmbeddingUsage(7)))
    provider = MockProvider(embedding_models={"m": model})
    with isolated_registry({"mock": provider}):
        yield model
    assert provider.closed


def test_each_text_gets_a_line_with_the_beginning_of_its_vector(
    model: MockEmbeddingModel, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["embed", "mock:m", "sunny day", "rainy night"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "'sunny day': 5 dimensions [0.5000, -0.2500, 0.1250, 1.0000, ...]",
        "'rainy night': 2 dimensions [0.0000, 1.0000]",
    ]
    (options,) = model.do_embed_calls
    assert list(options.values) == ["sunny day", "rainy night"]


def test_json_has_the_whole_vectors_and_the_usage(
    model: MockEmbeddingModel, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["embed", "mock:m", "sunny day", "rainy night", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "embeddings": [[0.5, -0.25, 0.125, 1.0, 2.0], [0.0, 1.0]],
        "usage": {"tokens": 7},
    }


def test_a_failure_is_one_line_on_stderr(model: MockEmbeddingModel, capsys: pytest.CaptureFixture[str]) -> None:
    model._embed = APICallError("Invalid API key", url="https://example.com", status_code=401)
    assert run(["embed", "mock:m", "sunny day"]) == 1
    assert capsys.readouterr() == ("", "Error: Invalid API key (status 401 from https://example.com)\n")


def test_without_a_text_the_command_line_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["embed", "mock:m"]) == 2
    assert "Missing argument 'TEXTS...'" in capsys.readouterr().err
