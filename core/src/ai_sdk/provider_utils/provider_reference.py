"""File ids of providers."""

from __future__ import annotations

from collections.abc import Mapping

from ai_sdk.provider.errors import NoSuchProviderReferenceError

__all__ = ["resolve_provider_reference"]


def resolve_provider_reference(reference: Mapping[str, str], *, provider: str) -> str:
    """The id that the file has at `provider`. Raises `NoSuchProviderReferenceError` if it has none there."""
    file_id = reference.get(provider)
    if file_id is None:
        raise NoSuchProviderReferenceError(provider=provider, reference=reference)
    return file_id
