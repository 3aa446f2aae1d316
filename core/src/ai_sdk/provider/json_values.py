"""The types of JSON and of the maps that travel with every call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

__all__ = ["Headers", "JSONObject", "JSONValue", "ProviderMetadata", "ProviderOptions"]

JSONValue: TypeAlias = "str | int | float | bool | Sequence[JSONValue] | Mapping[str, JSONValue] | None"
"""Anything that JSON can say. Here None is JSON's null."""

JSONObject: TypeAlias = Mapping[str, "JSONValue"]
"""A JSON object."""

ProviderOptions: TypeAlias = Mapping[str, JSONObject]
"""What goes in for one provider only: provider name -> options. `{"groq": {"reasoningFormat": "parsed"}}`"""

ProviderMetadata: TypeAlias = Mapping[str, JSONObject]
"""What comes out of one provider only: provider name -> values. On the way back in: the part's provider options."""

Headers: TypeAlias = Mapping[str, str | None]
"""Request headers. A value of None removes the header that a lower layer sets under the same spelling."""
