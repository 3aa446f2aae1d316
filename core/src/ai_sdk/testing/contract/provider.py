"""The contract of providers, whatever their models do: the description and the hooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest

from ai_sdk.plugins import ProviderContext, ProviderDescription
from ai_sdk.provider import MODEL_KINDS, ModelKind, NoSuchModelError
from ai_sdk.testing.contract.plugin import PluginContract

__all__ = ["ProviderContract"]


class ProviderContract(PluginContract):
    """What every provider does, beside `PluginContract`. Subclass the contract of a model kind, not this.

    - `prefix`: the prefix of the entry point.
    """

    plugin_kind = "provider"
    prefix: ClassVar[str]

    @property
    def entry_point(self) -> str:
        return self.prefix

    def model_ids(self) -> Mapping[ModelKind, str]:
        """A model of each kind that the contract is about."""
        raise NotImplementedError

    def any_provider(self) -> Any:
        """A provider that is asked for models, not for answers."""
        return self.hooks().create_provider(ProviderContext(prefix=self.prefix))

    def description(self) -> ProviderDescription:
        return self.hooks().describe_provider(ProviderContext(prefix=self.prefix))

    def test_the_description_matches_the_entry_point(self) -> None:
        description = self.description()
        assert isinstance(description, ProviderDescription)
        assert description.prefix == self.prefix
        assert description.name.strip()
        for kind in self.model_ids():
            assert kind in description.model_kinds, f"describe_provider does not list {kind!r} in model_kinds"
        assert set(description.model_kinds) <= set(MODEL_KINDS)

    def test_the_hook_makes_a_provider_without_a_key_and_without_io(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for names in (*self.description().env, *self.description().optional_env):
            for name in (names,) if isinstance(names, str) else names:
                monkeypatch.delenv(name, raising=False)
        provider = self.hooks().create_provider(ProviderContext(prefix=self.prefix))
        for kind, model_id in self.model_ids().items():
            assert getattr(provider, f"{kind}_model")(model_id).model_id == model_id

    def test_kinds_that_are_not_described_are_no_such_model(self) -> None:
        provider, kinds = self.any_provider(), self.description().model_kinds
        for kind in set(MODEL_KINDS) - set(kinds):
            method = getattr(provider, f"{kind}_model", None)
            if method is not None:
                with pytest.raises(NoSuchModelError):
                    method("m")
