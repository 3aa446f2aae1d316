"""Registries and custom providers over providers that hold nothing but ids."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from conformance_runner.names import snake_case
from conformance_runner.outcome import Run
from conformance_runner.project import named

from . import operation

__all__: list[str] = []

_MODELS = "Models"


def _mock_provider(script: Mapping[str, Any]) -> Any:
    base = named("ai_sdk.provider", "BaseProvider")
    no_such_model = named("ai_sdk.provider", "NoSuchModelError")
    kinds = {name.removesuffix(_MODELS): models for name, models in script.items()}

    def factory(kind: str, models: Mapping[str, Any]) -> Any:
        def model(self: Any, model_id: str) -> Any:
            if model_id not in models:
                raise no_such_model(model_id=model_id, model_type=f"{kind}Model")
            return _model(models[model_id])

        return model

    members = {f"{snake_case(kind)}_model": factory(kind, models) for kind, models in kinds.items()}
    return type("MockProvider", (base,), members)()


def _model(script: Mapping[str, Any]) -> Any:
    return SimpleNamespace(specification_version="v4", provider=script["provider"], model_id=script["modelId"])


def _custom_provider(script: Mapping[str, Any]) -> Any:
    keywords: dict[str, Any] = {}
    for name, value in script.items():
        if name.endswith(_MODELS):
            keywords[snake_case(name)] = {model_id: _model(model) for model_id, model in value.items()}
        elif name in ("fallback", "fallbackProvider"):
            keywords["fallback_provider"] = _mock_provider(value)
    return named("ai_sdk", "custom_provider")(**keywords)


@operation("registry")
async def registry(run: Run) -> None:
    """Every lookup, with the model's ids or the error."""
    if "custom_provider" in run.data:
        owner = _custom_provider({**run.data["custom_provider"], **_fallback(run.data)})
    else:
        providers = {name: _mock_provider(script) for name, script in run.data["providers"].items()}
        separator = {"separator": run.data["separator"]} if "separator" in run.data else {}
        owner = named("ai_sdk", "create_provider_registry")(providers, **separator)
    rows: list[dict[str, Any]] = []
    for lookup in run.data["lookups"]:
        row: dict[str, Any] = dict(lookup)
        try:
            model = getattr(owner, snake_case(lookup["method"]))(lookup["id"])
            row["result"] = {"provider": model.provider, "modelId": model.model_id}
        except Exception as error:  # noqa: BLE001 - compared with the recorded one
            row["error"] = error
        rows.append(row)
    run.record("result", rows)


def _fallback(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"fallback": data["fallback"]} if "fallback" in data else {}
