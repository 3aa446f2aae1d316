from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ai_sdk.cli.app import run
from ai_sdk.plugins import isolated_registry
from ai_sdk.provider import APICallError
from ai_sdk.testing import MockProvider

from tests.core.plugins.throwaway import PROVIDER, Environment


class Telling(MockProvider):
    """A provider that lists its models, or raises."""

    found: Any = ()

    async def get_available_models(self) -> Any:
        if isinstance(self.found, Exception):
            raise self.found
        return SimpleNamespace(models=self.found)


@pytest.fixture
def telling() -> Iterator[Telling]:
    provider = Telling()
    with isolated_registry({"acme": provider, "mute": MockProvider()}):
        yield provider


def test_ids_are_printed_as_model_strings_with_what_is_known_of_them(
    telling: Telling, capsys: pytest.CaptureFixture[str]
) -> None:
    price = SimpleNamespace(input="0.00000015", output="0.00001")
    telling.found = [
        SimpleNamespace(id="x/large", name="Large", model_type="language", pricing=price, context_window=128000),
        SimpleNamespace(id="x/small"),
    ]
    assert run(["models", "acme"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "MODEL         KIND      CONTEXT  INPUT $/M  OUTPUT $/M",
        "acme:x/large  language  128000   0.15       10",
        "acme:x/small  -         -        -          -",
    ]
    assert run(["models", "acme", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {
        "id": "x/large",
        "name": "Large",
        "kind": "language",
        "contextWindow": 128000,
        "inputPrice": "0.00000015",
        "outputPrice": "0.00001",
    }
    assert telling.closed


def test_columns_that_are_empty_are_left_out(telling: Telling, capsys: pytest.CaptureFixture[str]) -> None:
    telling.found = [SimpleNamespace(id="m")]
    assert run(["models", "acme"]) == 0
    assert capsys.readouterr().out == "MODEL\nacme:m\n"


def test_no_models_at_all_is_a_sentence_and_no_failure(telling: Telling, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "acme"]) == 0
    assert capsys.readouterr().out == "The provider 'acme' has no models.\n"


def test_a_provider_that_cannot_tell_is_a_clear_line(telling: Telling, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "mute"]) == 1
    assert capsys.readouterr().err == "Error: The provider 'mute' can't list its models.\n"


def test_a_provider_that_cannot_tell_names_its_documentation(tmp_path: Path) -> None:
    environment = Environment(tmp_path)
    plugin = PROVIDER.replace('name="Acme"', 'name="Acme", docs="https://acme.example"')
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": plugin})
    done = environment.command("models", "acme")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Error: The provider 'acme' can't list its models. Its documentation may name them: https://acme.example\n"
    )
    assert environment.command("models", "nowhere").stderr == (
        "Error: Provider 'nowhere' is not installed. Installed: acme.\n"
    )


def test_a_failure_of_the_server_is_one_line(telling: Telling, capsys: pytest.CaptureFixture[str]) -> None:
    telling.found = APICallError("Not allowed", url="https://acme.test/models", status_code=401)
    assert run(["models", "acme"]) == 1
    assert capsys.readouterr().err == "Error: Not allowed (status 401 from https://acme.test/models)\n"
    assert telling.closed


def test_a_prefix_that_is_not_installed_is_named(telling: Telling, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "nowhere"]) == 1
    assert "'nowhere'" in capsys.readouterr().err
